"""Let in by an admin whose desk is revoked, or switched off, before it gave the key: there is a way in."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot
from sqlalchemy import delete, update

from tests.agreeing.central import Central
from tests.agreeing.enrolment.houses import FirstDesk, NewDesk
from tests.agreeing.sync.desks import BOTH, Station, let_in, station
from tests.agreeing.sync.kept import Kept, Small
from tests.pictures import keep
from tests.worlds import FixedClock
from zvhdesk.domain.terms import Compartment
from zvhdesk.line import enrolling
from zvhdesk.models.agreeing import CompartmentMember
from zvhdesk.models.base import new_id
from zvhdesk.sync import enrolled_waiting, joining, revoking
from zvhdesk.sync.exchange import Halt, Outcome
from zvhdesk.sync.joining import Knocked
from zvhdesk.sync.own import Own
from zvhdesk.sync.steps import play
from zvhdesk.wire.membership import Role
from zvhdesk.wire.messages import JoinKeys
from zvhdesk.wire.roster import AfterRevoking
from zvhserver.store import tables as t


@dataclass
class Waiting:
    """The first desk is of an admin; the third was let in by another, whose key never comes."""

    first: Station
    third: Station
    me: Own
    code: str


@pytest.fixture
def waiting(pair: Kept[Small], central: Central, tmp_path: Path) -> Iterator[Waiting]:
    """Named in the roster, with a box at the server; who did it says nothing any more."""
    with (
        pair.again(tmp_path, central) as (first, _second),
        closing(station(tmp_path / "other", central.url)) as other,
        closing(station(tmp_path / "third", central.url)) as third,
    ):
        by, code = let_in(first, other, bytes.fromhex(first.desk.user))
        assert play(joining.enter(by, code), other.desk, other.server)
        for one in (first, other):
            one.exchange()
        me, code = let_in(other, third, bytes.fromhex(new_id()))
        first.exchange()
        play(revoking.revoke(first.me, other.me.dev, AfterRevoking.KEEP), first.desk, first.server)
        first.exchange()
        assert play(joining.enter(me, code), third.desk, third.server)
        assert third.exchange().halt is Halt.NO_KEY
        yield Waiting(first, third, me, code)


def _row(at: Station, dev: bytes) -> tuple[str, ...]:
    return next(one.digits for one in enrolled_waiting.devices(at.desk) if one.id == dev.hex())


def test_another_admin_lets_in_who_waits(waiting: Waiting) -> None:
    first, third, me = waiting.first, waiting.third, waiting.me
    keys = JoinKeys(dev=me.dev, sign=me.sign_public, kem=me.pair.public)
    assert _row(first, me.dev) == joining.digits(me.house, me.root, keys), "as its own window shows them"
    assert [one.id for one in enrolling.house_of(first.desk).devices if one.digits] == [me.dev.hex()]
    play(enrolling.waiting_let_in(first.me, me.dev.hex()), first.desk, first.server)
    assert first.exchange() == Outcome()
    assert third.exchange() == Outcome()
    assert _row(first, me.dev) == ()
    assert [one.id for one in enrolled_waiting.devices(third.desk)] == [
        one.id for one in enrolled_waiting.devices(first.desk)
    ]


def test_who_was_let_in_by_half_waits_for_the_rest(
    pair: Kept[Small], central: Central, tmp_path: Path
) -> None:
    """The admin's program ended between the house and its cases."""
    with (
        pair.again(tmp_path, central) as (first, second),
        closing(station(tmp_path / "third", central.url)) as third,
    ):
        me, code = let_in(first, third, bytes.fromhex(new_id()), (Compartment.HOUSE,))
        assert play(joining.enter(me, code), third.desk, third.server)
        first.exchange()
        assert third.exchange().halt is Halt.NO_KEY
        keys = JoinKeys(dev=me.dev, sign=me.sign_public, kem=me.pair.public)
        assert _row(first, me.dev) == joining.digits(me.house, me.root, keys)
        second.exchange()
        assert [one.id for one in enrolled_waiting.devices(second.desk) if one.digits] == [me.dev.hex()]
        play(enrolling.waiting_let_in(first.me, me.dev.hex()), first.desk, first.server)
        assert first.exchange() == Outcome()
        assert third.exchange() == Outcome()
        assert _row(first, me.dev) == ()


def test_who_did_not_hear_yet_shows_nobody_as_waiting(waiting: Waiting) -> None:
    first = waiting.first
    first.desk.keep(lambda session: session.execute(delete(CompartmentMember)))
    assert not any(one.digits for one in enrolled_waiting.devices(first.desk))


@pytest.fixture(params=[False, True], ids=["ordinary", "cter"])
def window(request: pytest.FixtureRequest, qtbot: QtBot, tmp_path: Path) -> Iterator[NewDesk]:
    """The window of a machine that joins."""
    made = NewDesk(qtbot, tmp_path / "window", FixedClock(), apart=request.param)
    yield made
    made.end()


