"""One action beside the list: its status with the reason, its fields, its history."""

from datetime import timedelta

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from sqlalchemy import select

from tests.actions import world
from tests.actions.pages import CTRL, Open, S, button, said, some, status_of
from tests.actions.world import a_case, an_action
from zvhdesk.models.local import ChangeSet
from zvhdesk.services import actions, dossier


def test_by_keyboard_alone_from_the_list_to_another_status_and_back(screen: Open) -> None:
    it = screen(some)
    it.press(Qt.Key.Key_Return)
    pane = it.page.pane
    assert pane.isVisible()
    assert it.page.focusWidget() is pane.status.status
    it.type("kan")
    it.press(Qt.Key.Key_Tab)
    assert it.page.focusWidget() is pane.status.reason
    it.type("betrokkene is verhuisd")
    it.press(Qt.Key.Key_Return, CTRL)
    assert status_of(it) is S.NOT_POSSIBLE
    reasons = it.asked(lambda desk: desk.read(lambda s: s.scalars(select(ChangeSet.reason)).all()))
    assert "betrokkene is verhuisd" in reasons
    assert "late" not in it.shown()
    assert pane.isVisible(), "what was done stays in view"
    assert pane.status.reason.toPlainText() == ""
    it.press(Qt.Key.Key_Escape)
    assert not pane.isVisible()
    assert it.page.focusWidget() is it.page.list
    assert it.page.list.action_id == "six", "the one that took its place"
    assert it.badges[-1] == 2


def test_a_refusal_stands_beside_the_reason_and_nothing_typed_is_lost(screen: Open) -> None:
    it = screen(some)
    it.press(Qt.Key.Key_Return)
    form = it.page.pane.status
    form.status.choose("lapsed")
    form.record()
    it.settle()
    assert said(it, "actions.reason.error") == "Vul in waarom deze actie vervalt."
    assert it.page.focusWidget() is form.reason
    assert form.status.value == "lapsed"
    assert status_of(it) is S.OPEN
    it.type("x")
    assert said(it, "actions.reason.error") == "", "what is being mended is not wrong any more"
    form.reason.setPlainText("y" * 401)
    form.record()
    it.settle()
    assert "400 tekens" in said(it, "actions.reason.error")
    assert len(form.reason.toPlainText()) == 401


def test_what_is_typed_is_there_again_after_another_action_or_a_crash(screen: Open) -> None:
    it = screen(some)
    it.press(Qt.Key.Key_Return)
    form = it.page.pane.status
    form.status.choose("blocked")
    form.reason.setPlainText("wacht op de brandw")
    it.page.open_action("six", focus=False)
    it.settle()
    assert form.reason.toPlainText() == ""
    assert form.status.value == "open"
    it.page.open_action("late", focus=False)
    it.settle()
    assert (form.status.value, form.reason.toPlainText()) == ("blocked", "wacht op de brandw")


def test_a_status_that_somebody_changed_meanwhile_is_not_overwritten_unseen(screen: Open) -> None:
    it = screen(some)
    it.press(Qt.Key.Key_Return)
    form = it.page.pane.status
    form.status.choose("done")
    it.asked(
        lambda desk: desk.change(
            lambda s: actions.change_status(s, "late", S.IN_PROGRESS, None, world.TODAY), actions.STATUS
        )
    )
    form.record()
    it.settle()
    assert "heeft dit intussen gewijzigd in loopt; u koos gereed." in said(it, "actions.status.error")
    assert form.status.value == "done"
    form.record()
    it.settle()
    assert status_of(it) is S.DONE


def test_the_pane_follows_the_arrows_and_tells_the_history(screen: Open) -> None:
    it = screen(some)
    it.press(Qt.Key.Key_Return)
    it.page.list.setFocus()
    it.press(Qt.Key.Key_Down)
    it.press(Qt.Key.Key_Down)
    it.qtbot.waitUntil(lambda: it.page.pane.action_id == "blocked")
    it.settle()
    acts = it.page.pane.past.acts
    told = str(acts.index(0).data(Qt.ItemDataRole.AccessibleTextRole))
    when = world.NOW.astimezone()
    assert told.splitlines() == [
        f"{when:%d-%m-%Y %H:%M}, E. de Vries: Actie bijgewerkt",
        "Reden: wacht op politie",
        "Status: Open → Geblokkeerd",
    ]
    assert acts.rowCount() == 2


