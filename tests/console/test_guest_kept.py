"""What is typed of a guest at the door is never lost: the door closed, the desk killed or locked."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.console.conftest import Table
from tests.console.test_keyboard import now
from zvhdesk.domain.terms import Capacity
from zvhdesk.models.local import Draft
from zvhdesk.services.meetings.attendance import ADMIT
from zvhdesk.ui.console.guest_form import GuestForm

KEY = Qt.Key


def guest(table: Table) -> GuestForm:
    return table.page.board.door.guest


def kept(table: Table) -> dict[str, str]:
    def read(session: Session) -> dict[str, str]:
        return {
            one.col: one.text for one in session.scalars(select(Draft).where(Draft.form == ADMIT)) if one.text
        }

    return table.asked(lambda desk: desk.read(read))


def type_guest(table: Table) -> None:
    """By the keyboard: the door, an organisation nobody is of, and a name."""
    table.press(KEY.Key_F7)
    table.type("Tolkbureau Zuid")
    table.press(KEY.Key_Return)
    table.find(QLineEdit, "console.guest.name").setFocus()
    table.type("K. Özdemir")


def all_of_it(table: Table) -> bool:
    return kept(table) == {
        "organisation": "Tolkbureau Zuid",
        "name": "K. Özdemir",
        "capacity": "interpreter",
        "screened": "ja",
    }


def typed(table: Table) -> None:
    type_guest(table)
    guest(table).capacity.choose("interpreter")
    guest(table).screened.choose("ja")


def test_it_is_there_again_after_a_killed_desk(table: Table) -> None:
    typed(table)
    table.qtbot.waitUntil(lambda: all_of_it(table))
    table.kill()
    table.again()
    table.press(KEY.Key_F7)
    form = guest(table)
    assert form.isVisible()
    assert (form.organisation.text(), form.name_.text()) == ("Tolkbureau Zuid", "K. Özdemir")
    assert (form.capacity.value, form.screened.value) == ("interpreter", "ja")
    assert form.message.text == "Dit is nog niet vastgelegd."
    assert table.focus.objectName() == "console.door.filter", "the list is what F7 opens"
    form.admit()
    table.settle()
    found = next(row for row in now(table).attendance if row.organisation == "Tolkbureau Zuid")
    assert (found.name, found.capacity) == ("K. Özdemir", Capacity.INTERPRETER)
    assert kept(table) == {}
    assert not form.isVisible()


def test_locking_at_once_loses_nothing(table: Table) -> None:
    typed(table)
    table.close()
    table.again()
    assert all_of_it(table)


def test_the_door_that_closes_keeps_it(table: Table) -> None:
    typed(table)
    table.press(KEY.Key_Escape)
    assert all_of_it(table)
    table.press(KEY.Key_F7)
    assert guest(table).isVisible()
    assert guest(table).name_.text() == "K. Özdemir"


def test_what_is_refused_is_kept(table: Table) -> None:
    typed(table)
    guest(table).capacity.choose("substitute")
    guest(table).organisation.clear()
    guest(table).admit()
    table.settle()
    assert guest(table).organisation.text() == ""
    assert kept(table)["name"] == "K. Özdemir"


def test_who_lets_go_of_it_does_not_find_it_again(table: Table) -> None:
    typed(table)
    table.click("console.guest.cancel")
    assert kept(table) == {}
    assert not guest(table).isVisible()
    assert not any(guest(table).typed.values())
    table.press(KEY.Key_Escape)
    table.press(KEY.Key_F7)
    assert not guest(table).isVisible()
    assert len(now(table).attendance) == 3


def test_a_door_where_nothing_was_typed_opens_on_its_list(table: Table) -> None:
    table.press(KEY.Key_F7)
    assert not guest(table).isVisible()
    assert kept(table) == {}