def test_the_window_says_for_whom_it_waits_and_with_which_digits(
    window: NewDesk, pair: Kept[Small], central: Central, tmp_path: Path
) -> None:
    """Until the desk that let it in passes; those of a desk of CTER stand on no list.

    Who stops now leaves a device that nobody has, and is told so first; at the digits too, where only the
    admin knows it.
    """
    with pair.again(tmp_path, central) as (first, _second):
        knocked = _let_in_at(window, first, central)
        window.press("join.stop")
        assert window.read("join.stopping").startswith("Drukte uw collega al op Ze zijn gelijk, dan")
        assert "laat dat apparaat dan intrekken" in window.read("join.stopping.tell")
        if not window.apart:
            keep(window.window, "cijfers-stoppen")
        window.press("join.back")
        assert window.shown("join.digits")
        window.press("join.next")
        window.until(lambda: "van de collega die u toeliet" in window.read("join.doing"))
        assert window.shown("join.again.digits") is not window.apart
        if not window.apart:
            assert window.digits("join.again") == knocked.digits
            keep(window.window, "aansluiten-wacht")
        window.press("join.stop")
        assert "apparaat C van het huis" in window.read("join.stopping")
        assert "laat apparaat C intrekken" in window.read("join.stopping.tell")
        assert ("vernietiging" in window.read("join.stopping.tell")) is not window.apart
        keep(window.window, "cter-aansluiten-stoppen" if window.apart else "aansluiten-stoppen")
        window.press("join.back")
        with central.store.write() as connection:  # its ten minutes are over, and it needs the code no more
            connection.execute(update(t.join).where(t.join.c.house == first.me.house).values(until_ms=0))
        first.exchange()
        window.until(lambda: window.entered)


def _let_in_at(window: NewDesk, first: Station, central: Central) -> Knocked:
    """The digits stand in the window, and an admin said that they are the same."""
    code = joining.new_code()
    play(joining.invite(code), first.desk, first.server)
    window.knock(central.url, code)
    window.until(lambda: window.shown("join.digits"))
    knocked = play(joining.at_the_door(first.me, code, apart=window.apart), first.desk, first.server)
    assert knocked is not None
    assert knocked.digits == window.digits("join")
    places = ((Compartment.HOUSE,), Role.READ) if window.apart else (BOTH,)
    user = bytes.fromhex(first.desk.user)
    play(joining.admit(first.me, user, knocked.keys, *places), first.desk, first.server)
    return knocked


def test_who_is_revoked_while_the_window_waits_is_told_what_to_do(
    window: NewDesk, pair: Kept[Small], central: Central, tmp_path: Path
) -> None:
    """While it waits for a key, or (of CTER) before it went in."""
    with pair.again(tmp_path, central) as (first, _second):
        knocked = _let_in_at(window, first, central)
        if not window.apart:
            window.press("join.next")
            window.until(lambda: window.shown("join.again.digits"))
        play(revoking.revoke(first.me, knocked.keys.dev, AfterRevoking.KEEP), first.desk, first.server)
        if window.apart:
            window.press("join.next")
        window.until(lambda: "heeft dit apparaat weer ingetrokken" in window.read("join.doing"))
        assert not window.shown("join.again.digits")
        assert not window.shown("join.next")
        assert window.said("join.message") == ""
        window.settle()
        keep(window.window, "cter-aansluiten-ingetrokken" if window.apart else "aansluiten-ingetrokken")
        front = window.window
        window.press("join.stop")
        window.until(lambda: window.app.front is not front)


def test_the_list_lets_in_who_waits(first: FirstDesk, central: Central, tmp_path: Path) -> None:
    """Pressed by an admin, after both read the digits aloud again."""
    first.on_server(central.url, central.new_code())
    with closing(station(tmp_path / "derde", central.url)) as third:
        code = first.code("B. Tweede")
        me, shown = play(joining.knock(code), third.desk, third.server)
        first.until(lambda: first.shown("enrol.door.digits"))
        first.press("enrol.door.next")
        first.until(lambda: first.shown("enrol.door.end"))
        assert play(joining.enter(me, code), third.desk, third.server)
        first.until(lambda: third.exchange() == Outcome())
        # As at the desk of another admin, when the one that let it in says nothing any more.
        waits = delete(CompartmentMember).where(CompartmentMember.dev == me.dev)
        first.asked(lambda desk: desk.keep(lambda session: session.execute(waits)))
        first.press("enrol.door.next")
        first.settle()
        first.choose_device(1)
        keep(first.window, "server-wacht-op-toelating")
        first.press("devices.let_in")
        first.until(lambda: first.shown("enrol.let_in.digits"))
        assert first.digits("enrol.let_in") == shown
        keep(first.window, "server-alsnog-toelaten")
        first.press("enrol.let_in.next")
        first.until(lambda: first.shown("enrol.let_in.end"))
        assert first.read("enrol.let_in.end").startswith("B. Tweede, apparaat B is toegelaten.")
        first.press("enrol.let_in.next")
        first.settle()
        assert not any(row.digits for row in first.devices.rows)
        first.choose_device(1)
        assert first.read("devices.why_not").startswith("Van dit apparaat kwam nog niets binnen")
        assert first.shown("devices.revoke")
        keep(first.window, "server-nog-niets-gehoord")
