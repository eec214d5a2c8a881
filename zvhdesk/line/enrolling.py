"""Server, devices and people of an open house, over its line: what the pages of enrolment ask."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject

from zvhdesk.domain.enrolment import After, Apart
from zvhdesk.domain.refusing import Refusing
from zvhdesk.domain.terms import Compartment
from zvhdesk.line.address import Address, keep_address, read_address
from zvhdesk.line.explaining import OF_DOOR, OF_HOUSE, Codes, not_done
from zvhdesk.line.following import LineFollowing
from zvhdesk.line.line import Line
from zvhdesk.line.moving import LineMoving
from zvhdesk.line.reaching import reached
from zvhdesk.services.desk import Desk
from zvhdesk.services.going_out import GoingOut, going_out
from zvhdesk.services.unlock import vault
from zvhdesk.sync import (
    apart,
    appointing,
    enrolled_apart,
    enrolled_waiting,
    founding,
    joining,
    reopening,
    reporting,
    revoking,
    rosters,
)
from zvhdesk.sync.acting import as_member, between_passes
from zvhdesk.sync.exchange import exchange
from zvhdesk.sync.own import Own
from zvhdesk.sync.server import SaidNo, Unreachable
from zvhdesk.sync.steps import Story, at_desk, reading
from zvhdesk.sync.watched import Report, Sent, watched
from zvhdesk.ui.agreeing import explain
from zvhdesk.ui.agreeing.connection import (
    Done,
    Failed,
    Following,
    House,
    Knock,
    Moving,
    NotDone,
    Progress,
    TypedServer,
)
from zvhdesk.ui.job import Job
from zvhdesk.ui.tasks import Tasks
from zvhdesk.wire.membership import Role
from zvhdesk.wire.roster import AfterRevoking

_OPEN_TO = (Compartment.HOUSE, Compartment.REGULAR)
_READ_ONLY = (Compartment.HOUSE,)
"""What a device is let into. A desk of CTER reads the house here; into its own compartment it is let "
"there."""


class LineEnrolling:
    """The Enrolling of ui.agreeing.connection."""

    def __init__(self, line: Line, tasks: Tasks) -> None:
        self.clock = line.clock
        self.moving: Moving = LineMoving(line, tasks)
        self.following: Following = LineFollowing(line)
        self._line, self._tasks = line, tasks

    def house(self, done: Callable[[House], object], owner: QObject) -> None:
        """How it stands."""
        self._tasks.ask(house_of, done, owner=owner)

    def how_much(self, done: Callable[[GoingOut], object], owner: QObject) -> None:
        """What a server would receive."""
        self._tasks.read(going_out, done, owner=owner)

    def make_house(
        self,
        server: TypedServer,
        code: str,
        progress: Progress,
        done: Callable[[bool], object],
        failed: Failed,
        owner: QObject,
    ) -> None:
        """Make it, remember the address, and send what is here."""
        address = reached(self._line, server, failed)
        if address is None:
            return
        report = self._tasks.ticket(progress, owner).report
        asked = Job(done, failed, owner)
        there: list[Address] = []

        def ended() -> None:
            # Whoever asked may have gone elsewhere: a house that is made agrees by itself.
            self._line.agree() if there else self._line.close()

        def made(sent: bool) -> None:
            ended()
            if asked.wanted():
                done(sent)

        def refused(reason: object) -> None:
            ended()
            if asked.wanted():
                failed(not_done(reason, OF_HOUSE, at_address=True))

        def broken() -> None:
            refused(NotDone("", explain.PROGRAM))

        story = partial(_made, address, code, report, there.append)
        self._line.play(story, made, refused, self._line, broken)

    def open_door(self, done: Callable[[str], object], failed: Failed, owner: QObject) -> None:
        """Open a place under a new code."""
        code = joining.new_code()
        self._play(lambda: as_member(lambda _me: joining.invite(code)), lambda: done(code), failed, owner)

    def who_knocks(
        self,
        code: str,
        done: Callable[[Knock | None], object],
        failed: Failed,
        owner: QObject,
        *,
        apart: bool,
    ) -> None:
        """Look at the door."""
        self._line.play(
            lambda: as_member(partial(_at_the_door, code=code, apart=apart)),
            done,
            lambda reason: failed(not_done(reason, OF_DOOR)),
            owner,
            lambda: failed(NotDone("", explain.PROGRAM)),
        )

    def let_in(self, knock: Knock, user: str, done: Done, failed: Failed, owner: QObject) -> None:
        """Name it in the roster and give it its keys."""
        found = _knocked(knock)
        act = partial(_admitted, knocked=found, user=bytes.fromhex(user))
        self._play(lambda: between_passes(act), done, failed, owner)

    def is_in(self, knock: Knock, done: Callable[[bool], object], failed: Failed, owner: QObject) -> None:
        """What the roster says now."""
        act = partial(_is_in, dev=_knocked(knock).keys.dev)
        self._line.play(
            lambda: between_passes(act),
            done,
            lambda reason: failed(not_done(reason)),
            owner,
            lambda: failed(NotDone("", explain.PROGRAM)),
        )

    def begin_apart(self, done: Done, failed: Failed, owner: QObject) -> None:
        """Make its key, and be its first member."""
        self._play(lambda: between_passes(_begun), done, failed, owner)

    def let_in_waiting(self, device: str, done: Done, failed: Failed, owner: QObject) -> None:
        """Give it the keys, and say that it is a member."""
        act = partial(waiting_let_in, device=device)
        self._play(lambda: between_passes(act), done, failed, owner)

    def reopen_apart(self, sheets: tuple[str, str], done: Done, failed: Failed, owner: QObject) -> None:
        """By both sheets."""
        self._play(lambda: between_passes(partial(_reopened, sheets=sheets)), done, failed, owner)

    def revoke(
        self, devices: tuple[str, ...], after: After, done: Done, failed: Failed, owner: QObject
    ) -> None:
        """Revoke them one after another; broken off, those that are left still stand."""
        self._play(
            lambda: between_passes(partial(_revoked, devices=devices, after=after)), done, failed, owner
        )

    def appoint(self, sheets: tuple[str, str], user: str, done: Done, failed: Failed, owner: QObject) -> None:
        """The root says so, by both sheets."""
        act = partial(appointing.appoint, sheets=sheets, user=bytes.fromhex(user))
        self._play(lambda: between_passes(act), done, failed, owner)

    def _play(
        self,
        story: Callable[[], Story[None]],
        done: Done,
        failed: Failed,
        owner: QObject,
        codes: Codes | None = None,
    ) -> None:
        self._line.play(
            story,
            lambda _none: done(),
            lambda reason: failed(not_done(reason, codes)),
            owner,
            lambda: failed(NotDone("", explain.PROGRAM)),
        )


