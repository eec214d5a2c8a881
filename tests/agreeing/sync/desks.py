"""Desks of one house at one server, each with an encrypted database of its own."""

import ssl
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TypeVar

from sqlalchemy import select

from tests.worlds import KEY, FixedClock, new_desk
from zvhdesk.domain.terms import Compartment, MeetingState
from zvhdesk.models.agreeing import SealedEnvelope
from zvhdesk.models.base import new_id
from zvhdesk.models.capture import CaptureSession, head_rev
from zvhdesk.models.cases import Case, Goal
from zvhdesk.models.house import CaseTable, Partner
from zvhdesk.models.meetings import AgendaItem, Meeting, Turn
from zvhdesk.services.desk import Desk
from zvhdesk.services.unlock import sheets
from zvhdesk.services.unlock.recovery_key import pair_from, pair_id
from zvhdesk.sync import founding, joining, own
from zvhdesk.sync.exchange import Outcome, exchange
from zvhdesk.sync.own import Own
from zvhdesk.sync.server import SaidNo, Server
from zvhdesk.sync.steps import AtServer, Story, play
from zvhdesk.wire.beacon import Beacon
from zvhdesk.wire.envelope import Header, Kind
from zvhdesk.wire.messages import Page

T = TypeVar("T")
TRUST = ssl.create_default_context()
"""What the system trusts, read once: to read it takes a third of a pass, and no address here is https."""
_SEED = b"r" * 32
REC = pair_from(_SEED)
BOTH = (Compartment.HOUSE, Compartment.REGULAR)


@dataclass
class Station:
    """A desk with its own clock and its own connection."""

    desk: Desk
    server: Server
    clock: FixedClock

    @property
    def me(self) -> Own:
        """What it is in its house."""
        found = self.desk.read(lambda s: own.of(s, self.desk.device))
        assert found is not None
        return found

    def exchange(self) -> Outcome:
        """One pass."""
        return play(exchange(), self.desk, self.server)

    def close(self) -> None:
        """Let go of everything."""
        self.server.close()
        self.desk.close()


def station(folder: Path, url: str, *, made: bool = False) -> Station:
    """An empty desk that belongs to no house yet; or, when it is `made`, the one that stands there."""
    clock = FixedClock()
    if made:
        return Station(Desk.open(folder, KEY, clock), Server(url, TRUST), clock)
    folder.mkdir()
    return Station(new_desk(folder, clock), Server(url, TRUST), clock)


def again(one: Station) -> None:
    """Its program ended, and starts again."""
    one.desk.close()
    one.desk = Desk.open(one.desk.folder, KEY, one.clock, one.desk.compartment)
    one.server.log_out()


def ends_after(at: Station, story: Story[object], call: object) -> None:
    """It plays until the server has answered that call; there its program ends, and starts again."""
    _ends(at, story, call, answered=True)


def ends_before(at: Station, story: Story[object], call: object) -> None:
    """The same before it calls."""
    _ends(at, story, call, answered=False)


def _ends(at: Station, story: Story[object], call: object, *, answered: bool) -> None:
    step = next(story)
    while True:
        last = getattr(step.fn, "func", None) is call
        if last and not answered:
            break
        try:
            result = step.fn(at.server) if isinstance(step, AtServer) else step.fn(at.desk)
        except SaidNo as no:
            step = story.throw(no)
            continue
        if last:
            break
        step = story.send(result)
    story.close()
    again(at)


def found(first: Station, code: str) -> None:
    """The first desk makes its house at the server."""
    play(founding.found(code, REC.public), first.desk, first.server)


def typed_sheets(seed: bytes = _SEED) -> tuple[str, str]:
    """Both recovery sheets: those of REC, or of another house."""
    one, two = sheets.split(seed, pair_id(pair_from(seed).public), "Huis", date(2026, 3, 12))
    return one.text, two.text


def join(first: Station, second: Station, user: bytes, *, take: bool = True) -> None:
    """A second desk joins, as two people would do it; `take`: and hears all there is."""
    me, code = let_in(first, second, user)
    assert play(joining.enter(me, code), second.desk, second.server)
    first.exchange()
    if take:
        second.exchange()


