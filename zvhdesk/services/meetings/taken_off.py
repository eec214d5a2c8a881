"""Points that another desk took off the agenda of a meeting that runs: said where they stood, put back."""

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from zvhdesk.domain.refusals import CaseGone, OnAgenda, Refused
from zvhdesk.domain.terms import MeetingState
from zvhdesk.models.agreeing import Versions
from zvhdesk.models.capture import CaptureSession, begun, versions
from zvhdesk.models.capture.records import DELETED, LEAVE
from zvhdesk.models.codec import encode
from zvhdesk.models.local import ChangeOp, ChangeSet
from zvhdesk.models.meetings import AgendaItem, Meeting
from zvhdesk.services.case_door import working_case
from zvhdesk.services.meetings.door import items_of, live_meeting
from zvhdesk.services.meetings.reading import Face
from zvhdesk.services.meetings.taken_off_row import TakenOff
from zvhdesk.services.who import person_label

_TBL = AgendaItem.__tablename__
_EVER = (
    select(AgendaItem)
    .where(AgendaItem.meeting_id == bindparam("meeting"))
    .order_by(AgendaItem.position, AgendaItem.id)
)


def agenda(session: Session, meeting: Meeting) -> tuple[list[AgendaItem], list[AgendaItem]]:
    """The agenda in its order, and of a meeting that runs what is off it."""
    ever = session.scalars(_EVER, {"meeting": meeting.id}).all()
    live = meeting.state is MeetingState.LIVE
    return [one for one in ever if not one.deleted], [one for one in ever if one.deleted and live]


def taken_off(
    session: Session,
    gone: Iterable[AgendaItem],
    items: Sequence[AgendaItem],
    known: Mapping[str, Face],
    device: str,
) -> tuple[TakenOff, ...]:
    """Of those the ones that another device took off since it began, unless somebody said that they stay off.

    Nothing of a case that may not be seen any more.
    """
    return tuple(
        TakenOff(
            item.id,
            _words(item, known),
            next((_words(one, known) for one in reversed(items) if one.position < item.position), ""),
            person_label(session, by.user),
            by.wall_ms,
        )
        for item in gone
        if (item.case_id is None or item.case_id in known)
        and (by := _by_another(session, item, device)) is not None
    )


def cancelled(session: Session, meeting: Meeting) -> tuple[TakenOff, ...]:
    """The meeting that runs, when somebody cancelled it who had not seen that it began."""
    cell = (Meeting.__tablename__, meeting.id, DELETED)
    if session.get(Versions, cell) is None or not begun.began(session, cell[:2]):
        return ()
    by = session.get_one(ChangeSet, versions.shown(versions.of_cell(session, cell)).rev)
    return (TakenOff(meeting.id, "Deze bijeenkomst", "", person_label(session, by.user), by.wall_ms, True),)


def put_back(session: CaptureSession, item_id: str) -> None:
    """It is on the agenda again, where it stood.

    Raises Refused(MeetingNotLive | CaseGone | RetentionPassed | OnAgenda).
    """
    item = session.get(AgendaItem, item_id)
    if item is None:
        raise Refused(CaseGone())
    live_meeting(session, item.meeting_id)
    if item.case_id is not None:
        working_case(session, item.case_id)
        if any(one.case_id == item.case_id for one in items_of(session, item.meeting_id) if one is not item):
            raise Refused(OnAgenda())
    item.deleted = False


def _words(item: AgendaItem, known: Mapping[str, Face]) -> str:
    if item.case_id is None:
        return item.title
    face = known.get(item.case_id)
    return f"{face.number} · {face.initials}" if face is not None else "een casus"


def _by_another(session: Session, item: AgendaItem, device: str) -> ChangeSet | None:
    stand = versions.of_cell(session, (_TBL, item.id, DELETED))
    by = session.get(ChangeSet, versions.shown(stand).rev) if stand else None
    if by is None or not versions.is_anothers(by, device) or by.intent == LEAVE:
        return None
    return None if by.rev < _began(session, item.meeting_id) else by


def _began(session: Session, meeting_id: str) -> int:
    """Since which rev here the meeting runs."""
    tbl, live = Meeting.__tablename__, encode(MeetingState.LIVE)
    query = select(func.max(ChangeOp.rev)).where(
        ChangeOp.tbl == tbl, ChangeOp.row == meeting_id, ChangeOp.col == "state", ChangeOp.new == live
    )
    return session.scalar(query) or 0
