"""Each window that stands alone wears the style sheet, and so does what belongs to it."""

from collections.abc import Callable

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QDialog, QMenu, QToolTip, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from zvhdesk.ui.failure import FailureWindow
from zvhdesk.ui.kit import Button
from zvhdesk.ui.room.window import RoomWindow
from zvhdesk.ui.shell import MainWindow
from zvhdesk.ui.tasks import Tasks
from zvhdesk.ui.theme import Scheme, Theme, current
from zvhdesk.ui.unlock.front import FrontWindow

WINDOWS: dict[str, Callable[[Tasks], QWidget]] = {
    "main": lambda tasks: MainWindow(tasks, [], "Huis"),
    "front": lambda _tasks: FrontWindow(),
    "room": lambda _tasks: RoomWindow(),
    "failure": lambda _tasks: FailureWindow(),
}


@pytest.fixture(params=WINDOWS)
def window(request: pytest.FixtureRequest, theme: Theme, tasks: Tasks) -> QWidget:
    return WINDOWS[request.param](tasks)


def face(button: Button) -> QColor:
    """The colour just within its edge."""
    button.resize(button.sizeHint())
    return button.grab().toImage().pixelColor(5, button.height() // 2)


def test_a_button_in_a_window_that_stands_alone_has_its_colour(window: QWidget, qtbot: QtBot) -> None:
    button = Button("Verder", "verder", "primary")
    page = QWidget()
    QVBoxLayout(page).addWidget(button)
    page.setParent(window)
    assert face(button) == QColor(current().accent)


def test_it_changes_with_the_palette(window: QWidget, theme: Theme) -> None:
    button = Button("Verder", "verder", "primary", parent=window)
    light = face(button)
    theme.use(Scheme.DARK)
    assert face(button) == QColor(current().accent) != light


@pytest.mark.qt_log_ignore(
    r"raise\(\)"
)  # what a tooltip asks of its screen, and this one has no windows to order
def test_a_dialog_a_menu_and_a_tooltip_wear_what_their_window_wears(window: QWidget, qtbot: QtBot) -> None:
    menu, dialog = QMenu(window), QDialog(window)
    assert face(Button("Verder", "verder", "primary", parent=dialog)) == QColor(current().accent)
    menu.addAction("Openen")
    assert menu.grab().toImage().pixelColor(0, 0) == QColor(current().line)
    window.show()
    QToolTip.showText(window.mapToGlobal(window.rect().center()), "tekst", window)
    told = next(
        one for one in QApplication.topLevelWidgets() if one.inherits("QTipLabel") and one.isVisible()
    )
    assert told.grab().toImage().pixelColor(2, 2) == QColor(current().ink)
    QToolTip.hideText()
    window.hide()
