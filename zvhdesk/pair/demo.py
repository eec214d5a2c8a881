"""The demo house in two: its server, and `zvhdesk --demo --second`."""

import shutil
from contextlib import suppress
from pathlib import Path

from zvhdesk.demo.opening import DEMO_PASSPHRASE, renew_demo
from zvhdesk.domain.store_refusals import StoreRefused
from zvhdesk.pair.making import Pair, make_pair
from zvhdesk.pair.server import LocalServer
from zvhdesk.services.clock import Clock
from zvhdesk.services.desk import Desk
from zvhdesk.services.unlock.lock import LOCK_NAME, hold


def second_beside(folder: Path) -> Path:
    """Where the second desk of the demo house stands."""
    return folder.with_name(f"{folder.name}-tweede")


def server_beside(folder: Path) -> LocalServer:
    """The server of the demo house. Its `start` is False for a house that has none."""
    return LocalServer(folder.with_name(f"{folder.name}-server"))


def renew_pair(folder: Path, clock: Clock) -> None:
    """Make the demo house of today unless it is there, with its server and its second desk."""
    renew_demo(folder, clock, lambda desk: _beside(desk, folder))


def _beside(desk: Desk, folder: Path) -> None:
    second, server = second_beside(folder), server_beside(folder)
    second.mkdir(parents=True, exist_ok=True, mode=0o700)
    # A second desk that is open is left alone: then this house has none today.
    with suppress(StoreRefused):
        held = hold(second)
        try:
            _empty(second)
            server.clear()
            make_pair(desk, server, Pair(second, DEMO_PASSPHRASE, None))
        finally:
            server.stop()
            held.release()


def _empty(folder: Path) -> None:
    for path in folder.iterdir():
        if path.is_dir():
            shutil.rmtree(path)
        elif path.name != LOCK_NAME:
            path.unlink()