def test_term_and_owner_are_edited_in_place_and_stand_in_the_history(screen: Open) -> None:
    it = screen(some)
    it.page.open_action("late", focus=False)
    it.settle()
    field = it.page.pane.form.field(("action", "late", "due_on"))
    editor = it.page.findChild(QWidget, "actions.due_on")
    assert editor is not None
    editor.setFocus(Qt.FocusReason.TabFocusReason)
    it.press(Qt.Key.Key_A, CTRL)
    it.type("31-2-2026")
    it.press(Qt.Key.Key_Return)
    assert said(it, "actions.due_on.error")
    assert field.dirty
    it.press(Qt.Key.Key_A, CTRL)
    it.type("20-3-2026")
    it.press(Qt.Key.Key_Return)
    assert it.shown()[0] == "six", "it is not late any more"
    history = it.asked(lambda desk: desk.read(lambda s: actions.detail(s, "late", world.TODAY))).history
    assert [(one.label, one.old, one.new) for one in history[0].fields] == [
        ("Termijn", "21 feb 2026", "20 mrt 2026")
    ]


def test_ctrl_z_brings_the_status_back_on_the_page(screen: Open) -> None:
    it = screen(some)
    it.press(Qt.Key.Key_Return)
    it.page.pane.status.status.choose("done")
    it.page.pane.status.record()
    it.settle()
    assert "late" not in it.shown()
    it.asked(dossier.take_back)
    it.settle()
    assert it.shown()[0] == "late"
    assert it.page.pane.status.status.value == "open"


def test_the_way_to_the_dossier(screen: Open) -> None:
    it = screen(some)
    it.press(Qt.Key.Key_Return)
    button(it, "actions.dossier").click()
    assert it.dossiers == ["one"]


def test_a_click_opens_and_leaves_the_keyboard_in_the_list(screen: Open) -> None:
    it = screen(some)
    at = it.page.list.visualRect(it.page.list.rows.index(it.page.list.rows.row_of("six"))).center()
    QTest.mouseClick(it.page.list.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(at))
    it.settle()
    assert it.page.pane.action_id == "six"
    assert it.page.focusWidget() is it.page.list
    head = it.page.list.visualRect(it.page.list.rows.index(0)).center()
    QTest.mouseClick(it.page.list.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(head))
    assert it.page.list.action_id == "six", "a head is no action"


def test_a_case_whose_term_of_keeping_is_over_can_be_read_only(screen: Open) -> None:
    over = world.TODAY.replace(year=world.TODAY.year - 5) - timedelta(days=1)
    it = screen(lambda desk: world.put(desk, a_case("one", an_action("a", -6), first_processed_on=over)))
    it.press(Qt.Key.Key_Return)
    assert "bewaartermijn van vijf jaar is verstreken" in said(it, "actions.pane.error")
    assert not it.page.pane.status.isEnabled()
    assert it.page.pane.form.read_only


def test_an_action_that_went_away_says_so(screen: Open) -> None:
    it = screen(some)
    it.press(Qt.Key.Key_Return)
    it.asked(
        lambda desk: desk.change(lambda s: setattr(world.case(s, "one"), "shielded", True), "case.close")
    )
    it.settle()
    assert "afgeschermd" in said(it, "actions.pane.error")
    assert it.shown() == ["six", "week"]


def test_recording_with_the_button_leaves_the_keyboard_in_the_form(screen: Open) -> None:
    it = screen(some)
    it.press(Qt.Key.Key_Return)
    form = it.page.pane.status
    form.status.choose("in_progress")
    form.ok.setFocus()
    it.press(Qt.Key.Key_Space)
    assert it.page.focusWidget() is form.status


def test_no_line_of_the_list_says_it_is_the_action_that_left_it(screen: Open) -> None:
    it = screen(some)
    it.press(Qt.Key.Key_Return)
    form = it.page.pane.status
    form.status.choose("done")
    form.record()
    it.settle()
    assert it.page.pane.action_id not in it.shown()
    assert not it.page.list.selectedIndexes()
