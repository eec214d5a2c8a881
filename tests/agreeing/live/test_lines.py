"""Lines of the note taker on the chair's wall: after a nod, or directly; never past the gate for names."""

from PySide6.QtCore import Qt

from tests.agreeing.live.conftest import AtTable, Sit
from tests.console.conftest import SHORT_MS
from zvhdesk.domain.terms import LinesOfOthers

KEY = Qt.Key
LINE = "@Politie belt de buren vóór do 26 mrt"


def noted(table: AtTable, line: str = LINE) -> None:
    """The note taker records a line, and the chair's desk hears of it."""
    table.notes.line(line)
    table.agree()


def test_a_line_waits_for_the_nod_of_the_chair(sit: Sit) -> None:
    table = sit(wait_ms=SHORT_MS)
    chair, strip = table.chair, table.chair.page.board.nods
    chair.sit()
    chair.put_on_wall()
    noted(table)
    noted(table, "@Politie sluit de zaak vóór do 26 mrt")
    assert strip.text == "Politie: belt de buren"
    assert chair.on_wall() == []
    chair.sit()
    chair.press(KEY.Key_F8)
    assert chair.on_wall() == [], "showing the case again is no nod"
    chair.press(KEY.Key_F5)
    chair.qtbot.waitUntil(lambda: chair.on_wall() == ["belt de buren"])
    assert strip.text == "Politie: sluit de zaak"
    chair.click("console.nods.no")
    assert strip.text == ""
    assert chair.on_wall() == ["belt de buren"]
    table.agree()
    told = [(row.text, row.held_back, row.awaits_nod) for row in table.notes.case.actions]
    assert told == [("belt de buren", False, False), ("sluit de zaak", True, False)]


def test_a_nod_does_not_show_a_name(sit: Sit) -> None:
    table = sit(wait_ms=SHORT_MS)
    chair = table.chair
    chair.sit()
    chair.put_on_wall()
    noted(table, "@Politie belt Jan Pieters vóór do 26 mrt")
    chair.sit()
    chair.press(KEY.Key_F5)
    assert chair.page.board.names.asks
    assert chair.on_wall() == []
    chair.ctrl(KEY.Key_I)
    chair.qtbot.waitUntil(lambda: chair.on_wall() == ["belt J.P."])


def test_a_line_that_waits_still_waits_after_a_take_over(sit: Sit) -> None:
    table = sit()
    notes = table.notes
    noted(table)
    notes.press(KEY.Key_F12)
    notes.page.room.open_window()
    notes.sit()
    notes.put_on_wall()
    assert notes.on_wall() == []
    assert notes.page.board.nods.text == "Politie: belt de buren"
    notes.press(KEY.Key_F5)
    notes.qtbot.waitUntil(lambda: notes.on_wall() == ["belt de buren"])


def test_directly_it_waits_two_seconds_like_a_line_of_the_chair(sit: Sit) -> None:
    table = sit(lines=LinesOfOthers.DIRECT)
    chair = table.chair
    chair.sit()
    chair.put_on_wall()
    noted(table)
    row = chair.case.actions[0].id
    assert chair.page.release.waiting == {row}
    assert chair.on_wall() == []
    chair.page.release.forget(row)
    chair.page.keeper.allow(row)
    chair.qtbot.waitUntil(lambda: chair.on_wall() == ["belt de buren"])
    noted(table, "@Politie sluit de zaak vóór do 26 mrt")
    chair.sit()
    chair.press(KEY.Key_Escape)
    assert chair.case.actions[1].held_back
    noted(table, "@Politie belt Jan Pieters vóór do 26 mrt")
    assert chair.case.actions[2].held_back
    assert not chair.page.release.waiting
    assert chair.on_wall() == ["belt de buren"]
    table.notes.sit()
    table.notes.ctrl(KEY.Key_T)
    table.agree()
    assert chair.page.release.waiting == {chair.case.actions[2].id}
