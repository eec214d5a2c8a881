"""Adding rows to a case, each as an act with an intent of its own; and removing one.

Forms hand over what was typed. A text that a field cannot take raises Refused(BadInput) with the field's
Dutch label, so that the sentence can stand beside it.
"""

from collections.abc import Mapping
from datetime import date
from typing import cast

from sqlalchemy import delete, func, or_, select
from sqlalchemy.orm import Session

from zvhdesk.domain.refusals import BadInput, CaseGone, Refused
from zvhdesk.domain.terms import ContributionKind, SubjectRole
from zvhdesk.models.base import new_id
from zvhdesk.models.capture import CaptureSession
from zvhdesk.models.cases import Action, Case, Contribution, Goal, Subject
from zvhdesk.models.codec import Value
from zvhdesk.models.house import Partner
from zvhdesk.models.local import Draft
from zvhdesk.models.people import Person
from zvhdesk.models.tables import BY_NAME
from zvhdesk.services.case_door import act_day, working_case
from zvhdesk.services.fields import FIELDS
from zvhdesk.services.numbering import next_in_case

CONTRIBUTION, GOAL, ACTION, PERSON = "contribution.add", "goal.add", "action.add", "subject.add"
REMOVE = "row.remove"

_REMOVABLE = frozenset({"contribution", "goal", "action", "subject"})
Typed = Mapping[str, str]
"""What a form holds, by column."""


def add_contribution(session: CaptureSession, case_id: str, typed: Typed) -> str:
    """What a partner brought in. Returns the id of the row.

    `typed`: partner_id, received_on, kind, text, ground, condition. The partner stays responsible (BGS 1.6).
    """
    case = working_case(session, case_id)
    row = Contribution(
        stream_id=case.stream_id,
        case_id=case_id,
        partner_id=_partner(session, typed, "Partner", "Kies van welke partner dit komt."),
        received_on=cast("date", _read("contribution", "received_on", typed)),
        kind=cast("ContributionKind", _read("contribution", "kind", typed)),
        text=cast("str", _read("contribution", "text", typed)),
        ground=cast("str | None", _read("contribution", "ground", typed)),
        condition=cast("str | None", _read("contribution", "condition", typed)),
    )
    return _added(session, row, CONTRIBUTION)


def add_goal(session: CaptureSession, case_id: str, typed: Typed) -> str:
    """A goal of the plan, after the others. `typed`: text, measure, due_on. Returns the id of the row."""
    case = working_case(session, case_id)
    last = session.scalar(select(func.max(Goal.position)).where(Goal.case_id == case_id)) or 0
    row = Goal(
        stream_id=case.stream_id,
        case_id=case_id,
        position=last + 1,
        text=cast("str", _read("goal", "text", typed)),
        measure=cast("str | None", _read("goal", "measure", typed)),
        due_on=cast("date | None", _read("goal", "due_on", typed)),
    )
    return _added(session, row, GOAL)


def add_action(session: CaptureSession, case_id: str, typed: Typed) -> str:
    """An action: it has an owner and a date. `typed`: text, partner_id, due_on. Returns the id of the row.

    Numbers count on within the case and are not given out again.
    """
    case = working_case(session, case_id)
    text = cast("str", _read("action", "text", typed))
    partner = _partner(session, typed, "Wie", "Kies wie deze actie doet.")
    due_on = cast("date | None", _read("action", "due_on", typed))
    if due_on is None:
        raise Refused(BadInput("Termijn", "Vul in wanneer dit klaar moet zijn, bijvoorbeeld 28 mrt 2026."))
    given_out = session.scalars(select(Action.number).where(Action.case_id == case_id)).all()
    row = Action(
        stream_id=case.stream_id,
        case_id=case_id,
        number=next_in_case(session, given_out),
        text=text,
        partner_id=partner,
        due_on=due_on,
        made_on=act_day(session),
    )
    return _added(session, row, ACTION)


def add_person(session: CaptureSession, case_id: str, typed: Typed) -> str:
    """Someone of the circle: a person and what they are in this case. Returns the id of the subject row.

    `typed`: initials, prefix, surname, birth_date, bsn, role, relation. BGS 2.19 allows data on a second
    person only as a member of the family or another direct contact, so the relation is required.
    """
    case = working_case(session, case_id)
    role = cast("SubjectRole", _read("subject", "role", typed))
    if role is SubjectRole.MAIN:
        raise Refused(BadInput("Rol", "Een casus heeft één betrokkene. Kies een rol in de kring."))
    relation = cast("str | None", _read("subject", "relation", typed))
    values = {
        col: _read("person", col, typed) for col in ("initials", "prefix", "surname", "birth_date", "bsn")
    }
    if values["surname"] is None and values["initials"] is None:
        raise Refused(BadInput("Achternaam", "Vul ten minste een achternaam of voorletters in."))
    if relation is None:
        raise Refused(BadInput("Relatie", "Vul in wat deze persoon van de betrokkene is (BGS artikel 2.19)."))
    person = _known_or_new(session, case, values)
    row = Subject(
        stream_id=case.stream_id, case_id=case_id, person_id=person.id, role=role, relation=relation
    )
    return _added(session, row, PERSON)


