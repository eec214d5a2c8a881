"""Step 2: the person at this desk."""

from PySide6.QtWidgets import QLineEdit

from zvhdesk.ui.kit import Field, Select
from zvhdesk.ui.setup.step import StepPage, first_wrong

_LEAD = "Bij elke wijziging legt het programma vast wie haar deed. Dit apparaat is van één persoon: van u."
_PREFIXES = frozenset(
    {"van", "de", "den", "der", "het", "ten", "ter", "te", "in", "op", "aan", "'t", "el", "la"}
)


class PersonPage(StepPage):
    """Name, initials and role of the first user."""

    def __init__(self) -> None:
        super().__init__("U", _LEAD)
        self.name = self.start = QLineEdit()
        self.name.setObjectName("setup.user_name")
        self.initials = QLineEdit()
        self.initials.setObjectName("setup.user_initials")
        self.initials.setMaxLength(8)
        self.role = Select("setup.user_role")
        self.offer_roles("procesmanager")
        self._suggested = ""
        self._name = Field("Uw naam", self.name)
        self._initials = Field(
            "Initialen", self.initials, hint="Zo staat u in de geschiedenis van een casus."
        )
        self._role = Field("Uw rol", self.role)
        for field in (self._name, self._initials, self._role):
            self.body.addWidget(field)
        self.name.textEdited.connect(self._suggest)

    def offer_roles(self, manager: str) -> None:
        """Roles of a house; `manager` is the house's own word for procesmanager. The choice stays."""
        at = max(0, self.role.currentIndex())
        self.role.clear()
        for role in (manager, "procesondersteuner", "ketenmanager", "adviseur", "informatiecoördinator"):
            self.role.addItem(role.capitalize(), role)
        self.role.setCurrentIndex(at)

    def _suggest(self, name: str) -> None:
        if self.initials.text() in ("", self._suggested):
            self._suggested = initials_of(name)
            self.initials.setText(self._suggested)

    def check(self) -> bool:
        """A name and initials."""
        name = "" if self.name.text().strip() else "Vul uw naam in."
        initials = "" if self.initials.text().strip() else "Vul uw initialen in."
        return not first_wrong(((self._name, name), (self._initials, initials)))


def initials_of(name: str) -> str:
    """First letters, prefixes small: "Anna van den Berg" gives AvdB."""
    words = name.replace("-", " ").split()
    letters = (word[0].lower() if word.lower() in _PREFIXES else word[0].upper() for word in words)
    return "".join(letters)[:8]
