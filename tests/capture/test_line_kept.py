"""The capture line as it is seen, and what is kept of it: marks, height, drafts."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QTextCharFormat
from PySide6.QtWidgets import QLabel

from tests.capture.conftest import ORGANISATIONS, TABLE, TODAY, Chair
from zvhdesk.domain.capture_line import Organisation
from zvhdesk.services.adding import drop_form_drafts
from zvhdesk.ui.console.capture_edit import code_point, qt_place
from zvhdesk.ui.console.live_text import RESTORED
from zvhdesk.ui.theme import Scheme, Theme, current

ENTER, TAB, ESC = Qt.Key.Key_Return, Qt.Key.Key_Tab, Qt.Key.Key_Escape
UP, DOWN = Qt.Key.Key_Up, Qt.Key.Key_Down


def test_what_is_understood_is_marked_in_the_line(chair: Chair, theme: Theme) -> None:
    chair.type("@ggz 😀 belt vóór do 28 mrt")
    block = chair.line.edit.document().firstBlock()
    chair.line.edit.mark_anew()
    text = chair.line.text
    marked = {
        text[code_point(text, each.start) : code_point(text, each.start + each.length)]: QTextCharFormat(
            each.format
        )
        for each in block.layout().formats()
    }
    assert set(marked) == {"@ggz", "vóór do 28 mrt"}
    assert marked["@ggz"].foreground().color() == QColor(current().accent2_ink)
    assert marked["@ggz"].fontWeight() == QFont.Weight.DemiBold
    # What is doubtful looks otherwise, and not by colour alone.
    doubtful = marked["vóór do 28 mrt"]
    assert doubtful.foreground().color() == QColor(current().warn)
    assert doubtful.underlineStyle() == doubtful.UnderlineStyle.WaveUnderline
    theme.use(Scheme.DARK)
    chair.settle()
    dark = block.layout().formats()
    assert QTextCharFormat(dark[0].format).foreground().color() == QColor(current().accent2_ink)
    theme.use(Scheme.LIGHT)


def test_what_is_more_than_typed_is_told(chair: Chair) -> None:
    told = chair.line.findChild(QLabel, "capture.understood")
    assert told is not None
    chair.type("@hengelo belt over 2 weken")
    assert told.text() == "Gemeente Hengelo, veiligheid · do 26 mrt"
    chair.line.edit.start_with("@Politie belt vóór do 26 mrt")
    assert told.text() == ""


def test_the_height_stays_when_other_words_come_beneath_the_line(chair: Chair) -> None:
    height = chair.line.height()
    chair.type("@hengelo belt over 2 weken")
    chair.settle()
    assert chair.line.height() == height
    chair.line.refuse("Noem wat er gebeurt.")
    chair.settle()
    assert chair.line.height() == height


def test_a_long_line_wraps_and_is_seen_whole(chair: Chair) -> None:
    one = chair.line.edit.height()
    chair.type("@politie bespreekt met de familie en de woonstichting wat er nodig is om " * 3)
    chair.settle()
    assert chair.line.edit.height() > one
    assert chair.line.edit.verticalScrollBar().value() == 0


def test_a_typed_line_comes_back_after_a_crash(make_chair: Callable[[], Chair]) -> None:
    first = make_chair()
    first.type("@politie spreekt één keer met")
    first.qtbot.waitUntil(lambda: bool(first.drafts()), timeout=5000)
    assert first.drafts() == {"action": "@politie spreekt één keer met"}
    first.close()
    again = make_chair()
    assert again.line.text == "@politie spreekt één keer met"
    assert again.line.message.text == RESTORED
    assert not again.line.deciding


def test_a_decision_being_typed_comes_back_as_one(make_chair: Callable[[], Chair]) -> None:
    first = make_chair()
    first.type("Politie")
    first.line.keep_draft()
    first.press(Qt.Key.Key_B, control=True)
    first.type(" sluit aan")
    first.line.keep_draft()
    assert first.drafts() == {"decision": "Politie sluit aan"}
    first.close()
    again = make_chair()
    assert (again.line.text, again.line.deciding) == ("Politie sluit aan", True)


def test_a_line_that_is_emptied_leaves_no_draft(chair: Chair) -> None:
    chair.type("belt")
    chair.line.keep_draft()
    chair.line.edit.selectAll()
    chair.press(Qt.Key.Key_Delete)
    chair.line.keep_draft()
    assert chair.drafts() == {}


def test_every_item_has_its_own_line(chair: Chair) -> None:
    chair.type("@politie belt")
    chair.line.set_item("item-2")
    chair.settle()
    assert chair.line.text == ""
    chair.type("iets anders")
    chair.line.set_item("item-1")
    chair.settle()
    assert chair.line.text == "@politie belt"
    assert chair.drafts("item-2") == {"action": "iets anders"}


def test_a_line_on_its_way_is_kept_until_it_is_recorded_and_not_longer(chair: Chair) -> None:
    chair.type("@politie belt morgen")
    chair.press(ENTER)
    assert chair.drafts() == {"action": "@politie belt morgen"}
    # The act that records it drops its draft; nothing here may write it anew.
    chair.asked(lambda desk: desk.keep(lambda session: drop_form_drafts(session, "capture", "item-1")))
    chair.type(" belt")
    chair.line.keep_draft()
    assert chair.drafts() == {}
    chair.line.accepted()
    chair.line.keep_draft()
    assert chair.drafts() == {"action": "belt"}


def test_a_refresh_does_not_disturb_who_types(chair: Chair) -> None:
    chair.type("@pol")
    chair.press(DOWN)
    before = chair.line.over.suggestions.chosen
    chair.line.set_context(ORGANISATIONS, TODAY, TABLE)
    assert chair.line.over.suggestions.chosen == before
    chair.line.set_context((*ORGANISATIONS, Organisation("bureau", "Polikliniek")), TODAY, TABLE)
    assert [one.id for one in chair.line.over.suggestions.rows] == ["police", "bureau", "east"]
    assert chair.line.text == "@pol"


def test_places_are_counted_as_qt_counts() -> None:
    text = "a😀b👍"
    assert [qt_place(text, at) for at in range(5)] == [0, 1, 3, 4, 6]
    assert all(code_point(text, qt_place(text, at)) == at for at in range(5))
