"""What a recording is made of: an act, a cell that was set, a change set as it travels."""

from dataclasses import dataclass, field
from typing import NamedTuple

from zvhdesk.models.base import new_id

UNRECORDED = frozenset({"id", "stream_id"})
"""Columns that no op carries: the op names the row, the change set the stream."""

DELETED = "deleted"
RESTORE = "row.restore"
LEAVE = "row.leave"
"""The column that takes a row away; the intents by which somebody who saw that it was edited meanwhile brings
it back, or leaves it so."""

Row = tuple[str, str]
"""Table and row id."""
Cell = tuple[str, str, str]
"""Table, row id, column."""


@dataclass(frozen=True, slots=True)
class Act:
    """One act of a user. `base_rev` is what the form had been shown (DATA.md 7), None when no form was open.

    `wall_ms` is UTC milliseconds; `id` binds the change sets of the act.
    """

    intent: str
    user: str
    device: str
    wall_ms: int
    base_rev: int | None = None
    reason: str | None = None
    undo_of: str | None = None
    origin: str = "desk"
    id: str = field(default_factory=new_id)


class OpRecord(NamedTuple):
    """One cell set, with codec texts. `base_seq` is up to where its author had seen what others wrote."""

    tbl: str
    row: str
    col: str
    new: str
    base_seq: int = 0


@dataclass(frozen=True, slots=True)
class ChangeSetRecord:
    """A change set as it travels: all of one act in one stream. `seq` and `recv_ms` are the server's."""

    cs_id: str
    act: str
    stream_id: str
    compartment: str
    kind: str
    device: str
    user: str
    wall_ms: int
    intent: str
    reason: str | None
    undo_of: str | None
    ops: tuple[OpRecord, ...]
    run: str | None = None
    seq: int | None = None
    recv_ms: int | None = None
