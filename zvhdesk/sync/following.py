"""Going on with a server whose history parted from this desk's, because a person decided so.

What this device wrote since then, in this copy of it or another, is unsent again, and goes to the others as
if it had just been made. What others wrote since then and the server does not have goes out of the rows of
this desk, so that all desks hold the same, and is kept as it came (`left`): it comes back by itself when the
desk that made it goes on in the same way. All of it is one transaction, after a copy of the database; a pass
then takes what the server has.
"""

from collections.abc import Sequence
from functools import partial

from sqlalchemy import ColumnElement, Select, and_, case, delete, func, or_, select, update
from sqlalchemy.orm import Session

from zvhdesk.domain.refusing import Refusing
from zvhdesk.domain.terms import IMPORTING
from zvhdesk.models.agreeing import (
    CompartmentState,
    DestroyedStream,
    DeviceHead,
    Fate,
    SealedEnvelope,
    StreamSecret,
)
from zvhdesk.models.capture import CaptureSession, gone, unwrite, versions
from zvhdesk.models.local import ChangeOp, ChangeSet, Stream
from zvhdesk.services import safety_copy
from zvhdesk.services.desk import Desk
from zvhdesk.sync import astray, beacons, braking, destroyed, outgoing, reached, restoring, rosters
from zvhdesk.sync.astray import NotGoing, Parted
from zvhdesk.sync.opening import header_of
from zvhdesk.sync.own import Own
from zvhdesk.sync.server import SaidNo, Server
from zvhdesk.sync.steps import Story, at_desk, at_server, reading
from zvhdesk.wire.destroying import Order
from zvhdesk.wire.envelope import Kind
from zvhdesk.wire.membership import Membership, Role
from zvhdesk.wire.messages import Why
from zvhdesk.wire.roster import Roster

FOLLOW = "server.follow"
"""The act, in the log of who did what."""
COPY = "server"
"""What the copy of the database is called that is made before it."""
_NOT_FROM_HERE = frozenset({Why.ROLE, Why.STALE, Why.UNKNOWN, Why.EPOCH, Why.GONE})
_EVERYWHERE = {"synchronize_session": False}


def follow(me: Own, shown: Sequence[Parted]) -> Story[None]:
    """Go on, as it was shown to the person who decides. Raises Refusing; then nothing was changed.

    Repeated it does nothing that was done: what did not part any more is refused. A pass is to follow.
    """
    now = yield from astray.look(me)
    if [(one.comp, one.since, one.here) for one in now] != [(one.comp, one.since, one.here) for one in shown]:
        raise Refusing(NotGoing.CHANGED)
    roster = yield from reading(partial(rosters.known, house=me.house, root=me.root))
    for one in now:
        # A pass tells neither of its own accord: it does not know that the server forgot.
        yield from _tell(restoring.bring_boxes(me, roster, one.comp))
        for message in (yield from reading(partial(destroyed.messages, comp=one.comp))):
            stream = Order.from_bytes(message.order).stream
            destroy = partial(Server.destroy, comp=one.comp, stream=stream, message=message)
            yield from _tell(at_server(destroy))
    yield from at_desk(_copy)
    yield from at_desk(partial(_follow, me=me, roster=roster, parted=now))


def _tell(story: Story[None]) -> Story[None]:
    """What the server will not have from this desk is for another to tell."""
    try:
        yield from story
    except SaidNo as no:
        if no.why not in _NOT_FROM_HERE:
            raise


def _copy(desk: Desk) -> None:
    name = f"{COPY}-{desk.clock():%Y%m%d-%H%M%S}"
    safety_copy.make(desk.engine, desk.folder, name, desk.clock())


def _follow(desk: Desk, me: Own, roster: Roster, parted: Sequence[Parted]) -> None:
    def fn(session: CaptureSession) -> None:
        for one in parted:
            _go_on(session, me, roster, one)
            # The line in the log is there also when no case is concerned.
            session.bulk_streams.add(one.comp.hex())

    desk.change(fn, FOLLOW)


def _go_on(session: CaptureSession, me: Own, roster: Roster, parted: Parted) -> None:
    state = session.get_one(CompartmentState, parted.comp)
    state.stopped = None
    if parted.since == parted.there[0]:
        # The server only lacks something, and can be given it: nothing here is to be given up for it.
        return
    again = _said_again(session, me, parted)
    history = astray.history_at(session, roster, state.comp, parted.since, frozenset())
    _unsend(session, me, state, parted.since)
    received = _of(state, parted.since).where(ChangeSet.origin == "received")
    revs = session.scalars(received).all()
    _set_aside(session, me, parted)
    session.execute(delete(DeviceHead).where(DeviceHead.comp == state.comp), execution_options=_EVERYWHERE)
    session.expire_all()
    reached.move_on(session, state, history)
    # What it had of these it counts anew.
    state.keys_after = state.orders_after = 0
    if history.members.get(me.dev) is Role.WRITE:
        secrets = update(StreamSecret).where(StreamSecret.comp == state.comp).values(sent=False)
        session.execute(secrets, execution_options=_EVERYWHERE)
    beacons.forget(session, state.comp)
    braking.forget(session, state.comp, parted.since)
    unwrite(session, revs)
    for word in again:
        outgoing.say_member(session, me, roster, state.comp, word)


