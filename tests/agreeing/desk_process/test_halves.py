"""T3: a desk is killed, or its disk fails, while it applies a page by halves: something in it is unfit.

Afterwards it stands where it stood or where it was to come, and ends with the same rows as one that nothing
happened to.
"""

import shutil
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

import pytest
from sqlalchemy import text

from tests.agreeing.central import Central
from tests.agreeing.desk_process import halves
from tests.agreeing.desk_process.test_failing_disk import heard, told
from tests.agreeing.sizes import SEED, times
from tests.agreeing.sync.desks import Station, again, station
from tests.agreeing.sync.kept import Kept, Small
from tests.agreeing.sync.test_unfit import REFUSED, World, refusing
from tests.nursery import Child, Nursery
from tests.small_disk import seen_in
from zvhdesk.models.tables import METADATA
from zvhdesk.sync.exchange import Outcome

KILLS, FAULTS = 8, ("full", "writes", "reads")
EACH = 3
"""How often each fault of the disk."""
PAGE = (
    "goal",
    "case_",
    "stream",
    "change_set",
    "change_op",
    "cell",
    "envelope",
    "device_head",
    "search_text",
)
"""The tables in which a page is written."""
Rows = dict[str, list[tuple[Any, ...]]]


@dataclass(frozen=True)
class Ready:
    """A desk that is to take a page with something unfit; what an undisturbed one has before and after."""

    folder: Path
    url: str
    before: Rows
    after: Rows
    moments: int


@pytest.fixture
def ready(pair: Kept[Small], central: Central, tmp_path: Path) -> Iterator[Ready]:
    """Of fourteen acts two are unfit, one of them in two streams."""
    with pair.again(tmp_path, central) as (first, second):
        world = World(first, second, pair.about.case, pair.about.case_stream)
        for number in range(6):
            world.goal(f"doel {number}", "x" * 3_000)
        world.goal(REFUSED)
        for number in range(6, 11):
            world.goal(f"doel {number}")
        world.two_cases("2026-0300", REFUSED)
        world.two_cases("2026-0301", "doel 11")
        first.exchange()
        with refusing(second):
            before = rows(second)
            second.desk.close()
            folder = Path(shutil.copytree(second.desk.folder, tmp_path / "ready"))
            again(second)
            seen = halves.Moments(second.desk.engine)
            assert second.exchange() == Outcome(aside=3)
            yield Ready(folder, central.url, before, rows(second), seen.passed)


def rows(at: Station) -> Rows:
    """Every row of every table, and the words of both search indexes."""
    tables = [*METADATA.tables, "search_key", "search_text_key", "search", "search_text"]
    with at.desk.engine.connect() as connection:
        found = {name: connection.execute(text(f'SELECT * FROM "{name}"')).all() for name in tables}
    return {name: sorted(map(tuple, of), key=repr) for name, of in found.items()}


def started(programs: Nursery, folder: Path, ready: Ready, disk: str) -> Child:
    """Its program, on a disk that is small or large."""
    image = folder.with_name("image")
    child = programs.start(halves.__name__, str(folder), str(image), ready.url, disk)
    heard(child)
    return child


def require_whole(folder: Path, ready: Ready) -> None:
    """It opens, stands before or after, and ends as the undisturbed one."""
    with closing(station(folder, ready.url, made=True)) as found:
        with found.desk.engine.connect() as connection:
            assert connection.execute(text("PRAGMA integrity_check")).scalars().all() == ["ok"]
        stands = rows(found)
        # What else there is was written before the page: secrets of streams, how far it was in their list.
        all_of_it = [{name: of[name] for name in PAGE} for of in (stands, ready.before, ready.after)]
        assert all_of_it[0] in all_of_it[1:]
        assert found.exchange() == Outcome(aside=3)
        ends = rows(found)
        assert {name for name in ends if ends[name] != ready.after[name]} == set()


def test_a_kill_at_any_half_leaves_nothing_half_applied(
    ready: Ready, programs: Nursery, tmp_path: Path
) -> None:
    dice = Random(f"halves {SEED}")
    assert ready.moments > 2 * KILLS, "it was applied by halves"
    for number, moment in enumerate(dice.sample(range(1, ready.moments + 1), times(KILLS))):
        folder = Path(shutil.copytree(ready.folder, tmp_path / f"killed-{number}"))
        child = started(programs, folder, ready, "large")
        child.say(f"{moment} kill")
        assert (child.hear(60), child.ended) == (None, True), "it was to be killed at that moment"
        child.kill()
        require_whole(folder, ready)


def test_a_disk_that_fails_at_any_half_leaves_nothing_half_applied(
    ready: Ready, programs: Nursery, tmp_path: Path
) -> None:
    """It goes on in the same process once the disk is well."""
    dice, came = Random(f"halves {SEED}"), Counter[str]()
    for fault in FAULTS:
        for number, moment in enumerate(dice.sample(range(1, ready.moments), times(EACH))):
            folder = Path(shutil.copytree(ready.folder, tmp_path / f"{fault}-{number}"))
            child = started(programs, folder, ready, "small")
            came[f"{fault} {told(child, f'{moment} {fault}')[0]}"] += 1
            kept = Path(shutil.copytree(seen_in(child.pid, folder), tmp_path / f"{fault}-{number}-kept"))
            assert told(child, "0 none")[0] == "taken", "it goes on where it is"
            last = Path(shutil.copytree(seen_in(child.pid, folder), tmp_path / f"{fault}-{number}-last"))
            child.kill()
            for one in (kept, last):
                require_whole(one, ready)
    print(dict(came))
    assert min(came[f"{fault} stopped"] for fault in FAULTS) > 0, came
