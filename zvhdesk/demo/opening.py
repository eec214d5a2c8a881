"""The demo house on disk: made anew each day, because its dates move with today."""

import shutil
from collections.abc import Callable
from pathlib import Path

from zvhdesk.demo import house
from zvhdesk.services import opening
from zvhdesk.services.clock import Clock
from zvhdesk.services.desk import Desk
from zvhdesk.services.unlock import vault
from zvhdesk.services.unlock.lock import LOCK_NAME

DEMO_PASSPHRASE = "dit huis is alleen een voorbeeld"  # noqa: S105  (it protects made-up people)
_MADE_ON = "demo-van.txt"


def renew_demo(folder: Path, clock: Clock, beside: Callable[[Desk], object]) -> None:
    """Make the demo house in `folder` unless today's is there. The caller holds the folder's lock.

    `beside` gets it while it is open, for what is made beside it.

    Only a folder that this function filled before is emptied; any other with something in it is left alone
    and refused by the vault.
    """
    stamp = folder / _MADE_ON
    today = clock().date().isoformat()
    if stamp.is_file() and stamp.read_text("utf-8") == today and vault.is_house(folder):
        return
    if stamp.is_file():
        _empty(folder)
    desk = make_demo(folder, clock)
    try:
        beside(desk)
    finally:
        desk.close()
    stamp.write_text(today, "utf-8")


def make_demo(folder: Path, clock: Clock) -> Desk:
    """Make the demo house in a folder that is absent or empty, and leave it open."""
    made = opening.make_vault(folder, house.NAME, DEMO_PASSPHRASE, None, clock())
    desk = Desk.create(folder, made.key, clock)
    house.fill(desk, desk.today())
    return desk


def _empty(folder: Path) -> None:
    for path in folder.iterdir():
        if path.is_dir():
            shutil.rmtree(path)
        elif path.name != LOCK_NAME:
            path.unlink()
