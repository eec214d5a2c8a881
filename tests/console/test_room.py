"""What the room sees, and when: covered first, two seconds later, off within a frame."""

from PySide6.QtCore import Qt
from sqlalchemy import func, select

from tests.console.conftest import Open, Table, at_case
from tests.console.test_keyboard import case_now, now
from zvhdesk.domain.terms import DisclosureKind, Presence
from zvhdesk.models.plans import Disclosure
from zvhdesk.services.meetings import attendance, capture
from zvhdesk.ui.console.recording import HELD

KEY = Qt.Key
LINE = "@Politie belt de familie vóór 28-3"


def showings(table: Table) -> int:
    counted = select(func.count()).where(Disclosure.kind == DisclosureKind.WALL)
    return table.asked(lambda desk: desk.read(lambda s: s.scalar(counted) or 0))


def decided(table: Table) -> list[str]:
    """The decisions on the wall."""
    assert table.wall is not None
    return [row.text for row in table.wall.decisions]


def record(table: Table, line: str = LINE) -> None:
    table.press(KEY.Key_F2)
    table.type(line)
    table.press(KEY.Key_Return)


def test_a_showing_is_recorded_once_and_said_in_the_header(table: Table) -> None:
    assert table.covered
    table.put_on_wall()
    wall = table.wall
    assert wall is not None
    assert wall.number == "2026-0001"
    assert showings(table) == 1
    assert table.page.board.header.wall.text() == "Zaalscherm toont deze casus"
    table.press(KEY.Key_F9)
    assert table.covered
    assert not table.page.board.header.wall.lit


def test_without_a_room_screen_nothing_is_shown_and_nothing_recorded(table: Table) -> None:
    table.page.room.close()
    table.press(KEY.Key_F8)
    assert showings(table) == 0
    assert table.page.board.covered  # where the screen is chosen


def test_an_unsigned_third_is_refused_on_the_console(opened: Open) -> None:
    table = opened(at_case)
    table.put_on_wall()
    third = table.asked(
        lambda desk: desk.change(
            lambda s: attendance.expect_partner(s, table.world.meeting, "woning"), "meeting.edit"
        )
    )
    table.asked(
        lambda desk: desk.change(
            lambda s: attendance.set_presence(s, third, Presence.IN_ROOM), "meeting.admit"
        )
    )
    assert table.covered
    table.press(KEY.Key_F8)
    assert table.covered
    assert "geheimhoudingsverklaring" in table.page.board.notice.text
    assert showings(table) == 1


def test_a_case_switch_covers_before_anything_else(table: Table) -> None:
    table.put_on_wall()
    table.press(KEY.Key_PageDown, Qt.KeyboardModifier.ControlModifier, settle=False)
    assert table.covered
    assert now(table).case is not None
    table.settle()
    assert table.covered
    assert case_now(table).case_id == table.world.cases[1]
    table.put_on_wall()
    wall = table.wall
    assert wall is not None
    assert wall.number == "2026-0002"


def test_the_door_covers_and_two_letters_and_enter_mark_somebody(table: Table) -> None:
    table.put_on_wall()
    table.press(KEY.Key_F7, settle=False)
    assert table.covered
    assert table.focus.objectName() == "console.door.filter"
    table.type("po")
    table.press(KEY.Key_Return)
    found = {row.partner_id: row.presence for row in now(table).attendance}
    assert found["politie"] is Presence.LEFT
    assert table.page.board.door.filter.text() == ""
    table.type("po")
    table.press(KEY.Key_Return)
    assert {row.partner_id: row.presence for row in now(table).attendance}["politie"] is Presence.IN_ROOM
    table.press(KEY.Key_Escape)
    assert not table.page.board.covered
    assert table.covered
    table.put_on_wall()
    assert table.wall is not None


def test_somebody_who_is_not_on_the_list_is_let_in(table: Table) -> None:
    table.press(KEY.Key_F7)
    table.type("Tolkbureau")
    table.press(KEY.Key_Return)
    assert table.focus.objectName() == "console.guest.organisation"
    table.page.board.door.guest.capacity.choose("interpreter")
    table.press(KEY.Key_Return)
    assert [row.organisation for row in now(table).attendance if row.partner_id is None] == ["Tolkbureau"]
    assert table.focus.objectName() == "console.door.filter"


def test_a_guest_without_organisation_is_refused_beside_the_field(table: Table) -> None:
    table.press(KEY.Key_F7)
    door = table.page.board.door
    door.open_guest()
    door.guest.name_.setText("P. Vervanger")
    door.guest.admit()
    table.settle()
    assert door.guest._fields["Organisatie"].error
    assert door.guest.name_.text() == "P. Vervanger"


def test_whoever_comes_in_elsewhere_covers_too(table: Table) -> None:
    table.put_on_wall()
    row = table.world.attendee
    guest = table.asked(lambda _desk: row("ggz"))
    table.asked(
        lambda desk: desk.change(lambda s: attendance.set_presence(s, guest, Presence.PHONE), "meeting.admit")
    )
    assert table.covered


def test_a_line_reaches_the_wall_after_its_wait_and_not_before(quick: Table) -> None:
    quick.put_on_wall()
    waiting: list[list[str]] = []

    def look() -> None:
        if quick.page.release.waiting:
            waiting.append(quick.on_wall())

    quick.page.room.changed.connect(look)
    quick.page.release.changed.connect(look)
    record(quick)
    assert len(case_now(quick).actions) == 1
    quick.qtbot.waitUntil(lambda: quick.on_wall() == ["belt de familie"])
    assert not quick.page.release.waiting
    assert waiting
    assert not any(waiting)


