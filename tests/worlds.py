"""Ready-made worlds: small real houses that tests begin from."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar
from zoneinfo import ZoneInfo

from zvhdesk.domain.terms import PartnerClass, PartnerDomain, Phase
from zvhdesk.models import schema
from zvhdesk.models.base import new_id
from zvhdesk.models.capture import CaptureSession
from zvhdesk.models.cases import Case, Referral, Subject
from zvhdesk.models.engine import open_engine
from zvhdesk.models.house import CaseTable, House, Member, Municipality, Partner
from zvhdesk.models.people import Person
from zvhdesk.services.clock import Clock
from zvhdesk.services.desk import DATABASE, Desk

T = TypeVar("T")

KEY = bytes(range(32))
"""The database key of every test house: the vault's derivations have tests of their own."""


class FixedClock:
    """A clock that stands still until it is told to go on."""

    def __init__(self) -> None:
        self.now = datetime(2026, 3, 12, 9, 41, tzinfo=ZoneInfo("Europe/Amsterdam"))

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **by: float) -> None:
        """Move on by timedelta's keywords."""
        self.now += timedelta(**by)


@cache
def _blank() -> bytes:
    """An encrypted database at the newest schema with no row in it; made once, as `Desk.create` makes it."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / DATABASE
        engine = open_engine(path, KEY, create=True)
        with engine.begin() as connection:
            schema.upgrade(connection)
        with engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        engine.dispose()
        return path.read_bytes()


def new_desk(folder: Path, clock: Clock) -> Desk:
    """An empty new house in `folder`, open: a copy of one, because migrating takes a tenth of a second."""
    (folder / DATABASE).write_bytes(_blank())
    return Desk.open(folder, KEY, clock)


def copy_of(make: Callable[[Path], Desk], folder: Path, clock: Clock) -> Desk:
    """What this makes in a folder, in another one, open: made once, and copied."""
    (folder / DATABASE).write_bytes(_database_of(make))
    return Desk.open(folder, KEY, clock)


@cache
def _database_of(make: Callable[[Path], Desk]) -> bytes:
    with TemporaryDirectory() as folder:
        make(Path(folder)).close()
        return (Path(folder) / DATABASE).read_bytes()


@dataclass(frozen=True, slots=True)
class SmallHouse:
    """The ids of a small house; `desk` is open."""

    desk: Desk
    case_id: str
    case_stream: str
    person_id: str
    person_stream: str
    police: str
    care: str
    table: str


def small_house(desk: Desk) -> SmallHouse:
    """Two partners (police of lid 1, a care provider of lid 2), two tables, one urgent case in assessment."""
    return desk.change(lambda session: _fill(session, desk), "house.setup")


def no_more(_house: SmallHouse) -> None:
    """The small house and nothing else."""


def filled_house(folder: Path, clock: Clock, fill: Callable[[SmallHouse], T]) -> tuple[SmallHouse, T]:
    """A small house in `folder` that was filled so, open, and what filling it told.

    What a function of a module fills is filled once, and copied for all others: hundreds of tests begin in
    the same few houses. It leaves the clock alone, and what it tells holds no desk.
    """
    database, small, told = _kept(fill)
    (folder / DATABASE).write_bytes(database)
    return replace(small, desk=Desk.open(folder, KEY, clock)), told


def small_house_in(desk: Desk) -> SmallHouse | None:
    """The small house in a copy of it; None when this desk is no copy."""
    small = _kept(no_more)[1]
    there = desk.read(lambda session: session.get(Case, small.case_id) is not None)
    return replace(small, desk=desk) if there else None


@cache
def _kept(fill: Callable[[SmallHouse], T]) -> tuple[bytes, SmallHouse, T]:
    with TemporaryDirectory() as place:
        folder, clock = Path(place), FixedClock()
        small = small_house(new_desk(folder, clock))
        told = fill(small)
        assert clock() == FixedClock()(), "its copies begin at the usual time"
        small.desk.close()
        return (folder / DATABASE).read_bytes(), small, told


def _fill(session: CaptureSession, desk: Desk) -> SmallHouse:
    common = new_id()
    police = Partner(
        stream_id=common, name="Politie", domain=PartnerDomain.SAFETY, class_=PartnerClass.PARAGRAPH_1
    )
    care = Partner(
        stream_id=common, name="GGZ De Regge", domain=PartnerDomain.CARE, class_=PartnerClass.PARAGRAPH_2
    )
    table = CaseTable(stream_id=common, name="Top-X", short_name="Top-X")
    youth = CaseTable(stream_id=common, name="JOR", short_name="JOR", min_age=12, max_age=23, position=1)
    member = Member(stream_id=common, id=desk.user, name="A. Voorzitter", initials="AV", role="procesmanager")
    session.add_all_new(
        [
            House(stream_id=common, name="Zorg- en Veiligheidshuis Voorbeeld"),
            Municipality(stream_id=common, code="GM0153", name="Enschede"),
            police,
            care,
            table,
            youth,
            member,
        ]
    )
    case, person = _case(session, police.id)
    return SmallHouse(
        desk=desk,
        case_id=case.id,
        case_stream=case.stream_id,
        person_id=person.id,
        person_stream=person.stream_id,
        police=police.id,
        care=care.id,
        table=table.id,
    )


def _case(session: CaptureSession, referrer: str) -> tuple[Case, Person]:
    stream = new_id()
    case = Case(
        stream_id=stream,
        number="2026-0115",
        phase=Phase.ASSESSMENT,
        phase_since=date(2026, 3, 11),
        municipality="Enschede",
        first_processed_on=date(2026, 3, 10),
    )
    person = Person(
        stream_id=new_id(),
        initials="H.",
        prefix="van",
        surname="Loon",
        birth_date="1988-11-07",
        bsn="999990019",
    )
    session.add_all_new([case, person])
    session.add_all_new(
        [
            Referral(
                stream_id=stream,
                case_id=case.id,
                referred_on=date(2026, 3, 10),
                referrer_id=referrer,
                urgent=True,
            ),
            Subject(stream_id=stream, case_id=case.id, person_id=person.id),
        ]
    )
    return case, person
