"""T14: a server that was put back from a backup loses nothing: the desks have it. Five desks of one house."""

from contextlib import closing
from functools import partial
from pathlib import Path

import pytest

from tests.agreeing.sizes import times
from tests.agreeing.sync.desks import BOTH, Station, before, join, station
from tests.agreeing.sync.put_back import ON_SQLITE, World
from tests.recording.state import state
from zvhdesk.domain.terms import Compartment
from zvhdesk.models.agreeing import CompartmentState, DeviceHead
from zvhdesk.models.base import new_id
from zvhdesk.models.capture import CaptureSession
from zvhdesk.models.cases import Goal
from zvhdesk.models.house import Partner
from zvhdesk.models.local import ChangeSet
from zvhdesk.services.regions import common_stream
from zvhdesk.sync import keys, revoking
from zvhdesk.sync.exchange import Halt, Outcome, exchange
from zvhdesk.sync.server import Server
from zvhdesk.sync.steps import Story, play
from zvhdesk.wire.envelope import START, Header, Kind, signed
from zvhdesk.wire.messages import Receipt, SealedEnvelope, Stored
from zvhdesk.wire.roster import AfterRevoking
from zvhserver.app import system_clock
from zvhserver.cli.main import main as zvhserver

DESKS = 5


def _all_agree(world: World) -> None:
    for _ in range(3):
        outcomes = world.everybody()
    assert set(map(str, outcomes)) == {str(Outcome())}
    first, *others = [one.desk.read(state) for one in world.desks]
    assert all(other == first for other in others)


