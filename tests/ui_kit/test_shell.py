import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from zvhdesk.services.desk import EVERYTHING as DESK_EVERYTHING
from zvhdesk.services.desk import Changes
from zvhdesk.ui.kit import TopBar
from zvhdesk.ui.shell import EVERYTHING, TITLE, MainWindow, Page, Place
from zvhdesk.ui.tasks import Tasks

ALT, CTRL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier


class Probe(Page):
    topics = frozenset({"casus"})

    def __init__(self, log: list[str], key: str) -> None:
        super().__init__()
        self._log, self._key = log, key
        bar = TopBar("M.v.D.", "2026-0131")
        bar.find_asked.connect(self.find_asked)
        self.field = QLineEdit()
        self.column.addWidget(bar)
        self.column.addWidget(self.field)
        log.append(f"{key} built")

    def opened(self, argument: object = None) -> None:
        super().opened(argument)
        self._log.append(f"{self._key} opened {argument}")

    def refresh(self) -> None:
        self._log.append(f"{self._key} refresh")

    def left(self) -> None:
        self._log.append(f"{self._key} left")


@pytest.fixture
def log() -> list[str]:
    return []


@pytest.fixture
def window(qtbot: QtBot, tasks: Tasks, log: list[str]) -> MainWindow:
    places = [
        Place("today", "Vandaag", "calendar", lambda: Probe(log, "today")),
        Place("board", "Casusbord", "square-kanban", lambda: Probe(log, "board")),
        Place("dossier", "Dossier", "", lambda: Probe(log, "dossier"), within="board"),
    ]
    made = MainWindow(tasks, places, "Zorg- en Veiligheidshuis Twente")
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made


def test_pages_are_built_when_they_are_asked_for(window: MainWindow, log: list[str]) -> None:
    assert log == []
    window.go("today")
    assert log == ["today built", "today refresh", "today opened None"]
    window.go("board")
    window.go("today")
    assert log.count("today built") == 1
    with pytest.raises(KeyError):
        window.go("bestaat-niet")


def test_places_open_by_alt_and_number_and_by_the_rail(window: MainWindow) -> None:
    window.go("today")
    QTest.keyClick(window, Qt.Key.Key_2, ALT)
    assert window.key == "board"
    item = window.findChild(QWidget, "rail.today")
    assert item is not None
    QTest.mouseClick(item, Qt.MouseButton.LeftButton)
    assert window.key == "today"
    assert window.rail.places() == ("today", "board")


def test_a_page_within_a_place_marks_that_place(window: MainWindow, log: list[str]) -> None:
    page = window.go("board")
    page.go.emit("dossier", "some-id")
    assert log[-1] == "dossier opened some-id"
    board = window.findChild(QWidget, "rail.board")
    assert board is not None
    assert board.property("checked")
    QTest.keyClick(window, Qt.Key.Key_Left, ALT)
    assert window.key == "board"


def test_the_page_in_view_refreshes_and_the_others_when_they_come_back(
    window: MainWindow, tasks: Tasks, log: list[str]
) -> None:
    window.go("today")
    window.go("board")
    log.clear()
    tasks.changed.emit(Changes(frozenset({"partner"}), frozenset()))
    assert log == []
    tasks.changed.emit(Changes(frozenset({"casus"}), frozenset()))
    assert log == ["board refresh"]
    log.clear()
    window.go("today")
    assert log == ["board left", "today refresh", "today opened None"]
    tasks.changed.emit(Changes(frozenset({DESK_EVERYTHING}), frozenset()))
    assert log[-1] == "today refresh"
    assert EVERYTHING == DESK_EVERYTHING


@pytest.mark.parametrize(
    "key,modifier,signal",
    [
        (Qt.Key.Key_K, CTRL, "find_requested"),
        (Qt.Key.Key_L, CTRL, "lock_requested"),
        (Qt.Key.Key_Z, CTRL, "undo_requested"),
        (Qt.Key.Key_F1, Qt.KeyboardModifier.NoModifier, "help_requested"),
    ],
)
def test_the_keys_that_work_everywhere(
    qtbot: QtBot, window: MainWindow, key: Qt.Key, modifier: Qt.KeyboardModifier, signal: str
) -> None:
    window.go("today")
    with qtbot.waitSignal(getattr(window, signal)):
        QTest.keyClick(window, key, modifier)


