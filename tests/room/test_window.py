"""The room's window: a cover first, always; nothing of the former case; no keyboard, mouse, touch or pen."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, QSize, Qt
from PySide6.QtGui import QImage, QPointingDevice, QTabletEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from tests.room.walls import FIRST, SECOND, drawn, on_screen, same, with_actions
from zvhdesk.services.meetings.rows import WallDecision
from zvhdesk.ui.room.shown import Cover
from zvhdesk.ui.room.window import Mode, RoomWindow

COVER = Cover("Zorg- en Veiligheidshuis", "Top-X")


class Frames(QObject):
    """Every frame that was painted: the id of its item, and what the screen showed once it was."""

    def __init__(self, window: RoomWindow) -> None:
        super().__init__(window)
        self.items: list[str] = []
        self.window = window
        window.painted.connect(self.items.append)

    def first_of(self, qtbot: QtBot, item: str) -> QImage:
        qtbot.waitUntil(lambda: item in self.items)
        return on_screen(self.window)


def shown(qtbot: QtBot, window: RoomWindow) -> None:
    window.show_wall(FIRST)
    qtbot.waitUntil(lambda: window.wall == FIRST and same(on_screen(window), drawn(FIRST, window.size())))


def test_it_begins_with_the_neutral_cover(window: RoomWindow) -> None:
    window.repaint()
    assert window.wall is None
    assert same(on_screen(window), drawn(COVER, window.size()))


def test_another_case_comes_after_a_cover_frame_and_nothing_of_the_former_is_left(
    qtbot: QtBot, window: RoomWindow
) -> None:
    shown(qtbot, window)
    frames = Frames(window)
    window.show_wall(SECOND)
    # The cover is on the screen before the call is back, and not a pixel differs from one that held no case.
    assert frames.items == [""]
    assert same(on_screen(window), drawn(COVER, window.size()))
    picture = frames.first_of(qtbot, SECOND.item_id)
    assert frames.items[: frames.items.index(SECOND.item_id)] == [""]
    assert FIRST.item_id not in frames.items
    assert same(picture, drawn(SECOND, window.size()))


def test_cover_is_on_the_screen_when_it_returns(qtbot: QtBot, window: RoomWindow) -> None:
    shown(qtbot, window)
    window.cover()
    assert same(on_screen(window), drawn(COVER, window.size()))
    assert window.wall is None


def test_covering_stops_a_case_that_was_on_its_way(qtbot: QtBot, window: RoomWindow) -> None:
    frames = Frames(window)
    window.show_wall(FIRST)
    window.cover()
    window.refresh(FIRST)
    window.show_number("47", 10)
    qtbot.waitUntil(lambda: frames.items.count("") >= 3)
    with qtbot.waitSignal(window.painted):
        window.update()
    assert set(frames.items) == {""}
    assert window.waiting is None


def test_the_case_waits_until_a_cover_was_really_painted(qtbot: QtBot, window: RoomWindow) -> None:
    shown(qtbot, window)
    window.hide()
    frames = Frames(window)
    with qtbot.waitSignal(window._next.timeout):  # noqa: SLF001 - its turn comes while nothing can be drawn
        window.show_wall(SECOND)
    with qtbot.waitSignal(window.painted):
        window.show()
    qtbot.waitUntil(lambda: SECOND.item_id in frames.items)
    assert frames.items[0] == ""
    assert FIRST.item_id not in frames.items


def test_new_lines_of_the_same_case_need_no_cover_and_others_are_ignored(
    qtbot: QtBot, window: RoomWindow
) -> None:
    shown(qtbot, window)
    frames = Frames(window)
    more = with_actions(4)
    window.refresh(more)
    qtbot.waitUntil(lambda: bool(frames.items))
    window.refresh(SECOND)
    window.show_wall(more)
    qtbot.waitUntil(lambda: len(frames.items) > 1)
    assert set(frames.items) == {FIRST.item_id}
    assert same(on_screen(window), drawn(more, window.size()))


def test_a_line_is_taken_off_within_the_call(qtbot: QtBot, window: RoomWindow) -> None:
    shown(qtbot, window)
    window.take_off("a3")
    assert same(on_screen(window), drawn(replace(FIRST, actions=FIRST.actions[:2]), window.size()))
    window.cover()
    window.show_wall(FIRST)
    window.take_off("a1")
    qtbot.waitUntil(lambda: window.wall is not None)
    assert window.wall == replace(FIRST, actions=FIRST.actions[1:])


def test_the_decision_that_is_taken_off_goes_and_not_the_last(qtbot: QtBot, window: RoomWindow) -> None:
    first, last = WallDecision("d1", "opschalen"), WallDecision("d2", "procesregie bij de gemeente")
    decided = replace(FIRST, decisions=(first, last))
    shown(qtbot, window)
    window.refresh(decided)
    window.take_off("d1")
    assert same(on_screen(window), drawn(replace(decided, decisions=(last,), newest="d2"), window.size()))
    assert window.wall == replace(decided, decisions=(last,))


def test_what_is_put_away_was_covered_first(qtbot: QtBot, window: RoomWindow) -> None:
    for act in (window.put_away, window.close):
        window.open_window()
        qtbot.waitExposed(window)
        shown(qtbot, window)
        seen: list[str] = []
        frames = Frames(window)
        watcher = _Hidden(window, frames.items, seen)
        window.installEventFilter(watcher)
        act()
        assert window.wall is None
        assert (seen, frames.items) == ([""], [""]), act
        window.removeEventFilter(watcher)


def test_a_window_put_down_to_the_task_bar_comes_back_covered(qtbot: QtBot, window: RoomWindow) -> None:
    assert not window.windowFlags() & Qt.WindowType.WindowMinimizeButtonHint
    shown(qtbot, window)
    window.showMinimized()
    frames = Frames(window)
    window.showNormal()
    qtbot.waitUntil(lambda: bool(frames.items))
    assert set(frames.items) == {""}


class _Hidden(QObject):
    """Notes what was painted last when the window is hidden."""

    def __init__(self, window: RoomWindow, items: list[str], seen: list[str]) -> None:
        super().__init__(window)
        self._items, self._seen = items, seen

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if event.type() == QEvent.Type.Hide:
            self._seen.append(self._items[-1] if self._items else "nothing")
        return False


def test_it_takes_no_keyboard_and_the_chair_keeps_theirs(
    qtbot: QtBot, console: QWidget, window: RoomWindow
) -> None:
    console.activateWindow()
    qtbot.waitUntil(console.isActiveWindow)
    for act in (
        window.open_window,
        lambda: window.open_full(window.screen()),
    ):
        act()
        qtbot.waitExposed(window)
        assert window.windowFlags() & Qt.WindowType.WindowDoesNotAcceptFocus
        assert window.testAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        assert window.focusPolicy() == Qt.FocusPolicy.NoFocus
        assert QApplication.activeWindow() is console
        assert isinstance(QApplication.focusWidget(), QLineEdit)
    assert window.windowFlags() & Qt.WindowType.WindowTransparentForInput


def test_mouse_wheel_touch_and_pen_change_nothing(qtbot: QtBot, window: RoomWindow) -> None:
    shown(qtbot, window)
    frames = Frames(window)
    middle = QPoint(200, 200)
    for button in (Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton):
        QTest.mouseClick(window, button, pos=middle)
    QTest.mouseDClick(window, Qt.MouseButton.LeftButton, pos=middle)
    QTest.keyClick(window, Qt.Key.Key_Escape)
    pen = QTabletEvent(
        QEvent.Type.TabletPress,
        QPointingDevice.primaryPointingDevice(),
        QPointF(middle),
        QPointF(middle),
        1.0,
        0,
        0,
        0.0,
        0.0,
        0,
        Qt.KeyboardModifier.NoModifier,
        Qt.MouseButton.LeftButton,
        Qt.MouseButton.LeftButton,
    )
    assert window.event(pen)
    assert not window.testAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)
    window.repaint()
    assert window.wall == FIRST
    assert set(frames.items) == {FIRST.item_id}


def test_its_title_is_the_programs_name_and_nothing_is_parented_to_it(
    qtbot: QtBot, window: RoomWindow
) -> None:
    shown(qtbot, window)
    for screen in (None, window.screen()):
        if screen is not None:
            window.open_full(screen)
        assert window.windowTitle() == "ZVH Desk"
        assert window.accessibleName() == ""
        assert window.findChildren(QWidget) == []
        assert window.parentWidget() is None
        assert window.windowType() == Qt.WindowType.Window


def test_the_same_picture_full_and_in_a_window(qtbot: QtBot, window: RoomWindow) -> None:
    window.open_full(window.screen())
    qtbot.waitExposed(window)
    assert (window.mode, window.home) == (Mode.FULL, window.screen())
    assert window.geometry() == window.screen().geometry()
    shown(qtbot, window)
    window.put_away()
    assert (window.mode, window.home, window.isVisible()) == (Mode.NONE, None, False)


def test_test_zaalscherm_shows_its_number_over_a_cover_and_takes_it_away(
    qtbot: QtBot, window: RoomWindow
) -> None:
    shown(qtbot, window)
    window.show_number("47", 20)
    assert same(on_screen(window), drawn(replace(COVER, number="47"), window.size()))
    qtbot.waitUntil(lambda: same(on_screen(window), drawn(COVER, window.size())))


@pytest.mark.parametrize("size", [QSize(1920, 1080), QSize(1024, 768), QSize(640, 360)])
def test_pages_can_be_turned_and_a_new_line_brings_its_own(
    qtbot: QtBot, window: RoomWindow, size: QSize
) -> None:
    long = "een lange afspraak die over meer dan een regel van het zaalscherm loopt, met van alles erbij"
    wall = with_actions(4, long)
    window.resize(size)
    window.show_wall(wall)
    qtbot.waitUntil(lambda: window.wall is not None and window.page > 0)
    last = window.page
    window.turn(-1)
    assert window.page == last - 1
    window.turn(-9)
    assert window.page == 0
    window.turn(+1)
    assert window.page == 1
    window.refresh(with_actions(5, long))
    window.repaint()
    assert window.page >= last
    window.turn(+9)
    assert window.page >= last
