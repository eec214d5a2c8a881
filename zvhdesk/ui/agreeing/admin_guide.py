"""Guided: a new admin. Two officers with the two recovery sheets make one; nobody does it alone."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit

from zvhdesk.services import house
from zvhdesk.services.house import Overview
from zvhdesk.services.house_rows import MemberRow
from zvhdesk.ui.agreeing.connection import Enrolling
from zvhdesk.ui.agreeing.door_steps import InStep
from zvhdesk.ui.agreeing.guide import Guide, GuideStep
from zvhdesk.ui.kit import Field, Select, label
from zvhdesk.ui.setup.step import first_wrong
from zvhdesk.ui.tasks import Tasks
from zvhdesk.ui.theme import Text, font

_LEAD = (
    "Een beheerder laat apparaten toe en trekt ze in. Een nieuwe beheerder wijst u aan met de twee "
    "herstelbladen van het huis, van twee functionarissen. Zo beslist niemand dat alleen, en kan het ook "
    "als er geen beheerder meer is."
)
_SEEN = (
    "Wie beide bladen typt, heeft ze allebei gezien. Laat daarom elke functionaris het eigen blad typen, "
    "en bewaar de bladen daarna weer apart."
)
_NOBODY = "Iedereen in de lijst Mensen is al beheerder. Voeg daar eerst een collega toe."
_DONE = "{} is nu beheerder en kan op een eigen apparaat anderen toelaten en intrekken."


class SheetsStep(GuideStep):
    """Who, and both sheets."""

    onward = "Beheerder aanwijzen"

    def __init__(self) -> None:
        super().__init__("Wie en waarmee", _LEAD)
        self.who = self.start = Select("enrol.admin.who")
        self.sheet1, self.sheet2 = _sheet("enrol.admin.sheet1"), _sheet("enrol.admin.sheet2")
        self.fields = {"sheet1": Field("Blad 1", self.sheet1), "sheet2": Field("Blad 2", self.sheet2)}
        self._who = Field("Wie wordt beheerder?", self.who)
        self.body.addWidget(self._who)
        row = QHBoxLayout()
        row.setSpacing(14)
        for field in self.fields.values():
            row.addWidget(field, 1, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(row)
        self.body.addWidget(label(_SEEN, wrap=True))

    def offer(self, members: Sequence[MemberRow], admins: frozenset[str]) -> None:
        """Who is no admin yet."""
        for member in members:
            if member.id not in admins:
                self.who.addItem(f"{member.name} (u)" if member.me else member.name, member.id)
        self._who.set_error("" if self.ready() else _NOBODY)
        self.ready_changed.emit()

    def clear(self) -> None:
        """Forget what was typed of the sheets."""
        for sheet in (self.sheet1, self.sheet2):
            sheet.clear()

    def ready(self) -> bool:
        """Somebody can be appointed."""
        return bool(self.who.count())

    @property
    def typed(self) -> tuple[str, str]:
        """Both sheets."""
        return self.sheet1.toPlainText(), self.sheet2.toPlainText()

    def check(self) -> bool:
        """All three filled in."""
        first, second = (text.strip() for text in self.typed)
        return not first_wrong(
            (
                (self._who, "" if self.who.value else "Kies wie beheerder wordt."),
                (self.fields["sheet1"], "" if first else "Typ hier de acht regels van blad 1."),
                (self.fields["sheet2"], "" if second else "Typ hier de acht regels van blad 2."),
            )
        )


class AdminGuide(Guide):
    """Who and both sheets, and that it is done."""

    def __init__(self, enrolling: Enrolling, tasks: Tasks, admins: frozenset[str]) -> None:
        self._enrolling, self._admins = enrolling, admins
        self.sheets, self.end = SheetsStep(), InStep("enrol.admin.end")
        super().__init__(
            "enrol.admin", "Nieuwe beheerder aanwijzen", "Met de twee herstelbladen", (self.sheets, self.end)
        )
        tasks.ask(lambda desk: desk.read(lambda s: house.overview(s, desk.user)), self._offer, owner=self)

    def _offer(self, found: Overview) -> None:
        self.sheets.offer(found.members, self._admins)

    def forward(self, step: GuideStep) -> None:
        """The root of the house speaks, by the sheets."""
        if step is not self.sheets:
            super().forward(step)
            return
        self.busy("De bladen worden gelezen")
        who = self.sheets.who.value
        self._enrolling.appoint(self.sheets.typed, who, self._appointed, self.refuse, self)

    def put_away(self) -> None:
        """Sheets that were typed stand on no screen that nobody looks at."""
        self.sheets.clear()

    def _appointed(self) -> None:
        self.sheets.clear()
        self.end.end.setText(_DONE.format(self.sheets.who.currentText().removesuffix(" (u)")))
        self.show_step(self.end)


def _sheet(name: str) -> QPlainTextEdit:
    made = QPlainTextEdit()
    made.setObjectName(name)
    made.setTabChangesFocus(True)
    made.setFont(font(Text.BODY, figures=True))
    made.setPlaceholderText("Acht regels")
    made.setFixedHeight(made.fontMetrics().lineSpacing() * 8 + 26)
    return made
