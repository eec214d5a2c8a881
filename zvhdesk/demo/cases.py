"""From a planned case to its rows: persons, aanmelding, judgements, contributions, goals and actions."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from zvhdesk.demo.people import MadeUp, People
from zvhdesk.demo.plans import CasePlan
from zvhdesk.demo.rows import ACTS, Rows
from zvhdesk.demo.texts import PARTNERS, PLOTS, THIRD, Plot
from zvhdesk.domain.terms import (
    ActionStatus,
    Border,
    ContributionKind,
    Criterion,
    Phase,
    Product,
    SubjectRole,
)
from zvhdesk.models.base import new_id
from zvhdesk.models.cases import Action, Case, Contribution, CriterionJudgement, Goal, Referral, Subject
from zvhdesk.models.people import Person

REFER, ASSESS, CONTRIBUTE, PLAN = ACTS
_HEALTH_GROUND = "WGS artikel 2.29, tweede lid: goed hulpverlenerschap"
_WITHIN = {
    "GGZ De Regge": "FACT-team",
    "Politie": "wijkagent",
    "Reclassering": "toezichthouder",
    "Gemeente Hengelo, veiligheid": "bestuursadviseur",
    "Gemeente Enschede, sociaal domein": "procesregisseur",
    "Jeugdbescherming Het Kompas": "jeugdbeschermer",
}
"""Who within an organisation does its actions."""
_JUDGES = "Politie, Openbaar Ministerie, Gemeente Hengelo, veiligheid"
_GROUNDS = {
    Criterion.PROBLEMS: "Problemen met wonen, gezondheid en inkomen.",
    Criterion.LIFE_DOMAINS: "Vier leefgebieden, met criminogene factoren op twee.",
    Criterion.NUISANCE_OR_CRIME: "Ernstige overlast en strafbare feiten in het afgelopen half jaar.",
    Criterion.COOPERATION: "Zorg, veiligheid en gemeente zijn alle drie nodig.",
}


@dataclass(frozen=True, slots=True)
class Setting:
    """What the cases of one house share: ids by name, and the dice."""

    dice: Random
    people: People
    today: date
    tables: dict[str, str]
    partners: dict[str, str]
    gemeenten: tuple[str, ...]
    managers: tuple[str, ...]


def add_case(rows: Rows, setting: Setting, plan: CasePlan, number: str, previous: MadeUp | None) -> MadeUp:
    """Add all rows of one case. `previous` is the person of the case before. Returns this case's person."""
    dice = setting.dice
    plot = dice.choice(PLOTS[plan.table or "Top-X"])
    stream = new_id()
    case_id = rows.add(REFER, Case, stream, plan.referred_on, **_case_values(setting, plan, plot, number))
    rows.add(
        REFER,
        Referral,
        stream,
        plan.referred_on,
        case_id=case_id,
        referred_on=plan.referred_on,
        referrer_id=setting.partners[_referrer(dice, plot)],
        urgent=plan.urgent,
        reason=plot.facts[0][1] if plan.complete else None,
    )
    person = _main_person(setting, plan, previous)
    duplicate = previous is not None and person.bsn is not None and person.bsn == previous.bsn
    person_id = _add_person(rows, person, plan.referred_on, duplicate=duplicate)
    rows.add(
        REFER, Subject, stream, plan.referred_on, case_id=case_id, person_id=person_id, role=SubjectRole.MAIN
    )
    _add_judgements(rows, plan, stream, case_id)
    if plan.phase not in (Phase.REFERRED, Phase.ASSESSMENT):
        # Nothing is asked of partners before lid 1 judged (WGS 2.31(2)), so nothing is there.
        _add_circle(rows, setting, plan, stream, case_id)
        _add_contributions(rows, setting, plan, plot, stream, case_id)
    if plan.phase in (Phase.AT_TABLE, Phase.STEP_DOWN, Phase.CLOSED):
        _add_plan(rows, setting, plan, plot, stream, case_id)
    return person


