"""The keyring, against a real gnome-keyring on a bus of its own. A test that cannot start it fails."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from keyring.backend import KeyringBackend
from keyring.backends import fail, null
from keyring.errors import KeyringLocked

from tests.store.world import refused
from zvhdesk.domain.store_refusals import KeyringMissing, KeyringTrouble
from zvhdesk.services.unlock.keyring import (
    PINNED,
    MemoryKeyring,
    OsKeyring,
    SecretStore,
    Unusable,
    keyring_state,
)

ROOT = Path(__file__).parents[2]
CHILD = [sys.executable, "-m", "tests.store.keyring_child"]
DAEMON = "gnome-keyring-daemon --components=secrets"
SECRET = bytes(range(32))


def run(tmp_path: Path, task: str, before: str | None, **more: str) -> dict[str, Any]:
    """The child's answers; with `before` inside a session bus of its own, after that shell command."""
    home = tmp_path / "home"
    home.mkdir()
    house = tmp_path / "huis"
    house.mkdir()
    runtime = tmp_path / "runtime"
    runtime.mkdir(mode=0o700)
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(home),
        "XDG_RUNTIME_DIR": str(runtime),
        "XDG_DATA_HOME": str(home / "data"),
        "PYTHONPATH": str(ROOT),
        # Only what the test starts: no keyring or prompt that the bus would start by itself.
        "XDG_DATA_DIRS": str(home),
        **more,
    }
    command = [*CHILD, task, str(house)]
    if before is not None:
        command = ["dbus-run-session", "--", "sh", "-c", f'{before} && exec "$@"', "sh", *command]
    done = subprocess.run(
        command, env=environment, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr
    answers = json.loads(done.stdout.splitlines()[-1])
    assert isinstance(answers, dict)
    return answers


@pytest.mark.usefixtures("_on_linux")
class TestGnomeKeyring:
    UNLOCKED = f"printf geheim | {DAEMON} --unlock --daemonize >/dev/null"
    LOCKED = f"{DAEMON} --start --daemonize >/dev/null"

    def test_it_keeps_the_secret_of_a_house(self, tmp_path: Path) -> None:
        assert run(tmp_path, "house", self.UNLOCKED) == {
            "keyring": "Secret Service",
            "same key": True,
            "without its secret": "KeyringMissing(trouble=<KeyringTrouble.GONE: 3>)",
            "forgotten twice": "KeyringMissing(trouble=<KeyringTrouble.UNRELIABLE: 5>)",
            "state after": "Usable(name='Secret Service')",
        }

    def test_one_that_does_not_open_is_locked_and_nothing_is_made(self, tmp_path: Path) -> None:
        assert run(tmp_path, "locked", self.LOCKED) == {
            "state": "Unusable(why=<KeyringTrouble.LOCKED: 2>)",
            "new house": "KeyringMissing(trouble=<KeyringTrouble.LOCKED: 2>)",
            "left behind": [],
        }

    def test_without_one_it_is_absent_whatever_is_asked_for(self, tmp_path: Path) -> None:
        answers = run(tmp_path, "state", None, PYTHON_KEYRING_BACKEND="keyring.backends.null.Keyring")
        assert answers == {"state": "Unusable(why=<KeyringTrouble.ABSENT: 1>)"}


@pytest.fixture
def _on_linux() -> None:
    assert sys.platform == "linux", "this suite's keyring is the Secret Service"


class KeptInMemory(KeyringBackend):
    """A backend of the keyring library that works, to stand beside ones that do not."""

    priority = 1.0

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self.kept[service, username]


class Forgetful(KeptInMemory):
    """Takes a secret and has none: like a null keyring, or one that lost its disk."""

    def get_password(self, service: str, username: str) -> str | None:  # noqa: ARG002
        return None


class Broken(KeptInMemory):
    """Fails with an error of its platform, none of the library's."""

    def get_password(self, service: str, username: str) -> str | None:  # noqa: ARG002
        raise MemoryError("a platform's own error")

    def set_password(self, service: str, username: str, password: str) -> None:  # noqa: ARG002
        raise ZeroDivisionError("a platform's own error")


class Closed(KeptInMemory):
    def get_password(self, service: str, username: str) -> str | None:  # noqa: ARG002
        raise KeyringLocked


@pytest.mark.parametrize("keyring", [MemoryKeyring(), OsKeyring([("goed", KeptInMemory())])])
def test_what_is_put_in_comes_out(keyring: SecretStore) -> None:
    keyring.put("a", SECRET)
    keyring.put("b", bytes(32))
    assert (keyring.get("a"), keyring.get("b"), keyring.get("c")) == (SECRET, bytes(32), None)


@pytest.mark.parametrize("kind", [Forgetful, Broken, fail.Keyring, null.Keyring])
def test_one_that_does_not_keep_is_never_trusted(kind: type[KeyringBackend]) -> None:
    keyring = OsKeyring([("slecht", kind())])
    with refused(KeyringMissing(KeyringTrouble.UNRELIABLE)):
        keyring.put("a", SECRET)
    assert keyring_state(keyring) == Unusable(KeyringTrouble.UNRELIABLE)


def test_a_secret_is_found_in_the_keyring_of_before() -> None:
    before = KeptInMemory()
    OsKeyring([("oud", before)]).put("a", SECRET)
    for newer in (KeptInMemory(), Broken(), Closed()):
        assert OsKeyring([("nieuw", newer), ("oud", before)]).get("a") == SECRET


def test_a_locked_one_is_no_empty_one() -> None:
    with refused(KeyringMissing(KeyringTrouble.LOCKED)):
        OsKeyring([("dicht", Closed()), ("leeg", KeptInMemory())]).get("a")


def test_something_else_under_our_name_is_not_our_secret() -> None:
    backend = KeptInMemory()
    backend.set_password("ZVH Desk", "a", "geen base64!")
    with refused(KeyringMissing(KeyringTrouble.OTHER)):
        OsKeyring([("goed", backend)]).get("a")


def test_no_plain_text_keyring_is_on_the_list() -> None:
    assert [f"{kind.__module__}.{kind.__qualname__}" for _, kind in PINNED] == [
        "keyring.backends.Windows.WinVaultKeyring",
        "keyring.backends.macOS.Keyring",
        "keyring.backends.SecretService.Keyring",
        "keyring.backends.kwallet.DBusKeyring",
    ]
