"""Step 4: the recovery sheets. One cannot go on before both are printed or saved, and handed over."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout

from zvhdesk.ui.kit import Button, Check, Message, heading, rule
from zvhdesk.ui.kit.files import ask_save
from zvhdesk.ui.setup.step import StepPage

_LEAD = (
    "Bent u de wachtwoordzin kwijt, dan openen deze twee bladen het huis: alleen samen. Geef ze aan twee "
    "verschillende functionarissen en bewaar ze nooit bij elkaar. Het programma houdt er geen kopie van."
)
_OFFICER = {1: "de eerste functionaris", 2: "de tweede functionaris"}


class SheetsPage(StepPage):
    """Per sheet: print, save, and a tick by the person who handed it over.

    `print_asked(number)` is for app.py, which answers with `done(number)`; saving is done here.
    """

    print_asked = Signal(int)

    def __init__(self) -> None:
        super().__init__("Herstelbladen", _LEAD)
        self._pdf: dict[int, bytes] = {}
        self._ticks: dict[int, Check] = {}
        self._said: dict[int, Message] = {}
        for number in (1, 2):
            self._add(number)

    def _add(self, number: int) -> None:
        self.body.addWidget(rule(faint=True))
        self.body.addWidget(heading(f"Blad {number}, voor {_OFFICER[number]}"))
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(
            Button(
                "Afdrukken",
                f"setup.print{number}",
                icon="printer",
                on_click=lambda: self.print_asked.emit(number),
            )
        )
        row.addWidget(
            Button(
                "Bewaren als PDF", f"setup.save{number}", icon="download", on_click=lambda: self._save(number)
            )
        )
        row.addStretch(1)
        said = self._said[number] = Message(f"setup.sheet{number}.said")
        tick = self._ticks[number] = Check(
            f"Blad {number} ligt bij {_OFFICER[number]}", f"setup.handed{number}"
        )
        tick.setEnabled(False)
        tick.toggled.connect(lambda _on: self.ready_changed.emit())
        self.body.addLayout(row)
        self.body.addWidget(said)
        self.body.addWidget(tick)

    def set_pdfs(self, first: bytes, second: bytes) -> None:
        """The two sheets as PDF, held in memory only."""
        self._pdf = {1: first, 2: second}

    def done(self, number: int, sentence: str = "Afgedrukt.") -> None:
        """A sheet was printed or saved: its tick can be set."""
        self._said[number].say(sentence, "ok")
        self._ticks[number].setEnabled(True)

    def fail(self, number: int, sentence: str) -> None:
        """Printing or saving did not work."""
        self._said[number].say(sentence, "danger")

    def _save(self, number: int) -> None:
        ask_save(
            self,
            f"Blad {number} bewaren",
            f"herstelblad-{number}.pdf",
            "PDF (*.pdf)",
            lambda where: self.save_to(number, where),
        )

    def save_to(self, number: int, where: Path) -> None:
        """Write a sheet to a file the person chose."""
        try:
            where.write_bytes(self._pdf[number])
        except OSError:
            self.fail(number, "Bewaren lukt niet op deze plek. Kies een andere map, of druk het blad af.")
        else:
            self.done(number, "Bewaard. Geef het bestand aan de functionaris en verwijder het daarna hier.")

    def ready(self) -> bool:
        """Both handed over."""
        return all(tick.isChecked() for tick in self._ticks.values())

    def check(self) -> bool:
        """As `ready`."""
        return self.ready()
