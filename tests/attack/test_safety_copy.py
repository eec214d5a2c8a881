"""The copy made before a migration holds the house, encrypted, and is gone after seven days (DATA.md 6)."""

import os
from datetime import timedelta
from pathlib import Path

from sqlalchemy import text

from tests.worlds import KEY, FixedClock, SmallHouse
from zvhdesk.models.cases import Case
from zvhdesk.models.engine import open_engine
from zvhdesk.services import copies, safety_copy
from zvhdesk.services.desk import Desk


def _copy(house: SmallHouse, clock: FixedClock) -> Path:
    return safety_copy.make(house.desk.engine, house.desk.folder, "0000", clock())


def test_the_copy_holds_the_house_under_its_own_key_and_for_nobody_else(
    house: SmallHouse, clock: FixedClock
) -> None:
    copy = _copy(house, clock)
    assert not copy.read_bytes().startswith(b"SQLite format 3")
    assert copy.stat().st_mode & 0o077 == 0
    engine = open_engine(copy, KEY)
    with engine.connect() as connection:
        assert connection.execute(text("SELECT id FROM case_")).scalars().all() == [house.case_id]
    engine.dispose()


def test_it_goes_when_the_house_is_opened_after_seven_days(
    house: SmallHouse, clock: FixedClock, tmp_path: Path
) -> None:
    copy = _copy(house, clock)
    for days, there in ((0, True), (6, True), (1, False)):
        clock.forward(days=days)
        house.desk.close()
        house.desk.engine = Desk.open(house.desk.folder, KEY, clock).engine
        assert copy.exists() is there, days
    assert house.desk.read(lambda s: s.get_one(Case, house.case_id).id) == house.case_id


def test_it_goes_from_a_desk_that_stays_open_too(house: SmallHouse, clock: FixedClock) -> None:
    copy = _copy(house, clock)
    copies.begin_if_due(house.desk)
    assert copy.exists()
    clock.forward(days=7)
    copies.begin_if_due(house.desk)
    assert not copy.exists()


def test_one_made_while_the_clock_ran_ahead_does_not_stay_for_years(
    house: SmallHouse, clock: FixedClock
) -> None:
    copy = _copy(house, clock)
    ahead = (clock() + timedelta(days=3650)).timestamp()
    os.utime(copy, (ahead, ahead))
    safety_copy.clear(house.desk.folder, clock())
    clock.forward(days=7)
    safety_copy.clear(house.desk.folder, clock())
    assert not copy.exists()
