"""A meeting that is closed elsewhere while one types: what was typed is shown, and can be copied."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton
from sqlalchemy import select

from tests.console.conftest import Table
from zvhdesk.domain.terms import Step
from zvhdesk.models.local import Draft
from zvhdesk.services.meetings import running
from zvhdesk.ui.tables.left_behind import WHY, LeftBehindCard

KEY = Qt.Key
LINE, NOTE = "@Politie belt de familie", "Wij duiden dit anders"


def close_elsewhere(table: Table) -> None:
    """Another desk closes it while what is typed here is still on its way."""
    meeting = table.world.meeting
    table.asked(lambda desk: desk.change(lambda s: running.close(s, meeting), "meeting.close"))
    table.settle()


def left(table: Table) -> LeftBehindCard:
    return table.page.board.closing.left


def drafts(table: Table) -> list[str]:
    return table.asked(lambda desk: desk.read(lambda s: list(s.scalars(select(Draft.text)))))


def type_both(table: Table) -> None:
    for _ in range(2):
        table.alt(KEY.Key_Right)
    assert table.page.view is not None
    assert table.page.view.step is Step.JUDGEMENT
    table.press(KEY.Key_F2)
    table.type(LINE)
    table.page.view.begin()
    table.type(NOTE)


def test_what_was_typed_is_shown_with_why(table: Table) -> None:
    type_both(table)
    close_elsewhere(table)
    card = left(table)
    assert card.isVisible()
    assert {text.text() for text in card.texts} == {LINE, NOTE}
    assert {text.accessibleName() for text in card.texts} == {
        "2026-0001 · Actie",
        "2026-0001 · Notitie bij Duiding",
    }
    assert WHY in [label.text() for label in card.findChildren(type(table.page.board.closing.told))]
    assert "Alles is vastgelegd" not in table.page.board.closing.told.text()


def test_it_is_copied_and_put_away_and_is_there_again_after_a_start(table: Table) -> None:
    type_both(table)
    close_elsewhere(table)
    at = next(i for i, text in enumerate(left(table).texts) if text.text() == LINE)
    _click(table, f"meeting.left.copy.{at}")
    assert QGuiApplication.clipboard().text() == LINE
    table.close()
    table.again()
    assert {text.text() for text in left(table).texts} == {LINE, NOTE}
    for _ in range(2):
        _click(table, "meeting.left.drop.0")
    assert left(table).isHidden()
    assert drafts(table) == []
    assert "Alles is vastgelegd" in table.page.board.closing.told.text()


def test_when_all_was_recorded_nothing_is_shown(table: Table) -> None:
    close_elsewhere(table)
    assert left(table).isHidden()
    assert "Alles is vastgelegd" in table.page.board.closing.told.text()


def _click(table: Table, name: str) -> None:
    button = left(table).findChild(QAbstractButton, name)
    assert button is not None
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    table.settle()
