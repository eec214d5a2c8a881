"""Herstelbladen: which ones are good, and two new ones in three acts: prove, hand over, let them count."""

from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from zvhdesk.services import house_keys
from zvhdesk.services.house_keys import Keys, NewSheets
from zvhdesk.services.words import day
from zvhdesk.ui.beheer.proof import Proof
from zvhdesk.ui.explain_any import explain
from zvhdesk.ui.kit import Button, Card, Flow, Message, TagLabel, heading, label, small
from zvhdesk.ui.preview import Paper, PreviewWindow
from zvhdesk.ui.preview.handover import Handover
from zvhdesk.ui.setup.step import first_wrong
from zvhdesk.ui.tasks import Tasks
from zvhdesk.ui.theme import TagKind, Text

_WHY = (
    "Is de wachtwoordzin kwijt, dan openen deze twee bladen samen het huis. Maak nieuwe bladen als er een "
    "kwijt is, als iemand ze allebei heeft gezien of als een functionaris vertrekt."
)
_OF_HOUSE = (
    "Dit huis staat op een server. De bladen met kenmerk {} zijn van het hele huis: bewaar ze altijd. Nieuwe "
    "bladen die u hier maakt, openen alleen deze computer."
)
_HOW = (
    "U krijgt een nieuwe herstelsleutel, op twee nieuwe bladen. Druk ze af of bewaar ze, en geef elk blad "
    "aan een andere functionaris; het programma houdt er geen kopie van. Daarna laat u ze gelden: de twee "
    "oude bladen zijn dan waardeloos."
)
_MAKING = "De nieuwe bladen worden gemaakt."
_LETTING = "De nieuwe bladen gaan gelden."
_NOT_YET = (
    "De nieuwe bladen hebben kenmerk {}. Zij gelden nog niet: tot u ze laat gelden, openen de oude bladen "
    "(kenmerk {}) het huis. Vergrendelt het programma voor die tijd, dan vervallen de nieuwe en begint u "
    "opnieuw."
)
_LEFT = "De oude bladen gelden nog. Vernietig wat u van de nieuwe hebt afgedrukt of bewaard."
_DONE = (
    "De bladen met kenmerk {} gelden vanaf nu. Vernietig de twee oude bladen, en maak een reservekopie: een "
    "kopie van vóór nu gaat nog open met de oude bladen."
)
_BUG = "Er ging iets mis in het programma. Hierboven staat welke bladen nu gelden."


def sheets_words(found: Keys) -> str:
    """Which sheets are good now."""
    if found.made is None:
        return f"Geldig zijn de bladen met kenmerk {found.mark}. De datum staat op de bladen."
    return f"Geldig zijn de bladen van {day(found.made)}, kenmerk {found.mark}."


