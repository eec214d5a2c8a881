"""What the program acknowledged, kept by its parent, and what the database says of the same.

A fact is a key with a value: ("item",) is where the meeting is, ("action", text) in which items that text was
recorded, ("draft", form, row, col) what was typed and not committed. What the log does not name must not
change at all.
"""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from zvhdesk.domain.terms import ItemState, MeetingState
from zvhdesk.models import guard
from zvhdesk.models.cases import Action, Contribution
from zvhdesk.models.local import AccessEvent, ChangeOp, ChangeSet, Draft
from zvhdesk.models.meetings import AgendaItem, Attendance, ChairNote, Meeting, NoteParagraph, Turn
from zvhdesk.models.plans import Decision, Disclosure
from zvhdesk.services.desk import Desk

Key = tuple[str, ...]
Value = Any
Facts = dict[Key, Value]
ONE_MORE = "one more"
"""A value that counts on from what was known."""
PREFIX = "prefix"
"""A pending value (PREFIX, text) is any beginning of that text: somebody is typing it."""


def default(key: Key) -> Value:
    """What a fact is as long as nobody made it."""
    match key[0]:
        case "action" | "decision" | "note":
            return ()
        case "held" | "paused":
            return False
        case "shown":
            return 0
        case "said" | "own" | "draft":
            return ""
        case _:
            return None


class Books:
    """Begins from what the database said when the program started, and hears what it says of its acts."""

    def __init__(self, facts: Facts) -> None:
        self.facts = dict(facts)
        self.pending: dict[Key, list[Value]] = {}
        self.acts: Counter[str] = Counter()
        self.lines: list[Mapping[str, Any]] = []

    def hear(self, line: Mapping[str, Any]) -> None:
        """One line of the program: what is about to be done, what it shows as done, or that nothing waits."""
        self.lines.append(line)
        if line.get("idle"):
            self.pending.clear()
        for key, value in line.get("done", ()):
            self.facts[_key(key)] = self._counted(_key(key), _value(value))
        for key, value in line.get("do", ()):
            self.pending.setdefault(_key(key), []).append(self._counted(_key(key), _value(value)))
        if "what" in line:
            self.acts[line["what"]] += 1

    def wrong(self, found: Facts) -> list[str]:
        """Where the database is neither what was acknowledged nor what was under way."""
        keys = sorted({*self.facts, *found, *self.pending}, key=str)
        return [
            f"{key}: found {found.get(key, default(key))!r}, acknowledged {self._known(key)!r}, "
            f"under way {self.pending.get(key, [])!r}"
            for key in keys
            if not self._fits(key, found.get(key, default(key)))
            and not self._moved_on(key, found)
            and not self._broken_off(key, found)
        ]

    def _broken_off(self, key: Key, found: Facts) -> bool:
        """Whether a note is the beginning of one that was being typed: its item was left in the middle."""
        return key[0] == "note" and any(
            at[0] == "note" and at[1].startswith(key[1]) and found.get(key) in values
            for at, values in self.pending.items()
        )

    def _moved_on(self, key: Key, found: Facts) -> bool:
        """Whether a draft is gone because what it held was committed: by leaving the field, or by a pause."""
        kept = self._known(key) if key[0] == "draft" else ""
        committed = (value for at, value in found.items() if at[0] in ("said", "own"))
        return bool(kept) and not found.get(key) and (("note", kept) in found or kept in committed)

    def _known(self, key: Key) -> Value:
        return self.facts.get(key, default(key))

    def _counted(self, key: Key, value: Value) -> Value:
        return self._known(key) + 1 if value == ONE_MORE else value

    def _fits(self, key: Key, value: Value) -> bool:
        if _is(self._known(key), value):
            return True
        return any(_is(one, value) for one in self.pending.get(key, ()))


def _is(pending: Value, value: Value) -> bool:
    if isinstance(pending, str) and isinstance(value, str):
        return pending.strip() == value.strip()  # left just behind a space, it is committed without
    if isinstance(pending, tuple) and pending[:1] == (PREFIX,):
        return isinstance(value, str) and str(pending[1]).startswith(value)
    return bool(pending == value)


def _key(key: list[str]) -> Key:
    return tuple(key)


def _value(value: Any) -> Value:
    return tuple(_value(one) for one in value) if isinstance(value, list) else value


def facts(session: Session) -> Facts:
    """The same facts as the database has them."""
    return {("item",): None, **_meetings(session), **_recorded(session), **_typed(session)}


