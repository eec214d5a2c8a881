"""Where the keyboard goes by itself: never to what records or shows."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QPlainTextEdit

from tests.console.conftest import Open, Table, at_case, live
from tests.console.test_keyboard import case_now, now
from tests.console.test_room import record, showings
from zvhdesk.domain.terms import Step
from zvhdesk.services.meetings import running

KEY = Qt.Key


def harmless(table: Table) -> None:
    """Space and Enter, pressed blindly, record nothing, show nothing and go nowhere."""
    assert not isinstance(table.focus, QAbstractButton), table.focus.objectName()
    before, shown = now(table), showings(table)
    for key in (KEY.Key_Space, KEY.Key_Return):
        table.press(key)
    after = now(table)
    assert after.case == before.case
    assert [row.state for row in after.items] == [row.state for row in before.items]
    assert after.paused_ms is None
    assert showings(table) == shown
    assert table.covered


def test_a_case_begins_at_the_capture_line(opened: Open) -> None:
    table = opened(live)
    assert table.focus is table.page.board.point
    harmless(table)
    for _ in now(table).items[1:]:
        table.ctrl(KEY.Key_PageDown)
        case = now(table).case
        assert table.focus is (table.page.board.line.edit if case else table.page.board.point)
        harmless(table)
    table.ctrl(KEY.Key_PageUp)
    harmless(table)


def test_typing_lands_in_the_step_one_goes_to(table: Table) -> None:
    fields = []
    for step in tuple(Step)[1:]:
        table.alt(KEY.Key_Right)
        assert table.page.view is not None
        assert table.page.view.step is step
        assert isinstance(table.focus, QPlainTextEdit)
        table.type("tekst")
        assert table.focus.toPlainText() == "tekst"
        fields.append(table.focus.objectName())
    assert fields[0].endswith(".said")
    assert fields[1:] == ["console.note.new.judgement", "console.note.new.approach", "capture.line"]
    assert now(table).paused_ms is None
    table.alt(KEY.Key_Left)
    assert table.focus is table.page.board.line.edit, "a line that is being typed keeps the keyboard"


def test_what_goes_away_gives_the_keyboard_to_no_button(table: Table) -> None:
    """An action that was read back loses its button, one of last time goes altogether."""
    for step in (0, 4):
        for _ in range(step):
            table.alt(KEY.Key_Right)
        if step:
            record(table)
        view = table.page.view
        assert view is not None
        made = case_now(table).actions
        name = f"console.read_back.{made[0].number}" if made else "console.earlier.1.done"
        button = table.find(QAbstractButton, name)
        button.setFocus()
        table.press(KEY.Key_Space)
        assert not isinstance(QApplication.focusWidget(), QAbstractButton)
        harmless(table)


def test_a_button_that_goes_gives_it_to_no_other_button(table: Table) -> None:
    """`Toch tonen` is gone once it was pressed; beside it stands `Teruggelezen`."""
    record(table, "@Politie spreekt Karel Hendriks vóór 28-3")
    table.press(KEY.Key_Escape)
    for _ in range(4):
        table.alt(KEY.Key_Right)
    (row,) = case_now(table).actions
    table.find(QAbstractButton, f"console.let_go.{row.number}").setFocus()
    table.press(KEY.Key_Space)
    assert not case_now(table).actions[0].held_back
    harmless(table)
    assert not case_now(table).actions[0].read_back


def test_a_step_taken_elsewhere_leaves_it_in_a_text(opened: Open) -> None:
    table = opened(at_case)
    table.alt(KEY.Key_Right)
    item = case_now(table).item_id
    table.asked(lambda desk: desk.change(lambda s: running.set_step(s, item, Step.JUDGEMENT), "meeting.step"))
    table.settle()
    assert table.focus.objectName() == "console.note.new.judgement"
