"""T11: a desk with an older program keeps what it does not know as it came, and takes it once it knows.

What it wrote meanwhile arrives at the others.
"""

from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from random import Random

from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.agreeing.central import Central
from tests.agreeing.desk_process import older
from tests.agreeing.sizes import SEED
from tests.agreeing.sync.desks import Station, found, join, station
from tests.leak.canaries import text_columns
from tests.leak.house import fill
from tests.nursery import Nursery
from tests.recording.state import state
from zvhdesk.domain.terms import IMPORTING
from zvhdesk.models.agreeing import Fate, SealedEnvelope
from zvhdesk.models.base import Replicated, new_id
from zvhdesk.models.capture import CaptureSession
from zvhdesk.models.cases import Case
from zvhdesk.models.plans import Plan
from zvhdesk.sync.bounds import SHAPES
from zvhdesk.sync.exchange import Outcome

OLDER, EDITS = 5, 30
Parts = tuple[bytes | None, bytes | None, bytes | None]


@contextmanager
def a_house(central: Central, folder: Path, older: int) -> Iterator[list[Station]]:
    """A desk of today and so many that will be of older versions, which hold nothing yet."""
    with ExitStack() as opened:
        made = [
            opened.enter_context(closing(station(folder / f"{at}", central.url))) for at in range(older + 1)
        ]
        # As an import, so that a program that cannot read all of it has the rest.
        made[0].desk.change(lambda s: _fill(s, made[0].desk.user), IMPORTING, origin="import")
        found(made[0], central.new_code())
        for other in made[1:]:
            join(made[0], other, bytes.fromhex(new_id()), take=False)
        yield made


def _fill(session: CaptureSession, user: str) -> None:
    fill(session, user)
    session.scalars(select(Plan)).one().content = None  # a word that is no plan is taken by nobody


def edit_everywhere(at: Station, dice: Random) -> None:
    """Words in columns of all tables, an act for each."""
    free = [(cls, col) for cls, col in text_columns() if (cls.__tablename__, col) not in SHAPES]
    for cls, col in dice.choices(free, k=EDITS):

        def fn(session: CaptureSession, cls: type[Replicated] = cls, col: str = col) -> None:
            row = session.scalars(select(cls).order_by(cls.id).limit(1)).one()
            setattr(row, col, new_id())

        at.desk.change(fn, "test.edit")


def by_id(session: Session, *fates: Fate) -> dict[bytes, Parts]:
    """Envelopes as they stand on a desk."""
    rows = session.scalars(select(SealedEnvelope).where(SealedEnvelope.fate.in_(fates)))
    return {row.env_id: (row.hdr, row.ct, row.sig) for row in rows}


def ran_older(programs: Nursery, at: Station, case: str, seed: int | str) -> int:
    """Its older program runs once. How many envelopes it keeps aside."""
    child = programs.start(older.__name__, str(at.desk.folder), at.server.address, case, str(seed))
    said: list[bytes] = []
    while not child.ended:
        said += child.hear(60) or []
    child.kill()
    return int(said[0])


def test_what_an_older_program_does_not_know_is_kept_and_taken_later(
    central: Central, tmp_path: Path, programs: Nursery
) -> None:
    with a_house(central, tmp_path, OLDER) as house:
        _is_kept_and_taken_later(house, programs)


def _is_kept_and_taken_later(house: list[Station], programs: Nursery) -> None:
    first, *others = house
    edit_everywhere(first, Random(SEED))
    first.exchange()
    case = first.desk.read(lambda s: s.scalars(select(Case.id)).one())
    asides = []
    for seed, one in enumerate(others, SEED):
        one.desk.close()
        asides.append(ran_older(programs, one, case, seed))
    assert all(asides), "each of them met what it does not know"
    first.exchange()
    written = first.desk.read(lambda s: by_id(s, Fate.TAKEN))
    for at, one in enumerate(others):
        today = station(one.desk.folder, one.server.address, made=True)
        kept = today.desk.read(lambda s: by_id(s, Fate.ASIDE))
        assert len(kept) == asides[at]
        assert kept.items() <= written.items(), "as their author made them"
        assert today.exchange() == Outcome()
        assert today.desk.read(state) == first.desk.read(state)
        assert today.desk.read(lambda s: len(by_id(s, Fate.LATE))) == asides[at]
        today.close()
    goals = first.desk.read(state)["goal"]
    assert {f"van versie {seed}" for seed in range(SEED, SEED + OLDER)} <= {
        value for row in goals for value in row if isinstance(value, str)
    }


def test_a_kind_that_a_later_program_knows_is_taken_then(
    central: Central, tmp_path: Path, programs: Nursery
) -> None:
    with a_house(central, tmp_path, 1) as (first, one):
        first.exchange()
        one.desk.close()
        kept = ran_older(programs, one, "", "")
        assert kept
        with closing(station(one.desk.folder, one.server.address, made=True)) as today:
            assert today.desk.read(lambda s: s.scalars(select(Case.id)).all()) == []
            assert today.exchange() == Outcome()
            assert today.desk.read(state) == first.desk.read(state)
            assert today.desk.read(lambda s: len(by_id(s, Fate.LATE))) == kept
