"""A bar of tabs shows where the keyboard is."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from zvhdesk.ui.kit.tabbar import TabBar
from zvhdesk.ui.theme import Theme


@pytest.mark.parametrize(
    "reason, ring",
    [(Qt.FocusReason.TabFocusReason, True), (Qt.FocusReason.MouseFocusReason, False)],
)
def test_the_chosen_tab_has_a_ring_when_the_keyboard_came_by_key(
    qtbot: QtBot, theme: Theme, reason: Qt.FocusReason, *, ring: bool
) -> None:
    del theme
    bar = TabBar()
    bar.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    for words in ("Overzicht", "Personen"):
        bar.addTab(words)
    qtbot.addWidget(bar)
    with qtbot.waitActive(bar):
        bar.show()
        bar.activateWindow()
    bar.clearFocus()
    without = bar.grab().toImage()
    bar.setFocus(reason)
    assert bar.hasFocus()
    assert (bar.grab().toImage() != without) is ring
