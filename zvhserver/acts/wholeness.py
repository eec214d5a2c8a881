"""Whether what is stored is whole: the roster of each house, the history of each part, what follows of both.

A fault is a line for the administrator, with the first eight signs of the house or part and no content.
"""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, Row, func, select

from zvhdesk.wire import roster as wire
from zvhdesk.wire.encoding import Malformed
from zvhdesk.wire.envelope import NO_STREAM, START, Envelope, Header, Kind, next_chain
from zvhdesk.wire.membership import Members, Membership, changed
from zvhdesk.wire.roster import Entry, Roster
from zvhserver.acts.compartments import Mode
from zvhserver.acts.keys import RECOVERY
from zvhserver.store import tables as t
from zvhserver.store.tables import Part

Faults = Iterator[str]


def of_house(connection: Connection, row: Row[Any]) -> Faults:
    """The roster of a house, from its root, and the devices that follow of it."""
    name = f"house {row.id.hex()[:8]}"
    known = Roster(row.id)
    entries = select(t.roster.c.body, t.roster.c.sig).where(t.roster.c.house == row.id)
    for one in connection.execute(entries.order_by(t.roster.c.seq)):
        try:
            known = wire.extended(known, Entry(one.body, one.sig), row.root)
        except (wire.Refused, Malformed):
            yield f"{name}: the roster breaks after entry {known.seq}"
            return
    if known.seq != row.roster_seq:
        yield f"{name}: the roster ends at {known.seq}, not at {row.roster_seq}"
    columns = (t.device.c.id, t.device.c.user, t.device.c.sign, t.device.c.active, t.device.c.admin)
    stored = {
        one.id: tuple(one) for one in connection.execute(select(*columns).where(t.device.c.house == row.id))
    }
    meant = {
        dev: (dev, it.device.user, it.device.sign, it.revoked is None, it.device.user in known.admins)
        for dev, it in known.devices.items()
    }
    if stored != meant:
        yield f"{name}: its devices are not those of the roster"
    epochs = select(t.compartment.c.id, t.compartment.c.epoch).where(t.compartment.c.house == row.id)
    for comp, epoch in connection.execute(epochs).all():
        if epoch != known.epoch(comp):
            yield f"{comp.hex()[:8]}: its key is not the one that the roster names"


def of_history(connection: Connection, row: Row[Any]) -> Faults:
    """Every chain and signature of a part, and who is a member by it."""
    name, part = row.id.hex()[:8], Part(row.house, row.id)
    signers = select(t.device.c.id, t.device.c.sign).where(t.device.c.house == row.house)
    keys = {one.id: one.sign for one in connection.execute(signers)}
    members: Members = {}
    heads: dict[bytes, tuple[int, bytes]] = {}
    destroyed: set[bytes] = set()
    seq, chain = 0, START
    wanted = select(t.envelope).where(part.of(t.envelope)).order_by(t.envelope.c.seq)
    with connection.execute(wanted, execution_options={"yield_per": 500}) as rows:
        for one in rows:
            seq += 1
            chain = next_chain(chain, one.seq, one.recv_ms, one.env_hash)
            if one.seq != seq or one.chain != chain:
                yield f"{name}: the chain breaks at {seq}"
                return
            if one.ct is None:
                destroyed.add(one.env_hash)
                continue
            whole = Envelope(one.hdr, one.ct, one.sig)
            heads[one.dev] = (one.dseq, one.env_hash)
            if whole.hash != one.env_hash or not whole.is_signed_by(keys.get(one.dev, b"")):
                yield f"{name}: envelope {one.seq} is not what its author made"
            elif Header.from_bytes(whole.hdr).kind == Kind.MEMBERSHIP:
                members = changed(members, Membership.from_bytes(whole.ct))
    if (seq, chain) != (row.head_seq, row.head_chain):
        yield f"{name}: the head is not the last envelope"
    stored = connection.execute(select(t.member.c.dev, t.member.c.role).where(part.of(t.member)))
    if {one.dev: one.role for one in stored} != {dev: role.value for dev, role in members.items()}:
        yield f"{name}: its members are not those of its history"
    last = select(t.dev_head.c.dev, t.dev_head.c.dseq, t.dev_head.c.hash).where(part.of(t.dev_head))
    found = {one.dev: (one.dseq, one.hash) for one in connection.execute(last)}
    # One that was destroyed says no more of whom it was: it may be the last of its device.
    late = {dev for dev, (_, of) in found.items() if of in destroyed}
    if {**heads, **{dev: found[dev] for dev in late}} != found:
        yield f"{name}: the last envelopes of its devices are not those of its history"


def of_destroyed(connection: Connection, row: Row[Any]) -> Faults:
    """What was destroyed is gone, and nothing else is."""
    part = Part(row.house, row.id)
    of = (part.of(t.envelope), t.envelope.c.stream != NO_STREAM)
    ordered = set(connection.scalars(select(t.gone.c.stream).where(part.of(t.gone))))
    empty = set(
        connection.scalars(select(t.envelope.c.stream).where(*of, t.envelope.c.ct.is_(None)).distinct())
    )
    full = set(
        connection.scalars(select(t.envelope.c.stream).where(*of, t.envelope.c.ct.is_not(None)).distinct())
    )
    if wrong := len(empty - ordered) + len(full & ordered):
        yield f"{row.id.hex()[:8]}: {wrong} streams are not destroyed as was ordered"


def of_keys(main: Connection, secrets: Connection, row: Row[Any]) -> Faults:
    """The key of a part and the secrets of its streams. Not while desks bring them back."""
    if row.mode == Mode.RESTORE or not row.head_seq:
        return
    name, part = row.id.hex()[:8], Part(row.house, row.id)
    boxes = select(func.count()).where(part.of(t.key_box), t.key_box.c.epoch == row.epoch)
    if not main.scalar(boxes.where(t.key_box.c.dev == RECOVERY)):
        yield f"{name}: the key in force is in no box for recovery"
    of = (part.of(t.envelope), t.envelope.c.stream != NO_STREAM, t.envelope.c.ct.is_not(None))
    streams = set(main.scalars(select(t.envelope.c.stream).where(*of).distinct()))
    kept = set(secrets.scalars(select(t.stream_key.c.stream).where(part.of(t.stream_key))))
    if lacking := len(streams - kept):
        yield f"{name}: {lacking} streams have no secret, which a restore brings back"
