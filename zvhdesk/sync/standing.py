"""Where this desk stands, held against what the server says of itself: where there is something to do.

Nothing here reads a history: an idle pass costs the same on the first day and after ten years.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import bindparam, or_, select
from sqlalchemy.orm import Session

from zvhdesk.domain.terms import Compartment
from zvhdesk.models.agreeing import CompartmentMember, CompartmentState, Fate, SealedEnvelope
from zvhdesk.models.asked import asked, value
from zvhdesk.models.home import home
from zvhdesk.models.kept import once
from zvhdesk.sync import braking, destroyed, incoming, keys, outgoing, rosters
from zvhdesk.sync.checking import Wrong
from zvhdesk.sync.own import Own
from zvhdesk.wire.messages import CompartmentHead

# Statements of every pass stand ready: to put one together takes longer than to ask it.
_STATES = select(
    CompartmentState.comp,
    CompartmentState.name,
    CompartmentState.seq,
    CompartmentState.chain,
    CompartmentState.orders_after,
    CompartmentState.stopped,
).order_by(CompartmentState.name)
_MEMBER = select(CompartmentMember.role).where(
    CompartmentMember.comp == bindparam("comp"), CompartmentMember.dev == bindparam("dev")
)
_HAS_WORK = select(
    or_(
        select(SealedEnvelope.id)
        .where(SealedEnvelope.comp == bindparam("comp"), SealedEnvelope.fate.in_([Fate.SEALED, Fate.ASIDE]))
        .exists(),
        outgoing.UNSENT_OF.exists(),
        keys.UNSENT.exists(),
    )
)
_COUNTS = select(outgoing.WAITING_IN_ALL.scalar_subquery(), incoming.ASIDE_IN_ALL.scalar_subquery())


class At(StrEnum):
    """How this desk is with a compartment."""

    EVEN = "even"
    """The server has nothing newer and nothing waits here; or it is not this desk's."""
    GIVING = "giving"
    """The server has nothing newer, and something waits here."""
    NEEDED = "needed"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True)
class _State:
    """A `CompartmentState`, as far as it says whether there is something to do."""

    comp: bytes
    name: Compartment
    seq: int
    chain: bytes
    orders_after: int
    stopped: str | None


def compartments(session: Session, me: Own, heads: Mapping[bytes, CompartmentHead]) -> list[tuple[bytes, At]]:
    """Every compartment that this desk has a key of, in the order in which they are looked at."""
    states = once(session, _STATES, lambda _: [_State(*row) for row in asked(session, _STATES)])
    return [(state.comp, _at(session, me, state, heads.get(state.comp))) for state in states]


def lacks_keys(session: Session, heads: Collection[CompartmentHead]) -> bool:
    """Whether this desk has no key of the epoch in force in one of its compartments."""
    return not keys.epochs(session).issuperset((head.comp, head.epoch) for head in heads)


def lacks_a_key(session: Session, me: Own) -> bool:
    """Whether this desk has no key in force of a compartment in which it belongs, whatever the server lists.

    By the roster alone: a server that hands a box to nobody, or leaves a compartment out, is seen. One that
    waits to be let into CTER belongs only in the house.
    """
    roster = rosters.known(session, me.house, me.root)
    names = {Compartment.HOUSE, home(session)}
    if shut_out(session, me):
        names.discard(Compartment.CTER)
    comps = [comp for name in names if (comp := rosters.named(roster, name)) is not None]
    return not keys.epochs(session).issuperset((comp, roster.epoch(comp)) for comp in comps)


def holds(session: Session, head: CompartmentHead) -> bool:
    """Whether the history that was pulled is the one whose head the server gave, or goes on from there.

    One that is another at the same number stops the compartment. Of one that is, the brake lets nothing
    through from here on.
    """
    state = session.get_one(CompartmentState, head.comp)
    if state.seq == head.seq and state.chain != head.chain:
        state.stopped = Wrong.FORK.value
    if state.stopped is not None or state.seq < head.seq:
        return False
    braking.forget(session, head.comp, state.seq)
    return True


def found(session: Session, me: Own) -> tuple[tuple[int, int], bool, dict[str, int]]:
    """At the end of a pass, in one look: `counts`, `shut_out`, and what is left of what was destroyed."""
    return counts(session), shut_out(session, me), destroyed.left_behind(session)


def counts(session: Session) -> tuple[int, int]:
    """How many change sets wait, and how many envelopes are kept aside, in all compartments."""
    return once(session, _COUNTS, _counts)


def _counts(session: Session) -> tuple[int, int]:
    waiting, aside = asked(session, _COUNTS).one()
    return waiting, aside


def shut_out(session: Session, me: Own) -> bool:
    """Whether this is a desk of CTER that is no member of its compartment yet."""
    if home(session) is not Compartment.CTER:
        return False
    comp = keys.compartment_named(session, Compartment.CTER)
    return comp is None or session.get(CompartmentMember, (comp, me.dev)) is None


def _at(session: Session, me: Own, state: _State, head: CompartmentHead | None) -> At:
    if state.stopped is not None:
        return At.STOPPED
    if head is None:
        # A key lies ready before its desk is a member; one that was a member asks what became of it.
        role = value(session, _MEMBER, comp=state.comp, dev=me.dev)
        return At.EVEN if role is None else At.NEEDED
    if (state.seq, state.chain, state.orders_after) != (head.seq, head.chain, head.destroyed):
        return At.NEEDED
    if head.destroyed != destroyed.count(session, state.comp):
        # One of both was not told all that is to be gone.
        return At.NEEDED
    return At.GIVING if has_work(session, state.comp) else At.EVEN


def has_work(session: Session, comp: bytes) -> bool:
    """Whether anything of a compartment waits here, to be given or to be taken after all."""
    return once(session, (_HAS_WORK, comp), lambda _: bool(value(session, _HAS_WORK, comp=comp)))
