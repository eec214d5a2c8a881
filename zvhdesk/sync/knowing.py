"""Who is who, before anything else in a pass: the roster up to its end, and the keys that this desk lacks."""

from collections.abc import Collection
from functools import partial

from zvhdesk.sync import keys, restoring, rosters
from zvhdesk.sync.own import Own
from zvhdesk.sync.server import SaidNo, Server
from zvhdesk.sync.steps import Story, at_server, keeping, reading
from zvhdesk.wire import roster as wire_roster
from zvhdesk.wire.encoding import Malformed
from zvhdesk.wire.messages import Why
from zvhdesk.wire.roster import Entry, Roster

NOT_MINE = frozenset({Why.UNKNOWN, Why.ROLE})
"""The answers about a compartment that is not this desk's."""


def newest_roster(me: Own) -> Story[Roster | None]:
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
                return folded if (yield from _roster_back()) else None
            if entries[0] != last:
                return None
            entries, last = entries[1:], None
        try:
            folded = yield from keeping(partial(rosters.extend, folded=folded, root=me.root, more=entries))
        except (wire_roster.Refused, Malformed):
            return None
        after = folded.seq
        if not page.more or not page.entries:
            return folded


def _roster_back() -> Story[bool]:
    """Bring the entries that the server's lacks. False when what it has is no beginning of this desk's."""
    there: list[Entry] = []
    while True:
        page = yield from at_server(partial(Server.roster, after=len(there)))
        there += [one.entry() for one in page.entries]
        if not page.more or not page.entries:
            break
    return (yield from restoring.bring_roster(there))


def ask_for_keys(me: Own, roster: Roster, comps: Collection[bytes] | None) -> Story[None]:
    """Ask for keys of epochs that this desk lacks: of these compartments, or of those it has some key of.

    Of others the answer is no. Raises keys.FalseKey.
    """
    for comp, epoch in (yield from reading(partial(keys.missing_epochs, roster=roster, comps=comps))):
        try:
            box = yield from at_server(partial(Server.my_box, comp=comp, epoch=epoch))
        except SaidNo as no:
            if no.why not in NOT_MINE:
                raise
            continue
        if box.epoch != epoch:
            raise keys.FalseKey
        yield from keeping(partial(keys.take_box, own=me, roster=roster, comp=comp, box=box))
