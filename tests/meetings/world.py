"""A house with a casustafel: six partners of all classes, four cases at the table, one planned meeting."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from shutil import copytree
from typing import Any, Concatenate, ParamSpec, TypeVar

from sqlalchemy.orm import Session

from tests.worlds import KEY, FixedClock, new_desk
from zvhdesk.domain.refusals import Refusal, Refused
from zvhdesk.domain.terms import (
    ActionStatus,
    ContributionKind,
    PartnerClass,
    PartnerDomain,
    Phase,
    Presence,
    Product,
)
from zvhdesk.models.base import Replicated, new_id
from zvhdesk.models.capture import CaptureSession
from zvhdesk.models.cases import Action, Case, Contribution, Goal, Referral, Subject
from zvhdesk.models.house import CaseTable, House, Member, Partner
from zvhdesk.models.people import Person
from zvhdesk.services.desk import DATABASE, Desk
from zvhdesk.services.meetings import attendance, planning, running
from zvhdesk.services.meetings.console import console
from zvhdesk.services.meetings.rows import Console
from zvhdesk.services.regions import meetings_stream

P = ParamSpec("P")
R = TypeVar("R", bound=Replicated)
T = TypeVar("T")
Act = Callable[[CaptureSession], object]
Fill = Callable[["World"], None]

TODAY = date(2026, 3, 12)
"""The day of the desk's clock, a Thursday."""

PARTNERS = (
    ("gemeente", "Gemeente Hengelo", PartnerClass.PARAGRAPH_1, PartnerDomain.MUNICIPALITY),
    ("politie", "Politie", PartnerClass.PARAGRAPH_1, PartnerDomain.SAFETY),
    ("om", "Openbaar Ministerie", PartnerClass.PARAGRAPH_1, PartnerDomain.SAFETY),
    ("ggz", "GGZ De Regge", PartnerClass.PARAGRAPH_2, PartnerDomain.CARE),
    ("woning", "Woonstichting Twekkelo", PartnerClass.THIRD, PartnerDomain.UNKNOWN),
    ("nieuw", "De Haven", PartnerClass.UNKNOWN, PartnerDomain.CARE),
)
PEOPLE = (("Joost", None, "Aalberts"), ("B.", "van", "Noord"), ("M.", None, "Çelik"), ("F.", None, "Smit"))


