"""Gathering the besluitenlijst of a meeting: what was decided and agreed, without the name of any person.

It is the house's own paper. Nothing of it comes from contributions, so no condition of a supplier and no
supplier stands on it (WGS 2.29(3)); what one partner gets is another paper.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from zvhdesk.domain.masking import PersonName
from zvhdesk.domain.terms import Capacity, ItemState, MeetingState, NoteKind, Presence
from zvhdesk.models.cases import Case, Subject
from zvhdesk.models.home import home
from zvhdesk.models.house import CaseTable, House, Member
from zvhdesk.models.house import Partner as PartnerRow
from zvhdesk.models.meetings import AgendaItem, Meeting
from zvhdesk.models.people import Person
from zvhdesk.services import regimes
from zvhdesk.services.case_door import is_over
from zvhdesk.services.discreet import Discreet
from zvhdesk.services.handling import EACH_CASE, handling, secrecy
from zvhdesk.services.meetings.case_rows import case_rows
from zvhdesk.services.meetings.door import items_of, known_meeting
from zvhdesk.services.meetings.follow_up import owing
from zvhdesk.services.meetings.reading import SHIELDED, attendee_rows, faces
from zvhdesk.services.meetings.recorded import recorded
from zvhdesk.services.meetings.returning import returns
from zvhdesk.services.meetings.rows import AttendeeRow, CaseAtTable, Partner
from zvhdesk.services.papers.decisions_values import (
    DecisionsList,
    ListAction,
    ListCase,
    ListDecision,
    ListRemark,
    ListSeat,
)
from zvhdesk.services.words import day, listed, short_day, word

_TO_PLAN = "Er is nog geen bijeenkomst gepland; de casus staat klaar bij de voorbereiding."
_OWN_PAPER = "Deze lijst is van het huis zelf: een partner ontvangt alleen wat bij zijn eigen casussen hoort."


@dataclass(frozen=True, slots=True)
class _Names:
    """Who is known in the cases of the agenda, by case: their names become initials."""

    rows: tuple[tuple[str, Person], ...]

    def hide(self, text: str, case_id: str | None = None) -> str:
        """The text with every known name made initials; of equal names that of `case_id` goes first.

        Nor does it hold a BSN or address of that case.
        """
        own = (person for case, person in self.rows if case == case_id)
        around = (
            PersonName(person.initials, person.prefix, person.surname)
            for case, person in self.rows
            if case != case_id
        )
        return Discreet(own, around)(text)


def decisions_list(session: Session, meeting_id: str, now: datetime) -> DecisionsList:
    """The values of the paper at `now`. Read it through `desk.look`: printing is an act to account for.

    A case that was shielded since, or whose term is over, is only said to be shielded (WGS 2.31(8)).
    Raises Refused(MeetingNotLive) when there is no such meeting.
    """
    meeting = known_meeting(session, meeting_id)
    items = items_of(session, meeting.id)
    seats = attendee_rows(session, meeting.id)
    table = session.get(CaseTable, meeting.table_id)
    house = session.scalar(select(House).where(House.deleted.is_(False)))
    name = table.name if table else "onbekende casustafel"
    # What was said at it was said before the table went to another regime.
    ground = table if table is None or regimes.fits(session, table.regime) else None
    names = _names(session, items)
    found = _found(session, meeting, items, seats, now)
    after = _after(session, meeting, items)
    cases = [_case(item, found.get(item.id), names, after) for item in items if item.case_id]
    over = meeting.state is MeetingState.CLOSED
    # Who left early was there.
    came = [row for row in seats if row.present or row.presence is Presence.LEFT]
    return DecisionsList(
        house=house.name if house else "",
        meeting=f"{name}, {short_day(meeting.held_on)} {meeting.held_on.year}",
        final=over,
        facts=_facts(session, meeting, name, cases),
        present=tuple(_seat(row, names, over=over) for row in came),
        absent=tuple(_seat(row, names, over=over) for row in seats if row not in came),
        cases=tuple(cases),
        parked=_parked(items, found, names),
        points=tuple(names.hide(item.title) for item in items if item.case_id is None),
        handling=f"{_OWN_PAPER} {handling(ground, EACH_CASE, home(session))}",
        secrecy=secrecy(ground, home(session), EACH_CASE),
        printed=f"Afgedrukt op {day(now.date())} om {now:%H:%M}",
    )


@dataclass(frozen=True, slots=True)
class _After:
    """What became of the items, by id: recorded under, on which later agenda, and who still owes what."""

    over: bool
    recorded: frozenset[str]
    returns: Mapping[str, date]
    owing: Mapping[str, tuple[tuple[str, str], ...]]


def _after(session: Session, meeting: Meeting, items: Sequence[AgendaItem]) -> _After:
    ids = [item.id for item in items]
    return _After(
        over=meeting.state is MeetingState.CLOSED,
        recorded=recorded(session, ids),
        returns=returns(session, meeting, items),
        owing=owing(session, ids),
    )


def _facts(
    session: Session, meeting: Meeting, table: str, cases: Sequence[ListCase]
) -> tuple[tuple[str, str], ...]:
    chair = session.get(Member, meeting.chair_id) if meeting.chair_id else None
    return (
        ("Casustafel", table),
        ("Datum", f"{short_day(meeting.held_on)} {meeting.held_on.year}"),
        ("Tijd", f"{meeting.starts} tot {meeting.ends}"),
        ("Plaats", meeting.place or "niet ingevuld"),
        ("Voorzitter", (chair.name if chair else "") or "niet ingevuld"),
        ("Casussen", str(len(cases))),
    )


def _found(
    session: Session,
    meeting: Meeting,
    items: Iterable[AgendaItem],
    seats: Iterable[AttendeeRow],
    now: datetime,
) -> dict[str, CaseAtTable]:
    """What was recorded, by item, of the cases that may be shown."""
    about = {item.id: item.case_id for item in items if item.case_id}
    known = faces(session, set(about.values()))
    here = {row.partner_id for row in seats if row.present}
    partners = [
        Partner(row.id, row.name, row.class_, row.id in here)
        for row in session.scalars(select(PartnerRow).where(~PartnerRow.deleted).order_by(PartnerRow.id))
    ]
    today = now.date()
    rows = {item.id: item for item in items}
    return {
        item_id: case_rows(session, meeting, rows[item_id], case, known[case_id], partners, today)
        for item_id, case_id in about.items()
        if case_id in known and not is_over(case := session.get_one(Case, case_id), today)
    }


def _names(session: Session, items: Iterable[AgendaItem]) -> _Names:
    """Everybody in the cases of this agenda: a brother may be named in another case than his own."""
    cases = {item.case_id for item in items if item.case_id}
    rows = session.execute(
        select(Subject.case_id, Person)
        .join(Person, Person.id == Subject.person_id)
        .where(Subject.case_id.in_(cases))
        .order_by(Subject.id)
    )
    return _Names(tuple((case_id, person) for case_id, person in rows))


def _seat(row: AttendeeRow, names: _Names, *, over: bool) -> ListSeat:
    """No name of who came: the organisation took part. Betrokkene is in one case, and has none."""
    role = word(row.class_) if row.capacity is Capacity.PARTNER else word(row.capacity)
    organisation = "" if row.capacity is Capacity.SUBJECT else names.hide(row.organisation)
    if not organisation:
        organisation, role = role, ""
    if row.must_sign:
        said = f"getekend {day(row.signed_on)}" if row.signed_on else "niet getekend"
        role = f"{role}, {said}" if role else said
    never_came = over and row.presence is Presence.EXPECTED
    return ListSeat(
        organisation=organisation,
        role=role,
        presence="Niet gekomen" if never_came else word(row.presence),
    )


def _case(item: AgendaItem, found: CaseAtTable | None, names: _Names, after: _After) -> ListCase:
    if found is None:
        return ListCase(SHIELDED, "", "", "", (), (), (), "")
    case_id = found.case_id
    return ListCase(
        title=_title(found),
        reason=names.hide(item.title, case_id),
        question=names.hide(found.question, case_id),
        outcome=_outcome(item, found, after),
        decisions=tuple(
            ListDecision(row.number, names.hide(row.text, case_id), row.decided_by, row.awaiting)
            for row in found.decisions
        ),
        actions=tuple(
            ListAction(row.number, row.who, names.hide(row.text, case_id), day(row.due_on))
            for row in found.actions
        ),
        dissent=tuple(
            ListRemark(row.who, names.hide(row.text, case_id))
            for row in found.notes
            if row.kind is NoteKind.DISSENT
        ),
        owed=listed([name for _turn, name in after.owing.get(item.id, ())]),
        next=_next(item, found, after),
    )


def _title(found: CaseAtTable) -> str:
    return f"{found.number} · {found.initials}"


def _next(item: AgendaItem, found: CaseAtTable, after: _After) -> str:
    """When the case comes back: on which agenda it truly stands, else what was chosen and that it waits."""
    planned = after.returns.get(item.id)
    if planned is not None:
        return f"Volgende bespreking: {day(planned)}."
    if not after.over:
        return f"Volgende bespreking: {day(found.next_on)}." if found.next_on else ""
    if found.next_on is not None:
        return f"Volgende bespreking: bedoeld is {day(found.next_on)}. {_TO_PLAN}"
    return _TO_PLAN if item.state is ItemState.POSTPONED else ""


def _outcome(item: AgendaItem, found: CaseAtTable, after: _After) -> str:
    """How the item ended, where decisions and actions do not say it."""
    agreed = bool(found.decisions or found.actions)
    match item.state:
        case ItemState.PLANNED:
            return "Nog niet besproken."
        case ItemState.POSTPONED if item.id in after.recorded:
            return "Besproken; gaat verder op de volgende tafel."
        case ItemState.POSTPONED:
            return "Niet besproken; gaat naar de volgende tafel."
        case ItemState.RUNNING if item.id not in after.recorded:
            return "Nu aan de beurt."
        case ItemState.RUNNING | ItemState.DONE:
            return "" if agreed else "Besproken; er is geen besluit of actie vastgelegd."


def _parked(
    items: Iterable[AgendaItem], found: Mapping[str, CaseAtTable], names: _Names
) -> tuple[ListRemark, ...]:
    return tuple(
        ListRemark(_title(case), names.hide(note.text, case.case_id))
        for item in items
        if (case := found.get(item.id)) is not None
        for note in case.notes
        if note.kind is NoteKind.PARKED
    )
