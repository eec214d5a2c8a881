"""A point of the agenda without a case, such as the opening: what it is, and on to the next."""

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from zvhdesk.domain.terms import ItemState
from zvhdesk.services.meetings.returning import ALWAYS
from zvhdesk.services.meetings.rows import Console
from zvhdesk.ui.console.look import TallButton
from zvhdesk.ui.kit import Flow, label
from zvhdesk.ui.kit.ring import by_key, paint_ring
from zvhdesk.ui.theme import RADIUS_SMALL, Text

_GONE = "Deze casus is intussen afgeschermd. Er is niets van te zien; ga verder met het volgende punt."
_TOLD = "Bij dit punt hoort geen casus: het zaalscherm blijft afgedekt."


class PointView(QWidget):
    """`following` goes on; `postponed` takes the point to the next table."""

    following = Signal()
    postponed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("console.point.view")
        self._by_key = False
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
        self.setAccessibleName(self.title.text())
        self._told.setText(_GONE if row is not None and row.gone else _TOLD)
        last = row is not None and console.items and console.items[-1].id == row.id
        self.next.setVisible(not last and console.here)
        may_wait = row is not None and not row.gone and row.title.casefold() not in ALWAYS
        self._later.setVisible(
            console.here and may_wait and row is not None and row.state is not ItemState.POSTPONED
        )

    def begin(self) -> None:
        """The keyboard goes to the point itself, where no key does anything; Tab goes to its buttons."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Ring only when the keyboard came by key."""
        self._by_key = by_key(event, self._by_key)
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the ring away."""
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """A ring around the title while the point has the keyboard."""
        super().paintEvent(event)
        if self.hasFocus() and self._by_key:
            paint_ring(QPainter(self), QRectF(self.title.geometry()).adjusted(-8, -5, 8, 5), RADIUS_SMALL)
