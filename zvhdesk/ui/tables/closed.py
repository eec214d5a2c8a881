"""A meeting that was held, or that another computer chairs: what was on it, and who was there."""

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from zvhdesk.domain.terms import MeetingState
from zvhdesk.services.meetings.rows import AgendaRow, AttendeeRow
from zvhdesk.services.words import class_words, word
from zvhdesk.ui.agreeing.asked_cards import AskedCards
from zvhdesk.ui.dossier.parts import Rows, order_tab
from zvhdesk.ui.kit import Card, label, rule, small
from zvhdesk.ui.tables.closed_item import ClosedItem
from zvhdesk.ui.tables.gathering import FORM, Prepared
from zvhdesk.ui.tables.left_behind import LeftBehindCard
from zvhdesk.ui.tables.owed import OwedCard
from zvhdesk.ui.tables.wording import attendance_words, person_of, was_there
from zvhdesk.ui.tasks import Tasks
from zvhdesk.ui.theme import GAP, MARGIN, Text

_NARROW = 900
_SIDE = 330


class _Attendee(QWidget):
    """Somebody who was there, or not."""

    def __init__(self) -> None:
        super().__init__()
        self._who = label("", Text.BODY, wrap=True)
        self._more = small("", wrap=True)
        column = QVBoxLayout()
        column.setContentsMargins(18, 7, 18, 7)
        column.setSpacing(2)
        column.addWidget(self._who)
        column.addWidget(self._more)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(rule(faint=True))
        outer.addLayout(column)

    def show_row(self, row: AttendeeRow) -> None:
        """Show who, how, and as what."""
        self._who.setText(row.organisation or word(row.capacity))
        parts = [was_there(row.presence), class_words(row.class_, unscreened=row.unscreened), person_of(row)]
        if row.must_sign:
            parts.append("geheimhouding niet getekend" if row.unsigned else "geheimhouding getekend")
        self._more.setText(" · ".join(part for part in parts if part))


class ClosedView(QScrollArea):
    """`opened` carries a case, `concept` one whose plan must still be adopted, `copies` an adopted version.

    `settled`: nobody owes anything any more.
    """

    opened = Signal(str)
    concept = Signal(str)
    copies = Signal(str)
    settled = Signal()

    def __init__(self, tasks: Tasks, prepared: Prepared, today: date) -> None:
        super().__init__()
        self.setObjectName("tables.closed")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._today, self._made = today, 0
        self._prepared = prepared
        self.meeting_id = prepared.agenda.meeting.id
        self._items: Rows[AgendaRow, ClosedItem] = Rows(self._make, self._show_item)
        self._people: Rows[AttendeeRow, _Attendee] = Rows(lambda _: _Attendee(), _Attendee.show_row)
        self.asked = AskedCards(tasks, "tables.closed", FORM)
        self.left = LeftBehindCard(tasks)
        self.owed = OwedCard(tasks)
        self.owed.emptied.connect(self.settled)
        left, right = Card("Agenda"), Card("Aan tafel")
        left.add(self._items)
        self._count = small("", "tables.closed.count")
        right.body.addWidget(self._count)
        right.add(self._people)
        self._right = right
        inside = QWidget()
        inside.setProperty("look", "clear")
        self._columns = QHBoxLayout(inside)
        self._columns.setContentsMargins(MARGIN, 16, MARGIN, 16)
        self._columns.setSpacing(GAP)
        main = QVBoxLayout()
        main.setSpacing(GAP)
        main.addWidget(self.asked)
        main.addWidget(self.left)
        main.addWidget(self.owed)
        main.addWidget(left)
        main.addStretch(1)
        self._columns.addLayout(main, 1)
        self._columns.addWidget(right, 0, Qt.AlignmentFlag.AlignTop)
        self.setWidget(inside)
        self.show_meeting(prepared)

    def _make(self, row: AgendaRow) -> ClosedItem:
        self._made += 1
        item = ClosedItem(row, f"tables.closed.{self._made}")
        item.opened.connect(self.opened)
        item.concept.connect(self.concept)
        item.copies.connect(self.copies)
        return item

    def _show_item(self, item: ClosedItem, row: AgendaRow) -> None:
        plan = self._prepared.plans.get(row.case_id or "")
        over = self._prepared.agenda.meeting.state is MeetingState.CLOSED
        item.show_row(row, self._today, over=over, plan=plan)

    def show_meeting(self, prepared: Prepared) -> None:
        """Show the meeting as it was, and what still has to be done after it."""
        self._prepared, agenda = prepared, prepared.agenda
        self.asked.show_asked(prepared.asked)
        self.owed.show_rows(prepared.owed)
        self._items.show_rows(agenda.items)
        self._people.show_rows(agenda.attendance)
        self._count.setText(
            attendance_words(agenda.attendance, over=agenda.meeting.state is MeetingState.CLOSED)
        )
        self.left.show_meeting(self.meeting_id)
        order_tab(self)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Narrow, or much enlarged: one column."""
        super().resizeEvent(event)
        narrow = self.width() < _NARROW
        down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._columns.setDirection(down if narrow else across)
        self._right.setMinimumWidth(0 if narrow else _SIDE)
        self._right.setMaximumWidth(16_777_215 if narrow else _SIDE)
