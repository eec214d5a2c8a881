"""Two desks of one house that were joined, ready to be opened."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.agreeing.central import Central
from tests.agreeing.line.joined import Joined
from tests.agreeing.sync.desks import found, join, station
from tests.worlds import small_house
from zvhdesk.services import devices


@dataclass(frozen=True)
class House:
    """Folders of two joined desks, a case that both have, and the device ids."""

    folders: tuple[Path, Path]
    case: str
    devices: tuple[str, str]


@pytest.fixture
def house(tmp_path: Path, central: Central) -> House:
    """Founded and joined; both programs ended."""
    first, second = (station(tmp_path / name, central.url) for name in ("first", "second"))
    case = small_house(first.desk).case_id
    found(first, central.new_code())
    join(first, second, bytes.fromhex(first.desk.user))
    first.desk.keep(lambda session: devices.tell(session, [second.desk.device]))
    made = House((first.desk.folder, second.desk.folder), case, (first.desk.device, second.desk.device))
    first.close()
    second.close()
    return made


@pytest.fixture
def opened(qtbot: QtBot) -> Iterator[Callable[[Path, str], Joined]]:
    """Opens desks, and ends them with the test."""
    all_of_them: list[Joined] = []

    def opens(folder: Path, url: str) -> Joined:
        all_of_them.append(Joined(qtbot, folder, url))
        return all_of_them[-1]

    yield opens
    for one in all_of_them:
        one.end()
