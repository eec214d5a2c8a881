"""Vaststellen vastleggen: lid 1 adopts a plan, the procesmanager records who and when (WGS 2.31)."""

from zvhdesk.services.dossier import Dossier
from zvhdesk.services.plans import versions
from zvhdesk.services.plans.rows import ConceptRow, PlanCard
from zvhdesk.services.words import many
from zvhdesk.ui.dossier.lid_one import Decision, LidOneForm
from zvhdesk.ui.kit import Card, small
from zvhdesk.ui.tasks import Tasks


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
        )
        super().__init__(tasks, decision)
        self.add(_what(plans, concept))
        self.add(
            self.who_and_when(
                dossier,
                "Wie heeft dit plan vastgesteld, en wanneer?",
                "Alleen deelnemers van lid 1 stellen een plan vast.",
                "Vastgesteld op",
            )
        )
        self.finish_form(
            "Vaststellen vastleggen",
            "Een formeel besluit: het kan niet ongedaan worden gemaakt. Een nieuwe versie kan altijd.",
        )


def _what(plans: PlanCard, concept: ConceptRow) -> Card:
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
