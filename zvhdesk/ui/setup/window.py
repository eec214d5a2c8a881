"""The window of the first start: six steps, one after another."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from zvhdesk.services.municipalities import Gemeente
from zvhdesk.services.setup_answers import SetupAnswers
from zvhdesk.ui.kit import Band, Button, Message, StepStrip, TopBar, label, steps_at
from zvhdesk.ui.setup.backup import BackupPage
from zvhdesk.ui.setup.house import HousePage
from zvhdesk.ui.setup.passphrase import PassphrasePage
from zvhdesk.ui.setup.person import PersonPage
from zvhdesk.ui.setup.preset import Beginning
from zvhdesk.ui.setup.ready import ReadyPage
from zvhdesk.ui.setup.sheets import SheetsPage
from zvhdesk.ui.setup.step import StepPage
from zvhdesk.ui.unlock.front import FrontWindow

_PASSPHRASE, _SHEETS, _READY = 2, 3, 5
_JOIN = "Hieronder richt u een nieuw huis in. Werken uw collega's al met ZVH Desk op een server?"


class SetupWindow(FrontWindow):
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
        super().__init__(parent)
        self.setObjectName("setup")
        self.setWindowTitle("ZVH Desk")
        self.setProperty("look", "ground")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.resize(1080, 860)
        self.house = HousePage(beginnings, gemeenten)
        self.person = PersonPage()
        self.passphrase = PassphrasePage(self.house.name.text)
        self.sheets = SheetsPage()
        self.sheets.print_asked.connect(self.print_asked)
        self.backup = BackupPage(check_folder)
        self.ready = ReadyPage()
        self._pages: tuple[StepPage, ...] = (
            self.house,
            self.person,
            self.passphrase,
            self.sheets,
            self.backup,
            self.ready,
        )
        self._at = 0
        self._lay_out()
        self._show(0)

    def _lay_out(self) -> None:
        self._strip = StepStrip(name="setup.steps")
        self._stack = QStackedWidget()
        for page in self._pages:
            self._stack.addWidget(_scrolling(page))
            page.ready_changed.connect(self._renew)
        self.message = Message("setup.message")
        self.back = Button("Terug", "setup.back", on_click=self._back)
        self.next = Button("Volgende", "setup.next", "primary", on_click=self._next)
        foot = Band(top=12, bottom=12)
        foot.row.addWidget(self.back)
        foot.row.addWidget(self.message, 1, Qt.AlignmentFlag.AlignVCenter)
        foot.row.addStretch(0)
        foot.row.addWidget(self.next)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(TopBar("ZVH Desk inrichten", "Eenmalig, ongeveer tien minuten", search=False))
        layout.addWidget(self._choice())
        layout.addWidget(self._strip)
        layout.addWidget(self._stack, 1)
        layout.addWidget(foot)

    def _choice(self) -> Band:
        """A new house, or one that colleagues work in already: only asked before anything was made."""
        self.choice = Band()
        join = Button(
            "Aansluiten bij een bestaand huis", "setup.join", icon="users", on_click=self.join_asked.emit
        )
        self.choice.row.addWidget(label(_JOIN, wrap=True), 1)
        self.choice.row.addWidget(join)
        return self.choice

    @property
    def step(self) -> int:
        """Number of the step in view, from 0."""
        return self._at

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

    def refuse(self, sentence: str) -> None:
        """Founding the house, or printing, did not work; everything typed is still here."""
        self._busy("")
        self.message.say(sentence)

    def _next(self) -> None:
        page = self._pages[self._at]
        self.message.clear()
        if not page.check():
            return
        if page is self.passphrase and not self.passphrase.made:
            self._busy("De kluis wordt gemaakt")
            self.passphrase_chosen.emit(self.passphrase.first.text)
        elif self._at == _READY:
            self._busy("Het huis wordt ingericht")
            self.finished.emit(self.answers())
        else:
            self._show(self._at + 1)

    def _back(self) -> None:
        self.message.clear()
        self._show(max(0, self._at - 1))

    def _busy(self, doing: str) -> None:
        self.message.say(doing, "info")
        self._stack.setEnabled(not doing)
        self.back.setEnabled(not doing)
        self.next.setEnabled(not doing and self._pages[self._at].ready())

    def _show(self, at: int) -> None:
        self._at = at
        page = self._pages[at]
        if page is self.person:
            self.person.offer_roles(self.house.labels.picked)
        if page is self.ready:
            self.ready.show_answers(self.answers())
        self._strip.set_steps(steps_at([one.title for one in self._pages], at))
        self._stack.setCurrentIndex(at)
        self._renew()
        page.shown()

    def _renew(self) -> None:
        self.back.setVisible(self._at > 0)
        self.choice.setVisible(self._at == 0 and not self.passphrase.made)
        self.next.setText("Beginnen" if self._at == _READY else "Volgende")
        self.next.setEnabled(self._pages[self._at].ready())


def _scrolling(page: StepPage) -> QScrollArea:
    page.setMaximumWidth(720)
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(24, 20, 24, 20)
    row.addStretch(1)
    row.addWidget(page, 1000)
    row.addStretch(1)
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(holder)
    return area
