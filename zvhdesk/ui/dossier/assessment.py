"""Beoordeling vastleggen: lid 1 decides, the procesmanager records (WGS 2.31(2), BGS 2.20)."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from zvhdesk.domain.refusals import BadInput, LidOneMissing, Refusal
from zvhdesk.domain.terms import Criterion
from zvhdesk.services import adding, assessment
from zvhdesk.services.dossier import Dossier
from zvhdesk.ui.dossier.parts import TabPage
from zvhdesk.ui.explain import explain
from zvhdesk.ui.kit import Button, Card, Check, Field, Flow, Message, Radio, label, small
from zvhdesk.ui.kit.editable import DRAFT_MS
from zvhdesk.ui.tasks import Tasks
from zvhdesk.ui.theme import Text


class CriterionRow(QWidget):
    """One criterion: ja or nee, and its ground in words."""

    typed = Signal()

    def __init__(self, criterion: Criterion, words: str) -> None:
        super().__init__()
        letter = criterion.value
        self.letter = letter
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 4, 0, 8)
        grid.setHorizontalSpacing(16)
        grid.setColumnStretch(0, 3)
        grid.setColumnStretch(1, 4)
        question = label(f"{letter}. {words}", Text.STRONG, wrap=True)
        self.yes = Radio("ja", f"assessment.{letter}.yes")
        self.no = Radio("nee", f"assessment.{letter}.no")
        for button, answer in ((self.yes, "ja"), (self.no, "nee")):
            button.setAccessibleName(f"{words}: {answer}")
            button.toggled.connect(self.typed)
        answers = QWidget()
        row = QHBoxLayout(answers)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        row.addWidget(self.yes)
        row.addWidget(self.no)
        row.addStretch(1)
        self.wrong = Message(f"assessment.{letter}.error")
        left = QVBoxLayout()
        left.setSpacing(4)
        left.addWidget(question)
        left.addWidget(answers)
        left.addWidget(self.wrong)
        left.addStretch(1)
        self.ground = QPlainTextEdit()
        self.ground.setObjectName(f"assessment.{letter}.ground")
        self.ground.setTabChangesFocus(True)
        self.ground.setFixedHeight(64)
        self.ground.textChanged.connect(self.typed)
        self.field = Field("Grond", self.ground)
        self.ground.setAccessibleName(f"Grond bij criterium {letter}")
        grid.addLayout(left, 0, 0)
        grid.addWidget(self.field, 0, 1)

    @property
    def answer(self) -> str:
        """`ja`, `nee`, or empty."""
        return "ja" if self.yes.isChecked() else "nee" if self.no.isChecked() else ""

    def answer_with(self, answer: str) -> None:
        """Choose; an empty answer chooses neither."""
        for button, words in ((self.yes, "ja"), (self.no, "nee")):
            button.setAutoExclusive(False)
            button.setChecked(answer == words)
            button.setAutoExclusive(True)


class AssessmentPanel(TabPage):
    """The form. `recorded` when it stands, `closed` when it was put away; what was typed stays a draft."""

    recorded = Signal()
    closed = Signal()

    def __init__(self, tasks: Tasks, dossier: Dossier) -> None:
        super().__init__("assessment")
        self._tasks, self._case = tasks, dossier.head.case_id
        self._kept: dict[str, str] = {}
        self.column.setContentsMargins(24, 16, 24, 16)
        self._rows = {row.criterion.value: CriterionRow(row.criterion, row.words) for row in dossier.judged}
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(DRAFT_MS)
        self._timer.timeout.connect(self.keep_drafts)
        self._top = Message("assessment.error")
        self.add(self._criteria())
        self.add(self._decision(dossier))
        self.add(self._acts())
        self.finish()
        case_id = self._case
        tasks.read(
            lambda session: adding.form_drafts(session, assessment.INTENT, case_id), self._refill, owner=self
        )

    def _criteria(self) -> Card:
        card = Card("Voldoet de aanmelding aan de vier criteria?", "BGS artikel 2.20, eerste lid")
        for row in self._rows.values():
            card.body.addWidget(row)
            row.typed.connect(self._typed)
        return card

    def _decision(self, dossier: Dossier) -> Card:
        card = Card("Wie heeft dit besloten, en wanneer?", "alleen deelnemers van lid 1 besluiten")
        self._deciders: dict[str, Check] = {}
        nobody = Message("assessment.partners.error")
        holder = QWidget()
        flow = Flow(holder, 8)
        for at, (partner_id, name) in enumerate(dossier.choices.lid_one):
            box = Check(name, f"assessment.partner.{at}")
            box.toggled.connect(self._typed)
            box.toggled.connect(nobody.clear)
            self._deciders[partner_id] = box
            flow.addWidget(box)
        card.body.addWidget(holder)
        if not self._deciders:
            card.body.addWidget(
                small("Er zijn nog geen partners van lid 1 bekend. Vul dat in bij Beheer.", wrap=True)
            )
        self._nobody = nobody
        card.body.addWidget(nobody)
        self._day = QLineEdit()
        self._day.setObjectName("assessment.day")
        self._day.textEdited.connect(self._typed)
        self._day_field = Field("Datum van het besluit", self._day, hint="Bijvoorbeeld 12 mrt 2026")
        self._day_field.setMaximumWidth(280)
        card.body.addWidget(self._day_field)
        return card

    def _acts(self) -> QFrame:
        holder = QFrame()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._top)
        row = QHBoxLayout()
        self.record = Button("Beoordeling vastleggen", "assessment.record", "primary", on_click=self._record)
        row.addWidget(self.record)
        row.addWidget(Button("Terug naar het dossier", "assessment.back", "quiet", on_click=self._close))
        row.addWidget(
            small("Een formeel besluit: het kan niet ongedaan worden gemaakt, wel opnieuw beoordeeld.")
        )
        row.addStretch(1)
        column.addLayout(row)
        return holder

    @property
    def typed(self) -> dict[str, str]:
        """What the form holds, by field."""
        values = {f"met.{letter}": row.answer for letter, row in self._rows.items()}
        values |= {f"ground.{letter}": row.ground.toPlainText() for letter, row in self._rows.items()}
        return values | {"decided_on": self._day.text(), "partners": " ".join(self._decided_by())}

    def _decided_by(self) -> list[str]:
        return [partner_id for partner_id, box in self._deciders.items() if box.isChecked()]

    def _refill(self, drafts: Mapping[str, str]) -> None:
        self._kept = dict(drafts)
        for letter, row in self._rows.items():
            if drafts.get(f"met.{letter}"):
                row.answer_with(drafts[f"met.{letter}"])
            if drafts.get(f"ground.{letter}") and not row.ground.toPlainText():
                row.ground.setPlainText(drafts[f"ground.{letter}"])
        if not self._day.text():
            self._day.setText(drafts.get("decided_on", ""))
        for partner_id in drafts.get("partners", "").split():
            if partner_id in self._deciders:
                self._deciders[partner_id].setChecked(True)

    def begin(self) -> None:
        """Put the keyboard in the first question."""
        next(iter(self._rows.values())).yes.setFocus(Qt.FocusReason.TabFocusReason)

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
        cell = ("", self._case, column)
        self._tasks.ask(
            lambda desk: desk.keep_draft(assessment.INTENT, cell, text, 0), lambda _: None, owner=self
        )

    def _close(self) -> None:
        self.keep_drafts()
        self.closed.emit()

    def _record(self) -> None:
        self._timer.stop()
        self.record.setEnabled(False)
        typed, deciders, case_id = self.typed, self._decided_by(), self._case

        def act(session: Any) -> None:
            assessment.record_typed(session, case_id, typed, deciders)

        self._tasks.change(act, assessment.INTENT, self._done, self._refused, owner=self, broken=self._broken)

    def _done(self, _: object) -> None:
        self.record.setEnabled(True)
        self.recorded.emit()

    def _broken(self) -> None:
        self.record.setEnabled(True)
        self.keep_drafts()

    def _refused(self, reason: Refusal) -> None:
        self.record.setEnabled(True)
        self.keep_drafts()
        for row in self._rows.values():
            row.wrong.clear()
            row.field.set_error("")
        self._day_field.set_error("")
        self._nobody.clear()
        self._top.clear()
        if isinstance(reason, LidOneMissing):
            self._nobody.say(explain(reason).sentence)
            self._focus(next(iter(self._deciders.values()), self.record))
        elif isinstance(reason, BadInput):
            self._beside(reason)
        else:
            self._top.say(explain(reason).sentence)

    def _beside(self, reason: BadInput) -> None:
        kind, _, letter = reason.field.partition(".")
        row = self._rows.get(letter)
        if row is not None and kind == "met":
            row.wrong.say(reason.sentence)
            self._focus(row.yes)
        elif row is not None:
            row.field.set_error(reason.sentence)
            self._focus(row.ground)
        else:
            self._day_field.set_error(reason.sentence)
            self._focus(self._day)

    def _focus(self, widget: QWidget) -> None:
        widget.setFocus(Qt.FocusReason.TabFocusReason)
        self.ensureWidgetVisible(widget)
