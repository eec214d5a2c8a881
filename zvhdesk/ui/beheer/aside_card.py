"""What was set aside on this computer when it joined anew: to be opened beside this house, or removed."""

from pathlib import Path

from PySide6.QtCore import QProcess
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from zvhdesk.domain.terms import Compartment
from zvhdesk.services import set_aside
from zvhdesk.services.desk import Desk
from zvhdesk.services.program import command
from zvhdesk.services.set_aside import Kept
from zvhdesk.services.words import day
from zvhdesk.ui.explain_any import explain
from zvhdesk.ui.kit import Button, Card, Message, label, rule, small
from zvhdesk.ui.tasks import Tasks
from zvhdesk.ui.theme import Text
from zvhdesk.wire.roster import AfterRevoking

_ABOUT = (
    "Toen deze computer opnieuw werd aangesloten, is bewaard wat er stond. Alles wat toen al verstuurd was, "
    "staat ook in het huis van nu."
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
_COPIES = "Reservekopieën die toen zijn gemaakt, blijven staan waar ze zijn."
_REMOVED = "Het is verwijderd."


class AsideCard(Card):
    """A row for each; hidden as long as there is none. `command` starts this program."""

    def __init__(self, tasks: Tasks) -> None:
        super().__init__("Opzij gezet op deze computer")
        self.setObjectName("admin.aside")
        self._tasks = tasks
        self._apart = False
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

    def _show(self, found: tuple[bool, tuple[Kept, ...]]) -> None:
        self._apart, rows = found
        while (item := self._rows.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        for at, one in enumerate(rows):
            self._rows.addWidget(_Row(self, at, one))
        self.setVisible(bool(rows) or bool(self.message.text))

    def open_it(self, one: Kept) -> None:
        """In a program of its own, beside this one."""
        program, *words = self.command
        which = ["--cter"] if self._apart else []
        started, _pid = QProcess.startDetached(program, [*words, str(one.path), *which])
        self.message.say(_OPENED if started else _NOT_OPENED, "info" if started else "warn")

    def remove(self, one: Kept) -> None:
        """For good."""
        apart = self._apart
        self._tasks.work(
            lambda _ticket: set_aside.remove(one.path, apart=apart),
            self._removed,
            lambda reason: self.message.say(explain(reason)),
            owner=self,
        )

    def _removed(self, _none: None) -> None:
        self.message.say(_REMOVED, "ok")
        self.refresh()


class _Row(QWidget):
    """One of them, with what opens it; removing asks once more."""

    def __init__(self, card: AsideCard, at: int, one: Kept) -> None:
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


def _kept(desk: Desk) -> tuple[bool, tuple[Kept, ...]]:
    apart = desk.compartment is Compartment.CTER
    house: Path = desk.folder.parent if apart else desk.folder
    return apart, set_aside.kept(house, apart=apart)