def remove(session: CaptureSession, tbl: str, row_id: str) -> None:
    """Take a row away: it becomes deleted and can be brought back by undo.

    Raises Refused(CaseGone) when it is not there, Refused(BadInput) for the betrokkene.
    """
    if tbl not in _REMOVABLE:
        raise KeyError(f"not a row that people remove: {tbl}")
    row = session.get(BY_NAME[tbl], row_id)
    if row is None or row.deleted:
        raise Refused(CaseGone())
    working_case(session, row.case_id)  # type: ignore[attr-defined]  # every removable row stands in a case
    if isinstance(row, Subject) and row.role is SubjectRole.MAIN:
        raise Refused(BadInput("Rol", "De betrokkene hoort bij de casus en kan niet worden verwijderd."))
    row.deleted = True


def form_drafts(session: Session, form: str, case_id: str) -> dict[str, str]:
    """What was typed in a form for a new row and not added: text by column."""
    found = session.scalars(select(Draft).where(Draft.form == form, Draft.row == case_id))
    return {draft.col: draft.text for draft in found}


def drafts_of(session: Session, form: str) -> dict[tuple[str, str], str]:
    """All that was typed in a form and not added, of every row: text by row and column."""
    found = session.scalars(select(Draft).where(Draft.form == form))
    return {(draft.row, draft.col): draft.text for draft in found}


def drop_form_drafts(session: Session, form: str, case_id: str) -> None:
    """The form was filled in and added, or put away."""
    session.execute(delete(Draft).where(Draft.form == form, Draft.row == case_id))


def _read(tbl: str, col: str, typed: Typed) -> Value:
    return FIELDS[(tbl, col)].read(typed.get(col, ""))


def _partner(session: Session, typed: Typed, field: str, sentence: str) -> str:
    partner = session.get(Partner, typed.get("partner_id", ""))
    if partner is None or partner.deleted:
        raise Refused(BadInput(field, sentence))
    return partner.id


def _added(session: CaptureSession, row: Contribution | Goal | Action | Subject, form: str) -> str:
    session.add_all_new([row])
    drop_form_drafts(session, form, row.case_id)
    return row.id


def _known_or_new(session: CaptureSession, case: Case, values: Mapping[str, Value]) -> Person:
    """The same BSN and birth date: the same person. The same BSN alone: a possible duplicate (DATA.md 11)."""
    twins = _twins(session, values["bsn"]) if values["bsn"] is not None else []
    for twin in twins:
        here = select(Subject.id).where(
            Subject.case_id == case.id, Subject.person_id == twin.id, Subject.deleted.is_(False)
        )
        if session.scalar(here) is not None:
            raise Refused(BadInput("BSN", "Iemand met dit BSN staat al bij deze casus."))
    for twin in twins:
        if values["birth_date"] is not None and twin.birth_date == values["birth_date"]:
            _fill_in(twin, values)
            return twin
    person = Person(stream_id=new_id(), possible_duplicate=bool(twins))
    for col, value in values.items():
        setattr(person, col, value)
    session.add_all_new([person])
    return person


def _twins(session: CaptureSession, bsn: Value) -> list[Person]:
    """Who has this BSN, but for whom only shielded cases know: they are not offered or named (DATA.md 14)."""
    in_case = select(Subject.id).where(Subject.person_id == Person.id, Subject.deleted.is_(False))
    in_open_case = in_case.join(Case, Case.id == Subject.case_id).where(~Case.shielded, ~Case.deleted)
    return list(
        session.scalars(
            select(Person)
            .where(Person.bsn == bsn, Person.deleted.is_(False))
            .where(or_(in_open_case.exists(), ~in_case.exists()))
            .order_by(Person.id)
        )
    )


def _fill_in(known: Person, values: Mapping[str, Value]) -> None:
    """What is known of a person stands; what was typed and not known yet is kept."""
    missing = ["initials"] if known.initials is None else []
    missing += ["prefix", "surname"] if known.surname is None else []
    for col in missing:
        setattr(known, col, values[col])
