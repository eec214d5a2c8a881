"""A first set-up that is broken off at any moment leaves a house or none, never half of one."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import pytest

from tests.worlds import FixedClock
from zvhdesk.services import opening
from zvhdesk.services.desk import Desk
from zvhdesk.services.setup_answers import SetupAnswers
from zvhdesk.services.unlock import label, vault

PHRASE = "zeven zwanen zwemmen door de zuidelijke zomerzon"
ANSWERS = SetupAnswers(
    house_name="Huis Voorbeeld",
    process_manager_label="procesmanager",
    region="twente",
    work_areas=(),
    municipalities=("GM0153",),
    user_name="A. Voorzitter",
    user_initials="AV",
    user_role="procesmanager",
    backup_folder="",
)


class Died(BaseException):
    """The process ended here."""


class DyingClock(FixedClock):
    """Ends the process when the time is asked for the umpteenth time."""

    def __init__(self, lives: int) -> None:
        super().__init__()
        self.lives = lives

    def __call__(self) -> datetime:
        self.lives -= 1
        if self.lives < 0:
            raise Died
        return super().__call__()


@contextmanager
def _dying() -> Iterator[None]:
    with pytest.raises(Died):
        yield


def _set_up(folder: Path, clock: FixedClock) -> Desk:
    folder.mkdir(exist_ok=True)
    opening.begin_setup(folder)
    made = opening.make_vault(folder, "Huis Voorbeeld", PHRASE, None, FixedClock()())
    return opening.found_house(folder, made.key, ANSWERS, clock)


@pytest.mark.parametrize("lives", [0, 2])
def test_broken_off_while_the_database_comes_about_the_set_up_begins_anew(tmp_path: Path, lives: int) -> None:
    folder = tmp_path / "house"
    with _dying():
        _set_up(folder, DyingClock(lives))
    assert label.peek(folder) is None
    opening.clear_unfinished(folder)
    assert not vault.is_house(folder)
    assert list(folder.iterdir()) == []
    desk = _set_up(folder, FixedClock())
    assert desk.read(lambda s: opening.house_words(s, desk.user)).name == "Huis Voorbeeld"
    desk.close()


def test_broken_off_just_before_its_mark_is_taken_away_the_house_is_whole(tmp_path: Path) -> None:
    folder = tmp_path / "house"
    _set_up(folder, FixedClock()).close()
    opening.begin_setup(folder)
    opening.clear_unfinished(folder)
    assert label.peek(folder) == "Huis Voorbeeld"
    desk = opening.open_house(folder, PHRASE, None, FixedClock())
    assert desk.read(lambda s: opening.house_words(s, desk.user)).person == "A. Voorzitter"
    desk.close()
