"""Beneath the capture line: what looks like a name, and what the room may read of it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from zvhdesk.ui.console.keybutton import KeyButton
from zvhdesk.ui.kit import Message

SHOW_KEY, INITIALS_KEY = "Ctrl+T", "Ctrl+I"


def quoted(names: tuple[str, ...]) -> str:
    """That these may be names: `“Jan Pieters” kan een naam zijn.`, and of more than one in the plural."""
    words = [f"“{each}”" for each in dict.fromkeys(names)]
    if len(words) < 2:
        return f"{''.join(words)} kan een naam zijn."
    return f"{', '.join(words[:-1])} en {words[-1]} kunnen namen zijn."


class NameDoubt(QWidget):
    """One sentence; of a line that waits for the chair also the two keys that let it go to the wall."""

    shown = Signal()
    masked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._message = Message("console.names")
        self._said: tuple[tuple[str, ...], str] = ((), "")
        self._watched = False
        self._acts = QWidget()
        row = QHBoxLayout(self._acts)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        for key, words, name, signal in (
            (SHOW_KEY, "Tonen", "console.names.show", self.shown),
            (INITIALS_KEY, "Initialen", "console.names.initials", self.masked),
        ):
            button = KeyButton(key.replace("+", " "), words, name)
            button.clicked.connect(signal)
            row.addWidget(button)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(12)
        line.addWidget(self._message, 1)
        line.addWidget(self._acts)
        self.clear()

    @property
    def text(self) -> str:
        """What is said now; empty when nothing is."""
        return self._message.text

    @property
    def asks(self) -> bool:
        """Whether the chair is asked what the room may read."""
        return not self.isHidden() and not self._acts.isHidden()

    def say(self, names: tuple[str, ...], what: str, *, asks: bool = False) -> None:
        """Say of these names what becomes of them; `asks`: with the keys that answer."""
        self._said = names, what
        self._write()
        self._acts.setVisible(asks)
        self.show()

    def set_watched(self, *, watched: bool) -> None:
        """Whether the room reads this too: then no name is repeated in it."""
        self._watched = watched
        self._write()

    def _write(self) -> None:
        names, what = self._said
        first = "Misschien staat er een naam in." if self._watched and names else quoted(names)
        self._message.say(f"{first} {what}" if names else "", "warn")

    def clear(self) -> None:
        """Nothing looks like a name."""
        self._said = (), ""
        self._message.clear()
        self.hide()