def house_of(desk: Desk) -> House:
    """How a desk stands, from what stands on it."""
    if desk.compartment is not Compartment.REGULAR:
        found = enrolled_apart.found(desk)
        member = found.apart is Apart.MEMBER
        gone, address = reporting.destructions(desk), read_address(desk).url
        return House(member, found.devices, found.apart, found.digits, gone, address, found.others)
    devices = enrolled_waiting.devices(desk)
    # An address alone is a house that was begun and broken off: it is put there anew.
    address = read_address(desk).url
    joined = bool(devices and address)
    return House(joined, devices, destroyed=reporting.destructions(desk), address=address)


def _made(address: Address, code: str, report: Report, there: Callable[[Address], object]) -> Story[bool]:
    """True when all of it is at the server; `there` is called once the house is."""
    total = yield from at_desk(lambda desk: desk.read(going_out).changes)
    recovery = yield from at_desk(lambda desk: vault.recovery_public(desk.folder))
    yield from founding.found(code, recovery)
    # Before all of it is sent: broken off after this, it goes on by itself.
    yield from at_desk(partial(keep_address, address=address))
    there(address)
    report(0, total)
    try:
        outcome = yield from watched(exchange(), Sent(total, report))
    except (SaidNo, Unreachable):
        return False
    return outcome.waiting == 0


def _knocked(knock: Knock) -> joining.Knocked:
    found = knock.about
    if not isinstance(found, joining.Knocked):
        raise TypeError("not what was at the door")
    return found


def _at_the_door(me: Own, code: str, *, apart: bool) -> Story[Knock | None]:
    found = yield from joining.at_the_door(me, code, apart=apart)
    if found is None:
        return None
    roster = yield from reading(partial(rosters.known, house=me.house, root=me.root))
    named = roster.active(found.keys.dev)
    return Knock(found.digits, found, "" if named is None else named.user.hex())


def _admitted(me: Own, knocked: joining.Knocked, user: bytes) -> Story[None]:
    names, role = (_READ_ONLY, Role.READ) if knocked.apart else (_OPEN_TO, Role.WRITE)
    if not (yield from joining.admit(me, user, knocked.keys, names, role)):
        raise Refusing(NotDone("", explain.DEVICE_GONE))


def _is_in(me: Own, dev: bytes) -> Story[bool]:
    roster = yield from reading(partial(rosters.known, house=me.house, root=me.root))
    return roster.active(dev) is not None


def _begun(me: Own) -> Story[None]:
    if not (yield from apart.begin(me)):
        raise Refusing(NotDone("", explain.BEGUN_ELSEWHERE))


def _reopened(me: Own, sheets: tuple[str, str]) -> Story[None]:
    if not (yield from reopening.reopen(me, sheets)):
        raise Refusing(NotDone("", explain.MEMBER_LEFT))


def waiting_let_in(me: Own, device: str) -> Story[None]:
    """Let in a device that the roster names: into CTER at a desk of it, else into the house and its cases."""
    home = yield from at_desk(lambda desk: desk.compartment)
    for name in (home,) if home is Compartment.CTER else _OPEN_TO:
        if not (yield from joining.let_in(me, bytes.fromhex(device), name)):
            raise Refusing(NotDone("", explain.DEVICE_GONE))


def _revoked(me: Own, devices: tuple[str, ...], after: After) -> Story[None]:
    if me.dev.hex() in devices:
        raise Refusing(NotDone("", explain.OWN_DEVICE))
    yield from revoking.revoke_all(me, tuple(map(bytes.fromhex, devices)), AfterRevoking(after.value))
