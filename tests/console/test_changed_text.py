"""What the room reads of a text that was changed: old words, until the two seconds of the new are over."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt

from tests.console.conftest import Open, Table, at_case
from tests.console.test_keyboard import case_now
from tests.console.test_room import decided, record, showings
from tests.meetings.world import World
from tests.room.walls import drawn, on_screen, same
from zvhdesk.models.cases import Action, Case, Goal
from zvhdesk.models.plans import Decision
from zvhdesk.services.meetings import capture
from zvhdesk.services.meetings.released import QUESTION, goal_key
from zvhdesk.services.meetings.rows import Wall
from zvhdesk.ui.console.recording import HELD, KEPT

KEY = Qt.Key
NEW = "Hoe wordt het veilig?"
NAMED = "Waar woont Karel Hendriks?"


def with_agreements(world: World) -> None:
    """The first case at the table, with two decisions and an action of just now."""
    at_case(world)
    item = world.item(0)
    for text in ("Opschalen", "Procesregie"):
        world.call("decision.record", capture.record_decision, item, text)
    world.call("action.capture", capture.record_action, item, "belt", "politie", world.clock().date())


def released(table: Table) -> Wall:
    """Put all of the case on the wall."""
    table.put_on_wall()
    wall = table.wall
    assert wall is not None
    return wall


def draws(table: Table, wall: Wall) -> None:
    """Wait until the room's window shows exactly this."""
    window = table.page.room.window
    table.qtbot.waitUntil(lambda: same(on_screen(window), drawn(wall, window.size())))


def ask(table: Table, text: str) -> None:
    """Another casusvraag, typed on the console."""
    view = table.page.view
    assert view is not None
    view.head.question.editor.put(text)
    view.head.question.commit()
    table.settle()


def over(table: Table, key: str) -> None:
    """The two seconds of a text have passed."""
    assert key in table.page.release.waiting
    table.page.release.forget(key)
    table.page.keeper.allow(key)
    table.settle()


def change_action(table: Table, text: str) -> str:
    (row,) = case_now(table).actions
    table.asked(lambda _desk: table.world.put(Action, row.id, text=text))
    return row.id


def change_decision(table: Table, text: str) -> str:
    row = case_now(table).decisions[0]
    table.asked(lambda _desk: table.world.put(Decision, row.id, text=text))
    return row.id


def change_question(table: Table, text: str) -> str:
    table.asked(lambda _desk: table.world.put(Case, table.world.cases[0], question=text))
    return QUESTION


def change_goal(table: Table, text: str) -> str:
    def fn(_desk: object) -> None:
        (row,) = [one for one in table.world.all_of(Goal) if one.case_id == table.world.cases[0]]
        table.world.put(Goal, row.id, text=text)

    table.asked(fn)
    return goal_key(text)


Change = Callable[[Table, str], str]
CHANGES = pytest.mark.parametrize("change", [change_action, change_decision, change_question, change_goal])


@CHANGES
def test_what_is_changed_elsewhere_is_not_read_before_its_two_seconds(opened: Open, change: Change) -> None:
    table = opened(with_agreements)
    before = released(table)
    draws(table, before)
    key = change(table, NAMED)
    now = table.wall
    assert now is not None
    assert "Hendriks" not in repr(now)
    assert (now.question, now.actions, now.decisions) == (before.question, before.actions, before.decisions)
    assert now.goals == (() if change is change_goal else before.goals)
    draws(table, now)
    over(table, key)
    assert table.wall is not None
    assert "Karel Hendriks" in repr(table.wall)
    draws(table, table.wall)


@CHANGES
def test_its_two_seconds_pass_by_themselves(opened: Open, change: Change) -> None:
    table = opened(with_agreements, 100)
    released(table)
    change(table, NEW)
    table.qtbot.waitUntil(lambda: NEW in repr(table.wall))
    assert not table.page.release.waiting


@CHANGES
def test_a_name_in_it_is_marked_while_it_waits(opened: Open, change: Change) -> None:
    table = opened(with_agreements)
    released(table)
    key = change(table, NAMED)
    assert "Karel Hendriks" in table.page.board.names.text
    assert "Esc" in table.page.board.names.text
    over(table, key)
    assert table.page.board.names.text == ""


def test_a_question_typed_on_the_console_waits_and_comes(table: Table) -> None:
    before = released(table)
    ask(table, NEW)
    assert table.wall == before
    ask(table, NEW + " En wanneer?")
    over(table, QUESTION)
    assert table.wall is not None
    assert table.wall.question == NEW + " En wanneer?"
    assert showings(table) == 1


def test_escape_leaves_the_old_question_on_the_wall(table: Table) -> None:
    before = released(table)
    ask(table, NAMED)
    table.press(KEY.Key_F2)
    table.press(KEY.Key_Escape)
    assert not table.page.release.waiting
    assert table.page.board.notice.text == KEPT
    assert case_now(table).question == NAMED
    assert table.page.board.names.text == ""
    record(table)
    over(table, case_now(table).actions[0].id)
    assert table.wall is not None
    assert table.wall.question == before.question
    table.press(KEY.Key_F8)
    assert showings(table) == 1
    table.press(KEY.Key_F9)
    assert released(table).question == before.question
    ask(table, NEW)
    over(table, QUESTION)
    assert table.wall.question == NEW


def test_escape_holds_back_an_action_that_was_changed(opened: Open) -> None:
    table = opened(with_agreements)
    released(table)
    change_action(table, NAMED)
    table.press(KEY.Key_F2)
    table.press(KEY.Key_Escape)
    assert case_now(table).actions[0].held_back
    assert table.page.board.notice.text == HELD
    assert table.on_wall() == []


def test_a_change_that_is_taken_back_waits_for_nothing(table: Table) -> None:
    before = released(table)
    ask(table, NAMED)
    ask(table, case_now(table).question.replace(NAMED, "Hoe krijgen we de woonsituatie van Aalberts veilig?"))
    assert not table.page.release.waiting
    assert table.wall == before


def test_what_was_changed_under_the_cover_waits_too(table: Table) -> None:
    before = released(table)
    table.press(KEY.Key_F9)
    ask(table, NAMED)
    assert released(table).question == before.question
    table.press(KEY.Key_F9)
    table.page.release.clear()
    assert released(table).question == NAMED


def test_what_was_never_shown_leaves_nothing_in_its_place(table: Table) -> None:
    ask(table, NAMED)
    assert released(table).question == ""
    over(table, QUESTION)
    assert table.wall is not None
    assert table.wall.question == NAMED


def test_what_waits_for_f8_does_not_come_by_being_changed(table: Table) -> None:
    released(table)
    table.asked(
        lambda desk: desk.change(
            lambda s: capture.record_action(s, table.world.item(0), "belt", "ggz", table.clock().date()),
            "action.capture",
        )
    )
    change_action(table, NEW)
    assert not table.page.release.waiting
    assert table.on_wall() == []


def test_of_two_decisions_the_one_that_is_meant_goes(opened: Open) -> None:
    table = opened(with_agreements)
    released(table)
    first = case_now(table).decisions[0].id
    table.page.keeper.take_off(first)
    assert decided(table) == ["Procesregie"]
    table.page.keeper.renew.emit()
    table.settle()
    assert decided(table) == ["Procesregie"]
