"""Where everything of a device stands, in one answer: a row for each compartment, whatever it holds."""

from collections import defaultdict
from collections.abc import Sequence

from sqlalchemy import Connection, bindparam, func, select

from zvhdesk.wire import limits
from zvhdesk.wire.encoding import sha256
from zvhdesk.wire.membership import Role
from zvhdesk.wire.messages import CompartmentHead, Heads
from zvhserver.acts.answers import Caller
from zvhserver.store import tables as t

_LAST_ENTRY = (
    select(t.roster.c.seq, t.roster.c.body, t.roster.c.sig)
    .where(t.roster.c.house == bindparam("house"))
    .order_by(t.roster.c.seq.desc())
    .limit(1)
)
_ORDERS = select(func.max(t.gone.c.n)).where(t.beside(t.gone)).scalar_subquery()
_MINE = (
    select(t.compartment, t.member.c.role, func.coalesce(_ORDERS, 0).label("destroyed"))
    .join(t.member, t.beside(t.member) & (t.member.c.dev == bindparam("dev")))
    .where(t.compartment.c.house == bindparam("house"))
    .order_by(t.compartment.c.id)
)
_BOXED = (
    select(t.key_box.c.dev)
    .where(t.beside(t.key_box), t.key_box.c.epoch == t.compartment.c.epoch)
    .where(t.key_box.c.dev == t.member.c.dev)
)
_UNBOXED = (
    select(t.member.c.comp, t.member.c.dev)
    .join(t.compartment, t.beside(t.member))
    .join(t.device, (t.device.c.house == t.member.c.house) & (t.device.c.id == t.member.c.dev))
    .where(t.member.c.house == bindparam("house"), t.member.c.comp.in_(bindparam("comps", expanding=True)))
    .where(t.device.c.active, ~_BOXED.exists())
    .order_by(t.member.c.dev)
    .limit(limits.KEYS_AT_ONCE)
)


def heads(connection: Connection, caller: Caller) -> Heads:
    """Of the roster of its house, and of each compartment it is a member of."""
    last = connection.execute(_LAST_ENTRY, {"house": caller.house}).one()
    rows = connection.execute(_MINE, {"house": caller.house, "dev": caller.dev}).all()
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
    for row in connection.execute(_UNBOXED, {"house": house, "comps": comps}) if comps else ():
        found[row.comp].append(row.dev)
    return found
