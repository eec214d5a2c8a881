"""A revoked device reads nothing that was written later, and writes nothing that anybody takes."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.agreeing.central import Central
from tests.agreeing.sync.desks import (
    BOTH,
    Station,
    before,
    before_pulling,
    ends_after,
    ends_before,
    found,
    join,
    let_in,
    question,
    station,
    write,
)
from tests.recording.state import state
from tests.worlds import small_house
from zvhdesk.domain.refusing import Refusing
from zvhdesk.domain.terms import Compartment
from zvhdesk.line.explaining import not_done
from zvhdesk.models.agreeing import CompartmentMember
from zvhdesk.models.base import new_id
from zvhdesk.models.capture import CaptureSession
from zvhdesk.models.house import Partner
from zvhdesk.sync import boxes, joining, keys, revoking, rosters, sealing
from zvhdesk.sync.acting import Halted
from zvhdesk.sync.exchange import Halt, Outcome, exchange
from zvhdesk.sync.revoking import HalfRevoked
from zvhdesk.sync.sealing import Place
from zvhdesk.sync.server import Server
from zvhdesk.sync.steps import play
from zvhdesk.wire.messages import JoinKeys, MyBox
from zvhdesk.wire.roster import AfterRevoking

Three = tuple[Station, Station, Station, str]


@contextmanager
def _joined(central: Central, folder: Path, *, second_admin: bool) -> Iterator[Three]:
    with (
        closing(station(folder / "a", central.url)) as first,
        closing(station(folder / "b", central.url)) as second,
        closing(station(folder / "c", central.url)) as third,
    ):
        small = small_house(first.desk)
        found(first, central.new_code())
        join(first, second, bytes.fromhex(first.desk.user if second_admin else new_id()))
        join(first, third, bytes.fromhex(new_id()))
        second.exchange()
        yield first, second, third, small.case_id


@pytest.fixture
def three(central: Central, tmp_path: Path) -> Iterator[Three]:
    """The first is a desk of an admin."""
    with _joined(central, tmp_path, second_admin=False) as made:
        yield made


@pytest.fixture
def admins(central: Central, tmp_path: Path) -> Iterator[Three]:
    """The first two are: somebody is let in by one of them or revoked at the other."""
    with _joined(central, tmp_path, second_admin=True) as made:
        yield made


@pytest.mark.parametrize("after", AfterRevoking)
def test_what_is_written_later_is_sealed_from_it(three: Three, after: AfterRevoking) -> None:
    first, second, third, case = three
    write(second, case, "nog niet verstuurd")
    play(revoking.revoke(first.me, third.me.dev, after), first.desk, first.server)
    write(first, case, "na het intrekken")
    for one in (first, second, first, second):
        one.exchange()
    assert question(second, case) == question(first, case)
    assert second.desk.read(state) == first.desk.read(state)
    write(third, case, "van wie niet meer meedoet")
    outcome = third.exchange()
    assert outcome.halt is Halt.REVOKED
    roster = third.desk.read(partial(rosters.known, house=third.me.house, root=third.me.root))
    assert roster.devices[third.me.dev].revoked is after
    comp = third.desk.read(partial(keys.compartment_named, name=Compartment.REGULAR))
    assert comp is not None
    assert roster.epoch(comp) == 2
    assert third.desk.read(partial(keys.of_epoch, comp=comp, epoch=2)) is None
    first.exchange()
    assert "van wie niet meer meedoet" not in (question(first, case) or "")
    # Under a new code it is the same device, and stays revoked.
    again = JoinKeys(dev=third.me.dev, sign=third.me.sign_public, kem=third.me.pair.public)
    assert not play(joining.admit(first.me, b"u" * 16, again, BOTH), first.desk, first.server)
    assert first.exchange() == Outcome()


def test_a_desk_that_ends_while_it_revokes_goes_on_at_its_next_pass(three: Three) -> None:
    """Between the roster and the boxes nobody has the key in force; between boxes and kind 6 all have."""
    first, second, third, case = three
    story = partial(revoking.revoke, first.me, after=AfterRevoking.KEEP)
    ends_after(first, story(dev=third.me.dev), Server.add_to_roster)
    write(second, case, "wacht op de sleutel")
    assert second.exchange() == Outcome(waiting=1, halt=Halt.NO_KEY)
    stranger = JoinKeys(dev=b"d" * 16, sign=b"s" * 32, kem=b"k" * 32)
    with pytest.raises(Refusing) as nothing_to_give:
        play(joining.admit(second.me, b"u" * 16, stranger, BOTH), second.desk, second.server)
    assert nothing_to_give.value.reason == Halted(Halt.NO_KEY)
    for one in (first, second, first):
        assert one.exchange() == Outcome()
    assert question(first, case) == "wacht op de sleutel"
    ends_after(first, story(dev=second.me.dev), Server.put_boxes)
    assert first.exchange() == Outcome()
    write(first, case, "alleen hier")
    assert first.exchange() == Outcome()
    assert [one.exchange().halt for one in (second, third)] == [Halt.REVOKED] * 2
    comps = (first.desk.read(partial(keys.compartment_named, name=name)) or b"" for name in BOTH)
    assert [first.desk.read(partial(_members, comp=comp)) for comp in comps] == [[first.me.dev]] * 2


def _members(session: Session, comp: bytes) -> list[bytes]:
    return list(session.scalars(select(CompartmentMember.dev).where(CompartmentMember.comp == comp)))


@pytest.mark.parametrize("last", [Server.add_to_roster, Server.put_boxes])
def test_who_joins_after_one_that_broke_off_reads_all_of_it(
    three: Three, tmp_path: Path, last: object
) -> None:
    """Between the two the key was one that nobody has: the next one leads past it, to what was before."""
    first, second, third, case = three
    write(second, case, "van voor het intrekken")
    second.exchange()
    first.exchange()
    story = partial(revoking.revoke, first.me, after=AfterRevoking.KEEP)
    ends_after(first, story(dev=third.me.dev), last)
    write(first, case, "van erna")
    for one in (first, second, first, second):
        one.exchange()
    assert [one.exchange() for one in (first, second)] == [Outcome()] * 2
    with closing(station(tmp_path / "d", first.server.address)) as fourth:
        join(first, fourth, bytes.fromhex(new_id()))
        assert fourth.exchange() == Outcome()
        assert fourth.desk.read(state) == first.desk.read(state) == second.desk.read(state)
        assert question(fourth, case) == "van erna"


def test_who_is_let_in_while_another_admin_revokes_gets_the_key_that_came_of_it(
    admins: Three, tmp_path: Path
) -> None:
    """Its box was of the key before, and who made the new one had not heard of it."""
    first, second, third, case = admins
    with closing(station(tmp_path / "d", first.server.address)) as fourth:
        me, code = let_in(second, fourth, bytes.fromhex(new_id()))
        first.exchange()
        play(revoking.revoke(first.me, third.me.dev, AfterRevoking.KEEP), first.desk, first.server)
        assert play(joining.enter(me, code), fourth.desk, fourth.server)
        for one in (first, second, fourth, first, second, fourth):
            one.exchange()
        write(first, case, "van erna")
        assert first.exchange() == Outcome()
        assert fourth.exchange() == Outcome()
        assert question(fourth, case) == "van erna"
        assert fourth.desk.read(state) == first.desk.read(state)


def test_a_server_gives_the_key_to_nobody_by_saying_that_it_lacks(three: Three) -> None:
    """Who is no member by the desk's own books gets no box: one that was revoked, one that nobody let in."""
    first, second, third, _ = three
    play(revoking.revoke(first.me, third.me.dev, AfterRevoking.KEEP), first.desk, first.server)
    first.exchange()
    told = first.server.heads()
    lying = [head.model_copy(update={"without_key": [third.me.dev, b"n" * 16]}) for head in told.comps]
    roster = first.desk.read(partial(rosters.known, house=first.me.house, root=first.me.root))
    for head in lying:
        asked = boxes.give_lacking(first.me, roster, head)
        play(before(Server.put_boxes, asked, lambda: pytest.fail("a box was made")), first.desk, first.server)
    honest = [head.model_copy(update={"without_key": [second.me.dev]}) for head in told.comps]
    put: list[None] = []
    for head in honest:
        asked = boxes.give_lacking(first.me, roster, head)
        play(before(Server.put_boxes, asked, lambda: put.append(None)), first.desk, first.server)
    assert len(put) == len(BOTH)


