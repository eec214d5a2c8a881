"""Vaststellen vastleggen: lid 1 adopts a plan, the procesmanager records who and when (WGS 2.31)."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from zvhdesk.domain.refusals import BadInput, LidOneMissing, Refusal
from zvhdesk.services import adding
from zvhdesk.services.dossier import Dossier
from zvhdesk.services.plans import versions
from zvhdesk.services.plans.rows import ConceptRow, PlanCard
from zvhdesk.ui.dossier.parts import TabPage
from zvhdesk.ui.explain import explain
from zvhdesk.ui.kit import Button, Card, Check, Field, Flow, Message, small
from zvhdesk.ui.kit.editable import DRAFT_MS
from zvhdesk.ui.plans.wording import many
from zvhdesk.ui.tasks import Tasks


class AdoptionPanel(TabPage):
    """The form. `recorded` when it stands, `closed` when it was put away; what was typed stays a draft."""

    recorded = Signal()
    closed = Signal()

    def __init__(self, tasks: Tasks, dossier: Dossier, plans: PlanCard, concept: ConceptRow) -> None:
        super().__init__("adoption")
        self._tasks, self._plan = tasks, concept.id
        self._kept: dict[str, str] = {}
        self.column.setContentsMargins(24, 16, 24, 16)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(DRAFT_MS)
        self._timer.timeout.connect(self.keep_drafts)
        self._top = Message("adoption.error")
        self.add(self._what(plans, concept))
        self.add(self._decision(dossier))
        self.add(self._acts())
        self.finish()
        plan_id = self._plan
        tasks.read(
            lambda session: adding.form_drafts(session, versions.ADOPT, plan_id), self._refill, owner=self
        )

    def _what(self, plans: PlanCard, concept: ConceptRow) -> Card:
        card = Card(f"Plan van aanpak, versie {concept.version}")
        evaluation = plans.fields[("plan", concept.id, "evaluation_on")].text
        said = f"{many(plans.goals, 'doel', 'doelen')} en {many(plans.actions, 'open actie', 'open acties')}"
        when = f", evaluatie {evaluation}" if evaluation else ", nog geen datum voor de evaluatie"
        card.body.addWidget(small(f"{said}{when}.", wrap=True))
        card.body.addWidget(
            small(
                "Vanaf het vaststellen verandert deze versie niet meer, ook niet als doelen, acties of "
                "inbreng daarna veranderen. Dan volgt een nieuwe versie.",
                wrap=True,
            )
        )
        return card

    def _decision(self, dossier: Dossier) -> Card:
        card = Card("Wie heeft dit plan vastgesteld, en wanneer?")
        card.body.addWidget(small("Alleen deelnemers van lid 1 stellen een plan vast.", wrap=True))
        self._deciders: dict[str, Check] = {}
        self._nobody = Message("adoption.partners.error")
        holder = QWidget()
        flow = Flow(holder, 8)
        for at, (partner_id, name) in enumerate(dossier.choices.lid_one):
            box = Check(name, f"adoption.partner.{at}")
            box.toggled.connect(self._typed)
            box.toggled.connect(self._nobody.clear)
            self._deciders[partner_id] = box
            flow.addWidget(box)
        card.body.addWidget(holder)
        if not self._deciders:
            card.body.addWidget(
                small("Er zijn nog geen partners van lid 1 bekend. Vul dat in bij Beheer.", wrap=True)
            )
        card.body.addWidget(self._nobody)
        self._day = QLineEdit()
        self._day.setObjectName("adoption.day")
        self._day.textEdited.connect(self._typed)
        self._day_field = Field("Vastgesteld op", self._day, hint="Bijvoorbeeld 12 mrt 2026")
        self._day_field.setMaximumWidth(440)
        card.body.addWidget(self._day_field)
        return card

    def _acts(self) -> QFrame:
        holder = QFrame()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._top)
        row = QHBoxLayout()
        self.record = Button("Vaststellen vastleggen", "adoption.record", "primary", on_click=self._record)
        row.addWidget(self.record)
        row.addWidget(Button("Terug naar het dossier", "adoption.back", "quiet", on_click=self._close))
        row.addWidget(
            small(
                "Een formeel besluit: het kan niet ongedaan worden gemaakt. Een nieuwe versie kan altijd.",
                wrap=True,
            ),
            1,
        )
        column.addLayout(row)
        return holder

    @property
    def typed(self) -> dict[str, str]:
        """What the form holds, by field."""
        return {"adopted_on": self._day.text(), "partners": " ".join(self._adopted_by())}

    def _adopted_by(self) -> list[str]:
        return [partner_id for partner_id, box in self._deciders.items() if box.isChecked()]

    def _refill(self, drafts: Mapping[str, str]) -> None:
        self._kept = dict(drafts)
        if not self._day.text():
            self._day.setText(drafts.get("adopted_on", ""))
        for partner_id in drafts.get("partners", "").split():
            if partner_id in self._deciders:
                self._deciders[partner_id].setChecked(True)

    def begin(self) -> None:
        """Put the keyboard in the first question."""
        next(iter(self._deciders.values()), self._day).setFocus(Qt.FocusReason.TabFocusReason)

    def _typed(self, *_: object) -> None:
        if not self._timer.isActive():
            self._timer.start()

    def keep_drafts(self) -> None:
        """Keep what is typed and not recorded."""
        self._timer.stop()
        for column, text in self.typed.items():
            if text != self._kept.get(column, ""):
                self._kept[column] = text
                self._keep(column, text)

    def _keep(self, column: str, text: str) -> None:
        cell = ("", self._plan, column)
        self._tasks.ask(
            lambda desk: desk.keep_draft(versions.ADOPT, cell, text, 0), lambda _: None, owner=self
        )

    def _close(self) -> None:
        self.keep_drafts()
        self.closed.emit()

    def _record(self) -> None:
        self._timer.stop()
        self.record.setEnabled(False)
        typed, adopted_by, plan_id = self.typed, self._adopted_by(), self._plan

        def act(session: Any) -> None:
            versions.adopt_typed(session, plan_id, typed, adopted_by)

        self._tasks.change(act, versions.ADOPT, self._done, self._refused, owner=self, broken=self._broken)

    def _done(self, _: object) -> None:
        self.record.setEnabled(True)
        self.recorded.emit()

    def _broken(self) -> None:
        self.record.setEnabled(True)
        self.keep_drafts()

    def _refused(self, reason: Refusal) -> None:
        self.record.setEnabled(True)
        self.keep_drafts()
        self._day_field.set_error("")
        self._nobody.clear()
        self._top.clear()
        if isinstance(reason, LidOneMissing):
            self._nobody.say(explain(reason).sentence)
            self._focus(next(iter(self._deciders.values()), self.record))
        elif isinstance(reason, BadInput):
            self._day_field.set_error(reason.sentence)
            self._focus(self._day)
        else:
            self._top.say(explain(reason).sentence)

    def _focus(self, widget: QWidget) -> None:
        widget.setFocus(Qt.FocusReason.TabFocusReason)
        self.ensureWidgetVisible(widget)
