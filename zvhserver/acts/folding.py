"""The roster of a house as it stands here: the fold of its entries."""

from sqlalchemy import Connection, select

from zvhdesk.wire import roster
from zvhdesk.wire.roster import Entry, Roster
from zvhserver.store import tables as t


def folded(connection: Connection, house: bytes) -> Roster:
    """All of it. Raises Refused or Malformed for one that does not hold."""
    known = Roster(house)
    rows = connection.execute(
        select(t.roster.c.body, t.roster.c.sig).where(t.roster.c.house == house).order_by(t.roster.c.seq)
    )
    for row in rows:
        known = roster.extended(known, Entry(row.body, row.sig))
    return known
