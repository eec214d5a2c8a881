"""Runs in a process of its own, beside a keyring that the test started, and prints one JSON line of answers.

Arguments: what to try, and an empty folder.
"""

import json
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from tests.store.world import LABEL, PASSPHRASE
from zvhdesk.domain.store_refusals import StoreRefused
from zvhdesk.services.unlock import vault, vault_file
from zvhdesk.services.unlock.keyring import OsKeyring, keyring_state, os_keyring


def state(_: Path) -> dict[str, object]:
    """What the self-test says of this machine's keyring."""
    return {"state": repr(keyring_state(os_keyring()))}


def house(folder: Path) -> dict[str, object]:
    """A house made with the keyring, opened, and opened again after its secret was thrown away."""
    keyring = os_keyring()
    if keyring is None:
        return {"keyring": None}
    made = vault.create_house(folder, LABEL, PASSPHRASE, keyring, datetime.now(UTC))
    opened = vault.unlock(folder, PASSPHRASE, os_keyring())
    entry = vault_file.load(folder).keyring
    name = "" if entry is None else entry.entry
    keyring.forget(name)
    return {
        "keyring": keyring.name,
        "same key": opened == made.key,
        "without its secret": _reason(lambda: vault.unlock(folder, PASSPHRASE, keyring)),
        "forgotten twice": _reason(lambda: keyring.forget(name)),
        "state after": repr(keyring_state(keyring)),
    }


def locked(folder: Path) -> dict[str, object]:
    """What happens when the keyring does not open."""
    keyring = os_keyring()
    if not isinstance(keyring, OsKeyring):
        return {"keyring": None}
    return {
        "state": repr(keyring_state(keyring)),
        "new house": _reason(
            lambda: vault.create_house(folder, LABEL, PASSPHRASE, keyring, datetime.now(UTC))
        ),
        "left behind": sorted(path.name for path in folder.iterdir()),
    }


def _reason(act: Callable[[], object]) -> str:
    try:
        act()
    except StoreRefused as refused:
        return repr(refused.reason)
    return "not refused"


if __name__ == "__main__":
    task = {"state": state, "house": house, "locked": locked}[sys.argv[1]]
    print(json.dumps(task(Path(sys.argv[2]))))
