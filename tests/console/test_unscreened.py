"""Who is not screened does not decide along, and the chair sees that."""

from PySide6.QtCore import Qt

from tests.console.conftest import Open, Table
from tests.console.test_keyboard import case_now
from tests.meetings.test_unscreened import sit
from tests.meetings.world import World

KEY = Qt.Key


def decide(table: Table) -> None:
    table.press(KEY.Key_F2)
    table.ctrl(KEY.Key_B)
    table.type("De aanpak gaat door")
    table.press(KEY.Key_Return)


def beside_another(world: World) -> None:
    world.arrive("gemeente")
    sit(world, "om", screened=False)
    world.at_case(0)


def alone(world: World) -> None:
    world.arrive("ggz")
    sit(world, "om", screened=False)
    world.at_case(0)


def test_the_chair_reads_who_does_not_decide_along(opened: Open) -> None:
    table = opened(beside_another)
    assert "Openbaar Ministerie: besluit niet mee" in table.page.board.side.seats.accessibleName()
    decide(table)
    (made,) = case_now(table).decisions
    assert made.decided_by == "Gemeente Hengelo"
    assert "Openbaar Ministerie" in made.awaiting
    assert "voorgenomen" in table.page.board.notice.text
    assert "Openbaar Ministerie" in table.page.board.notice.text


def test_alone_it_is_refused_beneath_the_line_and_what_was_typed_stays(opened: Open) -> None:
    table = opened(alone)
    decide(table)
    assert not case_now(table).decisions
    assert "Openbaar Ministerie" in table.page.board.line.message.text
    assert "niet gescreend" in table.page.board.line.message.text
    assert table.page.board.line.text == "De aanpak gaat door"
