"""What the device keeps under a name is read as it was written last, whichever way that was."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from tests.worlds import SmallHouse
from zvhdesk.domain.refusals import NothingToUndo, Refused
from zvhdesk.models.device_setting import device_setting
from zvhdesk.models.local import DeviceSetting
from zvhdesk.services.desk import Desk

KEY = "volgorde"
Write = Callable[[Desk, Callable[[Session], None]], None]
WAYS: dict[str, Write] = {
    "set": lambda desk, _: desk.set_setting(KEY, "nieuw"),
    "keep": lambda desk, write: desk.keep(write),
    "change": lambda desk, write: desk.change(write, "case.edit"),
    "receive": lambda desk, write: desk.receive(write),
}


def write_it(session: Session) -> None:
    session.merge(DeviceSetting(key=KEY, value="nieuw"))
    session.flush()
    assert device_setting(session, KEY) == "nieuw", "who wrote it reads it before the end"


@pytest.mark.parametrize("way", WAYS)
def test_what_was_written_last_is_read(house: SmallHouse, way: str) -> None:
    desk = house.desk
    assert desk.setting(KEY) is None
    desk.set_setting(KEY, "oud")
    assert desk.setting(KEY) == desk.read(lambda s: device_setting(s, KEY)) == "oud"
    WAYS[way](desk, write_it)
    assert desk.setting(KEY) == desk.read(lambda s: device_setting(s, KEY)) == "nieuw"


def test_what_was_refused_was_not_written(house: SmallHouse) -> None:
    def refused(session: Session) -> None:
        write_it(session)
        raise Refused(NothingToUndo())

    house.desk.set_setting(KEY, "oud")
    with pytest.raises(Refused):
        house.desk.change(refused, "undo")
    assert house.desk.setting(KEY) == "oud"


def test_of_a_file_that_was_opened_anew_nothing_is_known(house: SmallHouse, tmp_path: Path) -> None:
    """After a disk that failed, or a folder that was put back beneath it."""
    desk = house.desk
    desk.set_setting(KEY, "oud")
    desk.engine.dispose()
    copy = shutil.copytree(desk.folder, tmp_path / "copy")
    desk.set_setting(KEY, "nieuw")
    assert desk.setting(KEY) == "nieuw"
    desk.engine.dispose()
    shutil.rmtree(desk.folder)
    shutil.copytree(copy, desk.folder)
    desk.engine.connect().close()
    assert desk.setting(KEY) == "oud"
