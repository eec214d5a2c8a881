"""The roster of a house: kept in order, checked as every desk checks it."""

from collections.abc import Sequence

from sqlalchemy import Connection, delete, insert, select, update

from zvhdesk.wire import limits, roster
from zvhdesk.wire.encoding import Malformed, sha256
from zvhdesk.wire.envelope import START
from zvhdesk.wire.messages import HouseFound, RosterEntry, RosterPage, Why
from zvhdesk.wire.roster import Entry, Roster
from zvhserver.acts.answers import Refusal
from zvhserver.acts.compartments import Mode, mode_of, set_mode
from zvhserver.acts.folding import folded
from zvhserver.store import tables as t
from zvhserver.store.tables import Part


def page(connection: Connection, house: bytes, after: int) -> RosterPage:
    """Entries after that number. A revoked device may read them too."""
    most = limits.PULL_ENVELOPES
    rows = connection.execute(
        select(t.roster.c.body, t.roster.c.sig)
        .where(t.roster.c.house == house, t.roster.c.seq > after)
        .order_by(t.roster.c.seq)
        .limit(most + 1)
    ).all()
    entries = [RosterEntry(body=row.body, sig=row.sig) for row in rows[:most]]
    return RosterPage(entries=entries, more=len(rows) > most)


def add(connection: Connection, house: bytes, entries: Sequence[Entry]) -> None:
    """More entries of a house. Refuses with `stale` when others came between, with `roster` a broken rule."""
    row = connection.execute(select(t.house).where(t.house.c.id == house).with_for_update()).first()
    if row is None:
        raise Refusal(Why.UNKNOWN)
    known = folded(connection, house)
    first = _read(entries[0])[0]
    if first.seq != known.seq + 1 or first.prev != known.link:
        raise Refusal(Why.STALE, known.seq)
    _extend(connection, known, entries)


def found(connection: Connection, message: HouseFound, now_ms: int) -> None:
    """A house that is new here, with the code that the administrator gave.

    One that was at a server before (`again`) has its history at its desks: they bring it back first.
    """
    used = connection.execute(
        delete(t.house_code).where(
            t.house_code.c.hash == sha256(message.code.encode()), t.house_code.c.until_ms >= now_ms
        )
    ).rowcount
    entries = [entry.entry() for entry in message.entries]
    place, body = _read(entries[0])
    if not used or not isinstance(body, roster.House):
        raise Refusal(Why.UNKNOWN)
    if connection.execute(select(t.house.c.id).where(t.house.c.id == place.house)).first() is not None:
        raise Refusal(Why.STALE)
    connection.execute(insert(t.house).values(id=place.house, root=body.root, roster_seq=0))
    if message.again:
        set_mode(connection, Mode.RESTORE, place.house)
    _extend(connection, Roster(place.house), entries)


def _extend(connection: Connection, known: Roster, entries: Sequence[Entry]) -> None:
    for entry in entries:
        _, body = _read(entry)
        try:
            known = roster.extended(known, entry)
        except roster.Refused:
            raise Refusal(Why.ROSTER) from None
        connection.execute(
            insert(t.roster).values(house=known.house, seq=known.seq, body=entry.body, sig=entry.sig)
        )
        _derive(connection, known, body)
    connection.execute(update(t.house).where(t.house.c.id == known.house).values(roster_seq=known.seq))


def _derive(connection: Connection, known: Roster, body: roster.Body) -> None:
    of = t.device.c.house == known.house
    match body:
        case roster.Device():
            admin = body.user in known.admins
            connection.execute(
                insert(t.device).values(
                    id=body.dev, house=known.house, user=body.user, sign=body.sign, active=True, admin=admin
                )
            )
        case roster.Admin():
            mine = [dev for dev, entry in known.devices.items() if entry.device.user == body.user]
            connection.execute(update(t.device).where(of, t.device.c.id.in_(mine)).values(admin=True))
        case roster.Revoke():
            connection.execute(update(t.device).where(of, t.device.c.id == body.dev).values(active=False))
        case roster.Epoch():
            _new_epoch(connection, Part(known.house, body.comp), body.epoch)
        case roster.House():
            pass


def _new_epoch(connection: Connection, part: Part, epoch: int) -> None:
    row = connection.execute(select(t.compartment.c.id).where(part.itself).with_for_update()).first()
    if row is not None:
        connection.execute(update(t.compartment).where(part.itself).values(epoch=epoch))
        return
    # One that a restored server never heard of has its history at the desks too.
    mode = mode_of(connection, part.house)
    values = {"head_seq": 0, "head_chain": START, "epoch": epoch, "mode": mode.value}
    connection.execute(insert(t.compartment).values(id=part.comp, house=part.house, **values))
    if mode is Mode.RESTORE:
        connection.execute(insert(t.restored).values(**part._asdict(), began_seq=0))


def _read(entry: Entry) -> tuple[roster.Place, roster.Body]:
    try:
        return roster.read(entry)
    except Malformed:
        raise Refusal(Why.SHAPE) from None
