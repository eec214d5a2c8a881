"""Two recovery sheets on their way out: per sheet print, save, and a tick by who handed it over."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from zvhdesk.ui.kit import Button, Check, Message, heading, rule
from zvhdesk.ui.kit.files import ask_save

NUMBERS = (1, 2)
_OFFICER = {1: "de eerste functionaris", 2: "de tweede functionaris"}


class Handover(QWidget):
    """A sheet's tick can be set once it was printed or saved; `ready()` when both are ticked.

    `print_asked(number)` asks to print a sheet; answer with `done(number)`. Saving is done here. The widgets
    are named `<prefix>print1` and so on.
    """

    print_asked = Signal(int)
    changed = Signal()

    def __init__(self, prefix: str) -> None:
        super().__init__()
        self._prefix = prefix
        self._pdf: dict[int, bytes] = {}
        self._ticks: dict[int, Check] = {}
        self._said: dict[int, Message] = {}
        self.first = QWidget()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(12)
        for number in NUMBERS:
            self._add(number)

    def _add(self, number: int) -> None:
        prefix = self._prefix
        self._column.addWidget(rule(faint=True))
        self._column.addWidget(heading(f"Blad {number}, voor {_OFFICER[number]}"))
        row = QHBoxLayout()
        row.setSpacing(8)
        printing = Button(
            "Afdrukken",
            f"{prefix}print{number}",
            icon="printer",
            on_click=lambda: self.print_asked.emit(number),
        )
        saving = Button(
            "Bewaren als PDF", f"{prefix}save{number}", icon="download", on_click=lambda: self._save(number)
        )
        printing.setAccessibleName(f"Blad {number} afdrukken")
        saving.setAccessibleName(f"Blad {number} bewaren als PDF")
        if number == NUMBERS[0]:
            self.first = printing
        row.addWidget(printing)
        row.addWidget(saving)
        row.addStretch(1)
        said = self._said[number] = Message(f"{prefix}sheet{number}.said")
        tick = self._ticks[number] = Check(
            f"Blad {number} ligt bij {_OFFICER[number]}", f"{prefix}handed{number}"
        )
        tick.setEnabled(False)
        tick.toggled.connect(lambda _on: self.changed.emit())
        self._column.addLayout(row)
        self._column.addWidget(said)
        self._column.addWidget(tick)

    def set_pdfs(self, first: bytes, second: bytes) -> None:
        """Two sheets that nobody has yet, as PDF, held in memory only."""
        self._pdf = {1: first, 2: second}
        for number in NUMBERS:
            self._said[number].clear()
            self._ticks[number].setChecked(False)
            self._ticks[number].setEnabled(False)

    def pdf(self, number: int) -> bytes:
        """The sheet as PDF."""
        return self._pdf[number]

    def forget(self) -> None:
        """Let the sheets go."""
        self._pdf = {}

    def done(self, number: int, sentence: str = "Afgedrukt.") -> None:
        """A sheet was printed or saved: its tick can be set."""
        self._said[number].say(sentence, "ok")
        self._ticks[number].setEnabled(True)

    def ready(self) -> bool:
        """Both handed over."""
        return all(tick.isChecked() for tick in self._ticks.values())

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
            self._said[number].say(
                "Bewaren lukt niet op deze plek. Kies een andere map, of druk het blad af."
            )
        else:
            self.done(number, "Bewaard. Geef het bestand aan de functionaris en verwijder het daarna hier.")
