"""A new passphrase: typed twice, and one proposed for who wants it."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from zvhdesk.domain.store_refusals import WeakPassphrase
from zvhdesk.services.unlock import passphrase as rule
from zvhdesk.ui.explain_store import explain
from zvhdesk.ui.kit import Button, Field, Message, PassphraseField
from zvhdesk.ui.kit.field import Tone

RULE = "Minstens vijf verschillende woorden, of veertien tekens."
Wrong = tuple[tuple[Field, str], ...]
"""Each field with what is wrong with it; empty: nothing."""


class NewPassphrase(QWidget):
    """The fields `<prefix>passphrase` and `<prefix>passphrase_again`, and the button that proposes one.

    `house_name` gives the name that may not be the passphrase. Enter in the second field sends `entered`.
    """

    def __init__(self, prefix: str, words: str, house_name: Callable[[], str]) -> None:
        super().__init__()
        self._house_name = house_name
        self.first = PassphraseField(f"{prefix}passphrase")
        self.again = PassphraseField(f"{prefix}passphrase_again")
        self.first_field = Field(words, self.first, hint=RULE)
        self.again_field = Field("Nogmaals dezelfde zin", self.again)
        self.propose = Button(
            "Stel een wachtwoordzin voor", f"{prefix}propose", icon="key-round", on_click=self._propose
        )
        self._proposed = Message(f"{prefix}proposed")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        column.addWidget(self.first_field)
        column.addWidget(self.propose, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._proposed)
        column.addWidget(self.again_field)

    def _propose(self) -> None:
        self.first.set_text(rule.propose())
        self.first.show_text(True)
        self.first_field.set_error("")
        self.say("Schrijf de zin op, leg hem veilig weg, en typ hem hieronder nog eens.", "info")

    def say(self, sentence: str, tone: Tone) -> None:
        """Say something between the two fields."""
        self._proposed.say(sentence, tone)

    def wrong(self) -> Wrong:
        """What is wrong beside which field: too easy to guess, or not twice the same."""
        weak = rule.weakness(self.first.text, self._house_name())
        first = explain(WeakPassphrase(weak)) if weak else ""
        same = self.first.text == self.again.text
        again = "" if same or first else "De twee zinnen zijn niet gelijk."
        return ((self.first_field, first), (self.again_field, again))

    def empty(self) -> None:
        """Keep nothing of it."""
        for field in (self.first, self.again):
            field.set_text("")
            field.show_text(False)
        self.say("", "info")
