"""Above the capture line of the chair: lines of others that wait before the room sees them."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSizePolicy, QWidget

from zvhdesk.ui.console.keybutton import KeyButton
from zvhdesk.ui.kit import TagLabel, label
from zvhdesk.ui.theme import TagKind, Text

NOD_KEY, ALL_KEY = "F5", "Shift+F5"
_NARROW = 460
"""With less beside the name the keys stand beneath the line: who nods has read all of it, px."""


class NodStrip(QWidget):
    """The oldest line that waits, of whom it is, and how many more. The room never sees this strip.

    It says a name: who takes notes and who leads changes while a line waits.

    `nodded`: show the oldest; `refused`: that one stays off the wall; `nodded_all`: show them all.
    """

    nodded = Signal()
    refused = Signal()
    nodded_all = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("console.nods")
        self.setProperty("look", "paper")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._tag = TagLabel("", TagKind.WAITING)
        self._words = label("", Text.BODY, name="console.nods.line", wrap=True)
        self._show = KeyButton(NOD_KEY, "Tonen", "console.nods.show")
        self._no = KeyButton("", "Niet tonen", "console.nods.no", tab=True)
        self._all = KeyButton("Shift F5", "Alle", "console.nods.all")
        told = QHBoxLayout()
        told.setSpacing(8)
        told.addWidget(self._tag, 0, Qt.AlignmentFlag.AlignVCenter)
        told.addWidget(self._words, 1)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(18, 4, 18, 0)
        self._row.setSpacing(0)
        self._row.addLayout(told, 1)
        self._row.addLayout(row)
        for button, signal in (
            (self._show, self.nodded),
            (self._all, self.nodded_all),
            (self._no, self.refused),
        ):
            button.clicked.connect(signal)
            row.addWidget(button)
        self.hide()

    @property
    def whose(self) -> str:
        """Of whom that is, and how many wait."""
        return self._tag.text

    @property
    def text(self) -> str:
        """What waits longest, as it stands there; empty when nothing waits."""
        return "" if self.isHidden() else self._words.text()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow column the keys go beneath the line."""
        super().resizeEvent(event)
        self._place_keys()

    def _place_keys(self) -> None:
        way, left = QBoxLayout.Direction, self.width() - self._tag.sizeHint().width()
        wanted = way.TopToBottom if left < _NARROW else way.LeftToRight
        if self._row.direction() != wanted:
            self._row.setDirection(wanted)

    def show_lines(self, by: str, lines: tuple[str, ...]) -> None:
        """The lines that wait, oldest first, which is of `by`; of nobody: written here, before it led."""
        self.setVisible(bool(lines))
        if lines:
            more = len(lines) - 1
            whose = f"Van {by or 'deze computer'}"
            self._tag.show_tag(f"{whose}, {len(lines)} wachten" if more else whose, TagKind.WAITING)
            self._words.setText(lines[0])
            self._place_keys()
            self._all.setVisible(bool(more))
            self._show.setAccessibleName(f"Toon op het zaalscherm: {lines[0]}, {NOD_KEY}")
            self._no.setAccessibleName(f"Niet op het zaalscherm: {lines[0]}")