@pytest.mark.parametrize("world", [times(DESKS)], indirect=True)
def test_what_came_after_the_backup_is_brought_back(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    world.backup()
    for at, one in enumerate(world.desks):
        world.goal(one, f"na de kopie {at}")
        world.new_case(one)
        one.exchange()
    world.put_back()
    world.restore("--begin")
    world.serve()
    world.goal(world.desks[1], "terwijl het wordt hersteld")
    assert {outcome.halt for outcome in world.everybody()} <= {None, Halt.RESTORING}
    world.everybody()
    assert zvhserver(["check", *world.words]) == 0
    world.restore("--open")
    _all_agree(world)
    texts = world.desks[-1].desk.read(lambda s: {goal.text for goal in s.query(Goal)})
    assert texts == {*(f"na de kopie {at}" for at in range(times(DESKS))), "terwijl het wordt hersteld"}
    assert "0 faults" in capsys.readouterr().out


@ON_SQLITE
def test_who_joins_a_server_that_was_put_back_has_all_of_it(world: World, tmp_path: Path) -> None:
    world.backup()
    world.new_case(world.desks[2])
    for one in (world.desks[2], world.desks[0]):
        one.exchange()
    world.put_back()
    world.restore("--begin")
    world.serve()
    world.everybody()
    world.restore("--open")
    _all_agree(world)
    first = world.desks[0]
    with closing(station(tmp_path / "nieuw", first.server.address)) as newcomer:
        join(first, newcomer, bytes.fromhex(new_id()))
        newcomer.exchange()
        assert newcomer.desk.read(state) == first.desk.read(state)


@ON_SQLITE
def test_a_server_that_lost_and_does_not_say_so_stops_them(world: World) -> None:
    world.backup()
    world.goal(world.desks[0], "na de kopie")
    world.desks[0].exchange()
    world.put_back()
    world.serve()
    world.goal(world.desks[0], "en verder werken")
    assert world.desks[0].exchange().halt is Halt.LOST
    assert world.desks[1].exchange().halt is None


@ON_SQLITE
def test_an_act_that_only_the_lost_server_had_is_given_again(world: World) -> None:
    """The push was answered, and the desk ended before it saw where it stands; then a backup was put back."""
    one = world.desks[2]
    world.backup()
    world.goal(one, "alleen daar")
    play(_until_pushed(), one.desk, one.server)
    assert one.desk.read(lambda s: s.query(ChangeSet).where(ChangeSet.seq.is_(None)).count()) == 0
    world.put_back()
    world.serve()
    world.goal(one, "en verder")
    _all_agree(world)
    texts = world.desks[0].desk.read(lambda s: {goal.text for goal in s.query(Goal)})
    assert texts == {"alleen daar", "en verder"}


@ON_SQLITE
def test_who_joins_later_reads_what_every_epoch_sealed(world: World, tmp_path: Path) -> None:
    """Two devices were revoked after the backup: the keys since then are nowhere but at the desks."""
    first, second, third = world.desks
    world.backup()
    for other in (third, second):
        play(revoking.revoke(first.me, other.me.dev, AfterRevoking.KEEP), first.desk, first.server)
        world.goal(first, "onder een nieuwe sleutel")
        first.exchange()
    world.put_back()
    world.restore("--begin")
    world.serve()
    first.exchange()
    world.restore("--open")
    assert first.exchange() == Outcome()
    with closing(station(tmp_path / "nieuw", first.server.address)) as newcomer:
        join(first, newcomer, bytes.fromhex(new_id()))
        assert newcomer.exchange() == Outcome()
        assert newcomer.desk.read(state) == first.desk.read(state)
        comp = first.desk.read(lambda s: keys.compartment_named(s, Compartment.REGULAR)) or b""
        boxes = [first.server.my_box(comp, epoch) for epoch in (1, 2, 3)]
    assert [(box.box is not None, box.before is not None) for box in boxes] == [
        (True, False), (True, True), (True, True),
    ]  # fmt: skip


@ON_SQLITE
def test_a_part_that_another_desk_brought_otherwise_halts_alone(world: World) -> None:
    """Between what this desk saw at the server and what it brings there: the other parts go on."""
    first, _, third = world.desks
    world.backup()
    comps = [first.desk.read(partial(keys.compartment_named, name=name)) or b"" for name in BOTH]
    world.goal(first, "na de kopie")
    first.desk.change(_partner, "partner.add")
    first.exchange()
    world.put_back()
    world.restore("--begin")
    world.serve()
    story = before(Server.bring_back, exchange(), partial(_says_itself, third, comps[0]))
    outcome = play(story, first.desk, first.server)
    assert (outcome.halt, outcome.heard) == (Halt.NOT_TAKEN, False)
    there = {head.comp: head.seq for head in first.server.heads().comps}
    mine = first.desk.read(lambda s: {row.comp: row.seq for row in s.query(CompartmentState)})
    assert there[comps[1]] == mine[comps[1]]
    # Of what it stands beside from then on, the next pass says that it is not there.
    assert first.exchange().halt in (Halt.LOST, Halt.HISTORY)
    assert zvhserver(["restore", *world.words, "--anew", comps[0].hex()]) == 0
    world.everybody()
    world.restore("--open")


def _partner(session: CaptureSession) -> None:
    session.add(Partner(stream_id=common_stream(session), name="Nieuw"))


def _says_itself(at: Station, comp: bytes) -> None:
    """A desk that may write puts something else where the history goes on."""
    at.server.log_in(at.me)
    state = at.desk.read(lambda s: s.get_one(CompartmentState, comp))
    last = at.desk.read(lambda s: s.get(DeviceHead, (comp, at.me.dev)))
    header = Header(
        kind=Kind.OPS, house=at.me.house, comp=comp, stream=b"s" * 16, epoch=1, env_id=b"e" * 16,
        dev=at.me.dev, dseq=1 + (last.dseq if last else 0), prev=last.hash if last else START,
        base_seq=state.seq, base_chain=state.chain,
    )  # fmt: skip
    made = signed(header, b"anders", at.me.sign)
    item = Stored(
        seq=state.seq + 1, recv_ms=system_clock(), env_hash=made.hash, envelope=SealedEnvelope.of(made)
    )
    at.server.bring_back(comp, [item])


def _until_pushed() -> Story[None]:
    """A pass that is cut off right behind the answer to its push."""
    story, result = exchange(), None
    while True:
        step = story.send(result)
        result = yield step
        if isinstance(result, list) and result and isinstance(result[0], Receipt):
            yield story.send(result)  # the receipts are written down
            story.close()
            return
