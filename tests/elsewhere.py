"""What a colleague wrote at another desk, received here as the server would bring it."""

from collections.abc import Mapping
from dataclasses import replace

from sqlalchemy import select, update

from zvhdesk.models.base import new_id
from zvhdesk.models.capture import Cell, ChangeSetRecord, OpRecord, apply
from zvhdesk.models.codec import Value, encode
from zvhdesk.models.local import ChangeSet
from zvhdesk.models.tables import BY_NAME
from zvhdesk.services.desk import Desk

DEVICE = "ander apparaat"
_AHEAD_MS = 60_000


def heard(
    desk: Desk,
    cell: Cell,
    value: Value,
    *,
    seen: bool,
    later_ms: int = _AHEAD_MS,
    on_its_way_ms: int = 0,
    device: str = DEVICE,
) -> None:
    """A colleague set one cell. `seen`: they had seen what stands here; else it stands beside it.

    The row may not be here yet. They did it so many milliseconds after this desk's now: below nought, and
    this desk's version is shown. The server had it so many after that.
    """
    times = {"later_ms": later_ms, "on_its_way_ms": on_its_way_ms}
    all_heard(desk, {cell: value}, seen=seen, device=device, **times)


def all_heard(
    desk: Desk,
    values: Mapping[Cell, Value],
    *,
    seen: bool,
    later_ms: int = _AHEAD_MS,
    on_its_way_ms: int = 0,
    device: str = DEVICE,
) -> None:
    """The same of several cells, received together."""
    if seen:
        desk.keep(lambda session: session.execute(update(ChangeSet).values(seq=ChangeSet.rev)))
    at = int(desk.clock().timestamp() * 1000) + later_ms
    records = [
        replace(
            _record(desk, cell, value, at, 10**9 if seen else 0), recv_ms=at + on_its_way_ms, device=device
        )
        for cell, value in values.items()
    ]
    desk.receive(lambda session: apply(session, records))


def _record(desk: Desk, cell: Cell, value: Value, at: int, base_seq: int) -> ChangeSetRecord:
    cls = BY_NAME[cell[0]]
    stream = desk.read(lambda s: s.scalar(select(cls.stream_id).where(cls.id == cell[1]))) or new_id()
    return ChangeSetRecord(
        cs_id=new_id(),
        act=new_id(),
        stream_id=stream,
        compartment=cls.compartment,
        kind=cls.stream_kind,
        device=DEVICE,
        user="collega",
        wall_ms=at,
        intent="case.edit",
        reason=None,
        undo_of=None,
        ops=(OpRecord(*cell, new=encode(value), base_seq=base_seq),),
        run="een",
        seq=10**9 + at,
        recv_ms=at,
    )
