"""When, where and by whom: the fields of the meeting itself, edited in place."""

from PySide6.QtCore import Qt

from zvhdesk.services.house import Overview
from zvhdesk.ui.kit import Card
from zvhdesk.ui.kit.editable import EditableField
from zvhdesk.ui.kit.form import Form
from zvhdesk.ui.kit.look import Look

COLUMNS = ("held_on", "starts", "ends", "place", "chair_id")


class DetailsCard(Card):
    """`form` is of the meeting; the agenda has another, because another act records what is typed there."""

    def __init__(self, form: Form, meeting_id: str) -> None:
        super().__init__("Bijeenkomst")
        self.body.setSpacing(2)
        look = Look(caption_width=82, placeholder="nog niet bekend")
        self.fields: dict[str, EditableField] = {}
        for column in COLUMNS:
            choices = () if column == "chair_id" else None
            cell = ("meeting", meeting_id, column)
            field = EditableField(form, cell, f"tables.meeting.{column}", look, choices=choices)
            self.fields[column] = field
            self.body.addWidget(field)
        # Moving the whole meeting takes both: the one that could not stand alone is tried again.
        starts, ends = self.fields["starts"], self.fields["ends"]
        starts.saved.connect(ends.commit)
        ends.saved.connect(starts.commit)

    def show_house(self, house: Overview) -> None:
        """Offer the people of the house as chair."""
        chairs = tuple((row.id, row.name) for row in house.members)
        self.fields["chair_id"].offer((("", "nog niet bekend"), *chairs))

    def take_keyboard(self) -> None:
        """The first field."""
        self.fields["held_on"].editor.setFocus(Qt.FocusReason.TabFocusReason)
