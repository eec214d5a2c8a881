"""One pass: who is who, then for each compartment first what others wrote, then what waits here.

No loop and no clock: `schedule` says when. A pass that breaks off leaves nothing half done, and the next one
goes on where it was.
"""

from collections.abc import Callable
from contextlib import suppress
from functools import partial

from sqlalchemy.orm import Session

from zvhdesk.models.agreeing import CompartmentState
from zvhdesk.models.capture import CaptureSession
from zvhdesk.services import lease, restore
from zvhdesk.sync import (
    anew,
    beacons,
    boxes,
    braking,
    destroyed,
    hearing,
    incoming,
    keys,
    knowing,
    late,
    ordering,
    outgoing,
    own,
    restoring,
    revoking,
    rosters,
    standing,
)
from zvhdesk.sync.ahead import Ahead
from zvhdesk.sync.braking import Held
from zvhdesk.sync.carrying_out import carry_out
from zvhdesk.sync.checking import ROSTER_FIRST, Wrong
from zvhdesk.sync.outcome import Halt, Outcome
from zvhdesk.sync.own import Own
from zvhdesk.sync.restoring import Lost, NotTaken
from zvhdesk.sync.server import SaidNo, Server
from zvhdesk.sync.standing import At
from zvhdesk.sync.steps import Story, at_desk, at_server, keeping, reading, receiving
from zvhdesk.wire.messages import CompartmentHead, Head, Heads, StreamKeyPage, Why
from zvhdesk.wire.roster import Roster

__all__ = ["PAGE", "Halt", "Lost", "Outcome", "exchange"]

PAGE = 500
"""Envelopes that are applied in one turn of the database lane: a draft waits for one page at most, a third of
a second. What the server hands out at once."""
_AGAIN = 4
"""How often a push that was refused for its place is sealed anew in one pass."""
_HALTS = {
    Why.RESTORE: Halt.RESTORING,
    Why.SHAPE: Halt.OLD_SERVER,
    **dict.fromkeys(knowing.NOT_MINE, Halt.OUTSIDE),
}
"""The noes that end one compartment and leave the others as they are."""
_ELSEWHERE = frozenset({Why.EPOCH, Why.GAP, Why.FORK, Why.GONE})


def exchange() -> Story[Outcome]:
    """One pass. Raises Unreachable, and SaidNo for what no pass can mend."""
    me = yield from at_desk(lambda desk: desk.read(partial(own.of, device=desk.device)))
    if me is None:
        return Outcome(halt=Halt.NOT_JOINED)
    if (yield from at_server(lambda server: server.logged_in)):
        try:
            return (yield from _pass(me))
        except SaidNo as no:
            if no.why is not Why.TOKEN:
                raise
    yield from at_server(partial(Server.log_in, own=me))
    return (yield from _pass(me))


def _pass(me: Own) -> Story[Outcome]:
    outcome = Outcome()
    heads = yield from _heads()
    roster = yield from _roster(me, heads)
    if roster is None:
        outcome.halted(Halt.ROSTER)
    elif roster.active(me.dev) is None:
        outcome.halted(Halt.REVOKED)
        outcome.after = roster.after_revoking(me.dev)
    elif heads is None:
        # It says so, and no admin did.
        raise SaidNo(Why.REVOKED, None)
    else:
        restoring_there = yield from at_server(lambda server: server.restoring)
        yield from at_desk(partial(restore.heard, now_so=restoring_there))
        yield from beacons.daily(me, roster)
        yield from ordering.go_on()
        another = yield from anew.look(me)
        try:
            yield from _each(me, roster, heads, outcome)
            yield from anew.settle(me, roster, heads.comps, another=another)
            for head in heads.comps:
                if head.without_key:
                    yield from boxes.give_lacking(me, roster, head)
        except keys.FalseKey:
            outcome.halted(Halt.KEY)
        if outcome.halt is None:
            # That may make the key that was missing.
            yield from revoking.catch_up(me)
            if (yield from reading(partial(standing.lacks_a_key, me=me))):
                outcome.halted(Halt.NO_KEY)
    (outcome.waiting, outcome.aside), outcome.shut_out, left = yield from reading(
        partial(standing.found, me=me)
    )
    if left:
        yield from keeping(partial(destroyed.tell, left=left))
        outcome.dropped = sum(left.values())
    if (held := (yield from at_desk(carry_out))) is not None:
        outcome.halted(Halt.BRAKE)
        outcome.brake = outcome.brake or held
    if outcome.heard:
        yield from at_desk(lease.contact)
    return outcome


