"""What was typed under a point that another desk took off the agenda, while the meeting goes on."""

from zvhdesk.ui.console.esc_panel import EscPanel
from zvhdesk.ui.tables.left_behind import LeftBehindCard
from zvhdesk.ui.tasks import Tasks

WHY = (
    "Dit agendapunt is op een andere computer van de agenda gehaald voordat dit was vastgelegd. "
    "Het staat in geen dossier. Kopieer wat u nodig hebt, of zet het punt opnieuw op de agenda."
)


class LeftPanel(EscPanel):
    """All of one meeting."""

    def __init__(self, tasks: Tasks) -> None:
        self.card = LeftBehindCard(tasks, WHY)
        super().__init__("console.left", "Van de agenda gehaald", self.card)

    def begin(self, meeting_id: str) -> None:
        """Look what there is of this meeting."""
        self.card.show_meeting(meeting_id)
        self.take_keyboard()