def _meetings(session: Session) -> Facts:
    found: Facts = {}
    for meeting in session.scalars(select(Meeting).where(~Meeting.deleted)):
        found["meeting", meeting.id] = meeting.state.value
        found["paused", meeting.id] = meeting.paused_ms is not None
        if meeting.state is MeetingState.LIVE:
            found["item",] = meeting.current_item_id
    for item in session.scalars(select(AgendaItem).where(~AgendaItem.deleted)):
        found["step", item.id] = item.step.value
    for attendee in session.scalars(select(Attendance).where(~Attendance.deleted)):
        found["presence", attendee.id] = attendee.presence.value
    for item_id, times in session.execute(
        select(Disclosure.item_id, func.count()).where(~Disclosure.deleted).group_by(Disclosure.item_id)
    ):
        found["shown", str(item_id)] = times
    return found


def _recorded(session: Session) -> Facts:
    found: Facts = {}
    for action in session.scalars(select(Action).where(~Action.deleted, Action.item_id.is_not(None))):
        _count(found, ("action", action.text), action.item_id)
        found["held", action.id] = bool(action.held_back)
    for decision in session.scalars(select(Decision).where(~Decision.deleted)):
        _count(found, ("decision", decision.text), decision.item_id)
        found["held", decision.id] = bool(decision.held_back)
    for note in session.scalars(select(NoteParagraph).where(~NoteParagraph.deleted)):
        _count(found, ("note", note.text), (note.item_id, note.step.value))
    return found


def _typed(session: Session) -> Facts:
    said = select(Turn.id, Contribution.text).outerjoin(Contribution, Contribution.id == Turn.contribution_id)
    found: Facts = {("said", turn): text or "" for turn, text in session.execute(said.where(~Turn.deleted))}
    for own in session.scalars(select(ChairNote)):
        found["own", own.item_id] = own.text
    for draft in session.scalars(select(Draft)):
        if draft.text.strip():
            found["draft", draft.form, draft.row, draft.col] = draft.text
    return found


def _count(found: Facts, key: Key, where: Value) -> None:
    found[key] = tuple(sorted((*found.get(key, ()), where)))


def broken(desk: Desk) -> list[str]:
    """What may never be, whatever was being done: half acts, a hole in the guard, a damaged file."""
    with desk.engine.connect() as connection:
        guard.assert_complete(connection)
        damage = [row for row in connection.execute(text("PRAGMA integrity_check")).scalars() if row != "ok"]
    return damage + desk.read(_half_done) + desk.read(_unaccounted) + desk.read(_half_closed)


def _half_done(session: Session) -> list[str]:
    empty = session.scalars(
        select(ChangeSet.rev).outerjoin(ChangeOp, ChangeOp.rev == ChangeSet.rev).where(ChangeOp.id.is_(None))
    )
    loose = session.scalars(
        select(ChangeOp.id).outerjoin(ChangeSet, ChangeSet.rev == ChangeOp.rev).where(ChangeSet.rev.is_(None))
    )
    recorded = set(session.scalars(select(ChangeOp.row)))
    rows = [row for cls in (Action, Decision, NoteParagraph, Turn) for row in session.scalars(select(cls.id))]
    return [
        *(f"change set {rev} without a change" for rev in empty),
        *(f"change {op} without its set" for op in loose),
        *(f"row {row} that no change set knows" for row in rows if row not in recorded),
    ]


def _unaccounted(session: Session) -> list[str]:
    """Every change set has its line in the audit, and no line is without one."""
    sets = Counter(session.scalars(select(ChangeSet.intent)))
    lines = Counter(session.scalars(select(AccessEvent.action).where(AccessEvent.result == "ok")))
    return [f"{name}: {n} change sets, {lines[name]} lines" for name, n in sets.items() if lines[name] != n]


def _half_closed(session: Session) -> list[str]:
    """Closing is one act: a closed meeting has no item, no clock that runs and no own notes of the chair."""
    wrong = []
    for meeting in session.scalars(select(Meeting).where(~Meeting.deleted)):
        items = session.scalars(
            select(AgendaItem).where(AgendaItem.meeting_id == meeting.id, ~AgendaItem.deleted)
        ).all()
        ids = [item.id for item in items]
        own = session.scalars(select(ChairNote.item_id).where(ChairNote.meeting_id == meeting.id)).all()
        drafts = session.scalars(
            select(Draft.row).where(Draft.form == "own_note", Draft.row.in_(ids), Draft.text != "")
        ).all()
        live = meeting.state is MeetingState.LIVE
        running = [item.id for item in items if item.state is ItemState.RUNNING]
        closed = meeting.state is MeetingState.CLOSED
        if live != (meeting.current_item_id is not None) or closed != (meeting.closed_ms is not None):
            wrong.append(f"{meeting.state.value} with current {meeting.current_item_id}")
        if running != ([meeting.current_item_id] if live else []):
            wrong.append(f"{meeting.state.value} at {meeting.current_item_id}, and {running} run")
        if not live and (own or drafts):
            wrong.append(f"{meeting.state.value} with {len(own)} own notes, {len(drafts)} drafts of them")
    return wrong
