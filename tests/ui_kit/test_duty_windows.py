"""The windows of a desk whose lease ran out, and of one that was revoked."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from tests.worlds import FixedClock
from zvhdesk.domain.lease import Lease
from zvhdesk.domain.standing import Standing, Trouble
from zvhdesk.services.clock import Clock
from zvhdesk.services.revoked import Revoked
from zvhdesk.ui.agreeing.connecting import NotReached
from zvhdesk.ui.agreeing.connection import Astray, Done, Failed, TypedServer
from zvhdesk.ui.agreeing.shut import ANEW, why_shut
from zvhdesk.ui.unlock.leased import LeaseWindow, warning
from zvhdesk.ui.unlock.revoked import RevokedWindow, sentences
from zvhdesk.wire.roster import AfterRevoking

NO = "De server antwoordt niet."


class _Connecting:
    """A server that does not answer the first time."""

    def __init__(self) -> None:
        self.answers: list[tuple[Callable[[], None], Callable[[NotReached], None]]] = []

    def connect(self, done: Callable[[], None], failed: Callable[[NotReached], None]) -> None:
        self.answers.append((done, failed))


class _Moving:
    """Nobody asks it anything here."""

    def in_use(self, done: Callable[[TypedServer], object], owner: QObject) -> None:
        raise AssertionError(done, owner)

    def move(
        self, server: TypedServer, done: Callable[[bool], object], failed: Failed, owner: QObject
    ) -> None:
        raise AssertionError(server, done, failed, owner)

    def make_again(
        self,
        server: TypedServer,
        code: str,
        done: Callable[[bool], object],
        failed: Failed,
        owner: QObject,
    ) -> None:
        raise AssertionError(server, code, done, failed, owner)


class _Following:
    """Neither it."""

    clock: Clock = FixedClock()

    def look(self, done: Callable[[Astray], object], failed: Failed, owner: QObject) -> None:
        raise AssertionError(done, failed, owner)

    def follow(self, astray: Astray, done: Done, failed: Failed, owner: QObject) -> None:
        raise AssertionError(astray, done, failed, owner)


def _window(qtbot: QtBot, connecting: _Connecting) -> LeaseWindow:
    window = LeaseWindow(Lease(31), connecting, _Moving(), _Following())
    qtbot.addWidget(window)
    return window


def test_a_lease_that_ran_out_asks_for_contact_until_there_is_some(qtbot: QtBot) -> None:
    connecting = _Connecting()
    window = _window(qtbot, connecting)
    window.button.click()
    assert not window.button.isEnabled()
    connecting.answers[0][1](NotReached(NO))
    assert window.message.text == NO
    assert (window.button.isEnabled(), window.button.text()) == (True, "Nu verbinden")
    window.button.click()
    assert window.message.text == ""
    with qtbot.waitSignal(window.connected, timeout=0):
        connecting.answers[1][0]()


def test_going_on_is_offered_only_where_it_may_help(qtbot: QtBot) -> None:
    connecting = _Connecting()
    window = _window(qtbot, connecting)
    assert not window.follow_button.isVisibleTo(window)
    for may_go_on in (True, False):
        window.button.click()
        assert not window.follow_button.isEnabled()
        connecting.answers[-1][1](NotReached(NO, may_go_on))
        assert window.follow_button.isVisibleTo(window) is may_go_on
    window.follow_button.click()
    said = window.findChild(QLabel, "follow.no")
    assert said is not None
    assert "blijft op slot" in said.text()
    assert "blijven werken" not in said.text()


def test_joining_anew_is_offered_where_the_sentence_says_so(qtbot: QtBot) -> None:
    for aside, there in (("/huis-opzij-2026-03-12", True), ("", False)):
        connecting = _Connecting()
        window = LeaseWindow(Lease(31), connecting, _Moving(), _Following(), aside=aside)
        qtbot.addWidget(window)
        window.button.click()
        connecting.answers[-1][1](NotReached(NO))
        assert not window.anew_button.isVisibleTo(window)
        window.button.click()
        connecting.answers[-1][1](NotReached(NO, anew=True))
        assert window.anew_button.isVisibleTo(window) is there
    for trouble in (Trouble.ROSTER, Trouble.KEY, Trouble.HISTORY, Trouble.OUTSIDE):
        assert why_shut(Standing(trouble=trouble)).endswith(ANEW)
    assert not why_shut(Standing(trouble=Trouble.FULL)).endswith(ANEW)


@pytest.mark.parametrize(
    "days, words", [(22, ""), (23, "over 7 dagen"), (29, "over 1 dag "), (30, "Na de bijeenkomst")], ids=str
)
def test_the_last_week_is_warned_of(days: int, words: str) -> None:
    said = warning(Lease(days))
    assert words in said
    assert bool(said) is bool(words)


def _told(after: AfterRevoking, entry: str | None = None, backups: tuple[str, ...] = ()) -> Revoked:
    return Revoked(after, "Zorg- en Veiligheidshuis Ergens", True, entry, backups)


def test_what_could_not_be_reached_is_said() -> None:
    plain = " ".join(sentences(_told(AfterRevoking.WIPE)))
    assert "vernietigd" in plain
    assert "niet bereikbaar" not in plain
    assert "Sluit die schijf aan" not in plain
    whole = " ".join(sentences(_told(AfterRevoking.WIPE, "naam", ("map een", "map twee"))))
    assert "niet bereikbaar" in whole
    assert "niet te vinden in map een en map twee. Sluit die schijf aan" in whole


def test_only_a_desk_that_keeps_offers_the_sheets(qtbot: QtBot) -> None:
    for after, there in ((AfterRevoking.KEEP, True), (AfterRevoking.WIPE, False)):
        window = RevokedWindow(_told(after))
        qtbot.addWidget(window)
        names = {child.objectName() for child in window.findChildren(QWidget)}
        assert ("revoked.recover" in names) is there
