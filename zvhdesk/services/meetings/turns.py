"""The information round of a case: which partners have a turn."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from zvhdesk.domain.meeting import OF_ORGANISATION, must_sign, seat_order
from zvhdesk.domain.terms import PRESENT, MeetingState, TurnState
from zvhdesk.models.capture import CaptureSession
from zvhdesk.models.cases import Case, Contribution
from zvhdesk.models.house import Partner
from zvhdesk.models.meetings import AgendaItem, Attendance, Meeting, Turn
from zvhdesk.services.case_door import may_work
from zvhdesk.services.meetings.involved import involved
from zvhdesk.services.meetings.lead import current_item


def partners_present(session: Session, meeting_id: str) -> list[Partner]:
    """The partners of the house that are at the table now, signed where they must; each once."""
    found: dict[str, Partner] = {}
    for row, partner in session.execute(
        select(Attendance, Partner)
        .join(Partner, Partner.id == Attendance.partner_id)
        .where(Attendance.meeting_id == meeting_id, ~Attendance.deleted)
        .where(Attendance.presence.in_(PRESENT))
        .where(Attendance.capacity.in_(OF_ORGANISATION))
        .order_by(Attendance.position, Attendance.id)
    ):
        if row.signed_on is not None or not must_sign(partner.class_, row.capacity):
            found[partner.id] = partner
    return list(found.values())


def seat(session: CaptureSession, item: AgendaItem, case: Case) -> None:
    """Give everyone a turn who has none: the partners present and those the case concerns, lid 1 first."""
    turns = session.scalars(select(Turn).where(Turn.item_id == item.id, ~Turn.deleted)).all()
    seated = {turn.partner_id for turn in turns}
    wanted = {partner.id: partner for partner in partners_present(session, item.meeting_id)}
    wanted |= {partner.id: partner for partner in involved(session, [case.id])}
    new = sorted(
        (partner for partner in wanted.values() if partner.id not in seated),
        key=lambda partner: seat_order(partner.class_, partner.name),
    )
    session.add_all_new(
        Turn(
            stream_id=case.stream_id,
            case_id=case.id,
            item_id=item.id,
            partner_id=partner.id,
            position=len(turns) + at,
        )
        for at, partner in enumerate(new)
    )


def stop_speaking(session: CaptureSession, item_id: str) -> None:
    """Nobody speaks any more: who did has contributed when something was noted, else waits again.

    The round may be left long after: a case that may not be worked on any more is left as it is.
    """
    item = session.get(AgendaItem, item_id)
    if item is None or item.case_id is None or not may_work(session, item.case_id):
        return
    for turn in session.scalars(
        select(Turn).where(Turn.item_id == item_id, Turn.state == TurnState.SPEAKING, ~Turn.deleted)
    ):
        row = session.get(Contribution, turn.contribution_id) if turn.contribution_id else None
        said = row is not None and not row.deleted
        turn.state = TurnState.CONTRIBUTED if said else TurnState.WAITING


def seat_newcomers(session: CaptureSession, meeting: Meeting) -> None:
    """Somebody came in while a case is at the table: they have a turn as well."""
    if meeting.state is not MeetingState.LIVE or meeting.current_item_id is None:
        return
    item = session.get(AgendaItem, current_item(session, meeting))
    if item is None or item.case_id is None or not may_work(session, item.case_id):
        return
    case = session.get_one(Case, item.case_id)
    seat(session, item, case)
