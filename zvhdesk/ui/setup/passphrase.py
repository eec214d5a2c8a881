"""Step 3: the passphrase that opens the house."""

from collections.abc import Callable

from PySide6.QtCore import Qt

from zvhdesk.domain.store_refusals import WeakPassphrase
from zvhdesk.services.unlock import passphrase as rule
from zvhdesk.ui.explain_store import explain
from zvhdesk.ui.kit import Button, Field, Message, PassphraseField
from zvhdesk.ui.setup.step import StepPage, first_wrong

_LEAD = (
    "Met deze zin opent u het huis. Alles wat u vastlegt, is ermee versleuteld. "
    "Niemand kan hem voor u opzoeken; bent u hem kwijt, dan zijn er de herstelbladen."
)
_RULE = "Minstens vijf verschillende woorden, of veertien tekens."
_MADE = "De wachtwoordzin ligt vast. U kunt hem later wijzigen in Beheer."


class PassphrasePage(StepPage):
    """The passphrase twice, a proposal, and whether the keyring of this computer helps."""

    def __init__(self, house_name: Callable[[], str]) -> None:
        super().__init__("Wachtwoordzin", _LEAD)
        self._house_name = house_name
        self.made = False
        self.first = self.start = PassphraseField("setup.passphrase")
        self.again = PassphraseField("setup.passphrase_again")
        self._first = Field("Wachtwoordzin", self.first, hint=_RULE)
        self._again = Field("Nogmaals dezelfde zin", self.again)
        self.propose = Button(
            "Stel een wachtwoordzin voor", "setup.propose", icon="key-round", on_click=self._propose
        )
        self.proposed = Message("setup.proposed")
        self.keyring = Message("setup.keyring")
        self.body.addWidget(self._first)
        self.body.addWidget(self.propose, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(self.proposed)
        self.body.addWidget(self._again)
        self.body.addWidget(self.keyring)

    def _propose(self) -> None:
        self.first.set_text(rule.propose())
        self.first.show_text(True)
        self._first.set_error("")
        self.proposed.say("Schrijf de zin op, leg hem veilig weg, en typ hem hieronder nog eens.", "info")

    def tell_keyring(self, sentence: str, *, usable: bool) -> None:
        """Say whether the keyring of this computer can be relied on."""
        self.keyring.say(sentence, "ok" if usable else "warn")

    def check(self) -> bool:
        """Strong enough, and twice the same."""
        if self.made:
            return True
        weak = rule.weakness(self.first.text, self._house_name())
        first = explain(WeakPassphrase(weak)) if weak else ""
        same = self.first.text == self.again.text
        again = "" if same or first else "De twee zinnen zijn niet gelijk."
        return not first_wrong(((self._first, first), (self._again, again)))

    def refuse(self, sentence: str) -> None:
        """The vault did not take it."""
        first_wrong(((self._first, sentence), (self._again, "")))

    def fix(self) -> None:
        """The vault is made with it: it cannot be changed here any more, and is not kept here either."""
        self.made = True
        for field in (self.first, self.again):
            field.set_text("")
            field.show_text(False)
            field.setEnabled(False)
        self.propose.setEnabled(False)
        self.proposed.say(_MADE, "ok")
