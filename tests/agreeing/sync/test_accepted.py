"""Every save that was accepted is a winner, a visible conflict, or replaced by someone who saw it (P2).

Two or three desks do what people do to cases and meetings, apart and in any order of exchange: rows are added
beneath what another deletes, things are taken back, put back and left, and meetings begin that are cancelled.
"""

from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date, timedelta
from itertools import count
from pathlib import Path
from random import Random
from typing import Any, Final

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.agreeing.sizes import SEED, TIMES
from tests.agreeing.sync.accepted import MARK, Accepted, cards, known, lost, stands, was_there
from tests.agreeing.sync.desks import Station
from tests.agreeing.sync.put_back import KeptWorld, World
from tests.recording.state import state
from zvhdesk.domain.refusals import Refused
from zvhdesk.domain.terms import Presence, Step, SubjectRole
from zvhdesk.models.base import new_id
from zvhdesk.models.capture import CaptureSession, head_rev
from zvhdesk.models.cases import Case, Goal, Subject
from zvhdesk.models.house import CaseTable, Partner
from zvhdesk.models.meetings import AgendaItem, Meeting, NoteParagraph
from zvhdesk.models.people import Person
from zvhdesk.models.tables import BY_NAME
from zvhdesk.services import adding, conflicts, undo
from zvhdesk.services.conflicts import GoneRow
from zvhdesk.services.meetings import attendance, capture, overview, planning, running

RUNS = 4
STEPS = 30
EDITED: Final[list[tuple[Any, str]]] = [
    (Case, "question"), (Goal, "text"), (Goal, "measure"), (Person, "surname"), (Subject, "relation"),
    (AgendaItem, "title"), (NoteParagraph, "text"),
]  # fmt: skip
SERIAL = count(1)


