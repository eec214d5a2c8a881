"""What matters now is in view, and nothing lies over what somebody else reads."""

from datetime import timedelta

import pytest
from PySide6.QtCore import QMimeData, QPoint, QRect, Qt
from PySide6.QtWidgets import QLabel, QWidget

from tests.console.conftest import Open, Table, at_case
from tests.console.test_keyboard import case_now, now
from tests.console.test_room import record
from tests.meetings.world import World
from zvhdesk.services.meetings import capture, planning, running
from zvhdesk.ui.console.case_head import CaseHead
from zvhdesk.ui.console.look import KeyHint
from zvhdesk.ui.console.scroller import Scroller
from zvhdesk.ui.kit.inplace import TextEdit

KEY = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
ALONE = "Er is één scherm. Open het zaalscherm als venster, om te delen, of over dit hele scherm."
SIZES = pytest.mark.parametrize("size", [(1440, 900), (1024, 700), (960, 540)])


def resized(table: Table, size: tuple[int, int]) -> Table:
    table.window.resize(*size)
    table.settle()
    return table


def seen(widget: QWidget, area: Scroller) -> bool:
    """Whether all of a widget is in view."""
    top = widget.mapTo(area.viewport(), QPoint(0, 0)).y()
    return top >= 0 and top + widget.height() <= area.viewport().height()


def with_many_items(world: World) -> None:
    """The meeting runs at the tenth of them, out of view in the smallest window."""
    at_case(world)
    for at in range(20):
        world.call("agenda.add", planning.add_point, world.meeting, f"Punt {at} met een lange naam", 5)
    tenth = world.point(9)
    world.do(lambda s: running.go_to(s, world.meeting, tenth), "meeting.item")


@SIZES
def test_the_item_that_runs_is_always_in_view(opened: Open, size: tuple[int, int]) -> None:
    table = resized(opened(with_many_items), size)
    agenda = table.page.board.agenda.list

    def in_view() -> bool:
        (at,) = [at for at, row in enumerate(agenda.items.rows) if row.id == table.page.acts.item_id]
        box = agenda.visualRect(agenda.items.index(at))
        return QRect(QPoint(0, 0), agenda.viewport().size()).contains(box)

    table.qtbot.waitUntil(in_view)
    for _ in range(4):
        table.press(KEY.Key_PageDown, CTRL)
        table.qtbot.waitUntil(in_view)
    agenda.verticalScrollBar().setValue(0)
    table.page.refresh()
    table.settle()
    assert not in_view(), "who scrolls stays where they are"
    table.window.resize(size[0], size[1] + 40)
    table.settle()
    table.qtbot.waitUntil(in_view)


def with_nine_actions(world: World) -> None:
    at_case(world)
    for at in range(9):
        due = world.clock().date() + timedelta(at)
        text = f"{at}: een afspraak die wat langer is"
        world.call("action.capture", capture.record_action, world.item(0), text, "politie", due)


@SIZES
def test_what_is_agreed_comes_in_view_in_both_lists(opened: Open, size: tuple[int, int]) -> None:
    table = resized(opened(with_nine_actions), size)
    for _ in range(4):
        table.alt(KEY.Key_Right)
    view = table.page.view
    assert view is not None
    record(table)
    number = case_now(table).actions[-1].number
    step = table.find(QWidget, f"console.action.{number}")
    outer = table.find(Scroller, "console.case")
    table.qtbot.waitUntil(lambda: seen(step, view.agreements) and seen(step, outer))
    side = table.page.board.side.area
    line = table.find(QWidget, f"console.agreed.{number}")
    table.qtbot.waitUntil(lambda: seen(line, side))


