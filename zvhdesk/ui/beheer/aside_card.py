"""What was set aside on this computer when it joined anew: to be opened beside this house, or removed."""

from dataclasses import dataclass

from PySide6.QtCore import QProcess, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from zvhdesk.domain.terms import Compartment
from zvhdesk.services import aside_folders, copy_folders, set_aside
from zvhdesk.services.desk import Desk
from zvhdesk.services.program import command
from zvhdesk.services.set_aside import Kept
from zvhdesk.services.words import day, listed
from zvhdesk.ui.explain_any import explain
from zvhdesk.ui.kit import Button, Card, Message, label, rule, small
from zvhdesk.ui.tasks import Tasks
from zvhdesk.ui.theme import Text
from zvhdesk.wire.roster import AfterRevoking

_ABOUT = (
    "Toen deze computer opnieuw werd aangesloten, is bewaard wat er stond. Alles wat toen al verstuurd was, "
    "staat ook in het huis van nu, behalve wat het huis daarna heeft vernietigd."
)
_WAITS = (
    "Het huis heeft een casus vernietigd die hier nog in kan staan. Haal eruit wat niet verstuurd was en nog "
    "nodig is, en verwijder de map. Zolang hij er is, tekent deze computer niet dat er niets meer van staat."
)
_WAITS_WIPED = (
    "De kopieën die er toen van zijn gemaakt, waren nog niet te bereiken. Daar kan een vernietigde casus in "
    "staan. Sluit die schijf aan en start ZVH Desk nog een keer. Zolang dat niet is gebeurd, tekent deze "
    "computer niet dat er niets meer van staat."
)
_HOW = {
    None: "Gaat open met de wachtwoordzin van toen, of met de twee herstelbladen.",
    AfterRevoking.KEEP: "Is ingetrokken met bewaren, en gaat alleen open met de twee herstelbladen samen.",
    AfterRevoking.WIPE: "Is ingetrokken met wissen: de sleutels zijn vernietigd, niemand opent het nog.",
}
_OPENED = "Er gaat een tweede venster open. Dit venster blijft staan; sluit dat andere als u klaar bent."
_NOT_OPENED = "Het tweede venster ging niet open. Probeer het opnieuw, of vraag het wie uw computer beheert."
_LOSES = "Wat daar nog niet was verstuurd, is dan voorgoed weg. Dit kan niemand terugdraaien."
_LOSES_NOTHING = "Daar kan niemand nog iets in lezen. U verliest er niets mee."
_COPIES = (
    "Reservekopieën die er toen van zijn gemaakt, gaan mee als ze in de map voor reservekopieën van nu "
    "staan; is die map er nu niet, dan zodra hij er weer is. Staan ze ergens anders, verwijder ze daar dan "
    "zelf: ook daarin kan een vernietigde casus staan."
)
_REMOVED = "Het is verwijderd."
_LATER = "De reservekopieën die ervan zijn gemaakt in {}, gaan weg zodra die map er weer is."


