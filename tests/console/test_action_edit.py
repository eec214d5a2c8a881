"""An action put right at the table: in its own row, by the rules of every form."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

from tests.console.conftest import Table
from tests.console.test_keyboard import case_now
from tests.console.test_room import record
from zvhdesk.models.cases import Action
from zvhdesk.ui.kit.versions import DraftOffer

KEY = Qt.Key


def at_the_row(table: Table) -> str:
    """One action, on the wall, and the keyboard on its row; its objectName."""
    table.put_on_wall()
    record(table)
    table.qtbot.waitUntil(lambda: table.on_wall() == ["belt de familie"])
    for _ in range(4):
        table.alt(KEY.Key_Right)
    table.press(KEY.Key_F6, Qt.KeyboardModifier.ShiftModifier)
    (row,) = case_now(table).actions
    assert table.focus.objectName() == f"console.action.{row.number}"
    return table.focus.objectName()


@pytest.mark.parametrize("key", [KEY.Key_Return, KEY.Key_F2])
def test_its_text_is_edited_in_place_and_waits_for_the_wall(quick: Table, key: Qt.Key) -> None:
    name = at_the_row(quick)
    quick.press(key)
    assert isinstance(quick.focus, QPlainTextEdit | QLineEdit)
    quick.press(KEY.Key_End)
    quick.type(" thuis")
    seen: list[list[str]] = []
    quick.page.release.changed.connect(lambda: seen.append(quick.on_wall()))
    quick.press(KEY.Key_Return)
    assert [row.text for row in case_now(quick).actions] == ["belt de familie thuis"]
    assert quick.focus.objectName() == name
    quick.qtbot.waitUntil(lambda: quick.on_wall() == ["belt de familie thuis"])
    assert seen[0] == ["belt de familie"], "the old words stay until the new ones waited"


def test_date_and_owner_too_and_esc_closes(quick: Table) -> None:
    name = at_the_row(quick)
    quick.press(KEY.Key_Return)
    item = next(iter(quick.page.view.agreements.action_rows.widgets.values()))  # type: ignore[union-attr]
    assert item.edit is not None
    item.edit.who.editor.put("ggz")
    quick.settle()
    item.edit.when.editor.setFocus()
    item.edit.when.editor.selectAll()  # type: ignore[union-attr]
    quick.type("2-4-2026")
    quick.press(KEY.Key_Escape)
    (row,) = case_now(quick).actions
    assert (row.who, row.due_on) == ("GGZ De Regge", date(2026, 4, 2))
    assert quick.focus.objectName() == name
    assert item.edit.isHidden()


def test_a_date_that_cannot_be_read_keeps_it_open(quick: Table) -> None:
    at_the_row(quick)
    quick.press(KEY.Key_Return)
    item = next(iter(quick.page.view.agreements.action_rows.widgets.values()))  # type: ignore[union-attr]
    assert item.edit is not None
    item.edit.when.editor.setFocus()
    item.edit.when.editor.selectAll()  # type: ignore[union-attr]
    quick.type("ooit")
    quick.press(KEY.Key_Escape)
    assert item.edit.isVisible()
    assert item.edit.when.message.text
    assert item.edit.when.text == "ooit"


def test_another_version_is_never_overwritten(quick: Table) -> None:
    at_the_row(quick)
    quick.press(KEY.Key_Return)
    quick.type("Mijn ")
    (row,) = case_now(quick).actions
    quick.asked(lambda _desk: quick.world.put(Action, row.id, text="hun tekst"))
    quick.press(KEY.Key_Return)
    assert [one.text for one in case_now(quick).actions] == ["hun tekst"]
    item = next(iter(quick.page.view.agreements.action_rows.widgets.values()))  # type: ignore[union-attr]
    assert item.edit is not None
    assert item.edit.what.conflict is not None


def test_what_was_typed_is_offered_after_a_killed_desk(quick: Table) -> None:
    at_the_row(quick)
    quick.press(KEY.Key_Return)
    quick.press(KEY.Key_End)
    quick.type(" thuis")
    item = next(iter(quick.page.view.agreements.action_rows.widgets.values()))  # type: ignore[union-attr]
    assert item.edit is not None
    item.edit.what.keep_draft()
    quick.settle()
    quick.kill()
    quick.again()
    item = next(iter(quick.page.view.agreements.action_rows.widgets.values()))  # type: ignore[union-attr]
    assert item.edit is not None
    assert item.edit.isVisibleTo(item)
    assert item.edit.findChildren(DraftOffer)
