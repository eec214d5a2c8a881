"""Everything that stands behind the unlock window, under one name, for the one late import (app.py)."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QProcess

from zvhdesk.demo.opening import DEMO_PASSPHRASE
from zvhdesk.domain.store_refusals import AlreadyOpen, NoDemoYet, StoreRefused, WrongPassphrase
from zvhdesk.domain.terms import Compartment
from zvhdesk.entering import Entering
from zvhdesk.pair.demo import renew_pair, server_beside
from zvhdesk.pair.serving import DemoServer
from zvhdesk.services import revoked, set_aside
from zvhdesk.services.clock import Clock, system_clock
from zvhdesk.services.desk import Desk
from zvhdesk.services.opening import (
    clear_unfinished,
    house_words,
    open_house,
    open_revoked,
    recover_house,
)
from zvhdesk.services.revoked import Order, Revoked
from zvhdesk.services.unlock import vault
from zvhdesk.services.unlock.harden import harden
from zvhdesk.services.unlock.keyring import SecretStore, os_keyring
from zvhdesk.services.unlock.location import check_folder
from zvhdesk.services.unlock.lock import Hold, hold
from zvhdesk.services.unlock.passphrase import pause_after
from zvhdesk.services.unlock.standard import folder_of
from zvhdesk.threshold import Threshold
from zvhdesk.ui.explain_store import explain
from zvhdesk.ui.kit import Message
from zvhdesk.ui.tasks import Tasks
from zvhdesk.ui.unlock.anew import AnewCard
from zvhdesk.ui.unlock.forgotten import ForgottenCard
from zvhdesk.ui.unlock.leased import LeaseWindow
from zvhdesk.ui.unlock.recovery import RecoveryCard
from zvhdesk.ui.unlock.refused import RefusedWindow
from zvhdesk.ui.unlock.revoked import RevokedWindow
from zvhdesk.ui.unlock.window import UnlockWindow
from zvhdesk.workbench import Workbench


@dataclass(frozen=True, slots=True)
class Taken:
    """A house whose lock this program holds; `revoked` are the desks in it that were taken out, by folder."""

    hold: Hold
    revoked: Mapping[Path, Revoked]


def _take_house(
    folder: Path, demo_on: Clock | None, keyring: Callable[[], SecretStore | None], *, beside: bool
) -> Taken:
    """Check the folder and take its lock; with `demo_on` make the demo house of that clock's day in it.

    A desk that was revoked and was cut off while it gave up its keys goes on with it. `beside`: it is one of
    the demo house's other desks, that is not made here.
    """
    harden()
    check_folder(folder)
    if beside and not any(vault.is_house(folder_of(folder, apart=apart)) for apart in (False, True)):
        raise StoreRefused(NoDemoYet())
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    held, desks = hold(folder), [folder_of(folder, apart=apart) for apart in (False, True)]
    try:
        if demo_on is not None:
            renew_pair(folder, demo_on)
        else:
            for one in desks:
                clear_unfinished(one)
        _finish_aside(folder, keyring)
        told = {one: revoked.finish(one, keyring()) for one in desks if revoked.found(one) is not None}
    except BaseException:
        held.release()
        raise
    return Taken(held, told)


def _finish_aside(house: Path, keyring: Callable[[], SecretStore | None]) -> None:
    """Copies and a keyring that were out of reach when a revoked desk was set aside have their turn now."""
    for aside in set_aside.folders(house):
        for one in (folder_of(aside, apart=apart) for apart in (False, True)):
            with suppress(StoreRefused):
                if revoked.found(one) is not None:
                    revoked.finish(one, keyring())


def _obey(folder: Path, order: Order, keyring: Callable[[], SecretStore | None]) -> None:
    """Give up the keys. What cannot be done now is done by the next start, which finds the mark."""
    with suppress(StoreRefused):
        revoked.obey(folder, order.after, keyring(), order.backups)


def _start_anew(command: Sequence[str]) -> None:
    """Start a process that outlives this one."""
    program, *arguments = command
    QProcess.startDetached(program, arguments)


def _is_open_elsewhere(reason: object) -> bool:
    return isinstance(reason, AlreadyOpen)


def _is_wrong_passphrase(reason: object) -> bool:
    return isinstance(reason, WrongPassphrase)


def _of(apart: bool) -> Compartment:
    return Compartment.CTER if apart else Compartment.REGULAR


def _open_house(
    folder: Path, passphrase: str, keyring: SecretStore | None, clock: Clock, apart: bool
) -> Desk:
    return open_house(folder, passphrase, keyring, clock, _of(apart))


def _recover_house(
    folder: Path,
    sheets: tuple[str, str],
    passphrase: str,
    keyring: SecretStore | None,
    clock: Clock,
    apart: bool,
) -> Desk:
    return recover_house(folder, sheets, passphrase, keyring, clock, _of(apart))


def _open_revoked(
    folder: Path, sheets: tuple[str, str], keyring: SecretStore | None, clock: Clock, apart: bool
) -> Desk:
    return open_revoked(folder, sheets, keyring, clock, _of(apart))


class _Run(Protocol):
    """What of one run of the program (app.py) says which desk is meant."""

    house: Path
    apart: bool

    @property
    def tasks(self) -> Tasks: ...


AsidePlace = UnlockWindow | RevokedWindow | LeaseWindow
"""A window in which one asks to join anew."""


def _place_aside(run: _Run, clock: Clock) -> str:
    return str(set_aside.place_for(run.house, clock().date(), apart=run.apart))


def _set_aside(run: _Run, place: str, window: AsidePlace, done: Callable[[Path], None]) -> None:
    """Keep a desk aside, shut, where the window says; a refusal is said there."""
    house, apart = run.house, run.apart

    def move(_none: None) -> None:
        run.tasks.work(
            lambda _ticket: set_aside.set_aside(house, Path(place), apart=apart),
            done,
            lambda reason: window.refuse_anew(explain(reason)),
        )

    run.tasks.shut(move)


class Late:
    """What app.py uses once a house is to be opened or founded."""

    workbench = Workbench
    entering = Entering
    refused_window = RefusedWindow
    message = Message
    recovery_card = RecoveryCard
    forgotten_card = ForgottenCard
    anew_card = AnewCard
    set_aside = staticmethod(_set_aside)
    place_aside = staticmethod(_place_aside)
    demo_passphrase = DEMO_PASSPHRASE
    clock = staticmethod(system_clock)
    explain = staticmethod(explain)
    is_open_elsewhere = staticmethod(_is_open_elsewhere)
    is_wrong_passphrase = staticmethod(_is_wrong_passphrase)
    house_words = staticmethod(house_words)
    is_house = staticmethod(vault.is_house)
    open_house = staticmethod(_open_house)
    os_keyring = staticmethod(os_keyring)
    pause_after = staticmethod(pause_after)
    recover_house = staticmethod(_recover_house)
    open_revoked = staticmethod(_open_revoked)
    start_anew = staticmethod(_start_anew)
    take_house = staticmethod(_take_house)
    obey = staticmethod(_obey)
    server_beside = staticmethod(server_beside)
    demo_server = DemoServer
    threshold = Threshold
    revoked_window = RevokedWindow


LATE = Late()
