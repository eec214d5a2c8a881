"""The field for a wachtwoordzin: hidden, with `toon`, and a hint when Caps Lock seems on."""

from PySide6 import QtCore
from PySide6.QtCore import QEvent, QSize, Signal
from PySide6.QtGui import QCursor, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from zvhdesk.ui.plain.button import WordButton
from zvhdesk.ui.plain.properties import set_named
from zvhdesk.ui.plain.text import small

CAPS_HINT = "Caps Lock staat aan"


def caps_lock_from(text: str, *, shift: bool) -> bool | None:
    """Whether Caps Lock is on, read off one typed letter; None when the text tells nothing.

    Qt has no way to ask the keyboard, but a capital without Shift can come from nothing else.
    """
    if len(text) != 1 or text.lower() == text.upper():
        return None
    return (text == text.upper()) != shift


class PassphraseLine(QLineEdit):
    """The line itself: says which key was pressed."""

    pressed = Signal(QKeyEvent)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Tell it before the line takes it."""
        self.pressed.emit(event)
        super().keyPressEvent(event)


class PassphraseField(QWidget):
    """A line of text that is hidden until one presses `toon`. Enter sends `entered`."""

    entered = Signal()
    changed = Signal(str)

    def __init__(self, name: str, *, steady: bool = False, parent: QWidget | None = None) -> None:
        """`steady` keeps the line of the hint free, so that nothing moves when it comes."""
        super().__init__(parent)
        self.setObjectName(f"{name}.field")
        self.line = PassphraseLine()
        self.line.setObjectName(name)
        self.line.setEchoMode(QLineEdit.EchoMode.Password)
        set_named(
            self.line,
            inputMethodHints="ImhSensitiveData|ImhNoPredictiveText|ImhNoAutoUppercase",
            contextMenuPolicy="NoContextMenu",
        )
        self.line.setProperty("look", "passphrase")
        self.line.returnPressed.connect(self.entered)
        self.line.textChanged.connect(self.changed)
        self.line.pressed.connect(self._read_caps)
        self.setFocusProxy(self.line)
        self.reveal = WordButton("toon", f"{name}.reveal", "quiet", on_click=self._turn)
        self.reveal.setAccessibleName("Wachtwoordzin tonen")
        self.reveal.setCursor(QCursor())
        within = QHBoxLayout(self.line)
        within.setContentsMargins(0, 3, 4, 3)
        within.addStretch(1)
        within.addWidget(self.reveal)
        self._leave_room()
        self._caps = small(CAPS_HINT, f"{name}.caps")
        keep = self._caps.sizePolicy()
        keep.setRetainSizeWhenHidden(steady)
        self._caps.setSizePolicy(keep)
        self._caps.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.line)
        layout.addWidget(self._caps)

    @property
    def text(self) -> str:
        """What was typed."""
        return self.line.text()

    def set_text(self, text: str) -> None:
        """Put a text in, as the suggestion does."""
        self.line.setText(text)

    def show_text(self, shown: bool) -> None:
        """Show or hide the letters."""
        mode = QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password
        self.line.setEchoMode(mode)
        self.reveal.setText("verberg" if shown else "toon")
        self.reveal.setAccessibleName("Wachtwoordzin verbergen" if shown else "Wachtwoordzin tonen")
        self._leave_room()

    def select_all(self) -> None:
        """Select what was typed and take the keyboard: ready to type over, nothing lost."""
        self.line.setFocus()
        self.line.selectAll()

    def set_wrong(self, wrong: bool) -> None:
        """Draw the line of an error around the field."""
        self.line.setProperty("wrong", wrong)
        self.line.style().unpolish(self.line)
        self.line.style().polish(self.line)

    def sizeHint(self) -> QSize:
        """A little higher than an ordinary field."""
        return QSize(max(320, super().sizeHint().width()), super().sizeHint().height())

    def changeEvent(self, event: QEvent) -> None:
        """Dressed in its window the button is of another width."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._leave_room()

    def _leave_room(self) -> None:
        self.line.setTextMargins(0, 0, self.reveal.sizeHint().width() + 4, 0)

    def _read_caps(self, event: QKeyEvent) -> None:
        if event.key() == QtCore.Qt.Key.Key_CapsLock:
            self._caps.setVisible(not self._caps.isVisible())
            return
        shift = bool(event.modifiers() & QtCore.Qt.KeyboardModifier.ShiftModifier)
        on = caps_lock_from(event.text(), shift=shift)
        if on is not None:
            self._caps.setVisible(on)

    def _turn(self) -> None:
        self.show_text(self.line.echoMode() == QLineEdit.EchoMode.Password)
        self.line.setFocus()
