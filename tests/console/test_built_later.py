"""Steps, the door and the room settings are built when somebody comes to them, and lack nothing then."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from tests.console.conftest import Table
from tests.console.test_typing import change, to_round, turn
from tests.worlds import KEY
from zvhdesk.domain.terms import NoteKind, Presence, Step
from zvhdesk.services.desk import Desk
from zvhdesk.services.meetings import attendance, capture, running
from zvhdesk.ui.console.door import DoorPanel
from zvhdesk.ui.console.notes_step import NotesStep
from zvhdesk.ui.console.screen_panel import ScreenPanel

Key = Qt.Key


def built(table: Table, kind: type[QWidget]) -> list[QWidget]:
    return list(table.page.findChildren(kind))


def again_at_frame(table: Table) -> None:
    """The desk is killed, and begins anew at the first step."""
    item = table.asked(lambda _desk: table.world.item(0))
    table.kill()
    desk = Desk.open(table.folder, KEY, table.clock)
    desk.change(lambda s: running.set_step(s, item, Step.FRAME), "meeting.step")
    desk.close()
    table.again()


def test_what_nobody_came_to_does_not_stand_yet(table: Table) -> None:
    assert not [kind for kind in (NotesStep, DoorPanel, ScreenPanel) if built(table, kind)]
    for _ in range(2):
        table.alt(Key.Key_Right)
    assert [one.objectName() for one in built(table, NotesStep)] == [f"console.notes.{Step.JUDGEMENT}"]
    table.press(Key.Key_F7)
    assert len(built(table, DoorPanel)) == 1


def test_a_step_shows_what_was_read_last_before_anybody_came_to_it(table: Table) -> None:
    item = table.asked(lambda _desk: table.world.item(0))
    change(
        table, lambda s: capture.add_note(s, item, Step.JUDGEMENT, "Wat speelt hier?", NoteKind.NOTE, None)
    )
    table.page.refresh()
    table.settle()
    assert not built(table, NotesStep)
    table.page.view.open_step(Step.JUDGEMENT)  # type: ignore[union-attr]
    texts = [one.text for one in table.page.view.form.fields if one.cell[0] == "note_paragraph"]  # type: ignore[union-attr]
    assert texts == ["Wat speelt hier?"]
    table.settle()


def test_what_was_typed_at_a_step_that_does_not_stand_is_not_called_saved(table: Table) -> None:
    for _ in range(3):
        table.alt(Key.Key_Right)
    assert table.page.view is not None
    new = table.page.view.approach.new
    new.editor.setFocus()
    table.type("Samen langs bij de familie")
    new.keep_draft()
    table.settle()
    again_at_frame(table)
    assert table.page.view.step is Step.FRAME
    assert table.page.board.footer.saved.text() != "Alles opgeslagen"
    assert table.page.view.approach.new.text == "Samen langs bij de familie"


def test_a_draft_at_the_step_in_view_builds_no_other(table: Table) -> None:
    item = to_round(table)
    table.press(Key.Key_Return)
    table.type("Drie waarsch")
    item.said.keep_draft()
    table.settle()
    table.page.refresh()
    table.settle()
    assert not built(table, NotesStep)


def test_the_turn_that_runs_shows_its_time_at_once(table: Table) -> None:
    to_round(table)
    table.press(Key.Key_Return)
    again_at_frame(table)
    table.clock.forward(seconds=125)
    table.page._tick()  # noqa: SLF001 - the second that passed
    assert table.page.view is not None
    assert table.page.view.step is Step.FRAME
    table.page.view.open_step(Step.ROUND)
    assert turn(table, "gemeente").timer.text() == "2:05"
    table.settle()


def test_the_door_knows_who_came_before_it_was_opened(table: Table) -> None:
    row = table.asked(lambda _desk: table.world.attendee("ggz"))
    change(table, lambda s: attendance.set_presence(s, row, Presence.LEFT))
    table.page.refresh()
    table.settle()
    table.press(Key.Key_F7)
    door = table.page.board.door
    stands = {one.organisation: one.presence for one in door.list.attendees.rows}
    assert stands["GGZ De Regge"] is Presence.LEFT


def test_tab_goes_from_the_agenda_through_the_panel_to_what_stands_beside_it(table: Table) -> None:
    for opens, last in (
        (table.page.open_door, "console.door.guest"),
        (table.page.board.open_settings, "room.farthest"),
    ):
        opens()
        table.settle()
        first, names = table.focus, [table.focus.objectName()]
        table.press(Key.Key_Tab)
        while table.focus is not first:
            names.append(table.focus.objectName())
            table.press(Key.Key_Tab)
        assert names[names.index(last) + 1] == "console.own"
        assert names.index("console.own") < names.index("console.show") < names.index("console.agenda")
