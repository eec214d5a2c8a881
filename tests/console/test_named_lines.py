"""A line with an unknown name in it: off the wall, whatever happens, until the chair has chosen."""

import pytest
from PySide6.QtCore import Qt

from tests.console.conftest import Open, Table, at_case
from tests.console.test_changed_text import draws
from tests.console.test_keyboard import case_now
from tests.console.test_room import decided, record
from zvhdesk.ui.console.recording import HELD

KEY = Qt.Key
LINE = "@Politie spreekt Karel van der Berg en Jan Pieters vóór 28-3"
KNOWN = "@Politie spreekt J. Aalberts vóór 28-3"


def named(table: Table) -> str:
    return table.page.board.names.text


def test_it_stays_off_the_wall_whatever_happens(quick: Table) -> None:
    quick.put_on_wall()
    record(quick, LINE)
    assert named(quick).startswith("“Karel van der Berg” en “Jan Pieters” kunnen namen zijn.")
    assert case_now(quick).actions[0].held_back
    record(quick)
    quick.qtbot.waitUntil(lambda: quick.on_wall() == ["belt de familie"])
    quick.press(KEY.Key_F9)
    quick.put_on_wall()
    assert quick.on_wall() == ["belt de familie"]


def test_one_key_shows_it_as_it_reads(table: Table) -> None:
    table.put_on_wall()
    record(table, LINE)
    table.ctrl(KEY.Key_T)
    table.qtbot.waitUntil(lambda: table.on_wall() == ["spreekt Karel van der Berg en Jan Pieters"])
    assert table.wall is not None
    draws(table, table.wall)
    assert not case_now(table).actions[0].held_back
    assert named(table) == ""


@pytest.mark.parametrize("deciding", [False, True])
def test_one_key_shows_it_with_initials(table: Table, deciding: bool) -> None:
    table.put_on_wall()
    table.press(KEY.Key_F2)
    if deciding:
        table.ctrl(KEY.Key_B)
        table.type("Wij volgen Karel van der Berg")
        table.press(KEY.Key_Return)
    else:
        record(table, LINE)
    table.ctrl(KEY.Key_I)
    if deciding:
        table.qtbot.waitUntil(lambda: decided(table) == ["Wij volgen K.v.d.B."])
    else:
        table.qtbot.waitUntil(lambda: table.on_wall() == ["spreekt K.v.d.B. en J.P."])


def test_what_is_taken_back_of_that_is_held_back_again(table: Table) -> None:
    table.put_on_wall()
    record(table, LINE)
    table.ctrl(KEY.Key_I)
    table.qtbot.waitUntil(lambda: bool(table.on_wall()))
    table.ctrl(KEY.Key_Z)
    assert table.on_wall() == []
    (row,) = case_now(table).actions
    assert (row.text, row.held_back) == ("spreekt Karel van der Berg en Jan Pieters", True)


def test_escape_leaves_it_off_and_the_list_can_still_show_it(table: Table) -> None:
    table.put_on_wall()
    record(table, LINE)
    table.press(KEY.Key_Escape)
    assert table.page.board.notice.text == HELD
    assert named(table) == ""
    table.ctrl(KEY.Key_T)
    assert table.on_wall() == []
    for _ in range(4):
        table.alt(KEY.Key_Right)
    (row,) = case_now(table).actions
    table.click(f"console.let_go.{row.number}")
    table.qtbot.waitUntil(lambda: bool(table.on_wall()))


def test_a_name_of_the_dossier_is_initials_by_itself_and_waits_for_nobody(quick: Table) -> None:
    quick.put_on_wall()
    record(quick, KNOWN)
    quick.qtbot.waitUntil(lambda: len(quick.on_wall()) == 1)
    assert "Aalberts" not in repr(quick.wall)
    assert not case_now(quick).actions[0].held_back


def test_the_sentence_is_true_of_one_name(opened: Open) -> None:
    table = opened(at_case)
    table.press(KEY.Key_F2)
    table.type("@Politie spreekt Karel Hendriks")
    assert named(table).startswith("“Karel Hendriks” kan een naam zijn. Een onbekende naam komt niet vanzelf")
