"""The name on the door: what the unlock window shows before anything else is loaded."""

import json
from pathlib import Path

VAULT = "vault.json"
SETUP_MARK = "inrichten.bezig"


def peek(folder: Path) -> str | None:
    """The house's label, None when there is no house yet: no vault, or a set-up that did not end.

    A vault that cannot be read gives an empty label. Nothing is checked here: opening the vault does that
    and says what is wrong with it.
    """
    path = folder / VAULT
    if not path.exists() or (folder / SETUP_MARK).exists():
        return None
    try:
        found = json.loads(path.read_text("utf-8"))
        return str(found["label"])
    except (OSError, ValueError, KeyError, TypeError):
        return ""