class Run:
    """What the desks do to a case and a meeting or two of their own."""

    def __init__(self, desks: list[Station], dice: Random) -> None:
        self.desks, self.dice = desks, dice
        self.accepted = Accepted()
        self.since = [one.desk.read(head_rev) for one in desks]
        self.looked = [(rev, frozenset[str]()) for rev in self.since]
        self.cases, self.meetings = list[str](), list[str]()
        self.words = count(1)

    def play(self) -> None:
        """So many acts; then everybody hears everything."""
        self.new_case(0)
        self.plan(0)
        for at in range(len(self.desks)):
            if self.dice.random() < 0.8:
                self.pass_(0)
                self.pass_(at)
        often = (
            (self.new_case, 1), (self.plan, 1), (self.goal, 3), (self.person, 2), (self.edit, 8),
            (self.remove, 3), (self.point, 2), (self.point_of_case, 2), (self.remove_point, 2),
            (self.cancel, 2), (self.start, 2), (self.go_to, 2), (self.close, 1), (self.note, 2),
            (self.take_back, 5), (self.answer, 4), (self.choose, 2), (self.pass_, 7),
        )  # fmt: skip
        acts = [act for act, times in often for _ in range(times)]
        for _ in range(STEPS):
            at = self.dice.randrange(len(self.desks))
            self.desks[at].clock.forward(seconds=self.dice.randrange(1, 900))
            with suppress(Refused):
                self.dice.choice(acts)(at)

    # What one does to a case.

    def new_case(self, at: int) -> None:
        def fill(session: CaptureSession) -> str:
            number = f"2026-7{next(SERIAL):03}"
            case = Case(stream_id=new_id(), number=number, first_processed_on=date(2026, 3, 10))
            case.question = self.word()
            person = Person(stream_id=new_id(), initials="J.", surname=self.word())
            session.add_all_new([case, person])
            of: dict[str, Any] = {"stream_id": case.stream_id, "case_id": case.id}
            session.add_all_new([Goal(**of, position=1, text=self.word())])
            session.add_all_new([Subject(**of, person_id=person.id, role=SubjectRole.MAIN)])
            return case.id

        self.cases.append(self.act(at, fill, "case.create"))

    def goal(self, at: int) -> None:
        case, typed = self.one(at, Case), {"text": self.word()}
        if case:
            self.act(at, lambda s: adding.add_goal(s, case, typed), "goal.add")

    def person(self, at: int) -> None:
        typed = {"surname": self.word(), "role": SubjectRole.FAMILY.value, "relation": self.word()}
        case = self.one(at, Case)
        if case:
            self.act(at, lambda s: adding.add_person(s, case, typed), "subject.add")

    def edit(self, at: int) -> None:
        cls, col = self.dice.choice(EDITED)
        row, word = self.one(at, cls), self.word()
        if row:
            self.act(at, lambda s: setattr(s.get_one(cls, row), col, word), "case.edit", shown=row)

    def remove(self, at: int) -> None:
        cls = self.dice.choice((Goal, Subject))
        row = self.one(at, cls)
        if row:
            self.act(at, lambda s: adding.remove(s, cls.__tablename__, row), "row.remove", shown=row)

    # What one does to a meeting.

    def plan(self, at: int) -> None:
        day = date(2026, 5, 1) + timedelta(days=next(SERIAL))

        def fill(session: CaptureSession) -> str:
            of = select(CaseTable.id).where(~CaseTable.deleted).order_by(CaseTable.id)
            table = session.scalars(of).first()
            partner = session.scalars(select(Partner.id).order_by(Partner.id)).first()
            assert table
            assert partner
            meeting = planning.plan_meeting(session, table, day, "09:30", "11:00", self.word(), None)
            row = attendance.expect_partner(session, meeting, partner)
            attendance.set_presence(session, row, Presence.IN_ROOM)
            return meeting

        self.meetings.append(self.act(at, fill, "meeting.plan"))

    def point(self, at: int) -> None:
        meeting, word = self.one(at, Meeting), self.word()
        if meeting:
            self.act(at, lambda s: planning.add_point(s, meeting, word), "agenda.add")

    def point_of_case(self, at: int) -> None:
        meeting, case, word = self.one(at, Meeting), self.one(at, Case), self.word()
        if meeting and case:
            self.act(at, lambda s: planning.add_case(s, meeting, case, title=word), "agenda.add")

    def remove_point(self, at: int) -> None:
        row = self.one(at, AgendaItem)
        if row:
            self.act(at, lambda s: planning.remove_item(s, row), "agenda.edit", shown=row)

    def cancel(self, at: int) -> None:
        row = self.one(at, Meeting)
        if row:
            self.act(at, lambda s: planning.cancel_meeting(s, row), "meeting.edit", shown=row)

    def start(self, at: int) -> None:
        row, device = self.one(at, Meeting), self.desks[at].desk.device
        if row:
            self.act(at, lambda s: running.start(s, row, device), "meeting.start")

    def go_to(self, at: int) -> None:
        live, row = self.live(at), self.one(at, AgendaItem)
        if live and row:
            self.act(at, lambda s: running.go_to(s, live, row), "meeting.item")

    def close(self, at: int) -> None:
        live = self.live(at)
        if live:
            self.act(at, lambda s: running.close(s, live), "meeting.close")

    def note(self, at: int) -> None:
        row, word = self.one(at, AgendaItem), self.word()
        if row:
            self.act(at, lambda s: capture.add_note(s, row, Step.FRAME, word), "note.add")

    # What one does to what was done.

    def take_back(self, at: int) -> None:
        one = self.desks[at]
        last = one.desk.read(lambda s: undo.last_act(s, one.desk.user)).id
        if last in self.accepted.acts:
            self.act(at, lambda s: undo.undo(s, last), "undo", undo_of=last)

    def answer(self, at: int) -> None:
        mine = {save.row for save in self.accepted.saves}
        asked = [one for one in self.cards(at) if isinstance(one, GoneRow) and (one.tbl, one.id) in mine]
        if asked:
            card = self.dice.choice(asked)
            say, intent = self.dice.choice(
                ((conflicts.restore, conflicts.RESTORE), (conflicts.leave, conflicts.LEAVE))
            )
            self.act(at, lambda s: say(s, card.tbl, card.id), intent)

    def choose(self, at: int) -> None:
        asked = [one for one in self.cards(at) if not isinstance(one, GoneRow)]
        if asked:
            card = self.dice.choice(asked)
            version = self.dice.choice(card.versions).id
            self.act(at, lambda s: conflicts.choose(s, card, version), conflicts.SETTLE)

    def pass_(self, at: int) -> None:
        self.desks[at].exchange()

    # How.

    def act(
        self,
        at: int,
        fn: Callable[[CaptureSession], Any],
        intent: str,
        *,
        shown: str = "",
        undo_of: str | None = None,
    ) -> Any:
        """Do it; `shown` is a row whose page may have been opened some time ago."""
        one, made, since = self.desks[at], list[str](), self.since[at]
        if self.dice.random() < 0.6 or not one.desk.read(lambda s: was_there(s, shown, self.looked[at][0])):
            self.looked[at] = one.desk.read(lambda s: (head_rev(s), known(s, since)))
        rev, seen = self.looked[at]

        def run(session: CaptureSession) -> Any:
            made.append(session.act.id)
            return fn(session)

        result = one.desk.change(run, intent, base_rev=rev if shown else None, undo_of=undo_of)
        self.accepted.saved(one, at, made[0], seen, undo_of)
        return result

    def word(self) -> str:
        return f"{MARK}{next(self.words)}"

    def one(self, at: int, cls: Any) -> str:
        """One that a page of that desk shows; empty when there is none."""
        rows = self.desks[at].desk.read(lambda s: self._standing(s, cls))
        return self.dice.choice(rows) if rows else ""

    def _standing(self, session: Session, cls: Any) -> list[str]:
        tbl = cls.__tablename__
        rows = {save.row[1] for save in self.accepted.saves if save.row[0] == tbl}
        rows |= set(self.cases if cls is Case else self.meetings if cls is Meeting else ())
        here = [row for row in sorted(rows) if session.get(BY_NAME[tbl], row) is not None]
        return [row for row in here if stands(session, (tbl, row))]

    def live(self, at: int) -> str | None:
        device = self.desks[at].desk.device
        return self.desks[at].desk.read(lambda s: overview.live_here(s, device))

    def here(self, at: int, cls: Any, rows: list[str]) -> list[str]:
        return self.desks[at].desk.read(lambda s: [row for row in rows if s.get(cls, row) is not None])

    def cards(self, at: int) -> list[Any]:
        cases, meetings = self.here(at, Case, self.cases), self.here(at, Meeting, self.meetings)
        return cards(self.desks[at], cases, meetings)


