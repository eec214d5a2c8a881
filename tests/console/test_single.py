"""The only screen: room view and capture line on it, and nothing of the console."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.console.conftest import Open, Table, at_case
from tests.console.test_keyboard import case_now
from tests.room.walls import on_screen, same
from zvhdesk.ui.room.window import Mode, RoomWindow

KEY = Qt.Key
NONE = Qt.KeyboardModifier.NoModifier


def press(table: Table, key: Qt.Key, held: Qt.KeyboardModifier = NONE) -> None:
    QTest.keyClick(screen(table).windowHandle(), key, held)
    table.settle()


def screen(table: Table) -> RoomWindow:
    return table.page.room.window


@pytest.fixture
def alone(opened: Open) -> Iterator[Table]:
    table = opened(at_case, 100)
    table.page.board.open_settings()
    table.page.room.single(True)
    table.settle()
    table.qtbot.waitUntil(screen(table).isActiveWindow)
    yield table
    table.page.room.single(False)


def shown(table: Table) -> None:
    press(table, KEY.Key_F8)
    table.qtbot.waitUntil(lambda: table.wall is not None)
    table.settle()


def test_a_line_is_typed_where_it_is_seen(alone: Table) -> None:
    line = alone.page.board.line
    assert not line.isVisible()
    before = on_screen(screen(alone))
    alone.type("niemand ziet dit")
    assert line.text == ""
    alone.settle()
    assert same(on_screen(screen(alone)), before)
    shown(alone)
    assert QApplication.focusWidget() is line.edit
    assert line.window() is screen(alone)
    # All of the line, and the picture above it.
    foot = alone.page.board.foot
    assert foot.geometry().bottom() == screen(alone).height() - 1
    before = on_screen(screen(alone))
    alone.type("@Politie belt de familie vóór 28-3")
    alone.qtbot.waitUntil(lambda: not same(on_screen(screen(alone)), before))
    press(alone, KEY.Key_Return)
    assert [row.text for row in case_now(alone).actions] == ["belt de familie"]
    alone.qtbot.waitUntil(lambda: alone.on_wall() == ["belt de familie"])


def test_the_cover_takes_the_line_along_and_f8_brings_it_back(alone: Table) -> None:
    covered = on_screen(screen(alone))
    shown(alone)
    alone.type("@Politie spreekt Karel Hendriks")
    press(alone, KEY.Key_F9)
    assert alone.covered
    assert same(on_screen(screen(alone)), covered)
    alone.type(" en meer")
    shown(alone)
    assert alone.page.board.line.text == "@Politie spreekt Karel Hendriks"


def test_its_keys_reach_no_console_behind_it(alone: Table) -> None:
    shown(alone)
    for key in (KEY.Key_F7, KEY.Key_F6, KEY.Key_F2):
        press(alone, key)
        assert not alone.page.board.covered
        assert QApplication.activeWindow() is screen(alone)
    first = case_now(alone).case_id
    press(alone, KEY.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
    assert alone.covered
    assert case_now(alone).case_id != first
    shown(alone)
    press(alone, KEY.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert QApplication.focusWidget() is alone.page.board.line.edit


def test_a_list_takes_esc_first_and_then_the_console_is_back(alone: Table) -> None:
    shown(alone)
    alone.type("@")
    over = alone.page.board.line.over
    assert over.suggestions.window() is screen(alone)
    press(alone, KEY.Key_Escape)
    assert screen(alone).mode is Mode.SINGLE
    press(alone, KEY.Key_Escape)
    assert screen(alone).mode is Mode.NONE
    line = alone.page.board.line
    assert line.window() is alone.window
    assert line.text == "@"
    alone.qtbot.waitUntil(lambda: QApplication.focusWidget() is line.edit)


def test_no_name_is_repeated_beneath_it(alone: Table) -> None:
    shown(alone)
    alone.type("@Politie spreekt Karel Hendriks vóór 28-3")
    press(alone, KEY.Key_Return)
    names = alone.page.board.names
    assert names.asks
    assert "Hendriks" not in names.text
    press(alone, KEY.Key_I, Qt.KeyboardModifier.ControlModifier)
    alone.qtbot.waitUntil(lambda: alone.on_wall() == ["spreekt K.H."])
