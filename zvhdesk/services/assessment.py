"""The lid-1 participants' judgement of an aanmelding, recorded (WGS 2.31(2), BGS 2.20(1) and (3))."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from zvhdesk.domain.refusals import BadInput, CaseGone, LidOneMissing, Refused
from zvhdesk.domain.terms import Criterion, PartnerClass
from zvhdesk.models.capture import CaptureSession
from zvhdesk.models.cases import Case, CriterionJudgement
from zvhdesk.models.house import Partner

INTENT = "assessment.record"


@dataclass(frozen=True, slots=True)
class Judged:
    """One criterion: met or not, with its ground in words."""

    met: bool
    ground: str


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
    case = session.get(Case, case_id)
    if case is None or case.deleted or case.shielded:
        raise Refused(CaseGone())
    for criterion in Criterion:
        if criterion not in judged or not judged[criterion].ground.strip():
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
