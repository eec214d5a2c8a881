"""The dossier as its user meets it."""

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QLabel,
    QLineEdit,
    QListView,
    QPlainTextEdit,
    QPushButton,
    QTabBar,
    QWidget,
)
from sqlalchemy import func, select, text

from tests.dossier.conftest import Opened
from tests.dossier.test_stale_form import put
from tests.worlds import SmallHouse
from zvhdesk.models.capture import CaptureSession
from zvhdesk.models.cases import Action, Case, Contribution, CriterionJudgement, Goal, Subject
from zvhdesk.models.house import Partner
from zvhdesk.models.local import AccessEvent, ChangeOp, ChangeSet
from zvhdesk.models.people import Person
from zvhdesk.services import editing
from zvhdesk.ui.dossier import DossierPage
from zvhdesk.ui.kit import Check, Select, StepStrip, Tabs
from zvhdesk.ui.kit.editable import EditableField
from zvhdesk.ui.kit.inplace import ChoiceEdit, LineEdit, TextEdit

Open = Callable[[Callable[[SmallHouse], None]], Opened]
TABS = ("overview", "persons", "information", "plan", "history")


def nothing(_house: SmallHouse) -> None:
    """The small house as it is: a case in assessment with a betrokkene."""


def field(opened: Opened, table: str, row: str, column: str) -> EditableField:
    content = opened.page.content
    assert content is not None
    return content.form.field((table, row, column))


def logged(opened: Opened, action: str) -> int:
    return opened.asked(
        lambda desk: desk.read(
            lambda s: s.scalar(select(func.count()).where(AccessEvent.action == action)) or 0
        )
    )


def acts(opened: Opened) -> int:
    return opened.asked(lambda desk: desk.read(lambda s: s.scalar(select(func.count(ChangeSet.rev))) or 0))


def words(opened: Opened) -> str:
    """All that can be read on the page."""
    labels = [label.text() for label in opened.window.findChildren(QLabel)]
    lines = [edit.text() for edit in opened.window.findChildren(QLineEdit)]
    texts = [edit.toPlainText() for edit in opened.window.findChildren(QPlainTextEdit)]
    rows = [
        str(view.model().index(at, 0).data())
        for view in opened.window.findChildren(QListView)
        if view.model() is not None
        for at in range(view.model().rowCount())
    ]
    return "\n".join(labels + lines + texts + rows)


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
    full.tasks.change(
        lambda s: editing.save(s, "elsewhere", cell, "Van een collega", 10**6), "case.edit", lambda _: None
    )
    full.settle()
    assert field(full, *cell).text == "Van een collega"


def test_two_versions_are_shown_on_the_field(full: Opened) -> None:
    cell = ("case_", full.house.case_id, "question")
    edited = field(full, *cell)
    put(edited, "Mijn vraag")
    full.tasks.change(
        lambda s: editing.save(s, "elsewhere", cell, "Van een collega", 10**6), "case.edit", lambda _: None
    )
    full.settle()
    edited.commit()
    full.settle()
    card = full.find(QWidget, "dossier.question.versions")
    assert card.isVisible()
    full.click("dossier.question.keep_mine")
    assert full.asked(lambda desk: desk.read(lambda s: s.get_one(Case, cell[1]).question)) == "Mijn vraag"


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


def drafts(opened: Opened) -> list[str]:
    return opened.asked(lambda desk: desk.read(lambda s: list(s.scalars(text("SELECT text FROM draft")))))


def test_an_action_ends_in_two_ways_that_are_not_the_same(full: Opened) -> None:
    full.tab("plan")
    status = full.find(ChoiceEdit, "action.1.status")
    offered = [status.itemText(at) for at in range(status.count())]
    assert offered == ["Open", "Gereed", "Kan niet meer", "Niet gedaan"]
    status.setFocus()
    QTest.keyClick(status, Qt.Key.Key_Down)
    QTest.keyClick(status, Qt.Key.Key_Down)
    QTest.keyClick(status, Qt.Key.Key_Return)
    full.settle()
    row = full.asked(
        lambda desk: desk.read(lambda s: s.scalars(select(Action).where(Action.number == 1)).one())
    )
    assert row.status.value == "not_possible"


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


