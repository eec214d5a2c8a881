"""A meeting that was held, or that another computer chairs: what was on it, and who was there."""

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from zvhdesk.domain.terms import MeetingState
from zvhdesk.services.meetings.rows import Agenda, AgendaRow, AttendeeRow
from zvhdesk.services.words import class_words, word
from zvhdesk.ui.dossier.parts import Rows, order_tab
from zvhdesk.ui.kit import Button, Card, Elided, TagLabel, label, rule, small
from zvhdesk.ui.tables.wording import (
    attendance_words,
    day_words,
    outcome,
    person_of,
    subject,
    was_there,
)
from zvhdesk.ui.theme import GAP, MARGIN, Text

_MINUTE_MS = 60_000
_NARROW = 900
_SIDE = 330


class _Item(QWidget):
    """An item with its outcome and its minutes; a case opens."""

    opened = Signal(str)

    def __init__(self, row: AgendaRow, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self._about = Elided("", Text.STRONG)
        self._title = Elided("", Text.SUB, "2")
        self._time = label("", Text.SUB, "3")
        self._tag = TagLabel("")
        self.open = Button("Dossier", f"{name}.open", "link")
        self.open.clicked.connect(lambda: self.opened.emit(row.case_id or ""))
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._about)
        words.addWidget(self._title)
        line = QHBoxLayout()
        line.setContentsMargins(18, 9, 12, 9)
        line.setSpacing(12)
        line.addLayout(words, 1)
        line.addWidget(self._time)
        line.addWidget(self._tag)
        line.addWidget(self.open)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(rule(faint=True))
        outer.addLayout(line)

    def show_row(self, row: AgendaRow, today: date) -> None:
        """Show what became of it."""
        is_case = row.case_id is not None
        words, kind = outcome(row)
        self._about.setText(subject(row))
        after = f"volgende keer {day_words(row.next_on, today)}" if row.next_on else ""
        reason = row.title if is_case and not row.gone else ""
        self._title.setText(" · ".join(part for part in (reason, after) if part))
        self._title.setVisible(bool(self._title.text()))
        self._time.setText(
            f"{round(row.spent_ms / _MINUTE_MS)} van {row.minutes} min" if row.spent_ms else ""
        )
        self._tag.show_tag(words, kind)
        self.open.setVisible(is_case and not row.gone)
        self.open.setAccessibleName(f"Dossier openen, {subject(row)}")
        self.setAccessibleName(f"{subject(row)}, {words}")


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
        parts = [was_there(row.presence), class_words(row.class_), person_of(row)]
        if row.must_sign:
            parts.append("geheimhouding niet getekend" if row.unsigned else "geheimhouding getekend")
        self._more.setText(" · ".join(part for part in parts if part))


class ClosedView(QScrollArea):
    """`opened` carries a case."""

    opened = Signal(str)

    def __init__(self, agenda: Agenda, today: date) -> None:
        super().__init__()
        self.setObjectName("tables.closed")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._today, self._made = today, 0
        self.meeting_id = agenda.meeting.id
        self._items: Rows[AgendaRow, _Item] = Rows(
            self._make, lambda item, row: item.show_row(row, self._today)
        )
        self._people: Rows[AttendeeRow, _Attendee] = Rows(lambda _: _Attendee(), _Attendee.show_row)
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
        self._columns.addWidget(left, 1, Qt.AlignmentFlag.AlignTop)
        self._columns.addWidget(right, 0, Qt.AlignmentFlag.AlignTop)
        self.setWidget(inside)
        self.show_meeting(agenda)

    def _make(self, row: AgendaRow) -> _Item:
        self._made += 1
        item = _Item(row, f"tables.closed.{self._made}")
        item.opened.connect(self.opened)
        return item

    def show_meeting(self, agenda: Agenda) -> None:
        """Show the meeting as it was."""
        self._items.show_rows(agenda.items)
        self._people.show_rows(agenda.attendance)
        self._count.setText(
            attendance_words(agenda.attendance, over=agenda.meeting.state is MeetingState.CLOSED)
        )
        order_tab(self)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Narrow, or much enlarged: one column."""
        super().resizeEvent(event)
        narrow = self.width() < _NARROW
        down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._columns.setDirection(down if narrow else across)
        self._right.setMinimumWidth(0 if narrow else _SIDE)
        self._right.setMaximumWidth(16_777_215 if narrow else _SIDE)
