"""Recording: every change of a replicated row becomes a change set in the same transaction (DATA.md 5, 6).

Three writers raise the guard: the ORM flush (`CaptureSession`), `bulk` for imports and the demo, and `apply`
for what was received. No other code may; `erase` raises it to take whole streams away, `unwrite` to take back
what was received from a history that does not hold any more.
"""

from zvhdesk.models.capture.apply import apply, apply_read, placed, rows_of
from zvhdesk.models.capture.bulk import bulk
from zvhdesk.models.capture.erase import erase
from zvhdesk.models.capture.records import Act, Cell, ChangeSetRecord, OpRecord
from zvhdesk.models.capture.session import CaptureSession, UncapturedDelete, head_rev
from zvhdesk.models.capture.together import Rows
from zvhdesk.models.capture.unwrite import unwrite

__all__ = [
    "Act",
    "CaptureSession",
    "Cell",
    "ChangeSetRecord",
    "OpRecord",
    "Rows",
    "UncapturedDelete",
    "apply",
    "apply_read",
    "bulk",
    "erase",
    "head_rev",
    "placed",
    "rows_of",
    "unwrite",
]
