"""Plannen en brieven: the list, its filters, and the case or participant beside it."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from tests.plans.conftest import Fill, Opened
from tests.plans.test_copies import bytes_of, prepare, record
from tests.plans.world import TODAY, PlanHouse, adopt, change_plan
from zvhdesk.models.capture import CaptureSession
from zvhdesk.models.house import Partner
from zvhdesk.models.plans import Disclosure, Plan
from zvhdesk.services.plans import versions
from zvhdesk.ui.theme import TagKind

Open = Callable[[Fill], Opened]


def handed_out(world: PlanHouse) -> None:
    """Version 1 is adopted, its evaluation is late, and the OM has a copy."""
    change_plan(world, evaluation_on=TODAY - timedelta(5))
    adopt(world)
    record(world, bytes_of(prepare(world, [world.om])))


@pytest.fixture
def shown(opened: Open) -> Opened:
    made = opened(handed_out)
    made.go("plans")
    return made


def cells(opened: Opened) -> list[str]:
    model = opened.page.cases.rows
    return [str(model.index(0, at).data()) for at in range(model.columnCount())]


def test_each_case_says_its_version_its_evaluation_and_its_copies(shown: Opened) -> None:
    assert cells(shown) == [
        *("2026-0115 · H.v.L.", "Top-X", "1", "12 mrt 2026"),
        *("5 d te laat", "nog 3 van 4"),
    ]
    columns = {column.key: column for column in shown.page.cases.rows.columns}
    row = shown.page.cases.rows.rows[0]
    for key, kind in (("evaluation", TagKind.LATE), ("copies", TagKind.WAITING)):
        tag = columns[key].tag
        assert tag is not None
        assert tag(row) is kind
    assert "1 plan · 1 uit te reiken · 1 evaluatie te laat" in shown.words(shown.page.top)


def test_the_pane_says_who_has_a_copy_and_who_not_yet(shown: Opened) -> None:
    said = shown.words(shown.page.detail)
    assert "Openbaar Ministerie" in said
    assert "versie 1, exemplaar 01, 12 mrt 2026" in said
    for name in ("Politie", "GGZ De Regge", "Reclassering"):
        assert name in said
    assert "Woonstichting" not in said
    assert "Loon" not in said, "initials only"


def test_who_still_has_the_version_before_is_said(opened: Open) -> None:
    def fill(world: PlanHouse) -> None:
        handed_out(world)
        second = world.desk.change(lambda s: versions.begin(s, world.case_id), versions.BEGIN)
        adopt(world, second)

    made = opened(fill)
    made.go("plans")
    assert cells(made)[2:] == ["2", "12 mrt 2026", "", "nog 4 van 4"]
    line = made.page.cases.rows.rows[0]
    assert "Openbaar Ministerie" in line.missing
    assert "Exemplaar bij: Openbaar Ministerie." in made.words(made.page.detail)


def test_the_filters_count_and_leave_what_they_say(shown: Opened) -> None:
    counts = {key: shown.page.chips.chip(key).text() for key in ("all", "waiting", "late", "concept", "none")}
    assert counts == {
        "all": "Alle plannen 1",
        "waiting": "Uit te reiken 1",
        "late": "Evaluatie te laat 1",
        "concept": "Concept 0",
        "none": "Nog geen plan 0",
    }
    shown.page.chips.chip("concept").click()
    assert "Geen concepten" in shown.words()
    assert not shown.page.detail.isVisible()
    shown.page.chips.chip("late").click()
    assert shown.page.cases.isVisible()


def test_per_participant_what_waits(shown: Opened) -> None:
    shown.page.chips.chip("partners").click()
    rows = {row.name: (row.has, len(row.waiting)) for row in shown.page.partners.rows.rows}
    assert rows["Openbaar Ministerie"] == (1, 0)
    assert rows["Politie"] == (0, 1)
    shown.page.partners.choose(shown.page.partners.rows.rows[0].id)
    assert "2026-0115 · H.v.L., versie 1" in shown.words(shown.page.detail)
    shown.press("plans.copies.0", shown.page.detail)
    assert "Wie krijgt een exemplaar?" in shown.words(shown.dialog("copies"))


def test_copies_made_here_are_there_at_once(shown: Opened) -> None:
    shown.press("plans.copies", shown.page.detail)
    dialog = shown.dialog("copies")
    shown.press("copies.start", dialog)
    dialog.close()
    shown.settle()
    assert cells(shown)[-1] == "alle 4"
    assert "versie 1, exemplaar 04" in shown.words(shown.page.detail)


def test_a_copy_that_was_handed_out_is_shown_again_to_the_byte(shown: Opened) -> None:
    (row,) = shown.rows(Disclosure)
    shown.press("plans.copy.01", shown.page.detail)
    pdf = shown.preview().paper.pdf
    shown.close_preview()
    assert len(shown.rows(Disclosure)) == 1, "it is the same copy, not a new one"
    assert row.digest is not None
    assert shown.logged("plan.preview") == 1
    assert pdf.startswith(b"%PDF")


def test_a_copy_that_cannot_be_made_the_same_is_not_shown(shown: Opened) -> None:
    def rename(session: CaptureSession) -> None:
        session.get_one(Partner, shown.world.om).name = "Parket Oost"

    shown.asked(lambda desk: desk.change(rename, "partner.edit"))
    shown.settle()
    shown.press("plans.copy.01", shown.page.detail)
    assert "niet meer precies zo te maken" in shown.page.message.text


def test_a_case_is_opened_by_button_and_by_double_click(shown: Opened) -> None:
    asked: list[str] = []
    shown.page.open_case.connect(asked.append)
    shown.press("plans.dossier", shown.page.detail)
    assert asked == [shown.world.case_id]
    assert shown.window.page is shown.dossier


def test_after_a_meeting_only_its_cases_and_back_to_all(shown: Opened) -> None:
    shown.go("plans", "another")
    assert shown.page.cases.rows.rowCount() == 0
    shown.press("plans.all_cases")
    assert shown.page.cases.rows.rowCount() == 1
    shown.go("plans", shown.world.meeting)
    assert shown.page.cases.rows.rowCount() == 1
    assert "alleen van deze bijeenkomst" in shown.words(shown.page.top)


def test_everything_works_by_keyboard(shown: Opened) -> None:
    shown.page.cases.setFocus()
    QTest.keyClick(shown.page.cases, Qt.Key.Key_Down)
    assert shown.page.cases.chosen == shown.world.case_id
    button = shown.find(QPushButton, "plans.copies", shown.page.detail)
    button.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(button, Qt.Key.Key_Return)
    shown.settle()
    assert shown.dialog("copies").isVisible()


def test_every_button_has_a_name_and_stands_within_the_window(shown: Opened) -> None:
    for width in (1440, 1024, 720):
        shown.window.resize(width, 700)
        shown.settle()
        for button in shown.page.findChildren(QPushButton):
            if button.isVisible():
                assert button.accessibleName() or button.text(), button.objectName()
                right = button.mapTo(shown.window, button.rect().topRight()).x()
                assert right <= shown.window.width(), (width, button.objectName())


def test_an_empty_house_says_what_would_be_here(opened: Open) -> None:
    def remove(world: PlanHouse) -> None:
        world.desk.change(lambda s: setattr(s.get_one(Plan, world.concept), "deleted", True), "row.remove")

    made = opened(remove)
    made.go("plans")
    assert "Nog geen plannen" in made.words()
    assert made.page.chips.chip("none").text() == "Nog geen plan 1"
    made.page.chips.chip("none").click()
    assert "Begin het in het dossier." in made.words(made.page.detail)
