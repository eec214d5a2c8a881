"""Step 3: the passphrase that opens the house."""

from collections.abc import Callable

from zvhdesk.ui.kit import Message
from zvhdesk.ui.setup.new_passphrase import NewPassphrase
from zvhdesk.ui.setup.step import StepPage, first_wrong

_LEAD = (
    "Met deze zin opent u het huis. Alles wat u vastlegt, is ermee versleuteld. "
    "Niemand kan hem voor u opzoeken; bent u hem kwijt, dan zijn er de herstelbladen."
)
_MADE = "De wachtwoordzin ligt vast. U kunt hem later wijzigen in Beheer, bij Toegang."


class PassphrasePage(StepPage):
    """The passphrase twice, a proposal, and whether the keyring of this computer helps."""

    def __init__(self, house_name: Callable[[], str]) -> None:
        super().__init__("Wachtwoordzin", _LEAD)
        self.made = False
        self._new = NewPassphrase("setup.", "Wachtwoordzin", house_name)
        self.first = self.start = self._new.first
        self.keyring = Message("setup.keyring")
        self.body.addWidget(self._new)
        self.body.addWidget(self.keyring)

    def tell_keyring(self, sentence: str, *, usable: bool) -> None:
        """Say whether the keyring of this computer can be relied on."""
        self.keyring.say(sentence, "ok" if usable else "warn")

    def check(self) -> bool:
        """Strong enough, and twice the same."""
        return self.made or not first_wrong(self._new.wrong())

    def refuse(self, sentence: str) -> None:
        """The vault did not take it."""
        first_wrong(((self._new.first_field, sentence), (self._new.again_field, "")))

    def fix(self) -> None:
        """The vault is made with it: it cannot be changed here any more, and is not kept here either."""
        self.made = True
        self._new.empty()
        for part in (self._new.first, self._new.again, self._new.propose):
            part.setEnabled(False)
        self._new.say(_MADE, "ok")
