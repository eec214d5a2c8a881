"""Step 1: the house."""

from collections.abc import Sequence

from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLineEdit, QPlainTextEdit, QWidget

from zvhdesk.services.municipalities import Gemeente
from zvhdesk.services.setup_answers import RegionChoice
from zvhdesk.ui.kit import Field, Radio
from zvhdesk.ui.setup.gemeenten import GemeentePicker
from zvhdesk.ui.setup.preset import Beginning
from zvhdesk.ui.setup.step import StepPage, first_wrong

_LEAD = "Deze gegevens staan op schermen en papier. U kunt ze later wijzigen in Beheer."


class HousePage(StepPage):
    """Name, region to begin with, the word for procesmanager, work areas and gemeenten."""

    def __init__(self, beginnings: Sequence[Beginning], gemeenten: Sequence[Gemeente]) -> None:
        super().__init__("Uw huis", _LEAD)
        self._beginnings: dict[str, Beginning] = {beginning.region: beginning for beginning in beginnings}
        self._filled = Beginning("empty", "", "", (), ())
        self.region: RegionChoice = "empty"
        self._regions = Choices(
            "setup.region", [(beginning.region, beginning.words) for beginning in beginnings]
        )
        self.name = self.start = QLineEdit()
        self.name.setObjectName("setup.house_name")
        self.labels = Choices(
            "setup.label", [("procesmanager", "procesmanager"), ("procesregisseur", "procesregisseur")]
        )
        self.labels.pick("procesmanager")
        self.areas = QPlainTextEdit()
        self.areas.setObjectName("setup.work_areas")
        self.areas.setTabChangesFocus(True)
        self.areas.setFixedHeight(self.areas.fontMetrics().lineSpacing() * 4 + 26)
        self.picker = GemeentePicker(gemeenten)
        self._name = Field("Naam van het huis", self.name)
        self._areas = Field(
            "Werkgebieden", self.areas, hint="Eén per regel; haal weg wat er niet is.", optional=True
        )
        self._gemeenten = Field("Gemeenten", self.picker)
        for field in (
            Field("Beginnen met", self._regions, hint="Vult de velden hieronder; u past ze aan."),
            self._name,
            Field("Zo heet bij u wie de casustafel voorzit", self.labels),
            self._areas,
            self._gemeenten,
        ):
            self.body.addWidget(field)
        self._regions.group.buttonClicked.connect(lambda _button: self.begin_with(self._regions.picked))

    def begin_with(self, region: str) -> None:
        """Fill the fields of a region. What a person changed by hand stays."""
        beginning = self._beginnings.get(region)
        if beginning is None:
            return
        self._regions.pick(region)
        if self.name.text() in ("", self._filled.name):
            self.name.setText(beginning.name)
        if self.work_areas in ((), self._filled.work_areas):
            self.areas.setPlainText("\n".join(beginning.work_areas))
        if self.picker.model.chosen in ((), self._filled.municipalities):
            self.picker.choose(beginning.municipalities)
        self._filled = Beginning(
            beginning.region, "", self.name.text(), self.work_areas, self.picker.model.chosen
        )
        self.region = beginning.region

    @property
    def work_areas(self) -> tuple[str, ...]:
        """Names of the work areas, without empty lines and doubles."""
        lines = (" ".join(line.split()) for line in self.areas.toPlainText().splitlines())
        return tuple(dict.fromkeys(line for line in lines if line))

    def fix_name(self) -> None:
        """The vault and the recovery sheets carry the name: it is not changed behind their back."""
        self.name.setReadOnly(True)
        self._name.set_hint("De naam staat al op de herstelbladen. U kunt hem later wijzigen in Beheer.")

    def check(self) -> bool:
        """A name and at least one gemeente."""
        name = "" if self.name.text().strip() else "Vul de naam van uw huis in."
        codes = "" if self.picker.model.chosen else "Kies minstens één gemeente."
        return not first_wrong(((self._name, name), (self._gemeenten, codes)))


class Choices(QWidget):
    """Radio buttons beside each other."""

    def __init__(self, name: str, choices: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self.setObjectName(name)
        self.group = QButtonGroup(self)
        self._buttons: dict[str, Radio] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(18)
        for value, words in choices:
            button = Radio(words, f"{name}.{value}")
            self.group.addButton(button)
            self._buttons[value] = button
            row.addWidget(button)
        row.addStretch(1)

    @property
    def picked(self) -> str:
        """The value chosen; empty when none is."""
        return next((value for value, button in self._buttons.items() if button.isChecked()), "")

    def pick(self, value: str) -> None:
        """Choose a value."""
        self._buttons[value].setChecked(True)
