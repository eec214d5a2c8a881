"""Where the server's history parted from that of this desk, and whether what the server has now holds.

So it is after an old backup was put back without a word and other desks wrote on from it: both histories
hold, up to one number they are the same, and what follows on either side the other does not have. Looking
keeps nothing. Going on is for a person to decide (`following`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import partial

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session

from zvhdesk.domain.refusing import Refusing
from zvhdesk.domain.terms import Compartment
from zvhdesk.models.agreeing import CompartmentState, Fate, SealedEnvelope
from zvhdesk.models.local import ChangeSet, Stream
from zvhdesk.sync import destroyed, knowing, reached, restoring
from zvhdesk.sync.acting import Halted
from zvhdesk.sync.checking import AS_PUT_BACK, Broken, History, Missing, Reached, Wrong
from zvhdesk.sync.outcome import Halt
from zvhdesk.sync.own import Own
from zvhdesk.sync.server import SaidNo, Server
from zvhdesk.sync.steps import Story, at_server, reading
from zvhdesk.wire.envelope import NO_STREAM, START, Header, Kind
from zvhdesk.wire.membership import Membership, Role, changed
from zvhdesk.wire.messages import CompartmentHead, Head, Page, Stored
from zvhdesk.wire.roster import Roster

PAGE = 500


class NotGoing(StrEnum):
    """Why a desk does not go on with a server: the reason of a Refusing."""

    WHOLE = "whole"
    """It has what this desk has: an ordinary pass will do."""
    LESS = "less"
    """It lacks what this desk has, and nobody wrote on from there: restoring brings all of it back."""
    FALSE = "false"
    """What it has does not hold by itself, or is no history of this house at all."""
    NO_MEMBER = "no_member"
    """In what it has this device is in no part that parted: it has to be let in again."""
    CHANGED = "changed"
    """It is not as it was when the person was shown what would follow."""


@dataclass(frozen=True, slots=True)
class Parted:
    """A compartment of which there are two histories, the same up to number `since` and no further.

    `since_ms` is when the server had that one, UTC milliseconds. `here` and `there` are the ends, number and
    chain. `own` counts change sets of this device that go again, `others` those of others that the server
    does not have; none when the server only lacks something. `said` are the devices of which the server's
    history says since then what they are.
    """

    comp: bytes
    name: Compartment
    since: int
    since_ms: int
    here: tuple[int, bytes]
    there: tuple[int, bytes]
    own: int
    others: int
    said: frozenset[bytes]


def look(me: Own) -> Story[tuple[Parted, ...]]:
    """Every compartment that parted, each seen to hold at the server up to its end.

    Raises Refusing(NotGoing), or Refusing(Halted) for what is no history: a roster that does not hold.
    """
    roster = yield from knowing.newest_roster(me)
    if roster is None:
        raise Refusing(Halted(Halt.ROSTER))
    if roster.active(me.dev) is None:
        raise Refusing(Halted(Halt.REVOKED))
    heads = yield from at_server(Server.heads)
    there = {head.comp: head for head in heads.comps}
    comps, less = yield from reading(partial(_at_odds, heads=there))
    found: list[Parted] = []
    for comp in comps:
        if comp not in there:
            raise Refusing(NotGoing.NO_MEMBER)
        try:
            one = yield from _parted(me, roster, comp, there[comp])
        except SaidNo as no:
            if no.why not in knowing.NOT_MINE:
                raise
            raise Refusing(NotGoing.NO_MEMBER) from None
        found.append(one)
    if not found:
        raise Refusing(NotGoing.LESS if less else NotGoing.WHOLE)
    return tuple(found)


def may_be(session: Session) -> bool:
    """Whether this desk stopped, and everywhere for what may come of a backup that was put back."""
    stops = session.scalars(select(CompartmentState.stopped).where(CompartmentState.stopped.is_not(None)))
    wrong = set(stops)
    return bool(wrong) and wrong <= {one.value for one in AS_PUT_BACK}


def history_at(session: Session, roster: Roster, comp: bytes, seq: int, ordered: frozenset[bytes]) -> History:
    """Where a compartment stood at a number that this desk had taken."""
    last = reached.last_epoch(session, comp, seq)
    chain = START if seq == 0 else restoring.chain_at(session, comp, seq) or b""
    gone = select(SealedEnvelope.env_hash).where(
        SealedEnvelope.comp == comp, SealedEnvelope.fate == Fate.GONE
    )
    return History(
        roster,
        comp,
        Reached(seq, chain, last),
        _members(session, comp, seq),
        _device_heads(session, comp, seq),
        Missing(frozenset(session.scalars(gone)), ordered),
        partial(restoring.chain_at, session, comp),
    )


def _at_odds(session: Session, heads: Mapping[bytes, CompartmentHead]) -> tuple[list[bytes], bool]:
    """Compartments that stopped or are another history there; and whether any there is only shorter."""
    found: list[bytes] = []
    shorter = False
    for state in session.scalars(select(CompartmentState).order_by(CompartmentState.name)).all():
        if state.stopped is not None:
            if Wrong(state.stopped) not in AS_PUT_BACK:
                raise Refusing(Halted(Halt.HISTORY))
            found.append(state.comp)
            continue
        head = heads.get(state.comp)
        if head is None:
            continue
        less = restoring.lost(session, state.comp, Head(seq=head.seq, chain=head.chain, epoch=head.epoch))
        if less is None or (head.seq == state.seq and head.chain != state.chain):
            found.append(state.comp)
        shorter |= bool(less)
    return found, shorter


def _parted(me: Own, roster: Roster, comp: bytes, head: CompartmentHead) -> Story[Parted]:
    since = yield from _last_same(comp, head)
    if since == 0:
        raise Refusing(NotGoing.FALSE)
    ordered = yield from _ordered(roster, comp)
    walk = yield from reading(partial(_Walk, roster=roster, comp=comp, since=since, ordered=ordered))
    while walk.history.seq < head.seq:
        pull = partial(Server.pull, comp=comp, after=walk.history.seq, limit=PAGE)
        page = yield from at_server(pull)
        if not page.items:
            raise Refusing(NotGoing.FALSE)
        yield from reading(partial(walk.take, page=page, until=head.seq))
    if walk.history.chain != head.chain:
        raise Refusing(NotGoing.FALSE)
    counted = partial(_counted, me=me, comp=comp, since=since, head=head, said=frozenset(walk.said))
    return (yield from reading(counted))


def _last_same(comp: bytes, head: CompartmentHead) -> Story[int]:
    """The greatest number that both have the same at; what lies before it the chain proves afterwards."""
    mine = yield from reading(lambda session: session.get_one(CompartmentState, comp).seq)
    low, high = 0, min(mine, head.seq)
    while low < high:
        # The end first: it is nearly always there, or not far before.
        middle = high if low == 0 and high == min(mine, head.seq) else (low + high + 1) // 2
        page = yield from at_server(partial(Server.pull, comp=comp, after=middle - 1, limit=1))
        same = yield from reading(partial(_is_same, comp=comp, seq=middle, items=tuple(page.items)))
        low, high = (middle, high) if same else (low, middle - 1)
    return low


def _is_same(session: Session, comp: bytes, seq: int, items: tuple[Stored, ...]) -> bool:
    of = (SealedEnvelope.comp == comp, SealedEnvelope.seq == seq)
    row = session.execute(select(SealedEnvelope.env_hash, SealedEnvelope.recv_ms).where(*of)).first()
    first = items[0] if items else None
    if row is None or first is None or first.seq != seq:
        return False
    return (row.env_hash, row.recv_ms) == (first.env_hash, first.recv_ms)


def _ordered(roster: Roster, comp: bytes) -> Story[frozenset[bytes]]:
    """The hashes of all that was ordered to destroy, as far as two admins signed it; none of it is kept."""
    known = yield from reading(partial(destroyed.ordered, comp=comp))
    after = 0
    while True:
        page = yield from at_server(partial(Server.destroyed, comp=comp, after=after))
        for message in page.orders:
            order = destroyed.held(message, roster, comp)
            known |= frozenset() if order is None else frozenset(order.hashes)
        if not page.more or page.last <= after:
            return known
        after = page.last


class _Walk:
    """Holds what the server has since then against every rule, page by page, and keeps nothing of it."""

    def __init__(
        self, session: Session, roster: Roster, comp: bytes, since: int, ordered: frozenset[bytes]
    ) -> None:
        made = history_at(session, roster, comp, since, ordered)
        self.history, self.said, self._comp, self._since = made, set[bytes](), comp, since

    def take(self, session: Session, page: Page, until: int) -> None:
        """The next page, up to the head that is looked at. Raises Refusing(NotGoing.FALSE)."""
        self.history.looks_up(partial(self._chain_at, session))
        try:
            for item in page.items:
                if item.seq > until:
                    return
                checked = self.history.check(item)
                if checked.membership is not None:
                    self.said.add(checked.membership.dev)
        except Broken:
            raise Refusing(NotGoing.FALSE) from None

    def _chain_at(self, session: Session, seq: int) -> bytes | None:
        # Of what follows, this desk has another history.
        return restoring.chain_at(session, self._comp, seq) if seq <= self._since else None


def _counted(
    session: Session, me: Own, comp: bytes, since: int, head: CompartmentHead, said: frozenset[bytes]
) -> Parted:
    state = session.get_one(CompartmentState, comp)
    of = (SealedEnvelope.comp == comp, SealedEnvelope.seq == since)
    since_ms = session.scalar(select(SealedEnvelope.recv_ms).where(*of)) or 0
    mine = (
        select(func.count(ChangeSet.rev))
        .join(Stream, Stream.id == ChangeSet.stream_id)
        .where(Stream.compartment == state.name, ChangeSet.seq > since)
    )

    aside = (SealedEnvelope.fate == Fate.ASIDE, SealedEnvelope.comp == comp, SealedEnvelope.seq > since)
    unread = session.scalar(select(func.count()).select_from(SealedEnvelope).where(*aside)) or 0
    # Also what it sent before its copy was put back, and received since.
    own = or_(ChangeSet.origin != "received", ChangeSet.device == me.dev.hex())

    def kept(whose: ColumnElement[bool]) -> int:
        return 0 if head.seq == since else session.scalar(mine.where(whose)) or 0

    return Parted(
        comp=comp,
        name=state.name,
        since=since,
        since_ms=since_ms,
        here=(state.seq, state.chain),
        there=(head.seq, head.chain),
        own=kept(own),
        others=kept(~own) + (0 if head.seq == since else unread),
        said=said,
    )


def _members(session: Session, comp: bytes, seq: int) -> Mapping[bytes, Role]:
    rows = session.execute(
        select(SealedEnvelope.hdr, SealedEnvelope.ct)
        .where(SealedEnvelope.comp == comp, SealedEnvelope.seq <= seq, SealedEnvelope.cs_id.is_(None))
        .where(func.instr(SealedEnvelope.hdr, NO_STREAM) > 0)
        .order_by(SealedEnvelope.seq)
    )
    members: Mapping[bytes, Role] = {}
    for hdr, ct in rows:
        if Header.from_bytes(hdr).kind == Kind.MEMBERSHIP:
            members = changed(members, Membership.from_bytes(ct or b""))
    return members


def _device_heads(session: Session, comp: bytes, seq: int) -> dict[bytes, tuple[int, bytes]]:
    """The last envelope of each device; of one that was destroyed before it came the author is not known."""
    rows = session.execute(
        select(SealedEnvelope.dev, SealedEnvelope.dseq, SealedEnvelope.env_hash, func.max(SealedEnvelope.seq))
        .where(SealedEnvelope.comp == comp, SealedEnvelope.seq <= seq, SealedEnvelope.dev != b"")
        .group_by(SealedEnvelope.dev)
    )
    return {dev: (dseq, env_hash) for dev, dseq, env_hash, _ in rows}
