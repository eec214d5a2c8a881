"""The compartment of CTER at the server: who begins it, who is let in, what others are told."""

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import select

from tests.agreeing.central import Central
from tests.agreeing.sync.desks import TRUST, Station, found, join, station
from tests.recording.state import state
from tests.worlds import KEY, FixedClock, small_house
from zvhdesk.domain.refusals import AdminsOnly, HouseIsCopy, Refused
from zvhdesk.domain.terms import Compartment, Phase
from zvhdesk.models.agreeing import CompartmentKey, CompartmentMember, SealedEnvelope
from zvhdesk.models.base import new_id
from zvhdesk.models.capture import CaptureSession
from zvhdesk.models.cases import Case
from zvhdesk.models.house import House
from zvhdesk.models.local import Stream
from zvhdesk.services.desk import Desk
from zvhdesk.sync import apart, joining, keys, revoking, rosters, sealing
from zvhdesk.sync.exchange import Halt, Outcome
from zvhdesk.sync.sealing import Place
from zvhdesk.sync.server import SaidNo, Server
from zvhdesk.sync.steps import AtServer, play
from zvhdesk.wire.membership import Role
from zvhdesk.wire.messages import KeyBox, KeyBoxes, MyBox, Why
from zvhdesk.wire.roster import AfterRevoking, Roster

CTER = Compartment.CTER
CANARY = "KANARIE-3F9A"


@dataclass
class Apart:
    """The first desk of the house, a colleague of no special right, and two desks of CTER.

    `leader` is of the first desk's own person, who is the admin; `member` of somebody else.
    """

    first: Station
    colleague: Station
    leader: Station
    member: Station


def cter_station(folder: Path, url: str) -> Station:
    """An empty desk for the cases of CTER."""
    folder.mkdir()
    clock = FixedClock()
    return Station(Desk.create(folder, KEY, clock, CTER), Server(url, TRUST), clock)


def join_apart(first: Station, joining_desk: Station, user: bytes) -> None:
    """A desk of CTER is let into the house, to read."""
    code = joining.new_code()
    play(joining.invite(code), first.desk, first.server)
    me, _ = play(joining.knock(code), joining_desk.desk, joining_desk.server)
    knocked = play(joining.at_the_door(first.me, code), first.desk, first.server)
    assert knocked is not None
    play(
        joining.admit(first.me, user, knocked.keys, (Compartment.HOUSE,), Role.READ), first.desk, first.server
    )
    assert play(joining.enter(me, code), joining_desk.desk, joining_desk.server)
    first.exchange()
    joining_desk.exchange()


def case(at: Station, number: str) -> str:
    """A new case on that desk, with the canary in it."""

    def fn(session: CaptureSession) -> str:
        stream = new_id()
        made = Case(stream_id=stream, number=number, phase=Phase.REFERRED, question=CANARY)
        session.add(made)
        return made.id

    return at.desk.change(fn, "case.add")


def known(at: Station) -> Roster:
    """The roster of a desk."""
    return at.desk.read(partial(rosters.known, house=at.me.house, root=at.me.root))


def comp_of(at: Station) -> bytes:
    """The id of the compartment."""
    comp = rosters.named(known(at), CTER)
    assert comp is not None
    return comp


def held(at: Station) -> set[Compartment]:
    """The compartments that a desk has anything of."""
    return set(at.desk.read(lambda s: s.scalars(select(Stream.compartment)).all()))


@contextmanager
def house_with_cter(central: Central, tmp_path: Path) -> Iterator[Apart]:
    """A house with four desks; nobody began the compartment yet."""
    with (
        closing(station(tmp_path / "a", central.url)) as first,
        closing(station(tmp_path / "b", central.url)) as colleague,
        closing(cter_station(tmp_path / "c", central.url)) as leader,
        closing(cter_station(tmp_path / "d", central.url)) as member,
    ):
        small_house(first.desk)
        found(first, central.new_code())
        join(first, colleague, bytes.fromhex(new_id()))
        join_apart(first, leader, bytes.fromhex(first.desk.user))
        join_apart(first, member, bytes.fromhex(new_id()))
        yield Apart(first, colleague, leader, member)


@pytest.fixture
def fresh(central: Central, tmp_path: Path) -> Iterator[Apart]:
    """One for a test alone."""
    with house_with_cter(central, tmp_path) as made:
        yield made


@pytest.fixture(scope="module")
def world(central: Central, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Apart]:
    """One that is begun, for tests that only add to it."""
    with house_with_cter(central, tmp_path_factory.mktemp("apart")) as made:
        begun(made)
        yield made