def _heads() -> Story[Heads | None]:
    """Where everything stands; None for a device that the server takes for revoked."""
    try:
        return (yield from at_server(Server.heads))
    except SaidNo as no:
        if no.why is Why.UNKNOWN:
            # There is no such call there.
            raise SaidNo(Why.SHAPE, None) from no
        if no.why is not Why.REVOKED:
            raise
        return None


def _roster(me: Own, heads: Heads | None) -> Story[Roster | None]:
    folded: Roster = yield from reading(partial(rosters.known, house=me.house, root=me.root))
    if heads is not None and (heads.roster, heads.link) == (folded.seq, folded.link):
        return folded
    return (yield from knowing.newest_roster(me))


def _each(me: Own, roster: Roster, heads: Heads, outcome: Outcome) -> Story[None]:
    """Every compartment in which there is something to do."""
    there = {head.comp: head for head in heads.comps}
    if (yield from reading(partial(standing.lacks_keys, heads=heads.comps))):
        yield from knowing.ask_for_keys(me, roster, there.keys())
    for comp, at in (yield from reading(partial(standing.compartments, me=me, heads=there))):
        if at is At.STOPPED:
            outcome.halted(Halt.HISTORY)
        if at in (At.EVEN, At.STOPPED):
            continue
        try:
            found = roster if at is At.GIVING else (yield from _news(me, roster, comp, there.get(comp)))
            if found is not None and (yield from reading(partial(standing.has_work, comp=comp))):
                yield from _take_late(me, found, comp)
                found = yield from _give(me, found, comp)
            if found is None:
                outcome.halted(Halt.HISTORY)
        except SaidNo as no:
            if no.why not in _HALTS:
                raise
            outcome.halted(_HALTS[no.why])
        except Lost:
            outcome.halted(Halt.LOST)
        except NotTaken:
            outcome.halted(Halt.NOT_TAKEN)
        except Held as held:
            outcome.halted(Halt.BRAKE)
            outcome.brake = held.question
            # Others get what waits here all the same.
            with suppress(Held):
                yield from _push(me, roster, comp)


# A compartment.


def _news(me: Own, roster: Roster, comp: bytes, head: CompartmentHead | None) -> Story[Roster | None]:
    """What others wrote and ordered. The roster by which it holds; None when it does not."""
    pull = _pull_or_bring if head is None else _pull
    found = yield from pull(me, roster, comp)
    if found is None:
        return None
    if head is None:
        # A server that leaves it out of its heads is asked for them: unasked, nothing was heard of it.
        yield from hearing.take_orders(found, comp)
        return found
    yield from hearing.orders(found, comp, head.destroyed)
    return found if (yield from keeping(partial(standing.holds, head=head))) else None


def _pull_or_bring(me: Own, roster: Roster, comp: bytes) -> Story[Roster | None]:
    """The same where the server does not know this desk: one that lost all gets it back first."""
    try:
        return (yield from _pull(me, roster, comp))
    except SaidNo as no:
        if no.why is not Why.UNKNOWN or not (yield from anew.bring_whole(me, roster, comp)):
            raise
    return (yield from _pull(me, roster, comp))


def _pull(me: Own, roster: Roster, comp: bytes) -> Story[Roster | None]:
    """Take all there is. The roster by which it holds; None when it does not, and nothing more is taken."""
    ahead: Ahead | None = None
    while True:
        state = yield from reading(partial(hearing.where, comp=comp))
        if state.stopped:
            return None
        pull = partial(Server.pull, comp=comp, after=state.seq, limit=PAGE)
        page = yield from at_server(partial(ahead.page, after=state.seq) if ahead else pull)
        if page.head.seq < state.seq:
            yield from _give_back(me, roster, comp, page.head)
            return roster
        if not page.items and page.head.seq == state.seq:
            return roster
        if incoming.lacks_envelopes(page):
            yield from hearing.take_orders(roster, comp)
        # After the envelopes: the secret of a stream stands there before its first one.
        yield from _secrets(me, comp, partial(incoming.lacks_secrets, page=page))
        ways = incoming.ways(me, roster, comp, page)
        ahead = Ahead(comp, page, PAGE) if page.more and page.items else None
        taken = yield from braking.receiving(ways, comp, page.head.seq, ahead.ask if ahead else None)
        if taken.wrong is not None and taken.wrong in ROSTER_FIRST:
            newer = yield from _newer_roster(me, roster)
            if newer is None:
                yield from keeping(partial(incoming.stop, comp=comp, wrong=taken.wrong))
                return None
            roster, ahead = newer, None
        elif taken.wrong is not None:
            return None
        elif not page.more or taken.seq == state.seq:
            return roster


def _newer_roster(me: Own, roster: Roster) -> Story[Roster | None]:
    """The roster, when there is more of it by now: it was asked for before the history was."""
    newer = yield from knowing.newest_roster(me)
    if newer is None or newer.seq == roster.seq:
        return None
    yield from knowing.ask_for_keys(me, newer, None)
    return newer


