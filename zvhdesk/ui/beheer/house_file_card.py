"""Huisbestand: made on a regular desk for one of CTER, and read in there (DATA.md 2)."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from zvhdesk.domain.refusals import BadInput
from zvhdesk.services import house_file
from zvhdesk.services.house_file import SUFFIX, Contents, HouseFile
from zvhdesk.ui.explain_any import explain
from zvhdesk.ui.kit import Button, Card, Field, Message, label, small
from zvhdesk.ui.kit.files import ask_open, ask_save
from zvhdesk.ui.tasks import Tasks
from zvhdesk.ui.theme import Text

_MAKE = (
    "Een CTER-bureau leest hieruit instellingen, mensen, partners, gemeenten en casustafels. Er staat niets "
    "van een casus in. Het bestand gaat alleen open met de code die u hierna ziet."
)
_CODE = (
    "Geef de code langs een andere weg door dan het bestand. Zij is nergens bewaard: is zij kwijt, maak dan "
    "een nieuw bestand."
)
_READ = (
    "Is er op het reguliere bureau iets gewijzigd, laat daar dan een nieuw huisbestand maken en lees het "
    "hier in. Casussen van dit compartiment blijven zoals zij zijn."
)
_KINDS = f"Huisbestand (*{SUFFIX})"


class HouseFileCard(QWidget):
    """Makes a file on a regular desk; reads one in where the house is only a copy."""

    def __init__(self, tasks: Tasks) -> None:
        super().__init__()
        self._tasks = tasks
        self._made: HouseFile | None = None
        self.make = Button("Huisbestand maken", "admin.house_file.make", on_click=self._make)
        self.code = label("", Text.LEAD, name="admin.house_file.code")
        self.code.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByKeyboard)
        self.line, self.typed = QLineEdit(), QLineEdit()
        self.line.setObjectName("admin.house_file.line")
        self.typed.setObjectName("admin.house_file.typed")
        choose = Button("Kiezen", "admin.house_file.choose", icon="folder-open", on_click=self._choose)
        self._file = Field("Huisbestand", self.line, beside=choose)
        self._code = Field("Code", self.typed)
        self.read = Button("Inlezen", "admin.house_file.read", on_click=self._read)
        self.message = Message("admin.house_file.message")
        self._read_message = Message("admin.house_file.read_message")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self._making = _card("Huisbestand voor CTER", _MAKE, (self.make, self.code, self.message))
        self._reading = _card(
            "Huisbestand inlezen", _READ, (self._file, self._code, self._read_message, self.read)
        )
        outer.addWidget(self._making)
        outer.addWidget(self._reading)
        self.code.hide()
        self._reading.hide()

    def show_which(self, *, only_copy: bool) -> None:
        """Making one, or reading one in."""
        self._making.setVisible(not only_copy)
        self._reading.setVisible(only_copy)

    def _make(self) -> None:
        self.make.setEnabled(False)
        self.message.clear()
        self._tasks.ask(house_file.gather, self._seal, self._refused, owner=self)

    def _seal(self, gathered: bytes) -> None:
        self._tasks.work(lambda _ticket: house_file.sealed(gathered), self._ask, self._refused, owner=self)

    def _ask(self, made: HouseFile) -> None:
        self._made = made
        self.make.setEnabled(True)
        ask_save(self, "Huisbestand bewaren", f"huisbestand{SUFFIX}", _KINDS, self.save_to)

    def save_to(self, where: Path) -> None:
        """Write the file there, and show its code."""
        made = self._made
        if made is not None:
            self._tasks.work(
                lambda _ticket: house_file.save(made, where),
                lambda _none: self._saved(made),
                self._refused,
                owner=self,
            )

    def _saved(self, made: HouseFile) -> None:
        self._made = None
        self.code.setText(made.code)
        self.code.show()
        self.message.say(_CODE, "info")

    def _choose(self) -> None:
        ask_open(self, "Huisbestand", _KINDS, lambda where: self.line.setText(str(where)))

    def _read(self) -> None:
        self._read_message.clear()
        path, code = self.line.text().strip(), self.typed.text().strip()
        self._file.set_error("" if path else "Kies een huisbestand.")
        self._code.set_error("" if code else "Vul de code in die bij het huisbestand hoort.")
        if path and code:
            self.read.setEnabled(False)
            self._tasks.work(
                lambda _ticket: house_file.load(Path(path), code), self._take, self._refused, owner=self
            )

    def _take(self, found: Contents) -> None:
        self._tasks.ask(lambda desk: house_file.take(desk, found), self._taken, self._refused, owner=self)

    def _taken(self, changed: int) -> None:
        self.read.setEnabled(True)
        for line in (self.line, self.typed):
            line.clear()
        said = "Het huis is bijgewerkt." if changed else "Er was niets veranderd."
        self._read_message.say(said, "ok")

    def _refused(self, reason: Any) -> None:
        self.make.setEnabled(True)
        self.read.setEnabled(True)
        for message in (self.message, self._read_message):
            message.say(reason.sentence if isinstance(reason, BadInput) else explain(reason))


def _card(title: str, about: str, parts: tuple[QWidget, ...]) -> Card:
    card = Card(title)
    card.body.addWidget(small(about, wrap=True))
    for part in parts:
        if isinstance(part, Button):
            card.body.addWidget(part, 0, Qt.AlignmentFlag.AlignLeft)
        else:
            card.body.addWidget(part)
    return card
