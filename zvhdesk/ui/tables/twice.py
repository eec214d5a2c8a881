"""A casustafel that is planned twice at the same hours, said above the agenda of each of the two."""

from zvhdesk.services.meetings.rows import MeetingRow
from zvhdesk.ui.kit import Card, TagLabel, label
from zvhdesk.ui.tables.wording import TWICE, twice
from zvhdesk.ui.theme import TagKind, Text


class TwiceCard(Card):
    """Hidden for nearly every meeting."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("tables.twice")
        self.body.addWidget(TagLabel(TWICE, TagKind.ATTENTION))
        self.words = label("", Text.BODY, wrap=True)
        self.body.addWidget(self.words)
        self.hide()

    def show_meeting(self, meeting: MeetingRow) -> None:
        """Say which others there are."""
        said = twice(meeting)
        if said != self.words.text():
            self.words.setText(said)
            self.setAccessibleName(said)
        self.setVisible(bool(said))
