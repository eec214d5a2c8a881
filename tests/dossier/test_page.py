"""The dossier as its user meets it."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QTabBar,
    QWidget,
)
from sqlalchemy import select

from tests.dossier.conftest import Opened
from tests.dossier.looking import TABS, Open, acts, field, logged, words
from tests.dossier.test_stale_form import put
from tests.worlds import SmallHouse
from zvhdesk.models.capture import CaptureSession
from zvhdesk.models.cases import Case, Subject
from zvhdesk.services import editing
from zvhdesk.ui.kit import StepStrip
from zvhdesk.ui.kit.inplace import LineEdit


def test_it_opens_with_the_house_and_that_is_logged(full: Opened) -> None:
    assert logged(full, "case.open") == 1
    assert "H.v.L." in words(full)
    assert "Top-X · 2026-0115" in words(full)
    strip = full.find(StepStrip, "dossier.steps")
    assert [step.title for step in strip.steps][3] == "Op de casustafel"
    bar = full.find(QTabBar, "dossier.tabs.bar")
    assert [bar.tabText(at) for at in range(bar.count())] == [
        "Overzicht",
        "Personen",
        "Informatie (2)",
        "Plan en acties (2)",
        "Geschiedenis",
    ]
    assert full.window.windowTitle() == "ZVH Desk"


def test_looking_at_every_tab_and_leaving_changes_nothing(full: Opened) -> None:
    before = acts(full)
    for tab in TABS:
        full.tab(tab)
        QTest.keyClick(full.window, Qt.Key.Key_Tab)
    full.window.go("board")
    full.settle()
    assert acts(full) == before


def test_a_case_with_nothing_in_it_says_what_would_be_here(opened: Open) -> None:
    def bare(house: SmallHouse) -> None:
        def empty(session: CaptureSession) -> None:
            session.get_one(Case, house.case_id).municipality = None
            session.scalars(select(Subject)).one().deleted = True

        house.desk.change(empty, "case.edit")

    made = opened(bare)
    for tab in TABS:
        made.tab(tab)
    said = words(made)
    for sentence in (
        "onbekend",
        "Nog geen inbreng",
        "Nog geen acties",
        "Er is nog geen casusvraag",
        "Nog niet beoordeeld",
    ):
        assert sentence in said


def test_names_stay_hidden_until_they_are_asked_for(full: Opened) -> None:
    for tab in TABS:
        full.tab(tab)
    hidden = words(full)
    assert [name for name in ("Loonstra", "Zwaan", "999990019", "1988", "Dorpsweg") if name in hidden] == []
    assert logged(full, "names.show") == 0
    full.click("dossier.names")
    assert logged(full, "names.show") == 1
    assert "Zwaan" in words(full)
    assert "999990019" not in words(full)
    full.click("dossier.names")
    assert "Zwaan" not in words(full)


def test_going_away_hides_the_names_again(full: Opened) -> None:
    full.tab("persons")
    full.click("dossier.names")
    full.window.go("board")
    full.window.go("dossier", full.house.case_id)
    full.settle()
    assert "Zwaan" not in words(full)


def test_a_bsn_is_shown_by_an_act_of_its_own(full: Opened) -> None:
    full.tab("persons")
    full.click("dossier.names")
    full.click("person.0.bsn.show")
    assert full.find(LineEdit, "person.0.bsn").text() == "999990019"
    assert logged(full, "bsn.show") == 1


def test_a_field_is_edited_in_place(full: Opened) -> None:
    edited = field(full, "case_", full.house.case_id, "question")
    put(edited, "Wat is er nodig vóór 1 mei?")
    QTest.keyClick(edited.editor, Qt.Key.Key_Tab)
    full.settle()
    stored = full.asked(lambda desk: desk.read(lambda s: s.get_one(Case, full.house.case_id).question))
    assert stored == "Wat is er nodig vóór 1 mei?"
    full.tab("plan")
    assert "Wat is er nodig vóór 1 mei?" in words(full)


def test_leaving_the_page_commits_what_is_typed(full: Opened) -> None:
    edited = field(full, "case_", full.house.case_id, "case_manager")
    put(edited, "Veilig Thuis")
    full.window.go("board")
    full.settle()
    stored = full.asked(lambda desk: desk.read(lambda s: s.get_one(Case, full.house.case_id).case_manager))
    assert stored == "Veilig Thuis"


def test_clean_fields_follow_what_others_change(full: Opened) -> None:
    cell = ("case_", full.house.case_id, "question")
    full.asked(
        lambda d: d.change(lambda s: editing.save(s, "x", cell, "Van een collega", 10**6), "case.edit")
    )
    full.settle()
    assert field(full, *cell).text == "Van een collega"


def test_two_versions_are_shown_on_the_field(full: Opened) -> None:
    cell = ("case_", full.house.case_id, "question")
    edited = field(full, *cell)
    put(edited, "Mijn vraag")
    full.asked(
        lambda d: d.change(lambda s: editing.save(s, "x", cell, "Van een collega", 10**6), "case.edit")
    )
    full.settle()
    edited.commit()
    full.settle()
    card = full.find(QWidget, "dossier.question.versions")
    assert card.isVisible()
    full.click("dossier.question.keep_mine")
    assert full.asked(lambda desk: desk.read(lambda s: s.get_one(Case, cell[1]).question)) == "Mijn vraag"
