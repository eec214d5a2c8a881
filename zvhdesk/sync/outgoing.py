"""What this desk recorded goes out: sealed when it is sent, in the order it was made, kept as it was sealed.

An act goes in one push, so that its change sets stand together; an import, which may be thousands, goes case
by case. What was sealed and not answered is sent again byte for byte: the server knows it by its id.
"""

from collections.abc import Iterable, Sequence

from sqlalchemy import bindparam, delete, func, or_, select, update
from sqlalchemy.orm import Session

from zvhdesk.models.agreeing import CompartmentState, DestroyedStream, Fate, SealedEnvelope
from zvhdesk.models.asked import asked, value
from zvhdesk.models.at_once import given, those_given
from zvhdesk.models.capture import CaptureSession, placed
from zvhdesk.models.local import ChangeSet, Stream
from zvhdesk.sync.own import Own
from zvhdesk.sync.sealer import Sealer
from zvhdesk.wire import limits
from zvhdesk.wire.beacon import Beacon
from zvhdesk.wire.envelope import Envelope, Header, Kind
from zvhdesk.wire.membership import Membership
from zvhdesk.wire.messages import Receipt
from zvhdesk.wire.roster import Roster

IMPORT = "import"
"""The origin of what may go case by case."""
_LOOK = 2 * limits.PUSH_ENVELOPES
"""Change sets that are looked at in one turn; an act of the desk has far fewer."""

_UNSENT_ANYWHERE = (
    select(ChangeSet, Stream)
    .join(Stream, Stream.id == ChangeSet.stream_id)
    .where(
        ChangeSet.seq.is_(None),
        ChangeSet.origin != "received",
        # What was destroyed nobody takes; `destroyed` counts it.
        Stream.id.not_in(select(DestroyedStream.stream)),
    )
)
UNSENT = _UNSENT_ANYWHERE.where(Stream.compartment == bindparam("name"))
"""What the server does not have yet of the compartment with that `name`."""
UNSENT_OF = _UNSENT_ANYWHERE.where(
    Stream.compartment
    == select(CompartmentState.name).where(CompartmentState.comp == bindparam("comp")).scalar_subquery()
)
"""The same of the compartment `comp`."""
_IN_ORDER = UNSENT.order_by(ChangeSet.rev).limit(_LOOK)
_WAITING = UNSENT.with_only_columns(func.count(), maintain_column_froms=True)
WAITING_IN_ALL = _UNSENT_ANYWHERE.with_only_columns(func.count(), maintain_column_froms=True).where(
    Stream.compartment.in_(select(CompartmentState.name))
)
"""How many of them there are in all that this desk has a key of."""
_UNANSWERED = (
    SealedEnvelope.comp == bindparam("comp"),
    SealedEnvelope.fate == Fate.SEALED,
    SealedEnvelope.seq.is_(None),
)
_SEALED = (
    select(SealedEnvelope.hdr, SealedEnvelope.ct, SealedEnvelope.sig, SealedEnvelope.cs_id)
    .where(*_UNANSWERED)
    .order_by(SealedEnvelope.dseq)
    .limit(limits.PUSH_ENVELOPES + 1)
)
_MORE = select(or_(select(SealedEnvelope.id).where(*_UNANSWERED).exists(), UNSENT_OF.exists()))
_ACTS = select(ChangeSet.cs_id, ChangeSet.act).where(
    ChangeSet.cs_id.in_(those_given("ids")), ChangeSet.origin != IMPORT
)
_OWN = select(SealedEnvelope).where(
    SealedEnvelope.comp == bindparam("comp"), SealedEnvelope.env_id == bindparam("env_id")
)
_GONE = select(SealedEnvelope.env_hash).where(
    SealedEnvelope.comp == bindparam("comp"), SealedEnvelope.fate == Fate.GONE
)
_SWALLOWED = (
    select(SealedEnvelope.id)
    .where(SealedEnvelope.comp == bindparam("comp"), SealedEnvelope.fate == Fate.SEALED)
    .where(SealedEnvelope.seq.is_not(None), SealedEnvelope.env_hash.not_in(_GONE))
    .limit(1)
)


def waiting(session: Session, comp: bytes) -> int:
    """How many change sets of a compartment the server does not have yet."""
    state = session.get(CompartmentState, comp)
    return 0 if state is None else session.scalar(_WAITING, {"name": state.name}) or 0


def batch(session: Session, me: Own, roster: Roster, comp: bytes) -> list[Envelope]:
    """The next envelopes to push, at most a push full: those that were sealed before, or newly sealed ones.

    Empty when nothing waits, or when this desk has no key of the epoch in force.
    """
    state = session.get_one(CompartmentState, comp)
    ready = sealed(session, comp)
    if ready or state.stopped is not None:
        return ready
    _seal_next(session, me, roster, state)
    return sealed(session, comp)


