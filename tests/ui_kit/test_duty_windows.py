"""The windows of a desk whose lease ran out, and of one that was revoked."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from tests.worlds import FixedClock
from zvhdesk.domain.lease import Lease
from zvhdesk.domain.standing import Standing, Trouble
from zvhdesk.line import Line
from zvhdesk.line.following import LineFollowing
from zvhdesk.line.moving import LineMoving
from zvhdesk.services.revoked import Revoked
from zvhdesk.ui.agreeing.connecting import Connecting, NotReached
from zvhdesk.ui.agreeing.shut import ANEW, why_shut
from zvhdesk.ui.tasks import Tasks
from zvhdesk.ui.unlock.leased import LeaseWindow, warning
from zvhdesk.ui.unlock.revoked import RevokedWindow, sentences
from zvhdesk.wire.roster import AfterRevoking

NO = "De server antwoordt niet."
Opens = Callable[..., LeaseWindow]


class _Connecting:
    """A server that answers when the test says so; with real ones: tests/agreeing/enrolment."""

    def __init__(self) -> None:
        self.answers: list[tuple[Callable[[], None], Callable[[NotReached], None]]] = []

    def connect(self, done: Callable[[], None], failed: Callable[[NotReached], None]) -> None:
        self.answers.append((done, failed))


@pytest.fixture
def opens(qtbot: QtBot) -> Iterator[Opens]:
    """The window, with a line that is connected to nothing; who reaches the server is given."""
    tasks = Tasks()
    line = Line(tasks, FixedClock())

    def window(connecting: Connecting, aside: str = "") -> LeaseWindow:
        moving, following = LineMoving(line, tasks), LineFollowing(line)
        made = LeaseWindow(Lease(31), connecting, moving, following, aside=aside)
        qtbot.addWidget(made)
        return made

    yield window
    line.close()
    tasks.close()


def test_a_lease_that_ran_out_asks_for_contact_until_there_is_some(qtbot: QtBot, opens: Opens) -> None:
    connecting = _Connecting()
    window = opens(connecting)
    window.button.click()
    assert not window.button.isEnabled()
    connecting.answers[0][1](NotReached(NO))
    assert window.message.text == NO
    assert (window.button.isEnabled(), window.button.text()) == (True, "Nu verbinden")
    window.button.click()
    assert window.message.text == ""
    with qtbot.waitSignal(window.connected, timeout=0):
        connecting.answers[1][0]()


def test_going_on_is_offered_only_where_it_may_help(opens: Opens) -> None:
    connecting = _Connecting()
    window = opens(connecting)
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


def test_joining_anew_is_offered_where_the_sentence_says_so(opens: Opens) -> None:
    for aside, there in (("/huis-opzij-2026-03-12", True), ("", False)):
        connecting = _Connecting()
        window = opens(connecting, aside)
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