def test_nothing_is_sealed_under_a_key_that_the_others_do_not_get(admins: Three) -> None:
    """The boxes never came to the server: who made the key does not have it either when it goes on."""
    first, second, third, case = admins
    write(first, case, "wacht")
    # In each of the two parts, of which the key of the one comes first.
    first.desk.change(_rename_a_partner, "partner.edit")
    story = revoking.revoke(first.me, third.me.dev, AfterRevoking.KEEP)
    ends_before(first, story, Server.put_boxes)
    # When it would go on with it, another desk of an admin is faster.
    play(before(Server.add_to_roster, exchange(), second.exchange), first.desk, first.server)
    for one in (first, second, first, second):
        assert one.exchange() == Outcome()
    assert question(second, case) == question(first, case) == "wacht"
    assert second.desk.read(state) == first.desk.read(state)


def _rename_a_partner(session: CaptureSession) -> None:
    session.scalars(select(Partner).order_by(Partner.id)).first().name = "Bureau Oost"  # type: ignore[union-attr]


def test_who_joins_after_it_reads_what_was_written_before(three: Three, tmp_path: Path) -> None:
    first, _, third, case = three
    play(revoking.revoke(first.me, third.me.dev, AfterRevoking.KEEP), first.desk, first.server)
    write(first, case, "erna")
    first.exchange()
    with closing(station(tmp_path / "d", first.server.address)) as fourth:
        join(first, fourth, bytes.fromhex(new_id()))
        fourth.exchange()
        assert fourth.desk.read(state) == first.desk.read(state)
        _no_other_key_before(fourth)
        first.server.hang_up()
        _broken_off_after_the_first(first, (third.me.dev, fourth.me.dev))


