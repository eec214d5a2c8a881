"""The window of the first start: six steps, one after another."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from zvhdesk.services.municipalities import Gemeente
from zvhdesk.services.setup_answers import SetupAnswers
from zvhdesk.ui.setup.backup import BackupPage
from zvhdesk.ui.setup.guided import GuidedWindow, Words, join_choice
from zvhdesk.ui.setup.house import HousePage
from zvhdesk.ui.setup.passphrase import PassphrasePage
from zvhdesk.ui.setup.person import PersonPage
from zvhdesk.ui.setup.preset import Beginning
from zvhdesk.ui.setup.ready import ReadyPage
from zvhdesk.ui.setup.sheets import SheetsPage
from zvhdesk.ui.setup.step import StepPage

_PASSPHRASE, _SHEETS = 2, 3
_WORDS = Words("ZVH Desk inrichten", "Eenmalig, ongeveer tien minuten", "Beginnen")
_JOIN = "Hieronder richt u een nieuw huis in. Werken uw collega's al met ZVH Desk op een server?"


class SetupWindow(GuidedWindow):
    """Guides through the set-up. It makes nothing itself; app.py does, and answers.

    `passphrase_chosen(text)` asks to make the vault (the house's name is in `answers()`); answer with
    `vault_made(sheet1, sheet2)` or `refuse_passphrase(sentence)`. `print_asked(number)` asks to print a
    sheet, `sheet_printed(number)` answers. `finished(SetupAnswers)` asks to found the house; `join_asked` to
    join one that is there instead.
    """

    passphrase_chosen = Signal(str)
    print_asked = Signal(int)
    finished = Signal(object)
    join_asked = Signal()

    def __init__(
        self,
        beginnings: Sequence[Beginning],
        gemeenten: Sequence[Gemeente],
        check_folder: Callable[[Path], str] = lambda _folder: "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(_WORDS, parent)
        self.house = HousePage(beginnings, gemeenten)
        self.person = PersonPage()
        self.passphrase = PassphrasePage(self.house.name.text)
        self.sheets = SheetsPage()
        self.sheets.print_asked.connect(self.print_asked)
        self.backup = BackupPage(check_folder)
        self.ready = ReadyPage()
        self.choice = join_choice(_JOIN, self.join_asked.emit)
        pages = (self.house, self.person, self.passphrase, self.sheets, self.backup, self.ready)
        self._lay_out(pages, self.choice)

    def answers(self) -> SetupAnswers:
        """What has been answered so far."""
        return SetupAnswers(
            house_name=self.house.name.text().strip(),
            region=self.house.region,
            process_manager_label=self.house.labels.picked,
            work_areas=self.house.work_areas,
            municipalities=self.house.picker.model.chosen,
            user_name=self.person.name.text().strip(),
            user_initials=self.person.initials.text().strip(),
            user_role=self.person.role.value,
            backup_folder=self.backup.folder,
        )

    def vault_made(self, sheet1: bytes, sheet2: bytes) -> None:
        """The vault exists: show its two recovery sheets (PDF)."""
        self._busy("")
        self.passphrase.fix()
        self.house.fix_name()
        self.sheets.set_pdfs(sheet1, sheet2)
        self._show(_SHEETS)

    def refuse_passphrase(self, sentence: str) -> None:
        """No vault was made."""
        self._busy("")
        self._show(_PASSPHRASE)
        self.passphrase.refuse(sentence)

    def sheet_printed(self, number: int) -> None:
        """A sheet came out of the printer."""
        self.sheets.done(number)

    def _go_on(self, page: StepPage) -> None:
        if page is self.passphrase and not self.passphrase.made:
            self._busy("De kluis wordt gemaakt")
            self.passphrase_chosen.emit(self.passphrase.first.text)
        elif page is self.ready:
            self._busy("Het huis wordt ingericht")
            self.finished.emit(self.answers())
        else:
            super()._go_on(page)

    def _coming(self, page: StepPage) -> None:
        if page is self.person:
            self.person.offer_roles(self.house.labels.picked)
        if page is self.ready:
            self.ready.show_answers(self.answers())

    def _renew(self) -> None:
        super()._renew()
        self.choice.setVisible(self.step == 0 and not self.passphrase.made)
