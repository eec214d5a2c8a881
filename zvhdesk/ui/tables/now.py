"""The meeting of now: large, on top, one press from its beginning."""

from datetime import date

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from zvhdesk.domain.terms import MeetingState
from zvhdesk.services.meetings.rows import MeetingRow
from zvhdesk.ui.kit import Button, Card, Elided, Flow, Message, TagLabel, label
from zvhdesk.ui.tables.wording import about, cases_words, day_words, hours, status
from zvhdesk.ui.theme import TagKind, Text

_NARROW = 620


class LargeButton(Button):
    """Higher than the others: this is what one came for."""

    def sizeHint(self) -> QSize:
        """At least 46 px high."""
        hint = super().sizeHint()
        return QSize(hint.width() + 12, max(46, hint.height()))

    def minimumSizeHint(self) -> QSize:
        """All of it."""
        return self.sizeHint()


def main_act(meeting: MeetingRow) -> str:
    """What the large button does."""
    if meeting.state is MeetingState.LIVE:
        return "Verder" if meeting.here else "Meenotuleren"
    return "Beginnen"


class NowCard(Card):
    """A meeting of today, or one that runs. `go_on` is its large button, `prepare` opens it here."""

    go_on = Signal()
    prepare = Signal()

    def __init__(self, meeting: MeetingRow, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.meeting = meeting
        self.tag = TagLabel("", TagKind.NEW)
        self._time = label("", Text.TITLE, name=f"{name}.time")
        self._title = Elided("", Text.LEAD)
        self._sub = label("", Text.SUB, "3", wrap=True)
        self.large = LargeButton("", f"{name}.go", "primary", on_click=self.go_on.emit)
        self.open = LargeButton("Voorbereiden", f"{name}.prepare", on_click=self.prepare.emit)
        self.message = Message(f"{name}.message")
        self._lay_out()

    def _lay_out(self) -> None:
        self._line = QHBoxLayout()
        self._line.setSpacing(12)
        row = QHBoxLayout()
        row.setSpacing(18)
        when = QVBoxLayout()
        when.setSpacing(6)
        when.addWidget(self._time)
        when.addWidget(self.tag, 0, Qt.AlignmentFlag.AlignLeft)
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addWidget(self._title)
        words.addWidget(self._sub)
        acts = QWidget()
        flow = Flow(acts, spacing=10)
        flow.addWidget(self.open)
        flow.addWidget(self.large)
        row.addLayout(when)
        row.addLayout(words, 1)
        self._line.addLayout(row, 1)
        self._line.addWidget(acts, 0, Qt.AlignmentFlag.AlignVCenter)
        self.body.addLayout(self._line)
        self.body.addWidget(self.message)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Narrow, or much enlarged: the buttons go beneath the words."""
        super().resizeEvent(event)
        down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._line.setDirection(down if self.width() < _NARROW else across)

    def show_meeting(self, meeting: MeetingRow, today: date) -> None:
        """Show how it stands now."""
        # Something was changed, so what was refused may be mended.
        self.message.clear()
        self.meeting = meeting
        self._time.setText(meeting.starts)
        self.tag.show_tag(*status(meeting, today))
        self._title.setText(f"{meeting.table} · {cases_words(meeting.cases)}")
        when = "" if meeting.held_on == today else f"{day_words(meeting.held_on, today)}, "
        self._sub.setText(f"{when}{hours(meeting)} · {about(meeting)}")
        self.large.setText(main_act(meeting))
        self.large.setAccessibleName(f"{main_act(meeting)}, {meeting.table}, {hours(meeting)}")
        self.open.setAccessibleName(f"Voorbereiden, {meeting.table}, {hours(meeting)}")
        self.open.setVisible(meeting.state is MeetingState.PLANNED)
        self.setAccessibleName(f"{meeting.table}, {status(meeting, today)[0]}")
