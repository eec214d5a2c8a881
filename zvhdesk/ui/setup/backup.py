"""Step 5: where the daily backup goes."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QLineEdit

from zvhdesk.ui.kit import Button, Check, Field
from zvhdesk.ui.kit.files import ask_folder
from zvhdesk.ui.setup.step import StepPage, first_wrong

_LEAD = (
    "Elke dag maakt het programma een versleutelde kopie en bewaart er zeven. Kies een map op een "
    "andere schijf: een netwerkmap of een USB-schijf. Met de herstelbladen zet u de kopie elders terug."
)


class BackupPage(StepPage):
    """A folder, typed or chosen; or later. `check_folder` gives a sentence when a folder will not do."""

    def __init__(self, check_folder: Callable[[Path], str]) -> None:
        super().__init__("Reservekopie", _LEAD)
        self._check_folder = check_folder
        self.line = self.start = QLineEdit()
        self.line.setObjectName("setup.backup_folder")
        choose = Button("Kiezen", "setup.backup_choose", icon="folder-open", on_click=self._choose)
        self.later = Check("Ik kies de map later, in Beheer", "setup.backup_later")
        self.later.toggled.connect(self.line.setDisabled)
        self.later.toggled.connect(choose.setDisabled)
        self._field = Field("Map voor reservekopieën", self.line, beside=choose)
        self.body.addWidget(self._field)
        self.body.addWidget(self.later)

    @property
    def folder(self) -> str:
        """The folder; empty when it is chosen later."""
        return "" if self.later.isChecked() else self.line.text().strip()

    def _choose(self) -> None:
        ask_folder(self, "Map voor reservekopieën", lambda where: self.line.setText(str(where)))

    def check(self) -> bool:
        """A folder that will do, or later."""
        if self.later.isChecked():
            return not first_wrong(((self._field, ""),))
        sentence = "Kies een map, of kies hem later."
        if self.folder:
            sentence = self._check_folder(Path(self.folder))
        return not first_wrong(((self._field, sentence),))
