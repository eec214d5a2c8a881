"""Single-screen mode: the room view over the only screen, with the capture line at its foot (SCREENS.md)."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from zvhdesk.ui.console.capture import CaptureLine
from zvhdesk.ui.console.doubt import NameDoubt
from zvhdesk.ui.console.look import KeyHint
from zvhdesk.ui.console.shortcuts import bind
from zvhdesk.ui.kit import Flow
from zvhdesk.ui.room import Room
from zvhdesk.ui.room.window import Mode

_HINTS = (
    (("Ctrl PgDn",), "volgende casus"),
    (("Alt ←", "Alt →"), "stap"),
    (("Alt PgUp", "Alt PgDn"), "blad"),
    (("F8",), "toon"),
    (("F9",), "afdekken"),
    (("Esc",), "uw eigen scherm: wie meekijkt, ziet het ook"),
)


Keys = Mapping[str, Callable[[], object]]


class Foot(QWidget):
    """The capture line with what is said of names; on the only screen also the keys: no footer is there."""

    def __init__(self, line: CaptureLine, names: NameDoubt) -> None:
        super().__init__()
        self.setObjectName("console.foot")
        self.setProperty("look", "paper")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.line, self._names = line, names
        self._keys = QWidget()
        keys = Flow(self._keys, spacing=16)
        for caps, words in _HINTS:
            keys.addWidget(KeyHint(caps, words))
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 8, 18, 14)
        column.setSpacing(4)
        for widget in (line, names, self._keys):
            column.addWidget(widget)
        self._keys.hide()
        self.setFocusProxy(line.edit)

    def show_keys(self, *, on: bool) -> None:
        """The keys of the single screen, which the room reads too."""
        self._keys.setVisible(on)
        self._names.set_watched(watched=on)


class SingleScreen(QObject):
    """Brings the foot of the console to the only screen and back: one line, so nothing typed is ever lost.

    `came`: it is there, so that nothing may stand before the case on the console; `left`: it is back.
    """

    came = Signal()
    left = Signal()

    def __init__(self, room: Room, foot: Foot, home: QVBoxLayout, keys: Keys) -> None:
        super().__init__(room)
        self._room, self._foot, self._home = room, foot, home
        self.on = False
        room.changed.connect(self._look)
        bind(room.window, keys)
        self._over = (foot.line.over.suggestions, foot.line.over.chooser)
        for over in self._over:
            over.installEventFilter(self)

    def _look(self) -> None:
        on = self._room.window.mode is Mode.SINGLE
        if on == self.on:
            return
        self.on = on
        self._foot.show_keys(on=on)
        if on:
            self.came.emit()
            self._room.window.take_in(self._foot)
        else:
            self._room.window.take_in(None)
            self._home.addWidget(self._foot)
            self._foot.show()
            self.left.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """While something is chosen from a list Esc puts that list away, and does not leave this screen."""
        if watched in self._over and event.type() in (QEvent.Type.Show, QEvent.Type.Hide):
            shown = event.type() == QEvent.Type.Show
            others = any(one.isVisible() for one in self._over if one is not watched)
            self._room.hold_escape(shown or others, "choosing")
        return False