def test_lid_one_s_judgement_is_recorded_with_refusals_at_the_field(opened: Open) -> None:
    made = opened(nothing)
    made.click("dossier.assess")
    made.click("assessment.record")
    assert "Kies ja of nee." in words(made)
    for letter in "abcd":
        made.find(Check, f"assessment.{letter}.yes").setChecked(True)
        made.find(QPlainTextEdit, f"assessment.{letter}.ground").setPlainText("Zie de aanmelding.")
    made.find(QLineEdit, "assessment.day").setText("11 mrt 2026")
    made.click("assessment.record")
    assert "minstens één" in words(made)
    made.find(Check, "assessment.partner.0").setChecked(True)
    made.click("assessment.record")
    rows = made.asked(lambda desk: desk.read(lambda s: s.scalars(select(CriterionJudgement)).all()))
    assert {row.decided_by for row in rows} == {"Politie"}
    assert "Beoordeeld op 11 mrt 2026 door Politie." in words(made)
    made.page.undo()
    made.settle()
    assert "formeel besluit" in words(made)


def test_a_half_filled_judgement_is_there_again(opened: Open) -> None:
    made = opened(nothing)
    made.click("dossier.assess")
    made.find(Check, "assessment.b.no").setChecked(True)
    made.find(QPlainTextEdit, "assessment.b.ground").setPlainText("Nog één leefgebied.")
    made.click("assessment.back")
    made.click("dossier.assess")
    assert made.find(Check, "assessment.b.no").isChecked()
    assert made.find(QPlainTextEdit, "assessment.b.ground").toPlainText() == "Nog één leefgebied."


def test_a_case_past_its_term_is_only_read(opened: Open) -> None:
    def old(house: SmallHouse) -> None:
        def change(session: CaptureSession) -> None:
            session.get_one(Case, house.case_id).first_processed_on = date(2021, 1, 1)

        house.desk.change(change, "case.edit")

    made = opened(old)
    assert "De bewaartermijn van vijf jaar is verstreken" in words(made)
    edited = field(made, "case_", made.house.case_id, "question")
    assert isinstance(edited.editor, TextEdit)
    assert edited.editor.isReadOnly()
    product = made.find(ChoiceEdit, "dossier.product")
    product.setFocus()
    QTest.keyClick(product, Qt.Key.Key_Down)
    assert product.value == ""
    assert not made.page.print_button.isEnabled()
    assert not made.page.assess_button.isVisible()


def test_a_shielded_case_says_that_it_cannot_be_opened(full: Opened) -> None:
    def shield(session: CaptureSession) -> None:
        session.get_one(Case, full.house.case_id).shielded = True

    full.tasks.change(shield, "case.edit", lambda _: None)
    full.settle()
    assert full.page.content is None
    assert "afgeschermd" in words(full)


def test_ten_thousand_changes_are_read_in_pages(opened: Open) -> None:
    def long(house: SmallHouse) -> None:
        def much(session: CaptureSession) -> None:
            base = session.scalar(select(func.max(ChangeSet.rev))) or 0
            heads = [
                {
                    "rev": base + at,
                    "cs_id": f"{at:032}",
                    "act": f"act{at}",
                    "stream_id": house.case_stream,
                    "device": "d",
                    "user": house.desk.user,
                    "wall_ms": 1_600_000_000_000 + at,
                    "intent": "case.edit",
                    "origin": "desk",
                }
                for at in range(1, 10_001)
            ]
            ops = [
                {
                    "rev": base + at,
                    "tbl": "case_",
                    "row": house.case_id,
                    "col": "question",
                    "old": f'"v{at - 1}"',
                    "new": f'"v{at}"',
                    "base_rev": base,
                }
                for at in range(1, 10_001)
            ]
            session.execute(ChangeSet.__table__.insert(), heads)  # type: ignore[attr-defined]
            session.execute(ChangeOp.__table__.insert(), ops)  # type: ignore[attr-defined]

        house.desk.change(much, "case.edit")

    made = opened(long)
    made.tab("history")
    view = made.find(QListView, "dossier.history.list")
    assert 190 < view.model().rowCount() <= 200
    for _ in range(3):
        view.scrollToBottom()
        QApplication.processEvents()
        made.settle()
    assert view.model().rowCount() >= 400
    assert "→" in str(view.model().index(250, 0).data())