def begun(world: Apart) -> None:
    """The leader begins it and lets the other desk in; both have what the other wrote."""
    leader, member = world.leader, world.member
    leader.exchange()
    assert play(apart.begin(leader.me), leader.desk, leader.server)
    leader.exchange()
    assert play(joining.let_in(leader.me, member.me.dev, CTER), leader.desk, leader.server)
    leader.exchange()
    member.server.log_out()
    member.exchange()


def test_the_desks_of_cter_agree_and_the_house_is_read_there(world: Apart) -> None:
    leader, member = world.leader, world.member
    one = case(leader, "2026-0001")
    other = case(member, "2026-B001")
    for at in (leader, member, leader):
        assert at.exchange().halt is None
    assert leader.desk.read(state) == member.desk.read(state)
    for at in (leader, member):
        assert at.desk.read(lambda s: {s.get_one(Case, id_).question for id_ in (one, other)}) == {CANARY}
        assert at.desk.read(lambda s: s.scalars(select(House.name)).one())
        assert held(at) == {Compartment.HOUSE, CTER}


def test_the_house_is_not_written_on_a_desk_of_cter(world: Apart) -> None:
    def rename(session: CaptureSession) -> None:
        session.scalars(select(House)).one().name = "Een ander huis"

    before = world.leader.desk.read(state)
    with pytest.raises(Refused) as refused:
        world.leader.desk.change(rename, "house.edit")
    assert refused.value.reason == HouseIsCopy()
    assert world.leader.desk.read(state) == before
    assert world.leader.exchange() == Outcome()


def test_a_desk_that_reads_the_house_lets_nobody_into_it(world: Apart) -> None:
    """The others would hold its word for forged, and take nothing more of the house."""
    leader = world.leader
    before = leader.desk.read(state)
    again = joining.let_in(leader.me, world.member.me.dev, Compartment.HOUSE)
    play(again, leader.desk, leader.server)
    assert leader.desk.read(state) == before
    for at in (leader, world.first, world.colleague):
        assert at.exchange() == Outcome()


def test_no_other_desk_has_any_of_it(world: Apart) -> None:
    """Neither the admin who let the desks in, nor a colleague: no key, no row, no envelope, no answer."""
    for number in range(5):
        case(world.leader, f"2026-000{number + 1}")
    world.leader.exchange()
    comp = comp_of(world.leader)
    stored = select(SealedEnvelope.comp).where(SealedEnvelope.comp == comp)
    for at in (world.first, world.colleague):
        at.server.log_out()
        assert at.exchange() == Outcome()
        assert held(at) == {Compartment.HOUSE, Compartment.REGULAR}
        for epoch in (1, 2):
            assert at.desk.read(partial(keys.of_epoch, comp=comp, epoch=epoch)) is None
        assert at.desk.read(lambda s: s.scalars(stored).all()) == []
        with pytest.raises(SaidNo) as no:
            at.server.pull(comp, 0, 100)
        assert no.value.why is Why.UNKNOWN


def test_a_desk_takes_no_key_of_cases_that_are_not_its_own(world: Apart) -> None:
    """Whoever seals it, by mistake or not."""
    comp, me = comp_of(world.leader), world.colleague.me
    key = world.leader.desk.read(partial(keys.of_epoch, comp=comp, epoch=2))
    assert key is not None
    box = sealing.seal_key(sealing.OpenedKey(key, CTER), Place(me.house, comp, 2), me.dev, me.pair.public)
    for at in (world.first, world.colleague):
        at.exchange()
    take = partial(
        keys.take_box,
        own=me,
        roster=known(world.colleague),
        comp=comp,
        box=MyBox(epoch=2, box=box, before=None),
    )
    assert not world.colleague.desk.keep(take)
    assert world.colleague.desk.read(partial(keys.of_epoch, comp=comp, epoch=2)) is None


def test_it_is_begun_once(world: Apart) -> None:
    """Again at the same desk changes nothing; another one waits to be let in."""
    roster = known(world.leader)
    assert play(apart.begin(world.leader.me), world.leader.desk, world.leader.server)
    assert known(world.leader).link == roster.link
    world.first.exchange()
    assert not play(apart.begin(world.first.me), world.first.desk, world.first.server)
    assert comp_of(world.leader) not in world.first.desk.read(
        lambda s: s.scalars(select(CompartmentKey.comp)).all()
    )


