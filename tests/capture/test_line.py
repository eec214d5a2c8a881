"""The capture line under the fingers: keys only, on a real desk."""

from datetime import date

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QListView

from tests.capture.conftest import TABLE, TODAY, Chair

ENTER, TAB, ESC = Qt.Key.Key_Return, Qt.Key.Key_Tab, Qt.Key.Key_Escape
UP, DOWN = Qt.Key.Key_Up, Qt.Key.Key_Down


def test_enter_asks_for_an_action_and_the_line_stays_until_it_is_accepted(chair: Chair) -> None:
    chair.type("@GGZ De Regge onderzoekt één vraag vóór do 26 mrt")
    chair.press(ENTER)
    (asked,) = chair.actions
    assert (asked.text, asked.partner_id, asked.due_on) == ("onderzoekt één vraag", "ggz", date(2026, 3, 26))
    assert chair.line.text == "@GGZ De Regge onderzoekt één vraag vóór do 26 mrt"
    # Nobody answered yet: a second Enter asks for nothing more.
    chair.press(ENTER)
    assert len(chair.actions) == 1
    chair.line.accepted()
    assert chair.line.text == ""
    assert chair.line.edit.hasFocus()


def test_what_is_typed_before_the_answer_is_the_next_line(chair: Chair) -> None:
    chair.type("@politie belt morgen")
    chair.press(ENTER)
    chair.type(" @ggz schrijft")
    chair.line.accepted()
    assert chair.line.text == "@ggz schrijft"


def test_an_answer_that_never_comes_does_not_block_the_line(chair: Chair) -> None:
    chair.type("@politie belt morgen")
    chair.press(ENTER)
    chair.press(Qt.Key.Key_Backspace)
    chair.type("n")
    chair.press(ENTER)
    assert len(chair.actions) == 2
    chair.line.accepted()
    assert chair.line.text == ""


def test_a_refusal_stands_beneath_the_line_and_nothing_typed_is_lost(chair: Chair) -> None:
    chair.type("belt de familie morgen")
    chair.press(ENTER)
    chair.line.refuse("Noem met @ wie dit doet.")
    assert chair.line.message.text == "Noem met @ wie dit doet."
    assert chair.line.edit.accessibleDescription() == "Noem met @ wie dit doet."
    assert chair.line.text == "belt de familie morgen"
    # The next key takes the sentence away, and Enter may be tried again.
    chair.type(" ")
    assert chair.line.message.text == ""
    chair.press(ENTER)
    assert len(chair.actions) == 2


@pytest.mark.parametrize(
    "line, says",
    [
        (
            "@woonstichting belt",
            "@woonstichting is geen bekende organisatie. Typ @ en kies er een uit de lijst.",
        ),
        ("@politie belt vóór 31 april", "31 april 2026 bestaat niet."),
        ("@politie belt vóór do 28 mrt", "28 maart 2026 is een zaterdag, geen donderdag."),
        ("@politie belt vóór 1-3-2026", "1 maart 2026 is al voorbij."),
        ("@Politie", "Typ ook wat er gebeurt, bijvoorbeeld: belt de familie."),
    ],
)
def test_a_doubtful_line_is_not_recorded(chair: Chair, line: str, says: str) -> None:
    chair.type(line)
    chair.press(ESC)
    chair.press(ENTER)
    assert chair.actions == []
    assert (chair.line.message.text, chair.line.text) == (says, line)


def test_a_doubt_is_told_once_the_word_is_typed_and_not_before(chair: Chair) -> None:
    chair.type("@politie belt vóór 31 april")
    assert chair.line.message.text == ""
    chair.type(" e")
    assert chair.line.message.text == "31 april 2026 bestaat niet."


def test_an_empty_line_records_nothing(chair: Chair) -> None:
    chair.type("  ")
    chair.press(ENTER)
    assert (chair.actions, chair.line.message.text) == ([], "")


def test_without_an_item_nothing_is_recorded(chair: Chair) -> None:
    chair.line.set_item(None)
    assert not chair.line.isEnabled()