def _of(state: CompartmentState, since: int) -> Select[int]:
    """The revs of what was written in a compartment after that number."""
    return (
        select(ChangeSet.rev)
        .join(Stream, Stream.id == ChangeSet.stream_id)
        .where(Stream.compartment == state.name, ChangeSet.seq > since)
        .order_by(ChangeSet.rev)
    )


def _said_again(session: Session, me: Own, parted: Parted) -> list[Membership]:
    """What this desk said of members and the server does not have, unless somebody said it otherwise since.

    Who was revoked meanwhile the roster names: `revoking.catch_up` puts them out again.
    """
    rows = session.execute(
        select(SealedEnvelope.hdr, SealedEnvelope.ct)
        .where(_beyond(parted), SealedEnvelope.dev == me.dev, SealedEnvelope.cs_id.is_(None))
        .order_by(SealedEnvelope.dseq)
    )
    found: list[Membership] = []
    for hdr, ct in rows:
        header = header_of(hdr or b"")
        if header is None or header.kind != Kind.MEMBERSHIP:
            continue
        word = Membership.from_bytes(ct or b"")
        if word.dev not in parted.said:
            found.append(word)
    return found


def _unsend(session: CaptureSession, me: Own, state: CompartmentState, since: int) -> None:
    """What this device recorded and the server lost was never sent; what it had seen is counted anew."""
    _adopt(session, me, state, since)
    mine = (
        select(ChangeSet.rev)
        .join(Stream, Stream.id == ChangeSet.stream_id)
        .where(Stream.compartment == state.name, ChangeSet.origin != "received")
        .where(or_(ChangeSet.seq.is_(None), ChangeSet.seq > since))
    )
    # What another copy of this device had seen no rev of this desk says.
    seen = case((ChangeOp.base_rev == 0, func.min(ChangeOp.base_seq, since)), else_=None)
    ops = update(ChangeOp).where(ChangeOp.rev.in_(mine)).values(base_seq=seen)
    session.execute(ops, execution_options=_EVERYWHERE)
    sent = update(ChangeSet).where(ChangeSet.rev.in_(mine)).values(seq=None, recv_ms=None)
    session.execute(sent, execution_options=_EVERYWHERE)
    session.expire_all()
    written = select(ChangeOp.tbl, ChangeOp.row).where(ChangeOp.rev.in_(mine)).distinct()
    with session.guard.up():
        for cell in versions.cells(session):
            versions.show(session, cell)
        for tbl, row in session.execute(written).all():
            gone.note(session, (tbl, row), is_said=False)


def _adopt(session: CaptureSession, me: Own, state: CompartmentState, since: int) -> None:
    """What another copy of this device sent, and this one only received, is this device's to send again.

    So it is after its disk was lost and a copy put back. It keeps its run: this copy did not write it.
    """
    theirs = _of(state, since).where(ChangeSet.origin == "received", ChangeSet.device == me.dev.hex())
    origin = case((ChangeSet.intent == IMPORTING, outgoing.IMPORT), else_="desk")
    adopted = update(ChangeSet).where(ChangeSet.rev.in_(theirs.order_by(None))).values(origin=origin)
    session.execute(adopted, execution_options=_EVERYWHERE)


def _set_aside(session: Session, me: Own, parted: Parted) -> None:
    """What others wrote stays as it came, under no number; what this desk made is sealed anew."""
    received = set(
        session.scalars(
            select(ChangeSet.cs_id).where(ChangeSet.origin == "received", ChangeSet.seq > parted.since)
        )
    )
    gone_streams = set(session.scalars(select(DestroyedStream.stream)))
    for row in session.scalars(select(SealedEnvelope).where(_beyond(parted))).all():
        header = header_of(row.hdr or b"")
        mine = row.dev == me.dev and row.fate != Fate.ASIDE and row.cs_id not in received
        if header is None or mine or header.kind == Kind.BEACON or header.stream.hex() in gone_streams:
            session.delete(row)
        else:
            row.fate, row.seq, row.chain = Fate.LEFT, None, None
    session.flush()


def _beyond(parted: Parted) -> ColumnElement[bool]:
    """The envelopes that the server's history does not have, and those that it was not seen to have."""
    of = SealedEnvelope.comp == parted.comp
    return and_(of, or_(SealedEnvelope.seq > parted.since, SealedEnvelope.fate == Fate.SEALED))
