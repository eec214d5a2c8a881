"""Pages of the wall: what is new is drawn, marked, and the chair can turn to the rest."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QAbstractButton, QLabel

from tests.console.conftest import Open, Table, at_case
from tests.console.test_keyboard import case_now
from tests.console.test_room import record
from tests.meetings.world import World
from tests.room.walls import drawn, ink, on_screen, same
from zvhdesk.models.cases import Action
from zvhdesk.services.meetings import capture
from zvhdesk.ui.theme.tokens import WALL

KEY = Qt.Key
ALT = Qt.KeyboardModifier.AltModifier
LONG = "een lange afspraak die over meer dan een regel van het zaalscherm loopt, met van alles erbij, {}"
DECISION = "De ontruiming wordt aangehouden"


def with_long_actions(world: World) -> None:
    """Three actions of more than one line stand there when the case is shown."""
    at_case(world)
    for at in range(3):
        world.call(
            "action.capture",
            capture.record_action,
            *(world.item(0), LONG.format(at), "politie", world.clock().date()),
        )


def pages(table: Table) -> int:
    return table.page.room.leaf.pages


def page_of(table: Table, page: int) -> QImage:
    """That page of what is on the wall, drawn afresh."""
    assert table.wall is not None
    return drawn(table.wall, table.page.room.window.size(), page=page)


def draws(table: Table, page: int) -> None:
    """Wait until the room sees exactly that page."""
    window = table.page.room.window
    table.qtbot.waitUntil(lambda: same(on_screen(window), page_of(table, page)))


def show(table: Table) -> None:
    """On the wall, on more than one page."""
    table.put_on_wall()
    table.qtbot.waitUntil(lambda: pages(table) > 1)


def decide(table: Table) -> None:
    table.press(KEY.Key_F2)
    table.ctrl(KEY.Key_B)
    table.type(DECISION)
    table.press(KEY.Key_Return)
    table.qtbot.waitUntil(lambda: table.wall is not None and bool(table.wall.decisions))


def fresh(image: QImage) -> int:
    return ink(image, WALL.fresh)


def test_a_decision_after_the_actions_is_drawn_and_stands_out(opened: Open) -> None:
    table = opened(with_long_actions, 100)
    show(table)
    draws(table, pages(table) - 1)
    decide(table)
    (page,) = [at for at in range(pages(table)) if fresh(page_of(table, at))]
    assert page < pages(table) - 1
    draws(table, page)
    assert table.wall is not None
    assert table.wall.newest == table.wall.decisions[0].id
    record(table)
    table.qtbot.waitUntil(lambda: "belt de familie" in table.on_wall())
    draws(table, pages(table) - 1)


def test_the_chair_turns_the_pages_by_key_and_by_button(opened: Open) -> None:
    table = opened(with_long_actions, 100)
    turn = table.find(QAbstractButton, "console.wall.back")
    assert not turn.isVisible()
    show(table)
    last = pages(table) - 1
    draws(table, last)
    words = table.find(QLabel, "console.wall.page")
    # The console hears from the room how many pages it drew.
    table.qtbot.waitUntil(lambda: words.text() == f"{last + 1} van {last + 1}")
    assert turn.isVisible()
    table.press(KEY.Key_PageUp, ALT)
    draws(table, last - 1)
    assert words.text() == f"{last} van {last + 1}"
    table.press(KEY.Key_PageDown, ALT)
    draws(table, last)
    turn.click()
    draws(table, last - 1)
    # Typing goes on meanwhile, and what is read again does not turn it back.
    table.page.refresh()
    table.settle()
    draws(table, last - 1)
    table.press(KEY.Key_F9)
    assert not turn.isVisible()


def test_a_text_that_is_released_anew_brings_its_page(opened: Open) -> None:
    table = opened(with_long_actions, 100)
    show(table)
    first = case_now(table).actions[0]
    changed = "een andere lange afspraak die over meer dan een regel van het zaalscherm loopt, met meer"
    table.asked(lambda _desk: table.world.put(Action, first.id, text=changed))
    table.qtbot.waitUntil(lambda: changed in table.on_wall())
    (page,) = [at for at in range(pages(table)) if fresh(page_of(table, at))]
    assert page < pages(table) - 1
    draws(table, page)
