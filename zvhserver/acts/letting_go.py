"""Letting go again of what desks brought to a compartment since its restore was begun (decision 0018).

Somebody who may bring it back, and means ill, can bring less than there was and go on with words of their
own: the others are refused then. What the backup had stays; all else comes from the desks once more.
"""

from enum import Enum

from sqlalchemy import Connection, delete, insert, select, update

from zvhdesk.wire.envelope import NO_STREAM, START, Header, Kind
from zvhserver.acts import compartments
from zvhserver.acts.compartments import Mode
from zvhserver.acts.restoring import NOBODY
from zvhserver.store import tables as t
from zvhserver.store.tables import Part


class NotLet(Enum):
    """Why nothing was let go of."""

    OPEN = "open"
    """Nobody restores it."""
    UNKNOWN = "unknown"
    """An older server began it, and did not keep where it stood then."""


def let_go(connection: Connection, part: Part) -> int | NotLet:
    """The number that it stands at now. What an older server had is not guessed: it may be all there is."""
    of = select(t.compartment).where(part.itself)
    row = connection.execute(of.with_for_update()).first()
    began = connection.scalar(select(t.restored.c.began_seq).where(part.of(t.restored)))
    if row is None or row.mode != Mode.RESTORE:
        return NotLet.OPEN
    if began is None:
        return NotLet.UNKNOWN
    e, of_it = t.envelope.c, part.of(t.envelope)
    connection.execute(delete(t.envelope).where(of_it, e.seq > began))
    chain = connection.scalar(select(e.chain).where(of_it, e.seq == began)) or START
    stands = {"head_seq": began, "head_chain": chain}
    connection.execute(update(t.compartment).where(part.itself).values(**stands))
    connection.execute(delete(t.brought).where(part.of(t.brought)))
    _fold_members(connection, part)
    _fold_heads(connection, part)
    return int(began)


def forget_secrets(secrets: Connection, part: Part) -> None:
    """Those of a compartment of which nothing was there: all came from desks, and come again."""
    secrets.execute(delete(t.stream_key).where(part.of(t.stream_key)))


def _fold_members(connection: Connection, part: Part) -> None:
    connection.execute(delete(t.member).where(part.of(t.member)))
    of = (part.of(t.envelope), t.envelope.c.stream == NO_STREAM, t.envelope.c.hdr.is_not(None))
    rows = connection.execute(select(t.envelope.c.hdr, t.envelope.c.ct).where(*of).order_by(t.envelope.c.seq))
    for said in rows.all():
        if Header.from_bytes(said.hdr).kind == Kind.MEMBERSHIP:
            compartments.change_member(connection, part, said.ct)


def _fold_heads(connection: Connection, part: Part) -> None:
    e = t.envelope.c
    connection.execute(delete(t.dev_head).where(part.of(t.dev_head)))
    rows = connection.execute(
        select(e.dev, e.dseq, e.env_hash).where(part.of(t.envelope), e.dev != NOBODY).order_by(e.seq)
    )
    place = part._asdict()
    last = {row.dev: {**place, "dev": row.dev, "dseq": row.dseq, "hash": row.env_hash} for row in rows}
    if last:
        connection.execute(insert(t.dev_head), list(last.values()))
