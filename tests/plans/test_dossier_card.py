"""The plan on the dossier's own tab: begin, type, look, record, hand out."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton
from sqlalchemy import select, text

from tests.dossier.conftest import TODAY
from tests.plans.conftest import Fill, Opened
from tests.plans.world import WITHHELD, PlanHouse, adopt
from zvhdesk.domain.terms import PlanState
from zvhdesk.models.plans import Plan, Voice
from zvhdesk.ui.dossier.adoption import AdoptionPanel
from zvhdesk.ui.kit import Check
from zvhdesk.ui.kit.editable import EditableField
from zvhdesk.ui.kit.inplace import LineEdit, TextEdit

Open = Callable[[Fill], Opened]


def nothing(_world: PlanHouse) -> None:
    """The case with its concept."""


@pytest.fixture
def shown(opened: Open) -> Opened:
    made = opened(nothing)
    made.go("dossier", (made.world.case_id, "plan"))
    return made


def plan_row(opened: Opened) -> Plan:
    return opened.asked(lambda desk: desk.read(lambda s: s.get_one(Plan, opened.world.concept)))


def field(opened: Opened, column: str) -> EditableField:
    content = opened.dossier.content
    assert content is not None
    found = content.form.field(("plan", opened.world.concept, column))
    assert isinstance(found, EditableField)
    return found


def tick(opened: Opened, words: str) -> None:
    panel = opened.find(AdoptionPanel, "adoption")
    next(check for check in panel.findChildren(Check) if check.text() == words).click()


def test_crisis_and_evaluation_are_typed_in_place(shown: Opened) -> None:
    crisis = field(shown, "crisis").editor
    assert isinstance(crisis, TextEdit)
    crisis.setFocus()
    crisis.put("Bij dreiging 112.")
    QTest.keyClick(crisis, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    evaluation = field(shown, "evaluation_on").editor
    assert isinstance(evaluation, LineEdit)
    evaluation.setFocus()
    QTest.keyClicks(evaluation, "9 april 2026")
    QTest.keyClick(evaluation, Qt.Key.Key_Return)
    shown.settle()
    row = plan_row(shown)
    assert (row.crisis, str(row.evaluation_on)) == ("Bij dreiging 112.", "2026-04-09")


def test_a_wrong_date_is_said_beside_its_field_and_stays(shown: Opened) -> None:
    evaluation = field(shown, "evaluation_on")
    evaluation.editor.setFocus()
    QTest.keyClicks(evaluation.editor, "binnenkort")
    QTest.keyClick(evaluation.editor, Qt.Key.Key_Return)
    shown.settle()
    assert evaluation.message.text
    assert evaluation.text == "binnenkort"


def test_the_concept_is_shown_with_what_was_just_typed(shown: Opened) -> None:
    crisis = field(shown, "crisis").editor
    assert isinstance(crisis, TextEdit)
    crisis.put("Zojuist getypt.")
    shown.press("plan.read")
    preview = shown.preview()
    said = " ".join(preview.pages.text(at) for at in range(preview.pages.count))
    assert "CONCEPT" in said
    assert "Zojuist getypt." in said
    assert WITHHELD["care"] not in said
    shown.close_preview()
    assert shown.logged("plan.preview") == 1


def test_lid_one_s_vaststellen_is_recorded_with_refusals_at_the_field(shown: Opened) -> None:
    shown.press("plan.adopt")
    panel = shown.find(AdoptionPanel, "adoption")
    names = [check.text() for check in panel.findChildren(Check)]
    assert names == ["Openbaar Ministerie", "Politie"], "only lid 1 can be chosen"
    shown.press("adoption.record")
    assert "minstens één" in shown.words()
    tick(shown, "Politie")
    shown.press("adoption.record")
    assert "Vul in op welke dag" in shown.words()
    QTest.keyClicks(shown.find(QLineEdit, "adoption.day"), "12 mrt 2026")
    tick(shown, "Openbaar Ministerie")
    shown.press("adoption.record")
    assert "Vul in wanneer dit plan wordt geëvalueerd." in shown.words()
    assert plan_row(shown).state is PlanState.CONCEPT
    QTest.keyClicks(shown.find(QLineEdit, "adoption.evaluation"), "12 mrt 2026")
    shown.press("adoption.record")
    assert "De evaluatie komt na het vaststellen op 12 mrt 2026." in shown.words()
    shown.find(QLineEdit, "adoption.evaluation").clear()
    QTest.keyClicks(shown.find(QLineEdit, "adoption.evaluation"), "9 apr 2026")
    shown.press("adoption.record")
    row = plan_row(shown)
    assert (row.state, row.adopted_on) == (PlanState.ADOPTED, TODAY)
    assert row.evaluation_on == TODAY.replace(month=4, day=9)
    voices = shown.asked(
        lambda desk: desk.read(lambda s: s.scalars(select(Voice).where(Voice.about_id == row.id)).all())
    )
    assert {voice.partner_id for voice in voices} == {shown.world.house.police, shown.world.om}
    said = shown.words()
    assert "12 mrt 2026 door Openbaar Ministerie, Politie" in said
    assert "Nog geen exemplaar gemaakt" in said
    shown.dossier.undo()
    shown.settle()
    assert "formeel besluit" in shown.words()
    assert plan_row(shown).state is PlanState.ADOPTED


def test_a_half_filled_form_is_there_again(shown: Opened) -> None:
    shown.press("plan.adopt")
    tick(shown, "Politie")
    QTest.keyClicks(shown.find(QLineEdit, "adoption.day"), "11 mrt")
    shown.press("adoption.back")
    kept = shown.asked(lambda desk: desk.read(lambda s: list(s.scalars(text("SELECT text FROM draft")))))
    assert "11 mrt" in kept
    shown.press("plan.adopt")
    assert shown.find(QLineEdit, "adoption.day").text() == "11 mrt"
    panel = shown.find(AdoptionPanel, "adoption")
    assert [check.text() for check in panel.findChildren(Check) if check.isChecked()] == ["Politie"]


def test_after_vaststellen_copies_are_made_and_a_next_version_begun(opened: Open) -> None:
    made = opened(adopt)
    made.go("dossier", (made.world.case_id, "plan"))
    assert made.find(QPushButton, "plan.begin").isVisible()
    made.press("plan.1.copies")
    dialog = made.dialog("copies")
    made.press("copies.start", dialog)
    dialog.close()
    made.settle()
    holders = made.find(QLabel, "plan.1.holders").text()
    assert holders == "Bij 4 deelnemers: GGZ De Regge, Openbaar Ministerie, Politie, Reclassering"
    made.press("plan.begin")
    assert not made.find(QPushButton, "plan.begin").isVisible()
    assert sorted((row.version, row.state) for row in made.rows(Plan)) == [
        (1, PlanState.ADOPTED),
        (2, PlanState.CONCEPT),
    ]
    assert "Versie 2" in made.words()


def test_an_adopted_version_is_read_in_the_house(opened: Open) -> None:
    made = opened(adopt)
    made.go("dossier", (made.world.case_id, "plan"))
    made.press("plan.1.read")
    preview = made.preview()
    assert "ALLEEN VOOR HET HUIS" in preview.pages.text(0)
    made.close_preview()
