"""Every window, in every palette, at the size of a laptop and at three times scaling."""

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from tests.ui_kit.gallery import main_window, windows
from zvhdesk.ui.kit import RailItem
from zvhdesk.ui.tasks import Tasks
from zvhdesk.ui.theme import Scheme, Theme, current

NAMES = ("board", "dossier", "unlock", "setup", "failure")


@pytest.mark.parametrize("scheme", [Scheme.LIGHT, Scheme.DARK, Scheme.CONTRAST])
def test_every_window_is_drawn_in_the_palette(
    qtbot: QtBot, tasks: Tasks, theme: Theme, scheme: Scheme
) -> None:
    theme.use(scheme)
    for name, window in windows(tasks).items():
        qtbot.addWidget(window)
        window.show()
        image = window.grab().toImage()
        spots = ((x, y) for x in range(0, image.width(), 4) for y in range(0, image.height(), 4))
        colors = {image.pixelColor(x, y).rgb() for x, y in spots}
        assert QColor(current().paper).rgb() in colors, name
        assert QColor(current().accent).rgb() in colors, name


@pytest.mark.parametrize("name", NAMES)
def test_everything_that_takes_keys_has_a_name_for_tests_and_one_for_screen_readers(
    qtbot: QtBot, tasks: Tasks, name: str
) -> None:
    made = windows(tasks)
    for window in made.values():
        qtbot.addWidget(window)
    made[name].show()
    nameless = []
    for kind in (QAbstractButton, QLineEdit, QPlainTextEdit, QComboBox):
        for widget in made[name].findChildren(kind):
            # Qt's own parts of a field, such as its clear button, answer for themselves.
            if widget.objectName().startswith("qt_") or isinstance(widget.parent(), QLineEdit):
                continue
            text = widget.accessibleName() or (widget.text() if isinstance(widget, QAbstractButton) else "")
            if not widget.objectName() or not text:
                nameless.append(f"{type(widget).__name__} {widget.objectName()!r} {text!r}")
    assert nameless == []


@pytest.mark.parametrize("page", ["board", "dossier"])
def test_at_three_times_scaling_every_act_of_a_page_is_within_the_window(
    qtbot: QtBot, tasks: Tasks, page: str
) -> None:
    """A screen of 1920 by 1080 enlarged three times has 640 by 360 px."""
    window = main_window(tasks)
    qtbot.addWidget(window)
    shown = window.go(page)
    window.resize(640, 360)
    window.show()
    bar = shown.findChild(QWidget, "topbar")
    assert bar is not None
    title = bar.findChild(QWidget, "topbar.title")
    assert title is not None
    qtbot.waitUntil(lambda: title.width() >= 200)
    assert (window.width(), window.height()) == (640, 360)
    room = QRect(0, 0, bar.width(), bar.height())
    for button in bar.findChildren(QAbstractButton):
        if button.isVisible():
            corner = button.mapTo(bar, button.rect().topLeft())
            assert room.contains(QRect(corner, button.size())), button.objectName()
            assert button.width() >= button.minimumSizeHint().width()
    assert all(item.height() >= 32 for item in window.rail.findChildren(RailItem))


def test_every_target_is_at_least_32_px_high(qtbot: QtBot, tasks: Tasks) -> None:
    low = []
    for window in windows(tasks).values():
        qtbot.addWidget(window)
        window.show()
        for kind in (QAbstractButton, QLineEdit, QComboBox):
            for widget in window.findChildren(kind):
                inside = isinstance(widget.parent(), QLineEdit) or widget.objectName().startswith("qt_")
                bare = widget.property("look") == "bare"  # its frame is the target
                if widget.isVisible() and not inside and not bare and widget.height() < 32:
                    low.append((widget.objectName(), widget.height()))
    assert low == []
