"""Versions of a plan: a concept, vastgesteld by lid 1 and unchangeable from then on, and the next one."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from uuid import UUID, uuid5

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from zvhdesk.domain.refusals import BadInput, CaseGone, LidOneMissing, PlanAdopted, Refused
from zvhdesk.domain.terms import STILL_OPEN, PartnerClass, PlanState
from zvhdesk.models.capture import CaptureSession
from zvhdesk.models.cases import Action, Goal, Referral
from zvhdesk.models.house import Partner
from zvhdesk.models.plans import Plan, Voice
from zvhdesk.services import reading, unseen
from zvhdesk.services.adding import drop_form_drafts
from zvhdesk.services.case_door import act_day, visible_case, working_case
from zvhdesk.services.dossier.making import FORM
from zvhdesk.services.editing import show
from zvhdesk.services.plans.content import PlanContent, from_json, to_json
from zvhdesk.services.plans.gathering import gather_content
from zvhdesk.services.plans.left_out import carried, left_out
from zvhdesk.services.plans.lists import copies_of, version_rows
from zvhdesk.services.plans.rows import ConceptRow, PlanCard
from zvhdesk.services.words import day

BEGIN, ADOPT = "plan.begin", "plan.adopt"
_OF_CASE = UUID("5f0f4b1e-9a43-4c0e-8d27-6b1f0c9d2e75")
_COLUMNS = ("crisis", "evaluation_on")


def plan_card(session: Session, case_id: str, today: date, form: str = FORM) -> PlanCard:
    """The versions of a case for its dossier. Raises Refused(CaseGone)."""
    visible_case(session, case_id)
    plans = _plans(session, case_id)
    concept = _concept(plans)
    cells = [("plan", concept.id, column) for column in _COLUMNS] if concept else []
    adopted = [plan for plan in plans if plan.adopted]
    goals = select(func.count()).where(Goal.case_id == case_id, Goal.deleted.is_(False))
    actions = select(func.count()).where(
        Action.case_id == case_id, Action.deleted.is_(False), Action.status.in_(STILL_OPEN)
    )
    return PlanCard(
        case_id=case_id,
        concept=ConceptRow(concept.id, concept.version) if concept else None,
        adopted=version_rows(session, adopted, copies_of(session, [plan.id for plan in adopted]), today),
        goals=session.scalar(goals) or 0,
        actions=session.scalar(actions) or 0,
        fields=show(session, cells, form),
        left_out=left_out(session, plans),
    )


def begin(session: CaptureSession, case_id: str) -> str:
    """A next version, as concept; returns its id. A case has one concept at most: then that one.

    Two desks that begin one apart begin the same version: what is typed at both stands side by side in its
    fields, and no number is given out twice. Numbers count on and are not given out again. The agreements for
    a crisis go on from the version before; the evaluation is a new one. Raises Refused(CaseGone |
    RetentionPassed).
    """
    case = working_case(session, case_id)
    plans = _plans(session, case_id)
    concept = _concept(plans)
    if concept is not None:
        return concept.id
    last = session.scalar(select(func.max(Plan.version)).where(Plan.case_id == case_id)) or 0
    row = Plan(
        id=uuid5(_OF_CASE, f"{case_id} {last + 1}").hex,
        stream_id=case.stream_id,
        case_id=case_id,
        version=last + 1,
        crisis=carried(session, plans),
    )
    session.add_all_new([row])
    return row.id


def adopt_typed(
    session: CaptureSession, plan_id: str, typed: Mapping[str, str], adopted_by: Sequence[str]
) -> None:
    """The same from a form. `typed`: `adopted_on`, `evaluation_on`; without the latter that of the concept.

    Its draft goes in the same transaction. Raises Refused(BadInput) as well: a date that is none, lies ahead,
    or before what came before it, and an evaluation that was not chosen: the paper names it.
    """
    plan = _plan(session, plan_id)
    _deciders(session, adopted_by)
    adopted_on = _adopted_on(session, plan, typed.get("adopted_on", ""))
    if not plan.adopted:
        evaluation = _evaluation_on(plan, typed, adopted_on)
        _refuse_unseen(session, plan, evaluation)
        plan.evaluation_on = evaluation
        session.flush()
    adopt(session, plan_id, adopted_by, adopted_on)
    drop_form_drafts(session, ADOPT, plan_id)


def _refuse_unseen(session: CaptureSession, plan: Plan, evaluation: date) -> None:
    change = unseen.since(session, ("plan", plan.id, "evaluation_on"))
    if change is not None and plan.evaluation_on not in (None, evaluation):
        theirs = f"heeft de evaluatie intussen gezet op {day(plan.evaluation_on)}; u koos {day(evaluation)}."
        unseen.refuse(session, change, "evaluation_on", theirs, unseen.AGAIN)


def adopt(session: CaptureSession, plan_id: str, adopted_by: Sequence[str], adopted_on: date) -> None:
    """Record that lid-1 participants (partner ids) adopted this concept, and when (WGS 2.31).

    The procesmanager records, never takes the decision. What the version says is kept as it stands now.
    Raises Refused(LidOneMissing | PlanAdopted | CaseGone | RetentionPassed).
    """
    plan = _plan(session, plan_id)
    case = working_case(session, plan.case_id)
    if plan.adopted:
        raise Refused(PlanAdopted())
    deciders = _deciders(session, adopted_by)
    content = replace(
        gather_content(session, plan, act_day(session)),
        adopted_on=adopted_on,
        adopted_by=tuple(partner.name for partner in deciders),
    )
    plan.state, plan.adopted_on, plan.content = PlanState.ADOPTED, adopted_on, to_json(content)
    session.add_all_new(
        Voice(
            stream_id=case.stream_id,
            case_id=case.id,
            about_id=plan.id,
            partner_id=partner.id,
            agreed_on=adopted_on,
        )
        for partner in deciders
    )


def content_of(session: Session, plan_id: str, today: date) -> PlanContent:
    """What a version says: adopted as it was then, a concept as the case stands now.

    Raises Refused(CaseGone) for a version or a case that is not there any more.
    """
    plan = _plan(session, plan_id)
    visible_case(session, plan.case_id)
    if plan.adopted and plan.content is not None:
        return from_json(plan.content)
    return gather_content(session, plan, today)


def _deciders(session: Session, adopted_by: Sequence[str]) -> Sequence[Partner]:
    found = session.scalars(
        select(Partner)
        .where(Partner.id.in_(adopted_by), Partner.deleted.is_(False))
        .order_by(Partner.name, Partner.id)
    ).all()
    if not found or any(partner.class_ is not PartnerClass.PARAGRAPH_1 for partner in found):
        raise Refused(LidOneMissing())
    return found


def _plan(session: Session, plan_id: str) -> Plan:
    plan = session.get(Plan, plan_id)
    if plan is None or plan.deleted:
        raise Refused(CaseGone())
    return plan


def _plans(session: Session, case_id: str) -> list[Plan]:
    """The versions of a case, the newest first."""
    return list(
        session.scalars(
            select(Plan)
            .where(Plan.case_id == case_id, Plan.deleted.is_(False))
            .order_by(Plan.version.desc(), Plan.id.desc())
        )
    )


def _concept(plans: Sequence[Plan]) -> Plan | None:
    """The version that is worked on: the newest, when it was not adopted."""
    return plans[0] if plans and not plans[0].adopted else None


def _evaluation_on(plan: Plan, typed: Mapping[str, str], adopted_on: date) -> date:
    asked = typed.get("evaluation_on")
    evaluation = plan.evaluation_on if asked is None else reading.day(asked, "evaluation_on")
    if evaluation is None:
        raise Refused(BadInput("evaluation_on", "Vul in wanneer dit plan wordt geëvalueerd."))
    if evaluation <= adopted_on:
        sentence = f"De evaluatie komt na het vaststellen op {day(adopted_on)}."
        raise Refused(BadInput("evaluation_on", sentence))
    return evaluation


def _adopted_on(session: CaptureSession, plan: Plan, typed: str) -> date:
    adopted = reading.day(typed, "adopted_on")
    if adopted is None:
        raise Refused(BadInput("adopted_on", "Vul in op welke dag lid 1 dit plan heeft vastgesteld."))
    if adopted > act_day(session):
        raise Refused(BadInput("adopted_on", "Deze dag moet nog komen. Leg vast wat al is vastgesteld."))
    referred = session.scalar(
        select(Referral.referred_on).where(Referral.case_id == plan.case_id, Referral.deleted.is_(False))
    )
    if referred is not None and adopted < referred:
        raise Refused(BadInput("adopted_on", f"Dit is vóór de aanmelding van {day(referred)}."))
    before = session.execute(
        select(Plan.version, Plan.adopted_on)
        .where(Plan.case_id == plan.case_id, Plan.version < plan.version, Plan.deleted.is_(False))
        .where(Plan.adopted_on > adopted)
        .order_by(Plan.version.desc(), Plan.id)
    ).first()
    if before is not None:
        sentence = f"Versie {before[0]} is pas op {day(before[1])} vastgesteld."
        raise Refused(BadInput("adopted_on", sentence))
    return adopted
