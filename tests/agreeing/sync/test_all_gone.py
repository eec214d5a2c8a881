"""The server is lost, backups too: the house is made again at an empty one, from what the desks have.

SYNC.md A.1, 21: every client is a backup of the server; section C: nothing anyone saved is ever lost.
"""

from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import delete, select, update

from tests.agreeing.serving.copies import Databases
from tests.agreeing.sync.all_gone import Gone, Left, been_through_much, goals, new_case, refused
from tests.agreeing.sync.desks import Station, ends_after, goal, join, station
from tests.agreeing.sync.test_apart import CTER
from tests.recording.state import state
from zvhdesk.domain.refusals import AdminsOnly
from zvhdesk.domain.refusing import Refusing
from zvhdesk.models.agreeing import CompartmentState
from zvhdesk.models.base import new_id
from zvhdesk.models.cases import Case
from zvhdesk.sync import rosters
from zvhdesk.sync.exchange import Halt, Outcome, exchange
from zvhdesk.sync.moving import NotOurs, make_again
from zvhdesk.sync.server import SaidNo, Server, Unreachable
from zvhdesk.wire import limits
from zvhdesk.wire import roster as wire_roster
from zvhdesk.wire.encoding import sha256
from zvhdesk.wire.envelope import NO_STREAM, START, Header, Kind, signed
from zvhdesk.wire.membership import Membership, Role
from zvhdesk.wire.messages import SealedEnvelope, Stored, Why
from zvhserver.acts.keys import RECOVERY
from zvhserver.cli.main import main as zvhserver
from zvhserver.store import tables as t

ON_SQLITE = pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
ALL = {
    "van wie er niet meer is", "onder de nieuwe sleutel", "alleen bij de tweede", "nog niet gegeven",
}  # fmt: skip


@pytest.fixture(scope="module")
def left(tmp_path_factory: pytest.TempPathFactory) -> Left:
    return been_through_much(tmp_path_factory.mktemp("gone"))


@pytest.fixture
def gone(left: Left, databases: Databases, tmp_path: Path) -> Iterator[Gone]:
    with left.put_down(tmp_path, databases) as made:
        yield made


def _opened_and_all_agree(gone: Gone) -> None:
    assert zvhserver(["check", *gone.words]) == 0
    gone.open()
    _all_agree(gone)


def _all_agree(gone: Gone) -> None:
    """Every desk has what every other one had; what is written from now on comes to all."""
    new_case(gone.second, "daarna")
    for _ in range(3):
        outcomes = [one.exchange() for one in gone.everybody]
    assert set(map(str, outcomes)) == {str(Outcome())}
    first, *others = [one.desk.read(state) for one in gone.desks]
    assert all(other == first for other in others)
    assert gone.leader.desk.read(state) == gone.member.desk.read(state)
    assert goals(gone.third) == ALL
    _nothing_of_it(gone)


def _nothing_of_it(gone: Gone) -> None:
    """Of the case that was destroyed: no row at a desk, no envelope and no secret at the server."""
    for one in gone.desks:
        assert one.desk.read(lambda s: s.get(Case, gone.goes)) is None
    assert _of_it(gone) == (0, 0)
    store = gone.store()
    with store.read() as connection:
        assert {one.hex() for one in connection.scalars(select(t.gone.c.stream))} == set(gone.streams)
    store.close()


def _of_it(gone: Gone) -> tuple[int, int]:
    """Envelopes with contents and secrets that the server has of that case."""
    store, streams = gone.store(), [bytes.fromhex(one) for one in gone.streams]
    with store.read() as connection:
        of = (t.envelope.c.stream.in_(streams), t.envelope.c.ct.is_not(None))
        envelopes = connection.execute(select(t.envelope.c.seq).where(*of)).all()
    with store.read_keys() as connection:
        kept = t.stream_key.c.stream
        secrets = connection.scalars(select(kept).where(kept.in_(streams))).all()
    store.close()
    return len(envelopes), len(secrets)