def over(world: World, run: Run) -> None:
    """No meeting runs any more: the next run has its own."""
    for one in world.desks:
        live = one.desk.read(lambda s, d=one.desk.device: overview.live_here(s, d))  # type: ignore[misc]
        if live:
            one.desk.change(lambda s, m=live: running.close(s, m), "meeting.close")  # type: ignore[misc]
    for one in (*world.desks, *world.desks[:-1]):
        one.exchange()


@pytest.fixture
def world(kept_world: KeptWorld, tmp_path: Path) -> Iterator[World]:
    with kept_world.put_down(tmp_path) as made:
        yield made


@pytest.mark.parametrize("block", range(SEED, SEED + TIMES))
def test_every_accepted_save_is_on_screen_or_was_replaced_by_who_saw_it(world: World, block: int) -> None:
    for at in range(RUNS):
        seed = block * RUNS + at
        dice = Random(seed)
        run = Run(world.desks[: dice.choice((2, 2, 3))], dice)
        run.play()
        for one in (*world.desks, *world.desks[:-1]):
            one.exchange()
        states = [one.desk.read(state) for one in world.desks]
        assert states[1:] == states[:-1], f"seed {seed}"
        shown = [cards(one, run.cases, run.meetings) for one in world.desks]
        assert shown[1:] == shown[:-1], f"seed {seed}"
        assert lost(world.desks[0], run.accepted, shown[0]) == [], f"seed {seed}"
        over(world, run)