@dataclass(slots=True)
class World:
    """The ids of the house. `cases` are in the order of the agenda; partners have their words as ids."""

    desk: Desk
    clock: FixedClock
    table: str
    meeting: str
    cases: tuple[str, ...]
    streams: tuple[str, ...]
    of: "Template | None" = None
    """What it was copied from. What most tests do first in it was done once, and is copied as well."""

    def do(self, fn: Act, intent: str = "test.act") -> None:
        """One act whose answer nobody needs."""
        self.desk.change(fn, intent)

    @property
    def now_ms(self) -> int:
        return int(self.clock().timestamp() * 1000)

    def console(self) -> Console:
        """What the console shows now."""
        return self.desk.read(lambda s: console(s, self.meeting, self.now_ms, self.desk.device))

    def item(self, case: int) -> str:
        """The agenda item of a case, counted from 0."""
        return next(row.id for row in self.console().items if row.case_id == self.cases[case])

    def point(self, at: int) -> str:
        """The id of the item at a place of the agenda."""
        return self.console().items[at].id

    def attendee(self, partner: str) -> str:
        """The attendance row of a partner."""
        return next(row.id for row in self.console().attendance if row.partner_id == partner)

    def arrive(self, *partners: str, presence: Presence = Presence.IN_ROOM) -> None:
        """Somebody of these partners comes in, expected or not."""
        for partner in partners:
            row = self.call("meeting.edit", attendance.expect_partner, self.meeting, partner)
            self.call("meeting.admit", attendance.set_presence, row, presence)

    def start(self) -> None:
        """The meeting begins here, with whoever is present; the two of lid 1 when nobody is."""
        if self._become(_started):
            return
        if not any(row.present for row in self.console().attendance):
            self.arrive("gemeente", "politie")
        self.do(lambda s: running.start(s, self.meeting, self.desk.device), "meeting.start")

    def go(self, case: int) -> None:
        """To a case."""
        item = self.item(case)
        self.do(lambda s: running.go_to(s, self.meeting, item), "meeting.item")

    def at_case(self, case: int = 0) -> str:
        """Start, and go to a case. Returns its item."""
        if case or not self._become(_at_first):
            self.start()
            self.go(case)
        return self.item(case)

    def _become(self, fill: "Fill") -> bool:
        """Take the copy in which this was done, when nothing was written here nor the clock moved."""
        folder, clock = self.desk.folder, self.clock
        if self.of is None or (folder / f"{DATABASE}-wal").stat().st_size or clock() != FixedClock()():
            return False
        self.desk.close()
        self.desk = self.of.then(fill).open(folder, clock).desk
        self.of = None
        return True

    def close(self) -> None:
        self.do(lambda s: running.close(s, self.meeting), "meeting.close")

    def call(
        self, intent: str, fn: Callable[Concatenate[CaptureSession, P], T], *args: P.args, **named: P.kwargs
    ) -> T:
        """One act: a service with what it takes."""
        return self.desk.change(lambda s: fn(s, *args, **named), intent)

    def put(self, cls: type[Replicated], row_id: str, **values: object) -> None:
        """Something elsewhere in the program changed these columns of a row."""

        def fn(session: CaptureSession) -> None:
            row = session.get_one(cls, row_id)
            for column, value in values.items():
                setattr(row, column, value)

        self.do(fn)

    def shield(self, case: int) -> None:
        """A case is closed, and with it shielded."""
        self.put(Case, self.cases[case], shielded=True)

    def all_of(self, cls: type[R]) -> list[R]:
        """Every row of a table that is not deleted, in the order they were made."""

        def rows(session: Session) -> list[R]:
            found = list(session.query(cls).filter(~cls.deleted).order_by(cls.id))
            session.expunge_all()
            return found

        return self.desk.read(rows)


def refused(act: Callable[[], object]) -> Refusal:
    """Why an act was refused."""
    try:
        act()
    except Refused as error:
        return error.reason
    raise AssertionError("it was allowed")


@dataclass(frozen=True, slots=True)
class Template:
    """The folder of a house that was built and closed, and the ids in it."""

    folder: Path
    meeting: str
    cases: tuple[str, ...]
    streams: tuple[str, ...]
    later: "dict[Fill, Template]" = field(default_factory=dict)

    @classmethod
    def make(cls, folder: Path, fill: Fill = lambda _world: None) -> "Template":
        """Build the house in an empty folder, and do there what `fill` does; it leaves the clock alone."""
        clock = FixedClock()
        desk = new_desk(folder, clock)
        world = build(desk, clock)
        fill(world)
        desk.close()
        return cls(folder, world.meeting, world.cases, world.streams)

    def open(self, folder: Path, clock: FixedClock) -> World:
        """A copy of the house in `folder`, open."""
        copytree(self.folder, folder, dirs_exist_ok=True)
        desk = Desk.open(folder, KEY, clock)
        return World(desk, clock, "topx", self.meeting, self.cases, self.streams, self)

    def then(self, fill: Fill) -> "Template":
        """The same house in which that was done as well, which leaves the clock alone; made once."""
        if fill not in self.later:
            folder = self.folder.with_name(f"{self.folder.name}-{len(self.later) + 1}")
            world = replace(self.open(folder, FixedClock()), of=None)
            fill(world)
            assert world.clock() == FixedClock()()
            world.desk.close()
            self.later[fill] = replace(self, folder=folder, later={})
        return self.later[fill]


def _started(world: World) -> None:
    world.start()


def _at_first(world: World) -> None:
    world.at_case(0)