def test_nothing_moves_under_who_types_in_the_same_list(opened: Open) -> None:
    table = resized(opened(with_nine_actions), (1024, 700))
    own = table.page.board.own.text
    assert own is not None
    own.editor.setFocus()
    table.settle()
    area = table.page.board.side.area
    before = area.verticalScrollBar().value()
    item, day = case_now(table).item_id, table.clock().date()
    table.asked(
        lambda desk: desk.change(
            lambda s: capture.record_action(s, item, "gaat langs", "ggz", day), "action.capture"
        )
    )
    table.qtbot.wait(150)
    assert area.verticalScrollBar().value() == before


def test_numbers_of_one_and_two_digits_line_up(opened: Open) -> None:
    table = opened(with_nine_actions)
    for _ in range(4):
        table.alt(KEY.Key_Right)
    numbers = [row.number for row in case_now(table).actions]
    assert min(numbers) < 10 <= max(numbers)
    view = table.page.view
    assert view is not None
    ends = {
        item.number.mapTo(item, QPoint(item.number.width(), 0)).x()
        for item in view.agreements.action_rows.widgets.values()
    }
    assert len(ends) == 1


def test_a_decision_stands_at_the_right_too(table: Table) -> None:
    table.press(KEY.Key_F2)
    table.ctrl(KEY.Key_B)
    table.type("Procesregie")
    table.press(KEY.Key_Return)
    decision = table.find(QWidget, f"console.decided.{case_now(table).decisions[0].number}")
    assert decision.isVisible()
    assert "Procesregie" in decision.accessibleName()
    said = [one.text() for one in table.page.board.side.findChildren(QLabel) if one.isVisible()]
    assert "Nog geen afspraken." not in said


@SIZES
def test_a_long_paste_keeps_its_end_and_the_cursor_in_view(opened: Open, size: tuple[int, int]) -> None:
    table = resized(opened(at_case), size)
    edit = table.page.board.line.edit
    one = edit.height()
    pasted = QMimeData()
    pasted.setText("@Politie " + "heel lang " * 20)
    edit.insertFromMimeData(pasted)
    table.settle()
    assert edit.height() > one
    lines = round(edit.document().size().height())
    if lines <= 4:
        assert edit.verticalScrollBar().value() == 0, "all of it is in view, from its beginning"
    pasted.setText("nog langer " * 80)
    edit.insertFromMimeData(pasted)
    table.settle()
    assert edit.height() < 8 * one
    for key in (KEY.Key_End, KEY.Key_Home):
        table.press(key, CTRL)
        box = edit.cursorRect()
        assert box.top() >= 0
        assert box.bottom() <= edit.viewport().height()


@SIZES
def test_the_keys_stay_beside_what_is_said(table: Table, size: tuple[int, int]) -> None:
    resized(table, size)
    table.page.board.notice.say(ALONE, "info")
    table.settle()
    hints = [one for one in table.page.board.footer.findChildren(KeyHint) if one.isVisible()]
    said = {one.accessibleName() for one in hints}
    assert {"F7: deur", "F8: toon", "F9: afdekken"} <= said
    assert all(one.width() >= one.sizeHint().width() for one in hints)
    assert table.page.board.notice.text == ALONE


@SIZES
def test_what_at_offers_stays_within_the_line(opened: Open, size: tuple[int, int]) -> None:
    table = resized(opened(at_case), size)
    line = table.page.board.line
    for before in ("", "bel vandaag nog met iemand van "):
        line.edit.start_with(before)
        table.press(KEY.Key_F2)
        table.type("@")
        table.settle()
        offered = line.over.suggestions
        assert offered.isVisible()
        first = line.mapTo(table.window, QPoint(0, 0)).x()
        assert first <= offered.x()
        assert offered.x() + offered.width() <= first + line.width()
    assert now(table).current is not None


def test_nothing_jumps_when_another_desk_takes_the_lead(table: Table) -> None:
    head = table.window.findChild(CaseHead)
    question = table.find(TextEdit, "console.question")
    assert head is not None
    at = question.mapTo(head, QPoint())
    head.show_part(leads=False)
    table.settle()
    assert not head.done.isVisible()
    assert question.mapTo(head, QPoint()) == at
