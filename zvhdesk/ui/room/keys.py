"""The panic key: covers the wall from wherever the keyboard is, and never uncovers it."""

from enum import Enum

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

_PRESSES = (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress, QEvent.Type.KeyRelease)
_PLAIN = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
_FULL_STOP = (Qt.Key.Key_Period, Qt.Key.Key_Greater)


class _Meant(Enum):
    COVER = "cover"
    SHOW = "show"
    DOOR = "door"
    LEAVE = "leave"


class PanicKeys(QObject):
    """Looks at every key of the program while a meeting is live, before anything else does.

    F9 and Ctrl+. cover, as does the black key of a clicker (`.` or `b`) when no text has the keyboard.
    F8 asks to show, F7 opens the door, and Esc leaves the single-screen mode. What it takes reaches nothing
    else: no text field gets a full stop, no dialog closes. It only hears keys that reach this program, so
    while it watches file dialogs are Qt's own.
    """

    cover = Signal()
    show_asked = Signal()
    door = Signal()
    leave = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._watching = False
        self._own_before = False
        self.escape_leaves = False
        """Whether Esc is taken, for the single-screen mode."""

    def watch(self, on: bool) -> None:
        """Begin or end looking at the keys."""
        application = QCoreApplication.instance()
        if on == self._watching or application is None:
            return
        self._watching = on
        # The system's own file dialog keeps its keys to itself; Qt's hands them over.
        own = Qt.ApplicationAttribute.AA_DontUseNativeDialogs
        if on:
            self._own_before = application.testAttribute(own)
        application.setAttribute(own, on or self._own_before)
        if on:
            application.installEventFilter(self)
        else:
            application.removeEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Takes the keys that are meant here; everything else goes on untouched."""
        # Every event of the program passes here: most are told by their class alone.
        if not isinstance(event, QKeyEvent) or (kind := event.type()) not in _PRESSES:
            return False
        meant = self._meant(event)
        if meant is None:
            return False
        # Accepting the override keeps the key from every shortcut: it then comes as a press.
        event.accept()
        if kind == QEvent.Type.KeyPress and (meant is _Meant.COVER or not event.isAutoRepeat()):
            self._send(meant)
        return True

    def _send(self, meant: _Meant) -> None:
        match meant:
            case _Meant.COVER:
                self.cover.emit()
            case _Meant.SHOW:
                self.show_asked.emit()
            case _Meant.DOOR:
                self.door.emit()
            case _Meant.LEAVE:
                self.leave.emit()

    def _meant(self, event: QKeyEvent) -> _Meant | None:
        key, held = event.key(), event.modifiers()
        if key == Qt.Key.Key_F9:
            return _Meant.COVER
        if key in _FULL_STOP and held & Qt.KeyboardModifier.ControlModifier:
            return _Meant.COVER
        if held not in _PLAIN:
            return None
        if key in (Qt.Key.Key_Period, Qt.Key.Key_B):
            return None if _typing() else _Meant.COVER
        if key == Qt.Key.Key_Escape:
            return _Meant.LEAVE if self.escape_leaves else None
        return {Qt.Key.Key_F8.value: _Meant.SHOW, Qt.Key.Key_F7.value: _Meant.DOOR}.get(key)


def _typing() -> bool:
    """Whether the keyboard is in something that takes text."""
    widget = QApplication.focusWidget()
    return widget is not None and widget.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
