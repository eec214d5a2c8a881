"""Closing a meeting: the counts, the one confirmation, and the besluitenlijst in its preview."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from zvhdesk.domain.refusals import Refusal
from zvhdesk.services.meetings.closed_apart import ClosedApart
from zvhdesk.services.meetings.rows import Closing
from zvhdesk.services.meetings.running import ready_to_close
from zvhdesk.ui.console.acts import Acts
from zvhdesk.ui.console.closing import ClosingPanel
from zvhdesk.ui.explain import explain
from zvhdesk.ui.tables.papers import MeetingPapers


class Ending(QObject):
    """`closed` once the meeting is over, when the list opens by itself. `said`: a sentence and a tone."""

    closed = Signal()
    leave_asked = Signal()
    said = Signal(str, str)

    def __init__(self, acts: Acts, panel: ClosingPanel, now: Callable[[], int]) -> None:
        super().__init__(panel)
        self._acts, self._panel, self._now = acts, panel, now
        self._papers = MeetingPapers(acts.tasks, panel, lambda sentence: self.said.emit(sentence, "warn"))
        self.cases: tuple[str, ...] = ()
        """The cases on the agenda: looking at the list is accounted for under each."""
        panel.confirmed.connect(self._close)
        panel.list_asked.connect(self.open_list)
        panel.leave_asked.connect(self.leave_asked)
        panel.go_on_asked.connect(lambda: acts.go_on(_nothing, self._refused))

    def ask(self, meeting_id: str) -> None:
        """Count, and ask."""
        self._panel.show_counts(None)
        now_ms = self._now()
        self._acts.tasks.read(
            lambda session: ready_to_close(session, meeting_id, now_ms), self._ask, self._refused, owner=self
        )

    def _ask(self, found: Closing) -> None:
        self._panel.show_counts(found)
        self._panel.begin()

    def _close(self) -> None:
        self._acts.close(self._done, self._refused)

    def _refused(self, reason: Refusal) -> None:
        self._panel.refuse(explain(reason).sentence)

    def _done(self, _: object) -> None:
        self.show_closed()
        self.open_list()
        self.closed.emit()

    def open_list(self) -> None:
        """Make the besluitenlijst and show it in its preview."""
        self._panel.paper.setEnabled(False)
        self._papers.decisions(self._acts.meeting_id, self.cases, lambda: self._panel.paper.setEnabled(True))

    def show_closed(self, apart: ClosedApart | None = None) -> None:
        """The meeting is over; `apart`: for a desk that did not know who leads it."""
        self._panel.show_closed(self._acts.meeting_id, apart)


def _nothing(_: object) -> None:
    """The page reads that it goes on, and shows it."""