def test_only_an_admin_begins_it_and_goes_on_where_it_was_broken_off(fresh: Apart) -> None:
    """After each call that the server answered, the program ended."""
    leader, member = fresh.leader, fresh.member
    with pytest.raises(Refused) as refused:
        play(apart.begin(member.me), member.desk, member.server)
    assert refused.value.reason == AdminsOnly()
    for calls in (1, 1, 2):  # the roster; the boxes; the boxes again, and the word of it
        leader.exchange()
        _broken_off(leader, calls)
    assert play(apart.begin(leader.me), leader.desk, leader.server)
    leader.exchange()
    assert known(leader).epoch(comp_of(leader)) == 2
    case(leader, "2026-0001")
    assert leader.exchange() == Outcome()


def _broken_off(at: Station, calls: int) -> None:
    """Begin it, and end after that many calls that the server answered, before the answer was heard."""
    story = apart.begin(at.me)
    step = next(story)
    while True:
        if isinstance(step, AtServer):
            result = step.fn(at.server)
            calls -= 1
            if not calls:
                story.close()
                return
        else:
            result = step.fn(at.desk)
        step = story.send(result)


def test_who_is_not_of_it_hears_the_same_before_and_after(
    fresh: Apart, central: Central, tmp_path: Path
) -> None:
    """A house whose compartment was never used, and the same house with cases in it: every answer alike.

    Only the roster tells more: its signed entries are the same for every desk, and one of them is a new key.
    """
    with closing(station(tmp_path / "e", central.url)) as stranger:
        small_house(stranger.desk)
        found(stranger, central.new_code())
        fresh.first.exchange()
        comp = comp_of(fresh.first)
        others = (fresh.colleague, stranger)
        for at in others:
            at.exchange()
        before = [told(at, comp) for at in others]
        begun(fresh)
        for number in range(5):
            case(fresh.leader, f"2026-000{number + 1}")
        fresh.leader.exchange()
        assert [told(at, comp) for at in others] == before
        assert [told(at, b"n" * 16) for at in others] == before, "nor does one that never was differ"
        fresh.first.exchange()
        out = fresh.colleague.me.dev
        play(revoking.revoke(fresh.first.me, out, AfterRevoking.KEEP), fresh.first.desk, fresh.first.server)
        assert told(fresh.colleague, comp) == told(fresh.colleague, b"n" * 16)


def told(at: Station, comp: bytes) -> list[str]:
    """What the server answers a desk on each call about a compartment, and what it lists of itself."""
    calls: list[Callable[[], object]] = [
        lambda: at.server.pull(comp, 0, 100),
        *(partial(at.server.my_box, comp, epoch) for epoch in (1, 2)),
        lambda: at.server.secrets(comp, 0),
        lambda: at.server.destroyed(comp, 0),
        lambda: at.server.put_boxes(comp, KeyBoxes(epoch=2, boxes=[KeyBox(dev=at.me.dev, box=b"b")])),
        lambda: at.server.heads().comps,
    ]
    answers = []
    for call in calls:
        try:
            answers.append(repr(call()))
        except SaidNo as no:
            answers.append(f"{no.why} {no.number}")
    return answers


def test_an_admin_without_the_key_revokes_and_a_member_renews_it(fresh: Apart) -> None:
    begun(fresh)
    first, leader, member = fresh.first, fresh.leader, fresh.member
    first.exchange()
    play(revoking.revoke(first.me, member.me.dev, AfterRevoking.WIPE), first.desk, first.server)
    comp = comp_of(first)
    assert known(first).epoch(comp) == 2
    first.exchange()
    leader.exchange()
    assert known(leader).epoch(comp) == 3
    case(leader, "2026-0009")
    assert leader.exchange() == Outcome()
    assert member.exchange().halt is Halt.REVOKED
    assert member.desk.read(partial(keys.of_epoch, comp=comp, epoch=3)) is None
    members = leader.desk.read(
        lambda s: set(s.scalars(select(CompartmentMember.dev).where(CompartmentMember.comp == comp)))
    )
    assert members == {leader.me.dev}
    regular = first.desk.read(partial(keys.compartment_named, name=Compartment.REGULAR))
    assert regular is not None
    assert known(leader).epoch(regular) == 1, "it was never in that one"
    for at in (first, leader, first):
        assert at.exchange() == Outcome()
    assert first.desk.read(partial(keys.of_epoch, comp=comp, epoch=3)) is None
    assert known(first).epoch(comp) == 3, "and nobody renews it again"