def test_the_history_is_walked_with_the_keyboard_and_read_whole(full: Opened) -> None:
    full.tab("history")
    view = full.find(QListView, "dossier.history.list")
    view.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(view, Qt.Key.Key_Down)
    QTest.keyClick(view, Qt.Key.Key_Home)
    detail = full.find(QPlainTextEdit, "dossier.history.detail")
    assert "Plan bijgewerkt" in detail.toPlainText()
    assert "Elf meldingen" in detail.toPlainText()


def test_everything_can_be_reached_and_has_a_name(full: Opened) -> None:
    for tab in TABS:
        full.tab(tab)
        full.find(QTabBar, "dossier.tabs.bar").setFocus(Qt.FocusReason.TabFocusReason)
        reached: list[QWidget] = []
        for _ in range(120):
            QTest.keyClick(full.window.focusWidget(), Qt.Key.Key_Tab)
            focused = full.window.focusWidget()
            if focused in reached:
                break
            reached.append(focused)
        inside = [widget for widget in reached if full.page.isAncestorOf(widget)]
        assert inside, tab
        nameless = [
            widget.objectName() or type(widget).__name__
            for widget in inside
            if not QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)
        ]
        assert nameless == [], tab
        if tab == "plan":
            assert {"action.1.text", "action.2.due_on", "goal.1.measure", "action.new.open"} <= {
                widget.objectName() for widget in inside
            }


def test_tab_follows_the_rows_also_after_one_was_added(full: Opened) -> None:
    full.tab("plan")
    full.click("action.new.open")
    full.find(QLineEdit, "action.new.text").setText("Derde")
    full.find(QLineEdit, "action.new.due_on").setText("13 mrt 2026")
    full.find(Select, "action.new.partner_id").choose(full.house.care)
    full.click("action.new.add")
    first = full.find(TextEdit, "action.2.text")
    first.setFocus(Qt.FocusReason.TabFocusReason)
    order = []
    for _ in range(14):
        QTest.keyClick(full.window.focusWidget(), Qt.Key.Key_Tab)
        order.append(full.window.focusWidget().objectName())
    assert order.index("action.3.text") < order.index("action.1.text"), order


def test_the_sheet_is_shown_from_memory_and_its_saving_logged(
    full: Opened, tmp_path_factory: pytest.TempPathFactory
) -> None:
    full.click("dossier.print")
    full.settle()
    preview = full.window.findChild(QDialog, "preview")
    assert preview is not None
    assert logged(full, "case.preview") == 1
    target = tmp_path_factory.mktemp("kept") / "blad.pdf"
    preview.save_to(target)  # type: ignore[attr-defined]
    full.settle()
    assert target.read_bytes().startswith(b"%PDF")
    assert (logged(full, "case.save_pdf"), logged(full, "case.print")) == (1, 0)
    preview.close()


def test_a_picture_of_every_tab_fills_the_window(full: Opened) -> None:
    for tab in TABS:
        full.tab(tab)
        picture: QImage = full.window.grab().toImage()
        colours = {picture.pixel(x, y) for x in range(240, 1420, 9) for y in range(10, 890, 7)}
        assert len(colours) > 20, tab


def test_a_narrow_window_gives_the_fields_the_room(full: Opened) -> None:
    content = full.page.content
    assert content is not None
    assert content.side.isVisible()
    full.window.resize(900, 600)
    QApplication.processEvents()
    assert not content.side.isVisible()
    tabs = full.find(Tabs, "dossier.tabs")
    assert tabs.page("overview").width() <= content.width()


def test_only_partners_of_lid_one_are_offered_for_judging(opened: Open) -> None:
    made = opened(nothing)
    made.click("dossier.assess")
    names = [
        box.text()
        for box in made.window.findChildren(Check)
        if box.objectName().startswith("assessment.partner")
    ]
    lid_one = made.asked(
        lambda desk: desk.read(
            lambda s: list(s.scalars(select(Partner.name).where(Partner.class_ == "paragraph_1")))
        )
    )
    assert names == lid_one == ["Politie"]
