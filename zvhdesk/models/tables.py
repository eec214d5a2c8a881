"""Every mapped table in one place, so that triggers, migrations and tests see them all."""

from typing import Any, cast

from sqlalchemy import Column, Table

from zvhdesk.models.agreeing import (
    CompartmentKey,
    CompartmentMember,
    CompartmentState,
    DestroyedStream,
    DeviceHead,
    OwnSecret,
    RosterLine,
    SealedEnvelope,
    StreamSecret,
    Versions,
)
from zvhdesk.models.base import Base, Local, Replicated
from zvhdesk.models.cases import (
    Action,
    Case,
    Contribution,
    CriterionJudgement,
    Goal,
    Referral,
    Subject,
)
from zvhdesk.models.destructions import Destruction, DestructionReceipt
from zvhdesk.models.house import (
    CaseTable,
    Device,
    House,
    ImportMapping,
    Member,
    Municipality,
    Partner,
    WorkArea,
)
from zvhdesk.models.local import AccessEvent, ChangeOp, ChangeSet, DeviceSetting, Draft, Stream
from zvhdesk.models.meetings import AgendaItem, Attendance, ChairNote, Meeting, NoteParagraph, Turn
from zvhdesk.models.people import Person
from zvhdesk.models.plans import Decision, Disclosure, Plan, Voice

REPLICATED: tuple[type[Replicated], ...] = (
    House,
    Member,
    WorkArea,
    Municipality,
    Partner,
    CaseTable,
    ImportMapping,
    Device,
    Case,
    Referral,
    CriterionJudgement,
    Subject,
    Contribution,
    Goal,
    Action,
    Person,
    Meeting,
    Attendance,
    AgendaItem,
    Turn,
    NoteParagraph,
    Decision,
    Voice,
    Plan,
    Disclosure,
    Destruction,
    DestructionReceipt,
)

LOCAL: tuple[type[Local], ...] = (
    *(Stream, ChangeSet, ChangeOp, Draft, DeviceSetting, AccessEvent),
    ChairNote,
    *(SealedEnvelope, CompartmentState, CompartmentMember, DeviceHead, CompartmentKey, StreamSecret),
    *(RosterLine, OwnSecret, Versions, DestroyedStream),
)

BY_NAME: dict[str, type[Replicated]] = {cls.__tablename__: cls for cls in REPLICATED}

METADATA = Base.metadata

REQUIRED: dict[str, frozenset[str]] = {
    cls.__tablename__: frozenset(
        column.name
        for column in cast("Table", cls.__table__).columns
        if not (column.nullable or column.name in {"id", "stream_id"})
    )
    for cls in REPLICATED
}
"""Of each replicated table what always holds something: who sends nothing for it is kept aside."""

# A replicated column is never NOT NULL in the database: an older or newer desk may send a row without it,
# and a constraint would fail the transaction that writes a whole page (SYNC.md A.1, 8). The types still
# say which are always filled, and REQUIRED is read from them.
for _cls in REPLICATED:
    for _column in cast("Table", _cls.__table__).columns:
        _column.nullable = _column.name not in {"id", "stream_id"}


COLUMNS: dict[tuple[str, str], Column[Any]] = {
    (name, column.name): column
    for name, cls in BY_NAME.items()
    for column in cast("Table", cls.__table__).columns
}
"""What this version knows, by table and column."""


def column_of(tbl: str, col: str) -> Column[Any]:
    """The column of a replicated table. Raises KeyError for one this version does not know."""
    return COLUMNS[tbl, col]
