"""A change set that does not fit into one envelope travels in several: one act still, taken in together.

Each part is a change set to who receives it. Which cells stand in which part, and its id, follow from the
change set alone: sealed again it comes out the same, and is not taken twice.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from zvhdesk.models.capture import ChangeSetRecord, OpRecord
from zvhdesk.wire.encoding import sha256
from zvhdesk.wire.shapes import ID_SIZE

OPS_BYTES = 200 * 1024
"""Of the cells in one part. With the rest of the payload, padding and header it stays below
`limits.ENVELOPE_BYTES`. No cell is longer: fields and imports have a largest length far below it."""
_BESIDES = 32
"""What an op takes besides its texts; not its `base_seq`, which may differ when it is sealed again."""


def of(record: ChangeSetRecord) -> list[ChangeSetRecord]:
    """The change set itself when it fits; else its parts, of which the first has its id."""
    found = list(_filled(list(_units(record.ops))))
    return [
        replace(record, cs_id=_id(record.cs_id, at), ops=tuple(ops)) for at, ops in enumerate(found or [[]])
    ]


def _filled(units: Sequence[Sequence[OpRecord]]) -> Iterator[list[OpRecord]]:
    part: list[OpRecord] = []
    for unit in units:
        if part and _size(part) + _size(unit) > OPS_BYTES:
            yield part
            part = []
        part = [*part, *unit]
    if part:
        yield part


def _units(ops: Sequence[OpRecord]) -> Iterator[list[OpRecord]]:
    """What stays together: the cells of a row, so that who receives it never has half of a new one."""
    for _, found in groupby(ops, key=lambda op: (op.tbl, op.row)):
        row = list(found)
        if _size(row) <= OPS_BYTES:
            yield row
        else:
            # The short ones first: what a row cannot be without is no long text.
            yield from _filled([[op] for op in sorted(row, key=lambda op: _size([op]))])


def _size(ops: Sequence[OpRecord]) -> int:
    texts = (text for op in ops for text in (op.tbl, op.row, op.col, op.new))
    return sum(len(text.encode()) for text in texts) + _BESIDES * len(ops)


def _id(cs_id: str, at: int) -> str:
    if not at:
        return cs_id
    return sha256(b"zvh/part" + bytes.fromhex(cs_id) + at.to_bytes(4, "big"))[:ID_SIZE].hex()
