"""Two real fields of two forms on one cell: the issue's test, and all that may happen to what was typed."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QVBoxLayout, QWidget
from sqlalchemy import select

from tests.dossier.conftest import Opened
from zvhdesk.models.cases import Case
from zvhdesk.models.local import ChangeSet, Draft
from zvhdesk.services.desk import Desk
from zvhdesk.services.editing import save, show
from zvhdesk.ui.kit import SaveState
from zvhdesk.ui.kit.editable import EditableField
from zvhdesk.ui.kit.form import Form

QUESTION, MANAGER, CHECKED = "question", "case_manager", "brp_checked_on"


class TwoForms:
    """Two forms side by side over one case, as two windows or two colleagues would have them."""

    def __init__(self, opened: Opened, column: str) -> None:
        self.opened = opened
        self.cell = ("case_", opened.house.case_id, column)
        self.holder = QWidget()
        layout = QVBoxLayout(self.holder)
        self.forms = [Form(opened.tasks, name, self.holder) for name in ("first", "second")]
        self.first, self.second = (
            EditableField(form, self.cell, f"{form.name}.field") for form in self.forms
        )
        layout.addWidget(self.first)
        layout.addWidget(self.second)
        opened.qtbot.addWidget(self.holder)
        with opened.qtbot.waitActive(self.holder):
            self.holder.show()
            self.holder.activateWindow()
        # Else the first would be left, and so committed, as soon as the second is typed in.
        self.second.editor.setFocus()
        for form in self.forms:
            self.load(form)

    def load(self, form: Form) -> None:
        """As a page does at opening and after every change."""
        self.opened.tasks.read(lambda session: show(session, [self.cell], form.name), form.load, owner=form)
        self.opened.settle()

    def stored(self) -> object:
        column = self.cell[2]
        return self.opened.asked(
            lambda desk: desk.read(lambda s: getattr(s.get_one(Case, self.cell[1]), column))
        )

    def draft(self, form: str) -> str | None:
        return self.opened.asked(
            lambda desk: desk.read(lambda s: s.scalar(select(Draft.text).where(Draft.form == form)))
        )


def put(field: EditableField, text: str) -> None:
    """Type a text in place of what is there. QTest's own typing cannot do letters with accents."""
    field.editor.setFocus(Qt.FocusReason.TabFocusReason)
    field.editor.selectAll()  # type: ignore[union-attr]
    for letter in text:
        QApplication.sendEvent(
            field.editor, QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, letter)
        )


def press(two: TwoForms, name: str) -> None:
    found = two.holder.findChild(QPushButton, name)
    assert found is not None
    found.click()
    two.opened.settle()


@pytest.fixture
def two(full: Opened) -> TwoForms:
    return TwoForms(full, MANAGER)


def test_the_second_saved_and_then_the_first_shows_both(two: TwoForms) -> None:
    put(two.second, "Veilig Thuis")
    two.second.commit()
    two.opened.settle()
    put(two.first, "Politie één")
    two.first.commit()
    two.opened.settle()
    both_are_shown(two)


def test_a_refresh_while_typing_does_not_move_what_the_form_was_shown(two: TwoForms) -> None:
    typed_in_the_first_saved_in_the_second(two)
    both_are_shown(two)


def typed_in_the_first_saved_in_the_second(two: TwoForms) -> None:
    """The first is being typed in while the second is saved; then the first is refreshed, and saved."""
    two.first.editor.put("Politie één")
    put(two.second, "Veilig Thuis")
    two.second.commit()
    two.opened.settle()
    two.load(two.forms[0])
    assert two.first.text == "Politie één"
    two.first.commit()
    two.opened.settle()


def both_are_shown(two: TwoForms) -> None:
    conflict = two.first.conflict
    assert conflict is not None
    assert (conflict.mine, conflict.theirs) == ("Politie één", "Veilig Thuis")
    assert two.stored() == "Veilig Thuis", "nothing is written until one is chosen"
    assert two.draft("first") == "Politie één", "and nothing is lost"
    card = two.holder.findChild(QWidget, "first.field.versions")
    assert card is not None
    assert "Politie één" in card.accessibleName()
    assert "Veilig Thuis" in card.accessibleName()
    two.first.commit()
    two.opened.settle()
    assert two.stored() == "Veilig Thuis"


