"""The tour's hands: find a widget by its objectName, click it, type, press keys, drag.

Everything goes to real widgets as the window system would send it. What a person could not do raises
StuckError: a widget that is not there, not in view, switched off, or covered by another.
"""

from collections.abc import Callable, Sequence
from typing import TypeVar

from PySide6.QtCore import QEvent, QMimeData, QModelIndex, QPoint, QPointF, Qt
from PySide6.QtGui import QAction, QDragEnterEvent, QDragMoveEvent, QDropEvent, QKeyEvent, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLabel,
    QMenu,
    QScrollArea,
    QTabBar,
    QWidget,
)

from zvhdesk.tour.steps import StuckError

W = TypeVar("W", bound=QWidget)
Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
NO_MODIFIER = Qt.KeyboardModifier.NoModifier
_LEFT = Qt.MouseButton.LeftButton
_SPOKEN = Qt.ItemDataRole.AccessibleTextRole


def windows() -> list[QWidget]:
    """Every window in view, the active one and its popups first."""
    shown = [window for window in QApplication.topLevelWidgets() if window.isVisible()]
    return sorted(shown, key=lambda window: not window.isActiveWindow())


def shown(name: str) -> QWidget | None:
    """The widget of that name that is in view, or None."""
    for window in windows():
        if window.objectName() == name:
            return window
        for found in window.findChildren(QWidget, name):
            if found.isVisible():
                return found
    return None


def widget(name: str) -> QWidget:
    """The widget of that name that is in view. Raises StuckError."""
    found = shown(name)
    if found is None:
        raise StuckError(f"{name} is niet in beeld")
    return found


def of_kind(kind: type[W], name: str) -> W:
    """The same, as what it is. Raises StuckError."""
    found = widget(name)
    if not isinstance(found, kind):
        raise StuckError(f"{name} is geen {kind.__name__}")
    return found


def is_ready(name: str) -> bool:
    """Whether the widget of that name is in view and switched on."""
    found = shown(name)
    return found is not None and found.isEnabled()


def is_active(name: str) -> bool:
    """Whether the window of that name is in view and has the keyboard."""
    found = shown(name)
    return found is not None and found.isActiveWindow()


def has_keyboard(name: str) -> bool:
    """Whether the widget of that name is in view and has the keyboard."""
    found = shown(name)
    return found is not None and found.hasFocus()


def click(name: str) -> None:
    """Click in the middle of a widget."""
    click_at(widget(name))


def click_at(target: QWidget, at: QPoint | None = None) -> None:
    """Click a widget, in its middle or at a point of its own, bringing it into view as a person would."""
    _bring_into_view(target)
    point = target.rect().center() if at is None else at
    _must_be_reachable(target, point)
    QTest.mouseClick(target, _LEFT, NO_MODIFIER, point)


def press(key: Qt.Key, modifiers: Qt.KeyboardModifier = NO_MODIFIER) -> None:
    """Press a key where the keyboard is."""
    QTest.keyClick(_keyboard(), key, modifiers)


def write(text: str) -> None:
    """Type a text, letter by letter, where the keyboard is. A line break is Enter."""
    for letter in text:
        # QTest.keyClicks ends the process at a letter with an accent, so the events are made here.
        code = Key.Key_Return if letter == "\n" else Key.Key_unknown
        typed = "\r" if letter == "\n" else letter
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QApplication.sendEvent(_keyboard(), QKeyEvent(kind, code, NO_MODIFIER, typed))


def fill(name: str, text: str) -> None:
    """Click a field, take what is in it away, and type a text."""
    click(name)
    press(Key.Key_A, CTRL)
    press(Key.Key_Delete)
    write(text)


def choose(name: str, words: str) -> None:
    """Choose an entry of a drop-down by its words, with the arrow keys."""
    box = of_kind(QComboBox, name)
    at = next((row for row in range(box.count()) if words in box.itemText(row)), None)
    if at is None:
        raise StuckError(f"{name} heeft geen keuze {words}")
    box.setFocus(Qt.FocusReason.TabFocusReason)
    for _ in range(box.count()):
        if box.currentIndex() == at:
            return
        press(Key.Key_Down if box.currentIndex() < at else Key.Key_Up)
    raise StuckError(f"{name} gaat niet naar {words}")


