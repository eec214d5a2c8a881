"""The daily encrypted copy: once a day, accounted for, and only where a folder was chosen (CHAIRS.md, 8)."""

from pathlib import Path

from sqlalchemy import select

from tests.worlds import FixedClock, small_house
from zvhdesk.demo.opening import DEMO_PASSPHRASE
from zvhdesk.models.local import AccessEvent
from zvhdesk.services import copies
from zvhdesk.services.desk import Desk
from zvhdesk.services.opening import BACKUP_FOLDER, make_vault


def test_once_a_day_and_accounted_for(tmp_path: Path, clock: FixedClock) -> None:
    folder = tmp_path / "copies"
    folder.mkdir()
    desk = _house(tmp_path / "huis", clock)
    assert not _back_up(desk), "no folder was chosen yet"
    desk.set_setting(BACKUP_FOLDER, str(folder))
    made = [_back_up(desk), _back_up(desk)]
    clock.forward(days=1)
    made.append(_back_up(desk))
    assert made == [True, False, True]
    assert len(list(folder.iterdir())) == 2
    actions = desk.read(lambda s: s.scalars(select(AccessEvent.action)).all())
    assert list(actions).count("backup.make") == 2
    desk.close()


def test_everybody_hears_of_it_after_two_days_without_one(tmp_path: Path, clock: FixedClock) -> None:
    """CHAIRS.md, 8: the program warns. A house of today has not been without one yet."""
    folder = tmp_path / "copies"
    folder.mkdir()
    desk = _house(tmp_path / "huis", clock)
    neglected = [copies.copies(desk).neglected]
    clock.forward(days=2)
    neglected.append(copies.copies(desk).neglected)
    desk.set_setting(BACKUP_FOLDER, str(folder))
    _back_up(desk)
    neglected.append(copies.copies(desk).neglected)
    clock.forward(days=2)
    neglected.append(copies.copies(desk).neglected)
    assert neglected == [False, True, False, True]
    desk.close()


def _house(folder: Path, clock: FixedClock) -> Desk:
    made = make_vault(folder, "Huis", DEMO_PASSPHRASE, None, clock())
    desk = Desk.create(folder, made.key, clock)
    small_house(desk)
    return desk


def _back_up(desk: Desk) -> bool:
    pending = copies.begin_if_due(desk)
    if pending is not None:
        copies.finish(pending)
    return pending is not None
