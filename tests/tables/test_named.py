"""A name from a case, typed where no case is: asked about beside the field, saved when confirmed."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from tests.tables.conftest import Opened
from tests.tables.looking import Open, full, message
from zvhdesk.domain.terms import Capacity
from zvhdesk.services.meetings.returning import OPENING
from zvhdesk.ui.kit import Select
from zvhdesk.ui.tables.item import ItemRow

KEY = Qt.Key


def points(here: Opened) -> list[str]:
    return [item.row.title for item in here.view.agenda.items.values() if item.row.case_id is None]


def guests(here: Opened) -> list[str]:
    return [item.row.name for item in here.view.attendance.items.values() if item.row.partner_id is None]


@pytest.mark.parametrize(
    "title, said",
    [
        ("De buren van Öztürk", "“Öztürk”"),
        ("klacht van ten brinke", "“ten brinke”"),
        ("Vraag van Karel Hendriks", "Karel Hendriks”"),
    ],
)
def test_a_point_with_a_name_is_added_when_it_is_confirmed(opened: Open, title: str, said: str) -> None:
    here = opened(full)
    view = here.open(str(here.filled))
    view.agenda.point.open()
    here.find(QLineEdit, "tables.point.title").setText(title)
    view.agenda.point.add()
    here.settle()
    assert said in message(here, "tables.point.title.error")
    assert title not in points(here)
    assert view.agenda.point.typed["title"] == title
    view.agenda.point.add()
    here.settle()
    assert title in points(here)


@pytest.mark.parametrize("title", ["Vakantierooster", "Terugblik GGZ De Regge", "Werkwijze Top-X"])
def test_a_point_without_one_is_added_at_once(opened: Open, title: str) -> None:
    here = opened(full)
    view = here.open(str(here.filled))
    view.agenda.point.open()
    here.find(QLineEdit, "tables.point.title").setText(title)
    view.agenda.point.add()
    here.settle()
    assert title in points(here)


def test_what_is_typed_anew_is_asked_about_anew(opened: Open) -> None:
    here = opened(full)
    view = here.open(str(here.filled))
    view.agenda.point.open()
    for title in ("Over Aalberts", "Over Dijkstra"):
        here.find(QLineEdit, "tables.point.title").setText(title)
        assert message(here, "tables.point.title.error") == ""
        view.agenda.point.add()
        here.settle()
        assert title.split()[1] in message(here, "tables.point.title.error")
    assert not any("Over" in title for title in points(here))


def opening(here: Opened) -> ItemRow:
    return next(item for item in here.view.agenda.items.values() if item.row.title == OPENING)


def test_in_place_enter_confirms_and_leaving_does_not(opened: Open) -> None:
    here = opened(full)
    here.open(str(here.filled))
    item = opening(here)
    title = item.title
    title.editor.setFocus()
    title.editor.put("Opening door Veldhuis")
    here.key(KEY.Key_Tab)
    assert "“Veldhuis”" in title.message.text
    assert OPENING in points(here)
    title.editor.setFocus()
    here.key(KEY.Key_Tab)
    assert OPENING in points(here)
    assert title.text == "Opening door Veldhuis"
    assert title.stuck
    title.editor.setFocus()
    here.key(KEY.Key_Return)
    assert "Opening door Veldhuis" in points(here)
    assert not title.stuck


def test_the_reason_of_a_case_is_its_own_and_nobody_asks(opened: Open) -> None:
    here = opened(full)
    view = here.open(str(here.filled))
    item = next(one for one in view.agenda.items.values() if one.row.case_id is not None)
    item.title.editor.put("Veldhuis is verhuisd")
    item.title.commit()
    here.settle()
    assert item.title.message.text == ""
    assert item.row.title == "Veldhuis is verhuisd"


@pytest.mark.parametrize("field, typed", [("name", "P. Wiersma"), ("organisation", "Bakkerij Wiersma")])
def test_a_guest_who_bears_a_name_from_a_case_is_admitted_when_it_is_confirmed(
    opened: Open, field: str, typed: str
) -> None:
    here = opened(full)
    view = here.open(str(here.filled))
    view.attendance.guest.open()
    here.find(Select, "tables.guest.capacity").choose(Capacity.OBSERVER)
    here.find(QLineEdit, "tables.guest.organisation").setText("Gemeente Borne")
    here.find(QLineEdit, "tables.guest.name").setText("M. de Boer")
    here.find(QLineEdit, f"tables.guest.{field}").setText(typed)
    view.attendance.guest.add()
    here.settle()
    assert "Wiersma" in message(here, f"tables.guest.{field}.error")
    assert not guests(here)
    assert view.attendance.guest.typed[field] == typed
    assert here.focus == f"tables.guest.{field}"
    here.key(KEY.Key_Return)
    assert len(guests(here)) == 1


def test_another_guest_is_admitted_at_once(opened: Open) -> None:
    here = opened(full)
    view = here.open(str(here.filled))
    view.attendance.guest.open()
    here.find(Select, "tables.guest.capacity").choose(Capacity.OBSERVER)
    here.find(QLineEdit, "tables.guest.organisation").setText("Gemeente Borne")
    here.find(QLineEdit, "tables.guest.name").setText("Karel Hendriks")
    view.attendance.guest.add()
    here.settle()
    assert guests(here) == ["Karel Hendriks"]
