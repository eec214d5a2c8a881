"""Where everything of a device stands, in one answer: a row for each compartment, whatever it holds."""

from sqlalchemy import Connection, func, select

from zvhdesk.wire.encoding import sha256
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
    orders = select(func.max(t.gone.c.n)).where(t.gone.c.comp == t.compartment.c.id).scalar_subquery()
    rows = connection.execute(
        select(t.compartment, func.coalesce(orders, 0).label("destroyed"))
        .join(t.member, (t.member.c.comp == t.compartment.c.id) & (t.member.c.dev == caller.dev))
        .where(t.compartment.c.house == caller.house)
        .order_by(t.compartment.c.id)
    )
    comps = [
        CompartmentHead(
            comp=row.id, seq=row.head_seq, chain=row.head_chain, epoch=row.epoch, destroyed=row.destroyed
        )
        for row in rows
    ]
    return Heads(roster=last.seq, link=sha256(last.body + last.sig), comps=comps)
