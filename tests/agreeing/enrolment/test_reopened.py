"""Every desk of CTER was revoked: two officers open its compartment at a new one, and its cases are there."""

from contextlib import closing
from functools import partial
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.agreeing.central import Central
from tests.agreeing.enrolment.houses import Sealed
from tests.agreeing.enrolment.test_apart import UP_TO_DATE, Seat, shown, stands
from tests.agreeing.sync.desks import Station, ends_after, ends_before, found, station, typed_sheets
from tests.agreeing.sync.test_apart import case, comp_of, cter_station, join_apart, known
from tests.pictures import keep
from tests.worlds import small_house
from zvhdesk.domain.terms import Compartment
from zvhdesk.line.address import Address, keep_address
from zvhdesk.models.cases import Case
from zvhdesk.sync import apart, joining, keys, reopening, revoking
from zvhdesk.sync.acting import between_passes
from zvhdesk.sync.exchange import Halt
from zvhdesk.sync.server import SaidNo, Server
from zvhdesk.sync.steps import play
from zvhdesk.wire.messages import Why
from zvhdesk.wire.roster import AfterRevoking

SHEETS = typed_sheets()
CTER = Compartment.CTER


def revoke(by: Station, out: Station) -> None:
    play(revoking.revoke(by.me, out.me.dev, AfterRevoking.KEEP), by.desk, by.server)
    by.exchange()


def test_two_officers_open_it_again(qtbot: QtBot, tmp_path: Path, sealed: Sealed, central: Central) -> None:
    """With two keys behind it, and broken off once on the way; not before a second that waits is out.

    After that the same once more, where the last answer is lost.
    """
    with (
        closing(station(tmp_path / "a", central.url)) as first,
        closing(cter_station(tmp_path / "b", central.url)) as leader,
        closing(cter_station(tmp_path / "c", central.url)) as other,
        closing(cter_station(tmp_path / "e", central.url)) as late,
    ):
        with closing(cter_station(tmp_path / "d", central.url)) as new:
            _everybody_else_goes(first, leader, other, new, central)
            ends_before(new, reopening.reopen(new.me, SHEETS), Server.put_boxes)
            case(new, "2026-B001")
            keep_address(new.desk, Address(central.url))
            comp, dev = comp_of(new), new.me.dev
        first.exchange()
        join_apart(first, late, bytes.fromhex(first.desk.user))
        seat = Seat(qtbot, tmp_path / "d", CTER, sealed)
        pane = seat.at_devices()
        assert not seat.shown("devices.apart.reopen")
        assert any("A. Voorzitter, apparaat E. Is geen daarvan lid" in said for said in shown(pane))
        keep(seat.window, "cter-wacht-met-ander")
        revoke(first, late)
        _opened_by_its_buttons(seat)
        seat.end()
        assert leader.exchange().halt is Halt.REVOKED
        first.exchange()
        epoch = known(first).epoch(comp)
        made = [known(first).commitments[comp, one] for one in range(1, epoch + 1)]
        assert len(set(made)) == epoch, "no key is used again that a revoked desk has"
        for at in (first, leader):
            with pytest.raises(SaidNo) as no:
                at.server.my_box(comp, epoch)
            assert no.value.why in (Why.UNKNOWN, Why.REVOKED)
            assert at.desk.read(partial(keys.of_epoch, comp=comp, epoch=epoch)) is None
        play(revoking.revoke(first.me, dev, AfterRevoking.KEEP), first.desk, first.server)
        with closing(cter_station(tmp_path / "f", central.url)) as last:
            _its_last_answer_is_lost(first, last)


def _its_last_answer_is_lost(first: Station, last: Station) -> None:
    """The server has it as a member; pressed once more it is done."""
    join_apart(first, last, bytes.fromhex(first.desk.user))
    again = partial(reopening.reopen, sheets=SHEETS)
    ends_after(last, between_passes(again), Server.push)
    assert play(between_passes(again), last.desk, last.server)
    rows = last.desk.read(lambda s: sorted(one.number for one in s.query(Case)))
    assert rows == ["2026-1", "2026-B001"]


def _everybody_else_goes(
    first: Station, leader: Station, other: Station, new: Station, central: Central
) -> None:
    """Two members with a case, and one that waits; as long as a member is left, the sheets change nothing."""
    small_house(first.desk)
    found(first, central.new_code())
    mine = bytes.fromhex(first.desk.user)
    for one in (leader, other):
        join_apart(first, one, mine)
    leader.exchange()
    play(apart.begin(leader.me), leader.desk, leader.server)
    play(joining.let_in(leader.me, other.me.dev, CTER), leader.desk, leader.server)
    case(leader, "2026-1")
    for at in (leader, first):
        at.exchange()
    join_apart(first, new, mine)
    before = known(new).link
    again = partial(reopening.reopen, sheets=SHEETS)
    assert not play(between_passes(again), new.desk, new.server), "a member is left"
    assert known(new).link == before
    revoke(first, other)
    for at in (leader, first):
        at.exchange()
    revoke(first, leader)
    new.exchange()
    assert known(new).epoch(comp_of(new)) == 3


def _opened_by_its_buttons(seat: Seat) -> None:
    seat.until(lambda: "Er is geen ander CTER-bureau meer" in shown(seat.at_devices()))
    keep(seat.window, "cter-niemand-meer")
    seat.press("devices.apart.reopen")
    seat.settle()
    keep(seat.window, "cter-openen")
    seat.press("enrol.reopen.next")
    seat.press("enrol.reopen.next")
    assert "Typ hier de acht regels van blad 1." in shown(seat.guide)
    for number, text in enumerate(typed_sheets(b"x" * 32), 1):
        seat.sheet(f"enrol.reopen.sheet{number}", text)
    seat.press("enrol.reopen.next")
    seat.until(lambda: any("ander huis" in said for said in shown(seat.guide)))
    for number, text in enumerate(SHEETS, 1):
        seat.sheet(f"enrol.reopen.sheet{number}", text)
    seat.settle()
    keep(seat.window, "cter-herstelbladen")
    seat.press("enrol.reopen.next")
    seat.until(lambda: seat.shown("enrol.reopen.end"))
    seat.press("enrol.reopen.next")
    seat.until(lambda: stands(seat.line) == UP_TO_DATE)
    rows = seat.asked(lambda desk: desk.read(lambda s: sorted(one.number for one in s.query(Case))))
    assert rows == ["2026-1", "2026-B001"]
