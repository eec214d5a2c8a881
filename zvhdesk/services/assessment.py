"""The lid-1 participants' judgement of an aanmelding, recorded (WGS 2.31(2), BGS 2.20(1) and (3))."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from zvhdesk.domain.reading.tidy import tidy
from zvhdesk.domain.refusals import BadInput, LidOneMissing, Refused
from zvhdesk.domain.terms import Criterion, PartnerClass
from zvhdesk.models.capture import CaptureSession
from zvhdesk.models.cases import CriterionJudgement, Referral
from zvhdesk.models.house import Partner
from zvhdesk.services import judgements, reading, unseen
from zvhdesk.services.adding import drop_form_drafts
from zvhdesk.services.case_door import act_day, working_case
from zvhdesk.services.words import day, yes_no

INTENT = "assessment.record"


@dataclass(frozen=True, slots=True)
class Judged:
    """One criterion: met or not, with its ground in words."""

    met: bool
    ground: str


def record_typed(
    session: CaptureSession, case_id: str, typed: Mapping[str, str], decided_by: Sequence[str]
) -> None:
    """The same from a form. `typed`: `met.a` to `met.d` (ja or nee), `ground.a` to `ground.d`, `decided_on`.

    Raises Refused(BadInput) with the name of the field: a criterion without an answer or a ground, a date
    that is no date, lies ahead, or lies before the aanmelding. The form's draft goes in the same transaction.
    """
    judged: dict[Criterion, Judged] = {}
    for criterion in Criterion:
        letter = criterion.value
        answer = typed.get(f"met.{letter}", "")
        if answer not in ("ja", "nee"):
            raise Refused(BadInput(f"met.{letter}", "Kies ja of nee."))
        if not tidy(typed.get(f"ground.{letter}", "")):
            raise Refused(BadInput(f"ground.{letter}", "Geef een grond in woorden."))
        judged[criterion] = Judged(answer == "ja", typed[f"ground.{letter}"])
    decided_on = _decided_on(session, case_id, typed.get("decided_on", ""))
    change = unseen.made_since(session, "criterion_judgement", "case_id", case_id)
    if change is not None:
        theirs = f"heeft intussen een beoordeling vastgelegd: {_in_short(session, case_id)}."
        unseen.refuse(session, change, "decided_on", theirs, unseen.AGAIN)
    record(session, case_id, judged, decided_by, decided_on)
    drop_form_drafts(session, INTENT, case_id)


def _in_short(session: Session, case_id: str) -> str:
    found = judgements.shown(session, case_id)
    return ", ".join(f"{criterion} {yes_no(row.met)}" for criterion, row in found.items())


def _decided_on(session: CaptureSession, case_id: str, typed: str) -> date:
    decided = reading.day(typed, "decided_on")
    if decided is None:
        raise Refused(BadInput("decided_on", "Vul in op welke dag lid 1 dit heeft beoordeeld."))
    if decided > act_day(session):
        raise Refused(BadInput("decided_on", "Deze dag moet nog komen. Leg vast wat al is beoordeeld."))
    referred = session.scalar(
        select(Referral.referred_on).where(Referral.case_id == case_id, Referral.deleted.is_(False))
    )
    if referred is not None and decided < referred:
        raise Refused(BadInput("decided_on", f"Dit is vóór de aanmelding van {day(referred)}."))
    return decided


def record(
    session: CaptureSession,
    case_id: str,
    judged: Mapping[Criterion, Judged],
    decided_by: Sequence[str],
    decided_on: date,
) -> None:
    """Record the judgement of all four criteria: who of lid 1 (partner ids) and when.

    The procesmanager records, never takes the decision. An earlier judgement stays in history:
    its rows become deleted and new ones stand. Raises Refused(BadInput | LidOneMissing | CaseGone).
    """
    case = working_case(session, case_id)
    for criterion in Criterion:
        if criterion not in judged or not tidy(judged[criterion].ground):
            raise Refused(
                BadInput(f"ground.{criterion.value}", "Geef bij elk criterium een grond in woorden.")
            )
    deciders = session.scalars(
        select(Partner).where(Partner.id.in_(decided_by), Partner.deleted.is_(False))
    ).all()
    if not deciders or any(partner.class_ is not PartnerClass.PARAGRAPH_1 for partner in deciders):
        raise Refused(LidOneMissing())
    names = ", ".join(sorted(partner.name for partner in deciders))
    for row in session.scalars(
        select(CriterionJudgement).where(
            CriterionJudgement.case_id == case_id, CriterionJudgement.deleted.is_(False)
        )
    ):
        row.deleted = True
    session.add_all_new(
        CriterionJudgement(
            stream_id=case.stream_id,
            case_id=case_id,
            criterion=criterion,
            met=judged[criterion].met,
            ground=judged[criterion].ground.strip(),
            decided_by=names,
            decided_on=decided_on,
        )
        for criterion in Criterion
    )
