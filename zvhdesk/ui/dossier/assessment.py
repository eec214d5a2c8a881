"""Beoordeling vastleggen: lid 1 decides, the procesmanager records (WGS 2.31(2), BGS 2.20)."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from zvhdesk.domain.refusals import BadInput
from zvhdesk.domain.terms import Criterion
from zvhdesk.services import assessment
from zvhdesk.services.dossier import Dossier
from zvhdesk.ui.dossier.lid_one import Decision, LidOneForm
from zvhdesk.ui.kit import Card, Field, Message, Radio, label
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


class AssessmentPanel(LidOneForm):
    """The four criteria, and who judged them."""

    def __init__(self, tasks: Tasks, dossier: Dossier) -> None:
        case_id = dossier.head.case_id
        decision = Decision(
            name="assessment",
            intent=assessment.INTENT,
            row=case_id,
            day="decided_on",
            record=lambda session, typed, by: assessment.record_typed(session, case_id, typed, by),
            rev=dossier.rev,
        )
        super().__init__(tasks, decision)
        self._rows = {row.criterion.value: CriterionRow(row.criterion, row.words) for row in dossier.judged}
        self.add(self._criteria())
        self.add(
            self.who_and_when(
                dossier,
                "Wie heeft dit besloten, en wanneer?",
                "Alleen deelnemers van lid 1 besluiten.",
                "Datum van het besluit",
            )
        )
        self.finish_form(
            "Beoordeling vastleggen",
            "Een formeel besluit: het kan niet ongedaan worden gemaakt, wel opnieuw beoordeeld.",
        )

    def _criteria(self) -> Card:
        card = Card("Voldoet de aanmelding aan de vier criteria?", "BGS artikel 2.20, eerste lid")
        for row in self._rows.values():
            card.body.addWidget(row)
            row.typed.connect(self.note_typing)
        return card

    @property
    def typed(self) -> dict[str, str]:
        """What the form holds, by field."""
        values = {f"met.{letter}": row.answer for letter, row in self._rows.items()}
        values |= {f"ground.{letter}": row.ground.toPlainText() for letter, row in self._rows.items()}
        return values | super().typed

    def refill(self, drafts: Mapping[str, str]) -> None:
        """Put back what was typed before, except over what is typed already."""
        super().refill(drafts)
        for letter, row in self._rows.items():
            if drafts.get(f"met.{letter}"):
                row.answer_with(drafts[f"met.{letter}"])
            if drafts.get(f"ground.{letter}") and not row.ground.toPlainText():
                row.ground.setPlainText(drafts[f"ground.{letter}"])

    def begin(self) -> None:
        """Put the keyboard in the first question."""
        next(iter(self._rows.values())).yes.setFocus(Qt.FocusReason.TabFocusReason)

    def clear_errors(self) -> None:
        """Say of nothing any more that it is wrong."""
        super().clear_errors()
        for row in self._rows.values():
            row.wrong.clear()
            row.field.set_error("")

    def say_beside(self, reason: BadInput) -> None:
        """Say it beside the criterion, its ground, or the date."""
        kind, _, letter = reason.field.partition(".")
        row = self._rows.get(letter)
        if row is None:
            super().say_beside(reason)
        elif kind == "met":
            row.wrong.say(reason.sentence)
            self.to(row.yes)
        else:
            row.field.set_error(reason.sentence)
            self.to(row.ground)