def sealed(session: Session, comp: bytes) -> list[Envelope]:
    """What was sealed and not answered, in order: at most a push full, up to the end of an act."""
    rows = asked(session, _SEALED, comp=comp).all()
    made = [Envelope(hdr or b"", ct or b"", sig or b"") for hdr, ct, sig, _ in rows]
    return made[: _end(session, made, [cs_id for *_, cs_id in rows])]


def _end(session: Session, made: Sequence[Envelope], change_sets: Sequence[str | None]) -> int:
    """How many of these one push takes, each of the change set beside it."""
    of_act = _acts(session, change_sets) if len(made) > 1 else {}
    acts = [of_act.get(cs_id or "") for cs_id in change_sets]
    full, size, end = 0, 0, 0
    for at, one in enumerate(made[: limits.PUSH_ENVELOPES]):
        size += len(one.hdr) + len(one.ct) + len(one.sig)
        if size > limits.PUSH_BYTES:
            break
        full = at + 1
        if full == len(made) or acts[at] is None or acts[full] != acts[at]:
            end = full
    # An act that is larger than a push has to go in more than one.
    return end or full


def _acts(session: Session, change_sets: Iterable[str | None]) -> dict[str, str]:
    """The act of each change set, by its id. Imports have none here: they may go apart."""
    ids = [cs_id for cs_id in change_sets if cs_id is not None]
    return dict(asked(session, _ACTS, ids=given(ids)).all()) if ids else {}


def say_member(session: Session, me: Own, roster: Roster, comp: bytes, said: Membership) -> Envelope:
    """An envelope that says who is a member, after what already waits."""
    return _say(session, me, roster, comp, Kind.MEMBERSHIP, said.to_bytes())


def say_seen(session: Session, me: Own, roster: Roster, comp: bytes) -> Envelope:
    """An envelope that says what this desk has seen, after what already waits."""
    state = session.get_one(CompartmentState, comp)
    return _say(session, me, roster, comp, Kind.BEACON, Beacon(state.seq, state.chain).to_bytes())


def _say(session: Session, me: Own, roster: Roster, comp: bytes, kind: Kind, body: bytes) -> Envelope:
    said = Sealer(session, me, roster, session.get_one(CompartmentState, comp)).said(kind, body)
    session.flush()
    return said


def received(session: CaptureSession, comp: bytes, receipts: Iterable[Receipt]) -> bool:
    """The server has these. Their place is held against its history when they come back in a page.

    Returns whether more waits to be given.
    """
    for receipt in receipts:
        row = session.scalar(_OWN, {"comp": comp, "env_id": receipt.env_id})
        if row is None:
            continue
        if row.seq is None:
            row.seq, row.recv_ms = receipt.seq, receipt.recv_ms
            placed(session, row.cs_id, receipt.seq, receipt.recv_ms)
    return bool(value(session, _MORE, comp=comp))


def swallowed(session: Session, comp: bytes) -> bool:
    """Whether the server said that it has an envelope of this desk and handed its history out without it.

    Only after all of that history was taken.
    """
    return value(session, _SWALLOWED, comp=comp) is not None


def unseal(session: Session, me: Own, roster: Roster, comp: bytes) -> None:
    """Take back what was sealed and is not in the server's history: it is sealed anew.

    Only after all of that history was taken: what the server once said that it has and does not hand out, it
    lost. What was said of members is no change set, and is said again here. What this desk had
    seen it says another day.
    """
    of = (SealedEnvelope.comp == comp, SealedEnvelope.fate == Fate.SEALED)
    rows = session.scalars(select(SealedEnvelope).where(*of).order_by(SealedEnvelope.dseq)).all()
    # Also of one that travels in parts, of which some are there: who has those passes over them.
    lost = [row.cs_id for row in rows if row.cs_id is not None]
    session.execute(update(ChangeSet).where(ChangeSet.cs_id.in_(lost)).values(seq=None, recv_ms=None))
    session.execute(delete(SealedEnvelope).where(*of))
    for row in rows:
        if row.cs_id is None and Header.from_bytes(row.hdr or b"").kind == Kind.MEMBERSHIP:
            say_member(session, me, roster, comp, Membership.from_bytes(row.ct or b""))


def _seal_next(session: Session, me: Own, roster: Roster, state: CompartmentState) -> None:
    """Seal at least a push full of what waits, if there is so much, and the act at its end whole."""
    changes = session.execute(_IN_ORDER, {"name": state.name}).all()
    if not changes:
        return
    sealer = Sealer(session, me, roster, state)
    room, act = limits.PUSH_BYTES, None
    most = limits.PUSH_ENVELOPES
    for change, stream in changes:
        if (room <= 0 or most <= 0) and (change.act != act or change.origin == IMPORT):
            return
        made = sealer.change_set(change, stream)
        if not made:
            return
        room -= sum(len(one.hdr) + len(one.ct) + len(one.sig) for one in made)
        most -= len(made)
        act = change.act