@contextmanager
def opened(template: Template, folder: Path, clock: FixedClock) -> Iterator[World]:
    """A copy of the house in `folder`, open until the end."""
    world = template.open(folder, clock)
    try:
        yield world
    finally:
        world.desk.close()


def build(desk: Desk, clock: FixedClock) -> World:
    """Write the house, and plan its meeting of today with all four cases on the agenda."""
    desk.change(lambda s: _house(s, desk.user), "house.setup")
    cases = desk.change(_cases, "case.create")
    meeting = desk.change(
        lambda s: planning.plan_meeting(s, "topx", TODAY, "9:00", "11.30", "Zaal 2", desk.user),
        "meeting.plan",
    )
    for case_id, _stream in cases:
        desk.change(partial(planning.add_case, meeting_id=meeting, case_id=case_id), "agenda.add")
    return World(
        desk=desk,
        clock=clock,
        table="topx",
        meeting=meeting,
        cases=tuple(case_id for case_id, _ in cases),
        streams=tuple(stream for _, stream in cases),
    )


def _house(session: CaptureSession, user: str) -> None:
    common = new_id()
    session.add_all_new(
        [
            House(stream_id=common, name="Zorg- en Veiligheidshuis Voorbeeld"),
            Member(stream_id=common, id=user, name="E. de Vries", initials="EV", role="procesmanager"),
            CaseTable(stream_id=common, id="topx", name="Top-X", short_name="Top-X", purpose="Meest complex"),
            CaseTable(stream_id=common, id="jor", name="JOR", short_name="JOR", position=1),
            *(
                Partner(stream_id=common, id=key, name=name, class_=class_, domain=domain)
                for key, name, class_, domain in PARTNERS
            ),
        ]
    )
    meetings_stream(session)


def _cases(session: CaptureSession) -> list[tuple[str, str]]:
    made = []
    for at, (given, prefix, surname) in enumerate(PEOPLE):
        case = add_case_rows(session, f"2026-{at + 1:04}", (given, prefix, surname))
        made.append((case.id, case.stream_id))
    return made


def add_case_rows(
    session: CaptureSession, number: str, name: tuple[str, str | None, str], table: str = "topx"
) -> Case:
    """One case at the table: who it is about, an aanmelding by the police, a goal, actions, contributions.

    Its open actions are numbered 1 (late, of the gemeente) and 2; number 3 is done.
    """
    stream, given, prefix, surname = new_id(), *name
    case = Case(
        stream_id=stream,
        number=number,
        phase=Phase.AT_TABLE,
        phase_since=TODAY - timedelta(days=20),
        product=Product.COORDINATION,
        table_id=table,
        question=f"Hoe krijgen we de woonsituatie van {surname} veilig?",
        first_processed_on=TODAY - timedelta(days=60),
        started_on=TODAY - timedelta(days=20),
        brp_checked_on=TODAY,
    )
    person = Person(stream_id=new_id(), initials=given, prefix=prefix, surname=surname)
    session.add_all_new([case, person])
    own: dict[str, Any] = {"stream_id": stream, "case_id": case.id}
    session.add_all_new(
        [
            Referral(**own, referred_on=TODAY - timedelta(days=60), referrer_id="politie"),
            Subject(**own, person_id=person.id),
            Goal(**own, position=1, text=f"{surname} woont veilig"),
            Action(
                **own, number=1, text="Waarschuwt", partner_id="gemeente", due_on=TODAY - timedelta(days=3)
            ),
            Action(
                **own, number=2, text="Belt de familie", partner_id="ggz", due_on=TODAY + timedelta(days=7)
            ),
            Action(
                **own,
                number=3,
                text="Sprak met de buren",
                partner_id="om",
                due_on=TODAY,
                status=ActionStatus.DONE,
            ),
            Contribution(
                **own,
                partner_id="ggz",
                received_on=TODAY - timedelta(days=4),
                text="Behandelrelatie verbroken",
                kind=ContributionKind.FACT,
            ),
        ]
    )
    return case
