"""T3: a desk is killed, or its power goes, while it saves and exchanges.

What it had saved is there and arrives, once.
"""

from contextlib import closing
from pathlib import Path
from random import Random

from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from tests.agreeing.central import Central
from tests.agreeing.desk_process import working
from tests.agreeing.sizes import SEED, runs
from tests.agreeing.sync.desks import Station, found, join, station
from tests.disk import power_cut
from tests.nursery import Nursery
from tests.recording.state import state
from tests.worlds import small_house
from zvhdesk.models.base import new_id
from zvhdesk.models.cases import Case, Goal
from zvhdesk.models.local import ChangeOp, ChangeSet
from zvhdesk.sync.exchange import Outcome

KILLS = 10
"""Every second one is a power cut. As many are kills of the server (serving/test_killed.py)."""


def killed(nursery: Nursery, at: Station, case: str, number: int, dice: Random) -> dict[str, int]:
    """Let it do some acts and kill it somewhere in the next. Of each word the greatest number it said."""
    folder = at.desk.folder
    child = nursery.start(
        working.__name__, str(folder), str(image_of(at)), at.server.address, case, str(number)
    )
    wanted, heard = dice.randint(1, 6), list[bytes]()
    while len(heard) < wanted:
        more = child.hear(30)
        assert more is not None, "it ended by itself"
        heard += more
    # Burning a random number of turns, not sleeping: the kill falls anywhere.
    for _ in range(dice.randrange(800_000)):
        pass
    heard += child.kill()
    said = {"begin": number - 1, "done": number - 1, "sent": 0}
    for line in heard:
        word, count = line.decode().split()
        said[word] = int(count)
    return said


def image_of(at: Station) -> Path:
    """Beside its folder: what a power cut would leave."""
    return at.desk.folder.with_name("image")


def require_whole(at: Station, case: str, said: dict[str, int]) -> int:
    """All it said it saved is there, of what it had begun all or nothing. The last number there."""
    with at.desk.engine.connect() as connection:
        assert connection.execute(text("PRAGMA integrity_check")).scalars().all() == ["ok"]
    last = at.desk.read(lambda s: s.scalar(select(func.max(Goal.position)))) or 0
    assert said["done"] <= last <= said["begin"]
    found = at.desk.read(lambda s: sorted(s.scalars(select(Goal.text).where(Goal.position > 0)).all()))
    assert found == sorted(f"nummer {number}" for number in range(1, last + 1))
    row = at.desk.read(
        lambda s: s.execute(select(Case.question, Case.main_topic).where(Case.id == case)).one()
    )
    assert set(row) == ({f"nummer {last}"} if last else {None})
    assert at.desk.read(half_there) == []
    return last


def half_there(session: Session) -> list[int]:
    """Change sets without ops."""
    whole = select(ChangeOp.rev)
    return list(session.scalars(select(ChangeSet.rev).where(ChangeSet.rev.not_in(whole))))


def times_recorded(session: Session) -> tuple[int, int]:
    """How many goals were recorded, and how many different ones."""
    of = (ChangeOp.tbl == "goal", ChangeOp.col == "text")
    found = session.execute(select(func.count(), func.count(ChangeOp.new.distinct())).where(*of)).one()
    return found[0], found[1]


def test_a_killed_desk_lost_nothing_and_agrees(central: Central, programs: Nursery, tmp_path: Path) -> None:
    dice, last = Random(f"kill {SEED}"), 0
    with (
        closing(station(tmp_path / "a", central.url)) as first,
        closing(station(tmp_path / "b", central.url)) as other,
    ):
        case = small_house(first.desk).case_id
        found(first, central.new_code())
        join(first, other, bytes.fromhex(new_id()))
        for time in runs(KILLS):
            first.desk.close()
            said = killed(programs, first, case, last + 1, dice)
            if time % 2:
                power_cut(first.desk.folder, image_of(first), dice)
            first = station(tmp_path / "a", central.url, made=True)  # noqa: PLW2901
            last = require_whole(first, case, said)
            other.exchange()
            sent = other.desk.read(lambda s: s.scalar(select(func.max(Goal.position)))) or 0
            assert said["sent"] <= sent <= last
        assert last > KILLS // 2, "it hardly got to work"
        for one in (first, other, first):
            assert one.exchange() == Outcome()
        assert first.desk.read(state) == other.desk.read(state)
        for one in (first, other):
            assert one.desk.read(times_recorded) == (last, last), "each once"
        first.close()
