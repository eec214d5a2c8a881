"""One pass: who is who, then for each compartment first what others wrote, then what waits here.

No loop and no clock: `schedule` says when. A pass that breaks off leaves nothing half done, and the next one
goes on where it was.
"""

from dataclasses import dataclass
from enum import StrEnum
from functools import partial

from sqlalchemy import select
from sqlalchemy.orm import Session

from zvhdesk.models.agreeing import CompartmentState
from zvhdesk.models.capture import CaptureSession
from zvhdesk.sync import incoming, keys, outgoing, own, restoring, rosters
from zvhdesk.sync.checking import Wrong
from zvhdesk.sync.own import Own
from zvhdesk.sync.server import SaidNo, Server
from zvhdesk.sync.steps import Story, at_desk, at_server, keeping, reading, receiving
from zvhdesk.wire import roster as wire_roster
from zvhdesk.wire.encoding import Malformed
from zvhdesk.wire.messages import Head, StreamKeyPage, Why
from zvhdesk.wire.roster import Entry, Roster

PAGE = 200
"""Envelopes that are applied in one turn of the database lane: a draft waits for one page at most."""
_AGAIN = 4
"""How often a push that was refused for its place is sealed anew in one pass."""
_ELSEWHERE = frozenset({Why.EPOCH, Why.GAP, Why.FORK})
_NOT_MINE = frozenset({Why.UNKNOWN, Why.ROLE})


class Halt(StrEnum):
    """Why a pass did not do all of it."""

    NOT_JOINED = "not_joined"
    REVOKED = "revoked"
    ROSTER = "roster"
    """The server's roster does not follow from the pinned root."""
    HISTORY = "history"
    """The history of a compartment does not hold."""
    LOST = "lost"
    """The server does not have any more what it had, and its administrator did not say why."""
    RESTORING = "restoring"
    """It was put back from a backup: it gets what it lacks, and takes nothing new until it is opened."""


class Lost(Exception):
    """The server has less than this desk, and is not one that was put back."""


@dataclass(slots=True)
class Outcome:
    """What a pass came to: change sets that still wait, envelopes kept aside, why it halted if it did."""

    waiting: int = 0
    aside: int = 0
    halt: Halt | None = None


def exchange() -> Story[Outcome]:
    """One pass. Raises Unreachable, and SaidNo for what no pass can mend."""
    me = yield from at_desk(lambda desk: desk.read(partial(own.of, device=desk.device)))
    if me is None:
        return Outcome(halt=Halt.NOT_JOINED)
    if (yield from at_server(lambda server: server.logged_in)):
        try:
            return (yield from _pass(me, fresh=False))
        except SaidNo as no:
            if no.why is not Why.TOKEN:
                raise
    yield from at_server(partial(Server.log_in, own=me))
    return (yield from _pass(me, fresh=True))


def _pass(me: Own, *, fresh: bool) -> Story[Outcome]:
    outcome = Outcome()
    roster = yield from _roster(me)
    if roster is None:
        outcome.halt = Halt.ROSTER
        return outcome
    if roster.active(me.dev) is None:
        outcome.halt = Halt.REVOKED
        return outcome
    yield from _keys(me, roster, everywhere=fresh)
    for comp in (yield from reading(_compartments)):
        try:
            yield from _compartment(me, roster, comp, outcome)
        except SaidNo as no:
            if no.why is Why.RESTORE:
                outcome.halt = Halt.RESTORING
            elif no.why not in _NOT_MINE:
                raise
        except Lost:
            outcome.halt = Halt.LOST
    return outcome


# Who is who.


def _roster(me: Own) -> Story[Roster | None]:
    """The roster up to its end; None when the server's does not follow from the pinned root."""
    folded: Roster = yield from reading(partial(rosters.known, house=me.house, root=me.root))
    last: Entry | None = yield from reading(rosters.last)
    # From the last one that is known, so that a server that has less is seen.
    after = folded.seq - 1 if last is not None else 0
    while True:
        page = yield from at_server(partial(Server.roster, after=after))
        entries = [one.entry() for one in page.entries]
        if last is not None:
            if not entries:
                yield from _roster_back()
                return folded
            if entries[0] != last:
                return None
            entries, last = entries[1:], None
        try:
            folded = yield from keeping(partial(rosters.extend, folded=folded, root=me.root, more=entries))
        except (wire_roster.Refused, Malformed):
            return None
        after = folded.seq
        if not page.more:
            return folded


def _roster_back() -> Story[None]:
    there: list[Entry] = []
    while True:
        page = yield from at_server(partial(Server.roster, after=len(there)))
        there += [one.entry() for one in page.entries]
        if not page.more:
            break
    yield from restoring.bring_roster(there)


def _keys(me: Own, roster: Roster, *, everywhere: bool) -> Story[None]:
    """Ask for keys of epochs that this desk lacks; `everywhere` also of compartments it has no key of yet.

    Those may not be its own, and then the answer is no; so that is asked once for each login.
    """
    missing = partial(keys.missing_epochs, roster=roster, everywhere=everywhere)
    for comp, epoch in (yield from reading(missing)):
        try:
            box = yield from at_server(partial(Server.my_box, comp=comp, epoch=epoch))
        except SaidNo as no:
            if no.why not in _NOT_MINE:
                raise
            continue
        yield from keeping(partial(keys.take_box, own=me, roster=roster, comp=comp, box=box))


def _compartments(session: Session) -> list[bytes]:
    return list(session.scalars(select(CompartmentState.comp).order_by(CompartmentState.name)))


