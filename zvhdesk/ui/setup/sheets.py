"""Step 4: the recovery sheets. One cannot go on before both are printed or saved, and handed over."""

from pathlib import Path

from PySide6.QtCore import Signal

from zvhdesk.ui.preview.handover import Handover
from zvhdesk.ui.setup.step import StepPage

_LEAD = (
    "Bent u de wachtwoordzin kwijt, dan openen deze twee bladen het huis: alleen samen. Geef ze aan twee "
    "verschillende functionarissen en bewaar ze nooit bij elkaar. Het programma houdt er geen kopie van."
)


class SheetsPage(StepPage):
    """The two sheets on their way out.

    `print_asked(number)` is for founding.py, which answers with `done(number)`; saving is done here.
    """

    print_asked = Signal(int)

    def __init__(self) -> None:
        super().__init__("Herstelbladen", _LEAD)
        self._handover = Handover("setup.")
        self._handover.print_asked.connect(self.print_asked)
        self._handover.changed.connect(self.ready_changed)
        self.body.addWidget(self._handover)

    def set_pdfs(self, first: bytes, second: bytes) -> None:
        """The two sheets as PDF, held in memory only."""
        self._handover.set_pdfs(first, second)

    def done(self, number: int) -> None:
        """A sheet was printed: its tick can be set."""
        self._handover.done(number)

    def save_to(self, number: int, where: Path) -> None:
        """Write a sheet to a file the person chose."""
        self._handover.save_to(number, where)

    def ready(self) -> bool:
        """Both handed over."""
        return self._handover.ready()

    def check(self) -> bool:
        """As `ready`."""
        return self.ready()