def _take_late(me: Own, roster: Roster, comp: bytes) -> Story[None]:
    """What stands aside may be taken by now: its secret came, or this version is newer."""
    if (yield from reading(partial(incoming.aside, comp=comp))):
        yield from _secrets(me, comp, partial(incoming.lacks_late, comp=comp))
        yield from late.taking(me, roster, comp)


def _give_back(me: Own, roster: Roster, comp: bytes, head: Head) -> Story[None]:
    if (yield from reading(partial(restoring.lost, comp=comp, head=head))) is None:
        raise Lost
    if not (yield from restoring.bring_back(comp, head)):
        raise Lost
    yield from restoring.bring_boxes(me, roster, comp)


def _secrets(me: Own, comp: bytes, lacks: Callable[[Session], bool]) -> Story[None]:
    """Those that came since this desk asked; all of them when one still lacks.

    The server counts what it has: the number of one that was destroyed may be given to another.
    """
    state = yield from reading(partial(hearing.where, comp=comp))
    for after in dict.fromkeys((state.keys_after, 0)):
        if (yield from reading(lacks)):
            yield from _secrets_after(me, comp, after)


def _secrets_after(me: Own, comp: bytes, after: int) -> Story[None]:
    while True:
        page = yield from at_server(partial(Server.secrets, comp=comp, after=after))
        if not page.keys:
            return
        yield from receiving(partial(_keep_secrets, me=me, comp=comp, page=page))
        if not page.more or page.last <= after:
            return
        after = page.last


def _keep_secrets(session: CaptureSession, me: Own, comp: bytes, page: StreamKeyPage) -> None:
    # One that does not open yet is asked for again once its key is there.
    if not keys.take_secrets(session, me, comp, page.keys):
        session.get_one(CompartmentState, comp).keys_after = page.last


def _push(me: Own, roster: Roster, comp: bytes) -> Story[Roster | None]:
    """Give all that waits. The roster by which it holds; None when the history does not hold."""
    again, given = 0, False
    while again <= _AGAIN:
        try:
            envelopes = yield from keeping(partial(outgoing.batch, me=me, roster=roster, comp=comp))
            # Before them: whoever takes the envelopes finds the secrets of their streams.
            yield from _put_secrets(me, roster, comp)
            if not envelopes:
                break
            receipts = yield from at_server(partial(Server.push, comp=comp, envelopes=envelopes))
        except SaidNo as no:
            if no.why not in _ELSEWHERE:
                raise
            again += 1
            found = yield from _seal_anew(me, comp, gone=no.why is Why.GONE)
            if found is None:
                return None
            roster = found
        else:
            given = True
            if not (yield from receiving(partial(outgoing.received, comp=comp, receipts=receipts))):
                break
    # What was given is looked at where it stands now: from then on this desk is a copy of it.
    return (yield from _pull(me, roster, comp)) if given else roster


def _give(me: Own, roster: Roster, comp: bytes) -> Story[Roster | None]:
    """The same after all was taken: what the server said that it has is there, or goes again. Raises Lost."""
    found = yield from _push(me, roster, comp)
    if found is not None and (yield from reading(partial(outgoing.swallowed, comp=comp))):
        yield from keeping(partial(outgoing.unseal, me=me, roster=found, comp=comp))
        raise Lost
    return found


def _put_secrets(me: Own, roster: Roster, comp: bytes) -> Story[None]:
    unsent = partial(keys.unsent_secrets, own=me, comp=comp, epoch=roster.epoch(comp), most=PAGE)
    while secrets := (yield from reading(unsent)):
        yield from at_server(partial(Server.put_secrets, comp=comp, secrets=secrets))
        yield from keeping(partial(keys.secrets_sent, sent=secrets))


def _seal_anew(me: Own, comp: bytes, *, gone: bool) -> Story[Roster | None]:
    """Another epoch, another copy of this device, a stream that is `gone`: look, then seal what is left.

    None when that history or roster does not hold, or when nobody ordered to destroy what is gone.
    """
    roster = yield from knowing.newest_roster(me)
    if roster is None:
        return None
    yield from knowing.ask_for_keys(me, roster, None)
    if gone:
        new = yield from hearing.take_orders(roster, comp)
        if not new and not (yield from reading(partial(destroyed.explains, comp=comp))):
            yield from keeping(partial(incoming.stop, comp=comp, wrong=Wrong.DESTROYED))
            return None
    roster = yield from _pull(me, roster, comp)
    if roster is not None:
        yield from keeping(partial(outgoing.unseal, me=me, roster=roster, comp=comp))
    return roster