# A compartment.


def _compartment(me: Own, roster: Roster, comp: bytes, outcome: Outcome) -> Story[None]:
    found = yield from _pull(me, roster, comp)
    if found is not None:
        yield from _take_late(me, found, comp)
        yield from _put_secrets(me, found, comp)
        if (yield from _push(me, found, comp)):
            # What was given is looked at where it stands now: from then on this desk is a copy of it.
            found = yield from _pull(me, found, comp)
    if found is None:
        outcome.halt = Halt.HISTORY
    outcome.waiting += yield from reading(partial(outgoing.waiting, comp=comp))
    outcome.aside += yield from reading(partial(incoming.aside, comp=comp))


def _pull(me: Own, roster: Roster, comp: bytes) -> Story[Roster | None]:
    """Take all there is. The roster by which it holds; None when it does not, and nothing more is taken."""
    while True:
        state = yield from reading(partial(_where, comp=comp))
        if state.stopped:
            return None
        page = yield from at_server(partial(Server.pull, comp=comp, after=state.seq, limit=PAGE))
        if page.head.seq < state.seq:
            yield from _give_back(comp, page.head)
            return roster
        if not page.items and page.head.seq == state.seq:
            return roster
        # After the envelopes: the secret of a stream stands there before its first one.
        if (yield from reading(partial(incoming.lacks_secrets, page=page))):
            yield from _secrets(me, comp, state.keys_after)
        taken = yield from receiving(partial(incoming.take, me=me, roster=roster, comp=comp, page=page))
        if taken.wrong is Wrong.UNKNOWN_DEVICE:
            newer = yield from _newer_roster(me, roster)
            if newer is None:
                yield from keeping(partial(incoming.stop, comp=comp, wrong=taken.wrong))
                return None
            roster = newer
        elif taken.wrong is not None:
            return None
        elif not page.more or taken.seq == state.seq:
            return roster


def _newer_roster(me: Own, roster: Roster) -> Story[Roster | None]:
    """The roster, when there is more of it by now: it was asked for before the history was."""
    newer = yield from _roster(me)
    if newer is None or newer.seq == roster.seq:
        return None
    yield from _keys(me, newer, everywhere=False)
    return newer


def _take_late(me: Own, roster: Roster, comp: bytes) -> Story[None]:
    """What stands aside may be readable by now: its secret came, or this version is newer."""
    if (yield from reading(partial(incoming.aside, comp=comp))):
        state = yield from reading(partial(_where, comp=comp))
        yield from _secrets(me, comp, state.keys_after)
        yield from receiving(partial(incoming.take_late, me=me, roster=roster, comp=comp))


def _give_back(comp: bytes, head: Head) -> Story[None]:
    if (yield from reading(partial(restoring.lost, comp=comp, head=head))) is None:
        raise Lost
    if not (yield from restoring.bring_back(comp, head)):
        raise Lost


@dataclass(frozen=True, slots=True)
class _Where:
    seq: int
    keys_after: int
    stopped: bool


def _where(session: Session, comp: bytes) -> _Where:
    state = session.get_one(CompartmentState, comp)
    return _Where(state.seq, state.keys_after, state.stopped is not None)


def _secrets(me: Own, comp: bytes, after: int) -> Story[None]:
    while True:
        page = yield from at_server(partial(Server.secrets, comp=comp, after=after))
        if not page.keys:
            return
        yield from receiving(partial(_keep_secrets, me=me, comp=comp, page=page))
        if not page.more:
            return
        after = page.last


def _keep_secrets(session: CaptureSession, me: Own, comp: bytes, page: StreamKeyPage) -> None:
    # One that does not open yet is asked for again once its key is there.
    if not keys.take_secrets(session, me, comp, page.keys):
        session.get_one(CompartmentState, comp).keys_after = page.last


def _push(me: Own, roster: Roster, comp: bytes) -> Story[bool]:
    """Give all that waits. True when anything was given."""
    again, given = 0, False
    while again <= _AGAIN:
        envelopes = yield from keeping(partial(outgoing.batch, me=me, roster=roster, comp=comp))
        if not envelopes:
            break
        yield from _put_secrets(me, roster, comp)
        try:
            receipts = yield from at_server(partial(Server.push, comp=comp, envelopes=envelopes))
        except SaidNo as no:
            if no.why not in _ELSEWHERE:
                raise
            again += 1
            found = yield from _seal_anew(me, comp)
            if found is None:
                break
            roster = found
        else:
            yield from receiving(partial(outgoing.received, comp=comp, receipts=receipts))
            given = True
    return given


def _put_secrets(me: Own, roster: Roster, comp: bytes) -> Story[None]:
    unsent = partial(keys.unsent_secrets, own=me, comp=comp, epoch=roster.epoch(comp), most=PAGE)
    while secrets := (yield from reading(unsent)):
        yield from at_server(partial(Server.put_secrets, comp=comp, secrets=secrets))
        yield from keeping(partial(keys.secrets_sent, sent=secrets))


def _seal_anew(me: Own, comp: bytes) -> Story[Roster | None]:
    """Another epoch, or another copy of this device: look first what is there, then seal what is left.

    None when that history or roster does not hold.
    """
    roster = yield from _roster(me)
    if roster is None:
        return None
    yield from _keys(me, roster, everywhere=False)
    roster = yield from _pull(me, roster, comp)
    if roster is not None:
        yield from keeping(partial(outgoing.unseal, me=me, roster=roster, comp=comp))
    return roster
