"""The demo house in more than one: its server, `zvhdesk --demo --second`, `zvhdesk --demo --cter`."""

import shutil
from contextlib import ExitStack, suppress
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


def apart_beside(folder: Path) -> Path:
    """Where the desk of CTER of the demo house stands: a folder of its own, to be open beside the others."""
    return folder.with_name(f"{folder.name}-cter")


def server_beside(folder: Path) -> LocalServer:
    """The server of the demo house. Its `start` is False for a house that has none."""
    return LocalServer(folder.with_name(f"{folder.name}-server"))


def renew_pair(folder: Path, clock: Clock) -> None:
    """Make the demo house of today unless it is there, with its server and its other desks."""
    renew_demo(folder, clock, lambda desk: _beside(desk, folder))


def _beside(desk: Desk, folder: Path) -> None:
    second, apart, server = second_beside(folder), apart_beside(folder), server_beside(folder)
    # Another desk that is open is left alone: then this house has none today.
    with suppress(StoreRefused), ExitStack() as held:
        for one in (second, apart):
            one.mkdir(parents=True, exist_ok=True, mode=0o700)
            held.callback(hold(one).release)
        for one in (second, apart):
            _empty(one)
        server.clear()
        held.callback(server.stop)
        make_pair(desk, server, Pair(second, DEMO_PASSPHRASE, None, apart))


def _empty(folder: Path) -> None:
    for path in folder.iterdir():
        if path.is_dir():
            shutil.rmtree(path)
        elif path.name != LOCK_NAME:
            path.unlink()
