"""The daily encrypted copy: once a day, accounted for, and only where a folder was chosen (CHAIRS.md, 8)."""

from pathlib import Path

from sqlalchemy import select

from tests.worlds import FixedClock
from zvhdesk.demo.opening import make_demo
from zvhdesk.models.local import AccessEvent
from zvhdesk.services.opening import BACKUP_FOLDER, back_up_if_due


def test_once_a_day_and_accounted_for(tmp_path: Path, clock: FixedClock) -> None:
    copies = tmp_path / "copies"
    copies.mkdir()
    desk = make_demo(tmp_path / "huis", clock)
    assert not back_up_if_due(desk), "no folder was chosen yet"
    desk.set_setting(BACKUP_FOLDER, str(copies))
    made = [back_up_if_due(desk), back_up_if_due(desk)]
    clock.forward(days=1)
    made.append(back_up_if_due(desk))
    assert made == [True, False, True]
    assert len(list(copies.iterdir())) == 2
    actions = desk.read(lambda s: s.scalars(select(AccessEvent.action)).all())
    assert list(actions).count("backup.make") == 2
    desk.close()
