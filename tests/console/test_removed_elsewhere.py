"""A point that another desk takes off the agenda while the meeting runs here: said where it stood."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLabel, QPushButton, QWidget

from tests.console.conftest import Table
from tests.elsewhere import heard
from tests.pictures import keep
from zvhdesk.models.meetings import AgendaItem


def removed(table: Table, item: str) -> None:
    table.asked(lambda d: heard(d, ("agenda_item", item, "deleted"), value=True, seen=True))
    table.settle()


def others(table: Table) -> list[str]:
    """What is on the agenda and not in view, in its order."""
    return [row.id for row in table.page.board.agenda.list.items.rows if row.id != table.page.acts.item_id]


def test_what_was_typed_under_a_removed_point_is_kept_and_found(table: Table) -> None:
    table.page.board.line.edit.start_with("@Politie belt de buren")
    removed(table, table.page.acts.item_id)
    notice = table.page.board.notice
    assert notice.text.startswith("Dit agendapunt is op een andere computer van de agenda gehaald.")
    assert notice.text.endswith("Wat u typte, is bewaard.")
    notice.step.click()
    table.settle()
    left = table.page.board.left.card
    assert left.isVisible()
    assert "@Politie belt de buren" in [text.text() for text in left.texts]
    table.press(Qt.Key.Key_Escape)
    assert not left.isVisible()


def test_a_calm_line_says_who_took_it_off_and_it_goes_back(table: Table) -> None:
    before = others(table)
    keyboard = table.focus
    removed(table, before[1])
    lines = table.find(QWidget, "console.taken_off")
    assert lines.isVisible()
    said = table.find(QLabel, "console.taken_off.said").text()
    assert said.startswith("van de agenda gehaald door iemand van dit huis")
    assert "stond na 2026-" in said
    assert table.focus is keyboard, "nothing opened, and the keyboard stayed"
    assert not table.window.findChildren(QDialog)
    table.window.resize(1366, 768)
    keep(table.window, "console-van-de-agenda")
    table.click("console.taken_off.return")
    assert others(table) == before
    assert not lines.isVisible()


def test_it_is_put_away_on_asking_alone(table: Table) -> None:
    removed(table, others(table)[0])
    table.page.refresh()
    table.settle()
    table.click("console.taken_off.close")
    assert not table.find(QWidget, "console.taken_off").isVisible()


@pytest.mark.parametrize("here", [True, False])
def test_who_takes_notes_puts_nothing_back(table: Table, *, here: bool) -> None:
    if not here:
        meeting = table.page.acts.meeting_id
        table.asked(lambda d: heard(d, ("meeting", meeting, "chair_device"), value="elders", seen=True))
        table.settle()
    removed(table, others(table)[0])
    assert table.find(QPushButton, "console.taken_off.return").isVisible() is here


def test_nothing_is_said_of_a_shielded_case_or_of_what_one_removed_oneself(table: Table) -> None:
    first, second = others(table)[1:3]
    case = table.asked(lambda d: d.read(lambda s: s.get_one(AgendaItem, first).case_id))
    assert case is not None
    removed(table, first)
    table.asked(lambda d: heard(d, ("case_", case, "shielded"), value=True, seen=True))
    table.asked(
        lambda d: d.change(lambda s: setattr(s.get_one(AgendaItem, second), "deleted", True), "agenda.edit")
    )
    table.settle()
    assert not table.find(QWidget, "console.taken_off").isVisible()
