"""What two people read to one another: a code, and eight groups of five digits."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel

from zvhdesk.ui.kit import label
from zvhdesk.ui.theme import Text, font

_COLUMNS = 4


def code_label(name: str) -> QLabel:
    """A code, big, and to be selected."""
    made = label("", Text.SPOKEN, name=name)
    made.setFont(font(Text.SPOKEN, figures=True))
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return made


class Digits(QFrame):
    """Eight groups in two rows of four, in the order in which they are read aloud."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setProperty("look", "card")
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(20, 16, 20, 16)
        self._grid.setHorizontalSpacing(24)
        self._grid.setVerticalSpacing(12)
        self._groups = [code_label(f"{name}.{at + 1}") for at in range(2 * _COLUMNS)]
        for at, group in enumerate(self._groups):
            self._grid.addWidget(group, at // _COLUMNS, at % _COLUMNS, Qt.AlignmentFlag.AlignCenter)

    @property
    def groups(self) -> tuple[str, ...]:
        """What is shown."""
        return tuple(group.text() for group in self._groups)

    def show_groups(self, groups: Sequence[str]) -> None:
        """Show these."""
        for shown, text in zip(self._groups, groups, strict=True):
            shown.setText(text)
        self.setAccessibleName("Cijfers om te vergelijken: " + ", ".join(groups))