def row(name: str, fits: Callable[[QModelIndex], bool]) -> QModelIndex:
    """The first row of a list that fits, by its index. Raises StuckError."""
    model = of_kind(QAbstractItemView, name).model()
    for at in range(model.rowCount()):
        index = model.index(at, 0)
        if fits(index):
            return index
    raise StuckError(f"{name} heeft die regel niet")


def words_of(index: QModelIndex) -> str:
    """What a screen reader says of a row; its shown text where it says nothing apart."""
    return str(index.data(_SPOKEN) or index.data() or "")


def spoken(name: str) -> list[str]:
    """What a screen reader says of every row of a list."""
    model = of_kind(QAbstractItemView, name).model()
    return [words_of(model.index(at, 0)) for at in range(model.rowCount())]


def column_of(name: str, at: int) -> list[str]:
    """What one column of a table shows."""
    model = of_kind(QAbstractItemView, name).model()
    return [str(model.index(one, at).data() or "") for one in range(model.rowCount())]


def choose_in_cell(index: QModelIndex, name: str, words: str) -> None:
    """Choose something else in a cell of a table: a click opens the choice, arrows and Enter make it."""
    view = of_kind(QAbstractItemView, name)
    view.scrollTo(index)
    click_at(view.viewport(), view.visualRect(index).center())
    popup = QApplication.activePopupWidget()
    offered = popup.findChild(QAbstractItemView) if popup is not None else None
    if offered is None:
        raise StuckError(f"{name} biedt daar niets te kiezen")
    model = offered.model()
    found = [model.index(at, 0) for at in range(model.rowCount()) if words == model.index(at, 0).data()]
    if not found:
        raise StuckError(f"{name} heeft geen keuze {words}")
    offered.scrollTo(found[0])
    QTest.mouseClick(offered.viewport(), _LEFT, NO_MODIFIER, offered.visualRect(found[0]).center())


def count(name: str) -> int:
    """How many rows a list holds; 0 for one that is not in view."""
    found = shown(name)
    return found.model().rowCount() if isinstance(found, QAbstractItemView) else 0


def row_saying(name: str, words: str) -> QModelIndex:
    """The first row of a list whose words hold these."""
    return row(name, lambda index: words in words_of(index))


def click_row(name: str, index: QModelIndex) -> None:
    """Click a row of a list."""
    view = of_kind(QAbstractItemView, name)
    view.scrollTo(index)
    click_at(view.viewport(), view.visualRect(index).center())
    if view.currentIndex() != index:
        raise StuckError(f"een klik in {name} kiest een andere regel")


def has_menu() -> bool:
    """Whether a menu is open."""
    return isinstance(QApplication.activePopupWidget(), QMenu)


def choose_in_menu(words: str) -> None:
    """Click an entry of the menu that is open."""
    menu = QApplication.activePopupWidget()
    if not isinstance(menu, QMenu):
        raise StuckError("er is geen menu open")
    entry: QAction | None = next((act for act in menu.actions() if words in act.text()), None)
    if entry is None or not entry.isEnabled():
        raise StuckError(f"het menu heeft geen {words}")
    QTest.mouseClick(menu, _LEFT, NO_MODIFIER, menu.actionGeometry(entry).center())


def drag(source: QAbstractItemView, index: QModelIndex, target: QAbstractItemView) -> None:
    """Drag a row into the middle of another list.

    Button and moves go to the list, which starts the drag as ever. The platform that draws in memory drops it
    at once, so the other half, what a window system tells the list beneath the mouse, is told here.
    """
    source.scrollTo(index)
    begin = source.viewport().mapToGlobal(source.visualRect(index).center())
    end = target.viewport().mapToGlobal(target.viewport().rect().center())
    _must_be_reachable(target.viewport(), target.viewport().rect().center())
    carried = source.model().mimeData([index])
    _send_mouse(source.viewport(), QEvent.Type.MouseButtonPress, begin, _LEFT)
    if QApplication.platformName() == "offscreen":
        for part in range(1, 5):
            _send_mouse(source.viewport(), QEvent.Type.MouseMove, begin + (end - begin) * part / 4, _LEFT)
    _hand_over(target.viewport(), carried, target.viewport().rect().center())
    _send_mouse(source.viewport(), QEvent.Type.MouseButtonRelease, end, Qt.MouseButton.NoButton)


