"""A point of the agenda without a case, such as the opening: what it is, and on to the next."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from zvhdesk.services.meetings.rows import Console
from zvhdesk.ui.console.look import TallButton
from zvhdesk.ui.kit import Flow, label
from zvhdesk.ui.theme import Text

_GONE = "Deze casus is intussen afgeschermd. Er is niets van te zien; ga verder met het volgende punt."
_TOLD = "Bij dit punt hoort geen casus: het zaalscherm blijft afgedekt."


class PointView(QWidget):
    """`following` goes on; `postponed` takes the point to the next table."""

    following = Signal()
    postponed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.title = label("", Text.TITLE, name="console.point", wrap=True)
        self._told = label("", Text.BODY, "2", wrap=True)
        self.next = TallButton("Volgende punt", "console.next", "primary", on_click=self.following.emit)
        self._later = TallButton(
            "Naar de volgende tafel", "console.point.postpone", on_click=self.postponed.emit
        )
        acts = QWidget()
        flow = Flow(acts)
        flow.addWidget(self.next)
        flow.addWidget(self._later)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 16, 18, 16)
        column.setSpacing(10)
        for widget in (self.title, self._told, acts):
            column.addWidget(widget)
        column.addStretch(1)

    def show_point(self, console: Console) -> None:
        """Show the point, or that there is none."""
        row = console.current
        self.title.setText(row.title if row is not None else "Geen punt gekozen")
        self._told.setText(_GONE if row is not None and row.gone else _TOLD)
        last = row is not None and console.items and console.items[-1].id == row.id
        self.next.setVisible(not last)
        self._later.setVisible(row is not None and not row.gone)

    def begin(self) -> None:
        """The keyboard goes to the button that goes on."""
        if self.next.isVisible():
            self.next.setFocus(Qt.FocusReason.OtherFocusReason)