class AsideCard(Card):
    """A row for each; hidden as long as there is none. `command` starts this program.

    `removed` once one is gone, with which a folder may have come to be waited for.
    """

    removed = Signal()

    def __init__(self, tasks: Tasks) -> None:
        super().__init__("Opzij gezet op deze computer")
        self.setObjectName("admin.aside")
        self._tasks = tasks
        self._apart = False
        self._copies: tuple[str, ...] = ()
        self.command = command()
        self.body.addWidget(small(_ABOUT, wrap=True))
        self.message = Message("admin.aside.message")
        self.body.addWidget(self.message)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(12)
        self.body.addLayout(self._rows)
        self.hide()

    def refresh(self) -> None:
        """Look which there are."""
        self._tasks.ask(_kept, self._show, owner=self)

    def opened(self) -> None:
        """It comes into view: what was said before is over."""
        self.message.clear()
        self.refresh()

    def _show(self, found: "_Found") -> None:
        self._apart, self._copies, rows = found.apart, found.copies, found.rows
        while (item := self._rows.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        for at, one in enumerate(rows):
            self._rows.addWidget(_Row(self, at, one, waits=str(one.path) in found.waited_for))
        self.setVisible(bool(rows) or bool(self.message.text))

    def open_it(self, one: Kept) -> None:
        """In a program of its own, beside this one."""
        program, *words = self.command
        which = ["--cter"] if self._apart else []
        started, _pid = QProcess.startDetached(program, [*words, str(one.path), *which])
        self.message.say(_OPENED if started else _NOT_OPENED, "info" if started else "warn")

    def remove(self, one: Kept) -> None:
        """For good."""
        apart, copies = self._apart, self._copies
        self._tasks.work(
            lambda _ticket: set_aside.remove(one.path, apart=apart, copies=copies),
            lambda taken: self._tasks.ask(
                lambda desk: aside_folders.removed(desk, one, taken), self._removed, owner=self
            ),
            lambda reason: self.message.say(explain(reason)),
            owner=self,
        )

    def _removed(self, later: tuple[str, ...]) -> None:
        self.message.say(f"{_REMOVED} {_LATER.format(listed(later))}" if later else _REMOVED, "ok")
        self.refresh()
        self.removed.emit()


class _Row(QWidget):
    """One of them, with what opens it; removing asks once more. `waits`: a destruction waits for it."""

    def __init__(self, card: AsideCard, at: int, one: Kept, *, waits: bool) -> None:
        super().__init__()
        name = f"admin.aside.{at}"
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(6)
        whole.addWidget(rule(faint=True))
        since = "Opzij gezet" if one.on is None else f"Opzij gezet op {day(one.on)}"
        whole.addWidget(label(since, Text.STRONG, name=name))
        path = small(f"Map {one.path.name}")
        path.setToolTip(str(one.path))
        whole.addWidget(path)
        whole.addWidget(label(_HOW[one.after], name=f"{name}.how", wrap=True))
        wiped = one.after is AfterRevoking.WIPE
        if waits:
            warning = Message(f"{name}.waits")
            warning.say(_WAITS_WIPED if wiped else _WAITS, "warn")
            whole.addWidget(warning)
        open_it = lambda: card.open_it(one)  # noqa: E731 - said once
        self._open = Button("In een tweede venster openen", f"{name}.open", on_click=open_it)
        self._open.setVisible(not wiped)
        self._gone = Button("Verwijderen", f"{name}.remove", on_click=lambda: self._ask(asks=True))
        self._gone.setAccessibleName(f"Verwijderen: {since}")
        self._sure = label(f"{_LOSES_NOTHING if wiped else _LOSES} {_COPIES}", name=f"{name}.sure", wrap=True)
        self._yes = Button("Voorgoed verwijderen", f"{name}.yes", "danger", on_click=lambda: card.remove(one))
        self._no = Button("Laten staan", f"{name}.no", on_click=lambda: self._ask(asks=False))
        first, acts = QHBoxLayout(), QHBoxLayout()
        first.setSpacing(8)
        acts.setSpacing(8)
        for row, parts in ((first, (self._open, self._gone)), (acts, (self._yes, self._no))):
            for part in parts:
                row.addWidget(part)
            row.addStretch(1)
        whole.addLayout(first)
        whole.addWidget(self._sure)
        whole.addLayout(acts)
        self._ask(asks=False)

    def _ask(self, *, asks: bool) -> None:
        self._gone.setVisible(not asks)
        for part in (self._sure, self._yes, self._no):
            part.setVisible(asks)
        if asks:
            self._no.setFocus()


@dataclass(frozen=True, slots=True)
class _Found:
    """What stands there, which of it a destruction waits for, and where daily copies of it may be."""

    apart: bool
    rows: tuple[Kept, ...]
    waited_for: tuple[str, ...]
    copies: tuple[str, ...]


def _kept(desk: Desk) -> _Found:
    apart = desk.compartment is Compartment.CTER
    folders = copy_folders.known(desk)
    return _Found(apart, aside_folders.kept(desk), aside_folders.waited_for(desk), folders)
