"""Leaving a case and leaving the meeting: what the chair says of it, and no blind Enter that closes."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from tests.console.conftest import Open, Table, live
from tests.console.test_keyboard import case_now, now
from tests.meetings.world import TODAY, World
from zvhdesk.domain.terms import ItemState, MeetingState
from zvhdesk.services.meetings import planning
from zvhdesk.services.meetings.rows import Closing
from zvhdesk.ui.console.closing import lines
from zvhdesk.ui.console.look import TallButton
from zvhdesk.ui.console.times import long_words
from zvhdesk.ui.kit import TagLabel

KEY = Qt.Key
NEXT = TODAY + timedelta(days=14)


def with_next(world: World) -> None:
    world.call("meeting.plan", planning.plan_meeting, "topx", NEXT, "9", "11", "", None)
    live(world)
    world.go(0)


def told(table: Table) -> list[str]:
    return [label.text() for label in table.page.board.closing.findChildren(QLabel)]


def test_esc_leads_back_to_where_one_typed_and_two_enters_close_nothing(table: Table) -> None:
    table.press(KEY.Key_F2)
    table.type("half een woord")
    for _ in range(2):
        table.page.board.header.close_meeting.setFocus()
        table.press(KEY.Key_Return)
        assert table.focus.objectName() == "console.closing.back"
        table.press(KEY.Key_Escape)
        assert table.focus is table.page.board.line.edit
    table.page.board.header.close_meeting.setFocus()
    for _ in range(2):
        table.press(KEY.Key_Return)
    assert table.focus is table.page.board.line.edit
    assert table.page.board.line.text == "half een woord"
    assert now(table).meeting.state is MeetingState.LIVE


def test_in_a_low_window_the_panel_shows_what_has_the_keyboard(table: Table) -> None:
    table.window.resize(720, 450)
    table.click("console.close")
    panel = table.page.board.closing
    assert table.focus is panel.back
    area = panel._area  # noqa: SLF001
    top = panel.back.mapTo(area.viewport(), panel.back.rect().topLeft()).y()
    assert 0 <= top <= area.viewport().height() - panel.back.height()


def test_besproken_is_one_act_and_goes_on(table: Table) -> None:
    first = case_now(table).item_id
    table.click("console.discussed")
    assert case_now(table).case_id == table.world.cases[1]
    assert next(row.state for row in now(table).items if row.id == first) is ItemState.DONE
    table.click("console.close")
    assert "casus besproken" in told(table)


def test_what_is_put_off_says_on_which_agenda_it_stands(opened: Open) -> None:
    table = opened(with_next)
    table.click("console.postpone")
    assert table.page.board.notice.text == "Doorgeschoven: het staat op de agenda van do 26 mrt."
    table.click("console.close")
    assert "gaan naar de agenda van do 26 mrt" in told_tags(table), "it, and the one that is still to come"
    assert any("komen terug op do 26 maart 2026" in words for words in told(table))


def test_without_a_next_meeting_nothing_is_promised(table: Table) -> None:
    table.click("console.postpone")
    assert "nog geen bijeenkomst gepland" in table.page.board.notice.text
    table.click("console.close")
    assert "nog geen bijeenkomst gepland; staan klaar bij de voorbereiding" in told_tags(table)
    assert not any("komen terug" in words for words in told(table))


@pytest.mark.parametrize(
    "day, one, more",
    [
        (date(2026, 3, 26), "gaat naar de agenda van do 26 mrt", "gaan naar de agenda van do 26 mrt"),
        (
            None,
            "nog geen bijeenkomst gepland; staat klaar bij de voorbereiding",
            "nog geen bijeenkomst gepland; staan klaar bij de voorbereiding",
        ),
    ],
)
def test_one_that_is_left_goes_and_more_go(day: date | None, one: str, more: str) -> None:
    nothing = Closing(0, 0, 0, 0, 0, 0, 0, day, 0)
    assert [lines(replace(nothing, left=n))[1][2] for n in (1, 2)] == [one, more]
    assert "niet besproken" not in {line[1] for line in lines(nothing)}


def told_tags(table: Table) -> list[str]:
    return [tag.text for tag in table.page.board.closing.findChildren(TagLabel)]


def test_a_point_put_off_is_not_asked_again_and_the_opening_never(opened: Open) -> None:
    def fill(world: World) -> None:
        world.call("meeting.plan", planning.plan_meeting, "topx", NEXT, "9", "11", "", None)
        world.call("agenda.add", planning.add_point, world.meeting, "Rooster", 10)
        live(world)

    table = opened(fill)
    later = table.page.board.point.findChild(TallButton, "console.point.postpone")
    assert later is not None
    assert not later.isVisible(), "every agenda has its own opening"
    point = next(row.id for row in now(table).items if row.title == "Rooster")
    table.page.turning.go_to(point)
    table.settle()
    assert later.isVisible()
    later.click()
    table.settle()
    assert table.page.board.notice.text == "Doorgeschoven: het staat op de agenda van do 26 mrt."
    table.page.turning.go_to(point)
    table.settle()


def test_ctrl_z_in_the_empty_line_takes_back_what_was_recorded_and_stays_at_the_case(table: Table) -> None:
    table.press(KEY.Key_F2)
    table.type("@Politie belt de familie vóór 28-3")
    table.press(KEY.Key_Return)
    assert len(case_now(table).actions) == 1
    table.alt(KEY.Key_Right)
    table.press(KEY.Key_F2)
    table.ctrl(KEY.Key_Z)
    assert not case_now(table).actions
    assert table.page.board.notice.text == "Actie van Politie ongedaan gemaakt."
    table.ctrl(KEY.Key_PageDown)
    table.press(KEY.Key_F2)
    table.ctrl(KEY.Key_Z)
    assert case_now(table).case_id == table.world.cases[1], "a switch of case is not taken back"
    assert table.page.board.notice.text == "Er is niets van u om ongedaan te maken."


def test_long_times_are_said_in_hours_and_minutes() -> None:
    assert [long_words(minutes * 60_000) for minutes in (0, 5, 60, 567)] == [
        "0 min",
        "5 min",
        "1 uur",
        "9 uur 27 min",
    ]
