"""Reservekopie: where the copies go, when the last one was made, making one now, and how to put one back."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from zvhdesk.domain.refusals import BadInput
from zvhdesk.services import copies
from zvhdesk.services.backup import KEPT
from zvhdesk.services.copies import Copies, Pending
from zvhdesk.services.words import day
from zvhdesk.ui.beheer.aside_card import AsideCard
from zvhdesk.ui.beheer.away_card import AwayCard
from zvhdesk.ui.explain_any import explain
from zvhdesk.ui.kit import Button, Card, Elided, Message, TagLabel, label, small
from zvhdesk.ui.kit.files import ask_folder
from zvhdesk.ui.tasks import Tasks
from zvhdesk.ui.theme import MARGIN, TagKind, Text

_DAILY = (
    "Elke dag maakt dit programma een versleutelde kopie van het hele huis. Kies een map op een andere "
    "schijf: een kopie op dezelfde schijf gaat met die schijf verloren."
)
_DAILY_APART = (
    "Elke dag maakt dit programma een versleutelde kopie van dit dossiercompartiment, niet van het reguliere "
    "bureau. Kies een map op een andere schijf: een kopie op dezelfde schijf gaat met die schijf verloren."
)
_BACK = (
    "Terugzetten doet u met zvhdesk restore, op deze of op een andere computer. De kopie "
    "komt in een nieuwe, lege map; het huis van nu blijft staan."
)
_WITH = (
    "Op deze computer opent u het teruggezette huis met uw wachtwoordzin. Op een andere computer zijn de "
    "twee herstelbladen nodig."
)
_COMMAND = "zvhdesk restore KOPIE.zip NIEUWE-MAP"


def last_words(found: Copies) -> str:
    """When the newest copy was made."""
    if found.last is None:
        return "nog geen"
    ago = {0: "vandaag", 1: "gisteren"}.get(found.days or 0, f"{found.days} dagen geleden")
    return f"{day(found.last)}, {ago}"


class BackupPane(QWidget):
    """Reads how it stands each time it is shown."""

    def __init__(self, tasks: Tasks) -> None:
        super().__init__()
        self._tasks = tasks
        self.folder = Elided("", Text.BODY)
        self.folder.setObjectName("admin.backup.folder")
        self.last = label("", Text.BODY, name="admin.backup.last")
        self.count = label("", Text.BODY, name="admin.backup.count")
        self.tag = TagLabel("", TagKind.ON_COURSE)
        self.tag.setObjectName("admin.backup.tag")
        self.message = Message("admin.backup.message")
        self.choose = Button("Map kiezen", "admin.backup.choose", icon="folder-open", on_click=self._choose)
        self.now = Button("Nu een reservekopie maken", "admin.backup.now", "primary", on_click=self._make)
        self.away = AwayCard(self._say_lost)
        self.aside = AsideCard(tasks)
        self.aside.removed.connect(self.refresh)
        self._lay_out()

    def _lay_out(self) -> None:
        card = Card("Reservekopie")
        self.about = small(_DAILY, wrap=True)
        card.body.addWidget(self.about)
        facts = QGridLayout()
        facts.setContentsMargins(0, 8, 0, 8)
        facts.setHorizontalSpacing(16)
        facts.setVerticalSpacing(8)
        for at, (words, widget) in enumerate(
            (("Map", self.folder), ("Laatste kopie", self.last), ("Bewaard", self.count))
        ):
            facts.addWidget(label(words, Text.SUB, "3"), at, 0)
            facts.addWidget(widget, at, 1)
        facts.addWidget(self.tag, 1, 2)
        facts.setColumnStretch(1, 1)
        card.body.addLayout(facts)
        card.body.addWidget(self.message)
        acts = QHBoxLayout()
        acts.setSpacing(8)
        acts.addWidget(self.now)
        acts.addWidget(self.choose)
        acts.addStretch(1)
        card.body.addLayout(acts)
        inside = QVBoxLayout()
        inside.setSpacing(16)
        for each in (card, self.away, self.aside, self._putting_back()):
            inside.addWidget(each)
        inside.addStretch(1)
        holder = QWidget()
        holder.setProperty("look", "clear")
        outer = QHBoxLayout(holder)
        outer.setContentsMargins(MARGIN, 16, MARGIN, 16)
        outer.addLayout(inside, 3)
        outer.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(holder)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(area)

    def _putting_back(self) -> Card:
        back = Card("Terugzetten")
        back.body.addWidget(label(_BACK, wrap=True))
        back.body.addWidget(label(_WITH, wrap=True))
        self.command = label(_COMMAND, Text.STRONG, "2", name="admin.backup.command")
        self.command.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        back.body.addWidget(self.command)
        return back

    def opened(self) -> None:
        """The pane comes into view: what was said before is over."""
        self.message.clear()
        self.refresh()
        self.aside.opened()

    def refresh(self) -> None:
        """Read how it stands."""
        self._tasks.ask(copies.copies, self.show_copies, self._refused, owner=self)

    def show_copies(self, found: Copies) -> None:
        """Show where the copies are and how old."""
        self.folder.setText(found.folder or "nog niet gekozen")
        self.about.setText(_DAILY_APART if found.apart else _DAILY)
        self.command.setText(f"{_COMMAND} --cter" if found.apart else _COMMAND)
        self.last.setText(last_words(found))
        kept = "kopie" if found.count == 1 else "kopieën"
        self.count.setText(f"{found.count} {kept}; de nieuwste {KEPT} blijven staan")
        if not found.late:
            self.tag.show_tag("op tijd", TagKind.ON_COURSE)
        elif found.days is None:
            self.tag.show_tag("geen reservekopie", TagKind.LATE)
        else:
            self.tag.show_tag(f"{found.days} dagen oud", TagKind.LATE)
        self.now.setEnabled(bool(found.folder))
        self.away.show_folders(found.away, found.moved, found.lost)

    def _choose(self) -> None:
        ask_folder(self, "Map voor reservekopieën", self.use_folder)

    def use_folder(self, folder: Path) -> None:
        """Let the copies go there from now on."""
        self.message.clear()
        self._tasks.ask(
            lambda desk: copies.choose_folder(desk, folder), self.show_copies, self._refused, owner=self
        )

    def _say_lost(self, folder: str) -> None:
        self._tasks.ask(
            lambda desk: copies.say_lost(desk, folder), self.show_copies, self._refused, owner=self
        )

    def _make(self) -> None:
        self.now.setEnabled(False)
        self.message.say("De reservekopie wordt gemaakt en nagekeken.", "info")
        self._tasks.ask(copies.begin, self._pack, self._refused, owner=self)

    def _pack(self, pending: Pending) -> None:
        self._tasks.work(lambda _ticket: copies.finish(pending), self._made, self._refused, owner=self)

    def _made(self, _nothing: None) -> None:
        self.message.say("De reservekopie is gemaakt en nagekeken.", "ok")
        self.refresh()

    def _refused(self, reason: Any) -> None:
        self.now.setEnabled(True)
        self.message.say(reason.sentence if isinstance(reason, BadInput) else explain(reason))