def test_what_is_released_is_on_the_wall_before_anything_is_read_again(table: Table) -> None:
    table.put_on_wall()
    record(table)
    (row,) = case_now(table).actions
    assert table.on_wall() == []
    table.page.release.forget(row.id)
    table.page.keeper.allow(row.id)
    assert table.on_wall() == ["belt de familie"]


def test_a_line_that_still_waits_does_not_come_with_the_one_before(table: Table) -> None:
    table.put_on_wall()
    record(table)
    record(table, "@GGZ De Regge komt langs vóór 29-3")
    first, _second = case_now(table).actions
    table.page.release.forget(first.id)
    table.page.keeper.allow(first.id)
    table.settle()
    assert table.on_wall() == ["belt de familie"]


def test_what_is_held_back_does_not_come_with_the_next(table: Table) -> None:
    table.put_on_wall()
    record(table)
    table.press(KEY.Key_Escape)
    record(table, "@GGZ De Regge komt langs vóór 29-3")
    _held, second = case_now(table).actions
    table.page.release.forget(second.id)
    table.page.keeper.allow(second.id)
    assert table.on_wall() == ["komt langs"]


def test_what_is_shown_while_it_is_recorded_waits_too(table: Table) -> None:
    table.press(KEY.Key_F2)
    table.type(LINE)
    table.press(KEY.Key_Return, settle=False)
    table.press(KEY.Key_F8, settle=False)
    table.qtbot.waitUntil(lambda: table.wall is not None)
    table.settle()
    assert table.page.release.waiting
    assert table.on_wall() == []


def test_escape_keeps_a_line_from_the_wall_and_in_the_dossier(table: Table) -> None:
    table.put_on_wall()
    record(table)
    assert table.page.release.waiting
    table.press(KEY.Key_Escape)
    assert not table.page.release.waiting
    (kept,) = case_now(table).actions
    assert kept.held_back
    assert table.page.board.notice.text == HELD
    table.press(KEY.Key_F9)
    table.put_on_wall()
    assert table.on_wall() == []


def test_ctrl_z_takes_the_line_off_at_once_and_back(quick: Table) -> None:
    quick.put_on_wall()
    record(quick)
    quick.qtbot.waitUntil(lambda: quick.on_wall() == ["belt de familie"])
    quick.press(KEY.Key_Z, Qt.KeyboardModifier.ControlModifier, settle=False)
    assert quick.on_wall() == []
    quick.settle()
    assert not case_now(quick).actions
    assert quick.on_wall() == []


def test_ctrl_z_of_a_decision_keeps_it_and_takes_it_off_the_wall(quick: Table) -> None:
    quick.put_on_wall()
    quick.press(KEY.Key_F2)
    quick.ctrl(KEY.Key_B)
    quick.type("Procesregie")
    quick.press(KEY.Key_Return)
    quick.qtbot.waitUntil(lambda: quick.wall is not None and decided(quick) == ["Procesregie"])
    quick.press(KEY.Key_Z, Qt.KeyboardModifier.ControlModifier, settle=False)
    assert quick.wall is not None
    assert quick.wall.decisions == ()
    quick.settle()
    (kept,) = case_now(quick).decisions
    assert kept.held_back
    assert quick.wall.decisions == ()


def test_ctrl_z_of_something_else_leaves_the_line_on_the_wall(quick: Table) -> None:
    quick.put_on_wall()
    record(quick)
    quick.qtbot.waitUntil(lambda: quick.on_wall() == ["belt de familie"])
    action = case_now(quick).actions[0]
    quick.page.acts.read_back(action.id)
    quick.settle()
    quick.ctrl(KEY.Key_Z)
    assert not case_now(quick).actions[0].read_back
    quick.qtbot.waitUntil(lambda: quick.on_wall() == ["belt de familie"])


def test_f9_while_typing_leaves_the_text_alone(table: Table) -> None:
    table.put_on_wall()
    table.press(KEY.Key_F2)
    table.type("@Politie belt")
    table.press(KEY.Key_F9)
    assert table.covered
    assert table.page.board.line.text == "@Politie belt"
    table.type(" de familie")
    assert table.page.board.line.text == "@Politie belt de familie"


def test_leaving_the_page_covers_and_commits(table: Table) -> None:
    table.put_on_wall()
    table.alt(KEY.Key_Right)
    table.type("Drie waarschuwingen")
    table.window.go("tables")
    assert table.covered
    table.settle()
    assert case_now(table).round[0].text == "Drie waarschuwingen"
    table.press(KEY.Key_F8)
    assert table.covered
    table.open_meeting()
    assert table.covered


def test_a_name_is_marked_before_it_goes_to_the_wall(table: Table) -> None:
    table.press(KEY.Key_F2)
    table.type("@Politie spreekt Karel Hendriks vóór 28-3")
    assert "Karel Hendriks" in table.page.board.names.text
    table.press(KEY.Key_Return)
    assert table.page.board.names.asks
    table.press(KEY.Key_Escape)
    assert table.page.board.names.text == ""


def test_what_another_act_recorded_waits_for_f8(table: Table) -> None:
    table.put_on_wall()
    item = table.asked(lambda _desk: table.world.item(0))
    day = table.clock().date()
    table.asked(
        lambda desk: desk.change(
            lambda s: capture.record_action(s, item, "gaat langs", "ggz", day), "action.capture"
        )
    )
    assert len(case_now(table).actions) == 1
    assert table.on_wall() == []
    table.press(KEY.Key_F9)
    table.put_on_wall()
    assert table.on_wall() == ["gaat langs"]
