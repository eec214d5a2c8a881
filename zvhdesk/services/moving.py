"""Moving a case along its casusreis, from the board or the dossier."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from zvhdesk.domain.clocks import retention_passed
from zvhdesk.domain.journey import CaseFacts, TableFacts, refusal_to_move
from zvhdesk.domain.reading.births import ages_on
from zvhdesk.domain.refusals import CaseGone, Refused
from zvhdesk.domain.terms import Phase, SubjectRole
from zvhdesk.models.capture import CaptureSession
from zvhdesk.models.cases import Case, Referral, Subject
from zvhdesk.models.people import Person
from zvhdesk.services import judgements, regimes, unseen
from zvhdesk.services.words import word

INTENT = "case.move"


@dataclass(frozen=True, slots=True)
class Moved:
    """A case that was moved: its number, from where, to where."""

    case_id: str
    number: str
    before: Phase
    phase: Phase


def move(session: CaptureSession, case_id: str, target: Phase, today: date) -> Moved:
    """Take a case to `target` when the rule allows it. Raises Refused; then nothing was changed.

    A phase that another desk gave it since the board was read is not taken back unseen (ChangedSince).
    The clocks follow: `waiting_since` at the first time on the werkvoorraad, `started_on` at the casustafel.
    """
    case = _case(session, case_id)
    change = unseen.since(session, ("case_", case_id, "phase"))
    if change is not None and case.phase is not target:
        theirs = f"heeft deze casus intussen verplaatst naar {word(case.phase)}; u koos {word(target)}."
        unseen.refuse(session, change, "phase", theirs, "Verplaats opnieuw als uw keuze moet gelden.")
    refusal = refusal_to_move(facts(session, case_id, today), target)
    if refusal is not None:
        raise Refused(refusal)
    before = case.phase
    case.phase = target
    case.phase_since = today
    if target is Phase.WAITING_LIST and case.waiting_since is None:
        case.waiting_since = today
    if target is Phase.AT_TABLE and case.started_on is None:
        case.started_on = today
    return Moved(case.id, case.number, before, target)


def facts(session: Session, case_id: str, today: date) -> CaseFacts:
    """What the rule must know of a case, as it stands. Raises Refused(CaseGone)."""
    case = _case(session, case_id)
    table = regimes.table_of(session, case.table_id)
    first = case.first_processed_on
    found = judgements.standing(session, case_id)
    return CaseFacts(
        phase=case.phase,
        product=case.product,
        judged={criterion: row.met for criterion, row in found[0].rows.items()} if found else {},
        judged_twice=judgements.differ(found),
        table=None if table is None else TableFacts(table.name, table.min_age, table.max_age),
        ages=_ages(session, case),
        age_deviation=bool(case.age_deviation),
        retention_passed=first is not None and retention_passed(first, today),
    )


def _case(session: Session, case_id: str) -> Case:
    case = session.get(Case, case_id)
    if case is None or case.deleted or case.shielded:
        raise Refused(CaseGone())
    return case


def _ages(session: Session, case: Case) -> tuple[int, int] | None:
    birth = session.scalar(
        select(Person.birth_date)
        .join(Subject, Subject.person_id == Person.id)
        .where(Subject.case_id == case.id, Subject.role == SubjectRole.MAIN)
        .where(~Subject.deleted, ~Person.deleted)
        .order_by(Subject.id)
        .limit(1)
    )
    referred = session.scalar(
        select(Referral.referred_on)
        .where(Referral.case_id == case.id, ~Referral.deleted)
        .order_by(Referral.id)
        .limit(1)
    )
    day = referred or case.first_processed_on
    return ages_on(birth, day) if birth and day else None
