"""The server of this house at another address: it is seen to be that before anything goes there.

When the one before was lost altogether, an admin's desk makes the house again at an empty one. Nothing is
kept here. What the server has more than this desk is checked and taken by the pass that follows, and what it
has less is brought back by the passes of all desks.
"""

from enum import StrEnum
from functools import partial

from sqlalchemy.orm import Session

from zvhdesk.domain.refusals import AdminsOnly, Refused
from zvhdesk.domain.refusing import Refusing
from zvhdesk.models.agreeing import CompartmentMember, CompartmentState
from zvhdesk.sync import founding, own, restoring, rosters
from zvhdesk.sync.acting import Halted
from zvhdesk.sync.outcome import Halt
from zvhdesk.sync.own import Own
from zvhdesk.sync.server import SaidNo, Server
from zvhdesk.sync.steps import Story, at_desk, at_server, reading
from zvhdesk.wire import limits
from zvhdesk.wire import roster as wire_roster
from zvhdesk.wire.encoding import Malformed
from zvhdesk.wire.messages import Head, Heads, Why
from zvhdesk.wire.roster import Entry, Roster


class NotOurs(StrEnum):
    """Why a server is not used: the reason of a Refusing."""

    STRANGER = "stranger"
    """It does not know this device by its key."""
    NEW = "new"
    """The same at a desk of an admin: if the one before was lost, the house can be made again there."""
    BEFORE = "before"
    """It has this house, from before this device was let in."""
    HOUSE = "house"
    """Its roster does not follow from the pinned root, or is another than this desk knows."""
    HISTORY = "history"
    """Of a compartment it has another history than this desk."""


def look_there() -> Story[bool]:
    """Whether the server has less than this desk, as one that was put back; False when it has all of it.

    Raises Refusing(NotOurs) when it is not that of this house; Unreachable and SaidNo.
    """
    me = yield from at_desk(lambda desk: desk.read(partial(own.of, device=desk.device)))
    if me is None:
        raise Refusing(Halted(Halt.NOT_JOINED))
    try:
        yield from at_server(partial(Server.log_in, own=me))
    except SaidNo as no:
        if no.why is Why.PROOF:
            admin = yield from reading(partial(_is_admin, me=me))
            raise Refusing(NotOurs.NEW if admin else NotOurs.STRANGER) from None
        raise
    roster, less = yield from _roster_there(me)
    try:
        heads = yield from at_server(Server.heads)
    except SaidNo as no:
        if no.why is Why.REVOKED and roster.active(me.dev) is None:
            # An admin said so: the pass that follows does what that says.
            return False
        raise
    return (yield from reading(partial(_has_less, me=me, heads=heads))) or less


def make_again(code: str) -> Story[bool]:
    """Make this house again at an empty server, with its administrator's code; then as `look_there`.

    Broken off and done again it goes on, also with a code that was used. Raises Refused(AdminsOnly), and
    SaidNo for a code that is not good; then nothing was done.
    """
    me = yield from at_desk(lambda desk: desk.read(partial(own.of, device=desk.device)))
    if me is None:
        raise Refusing(Halted(Halt.NOT_JOINED))
    if not (yield from reading(partial(_is_admin, me=me))):
        raise Refused(AdminsOnly())
    entries = (yield from reading(rosters.entries))[: limits.ROSTER_OF_A_HOUSE]
    try:
        yield from at_server(partial(Server.found, code=code, entries=entries, again=True))
    except SaidNo as no:
        # Perhaps it was done before, here or at a colleague's: then the server knows this device.
        if not (yield from founding.is_there(me)):
            if no.why is Why.STALE:
                raise Refusing(NotOurs.BEFORE) from no
            raise
    return (yield from look_there())


def _is_admin(session: Session, me: Own) -> bool:
    return rosters.known(session, me.house, me.root).is_admin(me.dev)


def _roster_there(me: Own) -> Story[tuple[Roster, bool]]:
    """The roster with what is newer there, and whether there is less of it. Raises Refusing."""
    mine = yield from reading(rosters.entries)
    there: list[Entry] = []
    while True:
        page = yield from at_server(partial(Server.roster, after=len(there)))
        there += [one.entry() for one in page.entries]
        if not there or tuple(there[: len(mine)]) != mine[: len(there)]:
            raise Refusing(NotOurs.HOUSE)
        if not page.more or not page.entries:
            break
    folded = yield from reading(partial(rosters.known, house=me.house, root=me.root))
    try:
        for entry in there[len(mine) :]:
            folded = wire_roster.extended(folded, entry, me.root)
    except (wire_roster.Refused, Malformed):
        raise Refusing(NotOurs.HOUSE) from None
    return folded, len(there) < len(mine)


def _has_less(session: Session, me: Own, heads: Heads) -> bool:
    """Whether any history there ends before this desk's. Raises Refusing for one that is another."""
    there = {head.comp: head for head in heads.comps}
    less = False
    for state in session.query(CompartmentState):
        head = there.get(state.comp)
        if head is None:
            less |= session.get(CompartmentMember, (state.comp, me.dev)) is not None
            continue
        found = restoring.lost(session, state.comp, Head(seq=head.seq, chain=head.chain, epoch=head.epoch))
        if found is None or (head.seq == state.seq and head.chain != state.chain):
            raise Refusing(NotOurs.HISTORY)
        less |= found
    return less