def let_in(
    first: Station, second: Station, user: bytes, names: tuple[Compartment, ...] = BOTH
) -> tuple[Own, str]:
    """The digits were the same, and the house knows the second desk; it did not go in yet."""
    code = joining.new_code()
    play(joining.invite(code), first.desk, first.server)
    me, shown = play(joining.knock(code), second.desk, second.server)
    knocked = play(joining.at_the_door(first.me, code), first.desk, first.server)
    assert knocked is not None
    assert knocked.digits == shown
    play(joining.admit(first.me, user, knocked.keys, names), first.desk, first.server)
    return me, code


def write(at: Station, case: str, text: str) -> None:
    """Write the question of a case."""

    def fn(session: CaptureSession) -> None:
        session.get_one(Case, case).question = text

    at.desk.change(fn, "case.edit")


def question(at: Station, case: str) -> str | None:
    """The question of a case, as this desk shows it."""
    return at.desk.read(lambda s: s.get_one(Case, case).question)


def goal(at: Station, case: str, text: str) -> None:
    """A new goal in a case."""

    def fn(session: CaptureSession) -> None:
        stream = session.get_one(Case, case).stream_id
        session.add(Goal(stream_id=stream, case_id=case, position=0, text=text))

    at.desk.change(fn, "goal.add")


def turn_at_table(at: Station, case: str) -> str:
    """A turn about the case, at a meeting that runs; its id."""

    def fn(session: CaptureSession) -> str:
        stream = session.get_one(Case, case).stream_id
        partner, table = session.query(Partner).first(), session.query(CaseTable).first()
        assert partner is not None
        assert table is not None
        live = Meeting(
            stream_id=new_id(),
            table_id=table.id,
            held_on=at.desk.today(),
            starts="09:30",
            ends="11:00",
            state=MeetingState.LIVE,
        )
        session.add_all_new([live])
        item = AgendaItem(
            stream_id=stream, meeting_id=live.id, case_id=case, position=0, title="Start", minutes=20
        )
        session.add_all_new([item])
        made = Turn(stream_id=stream, case_id=case, item_id=item.id, partner_id=partner.id)
        session.add_all_new([made])
        return made.id

    return at.desk.change(fn, "meeting.plan")


def act_now(at: Station, fn: Callable[[CaptureSession], T], intent: str) -> T:
    """What somebody does a second later, having seen all that stands there."""
    at.clock.forward(seconds=1)
    return at.desk.change(fn, intent, base_rev=at.desk.read(head_rev))


def said_by(at: Desk, device: str) -> list[Beacon]:
    """The beacons of a device that a desk has."""
    rows = at.read(lambda s: s.scalars(select(SealedEnvelope).order_by(SealedEnvelope.seq)).all())
    mine = [row for row in rows if row.hdr is not None and row.dev == bytes.fromhex(device)]
    return [
        Beacon.from_bytes(row.ct or b"")
        for row in mine
        if Header.from_bytes(row.hdr or b"").kind == Kind.BEACON
    ]


def before_pulling(story: Story[Outcome], act: Callable[[], object]) -> Story[Outcome]:
    """The same story; something happens in the world before it first asks for a history."""
    return before(Server.pull, story, act)


def before(call: object, story: Story[T], act: Callable[[], object]) -> Story[T]:
    """The same of any call to the server."""
    step, done = next(story), False
    try:
        while True:
            if not done and isinstance(step, AtServer) and getattr(step.fn, "func", None) is call:
                done = True
                act()
            try:
                result = yield step
            except Exception as no:  # noqa: BLE001 - the story decides
                step = story.throw(no)
            else:
                step = story.send(result)
    except StopIteration as end:
        result_of: T = end.value
        return result_of


def answering(story: Story[Outcome], lie: Callable[[Page], Page]) -> Story[Outcome]:
    """The same story; no page of a history is as the server handed it out."""
    step = next(story)
    try:
        while True:
            try:
                result = yield step
            except Exception as no:  # noqa: BLE001 - the story decides
                step = story.throw(no)
                continue
            step = story.send(lie(result) if isinstance(result, Page) else result)
    except StopIteration as end:
        outcome: Outcome = end.value
        return outcome
