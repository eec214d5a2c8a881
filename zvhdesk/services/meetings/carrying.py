"""What goes on to the next meeting of the same table: promised at closing, and put on its agenda then."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy.orm import Session

from zvhdesk.domain.terms import ItemState, Phase
from zvhdesk.models.capture import CaptureSession
from zvhdesk.models.cases import Case
from zvhdesk.models.meetings import AgendaItem, Meeting
from zvhdesk.services.case_door import may_work
from zvhdesk.services.meetings.door import items_of
from zvhdesk.services.meetings.next_table import next_planned
from zvhdesk.services.meetings.once import id_from
from zvhdesk.services.meetings.planning import add_case, add_point
from zvhdesk.services.meetings.returning import ALWAYS
from zvhdesk.services.words import short_day


def next_date(session: Session, meeting: Meeting, chosen: date | None = None) -> date | None:
    """The day of the first planned meeting of this table from `chosen` on; None when none is planned."""
    following = _following(session, meeting, chosen)
    return following.held_on if following else None


def carry(session: CaptureSession, meeting: Meeting, item: AgendaItem, title: str = "") -> date | None:
    """Put an item on the agenda of the next planned meeting of this table, once. Returns its day.

    A case goes to the first meeting on or after its own next date, which becomes the day it truly comes back.
    None when no such meeting is planned, or when the case went elsewhere: then nothing is promised. Without
    `title` it keeps its own.
    """
    if item.case_id is None:
        return _carry_point(session, meeting, item)
    case = session.get(Case, item.case_id)
    if case is None or not may_work(session, case.id) or not _is_here(case, meeting):
        return None
    following = _following(session, meeting, item.next_on)
    if following is None:
        return None
    if all(one.case_id != case.id for one in items_of(session, following.id)):
        carried = id_from(session, meeting.id, case.id)
        add_case(session, following.id, case.id, item.minutes, title or item.title, carried)
    item.next_on = following.held_on
    return following.held_on


def carry_all(session: CaptureSession, meeting: Meeting) -> None:
    """At closing: what was not discussed goes on first, then the cases that were; each on one agenda once."""
    items = items_of(session, meeting.id)
    again = f"Vervolg van {short_day(meeting.held_on)}"
    for item in items:
        if item.state is not ItemState.DONE:
            carry(session, meeting, item)
    for item in items:
        if item.state is ItemState.DONE and item.case_id is not None:
            carry(session, meeting, item, again)


def _carry_point(session: CaptureSession, meeting: Meeting, item: AgendaItem) -> date | None:
    following = _following(session, meeting)
    if following is None:
        return None
    there = item.title.casefold() in ALWAYS or _has_point(items_of(session, following.id), item.title)
    if not there:
        carried = id_from(session, meeting.id, item.title.casefold())
        add_point(session, following.id, item.title, item.minutes, carried)
    return following.held_on


def _has_point(items: Sequence[AgendaItem], title: str) -> bool:
    return any(one.case_id is None and one.title.casefold() == title.casefold() for one in items)


def _is_here(case: Case, meeting: Meeting) -> bool:
    return case.phase is not Phase.CLOSED and case.table_id in (None, meeting.table_id)


def _following(session: Session, meeting: Meeting, chosen: date | None = None) -> Meeting | None:
    """Not the meeting itself: it runs, so that it is not planned."""
    return next_planned(session, meeting.table_id, max(meeting.held_on, chosen or meeting.held_on))
