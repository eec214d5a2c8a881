"""Guided: a new admin. Two officers with the two recovery sheets make one; nobody does it alone."""

from collections.abc import Sequence

from zvhdesk.services import house
from zvhdesk.services.house import Overview
from zvhdesk.services.house_rows import MemberRow
from zvhdesk.ui.agreeing.connection import Enrolling
from zvhdesk.ui.agreeing.door_steps import InStep
from zvhdesk.ui.agreeing.guide import Guide, GuideStep
from zvhdesk.ui.agreeing.sheets_step import SheetsStep
from zvhdesk.ui.kit import Field, Select
from zvhdesk.ui.tasks import Tasks

_LEAD = (
    "Een beheerder laat apparaten toe en trekt ze in. Een nieuwe beheerder wijst u aan met de twee "
    "herstelbladen van het huis, van twee functionarissen. Zo beslist niemand dat alleen, en kan het ook "
    "als er geen beheerder meer is."
)
_NOBODY = "Iedereen in de lijst Mensen is al beheerder. Voeg daar eerst een collega toe."
_DONE = "{} is nu beheerder en kan op een eigen apparaat anderen toelaten en intrekken."


class WhoStep(SheetsStep):
    """Who, and both sheets."""

    onward = "Beheerder aanwijzen"

    def __init__(self) -> None:
        self.who = Select("enrol.admin.who")
        self._who = Field("Wie wordt beheerder?", self.who)
        super().__init__("enrol.admin", "Wie en waarmee", _LEAD, self._who)
        self.start = self.who

    def offer(self, members: Sequence[MemberRow], admins: frozenset[str]) -> None:
        """Who is no admin yet, and stays."""
        for member in members:
            if member.id not in admins and not member.leaving:
                self.who.addItem(f"{member.name} (u)" if member.me else member.name, member.id)
        self._who.set_error("" if self.ready() else _NOBODY)
        self.ready_changed.emit()

    def ready(self) -> bool:
        """Somebody can be appointed."""
        return bool(self.who.count())

    def lacks(self) -> tuple[tuple[Field, str], ...]:
        """Also who."""
        return ((self._who, "" if self.who.value else "Kies wie beheerder wordt."), *super().lacks())


class AdminGuide(Guide):
    """Who and both sheets, and that it is done."""

    def __init__(self, enrolling: Enrolling, tasks: Tasks, admins: frozenset[str]) -> None:
        self._enrolling, self._admins = enrolling, admins
        self.sheets, self.end = WhoStep(), InStep("enrol.admin.end")
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