def _case_values(setting: Setting, plan: CasePlan, plot: Plot, number: str) -> dict[str, object]:
    dice = setting.dice
    past_triage = plan.product is not None
    started = plan.phase in (Phase.AT_TABLE, Phase.STEP_DOWN, Phase.CLOSED)
    treated = plan.phase_since if plan.phase is Phase.AT_TABLE else plan.referred_on + timedelta(days=40)
    checked = min(setting.today, plan.referred_on + timedelta(days=2))
    return {
        "number": number,
        "phase": plan.phase,
        "phase_since": plan.phase_since,
        "product": plan.product,
        "table_id": setting.tables[plan.table] if plan.table else None,
        "municipality": dice.choice(setting.gemeenten) if plan.complete else None,
        "process_manager_id": dice.choice(setting.managers) if plan.phase is not Phase.REFERRED else None,
        "case_manager": dice.choice(plot.actions)[1]
        if started and plan.product is not Product.ADVICE
        else None,
        "question": plot.question if plan.complete else None,
        "main_topic": plot.topic if plan.complete else None,
        "mental_health": dice.choice((True, True, False, None)),
        "mild_disability": dice.choice((True, False, False, None)),
        "addiction": dice.choice((True, False, None)),
        "stalking": plan.table == "Code Rood",
        "minor_children": dice.choice((True, False)),
        "border": dice.choice((None, None, None, Border.REGION, Border.PROVINCE)),
        "life_course": dice.random() < 0.08,
        "first_processed_on": plan.referred_on,
        "waiting_since": plan.phase_since if plan.phase is Phase.WAITING_LIST else None,
        "started_on": min(treated, plan.phase_since) if past_triage and started else None,
        "closed_on": plan.phase_since if plan.phase is Phase.CLOSED else None,
        "shielded": plan.phase is Phase.CLOSED,
        "brp_checked_on": checked if plan.brp_checked else None,
        "age_deviation": plan.age_deviation,
    }


def _referrer(dice: Random, plot: Plot) -> str:
    # A third is no participant and cannot refer (CHAIRS.md).
    thirds = {name for name, _, class_ in PARTNERS if class_ is THIRD}
    return dice.choice([name for name, _ in plot.facts if name not in thirds])


def _main_person(setting: Setting, plan: CasePlan, previous: MadeUp | None) -> MadeUp:
    known = plan.complete and setting.dice.random() > 0.05
    # Ages count on the day of aanmelding: JOR is for who was 12 to 23 then.
    made_up = setting.people.one(plan.referred_on, plan.ages, known=known)
    if plan.duplicate_of_previous and previous is not None:
        return MadeUp(made_up.initials, made_up.prefix, made_up.surname, made_up.birth_date, previous.bsn)
    return made_up


def _add_person(rows: Rows, person: MadeUp, made_on: date, *, duplicate: bool = False) -> str:
    return rows.add(
        REFER,
        Person,
        new_id(),
        made_on,
        initials=person.initials,
        prefix=person.prefix,
        surname=person.surname,
        birth_date=person.birth_date,
        bsn=person.bsn,
        possible_duplicate=duplicate,
    )


def _add_judgements(rows: Rows, plan: CasePlan, stream: str, case_id: str) -> None:
    decided_on = plan.phase_since if plan.phase is Phase.ASSESSMENT else plan.referred_on + timedelta(days=2)
    for criterion in list(Criterion)[: plan.judged]:
        rows.add(
            ASSESS,
            CriterionJudgement,
            stream,
            decided_on,
            case_id=case_id,
            criterion=criterion,
            met=True,
            ground=_GROUNDS[criterion],
            decided_by=_JUDGES,
            decided_on=decided_on,
        )


