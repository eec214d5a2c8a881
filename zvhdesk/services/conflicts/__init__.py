"""Where desks disagree: what was written unseen by the other, settled by a person (SYNC.md A.1)."""

from zvhdesk.models.capture.records import LEAVE, RESTORE
from zvhdesk.services.conflicts.asked import NOTHING, Asked, of_case, of_meeting, of_tables
from zvhdesk.services.conflicts.places import all_open, count, of_the_gone, rows_in_conflict
from zvhdesk.services.conflicts.reading import gone_rows, held_back, of_cells
from zvhdesk.services.conflicts.rows import Conflict, Edit, GoneRow, OneVersion, OpenQuestion
from zvhdesk.services.conflicts.settling import (
    SETTLE,
    Settled,
    choose,
    join,
    leave,
    restore,
    seen_beside,
    stand_by,
)

__all__ = [
    "LEAVE",
    "NOTHING",
    "RESTORE",
    "SETTLE",
    "Asked",
    "Conflict",
    "Edit",
    "GoneRow",
    "OneVersion",
    "OpenQuestion",
    "Settled",
    "all_open",
    "choose",
    "count",
    "gone_rows",
    "held_back",
    "join",
    "leave",
    "of_case",
    "of_cells",
    "of_meeting",
    "of_tables",
    "of_the_gone",
    "restore",
    "rows_in_conflict",
    "seen_beside",
    "stand_by",
]
