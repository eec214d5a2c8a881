"""T5: clocks that are years off, step while people work, or go through the change of the hour.

Nothing is refused and desks agree: a clock decides only which of several versions is shown. Desks and server
are processes whose clock is off by what the test says; never the machine's own.
"""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

import pytest

from tests.agreeing.sizes import runs
from tests.agreeing.storm.conftest import DESKS
from tests.agreeing.storm.house import EMPTY, House
from tests.nursery import Nursery

STEPS = 20
CHANGES = (datetime(2026, 3, 29, 1, 0, tzinfo=UTC), datetime(2026, 10, 25, 1, 0, tzinfo=UTC))
"""The hour that is not there, and the hour that is there twice."""
TEN_YEARS = timedelta(days=3653)


def ahead(dice: Random) -> int:
    """Seconds: anywhere within ten years, or about a change of the hour."""
    if dice.random() < 0.4:
        off = dice.choice(CHANGES) + timedelta(minutes=dice.randrange(-90, 90)) - datetime.now(UTC)
    else:
        off = TEN_YEARS * dice.uniform(-1, 1)
    return int(off.total_seconds())


@pytest.mark.parametrize("seed", runs(1))
def test_no_clock_stops_a_save_or_parts_two_desks(
    programs: Nursery, prepared: Path, tmp_path: Path, seed: int
) -> None:
    dice = Random(seed)
    with House(programs, prepared, tmp_path / "house", DESKS) as house:
        for step in range(STEPS):
            at, off = dice.randrange(DESKS + 1), ahead(dice)
            if at < DESKS:
                house.workers[at].child.say(f"ahead {off}")
            else:
                house.server.told(f"ahead {off}")
            busy = dice.sample(house.workers, 2)
            for one in busy:
                one.write(dice.choice(house.cells))
                one.pass_()
            for one in busy:
                assert one.result() == EMPTY, f"seed {seed}, step {step}"
        for one in house.workers:
            for cell in house.cells:
                one.write(cell)
        house.require_agreement(f"seed {seed}")
        saved = sum(len(one.saved) for one in house.workers)
        assert saved == 2 * STEPS + DESKS * len(house.cells), "every save was accepted"


@pytest.mark.parametrize("starts", [datetime(1970, 1, 1, tzinfo=UTC), datetime(2000, 1, 1, tzinfo=UTC)])
def test_a_machine_whose_battery_is_dead_saves_and_agrees(
    programs: Nursery, prepared: Path, tmp_path: Path, starts: datetime
) -> None:
    """It starts there, works without a server, meets it, and is put right in the middle of its work."""
    back = int((starts - datetime.now(UTC)).total_seconds())
    with House(programs, prepared, tmp_path / "house", DESKS) as house:
        dead, other = house.workers[:2]
        for seconds in (back, 0, back, 0):
            dead.child.say(f"ahead {seconds}")
            for one in (dead, other, dead):
                one.write(house.cells[0])
            for one in (other, dead):
                assert one.passed() == EMPTY
        house.require_agreement(f"from {starts.year}")
        assert (len(dead.saved), len(other.saved)) == (8, 4), "every save was accepted"


@pytest.mark.parametrize("minutes", [-60 * 24 * 400, -60, -5, 5, 60, 60 * 24 * 400])
def test_a_clock_that_is_off_is_told_and_another_time_zone_is_not(
    programs: Nursery, prepared: Path, tmp_path: Path, minutes: int
) -> None:
    """SYNC.md A.1, 1: show that the clock is off. Of another device only that it is ahead can be known."""
    with House(programs, prepared, tmp_path / "house", DESKS) as house:
        wrong, other = house.workers[:2]
        for zone in ("Pacific/Auckland", "America/Los_Angeles"):
            assert wrong.clocks(zone, 0) == []
            assert wrong.clocks(zone, 60 * minutes) == [minutes]
            assert wrong.clocks(zone, 90) == []
        wrong.child.say(f"ahead {60 * minutes}")
        wrong.write(house.cells[0])
        assert wrong.passed() == EMPTY
        assert other.clocks("Europe/Amsterdam", 0) == ([minutes] if minutes > 0 else [])
        wrong.child.say("ahead 0")
        wrong.write(house.cells[0])
        assert wrong.passed() == EMPTY
        assert other.clocks("Europe/Amsterdam", 0) == []
        house.require_agreement(f"{minutes} minutes off")
