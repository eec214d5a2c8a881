"""Boxes: compartment keys sealed for devices, stream secrets sealed under compartment keys."""

from sqlalchemy import Connection, delete, func, insert, select

from zvhdesk.wire import limits
from zvhdesk.wire.encoding import sha256
from zvhdesk.wire.membership import Role
from zvhdesk.wire.messages import KeyBoxes, MyBox, StreamKey, StreamKeyPage, StreamKeys, Why
from zvhserver.acts import compartments
from zvhserver.acts.answers import Caller, Refusal
from zvhserver.acts.compartments import Mode
from zvhserver.store import tables as t
from zvhserver.store.tables import Part

RECOVERY = bytes(16)
"""In place of a device: sealed to the house's recovery key."""

BEFORE = b"\xff" * 16
"""In place of a device: the key of the epoch before."""


def put_boxes(connection: Connection, caller: Caller, comp: bytes, message: KeyBoxes) -> None:
    """Boxes of the epoch in force; in a restored compartment of every one so far.

    Refuses with `roster` one for a device that the house does not know.
    """
    row = compartments.found(connection, caller, comp, lock=True)
    if not compartments.speaks_for(connection, caller, comp):
        raise Refusal(Why.UNKNOWN)
    lost = row.mode == Mode.RESTORE and message.epoch < row.epoch
    if message.epoch != row.epoch and not lost:
        raise Refusal(Why.EPOCH, row.epoch)
    boxes = {one.dev: one.box for one in message.boxes}
    devices = set(boxes) - {RECOVERY}
    known = select(t.device.c.id).where(
        t.device.c.house == caller.house, t.device.c.active, t.device.c.id.in_(devices)
    )
    if set(connection.scalars(known)) != devices:
        raise Refusal(Why.ROSTER)
    if message.before is not None:
        boxes[BEFORE] = message.before
    part = caller.part(comp)
    of = (part.of(t.key_box), t.key_box.c.epoch == message.epoch)
    connection.execute(delete(t.key_box).where(*of, t.key_box.c.dev.in_(boxes)))
    place = {**part._asdict(), "epoch": message.epoch}
    rows = [{**place, "dev": dev, "box": box} for dev, box in boxes.items()]
    connection.execute(insert(t.key_box), rows)


def my_box(connection: Connection, caller: Caller, comp: bytes, epoch: int) -> MyBox:
    """The caller's box of an epoch, and the key before it.

    Who was sent by two officers where nobody is left gets the box that opens with their sheets.
    """
    compartments.found(connection, caller, comp)
    mine = caller.dev
    if compartments.role_in(connection, mine, caller.part(comp)) is None:
        if not compartments.is_sent(connection, caller, comp):
            raise Refusal(Why.UNKNOWN)
        mine = RECOVERY
    rows = connection.execute(
        select(t.key_box.c.dev, t.key_box.c.box).where(
            caller.part(comp).of(t.key_box),
            t.key_box.c.epoch == epoch,
            t.key_box.c.dev.in_([mine, BEFORE]),
        )
    )
    boxes: dict[bytes, bytes] = {row.dev: row.box for row in rows}
    if not boxes:
        raise Refusal(Why.UNKNOWN)
    return MyBox(epoch=epoch, box=boxes.get(mine), before=boxes.get(BEFORE))


def require_stream_writer(connection: Connection, caller: Caller, comp: bytes, message: StreamKeys) -> None:
    """Whether the caller may add these secrets, by the main database; keeps the compartment locked."""
    row = compartments.found(connection, caller, comp, lock=True)
    if compartments.require_member(connection, caller, comp) is not Role.WRITE:
        raise Refusal(Why.ROLE)
    if any(one.epoch > row.epoch for one in message.keys):
        raise Refusal(Why.EPOCH, row.epoch)
    streams = [one.stream for one in message.keys]
    if compartments.gone_of(connection, caller.part(comp), streams):
        raise Refusal(Why.GONE)


def put_stream_keys(connection: Connection, part: Part, message: StreamKeys) -> None:
    """Keep secrets that are not known yet; the first one of a stream stays. On the database of secrets."""
    if connection.dialect.name == "postgresql":
        # The numbers follow the order of the commits, as those of envelopes do.
        number = int.from_bytes(sha256(part.house + part.comp)[:8], "big", signed=True)
        connection.execute(select(func.pg_advisory_xact_lock(number)))
    given = {one.stream: one for one in message.keys}
    of = part.of(t.stream_key)
    stands = set(
        connection.scalars(select(t.stream_key.c.stream).where(of, t.stream_key.c.stream.in_(given)))
    )
    last = connection.scalar(select(func.coalesce(func.max(t.stream_key.c.n), 0)).where(of)) or 0
    fresh = [one for stream, one in given.items() if stream not in stands]
    rows = [
        {**part._asdict(), "stream": one.stream, "epoch": one.epoch, "n": last + n, "box": one.box}
        for n, one in enumerate(fresh, 1)
    ]
    if rows:
        connection.execute(insert(t.stream_key), rows)


def stream_keys(connection: Connection, part: Part, after: int) -> StreamKeyPage:
    """Secrets in the order they came."""
    most = limits.KEYS_AT_ONCE
    rows = connection.execute(
        select(t.stream_key)
        .where(part.of(t.stream_key), t.stream_key.c.n > after)
        .order_by(t.stream_key.c.n)
        .limit(most)
    ).all()
    keys = [StreamKey(stream=row.stream, epoch=row.epoch, box=row.box) for row in rows]
    return StreamKeyPage(keys=keys, last=rows[-1].n if rows else after, more=len(rows) == most)