def _broken_off_after_the_first(first: Station, devices: tuple[bytes, bytes]) -> None:
    """What is revoked already is passed over, without asking anybody."""
    with pytest.raises(Refusing) as broken_off:
        play(revoking.revoke_all(first.me, devices, AfterRevoking.KEEP), first.desk, first.server)
    assert broken_off.value.reason == HalfRevoked(1, 2, lost=True)
    assert not_done(broken_off.value.reason).sentence.startswith("De server antwoordt niet meer: 1 van de 2")


def _no_other_key_before(at: Station) -> None:
    """Whoever has the key of now offers another one for what was written before."""
    me, comp = at.me, at.desk.read(partial(keys.compartment_named, name=Compartment.REGULAR)) or b""
    roster = at.desk.read(partial(rosters.known, house=me.house, root=me.root))
    now, was = (at.desk.read(partial(keys.of_epoch, comp=comp, epoch=epoch)) for epoch in (2, 1))
    before = sealing.seal_before(sealing.new_key(), now or b"", Place(me.house, comp, 2))
    box = MyBox(epoch=2, box=None, before=before)
    at.desk.keep(partial(keys.take_box, own=me, roster=roster, comp=comp, box=box))
    assert at.desk.read(partial(keys.of_epoch, comp=comp, epoch=1)) == was


def test_who_is_named_while_a_desk_is_asking_is_waited_for(three: Three, tmp_path: Path) -> None:
    """The roster was read, then somebody joined and wrote, then the history was read."""
    first, second, _, case = three
    with closing(station(tmp_path / "d", first.server.address)) as fourth:

        def meanwhile() -> None:
            join(first, fourth, bytes.fromhex(new_id()))
            write(fourth, case, "van wie er net bij is")
            fourth.exchange()

        write(first, case, "er is iets te vragen")
        first.exchange()
        outcome = play(before_pulling(exchange(), meanwhile), second.desk, second.server)
        assert outcome == Outcome()
        second.exchange()
    assert question(second, case) == "van wie er net bij is"
