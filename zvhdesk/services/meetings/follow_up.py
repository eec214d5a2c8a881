"""What partners still owe after a round (nawerken): a list that outlives the meeting, settled one by one."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from zvhdesk.domain.meeting import seat_order
from zvhdesk.domain.refusals import CaseGone, Refused
from zvhdesk.domain.terms import TurnState
from zvhdesk.models.capture import CaptureSession
from zvhdesk.models.house import Partner
from zvhdesk.models.meetings import Turn
from zvhdesk.services.case_door import working_case
from zvhdesk.services.meetings.door import items_of, known_meeting
from zvhdesk.services.meetings.reading import faces

INTENT = "round.settle"
SETTLED = (TurnState.CONTRIBUTED, TurnState.NOTHING_NEW, TurnState.AS_PREPARED)
"""How it ends: it came and stands in the dossier, there was nothing new, or it was as prepared."""


@dataclass(frozen=True, slots=True)
class Owed:
    """A partner that would come back to a case. `id` is that of its turn."""

    id: str
    item_id: str
    case_id: str
    number: str
    initials: str
    partner: str


def owed(session: Session, meeting_id: str) -> tuple[Owed, ...]:
    """Who still owes what, in the order of the agenda; cases that were shielded since are left out.

    Raises Refused(MeetingNotLive) when there is no such meeting.
    """
    items = [item for item in items_of(session, known_meeting(session, meeting_id).id) if item.case_id]
    known = faces(session, {item.case_id for item in items if item.case_id})
    who = owing(session, [item.id for item in items])
    return tuple(
        Owed(turn, item.id, item.case_id, known[item.case_id].number, known[item.case_id].initials, name)
        for item in items
        if item.case_id in known
        for turn, name in who.get(item.id, ())
    )


def owing(session: Session, item_ids: Collection[str]) -> Mapping[str, tuple[tuple[str, str], ...]]:
    """By item the turns that were put off, each with the name of its partner; lid 1 first."""
    rows = session.execute(
        select(Turn, Partner)
        .join(Partner, Partner.id == Turn.partner_id)
        .where(Turn.item_id.in_(item_ids), Turn.state == TurnState.FOLLOW_UP, ~Turn.deleted)
        .order_by(Turn.id)
    ).all()
    found: dict[str, tuple[tuple[str, str], ...]] = {}
    for turn, partner in sorted(rows, key=lambda row: seat_order(row[1].class_, row[1].name)):
        found[turn.item_id] = (*found.get(turn.item_id, ()), (turn.id, partner.name))
    return found


def settle(session: CaptureSession, turn_id: str, state: TurnState) -> None:
    """Record how it ended (INTENT), also after the meeting was closed; `state` is one of SETTLED.

    Raises Refused(CaseGone | RetentionPassed); CaseGone as well when it was settled meanwhile.
    """
    turn = session.get(Turn, turn_id)
    if turn is None or turn.deleted or turn.state is not TurnState.FOLLOW_UP or state not in SETTLED:
        raise Refused(CaseGone())
    working_case(session, turn.case_id)
    turn.state = state
