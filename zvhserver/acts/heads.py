"""Where everything of a device stands, in one answer: a row for each compartment, whatever it holds."""

from collections import defaultdict
from collections.abc import Sequence

from sqlalchemy import Connection, func, select

from zvhdesk.wire import limits
from zvhdesk.wire.encoding import sha256
from zvhdesk.wire.membership import Role
from zvhdesk.wire.messages import CompartmentHead, Heads
from zvhserver.acts.answers import Caller
from zvhserver.store import tables as t


def heads(connection: Connection, caller: Caller) -> Heads:
    """Of the roster of its house, and of each compartment it is a member of."""
    last = connection.execute(
        select(t.roster.c.seq, t.roster.c.body, t.roster.c.sig)
        .where(t.roster.c.house == caller.house)
        .order_by(t.roster.c.seq.desc())
        .limit(1)
    ).one()
    orders = select(func.max(t.gone.c.n)).where(t.beside(t.gone)).scalar_subquery()
    rows = connection.execute(
        select(t.compartment, t.member.c.role, func.coalesce(orders, 0).label("destroyed"))
        .join(t.member, t.beside(t.member) & (t.member.c.dev == caller.dev))
        .where(t.compartment.c.house == caller.house)
        .order_by(t.compartment.c.id)
    ).all()
    speaks_in = [row.id for row in rows if caller.admin and row.role == Role.WRITE]
    without_key = _without_key(connection, caller.house, speaks_in)
    comps = [
        CompartmentHead(
            comp=row.id,
            seq=row.head_seq,
            chain=row.head_chain,
            epoch=row.epoch,
            destroyed=row.destroyed,
            without_key=without_key[row.id],
        )
        for row in rows
    ]
    return Heads(roster=last.seq, link=sha256(last.body + last.sig), comps=comps)


def _without_key(connection: Connection, house: bytes, comps: Sequence[bytes]) -> dict[bytes, list[bytes]]:
    """Active members of these without a box of the epoch in force: let in while the key was renewed."""
    found: dict[bytes, list[bytes]] = defaultdict(list)
    boxed = (
        select(t.key_box.c.dev)
        .where(t.beside(t.key_box), t.key_box.c.epoch == t.compartment.c.epoch)
        .where(t.key_box.c.dev == t.member.c.dev)
    )
    query = (
        select(t.member.c.comp, t.member.c.dev)
        .join(t.compartment, t.beside(t.member))
        .join(t.device, (t.device.c.house == t.member.c.house) & (t.device.c.id == t.member.c.dev))
        .where(t.member.c.house == house, t.member.c.comp.in_(comps), t.device.c.active, ~boxed.exists())
        .order_by(t.member.c.dev)
        .limit(limits.KEYS_AT_ONCE)
    )
    for row in connection.execute(query) if comps else ():
        found[row.comp].append(row.dev)
    return found
