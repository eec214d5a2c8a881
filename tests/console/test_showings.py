"""One showing is one line in the register, however fast F8 and F9 follow each other; a cover always wins."""

from itertools import product
from threading import Event

import pytest
from PySide6.QtCore import Qt

from tests.console.conftest import Table
from tests.console.test_room import showings

KEY = Qt.Key
_LONG = 30


def hold_lane(table: Table) -> Event:
    """Nothing is answered until the event is set."""
    gate = Event()
    table.tasks.ask(lambda _desk: gate.wait(_LONG), lambda _: None)
    return gate


def until_written(table: Table) -> None:
    """What was asked is done on the lane, and its answer did not come in here yet."""
    passed = Event()
    table.tasks.ask(lambda _desk: passed.set(), lambda _: None)
    assert passed.wait(_LONG)


def test_f8_twice_before_its_answer_is_one_showing(table: Table) -> None:
    table.press(KEY.Key_F8, settle=False)
    table.press(KEY.Key_F8, settle=False)
    table.settle()
    table.qtbot.waitUntil(lambda: table.wall is not None)
    assert showings(table) == 1


def test_f8_between_the_cover_frame_and_the_case_is_no_other_showing(table: Table) -> None:
    table.press(KEY.Key_F8)
    table.press(KEY.Key_F8)
    table.qtbot.waitUntil(lambda: table.wall is not None)
    assert showings(table) == 1


@pytest.mark.parametrize("length", [2, 3, 4])
def test_before_the_line_is_written_the_last_key_decides(table: Table, length: int) -> None:
    counted = 0
    for keys in product((KEY.Key_F8, KEY.Key_F9), repeat=length):
        gate = hold_lane(table)
        for key in keys:
            table.press(key, settle=False)
            assert table.covered
        gate.set()
        table.settle()
        if keys[-1] == KEY.Key_F8:
            table.qtbot.waitUntil(lambda: table.wall is not None)
            counted += 1
        assert table.covered == (keys[-1] == KEY.Key_F9)
        assert showings(table) == counted
        table.press(KEY.Key_F9)
        assert table.covered


def test_covered_after_the_line_was_written_it_stays_covered_and_the_line_stands(table: Table) -> None:
    table.page.room.keys.show_asked.emit()
    until_written(table)
    table.page.room.keys.cover.emit()
    table.settle()
    assert table.covered
    assert showings(table) == 1
    table.put_on_wall()
    assert showings(table) == 2


def test_asked_again_before_the_answer_it_is_shown_under_its_line(table: Table) -> None:
    table.page.room.keys.show_asked.emit()
    until_written(table)
    # Pressing a key in a test lets answers in first; these are the signals of F9 and F8.
    table.page.room.keys.cover.emit()
    assert table.covered
    table.page.room.keys.show_asked.emit()
    table.settle()
    table.qtbot.waitUntil(lambda: table.wall is not None)
    assert showings(table) == 1


def test_covered_and_asked_again_when_the_lane_had_let_it_go(table: Table) -> None:
    gate = hold_lane(table)
    table.press(KEY.Key_F8, settle=False)
    table.press(KEY.Key_F9, settle=False)
    gate.set()
    until_written(table)
    table.page.room.keys.show_asked.emit()
    table.settle()
    table.qtbot.waitUntil(lambda: table.wall is not None)
    assert showings(table) == 1


def test_a_refusal_does_not_stand_in_the_way_of_the_next(table: Table) -> None:
    table.page.keeper.show(table.world.meeting, "is er niet")
    table.settle()
    assert table.covered
    assert showings(table) == 0
    table.put_on_wall()
    assert showings(table) == 1
