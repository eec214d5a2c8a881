"""What Ctrl+Z takes back at the table, and what is said of it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from zvhdesk.domain.numbers import NumberInCase
from zvhdesk.domain.refusals import NothingToUndo, Refused
from zvhdesk.domain.terms import NoteKind, TurnState
from zvhdesk.models.house import Partner
from zvhdesk.models.local import ChangeOp, ChangeSet
from zvhdesk.models.meetings import AgendaItem, Meeting
from zvhdesk.models.tables import BY_NAME
from zvhdesk.services.history import INTENTS
from zvhdesk.services.words import word

_NOT_RECORDED = (
    *("meeting.item", "meeting.step", "meeting.pause", "meeting.admit", "meeting.take_over", "meeting.go_on"),
    *("meeting.edit", "agenda.add", "agenda.edit", "disclosure.record"),
)
"""Acts that touch the case on the table and record nothing in it."""
_NOTES = {NoteKind.DISSENT: "Tegengeluid", NoteKind.PARKED: "Geparkeerd punt"}
_WHAT: dict[tuple[str, str], Callable[[Any], str]] = {
    ("action.capture", "action"): lambda _row: "Actie",
    ("action.read_back", "action"): lambda row: f"Teruglezen van actie {NumberInCase(row.number)}",
    ("action.status", "action"): lambda row: f"Uitkomst van actie {NumberInCase(row.number)}",
    ("action.hold", "action"): lambda row: f"Tegenhouden van actie {NumberInCase(row.number)}",
    ("note.add", "note_paragraph"): lambda row: _NOTES.get(row.kind, "Notitie"),
    ("round.say", "contribution"): lambda _row: "Inbreng",
    ("round.settle", "turn"): lambda row: (
        "Beurt" if row.state is TurnState.SPEAKING else f"“{word(row.state)}”"
    ),
}
"""By intent and table what a recorded row is called."""
_OWNED = ("action.capture", "note.add", "round.say", "round.settle")
"""Of these one says whose it is."""


@dataclass(frozen=True, slots=True)
class TakenBack:
    """An act that Ctrl+Z takes back, and the sentence that says so afterwards."""

    act: str
    sentence: str


def newest_act(session: Session, user: str, item_id: str) -> TakenBack:
    """The newest thing that this user recorded in the case of this item: what Ctrl+Z is about.

    Going to another case or step, a pause, who comes in, and what was shown on the wall is nothing that was
    recorded. Never further back than the start of the meeting: at the table nobody means to take that back.
    Raises Refused(NothingToUndo).
    """
    item = session.get(AgendaItem, item_id)
    if item is None or item.case_id is None:
        raise Refused(NothingToUndo())
    undone = select(ChangeSet.undo_of).where(ChangeSet.undo_of.is_not(None))
    begun = (
        select(func.coalesce(func.max(ChangeOp.rev), 0))
        .where(ChangeOp.tbl == Meeting.__tablename__, ChangeOp.row == item.meeting_id)
        .where(ChangeOp.col == "started_ms")
    ).scalar_subquery()
    newest = session.scalars(
        select(ChangeSet)
        .where(ChangeSet.user == user, ChangeSet.undo_of.is_(None), ChangeSet.act.not_in(undone))
        .where(ChangeSet.origin == "desk", ChangeSet.intent.not_in(_NOT_RECORDED))
        .where(ChangeSet.stream_id == item.stream_id, ChangeSet.rev > begun)
        .order_by(ChangeSet.rev.desc())
        .limit(1)
    ).first()
    if newest is None:
        raise Refused(NothingToUndo())
    return TakenBack(newest.act, _sentence(session, newest))


def _sentence(session: Session, act: ChangeSet) -> str:
    """What was recorded, as one says it, before it is taken back."""
    ops = session.execute(select(ChangeOp.tbl, ChangeOp.row).where(ChangeOp.rev == act.rev).distinct())
    for table, row_id in ops:
        what = _WHAT.get((act.intent, table))
        row: Any = session.get(BY_NAME[table], row_id)
        if what is None or row is None:
            continue
        whose = _whose(session, row.partner_id) if act.intent in _OWNED else ""
        return f"{what(row)}{whose} ongedaan gemaakt."
    return f"Ongedaan gemaakt: {INTENTS.get(act.intent, 'Gewijzigd')}."


def _whose(session: Session, partner_id: str | None) -> str:
    partner = session.get(Partner, partner_id) if partner_id else None
    return f" van {partner.name}" if partner is not None else ""
