"""What stands inside an envelope: one change set, as canonical CBOR (SYNC.md B.2, payload 1).

Who wrote it is not in it: the roster says whose the device is that signed.
"""

from dataclasses import dataclass
from functools import partial

from zvhdesk.domain.terms import IMPORTING
from zvhdesk.models.capture import Cell, ChangeSetRecord, OpRecord
from zvhdesk.wire.encoding import Malformed, Plain, dump, load_map, sha256
from zvhdesk.wire.envelope import SCHEMA
from zvhdesk.wire.shapes import ID_SIZE, Shape

Act = tuple[str, str, str]
"""What is applied together: whose device, which act, and of an import which case.

Whoever is of the part may write down the id of another's act: it is none of theirs all the same.
"""
_OP = (str, str, str, str, int)
"""Table, row id, column, codec text, `base_seq`."""
_AS_OP = partial(tuple.__new__, OpRecord)
"""`OpRecord._make` without a step in Python: each row was held against `_OP`."""
_END_OF_TIME = 253_370_764_800_000
"""The year 9999 in UTC milliseconds: there is no date after it, so no clock of an author says more."""


class Newer(Exception):
    """A payload of a schema that this version does not know: to be kept aside, not to be lost."""


@dataclass(frozen=True, slots=True)
class Frame:
    """What the envelope around a payload says: where it belongs, who signed it, the server's receipt.

    `own`: this device did.
    """

    compartment: str
    stream: bytes
    dev: bytes
    user: bytes
    schema: int = SCHEMA
    seq: int | None = None
    recv_ms: int | None = None
    own: bool = False


def written(record: ChangeSetRecord) -> bytes:
    """The payload of a change set; `run` must be there."""
    body: dict[str, Plain] = {
        "cs": bytes.fromhex(record.cs_id),
        "act": bytes.fromhex(record.act),
        "run": bytes.fromhex(record.run or ""),
        "kind": record.kind,
        "wall_ms": record.wall_ms,
        "intent": record.intent,
        "reason": record.reason or "",
        "undo_of": bytes.fromhex(record.undo_of or ""),
        "ops": [[op.tbl, op.row, op.col, op.new, op.base_seq] for op in record.ops],
    }
    return dump(body)


def read(data: bytes, frame: Frame) -> ChangeSetRecord:
    """The change set in a payload. Raises Malformed, and Newer for a schema of a later version."""
    if frame.schema > SCHEMA:
        raise Newer
    shape = Shape(data)
    record = ChangeSetRecord(
        cs_id=_known_as(shape.fixed("cs", ID_SIZE), frame),
        act=shape.fixed("act", ID_SIZE).hex(),
        run=shape.fixed("run", ID_SIZE).hex(),
        stream_id=frame.stream.hex(),
        compartment=frame.compartment,
        kind=shape.text("kind"),
        device=frame.dev.hex(),
        user=frame.user.hex(),
        wall_ms=shape.count("wall_ms"),
        intent=shape.text("intent"),
        reason=shape.text("reason") or None,
        undo_of=_undone(shape.bytes("undo_of", ID_SIZE)),
        ops=tuple(map(_AS_OP, shape.rows("ops", _OP))),
        seq=frame.seq,
        recv_ms=frame.recv_ms,
    )
    shape.end()
    if record.wall_ms >= _END_OF_TIME:
        raise Malformed("wall_ms")
    return record


def act_in(data: bytes, dev: bytes, stream: bytes) -> Act | None:
    """Which act a payload is of, of any version that says it as this one does."""
    try:
        body = load_map(data)
    except Malformed:
        return None
    act, intent = body.get("act"), body.get("intent")
    if not isinstance(act, bytes) or len(act) != ID_SIZE:
        return None
    return _act(dev.hex(), act.hex(), stream.hex(), intent)


def act_of(record: ChangeSetRecord) -> Act:
    """The same of one that was read."""
    return _act(record.device, record.act, record.stream_id, record.intent)


def _act(dev: str, act: str, stream: str, intent: Plain) -> Act:
    return dev, act, stream if intent == IMPORTING else ""


def cells(data: bytes) -> list[Cell]:
    """Which cells a payload writes, of any version that says it as this one does; else none."""
    try:
        ops = load_map(data).get("ops")
    except Malformed:
        return []
    if not isinstance(ops, list):
        return []
    return [(op[0], op[1], op[2]) for op in ops if isinstance(op, list) and len(op) >= len(_OP)]


def _known_as(cs_id: bytes, frame: Frame) -> str:
    """What a desk calls a change set: one of its own device as that did, one of another by who made it too.

    Any member can write down the id of another's change set and be first with it, when a server was put back.
    With a name of its own it is passed over for neither, nor taken for work that was sent.
    """
    if frame.own:
        return cs_id.hex()
    return sha256(b"zvh/of" + frame.dev + frame.stream + cs_id)[:ID_SIZE].hex()


def _undone(act: bytes) -> str | None:
    if len(act) not in (0, ID_SIZE):
        raise Malformed("undo_of")
    return act.hex() or None
