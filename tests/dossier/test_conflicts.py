"""The card on the field itself: both versions, who and when, and what may be done with them."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QPushButton, QWidget

from tests.dossier.conftest import TODAY, Opened
from tests.elsewhere import DEVICE, heard
from zvhdesk.domain.terms import Phase
from zvhdesk.models.capture import Cell, versions
from zvhdesk.models.cases import Action, Goal
from zvhdesk.models.codec import Value
from zvhdesk.models.tables import BY_NAME
from zvhdesk.services import adding, devices
from zvhdesk.ui.kit import Message
from zvhdesk.ui.kit.conflict import ConflictCard, GoneCard
from zvhdesk.ui.kit.editable import EditableField
from zvhdesk.ui.kit.marked import Marked, differences

OURS, THEIRS = "Hoe wordt het veilig?", "Hoe wordt het thuis veilig?"


def question(full: Opened) -> Cell:
    return ("case_", full.house.case_id, "question")


def wrote(full: Opened, cell: Cell, value: Value, *, later_ms: int = 60_000) -> None:
    """A colleague wrote it at another desk, without having seen what stands here."""
    full.asked(lambda desk: heard(desk, cell, value, seen=False, later_ms=later_ms))
    full.settle()


def stored(full: Opened, cell: Cell) -> object:
    return full.asked(lambda d: d.read(lambda s: getattr(s.get_one(BY_NAME[cell[0]], cell[1]), cell[2])))


def several(full: Opened) -> int:
    return len(full.asked(lambda desk: desk.read(versions.side_by_side)))


def card(full: Opened, name: str) -> ConflictCard | None:
    found = full.window.findChild(ConflictCard, f"{name}.several")
    return found if found is not None and found.isVisible() else None


def test_the_card_stands_under_the_field_and_takes_no_keyboard(full: Opened) -> None:
    editor = full.find(QWidget, "dossier.question")
    editor.setFocus(Qt.FocusReason.TabFocusReason)
    wrote(full, question(full), THEIRS)
    shown = card(full, "dossier.question")
    assert shown is not None
    assert QApplication.focusWidget() is editor
    assert not [one for one in QApplication.topLevelWidgets() if isinstance(one, QDialog) and one.isVisible()]
    texts = [full.find(Marked, f"dossier.question.version.{at}").text for at in (0, 1)]
    assert texts == [THEIRS, OURS], "the one that is shown comes first"
    assert "twee versies" in shown.accessibleName()
    assert "A. Voorzitter" in shown.accessibleName()
    assert (
        shown.mapTo(full.window, shown.rect().topLeft()).y()
        > editor.mapTo(full.window, editor.rect().topLeft()).y()
    )


def test_by_keyboard_alone_the_other_is_kept(full: Opened) -> None:
    wrote(full, question(full), THEIRS)
    full.find(QWidget, "dossier.question").setFocus(Qt.FocusReason.TabFocusReason)
    walked = []
    for _ in range(3):
        at = QApplication.focusWidget()
        assert at is not None
        QTest.keyClick(at, Qt.Key.Key_Tab)
        walked.append(QApplication.focusWidget().objectName())  # type: ignore[union-attr]
    assert walked == [f"dossier.question.{part}" for part in ("keep.0", "keep.1", "fill")]
    full.find(QPushButton, "dossier.question.keep.1").setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)  # type: ignore[arg-type]
    full.settle()
    assert (stored(full, question(full)), several(full)) == (OURS, 0)
    assert card(full, "dossier.question") is None
    assert full.find(QWidget, "dossier.question").hasFocus(), "the keyboard is not lost with the card"


def test_keeping_the_one_that_is_shown_settles_it_too(full: Opened) -> None:
    wrote(full, question(full), THEIRS)
    full.click("dossier.question.keep.0")
    assert (stored(full, question(full)), several(full)) == (THEIRS, 0)
    assert card(full, "dossier.question") is None


def test_filling_in_otherwise_keeps_both_texts_to_hand(full: Opened) -> None:
    wrote(full, question(full), THEIRS)
    full.click("dossier.question.fill")
    editor = full.find(QWidget, "dossier.question")
    assert editor.hasFocus()
    assert card(full, "dossier.question") is not None
    QTest.keyClicks(editor, "Wat nu?")
    QTest.keyClick(editor, Qt.Key.Key_Tab)
    full.settle()
    assert (stored(full, question(full)), several(full)) == ("Wat nu?", 0)
    assert card(full, "dossier.question") is None


def test_a_card_of_before_is_not_pressed_over_a_newer_version(full: Opened) -> None:
    wrote(full, question(full), THEIRS)
    field = _field(full, question(full))
    before = field.several.conflict
    assert before is not None
    wrote(full, question(full), "Een derde tekst.")
    field.several.show(before)
    full.click("dossier.question.keep.1")
    assert several(full) == 1
    shown = card(full, "dossier.question")
    assert shown is not None
    assert "Een derde tekst." in shown.accessibleName()


def _field(full: Opened, cell: Cell) -> EditableField:
    content = full.page.content
    assert content is not None
    field = content.form.field(cell)
    assert isinstance(field, EditableField)
    return field


def test_what_one_is_typing_stays_when_a_card_comes(full: Opened) -> None:
    field = _field(full, question(full))
    field.editor.setFocus(Qt.FocusReason.TabFocusReason)
    field.editor.put("Half getypt")
    wrote(full, question(full), THEIRS)
    assert field.text == "Half getypt"
    assert card(full, "dossier.question") is not None
    field.commit()
    full.settle()
    assert field.conflict is not None, "what came in meanwhile was not seen when it was typed"
    assert card(full, "dossier.question") is None, "one card at a time"
    assert stored(full, question(full)) == THEIRS


def test_in_a_row_the_card_names_its_field(full: Opened) -> None:
    row = full.asked(lambda d: d.read(lambda s: s.query(Action.id).order_by(Action.number).limit(1).scalar()))
    full.tab("plan")
    wrote(full, ("action", row, "due_on"), TODAY)
    shown = card(full, "action.1.due_on")
    assert shown is not None
    assert shown.accessibleName().startswith("Termijn: twee versies")
    full.click("action.1.due_on.keep.1")
    assert several(full) == 0


def test_a_phase_is_chosen_on_the_overview(full: Opened) -> None:
    cell = ("case_", full.house.case_id, "phase")
    wrote(full, cell, Phase.TRIAGE)
    shown = full.find(ConflictCard, "dossier.overview.asked.0.several")
    assert shown.isVisible()
    assert full.window.findChild(QPushButton, "dossier.overview.asked.0.fill") is None
    full.click("dossier.overview.asked.0.keep.1")
    assert stored(full, cell) is Phase.AT_TABLE
    assert not full.find(QWidget, "dossier.overview.asked").isVisible()


def test_a_name_is_asked_about_only_where_names_are_shown(full: Opened) -> None:
    cell = ("person", full.house.person_id, "surname")
    wrote(full, cell, "Loonstra")
    full.tab("persons")
    assert "Loonstra" not in " ".join(one.accessibleName() for one in full.window.findChildren(QWidget))
    assert "meer dan één versie" in full.find(Message, "dossier.persons.names_asked").text
    full.click("dossier.names")
    full.qtbot.waitUntil(lambda: card(full, "person.0.surname") is not None)


def test_edited_while_it_was_deleted_comes_back_with_one_click(full: Opened) -> None:
    row = full.asked(lambda d: d.read(lambda s: s.query(Goal.id).limit(1).scalar()))
    full.tab("plan")
    full.asked(lambda d: d.change(lambda s: adding.remove(s, "goal", row), adding.REMOVE))
    wrote(full, ("goal", row, "measure"), "aangiften per maand", later_ms=-60_000)
    shown = full.window.findChild(GoneCard)
    assert shown is not None
    assert shown.isVisible()
    full.click(shown.objectName().replace(".gone", ".restore"))
    assert stored(full, ("goal", row, "deleted")) is False
    assert full.window.findChild(GoneCard) is None
    assert full.window.findChild(QWidget, "goal.1.text") is not None


def test_a_card_says_at_which_device_it_was_written_and_that_it_had_no_connection(full: Opened) -> None:
    full.asked(lambda d: d.change(lambda s: devices.name(s, DEVICE, "vergaderlaptop"), devices.NAME))
    full.asked(lambda d: heard(d, question(full), THEIRS, seen=False, on_its_way_ms=3_600_000))
    full.settle()
    shown = card(full, "dossier.question")
    assert shown is not None
    said = " | ".join(one.text() for one in shown.findChildren(QLabel))
    assert "Iemand van dit huis, vergaderlaptop, " in said
    assert said.count("zonder verbinding") == 1


def test_what_is_removed_before_an_edit_of_it_was_seen_asks(full: Opened) -> None:
    row = full.asked(lambda d: d.read(lambda s: s.query(Goal.id).limit(1).scalar()))
    full.tab("plan")
    cell = ("goal", row, "measure")
    full.tasks.ask(lambda desk: heard(desk, cell, "aangiften per maand", seen=True), lambda _none: None)
    full.click("goal.1.remove")
    full.settle()
    shown = full.window.findChild(GoneCard)
    assert shown is not None
    assert "aangiften per maand" in " ".join(one.text() for one in shown.findChildren(QLabel))


def test_only_what_differs_is_marked() -> None:
    assert differences(THEIRS, OURS) == ((14, 5),)
    assert differences(OURS, THEIRS) == ()
    assert differences("26 maart", "geheel anders, geen woord gelijk") == ()
