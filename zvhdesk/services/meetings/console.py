"""All that the console of a meeting shows, in one read. It is read again after every act: few queries."""

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from zvhdesk.domain import meeting as rules
from zvhdesk.domain.terms import ItemState, TurnState
from zvhdesk.models.capture import head_rev
from zvhdesk.models.cases import Case
from zvhdesk.models.house import CaseTable
from zvhdesk.models.house import Partner as PartnerRow
from zvhdesk.models.meetings import AgendaItem, ChairNote, Meeting, Turn
from zvhdesk.services.meetings.case_rows import case_rows
from zvhdesk.services.meetings.closed_apart import closed_apart
from zvhdesk.services.meetings.door import known_meeting, run_of
from zvhdesk.services.meetings.lead import current_item
from zvhdesk.services.meetings.reading import Face, agenda_rows, attendee_rows, faces, meeting_row
from zvhdesk.services.meetings.rows import AttendeeRow, CaseAtTable, Console, Partner
from zvhdesk.services.meetings.taken_off import agenda, cancelled, taken_off
from zvhdesk.services.meetings.waiting import lines_of

_PARTNERS = (
    select(PartnerRow.id, PartnerRow.name, PartnerRow.class_)
    .where(~PartnerRow.deleted)
    .order_by(PartnerRow.id)
)
_OWN_NOTE = select(ChairNote.text).where(ChairNote.item_id == bindparam("item"))
_FOLLOW_UP = (
    select(func.count())
    .select_from(Turn)
    .where(Turn.item_id.in_(bindparam("items", expanding=True)))
    .where(Turn.state == TurnState.FOLLOW_UP, ~Turn.deleted)
)


def console(
    session: Session, meeting_id: str, now_ms: int, device: str, looks_at: str | None = None
) -> Console:
    """The meeting as it stands at `now_ms`. Raises Refused(MeetingNotLive) when it is not there.

    The clock of a running item ticks on without another read: what is left is `current.ends_ms` less now,
    during a pause less `paused_ms`; what was spent is the planned minutes less that. A device that does not
    lead may look at another item than the one at the table: `looks_at`.
    """
    meeting = known_meeting(session, meeting_id)
    items, gone = agenda(session, meeting)
    known = faces(session, {item.case_id for item in (*items, *gone) if item.case_id})
    here = meeting.chair_device == device
    chair_at = current_item(session, meeting)
    rows = agenda_rows(items, known, now_ms, meeting.paused_ms, chair_at)
    attendance = attendee_rows(session, meeting.id)
    wanted = (chair_at,) if here or looks_at is None else (looks_at, chair_at)
    places = {item.id: at for at, item in enumerate(items)}
    at = next((places[one] for one in wanted if one in places), None)
    partners = _partners(session, attendance)
    table = session.get(CaseTable, meeting.table_id)
    return Console(
        meeting=meeting_row(session, meeting.id, device),
        table_purpose=(table.purpose or "") if table else "",
        items=rows,
        current=None if at is None else rows[at],
        case=None if at is None else _case(session, meeting, items[at], known, partners, now_ms),
        attendance=attendance,
        partners=partners,
        own_note="" if at is None or rows[at].gone else _own_note(session, items[at].id),
        paused_ms=meeting.paused_ms,
        ends_ms=rules.end_of_plan(meeting.held_on, meeting.ends),
        expected_end_ms=_expected_end(items, known, meeting, chair_at, now_ms),
        here=here,
        follow_up=_follow_up(session, [item.id for item in items if item.case_id in known]),
        rev=head_rev(session),
        chair_at=chair_at if chair_at in places else "",
        lines=lines_of(session, meeting),
        taken_off=(*cancelled(session, meeting), *taken_off(session, gone, items, known, device)),
        closed_apart=closed_apart(session, meeting, device, _day(now_ms)),
    )


def _case(
    session: Session,
    meeting: Meeting,
    item: AgendaItem,
    known: Mapping[str, Face],
    partners: tuple[Partner, ...],
    now_ms: int,
) -> CaseAtTable | None:
    if item.case_id is None or item.case_id not in known:
        return None
    case = session.get_one(Case, item.case_id)
    return case_rows(session, meeting, item, case, known[case.id], partners, _day(now_ms))


def _day(now_ms: int) -> date:
    return datetime.fromtimestamp(now_ms / 1000, UTC).astimezone().date()


def _partners(session: Session, attendance: Iterable[AttendeeRow]) -> tuple[Partner, ...]:
    """The organisations of the house, those at the table first, in the order of the alphabet."""
    here = {row.partner_id for row in attendance if row.present}
    found = [
        Partner(partner_id, name, class_, partner_id in here)
        for partner_id, name, class_ in session.execute(_PARTNERS)
    ]
    return tuple(sorted(found, key=lambda one: (not one.present, one.name.casefold())))


def _own_note(session: Session, item_id: str) -> str:
    return session.scalar(_OWN_NOTE, {"item": item_id}) or ""


def _expected_end(
    items: Iterable[AgendaItem],
    known: Mapping[str, Face],
    meeting: Meeting,
    chair_at: str | None,
    now_ms: int,
) -> int:
    """What cannot be discussed any more, because its case was shielded, takes no time."""
    open_ = [item for item in items if item.case_id is None or item.case_id in known]
    running = sum(
        rules.left(run_of(item), now_ms, meeting.paused_ms)
        for item in open_
        if item.state is ItemState.RUNNING and item.id == chair_at
    )
    return rules.expected_end(
        now_ms, running, (_to_come(item) for item in open_ if _is_to_come(item, chair_at))
    )


def _is_to_come(item: AgendaItem, chair_at: str | None) -> bool:
    """Also what runs only on a desk that was cut off: nobody is at it."""
    return item.state is ItemState.PLANNED or (item.state is ItemState.RUNNING and item.id != chair_at)


def _to_come(item: AgendaItem) -> int:
    """Minutes: a case that was passed has had a part of its own."""
    return max(0, rules.left(run_of(item), 0)) // rules.MINUTE_MS


def _follow_up(session: Session, item_ids: Iterable[str]) -> int:
    return session.scalar(_FOLLOW_UP, {"items": list(item_ids)}) or 0
