"""What the rail and the page say of how a desk stands with the others."""

from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from tests.worlds import FixedClock
from zvhdesk.domain.standing import Stand, Standing, Trouble
from zvhdesk.line.standing import trouble_of
from zvhdesk.services.clock import Clock
from zvhdesk.sync.exchange import Halt, Outcome
from zvhdesk.ui.agreeing.page import StandingPage
from zvhdesk.ui.agreeing.words import TROUBLES, brief, explained
from zvhdesk.ui.kit import Rail

AT = datetime(2026, 3, 12, 10, 31, tzinfo=ZoneInfo("Europe/Amsterdam"))
THERE = Standing(address="https://zvh.example")


@pytest.mark.parametrize(
    "standing, words",
    [
        (Standing(), ""),
        (THERE, "Bijgewerkt"),
        (replace(THERE, waiting=1), "1 wacht op verzending"),
        (replace(THERE, waiting=12), "12 wachten op verzending"),
        (replace(THERE, waiting=3, offline_since=AT), "Offline sinds 10:31"),
        (replace(THERE, offline_since=AT - timedelta(days=1)), "Offline sinds wo 11 mrt 10:31"),
        (replace(THERE, conflicts=1, offline_since=AT), "1 vraagt aandacht"),
        (replace(THERE, conflicts=1, trouble=Trouble.LOST), "2 vragen aandacht"),
    ],
)
def test_the_line_in_the_rail(standing: Standing, words: str) -> None:
    assert brief(standing, AT) == words


def test_every_trouble_is_explained_and_says_that_nothing_is_lost() -> None:
    assert TROUBLES.keys() == set(Trouble)
    for trouble in set(Trouble) - {Trouble.REVOKED}:
        assert "Er gaat niets verloren" in TROUBLES[trouble].meaning, trouble
        assert explained(replace(THERE, trouble=trouble)) == TROUBLES[trouble]


def test_every_halt_of_a_pass_is_a_trouble() -> None:
    for halt in Halt:
        assert trouble_of(Outcome(halt=halt)) is not None, halt


class Line(QObject):
    """As much of a line as the page looks at, standing where the test says."""

    standing_changed = Signal(object)
    standing = Standing()
    looked = 0

    @property
    def clock(self) -> Clock:
        """That of the test house."""
        return FixedClock()

    def look_now(self) -> None:
        """Somebody asked."""
        self.looked += 1

    def stand(self, standing: Standing) -> None:
        """Here."""
        self.standing = standing
        self.standing_changed.emit(standing)


def test_the_page_follows_and_asks(qtbot: QtBot) -> None:
    line = Line()
    page = StandingPage(line)
    qtbot.addWidget(page)
    page.opened()

    def said(name: str) -> str:
        found = page.findChild(QLabel, f"server.{name}")
        assert found is not None
        return found.text()

    assert said("headline") == "Dit huis werkt zonder server"
    assert not page.now.isVisibleTo(page)
    line.stand(replace(THERE, waiting=2, offline_since=AT, last_contact=AT))
    assert said("headline") == "Geen verbinding met de server"
    assert (said("waiting"), said("contact")) == ("2 wijzigingen", "10:31")
    page.now.click()
    assert line.looked == 1


def test_the_rail_says_nothing_for_a_house_without_a_server(qtbot: QtBot) -> None:
    rail = Rail("Huis")
    qtbot.addWidget(rail)
    rail.show()
    assert not rail.stand.isVisible()
    rail.set_stand(Stand.WAITING, "3 wachten op verzending")
    assert rail.stand.isVisible()
    assert rail.stand.accessibleName() == "3 wachten op verzending"
    with qtbot.waitSignal(rail.stand_chosen):
        rail.stand.click()
