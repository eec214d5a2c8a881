"""A desk hears of its own revocation from the roster it pinned, and from nobody else."""

from contextlib import closing
from functools import partial
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from tests.agreeing.central import Central
from tests.agreeing.sync.desks import found, join, station
from tests.worlds import small_house
from zvhdesk.models.base import new_id
from zvhdesk.sync import revoking, rosters
from zvhdesk.sync.exchange import Halt, Outcome, exchange
from zvhdesk.sync.server import Server
from zvhdesk.sync.steps import AtServer, Story, play
from zvhdesk.wire import roster as wire_roster
from zvhdesk.wire.messages import RosterEntry, RosterPage
from zvhdesk.wire.roster import AfterRevoking, Entry


@pytest.mark.parametrize("after", AfterRevoking)
def test_it_hears_what_it_is_to_do(central: Central, tmp_path: Path, after: AfterRevoking) -> None:
    with (
        closing(station(tmp_path / "a", central.url)) as first,
        closing(station(tmp_path / "b", central.url)) as second,
    ):
        small_house(first.desk)
        found(first, central.new_code())
        join(first, second, bytes.fromhex(new_id()))
        assert second.desk.read(partial(revoking.told, device=second.desk.device)) is None
        play(revoking.revoke(first.me, second.me.dev, after), first.desk, first.server)
        outcome = second.exchange()
        assert (outcome.halt, outcome.after) == (Halt.REVOKED, after)
        # And it knows at its next start, should it have ended before it obeyed.
        assert second.desk.read(partial(revoking.told, device=second.desk.device)) is after


def test_a_server_cannot_make_it_up(central: Central, tmp_path: Path) -> None:
    with (
        closing(station(tmp_path / "a", central.url)) as first,
        closing(station(tmp_path / "b", central.url)) as second,
    ):
        small_house(first.desk)
        found(first, central.new_code())
        join(first, second, bytes.fromhex(new_id()))
        me = first.me
        roster = second.desk.read(partial(rosters.known, house=me.house, root=me.root))
        body = wire_roster.Revoke(second.me.dev, AfterRevoking.WIPE)
        made = wire_roster.make(roster.next_place(me.dev), body, Ed25519PrivateKey.generate())
        outcome = play(_with_one_more(exchange(), made), second.desk, second.server)
        assert (outcome.halt, outcome.after) == (Halt.ROSTER, None)
        assert second.desk.read(partial(revoking.told, device=second.desk.device)) is None


def _with_one_more(story: Story[Outcome], forged: Entry) -> Story[Outcome]:
    """The same story; the server adds an entry of its own to the roster."""
    step = next(story)
    try:
        while True:
            try:
                result = yield step
            except Exception as refused:  # noqa: BLE001 - the story decides
                step = story.throw(refused)
                continue
            if isinstance(step, AtServer) and getattr(step.fn, "func", None) is Server.roster:
                entries = [*result.entries, RosterEntry(body=forged.body, sig=forged.sig)]
                result = RosterPage(entries=entries, more=False)
            if isinstance(step, AtServer) and step.fn == Server.heads:
                result = result.model_copy(update={"roster": result.roster + 1})
            step = story.send(result)
    except StopIteration as end:
        outcome: Outcome = end.value
        return outcome