def test_a_second_enter_chooses_nothing(two: TwoForms) -> None:
    two.first.editor.put("Politie één")
    put(two.second, "Veilig Thuis")
    two.second.commit()
    two.opened.settle()
    two.first.editor.setFocus()
    for _ in range(3):
        for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            press_key(two, key)
    both_are_shown(two)
    card = two.holder.findChild(QWidget, "first.field.versions")
    assert card is not None
    assert card.hasFocus()
    press_key(two, Qt.Key.Key_Tab)
    at = QApplication.focusWidget()
    assert at is not None
    assert at.objectName() == "first.field.keep_theirs"


def press_key(two: TwoForms, key: Qt.Key) -> None:
    """One key to whatever has the keyboard."""
    at = QApplication.focusWidget()
    assert at is not None
    QTest.keyClick(at, key)
    two.opened.settle()


def test_choosing_mine_settles_it(two: TwoForms) -> None:
    typed_in_the_first_saved_in_the_second(two)
    press(two, "first.field.keep_mine")
    assert (two.first.conflict, two.first.text, two.stored()) == (None, "Politie één", "Politie één")
    assert two.draft("first") is None
    assert not two.first.dirty


def test_choosing_theirs_lets_it_stand_and_keeps_what_i_typed(two: TwoForms) -> None:
    typed_in_the_first_saved_in_the_second(two)
    press(two, "first.field.keep_theirs")
    assert (two.first.conflict, two.first.text, two.stored()) == (None, "Veilig Thuis", "Veilig Thuis")
    assert not two.first.dirty
    assert two.draft("first") == "Politie één"
    press(two, "first.field.restore")
    assert two.first.text == "Politie één"
    two.first.commit()
    two.opened.settle()
    # What they wrote was seen: it is not asked a second time.
    assert (two.first.conflict, two.stored(), two.draft("first")) == (None, "Politie één", None)


def test_what_i_typed_goes_when_i_throw_it_away(two: TwoForms) -> None:
    typed_in_the_first_saved_in_the_second(two)
    press(two, "first.field.keep_theirs")
    press(two, "first.field.discard")
    assert (two.first.text, two.stored(), two.draft("first")) == ("Veilig Thuis", "Veilig Thuis", None)


def test_what_was_not_chosen_is_offered_again_after_a_crash(two: TwoForms, full: Opened) -> None:
    typed_in_the_first_saved_in_the_second(two)
    press(two, "first.field.keep_theirs")
    again = TwoForms(full, MANAGER)
    press(again, "first.field.restore")
    again.first.commit()
    again.opened.settle()
    assert again.stored() == "Politie één"


def test_the_card_says_one_thing_about_what_is_saved(two: TwoForms) -> None:
    typed_in_the_first_saved_in_the_second(two)
    card = two.holder.findChild(QWidget, "first.field.versions")
    assert card is not None
    said = " ".join(one.text() for one in card.findChildren(QLabel))
    assert "nog niet opgeslagen" in said
    assert "bewaard" not in said


def test_anders_invullen_gives_the_field_back(two: TwoForms) -> None:
    typed_in_the_first_saved_in_the_second(two)
    press(two, "first.field.other")
    assert two.first.editor.hasFocus()
    put(two.first, "Samen")
    QTest.keyClick(two.first.editor, Qt.Key.Key_Return)
    two.opened.settle()
    assert two.stored() == "Samen"


def test_a_third_change_while_choosing_is_seen_too(two: TwoForms) -> None:
    typed_in_the_first_saved_in_the_second(two)
    put(two.second, "Reclassering")
    two.second.commit()
    two.opened.settle()
    press(two, "first.field.keep_mine")
    assert two.first.conflict is not None
    assert two.first.conflict.theirs == "Reclassering"


def test_what_is_typed_is_a_draft_within_a_quarter_of_a_second(two: TwoForms) -> None:
    kept: list[str] = []
    two.opened.asked(lambda desk: _spy(desk, kept))
    put(two.first, "Ré")
    two.opened.qtbot.waitUntil(lambda: bool(kept), timeout=250)
    two.opened.settle()
    assert kept == ["Ré"]
    assert two.draft("first") == "Ré"
    assert two.stored() is None


def _spy(desk: Desk, kept: list[str]) -> None:
    """Note what passes on its way to the database; the call itself goes on."""
    keep = desk.keep_draft

    def note(form: str, cell: tuple[str, str, str], typed: str, rev: int) -> None:
        kept.append(typed)
        keep(form, cell, typed, rev)

    desk.keep_draft = note  # type: ignore[method-assign]


def test_enter_commits_and_the_draft_goes(two: TwoForms) -> None:
    put(two.first, "Zorgcoördinator")
    two.first.keep_draft()
    QTest.keyClick(two.first.editor, Qt.Key.Key_Return)
    two.opened.settle()
    assert (two.stored(), two.draft("first")) == ("Zorgcoördinator", None)


