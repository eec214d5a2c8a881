"""The dark header of the console: which meeting, the clock with the forecast, and what the wall shows."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from zvhdesk.domain.terms import MeetingState
from zvhdesk.services.meetings.rows import Console
from zvhdesk.services.words import long_day, short_day
from zvhdesk.ui.console.look import HeaderButton
from zvhdesk.ui.console.times import MINUTE, expected_end, hour, long_words
from zvhdesk.ui.kit import Elided, Flow, label
from zvhdesk.ui.theme import Text, font

_LATE = 5 * MINUTE
"""From so much later than agreed on, the expected end stands out, ms."""
_NARROW, _STACKED = 1180, 780
"""Below these widths the acts have fewer words, and stand beneath the title."""


class Header(QWidget):
    """Title, clock, and the four acts that are always there. `tick` repaints times, nothing else."""

    show_asked = Signal()
    cover_asked = Signal()
    pause_asked = Signal()
    close_asked = Signal()
    leave_asked = Signal()
    take_over_asked = Signal()
    follow_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("console.header")
        self.setProperty("look", "rail")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._console: Console | None = None
        self._read_ms = 0
        self.title = Elided("", Text.BRAND, "brand")
        self.title.setObjectName("console.title")
        self.sub = Elided("", Text.SUB, "rail-muted")
        self.clock = label("", Text.TITLE, "brand", name="console.clock")
        self.clock.setFont(font(Text.TITLE, figures=True))
        self.ends = label("", Text.SMALL, "rail", name="console.ends")
        self.expected = label("", Text.SMALL, "rail", name="console.expected")
        self.leave = HeaderButton("Casustafels", "console.leave", short="Terug")
        self.leave.setToolTip("Terug naar Casustafels; de bijeenkomst loopt door, afgedekt")
        self.wall = HeaderButton("Toon op zaalscherm", "console.show", "F8")
        self.cover = HeaderButton("Afdekken", "console.cover", "F9")
        self.pause = HeaderButton("Pauze", "console.pause")
        self.close_meeting = HeaderButton("Bijeenkomst sluiten", "console.close", short="Sluiten")
        self.take_over = HeaderButton("Hier verder leiden", "console.take_over", "F12", short="Hier leiden")
        self.take_over.setToolTip("Deze computer leidt de bijeenkomst verder, bij hetzelfde punt")
        self.follow = HeaderButton("Volg de voorzitter", "console.follow", "F3", short="Volgen")
        for button, signal in (
            (self.leave, self.leave_asked),
            (self.take_over, self.take_over_asked),
            (self.follow, self.follow_asked),
            (self.wall, self.show_asked),
            (self.cover, self.cover_asked),
            (self.pause, self.pause_asked),
            (self.close_meeting, self.close_asked),
        ):
            button.clicked.connect(signal)
        self._lay_out()

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(3)
        words.addStretch(1)
        words.addWidget(self.title)
        words.addWidget(self.sub)
        words.addStretch(1)
        times = QVBoxLayout()
        times.setSpacing(2)
        times.addStretch(1)
        times.addWidget(self.ends)
        times.addWidget(self.expected)
        times.addStretch(1)
        first = QHBoxLayout()
        first.setSpacing(14)
        first.addLayout(words, 1)
        first.addWidget(self.clock, 0, Qt.AlignmentFlag.AlignVCenter)
        first.addLayout(times)
        acts = QWidget()
        flow = Flow(acts, spacing=8)
        self._of_chair = (self.wall, self.cover, self.pause, self.close_meeting)
        self._buttons = (self.follow, self.take_over, *self._of_chair, self.leave)
        for button in self._buttons:
            flow.addWidget(button)
        self.follow.hide()
        self.take_over.hide()
        self._acts = acts
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(18, 7, 18, 7)
        self._row.setSpacing(14)
        self._row.addLayout(first, 1)
        self._row.addWidget(acts)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow window the acts go beneath the title."""
        super().resizeEvent(event)
        stacked = self.width() < _STACKED
        for button in self._buttons:
            button.set_narrow(narrow=self.width() < _NARROW)
        wanted = QBoxLayout.Direction.TopToBottom if stacked else QBoxLayout.Direction.LeftToRight
        if self._row.direction() != wanted:
            self._row.setDirection(wanted)
            self._row.setSpacing(2 if stacked else 14)

    def show_meeting(self, console: Console, read_ms: int, now_ms: int) -> None:
        """Show the meeting as it was read at `read_ms`."""
        self._console, self._read_ms = console, read_ms
        meeting = console.meeting
        self.title.setText(f"Casustafel {meeting.table}")
        times = f"{meeting.starts} tot {meeting.ends}"
        part = "" if console.here or meeting.state is not MeetingState.LIVE else "u notuleert mee"
        parts = (part, long_day(meeting.held_on), meeting.place, times)
        self.sub.setText(" · ".join(each for each in parts if each))
        brief = (part, short_day(meeting.held_on), meeting.place, times)
        shorter = (brief, (part, *brief[2:]), (part, times))
        self.sub.shorter = tuple(" · ".join(each for each in some if each) for some in shorter)
        self.ends.setText(f"einde {hour(console.ends_ms)}")
        self.pause.say("Verder" if console.paused_ms is not None else "Pauze", lit=False)
        self.tick(now_ms)

    def show_part(self, *, leads: bool, apart: bool) -> None:
        """Which acts there are: to lead, or to follow and to take over. `apart`: it looks elsewhere."""
        for button in self._of_chair:
            button.setVisible(leads)
        live = self._console is not None and self._console.meeting.state is MeetingState.LIVE
        self.take_over.setVisible(live and not leads)
        self.follow.setVisible(live and not leads and apart)

    def show_wall(self, words: str, short: str, *, lit: bool) -> None:
        """Say what the wall shows of this case."""
        self.wall.say(words, short, lit=lit)

    def tick(self, now_ms: int) -> None:
        """The clock went on."""
        self.clock.setText(hour(now_ms))
        console = self._console
        if console is None:
            return
        end = expected_end(console, self._read_ms, now_ms)
        if console.meeting.state is MeetingState.CLOSED:
            self.expected.setText("gesloten")
            self.expected.setFont(font(Text.SMALL))
            return
        if console.paused_ms is not None:
            self.expected.setText(f"pauze sinds {hour(console.paused_ms)}")
        else:
            self.expected.setText(f"verwacht {hour(end)}{_over(end - console.ends_ms)}")
        late = end - console.ends_ms >= _LATE
        self.expected.setFont(font(Text.TAG if late else Text.SMALL))


def _over(ms: int) -> str:
    """How much later than agreed: in words, not by weight alone."""
    return f", {long_words(ms)} later" if ms >= _LATE else ""