def test_the_list_is_driven_by_keys(chair: Chair) -> None:
    chair.type("belt met @gem")
    over = chair.line.over.suggestions
    assert over.isVisible()
    assert [one.id for one in over.rows] == ["hengelo", "almelo"]
    assert chair.line.edit.accessibleDescription() == "Gemeente Hengelo, veiligheid, aan tafel, 1 van 2"
    chair.press(DOWN)
    assert chair.line.edit.accessibleDescription() == "Gemeente Almelo, niet aan tafel, 2 van 2"
    chair.press(DOWN)
    chair.press(UP)
    chair.press(ENTER)
    assert chair.line.text == "belt met @Gemeente Almelo "
    assert chair.line.edit.cursor_at == len(chair.line.text)
    assert not over.isVisible()
    assert chair.actions == []


def test_tab_takes_a_suggestion_and_else_leaves_the_line(chair: Chair) -> None:
    chair.type("@hen")
    chair.press(TAB)
    assert chair.line.text == "@Gemeente Hengelo, veiligheid "
    assert chair.line.edit.hasFocus()
    chair.type("belt")
    chair.press(TAB)
    assert not chair.line.edit.hasFocus()
    assert chair.line.text == "@Gemeente Hengelo, veiligheid belt"


def test_escape_closes_the_list_first_and_only_then_means_stop(chair: Chair) -> None:
    chair.type("@pol")
    chair.press(ESC)
    assert not chair.line.over.suggestions.isVisible()
    assert chair.stops == []
    chair.type("i")
    assert not chair.line.over.suggestions.isVisible()
    chair.press(ESC)
    assert chair.stops == [True]
    # Another sign is another question.
    chair.type(" @g")
    assert chair.line.over.suggestions.isVisible()


def test_a_full_name_needs_no_taking(chair: Chair) -> None:
    chair.type("belt morgen @GGZ De Regge")
    assert not chair.line.over.suggestions.isVisible()
    chair.press(ENTER)
    assert [one.partner_id for one in chair.actions] == ["ggz"]


def test_the_list_can_be_clicked_and_goes_when_the_line_is_left(chair: Chair) -> None:
    chair.type("@")
    view = chair.window.findChild(QListView, "capture.suggestions.list")
    assert view is not None
    QTest.mouseClick(
        view.viewport(),
        Qt.MouseButton.LeftButton,
        pos=view.visualRect(view.model().index(1, 0)).center(),
    )
    assert chair.line.text == "@GGZ De Regge "
    chair.type("@")
    chair.other.setFocus()
    assert not chair.line.over.suggestions.isVisible()


def test_the_list_stands_above_the_line_within_the_window(chair: Chair) -> None:
    chair.type("@")
    over, line = chair.line.over.suggestions, chair.line
    assert over.parentWidget() is chair.window
    assert over.geometry().bottom() < line.geometry().top()
    assert chair.window.rect().contains(over.geometry())
    # Every row is a target of 48 px and the first six are seen whole.
    assert over.height() >= 5 * 48


def test_ctrl_z_gives_back_what_was_typed_before_taking(chair: Chair) -> None:
    chair.type("@hen")
    chair.press(ENTER)
    chair.press(Qt.Key.Key_Z, control=True)
    assert chair.line.text == "@hen"


def test_ctrl_z_in_an_empty_line_asks_to_take_the_newest_back(chair: Chair) -> None:
    chair.type("@politie belt morgen")
    chair.press(ENTER)
    chair.line.accepted()
    chair.press(Qt.Key.Key_Z, control=True)
    assert chair.undone == [True]
    assert chair.line.text == ""


def test_ctrl_b_records_a_decision(chair: Chair) -> None:
    chair.press(Qt.Key.Key_B, control=True)
    assert chair.line.deciding
    assert chair.line.edit.accessibleName() == "Besluit vastleggen"
    chair.type("@ggz en Politie blijven tot 1 mei  betrokken vóór 31 april")
    chair.press(ENTER)
    assert chair.decisions == ["GGZ De Regge en Politie blijven tot 1 mei betrokken vóór 31 april"]
    assert chair.actions == []
    chair.line.accepted()
    assert (chair.line.deciding, chair.line.text) == (False, "")
    chair.press(Qt.Key.Key_B, control=True)
    chair.press(Qt.Key.Key_B, control=True)
    assert chair.line.edit.accessibleName() == "Actie vastleggen"


