"""The console stays calm: nothing jumps, nothing is cut off, and what is said goes once it is not so."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QLabel, QWidget

from tests.console.conftest import Table
from tests.console.test_keyboard import case_now
from zvhdesk.domain.terms import NoteKind, Step
from zvhdesk.services.meetings import capture
from zvhdesk.ui.console.footer import Footer
from zvhdesk.ui.kit import SaveState

KEY = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier


def _places(table: Table) -> list[QRect]:
    return [
        table.find(QWidget, name).geometry() for name in ("console.agenda", "console.case", "console.side")
    ]


def test_what_is_said_moves_nothing(table: Table) -> None:
    board = table.page.board
    board.notice.clear()
    table.settle()
    before = _places(table)
    board.notice.say("Vastgelegd, maar het komt niet op het zaalscherm.", "info")
    table.settle()
    assert board.notice.isVisible()
    assert _places(table) == before
    board.notice.ask("Er is een tweede scherm. Daar openen?", "Daar openen", lambda: None, "Nu niet")
    table.settle()
    assert _places(table) == before


def test_the_words_about_a_covered_wall_go_once_it_shows_the_case(table: Table) -> None:
    table.put_on_wall()
    table.press(KEY.Key_PageDown, CTRL)
    assert "afgedekt" in table.page.board.notice.text
    table.put_on_wall()
    table.qtbot.waitUntil(lambda: not table.page.board.notice.text)


def test_what_is_said_of_one_item_is_not_said_of_the_next(table: Table) -> None:
    table.page.board.notice.say("Dit ging over deze casus.", "warn")
    table.press(KEY.Key_PageDown, CTRL)
    assert table.page.board.notice.text == ""


def test_a_question_stays_until_it_is_answered(table: Table) -> None:
    table.page.board.notice.ask("Daar openen?", "Ja", lambda: None, "Nu niet")
    table.press(KEY.Key_PageDown, CTRL)
    assert table.page.board.notice.text == "Daar openen?"


def test_what_is_parked_reads_the_same_at_both_steps(table: Table) -> None:
    item_id = case_now(table).item_id
    table.asked(
        lambda desk: desk.change(
            lambda s: capture.add_note(s, item_id, Step.JUDGEMENT, "De parkeerplaats", NoteKind.PARKED),
            "note.add",
        )
    )
    table.page.refresh()
    table.settle()
    view = table.page.view
    assert view is not None
    note = case_now(table).notes[-1].id
    field = view.judgement.findChild(QWidget, f"console.note.{note}")
    assert view.form.field(("note_paragraph", note, "text")) is not None
    assert field is not None
    assert field.toPlainText() == "De parkeerplaats"  # type: ignore[attr-defined]
    elsewhere = view.approach.findChild(QLabel, f"console.note.{note}.read")
    assert elsewhere is not None
    assert elsewhere.text() == "De parkeerplaats"
    assert view.approach.findChild(QWidget, f"console.note.{note}") is None


def test_the_foot_keeps_room_for_the_longest_words(table: Table) -> None:
    foot: Footer = table.page.board.footer
    for state in SaveState:
        foot.show_state(state)
        words = foot.saved.fontMetrics().horizontalAdvance(foot.saved.text())
        assert foot.saved.width() >= words
        assert foot.saved.geometry().right() <= foot.width()
