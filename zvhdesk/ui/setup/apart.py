"""The set-up of a CTER desk: what it means, the house from a file, a passphrase of its own."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from zvhdesk.services.house_file import SUFFIX, Contents, Person
from zvhdesk.ui.kit import Button, Field, Select, label
from zvhdesk.ui.kit.files import ask_open
from zvhdesk.ui.setup.backup import BackupPage
from zvhdesk.ui.setup.guided import GuidedWindow, Words, join_choice
from zvhdesk.ui.setup.passphrase import PassphrasePage
from zvhdesk.ui.setup.step import StepPage, first_wrong
from zvhdesk.ui.theme import Text

_WORDS = Words("CTER-bureau inrichten", "Eenmalig, ongeveer vijf minuten", "Beginnen")
_PERSON, _PASSPHRASE = 2, 3
_JOIN = "Hieronder richt u een CTER-bureau in met een huisbestand. Staat het huis op een server?"
_NOBODY = "Kies uw naam. Staat u er niet bij, laat u dan eerst toevoegen op een regulier bureau, bij Beheer."
_MEANING = (
    (
        "Een eigen bestand met een eigen sleutel",
        (
            "Zoeken, bord, tellingen en papier van het reguliere bureau zien niets van wat hier staat, en "
            "andersom. De twee zijn nooit tegelijk open."
        ),
    ),
    (
        "Een casus wisselt nooit van compartiment",
        "Dezelfde persoon in een reguliere casus is hier iemand anders, die u opnieuw invoert.",
    ),
    (
        "Het huis is hier alleen te lezen",
        (
            "Mensen, partners, gemeenten en casustafels komen uit een huisbestand of van de server. U "
            "wijzigt ze op een regulier bureau."
        ),
    ),
    (
        "De herstelbladen van het huis openen ook dit",
        "Er komen geen nieuwe bladen. Wie beide bladen van het huis heeft, kan ook dit compartiment openen.",
    ),
)


class MeaningPage(StepPage):
    """What one begins, said before anything is made."""

    def __init__(self) -> None:
        super().__init__("Wat dit is", "Hier komen alleen casussen van casustafels onder het regime CTER.")
        for heading, sentence in _MEANING:
            together = QVBoxLayout()
            together.setSpacing(3)
            together.addWidget(label(heading, Text.STRONG))
            together.addWidget(label(sentence, Text.BODY, "2", wrap=True))
            self.body.addLayout(together)


class HouseFilePage(StepPage):
    """The house file and its code."""

    def __init__(self) -> None:
        super().__init__(
            "Het huis",
            "Een collega maakt het huisbestand op een regulier bureau, in Beheer bij Huis. De code krijgt u "
            "langs een andere weg dan het bestand.",
        )
        self.line = self.start = QLineEdit()
        self.line.setObjectName("setup.house_file")
        choose = Button("Kiezen", "setup.house_file_choose", icon="folder-open", on_click=self._choose)
        self.code = QLineEdit()
        self.code.setObjectName("setup.house_code")
        self._file = Field("Huisbestand", self.line, beside=choose)
        self._code = Field("Code", self.code, hint="Zestien letters en cijfers, in groepen van vier.")
        self.body.addWidget(self._file)
        self.body.addWidget(self._code)

    @property
    def path(self) -> Path:
        """The file."""
        return Path(self.line.text().strip())

    def _choose(self) -> None:
        ask_open(self, "Huisbestand", f"Huisbestand (*{SUFFIX})", lambda where: self.line.setText(str(where)))

    def check(self) -> bool:
        """A file that is there, and a code."""
        there = self.line.text().strip() and self.path.is_file()
        file = "" if there else "Kies een huisbestand dat er is."
        code = "" if self.code.text().strip() else "Vul de code in die bij het huisbestand hoort."
        return not first_wrong(((self._file, file), (self._code, code)))

    @property
    def error(self) -> str:
        """What is said beside the code; empty when nothing is wrong with it."""
        return self._code.error

    def refuse(self, sentence: str) -> None:
        """The file does not open with the code."""
        first_wrong(((self._file, ""), (self._code, sentence)))


class WhoPage(StepPage):
    """Who of the house sits at this desk."""

    def __init__(self) -> None:
        super().__init__(
            "U", "Bij elke wijziging legt het programma vast wie haar deed. Dit bureau is van één persoon."
        )
        self.who = self.start = Select("setup.who")
        self.who.setPlaceholderText("kies uw naam")
        self._field = Field("Wie bent u?", self.who)
        self.house = label("", Text.BODY, "2", name="setup.house_found", wrap=True)
        self.body.addWidget(self.house)
        self.body.addWidget(self._field)

    def offer(self, found: Contents) -> None:
        """The people of the house; who was chosen before stays."""
        before = self.who.value
        self.house.setText(f"Het huisbestand is van {found.house}.")
        self.who.clear()
        for person in found.people:
            self.who.addItem(f"{person.name}, {person.role}", person.id)
        self.who.setCurrentIndex(-1)
        if before in {person.id for person in found.people}:
            self.who.choose(before)

    def check(self) -> bool:
        """Somebody."""
        nobody = (
            "" if self.who.currentIndex() >= 0 else "Kies uw naam. Staat u er niet bij? Laat u toevoegen."
        )
        return not first_wrong(((self._field, nobody),))


class ReadyPage(StepPage):
    """A summary; nothing to fill in."""

    def __init__(self) -> None:
        super().__init__("Klaar", "Voortaan opent u dit compartiment met zijn eigen wachtwoordzin.")
        self.lines = label("", wrap=True, name="setup.summary")
        self.body.addWidget(self.lines)


class ApartWindow(GuidedWindow):
    """Guides through it. `founding_apart` does the work and answers.

    `file_given(path, code)` asks to read the file: `file_read(contents)` or `refuse_file(sentence)`;
    `passphrase_chosen(text)` asks for the vault: `vault_made()` or `refuse_passphrase(sentence)`;
    `finished(user, backup_folder)` asks for the database; `join_asked` to get the house from a server.
    """

    file_given = Signal(object, str)
    passphrase_chosen = Signal(str)
    finished = Signal(str, str)
    join_asked = Signal()

    def __init__(self, check_folder: Callable[[Path], str], parent: QWidget | None = None) -> None:
        super().__init__(_WORDS, parent)
        self._house = ""
        self.meaning = MeaningPage()
        self.file = HouseFilePage()
        self.who = WhoPage()
        self.passphrase = PassphrasePage(lambda: self._house)
        self.backup = BackupPage(check_folder)
        self.ready = ReadyPage()
        self.choice = join_choice(_JOIN, self.join_asked.emit)
        pages = (self.meaning, self.file, self.who, self.passphrase, self.backup, self.ready)
        self._lay_out(pages, self.choice)

    def file_read(self, found: Contents) -> None:
        """It opened: ask who sits here."""
        self._busy("")
        self._house = found.house
        self._people: Sequence[Person] = found.people
        self.who.offer(found)
        self._show(_PERSON)

    def refuse_file(self, sentence: str) -> None:
        """It did not."""
        self._busy("")
        self.file.refuse(sentence)

    def vault_made(self) -> None:
        """From here on the passphrase and the house cannot be changed."""
        self._busy("")
        self.passphrase.fix()
        for part in (self.file.line, self.file.code):
            part.setEnabled(False)
        self._show(_PASSPHRASE + 1)

    def refuse_passphrase(self, sentence: str) -> None:
        """No vault was made."""
        self._busy("")
        self.passphrase.refuse(sentence)

    def _go_on(self, page: StepPage) -> None:
        if page is self.file and not self.passphrase.made:
            self._busy("Het huisbestand wordt geopend")
            self.file_given.emit(self.file.path, self.file.code.text())
        elif page is self.passphrase and not self.passphrase.made:
            self._busy("De kluis wordt gemaakt")
            self.passphrase_chosen.emit(self.passphrase.first.text)
        elif page is self.ready:
            self._busy("Het CTER-bureau wordt ingericht")
            self.finished.emit(self.who.who.value, self.backup.folder)
        else:
            super()._go_on(page)

    def _renew(self) -> None:
        super()._renew()
        self.choice.setVisible(self.step == 0 and not self.passphrase.made)

    def _coming(self, page: StepPage) -> None:
        if page is self.ready:
            who = next((one for one in self._people if one.id == self.who.who.value), None)
            lines = (
                f"Huis: {self._house}",
                f"U: {who.name}, {who.role}" if who else "",
                f"Reservekopie: {self.backup.folder or 'nog niet gekozen'}",
            )
            self.ready.lines.setText("\n".join(lines))
