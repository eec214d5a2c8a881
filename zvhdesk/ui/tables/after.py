"""What one does after a meeting: its besluitenlijst, and the plans of its cases."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from zvhdesk.domain.terms import MeetingState
from zvhdesk.services.meetings.rows import Agenda
from zvhdesk.ui.kit import Button, SayBand
from zvhdesk.ui.tables.papers import MeetingPapers
from zvhdesk.ui.tasks import Tasks


class After(QObject):
    """Two buttons in the bar of a closed meeting. `plans_asked` carries its id."""

    plans_asked = Signal(str)

    def __init__(self, tasks: Tasks, page: QWidget, say: SayBand) -> None:
        super().__init__(page)
        self._agenda: Agenda | None = None
        self._printing = False
        self._papers = MeetingPapers(tasks, page, lambda sentence: say.say(sentence, "warn"))
        self.paper = Button(
            "Besluitenlijst", "tables.paper", "primary", icon="file-text", on_click=self.show_paper
        )
        self.plans = Button("Plannen en exemplaren", "tables.plans", on_click=self._ask_plans)

    def show_meeting(self, agenda: Agenda | None) -> None:
        """The meeting that is in view; None while the list is."""
        self._agenda = agenda
        closed = agenda is not None and agenda.meeting.state is MeetingState.CLOSED
        self.paper.setVisible(closed)
        self.plans.setVisible(closed)

    def show_paper(self) -> None:
        """Make the besluitenlijst of the closed meeting and show it."""
        if self._agenda is None or self._printing:
            return
        self._printing = True
        items = self._agenda.items
        cases = tuple(item.case_id for item in items if item.case_id is not None and not item.gone)
        self._papers.decisions(self._agenda.meeting.id, cases, self._printed)

    def _printed(self) -> None:
        self._printing = False

    def _ask_plans(self) -> None:
        if self._agenda is not None:
            self.plans_asked.emit(self._agenda.meeting.id)