def test_leaving_the_field_commits(two: TwoForms) -> None:
    put(two.first, "Wijkteam")
    QTest.keyClick(two.first.editor, Qt.Key.Key_Tab)
    two.opened.settle()
    assert two.stored() == "Wijkteam"


def test_a_pause_in_long_text_commits(full: Opened) -> None:
    two = TwoForms(full, QUESTION)
    put(two.first, "Eerste zin.")
    QTest.keyClick(two.first.editor, Qt.Key.Key_Return)
    put_more = QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, "Tweede.")
    QApplication.sendEvent(two.first.editor, put_more)
    two.opened.qtbot.waitUntil(lambda: not two.first.dirty, timeout=5000)
    two.opened.settle()
    assert two.stored() == "Eerste zin.\nTweede."
    assert two.first.editor.hasFocus(), "one may go on typing"


def test_typing_on_while_it_is_saved_loses_nothing(two: TwoForms) -> None:
    put(two.first, "Wij")
    two.first.commit()
    assert two.first.saving
    QApplication.sendEvent(
        two.first.editor, QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, "kteam")
    )
    two.first.commit()
    two.opened.settle()
    assert (two.first.text, two.stored(), two.first.conflict) == ("Wijkteam", "Wijkteam", None)


def test_a_wrong_date_stays_with_a_sentence_beside_it(full: Opened) -> None:
    two = TwoForms(full, CHECKED)
    states: list[SaveState] = []
    two.forms[0].state.connect(states.append)
    put(two.first, "31 feb 2026")
    two.first.commit()
    two.opened.settle()
    assert two.first.text == "31 feb 2026"
    assert two.first.message.text == "31 februari 2026 bestaat niet."
    assert two.first.editor.accessibleDescription() == two.first.message.text
    assert two.draft("first") == "31 feb 2026"
    assert states[-1] is SaveState.NOT_SAVED
    put(two.first, "28 feb 2026")
    two.first.commit()
    two.opened.settle()
    assert (two.first.message.text, states[-1]) == ("", SaveState.SAVED)
    assert str(two.stored()) == "2026-02-28"


def test_a_clean_field_follows_and_a_dirty_one_keeps(two: TwoForms) -> None:
    put(two.second, "Veilig Thuis")
    two.second.commit()
    two.opened.settle()
    two.load(two.forms[0])
    assert two.first.text == "Veilig Thuis"


@pytest.mark.parametrize("restore", [True, False])
def test_a_draft_left_by_a_crash_is_offered_again(full: Opened, *, restore: bool) -> None:
    cell = ("case_", full.house.case_id, MANAGER)
    rev = full.asked(lambda desk: desk.read(lambda s: show(s, [cell], "first")[cell].rev))
    full.asked(lambda desk: desk.keep_draft("first", cell, "Half getypt", rev))
    two = TwoForms(full, MANAGER)
    assert two.first.text == ""
    press(two, "first.field.restore" if restore else "first.field.discard")
    assert two.first.text == ("Half getypt" if restore else "")
    two.first.commit()
    two.opened.settle()
    assert two.stored() == ("Half getypt" if restore else None)
    assert two.draft("first") is None


def test_an_old_draft_is_judged_by_what_its_writer_saw(full: Opened) -> None:
    cell = ("case_", full.house.case_id, MANAGER)
    rev = full.asked(lambda desk: desk.read(lambda s: show(s, [cell], "first")[cell].rev))
    full.asked(lambda desk: desk.keep_draft("first", cell, "Half getypt", rev))
    full.asked(lambda desk: desk.change(lambda s: save(s, "second", cell, "Veilig Thuis", rev), "case.edit"))
    # Only now does the program start again.
    two = TwoForms(full, MANAGER)
    press(two, "first.field.restore")
    two.first.commit()
    two.opened.settle()
    assert two.first.conflict is not None
    assert two.stored() == "Veilig Thuis"


def test_typing_back_to_what_was_there_leaves_nothing_behind(two: TwoForms) -> None:
    acts: Callable[[], int] = lambda: two.opened.asked(  # noqa: E731
        lambda desk: desk.read(lambda s: len(s.scalars(select(ChangeSet)).all()))
    )
    before = acts()
    put(two.first, "X")
    two.first.keep_draft()
    QTest.keyClick(two.first.editor, Qt.Key.Key_Backspace)
    two.first.commit()
    two.opened.settle()
    assert (two.draft("first"), acts()) == (None, before)
