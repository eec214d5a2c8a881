"""What is typed is kept: when saving breaks off, when one leaves meanwhile, and beside an older draft."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QPushButton, QWidget

from tests.dossier.conftest import Opened, full, opened
from tests.dossier.test_stale_form import MANAGER, TwoForms, press, put
from zvhdesk.services.desk import Desk
from zvhdesk.services.dossier import FORM
from zvhdesk.services.editing import show
from zvhdesk.ui.kit import SaveState
from zvhdesk.ui.kit.editable import EditableField

__all__ = ["full", "opened"]


@contextmanager
def no_room(one: Opened) -> Iterator[None]:
    """Within the block the database cannot grow, as on a full disk; its bugs are heard and forgotten."""

    def limit(desk: Desk, pages: str) -> None:
        with desk.engine.connect() as connection:
            connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")

    one.asked(lambda desk: limit(desk, "1"))
    yield
    one.qtbot.waitUntil(lambda: not one.tasks.busy, timeout=10_000)
    assert one.bugs
    one.bugs.clear()
    one.asked(lambda desk: limit(desk, "1000000000"))


LONG = "zeer lang " * 300
"""More than a page has room for."""


def test_after_a_full_disk_the_field_saves_again(full: Opened) -> None:
    two = TwoForms(full, "question")
    states: list[SaveState] = []
    two.forms[0].state.connect(states.append)
    with no_room(full):
        two.first.editor.put(LONG)
        two.first.commit()
    assert two.first.text == LONG
    assert two.first.message.text.startswith("Dit is niet opgeslagen")
    assert states[-1] is SaveState.NOT_SAVED
    two.first.commit()
    full.settle()
    assert two.stored() == LONG.strip()


def test_what_is_typed_while_an_older_text_is_saved_is_kept_when_the_page_goes(full: Opened) -> None:
    """The answer to the older text finds nobody any more."""
    two, gate = TwoForms(full, MANAGER), Event()
    full.tasks.read(lambda _session: gate.wait(30), lambda _opened: None)
    put(two.first, "Wij")
    two.first.commit()
    assert two.first.saving
    two.first.editor.put("Wijkteam Noord")
    two.first.leave()
    two.first.setParent(None)
    two.first.deleteLater()
    QCoreApplication.sendPostedEvents(two.first, QEvent.Type.DeferredDelete)
    gate.set()
    full.settle()
    assert "Wijkteam Noord" in (two.stored(), two.draft("first"))


def test_typing_beside_an_offered_draft_does_not_write_over_it(full: Opened) -> None:
    cell = ("case_", full.house.case_id, MANAGER)
    rev = full.asked(lambda desk: desk.read(lambda s: show(s, [cell], "first")[cell].rev))
    full.asked(lambda desk: desk.keep_draft("first", cell, "Een hele alinea", rev))
    two = TwoForms(full, MANAGER)
    put(two.first, "x")
    two.first.leave()
    full.settle()
    assert two.draft("first") == "Een hele alinea"
    press(two, "first.field.restore")
    assert two.first.text == "Een hele alinea"
    put(two.first, "Nu wel")
    two.first.commit()
    full.settle()
    assert two.stored() == "Nu wel"


def test_a_form_for_a_new_row_goes_on_after_a_full_disk(full: Opened) -> None:
    full.tab("plan")
    full.click("goal.new.open")
    editor = full.window.findChild(QWidget, "goal.new.text")
    assert isinstance(editor, QLineEdit | QPlainTextEdit)
    editor.setText(LONG) if isinstance(editor, QLineEdit) else editor.setPlainText(LONG)
    add = full.find(QPushButton, "goal.new.add")
    with no_room(full):
        add.click()
    assert add.isEnabled()
    full.click("goal.new.add")
    assert not add.isVisible(), "it was added and the form is put away"


@pytest.mark.parametrize("way", ["page", "names"])
def test_leaving_the_page_right_after_a_key_loses_nothing(full: Opened, way: str) -> None:
    if way == "names":
        full.click("dossier.names")
    content = full.page.content
    assert content is not None
    cell = ("case_", full.house.case_id, "question")
    field = content.form.field(cell)
    assert isinstance(field, EditableField)
    field.editor.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(field.editor, Qt.Key.Key_Z)
    full.window.go("board")
    full.settle()
    stored = full.asked(lambda desk: desk.read(lambda s: show(s, [cell], FORM)[cell].text))
    assert "z" in stored
