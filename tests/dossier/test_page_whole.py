"""The dossier as a whole: the judgement, the term, many rows, the keyboard, the picture."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QLineEdit,
    QListView,
    QPlainTextEdit,
    QTabBar,
    QWidget,
)
from sqlalchemy import func, select

from tests.dossier.conftest import Opened
from tests.dossier.looking import TABS, Open, field, logged, nothing, words
from tests.worlds import SmallHouse
from zvhdesk.models.capture import CaptureSession
from zvhdesk.models.cases import Case, CriterionJudgement
from zvhdesk.models.house import Partner
from zvhdesk.models.local import ChangeOp, ChangeSet
from zvhdesk.ui.kit import Check, Select, Tabs
from zvhdesk.ui.kit.inplace import ChoiceEdit, TextEdit


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

    full.asked(lambda desk: desk.change(shield, "case.edit"))
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
