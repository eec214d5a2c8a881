"""A formal decision of lid 1, recorded by the procesmanager: who decided, and when (WGS 2.31)."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from zvhdesk.domain.refusals import BadInput, ChangedSince, LidOneMissing, Refusal
from zvhdesk.services import adding
from zvhdesk.services.dossier import Dossier
from zvhdesk.ui.dossier.parts import TabPage
from zvhdesk.ui.explain import explain
from zvhdesk.ui.kit import Button, Card, Check, Field, Flow, Message, small
from zvhdesk.ui.kit.drafts import Drafts
from zvhdesk.ui.tasks import Tasks


@dataclass(frozen=True, slots=True)
class Decision:
    """What is decided on. `row` is whose drafts are kept, `day` the column of the date.

    `record` commits on the database lane: the session, what was typed by field, the ids of who decided.
    `rev` is what the form was shown of the case.
    """

    name: str
    intent: str
    row: str
    day: str
    record: Callable[[Any, Mapping[str, str], Sequence[str]], object]
    rev: int


class LidOneForm(TabPage):
    """The form. `recorded` when it stands, `closed` when it was put away; what was typed stays a draft.

    A kind of decision adds its own cards and then calls `finish_form`, which fills in what was left behind.
    """

    recorded = Signal()
    closed = Signal()

    def __init__(self, tasks: Tasks, decision: Decision) -> None:
        super().__init__(decision.name)
        self._tasks, self._decision = tasks, decision
        self._rev = decision.rev
        self._deciders: dict[str, Check] = {}
        self.column.setContentsMargins(24, 16, 24, 16)
        self._drafts = Drafts(tasks, decision.intent, lambda: self.typed, self)
        self._drafts.of(decision.row)
        self._top = Message(f"{decision.name}.error")
        self._nobody = Message(f"{decision.name}.partners.error")
        self._day = QLineEdit()
        self._day.setObjectName(f"{decision.name}.day")
        self._day.textEdited.connect(self.note_typing)

    def who_and_when(self, dossier: Dossier, title: str, rule: str, day: str) -> Card:
        """The card on which lid 1 is chosen; `rule` says who may decide, `day` is the label of the date."""
        card = Card(title)
        card.body.addWidget(small(rule, wrap=True))
        holder = QWidget()
        flow = Flow(holder, 8)
        for at, (partner_id, name) in enumerate(dossier.choices.lid_one):
            box = Check(name, f"{self._decision.name}.partner.{at}")
            box.toggled.connect(self.note_typing)
            box.toggled.connect(self._nobody.clear)
            self._deciders[partner_id] = box
            flow.addWidget(box)
        card.body.addWidget(holder)
        if not self._deciders:
            card.body.addWidget(
                small("Er zijn nog geen partners van lid 1 bekend. Vul dat in bij Beheer.", wrap=True)
            )
        card.body.addWidget(self._nobody)
        self._day_field = Field(day, self._day, hint="Bijvoorbeeld 12 mrt 2026")
        self._day_field.setMaximumWidth(440)
        card.body.addWidget(self._day_field)
        return card

    def finish_form(self, words: str, note: str) -> None:
        """Put the acts beneath the cards: `words` on the button, `note` beside it."""
        name = self._decision.name
        holder = QFrame()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._top)
        row = QHBoxLayout()
        self.record = Button(words, f"{name}.record", "primary", on_click=self._record)
        row.addWidget(self.record)
        row.addWidget(Button("Terug naar het dossier", f"{name}.back", "quiet", on_click=self._close))
        row.addWidget(small(note, wrap=True), 1)
        column.addLayout(row)
        self.add(holder)
        self.finish()
        intent, row_id = self._decision.intent, self._decision.row
        self._tasks.read(lambda session: adding.form_drafts(session, intent, row_id), self.refill, owner=self)

    @property
    def typed(self) -> dict[str, str]:
        """What the form holds, by field."""
        return {self._decision.day: self._day.text(), "partners": " ".join(self._decided_by())}

    def _decided_by(self) -> list[str]:
        return [partner_id for partner_id, box in self._deciders.items() if box.isChecked()]

    def refill(self, drafts: Mapping[str, str]) -> None:
        """Put back what was typed before, except over what is typed already."""
        self._drafts.of(self._decision.row, drafts)
        if not self._day.text():
            self._day.setText(drafts.get(self._decision.day, ""))
        for partner_id in drafts.get("partners", "").split():
            if partner_id in self._deciders:
                self._deciders[partner_id].setChecked(True)

    def begin(self) -> None:
        """Put the keyboard in the first question."""
        next(iter(self._deciders.values()), self._day).setFocus(Qt.FocusReason.TabFocusReason)

    def note_typing(self, *_: object) -> None:
        """Something was typed or chosen: it is kept shortly after."""
        self._drafts.note()

    def keep_drafts(self) -> None:
        """Keep what is typed and not recorded."""
        self._drafts.keep()

    def _close(self) -> None:
        self.keep_drafts()
        self.closed.emit()

    def _record(self) -> None:
        self._drafts.stop()
        self.record.setEnabled(False)
        typed, deciders, record = self.typed, self._decided_by(), self._decision.record

        def act(session: Any) -> None:
            record(session, typed, deciders)

        self._tasks.change(
            act,
            self._decision.intent,
            self._done,
            self._refused,
            owner=self,
            broken=self._broken,
            base_rev=self._rev,
        )

    def _done(self, _: object) -> None:
        self.record.setEnabled(True)
        self.recorded.emit()

    def _broken(self) -> None:
        self.record.setEnabled(True)
        self.keep_drafts()

    def _refused(self, reason: Refusal) -> None:
        self._broken()
        self.clear_errors()
        if isinstance(reason, ChangedSince):
            self._rev = reason.rev
        if isinstance(reason, LidOneMissing):
            self._nobody.say(explain(reason).sentence)
            self.to(next(iter(self._deciders.values()), self.record))
        elif isinstance(reason, BadInput):
            self.say_beside(reason)
        else:
            self._top.say(explain(reason).sentence)

    def clear_errors(self) -> None:
        """Say of nothing any more that it is wrong."""
        self._day_field.set_error("")
        self._nobody.clear()
        self._top.clear()

    def say_beside(self, reason: BadInput) -> None:
        """Say it beside the field it is about."""
        self._day_field.set_error(reason.sentence)
        self.to(self._day)

    def to(self, widget: QWidget) -> None:
        """Put the keyboard there, in sight."""
        widget.setFocus(Qt.FocusReason.TabFocusReason)
        self.ensureWidgetVisible(widget)
