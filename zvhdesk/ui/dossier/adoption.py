"""Vaststelling vastleggen: lid 1 adopts a plan, the procesmanager records who and when (WGS 2.31)."""

from collections.abc import Mapping

from PySide6.QtWidgets import QLineEdit

from zvhdesk.domain.refusals import BadInput
from zvhdesk.services.dossier import Dossier
from zvhdesk.services.plans import versions
from zvhdesk.services.plans.rows import ConceptRow, PlanCard
from zvhdesk.services.words import many
from zvhdesk.ui.dossier.lid_one import Decision, LidOneForm
from zvhdesk.ui.kit import Card, Field, small
from zvhdesk.ui.tasks import Tasks

_EVALUATION = "evaluation_on"


class AdoptionPanel(LidOneForm):
    """What is adopted, by whom and when."""

    def __init__(self, tasks: Tasks, dossier: Dossier, plans: PlanCard, concept: ConceptRow) -> None:
        plan_id = concept.id
        decision = Decision(
            name="adoption",
            intent=versions.ADOPT,
            row=plan_id,
            day="adopted_on",
            record=lambda session, typed, by: versions.adopt_typed(session, plan_id, typed, by),
            rev=dossier.rev,
        )
        super().__init__(tasks, decision)
        self._evaluation = QLineEdit(plans.fields[("plan", plan_id, "evaluation_on")].text)
        self._evaluation.setObjectName("adoption.evaluation")
        self._evaluation.textEdited.connect(self.note_typing)
        self._evaluation_field = Field("Evaluatie op", self._evaluation, hint="Bijvoorbeeld 12 jun 2026")
        self._evaluation_field.setMaximumWidth(440)
        self.add(_what(plans, concept))
        card = self.who_and_when(
            dossier,
            "Wie heeft dit plan vastgesteld, en wanneer?",
            "Alleen deelnemers van lid 1 stellen een plan vast.",
            "Vastgesteld op",
        )
        card.body.addWidget(self._evaluation_field)
        self.add(card)
        self.finish_form(
            "Vaststelling vastleggen",
            "Een formeel besluit: het kan niet ongedaan worden gemaakt. Een nieuwe versie kan altijd.",
        )

    @property
    def typed(self) -> dict[str, str]:
        """What the form holds, by field."""
        return {**super().typed, _EVALUATION: self._evaluation.text()}

    def refill(self, drafts: Mapping[str, str]) -> None:
        """Put back what was typed before, also of the evaluation."""
        super().refill(drafts)
        if not self._evaluation.text():
            self._evaluation.setText(drafts.get(_EVALUATION, ""))

    def clear_errors(self) -> None:
        """Say of nothing any more that it is wrong."""
        super().clear_errors()
        self._evaluation_field.set_error("")

    def say_beside(self, reason: BadInput) -> None:
        """Say it beside the date it is about."""
        if reason.field != _EVALUATION:
            super().say_beside(reason)
            return
        self._evaluation_field.set_error(reason.sentence)
        self.to(self._evaluation)


def _what(plans: PlanCard, concept: ConceptRow) -> Card:
    card = Card(f"Plan van aanpak, versie {concept.version}")
    said = f"{many(plans.goals, 'doel', 'doelen')} en {many(plans.actions, 'open actie', 'open acties')}"
    card.body.addWidget(small(f"{said}.", wrap=True))
    card.body.addWidget(
        small(
            "Vanaf het vaststellen verandert deze versie niet meer, ook niet als doelen, acties of "
            "inbreng daarna veranderen. Dan volgt een nieuwe versie.",
            wrap=True,
        )
    )
    return card
