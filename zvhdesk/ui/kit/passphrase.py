"""The field for a wachtwoordzin: hidden, with `toon`, and a hint when Caps Lock seems on."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from zvhdesk.ui.kit.buttons import Button
from zvhdesk.ui.kit.text import small

CAPS_HINT = "Caps Lock staat aan"


def caps_lock_from(text: str, *, shift: bool) -> bool | None:
    """Whether Caps Lock is on, read off one typed letter; None when the text tells nothing.

    Qt has no way to ask the keyboard, but a capital without Shift can come from nothing else.
    """
    if len(text) != 1 or text.lower() == text.upper():
        return None
    return (text == text.upper()) != shift


class PassphraseLine(QLineEdit):
    """The line itself: says when the keyboard comes and goes, and which key was pressed."""

    focused = Signal(bool)
    pressed = Signal(QKeyEvent)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The keyboard is here."""
        super().focusInEvent(event)
        self.focused.emit(True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The keyboard went on."""
        super().focusOutEvent(event)
        self.focused.emit(False)

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
        self.line.setInputMethodHints(
            Qt.InputMethodHint.ImhSensitiveData
            | Qt.InputMethodHint.ImhNoPredictiveText
            | Qt.InputMethodHint.ImhNoAutoUppercase
        )
        self.line.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.line.setProperty("look", "bare")
        self.line.returnPressed.connect(self.entered)
        self.line.textChanged.connect(self.changed)
        self.line.focused.connect(self._draw_focus)
        self.line.pressed.connect(self._read_caps)
        self.setFocusProxy(self.line)
        self.reveal = Button("toon", f"{name}.reveal", "quiet", on_click=self._turn)
        self.reveal.setAccessibleName("Wachtwoordzin tonen")
        self._frame = QFrame()
        self._frame.setProperty("look", "field")
        row = QHBoxLayout(self._frame)
        row.setContentsMargins(12, 2, 3, 2)
        row.setSpacing(4)
        row.addWidget(self.line, 1)
        row.addWidget(self.reveal)
        self._caps = small(CAPS_HINT, f"{name}.caps")
        keep = self._caps.sizePolicy()
        keep.setRetainSizeWhenHidden(steady)
        self._caps.setSizePolicy(keep)
        self._caps.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self._frame)
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

    def select_all(self) -> None:
        """Select what was typed and take the keyboard: ready to type over, nothing lost."""
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)
        self.line.selectAll()

    def set_wrong(self, wrong: bool) -> None:
        """Draw the line of an error around the field."""
        self._frame.setProperty("wrong", wrong)
        self._repolish()

    def sizeHint(self) -> QSize:
        """A little higher than an ordinary field."""
        return QSize(max(320, super().sizeHint().width()), super().sizeHint().height())

    def _draw_focus(self, here: bool) -> None:
        self._frame.setProperty("focused", here)
        self._repolish()

    def _read_caps(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_CapsLock:
            self._caps.setVisible(not self._caps.isVisible())
            return
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        on = caps_lock_from(event.text(), shift=shift)
        if on is not None:
            self._caps.setVisible(on)

    def _turn(self) -> None:
        self.show_text(self.line.echoMode() == QLineEdit.EchoMode.Password)
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _repolish(self) -> None:
        self._frame.style().unpolish(self._frame)
        self._frame.style().polish(self._frame)
