"""Lines of the note taker on the chair's wall: after a nod, or directly; never past the gate for names."""

from PySide6.QtCore import Qt

from tests.agreeing.live.conftest import AtTable, Seat, Sit
from tests.console.conftest import SHORT_MS
from zvhdesk.domain.terms import LinesOfOthers
from zvhdesk.models.capture import CaptureSession, head_rev
from zvhdesk.models.house import CaseTable
from zvhdesk.services import editing
from zvhdesk.services.meetings import nods, room
from zvhdesk.ui.console.reading import FORM

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
    assert strip.whose.endswith(", 2 wachten")
    assert chair.on_wall() == []
    chair.sit()
    chair.press(KEY.Key_F8)
    assert chair.on_wall() == [], "showing the case again is no nod"
    chair.press(KEY.Key_F5)
    chair.qtbot.waitUntil(lambda: chair.on_wall() == ["belt de buren"])
    chair.ctrl(KEY.Key_Z)
    chair.qtbot.waitUntil(lambda: chair.on_wall() == [])
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
    """So does what comes in later from the desk that led, and did not hear that it does so no more."""
    table = sit()
    chair, notes = table.chair, table.notes
    chair.line("@Politie sluit de zaak vóór do 26 mrt")
    noted(table)
    notes.press(KEY.Key_F12)
    assert notes.said == "U leidt de bijeenkomst nu hier. Er hangt op deze computer geen zaalscherm."
    notes.page.room.open_window()
    notes.sit()
    notes.put_on_wall()
    assert notes.on_wall() == ["sluit de zaak"], "the room read that before"
    assert notes.page.board.nods.text == "Politie: belt de buren"
    assert notes.page.board.nods.whose == "Van deze computer"
    notes.exchange()
    chair.line("@Politie haalt de hond weg vóór do 26 mrt")
    table.agree()
    notes.sit()
    notes.press(KEY.Key_F5)
    notes.qtbot.waitUntil(lambda: notes.on_wall() == ["sluit de zaak", "belt de buren"])
    assert notes.page.board.nods.text == "Politie: haalt de hond weg"
    assert notes.page.board.nods.whose == "Van E. de Vries", "who led then is no note taker"


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
    chair.page.release.clear()
    let(chair, LinesOfOthers.NOD)
    table.notes.line("@Politie haalt de hond weg vóór do 26 mrt")
    table.agree()
    assert chair.case.actions[3].awaits_nod, "the note taker had not heard of the setting"
    assert chair.asked(lambda d: d.read(lambda s: room.wall(s, chair.at, d.today()))).actions == ()
    assert chair.on_wall() == ["belt de buren"], "what the room reads is not taken from it"
    chair.page.acts.let_go(chair.case.actions[1].id)
    chair.settle()
    assert not chair.case.actions[1].off_wall, "the chair needs not nod to what the chair lets go"
    let(chair, LinesOfOthers.DIRECT)
    chair.page.refresh()
    chair.settle()
    assert [row.awaits_nod for row in chair.case.actions[3:]] == [False]
    noted(table, "@Politie belt de school vóór do 26 mrt")
    assert chair.case.actions[4].awaits_nod, "it waits as long as the note taker did not hear that either"


def let(seat: Seat, lines: LinesOfOthers) -> None:
    """From now on lines of others reach the wall of that table so."""

    def fn(session: CaptureSession) -> None:
        session.get_one(CaseTable, "topx").lines_of_others = lines

    seat.asked(lambda d: d.change(fn, "table.edit"))


def test_a_line_that_the_note_taker_changes_waits_and_the_room_reads_it_as_it_was(sit: Sit) -> None:
    table = sit(wait_ms=SHORT_MS)
    chair, notes = table.chair, table.notes
    chair.sit()
    chair.put_on_wall()
    chair.line(LINE)
    chair.qtbot.waitUntil(lambda: chair.on_wall() == ["belt de buren"])
    table.agree()
    rewrite(notes, "belt de school")
    table.agree()
    waits(chair, "Gewijzigd · Politie: belt de school", ["belt de buren"])
    read, row, meeting = chair.page.acts.rev, chair.case.actions[0].id, chair.world.meeting
    rewrite(notes, "belt de moeder")
    table.agree()
    chair.asked(lambda d: d.act(lambda s: nods.nod(s, meeting, row, shown=True, seen=read), nods.NOD))
    chair.sit()
    chair.press(KEY.Key_F9)
    chair.put_on_wall()
    waits(chair, "Gewijzigd · Politie: belt de moeder", ["belt de buren"])
    chair.press(KEY.Key_F5)
    assert not chair.page.release.waiting, "a nod waits no two seconds"
    chair.qtbot.waitUntil(lambda: chair.on_wall() == ["belt de moeder"])
    assert chair.page.board.nods.text == ""
    rewrite(chair, "belt de vader")
    chair.qtbot.waitUntil(lambda: chair.on_wall() == ["belt de vader"])
    assert chair.page.board.nods.text == "", "what who leads writes needs no nod"


def test_what_the_chair_kept_off_the_wall_is_let_go_by_nobody_else(sit: Sit) -> None:
    table = sit(wait_ms=SHORT_MS)
    chair, notes = table.chair, table.notes
    chair.sit()
    chair.put_on_wall()
    chair.line("@Politie belt Jan Pieters vóór do 26 mrt")
    table.agree()
    notes.page.acts.let_go(notes.case.actions[0].id)
    notes.settle()
    table.agree()
    waits(chair, "Politie: belt Jan Pieters", [])
    chair.press(KEY.Key_F5)
    assert chair.page.board.names.asks
    chair.ctrl(KEY.Key_T)
    chair.qtbot.waitUntil(lambda: chair.on_wall() == ["belt Jan Pieters"])
    assert chair.page.board.nods.text == ""


def rewrite(seat: Seat, text: str) -> None:
    """That desk writes the first action of the case anew."""
    cell = ("action", seat.case.actions[0].id, "text")
    rev = seat.asked(lambda d: d.read(head_rev))
    seat.asked(
        lambda d: d.change(lambda s: editing.save(s, FORM, cell, text, rev), "action.edit", base_rev=rev)
    )


def waits(seat: Seat, strip: str, wall: list[str]) -> None:
    """Longer than a text that is changed waits by itself."""
    seat.sit()
    seat.qtbot.wait(2 * SHORT_MS)
    seat.settle()
    assert seat.page.board.nods.text == strip
    assert seat.on_wall() == wall
