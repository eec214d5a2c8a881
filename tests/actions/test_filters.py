"""The chips and the search field: what was typed a moment ago is never put back by a click elsewhere."""

from pytestqt.qtbot import QtBot

from zvhdesk.services.actions import ActionFilters, By, Show
from zvhdesk.ui.actions.filters import Filters


def test_a_chip_takes_what_was_just_typed_along(qtbot: QtBot) -> None:
    filters = Filters()
    qtbot.addWidget(filters.row)
    qtbot.addWidget(filters.field)
    told: list[ActionFilters] = []
    filters.changed.connect(told.append)
    filters.field.setText("zorg")
    filters.row.chip("case").click()
    assert (told[-1].words, told[-1].by) == ("zorg", By.CASE)
    filters.field.setText("")
    filters.row.chip("done").click()
    assert (told[-1].words, told[-1].show, filters.field.text()) == ("", Show.DONE, "")
