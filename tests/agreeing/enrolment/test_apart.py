"""Desks of CTER over their pages and a real server: one begins it, a second is let in, and is revoked."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget
from pytestqt.qtbot import QtBot

from tests.agreeing.central import Central
from tests.agreeing.enrolment import seen
from tests.agreeing.enrolment.houses import PASSPHRASE, FirstDesk, NewDesk, Sealed, join
from tests.agreeing.sync.desks import found, station
from tests.agreeing.sync.test_apart import case, cter_station, join_apart
from tests.nursery import Nursery
from tests.worlds import KEY, small_house
from zvhdesk.domain.standing import Stand, Trouble
from zvhdesk.domain.store_refusals import StoreRefused
from zvhdesk.domain.terms import Compartment
from zvhdesk.line.address import Address, keep_address
from zvhdesk.line.line import Line
from zvhdesk.models.cases import Case
from zvhdesk.services.desk import Desk
from zvhdesk.services.unlock import vault
from zvhdesk.ui.agreeing.devices_pane import DevicesPane
from zvhdesk.ui.beheer import AdminPage
from zvhdesk.ui.shell import MainWindow

UP_TO_DATE, OUTSIDE = (Stand.UP_TO_DATE, None), (Stand.ATTENTION, Trouble.NOT_LET_IN)


class Seat(FirstDesk):
    """A desk of a house at a server that was made before, open at its page of devices."""

    def __init__(self, qtbot: QtBot, folder: Path, of: Compartment, sealed: Sealed) -> None:
        self.of = of
        super().__init__(qtbot, folder, sealed)
        with qtbot.waitSignal(self.line.passed, timeout=20_000):
            self.line.begin()

    def _open(self, sealed: Sealed) -> Desk:
        del sealed
        return Desk.open(self.folder, KEY, self.clock, self.of)

    def at_devices(self) -> DevicesPane:
        """The page as it stands after a pass."""
        return after_a_pass(self, self.window, self.line)


def after_a_pass(seat: Seat | NewDesk, window: MainWindow, line: Line) -> DevicesPane:
    """Server en apparaten, read anew."""
    seat.window = window
    with seat.qtbot.waitSignal(line.passed, timeout=20_000):
        line.look_now()
    page = window.go("admin", "devices")
    assert isinstance(page, AdminPage)
    page.devices.opened()
    seat.settle()
    return page.devices


def stands(line: Line) -> tuple[Stand, Trouble | None]:
    """As the rail says, once whoever works there was told which devices came."""
    if line.standing.newcomers:
        line.told()
    return line.standing.stand, line.standing.trouble


def shown(page: QWidget) -> set[str]:
    """Every word and button on a page, outside its lists."""
    kinds: tuple[type[QWidget], ...] = (QLabel, QAbstractButton)
    seen_now = [one for kind in kinds for one in page.findChildren(kind) if one.isVisible()]
    return {str(one.property("text")) for one in seen_now}


@pytest.fixture
def seats(qtbot: QtBot, tmp_path: Path, sealed: Sealed, central: Central) -> Iterator[tuple[Seat, Seat]]:
    """An ordinary desk and one of CTER, both of the admin; the second has a case and began nothing."""
    with (
        closing(station(tmp_path / "eerste", central.url)) as one,
        closing(cter_station(tmp_path / "leider", central.url)) as other,
    ):
        small_house(one.desk)
        found(one, central.new_code())
        join_apart(one, other, bytes.fromhex(one.desk.user))
        case(other, "2026-1")
        for each in (one, other):
            keep_address(each.desk, Address(central.url))
        folders = (one.desk.folder, other.desk.folder)
    made = [
        Seat(qtbot, folder, of, sealed)
        for folder, of in zip(folders, (Compartment.REGULAR, Compartment.CTER), strict=True)
    ]
    yield made[0], made[1]
    for seat in made:
        seat.end()


@pytest.fixture
def member(qtbot: QtBot, tmp_path: Path, seats: tuple[Seat, Seat]) -> Iterator[NewDesk]:
    """A machine on which a desk of CTER is set up."""
    made = NewDesk(qtbot, tmp_path / "lid", seats[0].clock, apart=True)
    yield made
    made.end()


@pytest.fixture(scope="module")
def programs() -> Iterator[Nursery]:
    """Programs in processes of their own."""
    made = Nursery(seen.__name__)
    yield made
    made.close()


@pytest.mark.long
def test_two_desks_of_cter_and_one_less(
    programs: Nursery, seats: tuple[Seat, Seat], member: NewDesk, central: Central
) -> None:
    """The ordinary desk shows devices of people, and on no page anything of what they are."""
    first, leader = seats
    before = shown(first.at_devices())
    assert stands(leader.line) == OUTSIDE
    first.until(lambda: stands(first.line) == UP_TO_DATE)
    _begin(leader)
    join(first, member, central.url, "C. Derde")
    assert member.app.workbench is not None
    window, line = member.app.workbench.window, member.app.workbench.line
    pane = after_a_pass(member, window, line)
    assert stands(line) == OUTSIDE
    assert pane.stand.digits.isVisible()
    _let_in(leader, member)
    pane = after_a_pass(member, window, line)
    member.until(lambda: stands(line) == UP_TO_DATE)
    assert member.asked(lambda desk: desk.read(lambda s: [one.number for one in s.query(Case)])) == ["2026-1"]
    assert [row.letter for row in pane.rows] == ["B", "C"], "those of CTER, and not the first desk"
    assert not any(one.isVisible() for one in (pane.let_in, pane.appoint, pane.remove))
    _belongs_there(member, window)
    member.end()
    first.show_window()  # a program that ends hides all it finds
    rows = first.at_devices().rows
    assert [(row.letter, row.digits) for row in rows] == [("", ()), ("B", ()), ("C", ())]
    assert shown(first.devices) == before
    first.until(lambda: stands(first.line) == UP_TO_DATE)
    assert first.asked(lambda desk: desk.read(lambda s: [one.number for one in s.query(Case)])) == [
        "2026-0115"
    ]
    _revoked(first, member, programs)


def _belongs_there(member: NewDesk, window: MainWindow) -> None:
    """No other page of Beheer offers what is decided of the house."""
    for key, name in (("access", "admin.access.appoint"), ("house", "admin.house_file.read")):
        window.go("admin", key)
        member.settle()
        assert not member.shown(name)
    window.go("admin", "devices")
    member.settle()
    assert member.shown("devices.chosen")
    assert not member.shown("devices.name")


def _begin(leader: Seat) -> None:
    """One reads what it means, and begins."""
    assert not leader.at_devices().appoint.isVisible()
    leader.press("devices.apart.begin")
    leader.settle()
    leader.press("enrol.apart.next")
    leader.until(lambda: leader.shown("enrol.apart.end"))
    leader.press("enrol.apart.next")
    leader.until(lambda: stands(leader.line) == UP_TO_DATE)


def _let_in(leader: Seat, member: NewDesk) -> None:
    """The waiting one stands in the list; both see the same digits; then it is in."""
    pane = leader.at_devices()
    waits = pane.rows[1]
    assert (waits.person, pane.rows[0].digits) == ("C. Derde", ())
    pane.grid.choose(waits.id)
    leader.press("devices.let_in")
    assert leader.digits("enrol.let_in") == waits.digits == member.digits("devices.apart")
    leader.press("enrol.let_in.next")
    leader.until(lambda: leader.shown("enrol.let_in.end"))
    leader.press("enrol.let_in.next")
    leader.settle()


def _revoked(first: Seat, member: NewDesk, programs: Nursery) -> None:
    """It hears it in a process of its own, gives up its keys, and the next start says what that means."""
    first.choose_device(2)
    first.press("devices.revoke")
    first.settle()
    first.press("enrol.revoke.wipe")
    first.press("enrol.revoke.next")
    first.until(lambda: first.shown("enrol.revoke.end"))
    assert _ran(programs, member.folder) == "board\n"
    told = _ran(programs, member.folder)
    assert "Dit CTER-bureau is ingetrokken" in told
    assert "een regulier bureau op deze computer verandert niet" in told
    assert "De sleutels van de CTER-gegevens op deze computer zijn vernietigd." in told
    with pytest.raises(StoreRefused):
        vault.unlock(member.folder / "cter", PASSPHRASE, None)


def _ran(programs: Nursery, folder: Path) -> str:
    """What the program says in a process of its own, until it ends by itself."""
    child, heard = programs.start(seen.__name__, str(folder), PASSPHRASE), list[bytes]()
    while (more := child.hear(20)) is not None:
        heard += more
    assert child.ended, heard
    child.kill()
    return "".join(f"{line.decode()}\n" for line in heard)