def _hand_over(target: QWidget, carried: QMimeData, at: QPoint) -> None:
    move = Qt.DropAction.MoveAction
    enter = QDragEnterEvent(at, move, carried, _LEFT, NO_MODIFIER)
    QApplication.sendEvent(target, enter)
    if not enter.isAccepted():
        raise StuckError("hier kan niets worden neergezet")
    QApplication.sendEvent(target, QDragMoveEvent(at, move, carried, _LEFT, NO_MODIFIER))
    QApplication.sendEvent(target, QDropEvent(QPointF(at), move, carried, _LEFT, NO_MODIFIER))


def _send_mouse(target: QWidget, kind: QEvent.Type, where: QPoint, held: Qt.MouseButton) -> None:
    button = Qt.MouseButton.NoButton if kind is QEvent.Type.MouseMove else _LEFT
    local = QPointF(target.mapFromGlobal(where))
    QApplication.sendEvent(target, QMouseEvent(kind, local, QPointF(where), button, held, NO_MODIFIER))


def _keyboard() -> QWidget:
    found = QApplication.activePopupWidget() or QApplication.focusWidget() or QApplication.activeWindow()
    if found is None:
        raise StuckError("het toetsenbord is nergens")
    return found


def _bring_into_view(target: QWidget) -> None:
    above: QWidget | None = target.parentWidget()
    while above is not None:
        if isinstance(above, QScrollArea):
            within = above.widget()
            if within is not None and within.isAncestorOf(target):
                above.ensureWidgetVisible(target)
        above = above.parentWidget()


def _must_be_reachable(target: QWidget, point: QPoint) -> None:
    name = target.objectName() or type(target).__name__
    if not target.isVisible() or target.visibleRegion().isEmpty():
        raise StuckError(f"{name} is niet in beeld")
    if not target.isEnabled():
        raise StuckError(f"{name} staat uit")
    window = target.window()
    on_top = window.childAt(target.mapTo(window, point))
    if on_top is not None and on_top is not target and not _related(target, on_top):
        raise StuckError(f"{name} ligt onder {on_top.objectName() or type(on_top).__name__}")


def _related(one: QWidget, other: QWidget) -> bool:
    return one.isAncestorOf(other) or other.isAncestorOf(one)


def texts(*names: str) -> Sequence[str]:
    """What the labels and messages of these names say now; an empty text for one that is not in view."""
    return [_text_of(shown(name)) for name in names]


def reads(words: str) -> bool:
    """Whether these words stand somewhere in view."""
    return any(
        words in label.text()
        for window in windows()
        for label in window.findChildren(QLabel)
        if label.isVisible()
    )


def click_tab(name: str, words: str) -> None:
    """Click a tab of a bar by its words."""
    bar = of_kind(QTabBar, name)
    at = next((one for one in range(bar.count()) if bar.tabText(one).startswith(words)), None)
    if at is None:
        raise StuckError(f"{name} heeft geen {words}")
    click_at(bar, bar.tabRect(at).center())


def held(name: str) -> str:
    """What an editor of that name holds, in view or not; empty when there is none."""
    found = next(
        (one for window in QApplication.topLevelWidgets() for one in window.findChildren(QWidget, name)), None
    )
    return _text_of(found)


def _text_of(found: QWidget | None) -> str:
    """Labels and lines have `text()`, longer texts `toPlainText()`, and a Message has a property."""
    for way in ("toPlainText", "text"):
        there = getattr(found, way, None)
        if there is not None:
            return str(there() if callable(there) else there)
    return ""
