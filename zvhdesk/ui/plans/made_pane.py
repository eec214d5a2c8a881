"""The copies that were made: each can be looked at, and all printed or kept at once."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from zvhdesk.services.plans.copies import Made
from zvhdesk.ui.kit import Button, Card, label
from zvhdesk.ui.theme import Text


class MadePane(Card):
    """A line per copy: its number, for whom, and a button to look at it."""

    def __init__(self, look: Callable[[Made], object]) -> None:
        super().__init__("Gemaakt en vastgelegd", "elk exemplaar staat in het register")
        self._look = look
        self._lines = QVBoxLayout()
        self._lines.setSpacing(4)
        self.body.addLayout(self._lines)

    def show_copies(self, copies: Sequence[Made]) -> None:
        """Show these copies."""
        for at, copy in enumerate(copies):
            self._lines.addWidget(self._line(copy, at))

    def _line(self, copy: Made, at: int) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        number = label(copy.order.copy_number, Text.SUB, "3")
        number.setMinimumWidth(128)
        row.addWidget(number)
        row.addWidget(label(copy.order.partner, Text.STRONG, wrap=True), 1)
        button = Button("Bekijken", f"copies.look.{at}", icon="eye", on_click=lambda: self._look(copy))
        button.setAccessibleName(f"Exemplaar voor {copy.order.partner} bekijken")
        row.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
        return holder
