"""A house with a desk of CTER beside it, made once because keys take a second each, and copied for a test."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.worlds import FixedClock, small_house
from zvhdesk.domain.terms import Compartment, Phase, Regime
from zvhdesk.models.base import new_id
from zvhdesk.models.capture import CaptureSession
from zvhdesk.models.cases import Case, Subject
from zvhdesk.models.house import CaseTable, House
from zvhdesk.models.people import Person
from zvhdesk.services import apart, house_file
from zvhdesk.services.desk import Desk
from zvhdesk.services.house_file import HouseFile
from zvhdesk.services.regions import common_stream
from zvhdesk.services.unlock import vault
from zvhdesk.services.unlock.standard import folder_of
from zvhdesk.services.unlock.vault import NewHouse

PASSPHRASE = "een lange zin om te proberen"
OTHER = "een heel andere zin voor dit compartiment"
CANARY = "Kanariewinkel"
"""The surname of everybody whom the desk of CTER knows."""


@dataclass(frozen=True, slots=True)
class Made:
    """Two closed databases in one folder, their keys, and the file by which the second got the house."""

    folder: Path
    new: NewHouse
    key: bytes
    file: HouseFile

    @property
    def apart(self) -> Path:
        """Where the database of CTER stands."""
        return folder_of(self.folder, apart=True)


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """The small house with a table of CTER; the other desk has no case yet."""
    folder, clock = tmp_path_factory.mktemp("samen") / "huis", FixedClock()
    new = vault.create_house(folder, "Huis Voorbeeld", PASSPHRASE, None, clock())
    desk = Desk.create(folder, new.key, clock)
    small_house(desk)
    desk.change(_table, "table.add")
    file = house_file.sealed(house_file.gather(desk))
    desk.close()
    found = house_file.read(file.data, file.code)
    place = folder_of(folder, apart=True)
    key = apart.make_vault(place, found, OTHER, None)
    apart.found_apart(place, key, found, found.people[0].id, clock).close()
    return Made(folder, new, key, file)


@pytest.fixture
def pair(made: Made, tmp_path: Path) -> Made:
    """A copy for one test."""
    folder = Path(shutil.copytree(made.folder, tmp_path / "huis"))
    return Made(folder, made.new, made.key, made.file)


Opened = Callable[[Compartment], Desk]


@pytest.fixture
def opened(pair: Made, clock: FixedClock) -> Iterator[Opened]:
    """Opens one of the two, closed at the end."""
    desks: list[Desk] = []

    def begin(of: Compartment) -> Desk:
        is_apart = of is Compartment.CTER
        desks.append(
            Desk.open(pair.apart, pair.key, clock, of)
            if is_apart
            else Desk.open(pair.folder, pair.new.key, clock)
        )
        return desks[-1]

    yield begin
    for desk in desks:
        desk.close()


@pytest.fixture
def cter(opened: Opened) -> Desk:
    """The desk of CTER, open."""
    return opened(Compartment.CTER)


@pytest.fixture
def regular(opened: Opened) -> Desk:
    """The regular desk, open."""
    return opened(Compartment.REGULAR)


def table_named(desk: Desk, name: str) -> str:
    """The id of a casustafel."""
    return desk.read(lambda s: s.query(CaseTable).filter(CaseTable.name == name).one().id)


def add_cases(desk: Desk, many: int) -> None:
    """Cases with people of the canary's name, at the table of CTER."""
    table = table_named(desk, "Radicalisering")

    def fn(session: CaptureSession) -> None:
        for number in range(1, many + 1):
            stream, person = new_id(), Person(stream_id=new_id(), initials="K.", surname=CANARY)
            case = Case(
                stream_id=stream, number=f"2026-{number:04}", phase=Phase.AT_TABLE, table_id=table,
                question=f"De vraag van {CANARY}", municipality="Enschede",
            )  # fmt: skip
            session.add_all_new(
                [case, person, Subject(stream_id=stream, case_id=case.id, person_id=person.id)]
            )

    desk.change(fn, "case.add")


def _table(session: CaptureSession) -> None:
    stream = common_stream(session)
    table = CaseTable(stream_id=stream, name="Radicalisering", short_name="R&E", regime=Regime.CTER)
    session.add(table)
    assert session.query(House).count() == 1
