"""What every step of the set-up has: a card with a heading, a check, and a first field."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from zvhdesk.ui.kit import Card, Field, label
from zvhdesk.ui.theme import Text


class StepPage(QWidget):
    """One step. `check()` is called by Next: it shows errors beside their fields and says whether to go on.

    `ready_changed` is sent by a step that closes Next until something was done.
    """

    ready_changed = Signal()
    start: QWidget | None = None
    """The field that has the keyboard when the step comes into view."""

    def __init__(self, title: str, lead: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = title
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        card = Card()
        card.setAccessibleName(title)
        self.body = card.body
        self.body.setContentsMargins(26, 22, 26, 24)
        self.body.setSpacing(14)
        self.body.addWidget(label(title, Text.DOOR))
        if lead:
            self.body.addWidget(label(lead, Text.BODY, "2", wrap=True))
        layout.addWidget(card)
        layout.addStretch(1)

    def check(self) -> bool:
        """Whether the step is filled in. Shows what is not, and puts the keyboard there."""
        return True

    def ready(self) -> bool:
        """Whether Next may be pressed at all."""
        return True

    def shown(self) -> None:
        """The step comes into view."""
        if self.start is not None:
            self.start.setFocus()


def first_wrong(fields: tuple[tuple[Field, str], ...]) -> bool:
    """Show a sentence at each field (empty: nothing wrong) and go to the first; True when one is wrong."""
    wrong = [field for field, sentence in fields if sentence]
    for field, sentence in fields:
        field.set_error(sentence)
    if wrong:
        wrong[0].editor.setFocus()
    return bool(wrong)