class SheetsCard(Card):
    """`handing_over` says that new sheets are on their way out; `changed` (Keys) which are good now."""

    handing_over = Signal(bool)
    changed = Signal(object)

    def __init__(self, tasks: Tasks, proof: Proof) -> None:
        super().__init__("Herstelbladen")
        self._tasks = tasks
        self._new: NewSheets | None = None
        self._mark = ""
        self._working = False
        self.proof = proof
        self.status = label("", Text.STRONG, name="admin.access.sheets", wrap=True)
        self.tag = TagLabel("", TagKind.ON_COURSE)
        self.tag.setObjectName("admin.access.tag")
        self.of_house = small("", "admin.access.of_house", wrap=True)
        self.of_house.hide()
        self.message = Message("admin.access.sheets.message")
        self.handover = Handover("admin.access.")
        self.not_yet = label("", name="admin.access.not_yet", wrap=True)
        self.make = Button("Nieuwe bladen maken", "admin.access.make", icon="key-round", on_click=self._make)
        self.use = Button("Nieuwe bladen laten gelden", "admin.access.use", "primary", on_click=self._use)
        self.leave_it = Button("Toch geen nieuwe bladen", "admin.access.leave", on_click=self._leave)
        proof.editor.entered.connect(self._make)
        self.handover.print_asked.connect(self._print)
        self.handover.changed.connect(self._renew)
        self._lay_out()
        self._renew()

    def _lay_out(self) -> None:
        self.body.setSpacing(10)
        self.body.addWidget(self.status)
        self.body.addWidget(self.tag, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(small(_WHY, wrap=True))
        self.body.addWidget(self.of_house)
        self._asking, asking = _part()
        asking.addWidget(heading("Nieuwe herstelbladen"))
        asking.addWidget(label(_HOW, wrap=True))
        asking.addWidget(self.proof.field)
        asking.addWidget(self.make, 0, Qt.AlignmentFlag.AlignLeft)
        self._handing, handing = _part()
        handing.addWidget(heading("Nieuwe herstelbladen uitreiken"))
        handing.addWidget(self.not_yet)
        handing.addWidget(self.handover)
        acts = Flow()
        acts.addWidget(self.use)
        acts.addWidget(self.leave_it)
        handing.addLayout(acts)
        section = self.section()
        section.setSpacing(10)
        section.addWidget(self._asking)
        section.addWidget(self._handing)
        section.addWidget(self.message)

    def show_keys(self, found: Keys) -> None:
        """Say which sheets are good, and when it is time for new ones."""
        self._mark = found.mark
        self.status.setText(sheets_words(found))
        self.of_house.setText(_OF_HOUSE.format(found.of_house))
        self.of_house.setVisible(bool(found.of_house))
        if found.of_house == found.mark and found.made is None and found.used is None:
            # A desk that joined: its sheets were handed out at the first one.
            self.tag.show_tag("van het hele huis", TagKind.ON_COURSE)
        elif found.used is not None:
            self.tag.show_tag(f"gebruikt op {day(found.used)}: maak nieuwe", TagKind.ATTENTION)
        elif found.made is None:
            self.tag.show_tag("hebt u deze bladen niet: maak nieuwe", TagKind.ATTENTION)
        else:
            self.tag.show_tag("uitgereikt", TagKind.ON_COURSE)

    def opened(self) -> None:
        """The pane comes into view: what was said before is over, unless it is still being done."""
        if not self._working:
            self.message.clear()

    def _renew(self) -> None:
        """Show the act that it is time for."""
        handing = self._new is not None
        self._asking.setVisible(not handing)
        self._handing.setVisible(handing)
        self.use.setEnabled(handing and self.handover.ready())

    def _busy(self, doing: str) -> None:
        self._working = bool(doing)
        self.message.say(doing, "info")
        if self.make.hasFocus():
            # What is switched off loses the keyboard to whatever stands next.
            self.proof.editor.setFocus()
        self.proof.editor.line.setReadOnly(self._working)
        for part in (self.make, self._handing):
            part.setEnabled(not self._working)

    def _make(self) -> None:
        if self._working or first_wrong((self.proof.wrong(),)):
            return
        typed = self.proof.editor.text
        self._busy(_MAKING)
        self._tasks.ask(
            lambda desk: house_keys.make_sheets(desk, typed),
            self._made,
            self._not_made,
            owner=self,
            broken=self._broken,
        )

    def _made(self, new: NewSheets) -> None:
        self._busy("")
        self.proof.accepted()
        self._new = new
        self.handover.set_pdfs(*new.pdfs)
        self.not_yet.setText(_NOT_YET.format(new.mark, self._mark))
        self._renew()
        self.handing_over.emit(True)
        self.handover.first.setFocus()

    def _not_made(self, reason: Any) -> None:
        self._busy("")
        if not self.proof.refuse(reason):
            self.message.say(explain(reason))

    def _print(self, number: int) -> None:
        done = partial(self.handover.done, number)
        saved = partial(self.handover.done, number, "Bewaard. Verwijder het bestand na het uitreiken.")
        pdf = self.handover.pdf(number)
        paper = Paper(f"Herstelblad {number} van 2", pdf, f"herstelblad-{number}.pdf", done, saved)
        PreviewWindow(paper, self.window()).open()

    def _use(self) -> None:
        new = self._new
        if new is None or not self.handover.ready():
            return
        self._busy(_LETTING)
        self._tasks.ask(
            lambda desk: house_keys.use_sheets(desk, new),
            self._used,
            self._not_used,
            owner=self,
            broken=self._broken,
        )

    def _used(self, found: Keys) -> None:
        self._end()
        self.message.say(_DONE.format(found.mark), "ok")
        self.changed.emit(found)

    def _not_used(self, reason: Any) -> None:
        self._busy("")
        self.message.say(explain(reason))
        self.leave_it.setFocus()

    def _leave(self) -> None:
        self._end()
        self.message.say(_LEFT, "info")

    def _end(self) -> None:
        self._busy("")
        self._new = None
        self.handover.forget()
        self._renew()
        self.handing_over.emit(False)
        self.make.setFocus()

    def _broken(self) -> None:
        self._busy("")
        self.message.say(_BUG)
        self._tasks.ask(house_keys.keys, self.changed.emit, owner=self)


def _part() -> tuple[QWidget, QVBoxLayout]:
    part = QWidget()
    column = QVBoxLayout(part)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(12)
    return part, column
