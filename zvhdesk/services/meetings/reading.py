"""Rows of a meeting that several of its screens show: its line, agenda and attendance. Few queries each."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from sqlalchemy import Result, Select, and_, bindparam, func, select
from sqlalchemy.orm import Session

from zvhdesk.domain import meeting as rules
from zvhdesk.domain.refusals import MeetingNotLive, Refused
from zvhdesk.domain.terms import ItemState, MeetingState, PartnerClass, Presence, SubjectRole
from zvhdesk.models.cases import Case, Subject
from zvhdesk.models.house import CaseTable, Member, Partner
from zvhdesk.models.meetings import AgendaItem, Attendance, Meeting
from zvhdesk.models.people import Person
from zvhdesk.services.meetings.door import run_of
from zvhdesk.services.meetings.rows import AgendaRow, AttendeeRow, MeetingRow
from zvhdesk.services.words import initials

SHIELDED = "Casus afgeschermd"
"""What stands on an agenda in the place of a case that may not be shown (WGS 2.31(8))."""

_MeetingColumns = Select[Meeting, str | None, str | None, str | None, int, int]
_MeetingResult = Result[Meeting, str | None, str | None, str | None, int, int]


@dataclass(frozen=True, slots=True)
class Face:
    """How a case is called: number and initials, never a name."""

    number: str
    initials: str


def meeting_rows(session: Session, device: str, statement: _MeetingColumns) -> list[MeetingRow]:
    """The lines of the meetings that a statement over `meeting_columns` finds."""
    return _lines(session.execute(statement), device)


def _lines(found: _MeetingResult, device: str) -> list[MeetingRow]:
    return [
        MeetingRow(
            id=meeting.id,
            table_id=meeting.table_id,
            table=table or "onbekende casustafel",
            colour=colour or "",
            held_on=meeting.held_on,
            starts=meeting.starts,
            ends=meeting.ends,
            place=meeting.place or "",
            chair=chair or "",
            state=meeting.state,
            cases=cases,
            expected=expected,
            here=meeting.state is MeetingState.LIVE and meeting.chair_device == device,
        )
        for meeting, table, colour, chair, cases, expected in found
    ]


def meeting_columns() -> _MeetingColumns:
    """A meeting with its table, its chair, and how many cases and people it expects."""
    cases = (
        select(func.count())
        .where(AgendaItem.meeting_id == Meeting.id, AgendaItem.case_id.is_not(None), ~AgendaItem.deleted)
        .scalar_subquery()
    )
    expected = (
        select(func.count())
        .where(Attendance.meeting_id == Meeting.id, ~Attendance.deleted)
        .where(Attendance.presence != Presence.EXCUSED)
        .scalar_subquery()
    )
    return (
        select(Meeting, CaseTable.name, CaseTable.colour, Member.name, cases, expected)
        .outerjoin(CaseTable, CaseTable.id == Meeting.table_id)
        .outerjoin(Member, Member.id == Meeting.chair_id)
        .where(~Meeting.deleted)
    )


_ONE = meeting_columns().where(Meeting.id == bindparam("meeting"))
_FACES = (
    select(Case.id, Case.number, Person.initials, Person.prefix, Person.surname)
    .outerjoin(Subject, and_(Subject.case_id == Case.id, Subject.role == SubjectRole.MAIN, ~Subject.deleted))
    .outerjoin(Person, and_(Person.id == Subject.person_id, ~Person.deleted))
    .where(Case.id.in_(bindparam("cases", expanding=True)), ~Case.shielded, ~Case.deleted)
    .order_by(Subject.id)
)
_ATTENDEES = (
    select(Attendance, Partner.name, Partner.class_)
    .outerjoin(Partner, Partner.id == Attendance.partner_id)
    .where(Attendance.meeting_id == bindparam("meeting"), ~Attendance.deleted)
    .order_by(Attendance.position, Attendance.id)
)


def meeting_row(session: Session, meeting_id: str, device: str) -> MeetingRow:
    """The line of one meeting. Raises Refused(MeetingNotLive) when it is not there."""
    found = _lines(session.execute(_ONE, {"meeting": meeting_id}), device)
    if not found:
        raise Refused(MeetingNotLive())
    return found[0]


def faces(session: Session, case_ids: Iterable[str]) -> dict[str, Face]:
    """The cases of these ids that may be shown; one that is shielded or gone is not among them."""
    found: dict[str, Face] = {}
    rows = session.execute(_FACES, {"cases": list(case_ids)})
    for case_id, number, given, prefix, surname in rows:
        found.setdefault(case_id, Face(number, initials(given, prefix, surname)))
    return found


def agenda_rows(
    items: Iterable[AgendaItem],
    known: Mapping[str, Face],
    now_ms: int | None = None,
    paused_ms: int | None = None,
    chair_at: str | None = None,
) -> tuple[AgendaRow, ...]:
    """The agenda as it is shown. Without `now_ms` a running item shows only what earlier runs took.

    With `chair_at` only that item runs: another one was begun by a desk that was cut off.
    """
    rows = (_agenda_row(item, known, at, now_ms, paused_ms) for at, item in enumerate(items))
    return tuple(
        replace(row, state=ItemState.PLANNED)
        if row.state is ItemState.RUNNING and chair_at not in (None, row.id)
        else row
        for row in rows
    )


def _agenda_row(
    item: AgendaItem, known: Mapping[str, Face], at: int, now_ms: int | None, paused_ms: int | None
) -> AgendaRow:
    face = known.get(item.case_id or "")
    gone = item.case_id is not None and face is None
    run = run_of(item)
    return AgendaRow(
        id=item.id,
        case_id=item.case_id,
        number=face.number if face else "",
        initials=face.initials if face else "",
        title=SHIELDED if gone else item.title,
        minutes=item.minutes,
        position=at,
        state=item.state,
        step=item.step,
        spent_ms=run.spent_ms if now_ms is None else rules.spent(run, now_ms, paused_ms),
        ends_ms=item.ends_ms,
        next_on=None if gone else item.next_on,
        gone=gone,
    )


def attendee_rows(session: Session, meeting_id: str) -> tuple[AttendeeRow, ...]:
    """Who is on the list, lid 1 first, then lid 2, then thirds; by name."""
    found = session.execute(_ATTENDEES, {"meeting": meeting_id})
    rows = [_attendee(row, name, class_) for row, name, class_ in found]
    return tuple(sorted(rows, key=lambda row: rules.seat_order(row.class_, row.organisation)))


def _attendee(row: Attendance, partner: str | None, class_: PartnerClass | None) -> AttendeeRow:
    known = class_ or PartnerClass.THIRD
    return AttendeeRow(
        id=row.id,
        partner_id=row.partner_id,
        organisation=partner or row.organisation or "",
        name=row.name or "",
        capacity=row.capacity,
        class_=known,
        presence=row.presence,
        must_sign=rules.must_sign(known, row.capacity),
        signed_on=row.signed_on,
        screened=row.screened,
    )


def undecided(rows: Iterable[AttendeeRow]) -> tuple[str, ...]:
    """The organisations of lid 1 that are present only in somebody who is not screened: they have no yes."""
    here = [row for row in rows if row.present]
    deciding = {row.partner_id for row in here if row.decides}
    without = {row.organisation for row in here if row.unscreened and row.partner_id not in deciding}
    return tuple(sorted(without, key=str.casefold))


def unsigned_present(rows: Iterable[AttendeeRow]) -> int:
    """How many are present without having signed what they must."""
    return sum(row.present and row.unsigned for row in rows)
