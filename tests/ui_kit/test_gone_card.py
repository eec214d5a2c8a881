"""The card of a row that was deleted while somebody else edited it."""

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from zvhdesk.services.conflicts.rows import Edit, GoneRow
from zvhdesk.ui.kit.conflict import GoneCard


def test_each_edit_says_who_and_when_and_no_text_stands_there_twice(qtbot: QtBot) -> None:
    edits = (Edit("Doel", "Elke week", "B. Tweede", 0), Edit("Hoe meten we dit", "", "C. Derde", 0))
    card = GoneCard(GoneRow("goal", "g", "Doel", "Elke week", "A. Eerste", 0, edits, 1), "goal")
    qtbot.addWidget(card)
    words = [one.text() for one in card.findChildren(QLabel)]
    assert sum("Elke week" in one for one in words) == 1
    assert any(one.startswith("Doel: zoals hierboven (B. Tweede, ") for one in words)
    assert any(one.startswith("Hoe meten we dit: leeg (C. Derde, ") for one in words)
