"""A new desk joins a house, over a line of its own: what the window of joining asks."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from zvhdesk.domain.refusing import Refusing
from zvhdesk.domain.terms import Compartment
from zvhdesk.line.address import Address, keep_address
from zvhdesk.line.explaining import OF_DOOR, not_done
from zvhdesk.line.line import Line
from zvhdesk.line.reaching import reached
from zvhdesk.models.house import House
from zvhdesk.services import opening
from zvhdesk.services.clock import Clock
from zvhdesk.services.desk import Desk
from zvhdesk.services.opening import Begun
from zvhdesk.services.unlock.keyring import SecretStore
from zvhdesk.sync import enrolled, joining, rosters
from zvhdesk.sync.acting import Halted
from zvhdesk.sync.exchange import Halt, exchange
from zvhdesk.sync.own import Own
from zvhdesk.sync.steps import Story, at_desk, reading
from zvhdesk.sync.watched import Received, Report, watched
from zvhdesk.ui.agreeing.connection import Failed, Progress, TypedServer
from zvhdesk.ui.tasks import Tasks
from zvhdesk.wire import roster as wire_roster
from zvhdesk.wire.encoding import Malformed

_Knocked = tuple[Own, tuple[str, ...]]


class LineJoining(QObject):
    """The Joining of ui.agreeing.connection. `opened` when the house is open on the database lane."""

    opened = Signal()

    def __init__(
        self,
        folder: Path,
        keyring: SecretStore | None,
        clock: Clock,
        tasks: Tasks,
        parent: QObject | None = None,
        *,
        apart: bool = False,
    ) -> None:
        """`apart`: as a desk of CTER."""
        super().__init__(parent)
        self._folder, self._keyring, self._clock, self._tasks = folder, keyring, clock, tasks
        self._of = Compartment.CTER if apart else Compartment.REGULAR
        self.line = Line(tasks, clock, self)
        self._begun: Begun | None = None
        self._address = Address()
        self._me: Own | None = None
        self._code = ""

    def knock(
        self, server: TypedServer, code: str, done: Callable[[tuple[str, ...]], object], failed: Failed
    ) -> None:
        """Knock, with a database that stands apart until all is well."""
        address = reached(self.line, server, failed)
        if address is None:
            return

        def knocked(found: _Knocked) -> None:
            self._me, self._code, self._address = found[0], code, address
            done(found[1])

        def refused(reason: object) -> None:
            failed(not_done(reason, OF_DOOR, at_address=True))

        before = self._me if address == self._address else None

        def play(_none: None = None) -> None:
            self.line.play(lambda: joining.knock(code, before), knocked, refused, self)

        if self._begun is None:
            self._tasks.open(self._begin, play, lambda reason: failed(not_done(reason)))
        else:
            play()

    def _begin(self) -> Desk:
        self._begun = opening.begin_joining(self._folder, self._clock, self._of)
        return self._begun.desk

    def enter(self, done: Callable[[str], object], failed: Failed) -> None:
        """Look whether the roster names this device with its own keys; `done` gets what the list calls it."""
        me, code, address = self._me, self._code, self._address
        if me is not None:
            self.line.play(
                lambda: _entered(me, code, address), done, lambda no: failed(not_done(no, OF_DOOR)), self
            )

    def fetch(self, progress: Progress, done: Callable[[bool], object], failed: Failed) -> None:
        """One pass; the admin's own may be a moment behind, and then the house is not there yet."""
        report = self._tasks.ticket(progress, self).report
        self.line.play(lambda: _fetched(report), done, lambda no: failed(not_done(no)), self)

    def finish(self, passphrase: str, failed: Failed) -> None:
        """Make the vault, put the database where it belongs, and open it."""
        begun = self._begun
        if begun is None:
            return
        self.line.close()

        def finish() -> Desk:
            return opening.end_joining(begun, passphrase, _recovery(begun.desk), self._keyring)

        self._tasks.open(finish, lambda _none: self.opened.emit(), lambda no: failed(not_done(no)))

    def leave(self) -> None:
        """It is not to be: nothing is left of it."""
        self.line.close()
        begun, self._begun, self._me = self._begun, None, None
        if begun is not None:
            self._tasks.ask(lambda _desk: opening.leave_joining(begun), _nothing)


def _entered(me: Own, code: str, address: Address) -> Story[str]:
    try:
        if not (yield from joining.enter(me, code)):
            return ""
    except (wire_roster.Refused, Malformed):
        raise Refusing(Halted(Halt.ROSTER)) from None
    yield from at_desk(partial(keep_address, address=address))
    return (yield from at_desk(lambda desk: next(one.called for one in enrolled.devices(desk) if one.me)))


def _fetched(report: Report) -> Story[bool]:
    outcome = yield from watched(exchange(), Received(report))
    if outcome.halt is Halt.NO_KEY:
        return False  # the desk that let it in says at its own next pass that it is a member
    if outcome.halt is not None:
        raise Refusing(Halted(outcome.halt))
    return (yield from reading(lambda session: session.query(House.id).first() is not None))


def _recovery(desk: Desk) -> bytes:
    """What the first entry of the roster names, under the root that two people compared."""

    def of(session: Any) -> bytes:
        entry = rosters.entries(session)[0]
        _, body = wire_roster.read(entry)
        return body.recovery if isinstance(body, wire_roster.House) else b""

    return desk.read(of)


def _nothing(_none: None) -> None:
    """Nobody waits for it."""
