"""Folders that are not there while what is in them has to go: which ones, and that one never comes back."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from zvhdesk.services.copy_folders import Lost
from zvhdesk.services.words import day
from zvhdesk.ui.kit import Button, Card, Elided, small
from zvhdesk.ui.theme import Text

_ABOUT = (
    "Er is een casus vernietigd. In deze map staan misschien nog kopieën waar de casus in zit. "
    "Sluit de schijf aan, dan gaan die kopieën vanzelf weg."
)
_MOVED = (
    "De map {} is op deze computer opzij gezet en staat er niet meer. Een casus die het huis heeft "
    "vernietigd, kan er nog in staan. Zet de map terug, dan kunt u hem hier verwijderen. Legt u vast dat hij "
    "niet terugkomt, dan gaan ook de reservekopieën weg die het programma ervan kan bereiken."
)
_SURE = (
    "U legt vast dat deze map niet terugkomt, met uw naam en de datum van vandaag. Het programma wacht er "
    "dan niet meer op. Is de schijf gestolen of kwijt, meld dat dan ook als datalek."
)


class AwayCard(Card):
    """A row for each folder; hidden as long as nothing is waited for and nobody said anything."""

    def __init__(self, say_lost: Callable[[str], object]) -> None:
        super().__init__("Kopieën die niet te bereiken zijn")
        self.setObjectName("admin.backup.away")
        self._say_lost = say_lost
        self.about = small(_ABOUT, wrap=True)
        self.body.addWidget(self.about)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(8)
        self.body.addLayout(self._rows)
        self.hide()

    def show_folders(self, away: tuple[str, ...], moved: tuple[str, ...], lost: tuple[Lost, ...]) -> None:
        """Those that are waited for, and those that somebody said never come back."""
        while (item := self._rows.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        for at, path in enumerate(away):
            self._rows.addWidget(_Away(at, path, self._say_lost))
        for at, path in enumerate(moved, len(away)):
            words = _MOVED.format(Path(path).name)
            self._rows.addWidget(small(words, f"admin.backup.moved.{at}", wrap=True))
            self._rows.addWidget(_Away(at, path, self._say_lost))
        for at, one in enumerate(lost):
            words = f"{one.path}: komt niet terug, volgens {one.by} op {day(one.on)}."
            self._rows.addWidget(small(words, f"admin.backup.lost.{at}", wrap=True))
        self.about.setVisible(bool(away))
        self.setVisible(bool(away or moved or lost))


class _Away(QWidget):
    """One folder, and what may be said of it after being asked once more."""

    def __init__(self, at: int, path: str, say_lost: Callable[[str], object]) -> None:
        super().__init__()
        name = f"admin.backup.away.{at}"
        folder = Elided("", Text.BODY)
        folder.setText(path)
        folder.setObjectName(name)
        self._gone = Button("Deze map komt niet terug", f"{name}.gone", on_click=lambda: self._ask(asks=True))
        self._gone.setAccessibleName(f"Deze map komt niet terug: {path}")
        self._sure = small(_SURE, wrap=True)
        self._yes = Button("Vastleggen", f"{name}.yes", on_click=lambda: say_lost(path))
        self._no = Button("Niet vastleggen", f"{name}.no", on_click=lambda: self._ask(asks=False))
        first, acts, whole = QHBoxLayout(), QHBoxLayout(), QVBoxLayout(self)
        first.addWidget(folder, 1)
        first.addWidget(self._gone)
        for one in (self._yes, self._no):
            acts.addWidget(one)
        acts.addStretch(1)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addLayout(first)
        whole.addWidget(self._sure)
        whole.addLayout(acts)
        self._ask(asks=False)

    def _ask(self, *, asks: bool) -> None:
        self._gone.setVisible(not asks)
        for part in (self._sure, self._yes, self._no):
            part.setVisible(asks)
