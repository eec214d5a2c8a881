"""The content of a plan, gathered from its case as it stands now."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from zvhdesk.domain.numbers import NumberInCase
from zvhdesk.domain.terms import NoteKind, Step
from zvhdesk.models.cases import Subject
from zvhdesk.models.home import home
from zvhdesk.models.house import House, Member, Municipality, WorkArea
from zvhdesk.models.meetings import NoteParagraph
from zvhdesk.models.people import Person
from zvhdesk.models.plans import Decision, Plan, Voice
from zvhdesk.services.discreet import Discreet
from zvhdesk.services.dossier.gathered import Gathered, gather
from zvhdesk.services.dossier.making import is_minor
from zvhdesk.services.handling import handling, secrecy
from zvhdesk.services.plans.content import (
    Brought,
    Decided,
    Goal,
    PlanAction,
    PlanContent,
    PlanPerson,
    Remark,
)
from zvhdesk.services.plans.discussed import discussions
from zvhdesk.services.words import full_name, initials, word


def gather_content(session: Session, plan: Plan, today: date) -> PlanContent:
    """What this version says now. Raises Refused(CaseGone).

    What people typed is said discreetly: names stand in the table of persons only, addresses nowhere.
    """
    found = gather(session, plan.case_id, today)
    said = Discreet(person for _, person in found.subjects)
    main = found.subjects[0][1] if found.subjects else None
    house = session.scalar(select(House).where(House.deleted.is_(False)))
    talked = discussions(session, plan.case_id)

    return PlanContent(
        made_on=today,
        house=house.name if house else "",
        number=found.case.number,
        initials=initials(main.initials, main.prefix, main.surname) if main else "onbekend",
        version=plan.version,
        table=found.table.name if found.table else "",
        discussed_on=talked[0].held_on if talked else None,
        process=_process(session, found),
        case_manager=found.case.case_manager or "",
        question=said(found.case.question),
        goals=tuple(Goal(said(row.text), said(row.measure), row.due_on) for row in found.goals),
        brought=_brought(found, said),
        remarks=_remarks(session, plan.case_id, [one.item_id for one in talked], found, said),
        crisis=said(plan.crisis),
        evaluation_on=plan.evaluation_on,
        actions=_actions(found, said),
        decisions=_decisions(session, plan.case_id, found, said),
        persons=_persons(found, today),
        handling=handling(found.table, said(found.case.question), home(session)),
        secrecy=secrecy(found.table, home(session)),
    )


def _process(session: Session, found: Gathered) -> str:
    """The work area of the case and who has procesregie."""
    area = session.scalar(
        select(WorkArea.name)
        .join(Municipality, Municipality.work_area_id == WorkArea.id)
        .where(Municipality.name == found.municipality, Municipality.deleted.is_(False))
        .where(WorkArea.deleted.is_(False))
        .order_by(Municipality.id)
        .limit(1)
    )
    manager_id = found.case.process_manager_id
    manager = session.get(Member, manager_id) if manager_id else None
    parts = [_area(area) if area else "", manager.name if manager else ""]
    return ", ".join(part for part in parts if part)


def _area(name: str) -> str:
    """Some houses call an area `Werkgebied Noord`, others just `Noord`."""
    word = "werkgebied"
    return f"{word}{name[len(word) :]}" if name.casefold().startswith(word) else f"{word} {name}"


def _brought(found: Gathered, said: Discreet) -> tuple[Brought, ...]:
    return tuple(
        Brought(
            partner_id=row.partner_id,
            partner=partner.name if partner else "onbekend",
            text=said(row.text),
            kind=row.kind,
            received_on=row.received_on,
            condition=(row.condition or "").strip(),
        )
        for row, partner in found.contributions
    )


def _remarks(
    session: Session, case_id: str, items: Sequence[str], found: Gathered, said: Discreet
) -> tuple[Remark, ...]:
    """The duiding of the newest discussion that has one: an older judgement was judged anew since."""
    rows = session.scalars(
        select(NoteParagraph)
        .where(NoteParagraph.case_id == case_id, NoteParagraph.step == Step.JUDGEMENT)
        .where(NoteParagraph.kind != NoteKind.PARKED, NoteParagraph.deleted.is_(False))
        .order_by(NoteParagraph.position, NoteParagraph.id)
    ).all()
    newest = next((item for item in items if any(row.item_id == item for row in rows)), None)
    return tuple(Remark(said(row.text), _differs(row, found)) for row in rows if row.item_id == newest)


def _differs(row: NoteParagraph, found: Gathered) -> str:
    if row.kind is not NoteKind.DISSENT:
        return ""
    partner = found.partners.get(row.partner_id or "")
    return partner.name if partner else "een deelnemer"


def _actions(found: Gathered, said: Discreet) -> tuple[PlanAction, ...]:
    def who(partner_id: str | None) -> str:
        partner = found.partners.get(partner_id or "")
        return partner.name if partner else ""

    return tuple(
        PlanAction(
            number=NumberInCase(row.number),
            text=said(row.text),
            partner_id=row.partner_id,
            who=who(row.partner_id),
            owner=row.owner or "",
            due_on=row.due_on,
            status=row.status,
            outcome=said(row.outcome),
        )
        for row in found.actions
    )


def _decisions(session: Session, case_id: str, found: Gathered, said: Discreet) -> tuple[Decided, ...]:
    decisions = session.scalars(
        select(Decision)
        .where(Decision.case_id == case_id, Decision.deleted.is_(False))
        .order_by(Decision.number, Decision.id)
    ).all()
    voices = session.scalars(
        select(Voice).where(Voice.case_id == case_id, Voice.deleted.is_(False)).order_by(Voice.id)
    ).all()

    def of(decision: Decision, *, agreed: bool) -> tuple[str, ...]:
        about = (voice for voice in voices if voice.about_id == decision.id)
        heard = (voice for voice in about if (voice.agreed_on is not None) is agreed)
        partners = (found.partners.get(voice.partner_id) for voice in heard)
        return tuple(sorted(partner.name for partner in partners if partner))

    return tuple(
        Decided(
            number=NumberInCase(row.number),
            text=said(row.text),
            decided_on=row.decided_on,
            decided_by=of(row, agreed=True),
            awaiting=of(row, agreed=False),
        )
        for row in decisions
    )


def _persons(found: Gathered, today: date) -> tuple[PlanPerson, ...]:
    """The betrokkene first, then minors: a child is seen before who is louder."""

    def order(at: int, pair: tuple[Subject, Person]) -> tuple[bool, bool, int]:
        return at > 0, not is_minor(pair[1].birth_date, today), at

    ordered = sorted(enumerate(found.subjects), key=lambda each: order(*each))
    return tuple(
        PlanPerson(
            initials=initials(person.initials, person.prefix, person.surname),
            name=full_name(person.initials, person.prefix, person.surname),
            role=word(subject.role),
            relation=subject.relation or "",
            born=(person.birth_date or "")[:4],
        )
        for _, (subject, person) in ordered
    )