def _add_circle(rows: Rows, setting: Setting, plan: CasePlan, stream: str, case_id: str) -> None:
    dice = setting.dice
    circle = [
        (SubjectRole.FAMILY, dice.choice(("moeder", "broer", "zus", "vader"))),
        (SubjectRole.CONTACT, dice.choice(("buurman", "beste vriend", "trainer"))),
    ][: dice.randint(0, 2)]
    if plan.table == "Code Rood":
        circle.insert(0, (SubjectRole.VICTIM, "ex-partner"))
    made_on = min(setting.today, plan.referred_on + timedelta(days=6))
    for role, relation in circle:
        person_id = _add_person(rows, setting.people.one(setting.today, (19, 70), known=False), made_on)
        rows.add(
            REFER,
            Subject,
            stream,
            made_on,
            case_id=case_id,
            person_id=person_id,
            role=role,
            relation=relation,
        )


def _add_contributions(
    rows: Rows, setting: Setting, plan: CasePlan, plot: Plot, stream: str, case_id: str
) -> None:
    span = max(1, (setting.today - plan.referred_on).days - 4)
    said = [(*fact, ContributionKind.FACT) for fact in plot.facts] + [
        (*plot.opinion, ContributionKind.OPINION)
    ]
    if plan.phase is Phase.TRIAGE:
        said = said[:1]  # the others are still waited for
    for at, (partner, text, kind) in enumerate(said):
        received = plan.referred_on + timedelta(days=4 + span * at // (len(said) + 1))
        care = partner in ("GGZ De Regge", "De Haven verslavingszorg", "GGD")
        rows.add(
            CONTRIBUTE,
            Contribution,
            stream,
            received,
            case_id=case_id,
            partner_id=setting.partners[partner],
            received_on=received,
            text=text,
            kind=kind,
            ground=_HEALTH_GROUND if care else None,
            condition="Niet delen met de verhuurder." if care and setting.dice.random() < 0.4 else None,
        )


def _past(dice: Random, made_on: date, today: date) -> date:
    """A term that is over, of an action that was settled in time."""
    return min(today - timedelta(days=1), made_on + timedelta(days=dice.randint(1, 12)))


def _add_plan(rows: Rows, setting: Setting, plan: CasePlan, plot: Plot, stream: str, case_id: str) -> None:
    dice, today = setting.dice, setting.today
    over = plan.phase is Phase.CLOSED
    made_on = min(today - timedelta(days=3), plan.phase_since + timedelta(days=5))
    if plan.phase is Phase.AT_TABLE and not plan.stagnant:
        # A plan that is worked on was written lately; one that nobody touches shows as standing still.
        made_on = max(made_on, today - timedelta(days=dice.randint(6, 33)))
    for at, (text, measure) in enumerate(plot.goals, start=1):
        due = (plan.phase_since if over else today) + timedelta(days=dice.randint(20, 90))
        rows.add(
            PLAN, Goal, stream, made_on, case_id=case_id, position=at, text=text, measure=measure, due_on=due
        )
    for at, (text, partner) in enumerate(plot.actions, start=1):
        late = at <= plan.late
        status = ActionStatus.OPEN
        if over or plan.stagnant or (not late and dice.random() < 0.35):
            status = dice.choice(
                (ActionStatus.DONE, ActionStatus.DONE, ActionStatus.DONE, ActionStatus.NOT_POSSIBLE)
            )
        is_open = status is ActionStatus.OPEN
        due = (
            today - timedelta(days=dice.randint(3, 23))
            if late
            else today + timedelta(days=dice.randint(2, 40))
        )
        if not is_open:
            due = max(made_on, plan.phase_since - timedelta(days=3)) if over else _past(dice, made_on, today)
        rows.add(
            PLAN,
            Action,
            stream,
            made_on,
            case_id=case_id,
            number=at,
            text=text,
            partner_id=setting.partners[partner],
            owner=_WITHIN.get(partner),
            due_on=due,
            status=status,
            outcome=None
            if is_open
            else "Gedaan."
            if status is ActionStatus.DONE
            else "Betrokkene is verhuisd.",
        )