def test_the_house_comes_back_whole_from_its_desks(
    gone: Gone, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The drill of docs/beheer.md, line by line."""
    assert refused(gone.second) is Why.PROOF
    capsys.readouterr()
    gone.by_the_manual("1. Make the server anew")
    assert gone.make_again(gone.first, capsys.readouterr().out.strip()) is True
    assert set(gone.halts() + gone.halts()) <= {None, Halt.RESTORING}
    gone.by_the_manual("3. The server takes nothing new")
    lines = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert {line[2] for line in lines} == {"restore"}
    assert all(int(line[4]) > 0 for line in lines)
    gone.by_the_manual("4. When every desk came by")
    assert "0 faults" in capsys.readouterr().out
    _all_agree(gone)
    with closing(station(tmp_path / "vierde", gone.first.server.address)) as fourth:
        join(gone.second, fourth, bytes.fromhex(new_id()))
        assert fourth.exchange() == Outcome()
        assert fourth.desk.read(state) == gone.first.desk.read(state)
        assert goals(fourth) == ALL


@ON_SQLITE
def test_who_was_let_in_late_brings_what_was_before_that(gone: Gone) -> None:
    """Its server knows nobody: that this desk is a member stands further on in what it brings."""
    gone.make_again(gone.second, gone.new_code())
    assert gone.halts(gone.second) == [None]
    there = {one.comp: one.seq for one in gone.second.server.heads().comps}
    assert there[gone.comp(gone.second)] > 10
    gone.halts(gone.first, gone.third, gone.leader, gone.member, gone.second)
    _opened_and_all_agree(gone)


@ON_SQLITE
def test_a_part_of_others_comes_from_its_own_desks(gone: Gone) -> None:
    """Of CTER the desk that made the house again knows nothing. Keys come from who is an admin there."""
    gone.make_again(gone.first, gone.new_code())
    gone.halts(gone.first)
    comp = gone.comp(gone.leader, CTER)
    assert _head(gone, comp) == 0
    assert gone.halts(gone.member) == [None]
    assert _head(gone, comp) > 0
    with pytest.raises(SaidNo):
        gone.member.server.my_box(comp, 2)
    gone.halts(gone.leader)
    assert gone.member.server.my_box(comp, 2).box is not None
    assert RECOVERY in _has_box(gone, comp), "and the two sheets open it again"


@ON_SQLITE
def test_an_admin_who_comes_when_it_was_opened_goes_on(gone: Gone) -> None:
    gone.make_again(gone.second, gone.new_code())
    gone.halts(gone.second, gone.third, gone.member, gone.second)
    gone.open()
    assert gone.halts(gone.first, gone.leader) == [None, None]
    comp = gone.comp(gone.leader, CTER)
    assert gone.member.server.my_box(comp, 2).box is not None
    _opened_and_all_agree(gone)


@ON_SQLITE
def test_a_part_that_was_not_there_when_it_was_opened_comes_back_all_the_same(gone: Gone) -> None:
    """Once it is begun anew; until then its desks say that it is not there."""
    gone.make_again(gone.second, gone.new_code())
    gone.halts(gone.second, gone.third, gone.first)
    gone.open()
    assert gone.halts(gone.leader, gone.member) == [Halt.LOST, Halt.OUTSIDE]
    assert zvhserver(["restore", *gone.words, "--begin", "--house", gone.first.me.house.hex()]) == 0
    assert gone.halts(gone.leader, gone.member) == [None, None]
    _opened_and_all_agree(gone)


@ON_SQLITE
def test_a_history_that_is_another_stops_who_has_the_real_one(gone: Gone) -> None:
    """Whoever begins an empty compartment otherwise: no desk takes it for the one that it had."""
    gone.make_again(gone.second, gone.new_code())
    comp, me = gone.comp(gone.second), gone.second.me
    header = Header(
        kind=Kind.MEMBERSHIP, house=me.house, comp=comp, stream=NO_STREAM, epoch=2, env_id=b"e" * 16,
        dev=me.dev, dseq=1, prev=START, base_seq=0, base_chain=START,
    )  # fmt: skip
    made = signed(header, Membership(me.dev, Role.WRITE).to_bytes(), me.sign)
    item = Stored(seq=1, recv_ms=1, env_hash=made.hash, envelope=SealedEnvelope.of(made))
    gone.second.server.bring_back(comp, [item])
    before = gone.first.desk.read(state)
    assert gone.halts(gone.first, gone.third, gone.second) == [Halt.NOT_TAKEN, Halt.NOT_TAKEN, Halt.LOST]
    assert gone.first.desk.read(state) == before
    assert _head(gone, comp) == 1
    # What the manual says then.
    gone.by_the_manual("## When somebody spoiled a restore", comp)
    assert _head(gone, comp) == 0
    gone.halts()
    gone.halts()
    _opened_and_all_agree(gone)


def _has_box(gone: Gone, comp: bytes) -> set[bytes]:
    store = gone.store()
    with store.read() as connection:
        found = set(connection.scalars(select(t.key_box.c.dev).where(t.key_box.c.comp == comp)))
    store.close()
    return found


def _head(gone: Gone, comp: bytes) -> int:
    store = gone.store()
    with store.read() as connection:
        found = connection.scalar(select(t.compartment.c.head_seq).where(t.compartment.c.id == comp))
    store.close()
    return found or 0


@ON_SQLITE
def test_what_was_destroyed_goes_though_who_did_not_hear_of_it_came_first(gone: Gone) -> None:
    gone.make_again(gone.first, gone.new_code())
    gone.halts(gone.third)
    assert _of_it(gone)[0] == 2
    gone.halts(gone.first)
    assert _of_it(gone) == (0, 0)
    gone.halts()
    _opened_and_all_agree(gone)


@ON_SQLITE
@pytest.mark.parametrize("call", [Server.bring_back, Server.destroy, Server.put_boxes, Server.put_secrets])
def test_a_desk_that_ends_in_between_goes_on(gone: Gone, call: Callable[..., object]) -> None:
    """Also one that ended before it heard that its house was there: by then the code is used."""
    first, code = gone.first, gone.new_code()
    ends_after(first, make_again(code), Server.found)
    assert gone.make_again(first, code) is True
    ends_after(first, exchange(), call)
    gone.halts()
    _opened_and_all_agree(gone)


@ON_SQLITE
def test_what_the_first_did_not_give_any_more_others_give(gone: Gone, tmp_path: Path) -> None:
    """The second desk brought the history and stays away: the secrets of streams are at the others too."""
    gone.make_again(gone.second, gone.new_code())
    for _part in ("huis", "regulier"):
        ends_after(gone.second, exchange(), Server.put_boxes)
    gone.halts(gone.first, gone.third, gone.first)
    gone.open()
    gone.halts(gone.first, gone.third, gone.first)
    with closing(station(tmp_path / "vierde", gone.first.server.address)) as fourth:
        join(gone.first, fourth, bytes.fromhex(new_id()))
        assert fourth.exchange() == Outcome()
        assert goals(fourth) == ALL
        assert fourth.desk.read(state) == gone.first.desk.read(state)


@ON_SQLITE
def test_a_server_that_was_not_told_of_a_destruction_is_told(gone: Gone) -> None:
    """Whatever number this desk had reached in the list of the server before."""
    gone.make_again(gone.first, gone.new_code())
    gone.halts()
    gone.halts()
    _opened_and_all_agree(gone)
    store = gone.store()
    with store.write() as connection:
        connection.execute(delete(t.gone))
    store.close()
    gone.first.desk.keep(lambda s: s.execute(update(CompartmentState).values(orders_after=0)))
    assert gone.first.exchange() == Outcome()
    _nothing_of_it(gone)


@ON_SQLITE
def test_a_server_that_is_killed_in_between_goes_on(gone: Gone) -> None:
    gone.server.close()
    first, code = gone.first, gone.new_code()
    for call, story in (
        (Server.found, make_again(code)),
        (Server.bring_back, exchange()),
        (Server.put_boxes, exchange()),
    ):
        running = gone.serve_in_a_process()
        ends_after(first, story, call)
        running.process.kill()
        with pytest.raises(Unreachable):
            first.exchange()
    gone.serve_in_a_process()
    assert gone.make_again(first, code) is True
    gone.halts()
    _opened_and_all_agree(gone)


def _no(gone: Gone, at: Station, code: str) -> object:
    try:
        gone.make_again(at, code)
    except SaidNo as no:
        return no.why
    except Refusing as no:
        return no.reason
    raise AssertionError("it was not refused")


@ON_SQLITE
def test_what_is_refused_leaves_nothing(gone: Gone) -> None:
    first, entries = gone.first, gone.first.desk.read(rosters.entries)
    assert _no(gone, first, "GERADEN") is Why.UNKNOWN
    assert _no(gone, gone.third, gone.new_code()) == AdminsOnly()
    good = gone.new_code()
    with pytest.raises(SaidNo) as no:
        first.server.found(good, [*entries[:3], *entries[4:]], again=True)
    assert no.value.why is Why.ROSTER
    store = gone.store()
    with store.read() as connection:
        for table in (t.house, t.roster, t.device, t.compartment):
            assert connection.execute(select(table)).all() == []
        assert sha256(good.encode()) in set(connection.scalars(select(t.house_code.c.hash)))
    store.close()
    # It stands there as it was before the second desk came: that one is told apart.
    known = first.desk.read(rosters.entries)[:6]
    first.server.found(good, known, again=True)
    assert _no(gone, gone.second, gone.new_code()) is NotOurs.BEFORE
    assert _no(gone, gone.second, good) is Why.UNKNOWN
    # One that it knows goes on, whatever code it has.
    assert gone.make_again(first, "GERADEN") is True


@ON_SQLITE
def test_a_long_roster_comes_back_in_parts(gone: Gone) -> None:
    first = gone.first
    more = limits.ROSTER_AT_ONCE + 10
    entries, roster = _many_devices(first, more)
    first.desk.keep(lambda s: rosters.extend(s, roster, first.me.root, entries))
    whole = first.desk.read(rosters.entries)
    first.server.found(gone.new_code(), whole[: -more - 1], again=True)
    assert gone.make_again(first, gone.new_code()) is True
    first.exchange()
    store = gone.store()
    with store.read() as connection:
        found = connection.execute(select(t.roster.c.body).order_by(t.roster.c.seq)).scalars().all()
    store.close()
    assert list(found) == [one.body for one in whole]


def _many_devices(at: Station, many: int) -> tuple[list[wire_roster.Entry], wire_roster.Roster]:
    """Entries that let devices in; and the roster before them."""
    me = at.me
    before = roster = at.desk.read(lambda s: rosters.known(s, me.house, me.root))
    entries: list[wire_roster.Entry] = []
    for _ in range(many):
        device = wire_roster.Device(bytes.fromhex(new_id()), me.dev, me.sign_public, me.pair.public)
        entries.append(wire_roster.make(roster.next_place(me.dev), device, me.sign))
        roster = wire_roster.extended(roster, entries[-1], me.root)
    return entries, before


@ON_SQLITE
def test_long_texts_come_back_in_as_many_calls_as_they_need(gone: Gone) -> None:
    """The most that a server takes in one is 8 MiB."""
    first = gone.first
    gone.make_again(first, gone.new_code())
    gone.halts()
    gone.halts()
    gone.open()
    for at in range(40):
        goal(first, gone.stays, f"{at} " + "lang " * 38_000)
    assert gone.halts(first, gone.second) == [None, None]
    gone.empty_again()
    gone.make_again(gone.second, gone.new_code())
    assert gone.halts(gone.second) == [None]
    assert gone.second.exchange() == Outcome()
