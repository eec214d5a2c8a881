"""The finder in its window: by keyboard, for a screen reader, and what stays behind of it."""

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QListView
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from tests.find.conftest import Spot
from tests.worlds import SmallHouse
from zvhdesk.models.local import AccessEvent
from zvhdesk.services.finding import Hit
from zvhdesk.ui.find import Command, Finder
from zvhdesk.ui.find.commands import fitting
from zvhdesk.ui.find.finder import ACTS, PLACES
from zvhdesk.ui.shell import TITLE, MainWindow
from zvhdesk.ui.tasks import Tasks

Key = Qt.Key


NONE, CTRL = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier


def press(window: MainWindow, key: Qt.Key, more: Qt.KeyboardModifier = NONE) -> None:
    QTest.keyClick(QApplication.focusWidget() or window, key, more)


def open_it(window: MainWindow, finder: Finder) -> None:
    press(window, Key.Key_K, CTRL)
    assert finder.is_open


def searches(qtbot: QtBot, tasks: Tasks) -> int:
    found: list[int] = []
    tasks.read(
        lambda session: len(session.scalars(select(AccessEvent).where(AccessEvent.action == "search")).all()),
        found.append,
    )
    qtbot.waitUntil(lambda: bool(found))
    return found[0]


def cases(finder: Finder) -> list[Hit]:
    return [row for row in finder.panel.model.rows if isinstance(row, Hit)]


def test_a_case_is_opened_by_keys_alone(
    window: MainWindow, finder: Finder, settled: Callable[[], None], small: list[SmallHouse]
) -> None:
    open_it(window, finder)
    QTest.keyClicks(finder.panel.field, "2026-01")
    settled()
    (hit,) = cases(finder)
    assert (hit.number, hit.who, hit.phase) == ("2026-0115", "H.v.L.", "Beoordelen")
    press(window, Key.Key_Return)
    assert window.key == "dossier"
    assert isinstance(window.page, Spot)
    assert window.page.argument == small[0].case_id
    assert not finder.is_open


def test_enter_before_the_answer_waits_for_it(
    qtbot: QtBot, window: MainWindow, finder: Finder, small: list[SmallHouse]
) -> None:
    open_it(window, finder)
    QTest.keyClicks(finder.panel.field, "loon")
    press(window, Key.Key_Return)
    qtbot.waitUntil(lambda: window.key == "dossier")
    assert isinstance(window.page, Spot)
    assert window.page.argument == small[0].case_id


def test_a_place_and_an_act_are_offered_and_done(
    qtbot: QtBot, window: MainWindow, finder: Finder, settled: Callable[[], None]
) -> None:
    open_it(window, finder)
    QTest.keyClicks(finder.panel.field, "regi over")
    settled()
    press(window, Key.Key_Return)
    assert window.key == "import"
    open_it(window, finder)
    QTest.keyClicks(finder.panel.field, "vergr")
    settled()
    with qtbot.waitSignal(window.lock_requested):
        press(window, Key.Key_Return)
    open_it(window, finder)
    QTest.keyClicks(finder.panel.field, "namen")
    settled()
    with qtbot.waitSignal(finder.names_asked):
        press(window, Key.Key_Return)


def test_only_places_that_exist_are_offered(window: MainWindow, finder: Finder) -> None:
    open_it(window, finder)
    offered = [row.place for row in finder.panel.model.rows if isinstance(row, Command) and row.place]
    assert offered == ["board", "admin", "import"]


def test_up_and_down_go_over_headings_and_around(
    window: MainWindow, finder: Finder, settled: Callable[[], None]
) -> None:
    open_it(window, finder)
    first = finder.panel.current
    assert isinstance(first, Command)
    press(window, Key.Key_Up)
    last = finder.panel.current
    assert isinstance(last, Command)
    assert last == ACTS[-1]
    press(window, Key.Key_Down)
    assert finder.panel.current == first
    press(window, Key.Key_Tab)
    assert finder.panel.current not in (first, last)
    settled()


