"""Rows of the dossier: added, ended, removed, taken back."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QTabBar,
    QWidget,
)
from sqlalchemy import select

from tests.dossier.conftest import Opened
from tests.dossier.looking import acts, drafts, field, words
from tests.dossier.test_stale_form import put
from zvhdesk.models.cases import Action, Case, Contribution, Goal
from zvhdesk.models.people import Person
from zvhdesk.ui.dossier import DossierPage
from zvhdesk.ui.kit import Message, Select
from zvhdesk.ui.kit.inplace import ChoiceEdit, TextEdit


def test_an_action_is_added_inline_and_refused_beside_its_field(full: Opened) -> None:
    full.tab("plan")
    full.click("action.new.open")
    full.find(QLineEdit, "action.new.text").setText("Crisiskaart maken")
    full.find(QLineEdit, "action.new.due_on").setText("30 feb 2026")
    full.find(Select, "action.new.partner_id").choose(full.house.care)
    full.click("action.new.add")
    assert "30 februari 2026 bestaat niet." in words(full)
    assert full.find(QLineEdit, "action.new.text").text() == "Crisiskaart maken"
    full.find(QLineEdit, "action.new.due_on").setText("30 mrt 2026")
    full.click("action.new.add")
    rows = full.asked(
        lambda desk: desk.read(lambda s: s.scalars(select(Action).order_by(Action.number)).all())
    )
    assert [(row.number, row.text) for row in rows][-1] == (3, "Crisiskaart maken")
    assert full.find(TextEdit, "action.3.text").text() == "Crisiskaart maken"


def test_what_was_typed_in_a_form_is_there_again_after_a_crash(full: Opened) -> None:
    full.tab("plan")
    full.click("goal.new.open")
    typed = full.find(QLineEdit, "goal.new.text")
    QTest.keyClicks(typed, "Half af")
    full.qtbot.waitUntil(lambda: "Half af" in drafts(full), timeout=2000)
    again = DossierPage(full.tasks)
    full.qtbot.addWidget(again)
    again.opened((full.house.case_id, "plan"))
    full.settle()
    for button in again.findChildren(QPushButton, "goal.new.open"):
        button.click()
    full.settle()
    assert [edit.text() for edit in again.findChildren(QLineEdit, "goal.new.text")] == ["Half af"]


def test_a_status_that_needs_a_reason_is_not_chosen_without_one(full: Opened) -> None:
    full.tab("plan")
    status = full.find(ChoiceEdit, "action.1.status")
    offered = [status.itemText(at) for at in range(status.count())]
    assert offered == [
        *("Open", "Loopt", "Geblokkeerd", "Gereed", "Kan niet meer", "Niet gedaan", "Vervallen"),
    ]
    status.setFocus()
    for _ in range(offered.index("Kan niet meer")):
        QTest.keyClick(status, Qt.Key.Key_Down)
    QTest.keyClick(status, Qt.Key.Key_Return)
    full.settle()
    row = full.asked(
        lambda desk: desk.read(lambda s: s.scalars(select(Action).where(Action.number == 1)).one())
    )
    assert row.status.value == "open"
    message = full.find(Message, "action.1.status.error")
    assert "Hier hoort een reden bij" in message.text
    went: list[tuple[str, object]] = []
    full.page.go.connect(lambda key, argument: went.append((key, argument)))
    full.click("action.1.open")
    assert went == [("actions", row.id)]


def test_a_status_that_needs_no_reason_is_chosen_in_place(full: Opened) -> None:
    full.tab("plan")
    status = full.find(ChoiceEdit, "action.1.status")
    status.setFocus()
    for _ in range([status.itemText(at) for at in range(status.count())].index("Gereed")):
        QTest.keyClick(status, Qt.Key.Key_Down)
    QTest.keyClick(status, Qt.Key.Key_Return)
    full.settle()
    row = full.asked(
        lambda desk: desk.read(lambda s: s.scalars(select(Action).where(Action.number == 1)).one())
    )
    assert row.status.value == "done"


@pytest.mark.parametrize(
    "tab, form, columns",
    [
        ("information", "contribution.new", {"text": "Nieuw feit", "received_on": "5 mrt 2026"}),
        ("plan", "goal.new", {"text": "Nieuw doel"}),
        ("persons", "person.new", {"surname": "Nieuw", "relation": "neef"}),
    ],
)
def test_rows_are_added_on_their_tab(full: Opened, tab: str, form: str, columns: dict[str, str]) -> None:
    before = acts(full)
    full.tab(tab)
    full.click(f"{form}.open")
    for column, value in columns.items():
        editor = full.window.findChild(QWidget, f"{form}.{column}")
        assert isinstance(editor, QLineEdit | QPlainTextEdit)
        if isinstance(editor, QLineEdit):
            editor.setText(value)
        else:
            editor.setPlainText(value)
    for column, choice in (("partner_id", full.house.care), ("kind", "fact"), ("role", "family")):
        chooser = full.window.findChild(Select, f"{form}.{column}")
        if chooser is not None:
            chooser.choose(choice)
    full.click(f"{form}.add")
    assert acts(full) > before
    found = {
        "contribution.new": select(Contribution.text),
        "goal.new": select(Goal.text),
        "person.new": select(Person.surname),
    }[form]
    assert next(iter(columns.values())) in full.asked(
        lambda desk: desk.read(lambda s: list(s.scalars(found)))
    )


def test_removing_is_said_and_taken_back_with_ctrl_z(full: Opened) -> None:
    full.tab("plan")
    full.click("action.2.remove")
    assert full.window.findChild(TextEdit, "action.2.text") is None or "Aangiften" not in words(full)
    assert "Verwijderd" in words(full)
    full.find(QTabBar, "dossier.tabs.bar").setFocus()
    QTest.keyClick(full.window.focusWidget(), Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    full.settle()
    assert full.find(TextEdit, "action.2.text").text() == "Aangiften bundelen"


def test_ctrl_z_in_a_field_undoes_typing_and_nothing_else(full: Opened) -> None:
    edited = field(full, "case_", full.house.case_id, "case_manager")
    put(edited, "Fout")
    before = acts(full)
    for _ in range(4):
        QTest.keyClick(edited.editor, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    full.settle()
    assert edited.text == ""
    assert acts(full) == before


def test_the_button_takes_back_the_newest_act_and_a_refusal_is_explained(full: Opened) -> None:
    cell = ("case_", full.house.case_id, "question")
    edited = field(full, *cell)
    put(edited, "Nieuwe vraag")
    edited.commit()
    full.settle()
    full.tab("history")
    full.click("dossier.history.undo")
    question = full.asked(lambda desk: desk.read(lambda s: s.get_one(Case, cell[1]).question))
    assert question == "Hoe wordt het veilig?"
    assert "Ongedaan gemaakt" in words(full)
    full.page.undo("an act that is not there")
    full.settle()
    assert "niets van u" in words(full)
