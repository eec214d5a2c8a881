"""The last page: what was set up."""

from PySide6.QtWidgets import QLabel

from zvhdesk.services.setup_answers import SetupAnswers
from zvhdesk.ui.kit import label
from zvhdesk.ui.setup.step import StepPage

_LEAD = "Uw huis staat klaar. Begin met het overnemen van uw register."


class ReadyPage(StepPage):
    """A summary; nothing to fill in."""

    def __init__(self) -> None:
        super().__init__("Klaar", _LEAD)
        self._lines: QLabel = label("", wrap=True, name="setup.summary")
        self.body.addWidget(self._lines)

    def show_answers(self, answers: SetupAnswers) -> None:
        """Say what was answered."""
        many = len(answers.municipalities)
        self._lines.setText(
            "\n".join(
                (
                    f"Huis: {answers.house_name}",
                    f"Gemeenten: {many}",
                    f"Werkgebieden: {', '.join(answers.work_areas) or 'geen'}",
                    f"U: {answers.user_name} ({answers.user_initials}), {answers.user_role}",
                    f"Reservekopie: {answers.backup_folder or 'nog niet gekozen'}",
                )
            )
        )