def test_escape_and_a_click_beside_it_close_it_and_nothing_typed_stays(
    window: MainWindow, finder: Finder, settled: Callable[[], None]
) -> None:
    window.rail.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    window.rail.setFocus()
    ways: tuple[Callable[[], None], ...] = (
        lambda: press(window, Key.Key_Escape),
        lambda: QTest.mouseClick(finder.panel, Qt.MouseButton.LeftButton, pos=QPoint(5, 5)),
        window.lock_requested.emit,
    )
    for close in ways:
        open_it(window, finder)
        QTest.keyClicks(finder.panel.field, "loon")
        settled()
        assert cases(finder)
        close()
        assert not finder.is_open
        assert finder.panel.field.text() == ""
        assert not finder.panel.field.isUndoAvailable()
        assert finder.panel.model.rows == ()
        assert window.focusWidget() is window.rail
    assert window.windowTitle() == TITLE


def test_an_answer_that_comes_after_closing_is_dropped(
    qtbot: QtBot, window: MainWindow, finder: Finder, tasks: Tasks
) -> None:
    open_it(window, finder)
    QTest.keyClicks(finder.panel.field, "loon")
    press(window, Key.Key_Return)
    press(window, Key.Key_Escape)
    qtbot.waitUntil(lambda: not tasks.busy)
    assert window.key == "board"
    assert finder.panel.model.rows == ()


def test_one_opened_finder_is_one_line_in_the_account(
    qtbot: QtBot, window: MainWindow, finder: Finder, tasks: Tasks, settled: Callable[[], None]
) -> None:
    open_it(window, finder)
    settled()
    assert searches(qtbot, tasks) == 0
    for typed in ("loon", " h", "x"):
        QTest.keyClicks(finder.panel.field, typed)
        settled()
    assert searches(qtbot, tasks) == 1
    press(window, Key.Key_Escape)
    open_it(window, finder)
    QTest.keyClicks(finder.panel.field, "2026")
    settled()
    assert searches(qtbot, tasks) == 2


def test_names_are_shown_only_where_names_are_shown(window: MainWindow, tasks: Tasks, qtbot: QtBot) -> None:
    finder = Finder(window, tasks, names=lambda: True)
    finder.open()
    QTest.keyClicks(finder.panel.field, "loon")
    qtbot.waitUntil(lambda: bool(cases(finder)))
    assert cases(finder)[0].who == "H. van Loon"


def test_nothing_found_says_how_to_go_on(
    window: MainWindow, finder: Finder, settled: Callable[[], None]
) -> None:
    open_it(window, finder)
    QTest.keyClicks(finder.panel.field, "zzzz")
    settled()
    note = finder.panel.findChild(QLabel, "find.note")
    assert note is not None
    assert note.text().startswith("Niets gevonden")
    press(window, Key.Key_Return)
    assert finder.is_open


def test_a_screen_reader_hears_field_list_and_choice(
    window: MainWindow, finder: Finder, settled: Callable[[], None]
) -> None:
    open_it(window, finder)
    QTest.keyClicks(finder.panel.field, "loon")
    settled()
    field = finder.panel.findChild(QLineEdit, "find.field")
    found = finder.panel.findChild(QListView, "find.list")
    assert field is not None
    assert found is not None
    said = QAccessible.queryAccessibleInterface(field)
    assert said is not None
    assert said.text(QAccessible.Text.Name) == "Zoek casus, persoon of scherm"
    assert said.text(QAccessible.Text.Description) == "1 gevonden, gekozen: 2026-0115, H.v.L., Beoordelen"
    assert found.accessibleName() == "Gevonden"


def test_it_fits_a_small_window(qtbot: QtBot, window: MainWindow, finder: Finder) -> None:
    finder.open()
    window.resize(window.minimumSize())
    qtbot.waitUntil(lambda: finder.panel.size() == window.size())
    field = finder.panel.field
    assert window.rect().contains(field.mapTo(window, field.rect().bottomRight()))


def test_commands_fit_by_the_beginning_of_their_words() -> None:
    assert [command.words for command in fitting(PLACES, "cas")] == ["Casusbord", "Casustafels"]
    assert fitting(PLACES, "bord cas")[0].words == "Casusbord"
    assert fitting(PLACES, "") == PLACES
    assert fitting(PLACES, "xyz") == ()
