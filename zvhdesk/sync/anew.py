"""A server that does not know what the one before it knew: that one was lost, and this one began empty.

The house came to stand there again with its roster (`moving.make_again`). The rest is done by the passes of
every desk: a compartment in which nobody is a member yet is brought whole, by who can show to have been let
in. And each gives once more what it had given to the server before: secrets of streams, keys of members.
"""

from dataclasses import dataclass
from functools import partial

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from zvhdesk.models.agreeing import (
    CompartmentMember,
    CompartmentState,
    OwnSecret,
    SealedEnvelope,
    StreamSecret,
)
from zvhdesk.models.asked import value
from zvhdesk.models.kept import once
from zvhdesk.sync import restoring
from zvhdesk.sync.own import Own
from zvhdesk.sync.restoring import Lost, NotTaken
from zvhdesk.sync.server import SaidNo, Server
from zvhdesk.sync.steps import Story, at_server, keeping, reading
from zvhdesk.wire import messages
from zvhdesk.wire.envelope import Envelope, Header, Kind
from zvhdesk.wire.membership import Membership, Role
from zvhdesk.wire.messages import CompartmentHead, Head, Why
from zvhdesk.wire.roster import Roster

_SERVER = "server"
"""Of the own secrets: the id of the server to which this desk gave what it has."""
_LET_IN = "let-in:"
"""Of the own secrets, with a compartment: a row and a number, as `_LetIn`."""

_KNOWN = select(OwnSecret.value).where(OwnSecret.name == _SERVER)


def look(me: Own) -> Story[bool]:
    """Whether this server is another than the one before; until `settle` it is."""
    server = yield from at_server(lambda it: it.id)
    if (yield from reading(_known)) in (None, server):
        return False
    yield from keeping(partial(_give_anew, me=me))
    return True


def settle(me: Own, roster: Roster, heads: list[CompartmentHead], *, another: bool) -> Story[None]:
    """A pass was made here. What only an admin can bring, another server gets where this desk is a member."""
    server = yield from at_server(lambda it: it.id)
    if another:
        for head in heads:
            if (yield from reading(partial(_writes, comp=head.comp, dev=me.dev))):
                yield from restoring.bring_boxes(me, roster, head.comp)
    elif (yield from reading(_known)) == server:
        return
    yield from keeping(partial(_keep, server=server))


def bring_whole(me: Own, roster: Roster, comp: bytes) -> Story[bool]:
    """Bring back a compartment in which the server does not know this desk. False when it takes nothing.

    Raises Lost for one that takes nothing; NotTaken and SaidNo as `restoring.bring_back`.
    """
    found = yield from reading(partial(_let_in, comp=comp, dev=me.dev))
    if found is None:
        return False
    if found != (yield from reading(partial(_remembered, comp=comp))):
        yield from keeping(partial(_remember, comp=comp, found=found))
    first, admission = yield from reading(partial(_beginning, comp=comp, found=found))
    begin = partial(Server.bring_back, comp=comp, items=[first], admission=admission)
    try:
        # One of them first: there may be thousands.
        head = yield from at_server(begin)
    except SaidNo as no:
        if no.why is Why.ROLE:
            raise SaidNo(Why.RESTORE, None) from no
        if no.why is Why.RESTORE:
            raise Lost from no
        if no.why is Why.FORK:
            raise NotTaken from no
        if no.why is Why.UNKNOWN:
            return False
        raise
    if not (yield from _rest(comp, head, admission)):
        raise Lost
    yield from restoring.bring_boxes(me, roster, comp)
    return True


def _rest(comp: bytes, head: Head, admission: messages.SealedEnvelope) -> Story[bool]:
    if (yield from reading(partial(restoring.lost, comp=comp, head=head))) is None:
        return False
    return (yield from restoring.bring_back(comp, head, admission))


def _known(session: Session) -> bytes | None:
    return once(session, _KNOWN, lambda _: value(session, _KNOWN))


def _keep(session: Session, server: bytes) -> None:
    session.merge(OwnSecret(name=_SERVER, value=server))


def _give_anew(session: Session, me: Own) -> None:
    """The secrets of streams go once more. It passes over those that another desk brought."""
    for comp in session.scalars(select(CompartmentState.comp)).all():
        if _writes(session, comp, me.dev):
            session.execute(update(StreamSecret).where(StreamSecret.comp == comp).values(sent=False))


def _writes(session: Session, comp: bytes, dev: bytes) -> bool:
    found = session.get(CompartmentMember, (comp, dev))
    return found is not None and found.role == Role.WRITE.value


@dataclass(frozen=True, slots=True)
class _LetIn:
    """The row of the envelope that let this device in last, as far as was looked: up to number `until`."""

    row: int
    until: int


def _let_in(session: Session, comp: bytes, dev: bytes) -> _LetIn | None:
    """Only what came since the last look is read: a desk that was put out asks this in every pass."""
    found = _remembered(session, comp)
    state = session.get(CompartmentState, comp)
    if state is None:
        return None
    rows = session.scalars(
        select(SealedEnvelope)
        .where(SealedEnvelope.comp == comp, SealedEnvelope.seq > (found.until if found else 0))
        .where(SealedEnvelope.cs_id.is_(None))
        .order_by(SealedEnvelope.seq.desc())
    )
    last = next((row.id for row in rows if row.hdr is not None and _lets_in(_envelope(row), dev)), None)
    if last is None:
        return found and _LetIn(found.row, state.seq)
    return _LetIn(last, state.seq)


def _remembered(session: Session, comp: bytes) -> _LetIn | None:
    kept = session.get(OwnSecret, _LET_IN + comp.hex())
    if kept is None:
        return None
    found = _LetIn(*(int.from_bytes(part, "big") for part in (kept.value[:8], kept.value[8:])))
    row = session.get(SealedEnvelope, found.row)
    # It went out of the history, or the history is shorter than it was (`sync.following`).
    return found if row is not None and row.seq is not None and _reaches(session, comp, found) else None


def _reaches(session: Session, comp: bytes, found: _LetIn) -> bool:
    return session.get_one(CompartmentState, comp).seq >= found.until


def _remember(session: Session, comp: bytes, found: _LetIn) -> None:
    value = found.row.to_bytes(8, "big") + found.until.to_bytes(8, "big")
    session.merge(OwnSecret(name=_LET_IN + comp.hex(), value=value))


def _beginning(
    session: Session, comp: bytes, found: _LetIn
) -> tuple[messages.Stored, messages.SealedEnvelope]:
    """The first envelope of a history, and the last one that let this device in."""
    admission = _envelope(session.get_one(SealedEnvelope, found.row))
    return restoring.following(session, comp, 0, most=1)[0], messages.SealedEnvelope.of(admission)


def _envelope(row: SealedEnvelope) -> Envelope:
    return Envelope(row.hdr or b"", row.ct or b"", row.sig or b"")


def _lets_in(envelope: Envelope, dev: bytes) -> bool:
    if Header.from_bytes(envelope.hdr).kind != Kind.MEMBERSHIP:
        return False
    said = Membership.from_bytes(envelope.ct)
    return said.dev == dev and said.role is not None