def test_ctrl_d_puts_a_day_in_words(chair: Chair) -> None:
    chair.type("@politie belt")
    chair.press(Qt.Key.Key_D, control=True)
    month = chair.line.over.chooser
    assert month.isVisible()
    assert month.grid.hasFocus()
    assert month.grid.accessibleDescription() == "donderdag 12 maart 2026"
    for key in (DOWN, DOWN, Qt.Key.Key_Right, Qt.Key.Key_Left):
        chair.press(key)
    assert month.grid.accessibleDescription() == "donderdag 26 maart 2026"
    chair.press(ENTER)
    assert chair.line.text == "@politie belt vóór do 26 mrt"
    assert not month.isVisible()
    assert chair.line.edit.hasFocus()
    assert chair.line.parsed.due_on == date(2026, 3, 26)


def test_another_day_comes_in_the_place_of_the_one_that_stands_there(chair: Chair) -> None:
    chair.type("@politie belt over 2 weken met de familie")
    chair.press(Qt.Key.Key_D, control=True)
    chair.press(Qt.Key.Key_PageDown)
    chair.press(ENTER)
    assert chair.line.text == "@politie belt vóór zo 26 apr met de familie"
    assert chair.line.parsed.text == "belt met de familie"


def test_escape_and_leaving_put_the_month_away_and_change_nothing(chair: Chair) -> None:
    chair.type("@politie belt")
    chair.press(Qt.Key.Key_D, control=True)
    chair.press(ESC)
    assert not chair.line.over.chooser.isVisible()
    assert chair.line.edit.hasFocus()
    assert chair.stops == []
    chair.press(Qt.Key.Key_D, control=True)
    chair.other.setFocus()
    assert not chair.line.over.chooser.isVisible()
    assert chair.line.text == "@politie belt"


def test_days_behind_us_cannot_be_chosen(chair: Chair) -> None:
    chair.press(Qt.Key.Key_D, control=True)
    grid = chair.line.over.chooser.grid
    for key in (UP, Qt.Key.Key_Left, Qt.Key.Key_PageUp):
        chair.press(key)
    assert grid.day == TODAY
    QTest.mouseClick(grid, Qt.MouseButton.LeftButton, pos=grid.box(date(2026, 3, 11)).center().toPoint())
    assert chair.line.over.chooser.isVisible()
    QTest.mouseClick(grid, Qt.MouseButton.LeftButton, pos=grid.box(date(2026, 3, 20)).center().toPoint())
    assert chair.line.text == "vóór vr 20 mrt"


def test_the_next_table_is_one_key_away(chair: Chair) -> None:
    chair.type("@politie belt")
    chair.press(Qt.Key.Key_D, control=True)
    chair.press(TAB)
    chair.press(Qt.Key.Key_Space)
    assert chair.line.parsed.due_on == TABLE


@pytest.mark.parametrize(
    "pasted, line",
    [
        ("@politie belt\nde familie", "@politie belt de familie"),
        ("belt  \r\n  morgen\r\n", "belt morgen "),
        ("a\u2028b\tc", "a b c"),
    ],
)
def test_pasted_lines_become_one(chair: Chair, pasted: str, line: str) -> None:
    data = QMimeData()
    data.setText(pasted)
    chair.line.edit.insertFromMimeData(data)
    assert chair.line.text == line
    assert chair.line.edit.blockCount() == 1


def test_no_key_and_no_input_method_makes_a_second_line(chair: Chair) -> None:
    chair.type("belt")
    for modifier in (Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.AltModifier):
        for key in (ENTER, Qt.Key.Key_Enter):
            QTest.keyClick(chair.edit, key, modifier)
            chair.line.refuse("nee")
    event = QInputMethodEvent()
    event.setCommitString("de\nschool")
    QApplication.sendEvent(chair.edit, event)
    assert chair.line.text == "beltde school"
    assert chair.line.edit.blockCount() == 1
