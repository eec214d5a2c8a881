"""The page on which a person decides that a desk goes on with a server that got an old backup."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from tests.agreeing.enrolment.in_house import InHouse, named
from tests.agreeing.sync.parted import part
from tests.agreeing.sync.put_back import ON_SQLITE, World
from tests.pictures import keep
from tests.worlds import FixedClock
from zvhdesk.domain.lease import Lease
from zvhdesk.domain.standing import Trouble
from zvhdesk.domain.terms import Compartment
from zvhdesk.line.connecting import LineConnecting
from zvhdesk.line.following import LineFollowing
from zvhdesk.line.moving import LineMoving
from zvhdesk.models.agreeing import CompartmentState
from zvhdesk.services import lease
from zvhdesk.services.clock import system_clock
from zvhdesk.services.desk import Desk
from zvhdesk.sync import astray
from zvhdesk.sync.checking import Wrong
from zvhdesk.ui.agreeing import explain
from zvhdesk.ui.agreeing.follow_card import FollowCard
from zvhdesk.ui.unlock.leased import LeaseWindow
from zvhdesk.wire.envelope import read_out


class Stopped(InHouse):
    """The first desk in its window; it has what its server lost."""

    def __init__(self, qtbot: QtBot, folder: Path, url: str, clock: FixedClock) -> None:
        super().__init__(qtbot, folder, url, clock)
        self.main.go("server")
        self.show_window()
        self.line.begin()
        self.until(lambda: self.line.standing.trouble is not None)
        self.settle()

    @property
    def offered(self) -> bool:
        """Whether the way on is shown."""
        return self.find(QWidget, "server.follow").isVisible()

    def looked(self) -> None:
        """As far as what would follow."""
        self.press("server.follow")
        self.settle()
        self.press("follow.next")
        self.until(lambda: self.shown("follow.same"))

    def end(self) -> None:
        """As the program ends."""
        self.line.close()
        self.tasks.close()


@pytest.fixture
def stopped(qtbot: QtBot, world: World) -> Iterator[Stopped]:
    """It heard that the server has something else."""
    first, second, _third = world.desks
    for one in world.desks:
        # The server's: else it is said beside all the rest that the clock of this desk is off.
        one.clock.now = system_clock()
    named(first, second.me.dev, "B. Tweede")
    part(world)
    world.goal(first, "terwijl het stilstond")
    folder, url = first.desk.folder, first.server.address
    first.exchange()
    first.desk.close()
    made = Stopped(qtbot, folder, url, first.clock)
    yield made
    made.end()


@ON_SQLITE
def test_a_person_decides_after_comparing_and_the_desk_goes_on(stopped: Stopped, world: World) -> None:
    assert stopped.line.standing.trouble is Trouble.HISTORY
    assert stopped.offered
    keep(stopped.window, "samenwerken-gestopt")
    stopped.press("server.follow")
    stopped.settle()
    keep(stopped.window, "verdergaan-vragen")
    stopped.press("follow.next")
    stopped.until(lambda: stopped.shown("follow.same"))
    third = world.desks[2].desk
    of = select(CompartmentState).where(CompartmentState.name == Compartment.REGULAR)
    there = third.read(lambda s: s.scalars(of).one())
    assert stopped.read("follow.there.0") == read_out(there.seq, there.chain)
    means = stopped.read("follow.means")
    assert means.startswith("2 wijzigingen van deze computer")
    assert "2 wijzigingen van collega's" in means
    # Nobody goes on who did not say that they compared.
    stopped.press("follow.next")
    assert "Vergelijk eerst" in stopped.said("follow.same.error")
    keep(stopped.window, "verdergaan-vergelijken")
    stopped.press("follow.same")
    stopped.press("follow.next")
    stopped.until(lambda: stopped.shown("follow.end"))
    keep(stopped.window, "verdergaan-klaar")
    stopped.press("follow.next")
    stopped.until(lambda: stopped.line.standing.trouble is None and not stopped.line.standing.waiting)
    stopped.until(lambda: stopped.shown("server.left.0"))
    stopped.until(lambda: not stopped.offered)
    words = [one.text() for one in stopped.find(QWidget, "server.left").findChildren(QLabel)]
    assert any("van de tweede" in one for one in words)
    assert any(one.startswith("2026-0115") for one in words)
    keep(stopped.window, "samenwerken-alleen-nog-hier")


@ON_SQLITE
def test_a_desk_that_locked_meanwhile_goes_on_from_the_window_that_says_so(stopped: Stopped) -> None:
    """It stands in front of the house: there is no page Samenwerken any more."""
    stopped.line.look_now()
    line, tasks = stopped.line, stopped.tasks
    window = LeaseWindow(Lease(31), LineConnecting(line, tasks), LineMoving(line, tasks), LineFollowing(line))
    stopped.qtbot.addWidget(window)
    stopped.asked(lambda desk: desk.set_setting("lease", _long_ago(desk)))
    stopped.main.hide()
    stopped.window = window
    stopped.show_window()
    assert not stopped.shown("lease.follow")
    stopped.press("lease.connect")
    stopped.until(lambda: stopped.shown("lease.follow"))
    assert stopped.said("lease.message").startswith("De server antwoordt, maar geeft iets anders")
    assert "kies dan Verdergaan met deze server" in stopped.said("lease.message")
    keep(window, "op-slot-verdergaan")
    stopped.press("lease.follow")
    stopped.settle()
    keep(window, "op-slot-verdergaan-vragen")
    assert stopped.read("topbar.title") == "Verdergaan met deze server"
    assert window.windowTitle() == "ZVH Desk", "that stands in the task bar, for everybody"
    assert stopped.find(QPushButton, "follow.next").hasFocus()
    assert "blijft op slot" in stopped.read("follow.no")
    stopped.press("follow.next")
    stopped.until(lambda: stopped.shown("follow.same"))
    stopped.press("follow.same")
    stopped.press("follow.next")
    stopped.until(lambda: stopped.shown("follow.end"))
    opened: list[bool] = []
    window.connected.connect(lambda: opened.append(True))
    stopped.press("follow.next")
    stopped.until(lambda: bool(opened))
    stopped.until(lambda: line.standing.trouble is None)
    assert stopped.asked(lease.look) == Lease(0)
    window.close()


def _long_ago(desk: Desk) -> str:
    return f"{31 * 24 * 60 * 60 * 1000} {int(desk.clock().timestamp() * 1000)}"


@ON_SQLITE
def test_the_thirty_days_stand_where_it_is_decided(stopped: Stopped) -> None:
    words = [one.text() for one in stopped.window.findChildren(FollowCard)[0].findChildren(QLabel)]
    assert any("30 dagen" in one for one in words)
    stopped.press("server.follow")
    stopped.settle()
    assert "30 dagen na het laatste volledige contact" in stopped.read("follow.no")


@ON_SQLITE
def test_a_server_that_is_away_changes_nothing_and_is_said(stopped: Stopped, world: World) -> None:
    stopped.looked()
    world.server.close()
    stopped.press("follow.same")
    stopped.press("follow.next")
    stopped.until(lambda: explain.LOST_CONTACT in stopped.said("follow.message"))
    assert stopped.find(QPushButton, "follow.next").hasFocus(), "and not Stoppen"
    assert stopped.asked(lambda desk: desk.read(astray.may_be))
    stopped.main.go("server")
    stopped.line.look_now()
    stopped.until(lambda: not stopped.offered)


@ON_SQLITE
def test_what_is_a_lie_whatever_was_put_back_is_not_offered(stopped: Stopped) -> None:
    def lied(session: Session) -> None:
        session.execute(update(CompartmentState).values(stopped=Wrong.SIGNATURE.value))

    stopped.asked(lambda desk: desk.keep(lied))
    stopped.line.look_now()
    stopped.until(lambda: not stopped.line.standing.put_back)
    assert stopped.line.standing.trouble is Trouble.HISTORY
    assert not stopped.offered
