"""A bijeenkomst of a casustafel: its attendance and agenda, and what is said under each item.

Meeting, attendance and agenda items without a case stand in the common stream of the regular compartment;
the agenda item of a case, and all beneath it, in the stream of that case (DATA.md 3).
"""

from datetime import date
from typing import ClassVar

from sqlalchemy.orm import Mapped, mapped_column

from zvhdesk.domain.terms import (
    Capacity,
    ItemState,
    MeetingState,
    NoteKind,
    Presence,
    Step,
    StreamKind,
    TurnState,
)
from zvhdesk.models.base import Local, Replicated


class Meeting(Replicated, kw_only=True):
    """A bijeenkomst. `starts` and `ends` are planned times of day, UU:MM; the `_ms` are UTC milliseconds.

    `current_item_id` and `chair_device` are rows, so that another desk can take over (DATA.md 17).
    `paused_ms` is when the pause began, None while the meeting runs.
    """

    __tablename__ = "meeting"
    stream_kind: ClassVar[StreamKind] = StreamKind.COMMON
    table_id: Mapped[str] = mapped_column(index=True)
    held_on: Mapped[date]
    starts: Mapped[str]
    ends: Mapped[str]
    place: Mapped[str | None] = mapped_column(default=None)
    chair_id: Mapped[str | None] = mapped_column(default=None)
    state: Mapped[MeetingState] = mapped_column(default=MeetingState.PLANNED, index=True)
    current_item_id: Mapped[str | None] = mapped_column(default=None)
    chair_device: Mapped[str | None] = mapped_column(default=None)
    started_ms: Mapped[int | None] = mapped_column(default=None)
    paused_ms: Mapped[int | None] = mapped_column(default=None)
    closed_ms: Mapped[int | None] = mapped_column(default=None)


class Attendance(Replicated, kw_only=True):
    """Somebody at one meeting: of a partner of the house, or a guest whose `organisation` is typed.

    `signed_on` is the day of the confidentiality statement that a third signs first (WGS 2.31(10), BGS
    2.21(3)), `signed_seen_by` the member who saw it. `screened`: a substitute's employer says so.
    """

    __tablename__ = "attendance"
    stream_kind: ClassVar[StreamKind] = StreamKind.COMMON
    meeting_id: Mapped[str] = mapped_column(index=True)
    partner_id: Mapped[str | None] = mapped_column(default=None)
    organisation: Mapped[str | None] = mapped_column(default=None)
    name: Mapped[str | None] = mapped_column(default=None)
    capacity: Mapped[Capacity] = mapped_column(default=Capacity.PARTNER)
    presence: Mapped[Presence] = mapped_column(default=Presence.EXPECTED)
    signed_on: Mapped[date | None] = mapped_column(default=None)
    signed_seen_by: Mapped[str | None] = mapped_column(default=None)
    screened: Mapped[bool | None] = mapped_column(default=None)
    position: Mapped[int] = mapped_column(default=0)


class AgendaItem(Replicated, kw_only=True):
    """A point of the agenda: a case with its reason, or without `case_id` a point such as the opening.

    `minutes` is planned. A countdown is stored as its end: `ends_ms` while the item runs; `spent_ms` is what
    it took in its earlier runs, pauses left out.
    """

    __tablename__ = "agenda_item"
    meeting_id: Mapped[str] = mapped_column(index=True)
    case_id: Mapped[str | None] = mapped_column(default=None, index=True)
    position: Mapped[int]
    title: Mapped[str]
    minutes: Mapped[int]
    state: Mapped[ItemState] = mapped_column(default=ItemState.PLANNED)
    step: Mapped[Step] = mapped_column(default=Step.FRAME)
    purpose: Mapped[str | None] = mapped_column(default=None)
    started_ms: Mapped[int | None] = mapped_column(default=None)
    ends_ms: Mapped[int | None] = mapped_column(default=None)
    spent_ms: Mapped[int] = mapped_column(default=0)
    next_on: Mapped[date | None] = mapped_column(default=None)


class Turn(Replicated, kw_only=True):
    """A partner's turn in the information round of one item. What they said is a `contribution`."""

    __tablename__ = "turn"
    case_id: Mapped[str]
    item_id: Mapped[str] = mapped_column(index=True)
    partner_id: Mapped[str]
    state: Mapped[TurnState] = mapped_column(default=TurnState.WAITING)
    position: Mapped[int] = mapped_column(default=0)
    contribution_id: Mapped[str | None] = mapped_column(default=None)


class NoteParagraph(Replicated, kw_only=True):
    """A paragraph noted under one step of an item. `partner_id` is who differs, of a tegengeluid."""

    __tablename__ = "note_paragraph"
    case_id: Mapped[str] = mapped_column(index=True)
    item_id: Mapped[str] = mapped_column(index=True)
    step: Mapped[Step]
    position: Mapped[int]
    text: Mapped[str]
    kind: Mapped[NoteKind] = mapped_column(default=NoteKind.NOTE)
    partner_id: Mapped[str | None] = mapped_column(default=None)


class ChairNote(Local, kw_only=True):
    """The chair's own note on an item: on this desk only, deleted at closing unless moved to the dossier."""

    __tablename__ = "chair_note"
    item_id: Mapped[str] = mapped_column(primary_key=True)
    meeting_id: Mapped[str]
    text: Mapped[str]
