"""The course of a meeting on the console: items, pause, postponing, closing, and who leads it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from tests.console.conftest import Open, Table, at_case, live
from tests.console.test_keyboard import case_now, now
from tests.meetings.world import World
from zvhdesk.domain.refusals import MeetingNotLive
from zvhdesk.domain.terms import ItemState, MeetingState, Phase
from zvhdesk.models.base import new_id
from zvhdesk.models.cases import Case
from zvhdesk.services.meetings import lead
from zvhdesk.ui.console.times import expected_end, hour
from zvhdesk.ui.preview import PreviewWindow

KEY = Qt.Key


def test_the_header_counts_from_rows_and_clock(table: Table) -> None:
    table.clock.forward(minutes=12)
    table.page._tick()  # noqa: SLF001 - a second that passed
    seen = table.page.seen
    assert seen is not None
    assert table.find(QLabel, "console.clock").text() == hour(table.world.now_ms)
    times = [
        table.page.board.agenda.list.items.index(at).data(Qt.ItemDataRole.UserRole + 1) for at in (0, 1, 2)
    ]
    assert times == ["0 / 5", "12 / 30", "30"]
    again = now(table)
    assert expected_end(seen.console, seen.read_ms, table.world.now_ms) == again.expected_end_ms


def test_a_pause_stops_the_clock_and_moves_the_end(table: Table) -> None:
    table.click("console.pause")
    assert now(table).paused_ms is not None
    assert table.page.board.header.pause.text() == "Verder"
    table.clock.forward(minutes=10)
    table.page._tick()  # noqa: SLF001 - a second that passed
    seen = table.page.seen
    assert seen is not None
    assert expected_end(seen.console, seen.read_ms, table.world.now_ms) == now(table).expected_end_ms
    table.click("console.pause")
    assert now(table).paused_ms is None


def test_an_item_that_is_postponed_makes_way_for_the_next(table: Table) -> None:
    table.click("console.postpone")
    seen = now(table)
    assert seen.items[1].state is ItemState.POSTPONED
    assert seen.current is not None
    assert seen.current.case_id == table.world.cases[1]


def test_the_first_and_last_item_are_the_ends(opened: Open) -> None:
    table = opened(live)
    table.ctrl(KEY.Key_PageUp)
    assert now(table).current == now(table).items[0]
    for _ in range(8):
        table.ctrl(KEY.Key_PageDown)
    seen = now(table)
    assert seen.current is not None
    assert seen.current.id == seen.items[-1].id
    assert table.page.view is None


def test_a_case_that_may_not_be_changed_is_read_only(opened: Open) -> None:
    def fill(world: World) -> None:
        at_case(world)

        def long_ago(session: object) -> None:
            case = session.get_one(Case, world.cases[0])  # type: ignore[attr-defined]
            case.first_processed_on = case.first_processed_on.replace(year=2019)

        world.do(long_ago)

    table = opened(fill)
    assert case_now(table).read_only
    view = table.page.view
    assert view is not None
    assert view.head.question.editor.isReadOnly()  # type: ignore[union-attr]
    assert not table.page.board.line.isEnabled()
    table.press(KEY.Key_F8)
    assert table.covered
    assert "bewaartermijn" in table.page.board.notice.text


def test_a_refused_switch_stays_where_it_was_and_says_why(opened: Open) -> None:
    def fill(world: World) -> None:
        live(world)
        third = world.attendee("gemeente")
        assert third
        world.arrive("woning")

    table = opened(fill)
    table.ctrl(KEY.Key_PageDown)
    assert now(table).current == now(table).items[0]
    assert "geheimhoudingsverklaring" in table.page.board.notice.text
    table.press(KEY.Key_F7)
    table.type("woon")
    table.click("console.door.sign")
    table.press(KEY.Key_Escape)
    table.ctrl(KEY.Key_PageDown)
    assert case_now(table).case_id == table.world.cases[0]


def test_closing_says_what_it_came_to_and_asks_once(table: Table) -> None:
    table.click("console.close")
    told = [label.text() for label in table.page.board.closing.findChildren(QLabel)]
    assert "casussen besproken" in told, "it was only looked at"
    assert "niet besproken" in told
    table.press(KEY.Key_Escape)
    assert not table.page.board.covered
    assert now(table).meeting.state is MeetingState.LIVE
    table.click("console.close")
    table.click("console.closing.ok")
    assert now(table).meeting.state is MeetingState.CLOSED
    assert table.page.board.closing.over
    assert table.covered
    table.qtbot.waitUntil(lambda: bool(table.window.findChildren(PreviewWindow)))
    (preview,) = table.window.findChildren(PreviewWindow)
    assert preview.paper.title == "Besluitenlijst"
    assert preview.paper.pdf.startswith(b"%PDF")
    preview.close()
    table.press(KEY.Key_F8)
    assert table.covered


def test_a_closed_meeting_opens_closed(table: Table) -> None:
    table.asked(lambda _desk: table.world.close())
    table.open_meeting()
    assert table.page.board.closing.over
    assert not table.page.room.placed


def test_leaving_asks_for_casustafels_and_the_meeting_goes_on(table: Table) -> None:
    asked: list[bool] = []
    table.page.leave_asked.connect(lambda: asked.append(True))
    table.click("console.leave")
    assert asked == [True]
    assert now(table).meeting.state is MeetingState.LIVE


def test_another_desk_leads_until_this_one_takes_over(opened: Open) -> None:
    def fill(world: World) -> None:
        at_case(world)
        world.do(lambda s: lead.take_over(s, world.meeting, new_id()), "meeting.take_over")

    table = opened(fill)
    assert "andere computer" in table.page.board.notice.text
    table.press(KEY.Key_F8)
    assert table.covered
    table.press(KEY.Key_F12)
    assert now(table).here
    table.page.room.open_window()
    table.put_on_wall()
    assert table.wall is not None


def test_a_case_that_is_shielded_meanwhile_is_covered_and_gone(table: Table) -> None:
    table.put_on_wall()

    def shield(session: object) -> None:
        case = session.get_one(Case, table.world.cases[0])  # type: ignore[attr-defined]
        case.shielded, case.phase = True, Phase.CLOSED

    table.asked(lambda desk: desk.change(shield, "case.close"))
    assert table.covered
    assert table.page.view is None
    assert "2026-0001" not in " ".join(label.text() for label in table.window.findChildren(QLabel))


def test_a_meeting_that_is_not_there_is_said(table: Table) -> None:
    table.page.opened("niets")
    table.settle()
    assert table.page.board.notice.text
    assert isinstance(MeetingNotLive(), MeetingNotLive)