def test_lock_and_find_work_while_typing_and_undo_stays_in_the_field(
    qtbot: QtBot, window: MainWindow
) -> None:
    page = window.go("board")
    assert isinstance(page, Probe)
    page.field.setFocus()
    QTest.keyClicks(page.field, "tekst")
    undone: list[bool] = []
    window.undo_requested.connect(lambda: undone.append(True))
    QTest.keyClick(page.field, Qt.Key.Key_Z, CTRL)
    assert page.field.text() == ""
    assert undone == []
    for key, signal in ((Qt.Key.Key_L, window.lock_requested), (Qt.Key.Key_K, window.find_requested)):
        with qtbot.waitSignal(signal):
            QTest.keyClick(page.field, key, CTRL)


def test_the_title_never_says_what_is_open(window: MainWindow) -> None:
    for key in ("today", "board", "dossier"):
        window.go(key)
        assert window.windowTitle() == TITLE == "ZVH Desk"


def test_a_page_sets_the_badge_of_its_place(window: MainWindow) -> None:
    page = window.go("board")
    page.count.emit(9)
    item = window.findChild(QWidget, "rail.board")
    assert item is not None
    assert item.accessibleName() == "Casusbord, 9 punten vragen aandacht"


def test_a_notice_stays_when_it_is_a_refusal_and_can_be_closed(window: MainWindow) -> None:
    window.go("board")
    window.notice.say("Dit kan niet meer ongedaan worden gemaakt.", "warn")
    assert window.notice.isVisible()
    close = window.findChild(QWidget, "notice.close")
    assert close is not None
    QTest.mouseClick(close, Qt.MouseButton.LeftButton)
    assert not window.notice.isVisible()
    assert window.notice.text == ""


def test_closing_commits_what_is_typed_first(qtbot: QtBot, window: MainWindow, log: list[str]) -> None:
    window.go("board")
    window.closed.connect(lambda: log.append("closed"))
    window.closeEvent(QCloseEvent())
    assert log[-2:] == ["board left", "closed"]


def test_the_window_is_kept_within_the_screen(window: MainWindow) -> None:
    window.resize(5000, 4000)
    window.fit()
    assert (
        window.screen().availableGeometry().size().expandedTo(window.size())
        == window.screen().availableGeometry().size()
    )


class FullPage(Probe):
    full = True

    def take_back(self) -> bool:
        self._log.append("full take back")
        return True


def test_a_full_page_has_the_window_to_itself(qtbot: QtBot, tasks: Tasks, log: list[str]) -> None:
    places = [
        Place("today", "Vandaag", "calendar", lambda: Probe(log, "today")),
        Place("console", "Bijeenkomst", "", lambda: FullPage(log, "full")),
    ]
    window = MainWindow(tasks, places, "Huis")
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    window.go("today")
    window.go("console")
    assert not window.rail.isVisible()
    QTest.keyClick(window, Qt.Key.Key_1, ALT)
    QTest.keyClick(window, Qt.Key.Key_Left, ALT)
    assert window.key == "console"
    window.go("today")
    assert window.rail.isVisible()
    QTest.keyClick(window, Qt.Key.Key_Left, ALT)
    assert window.key == "console"


def test_the_notice_asks_and_does_what_was_answered(window: MainWindow, log: list[str]) -> None:
    window.go("today")
    window.notice.ask(
        "Er is een tijd niets gedaan.", "Nu vergrendelen", lambda: log.append("locked"), "Doorgaan"
    )
    act = window.findChild(QPushButton, "notice.step")
    close = window.findChild(QPushButton, "notice.close")
    assert act is not None
    assert close is not None
    assert act.isVisible()
    assert close.text() == "Doorgaan"
    close.click()
    assert "locked" not in log
    assert not window.notice.isVisible()
    window.notice.ask(
        "Er is een tijd niets gedaan.", "Nu vergrendelen", lambda: log.append("locked"), "Doorgaan"
    )
    act.click()
    assert "locked" in log
    assert not window.notice.isVisible()
    window.notice.say("Ongedaan gemaakt.", "ok")
    assert not act.isVisible()
    assert close.text() == "Sluiten"
