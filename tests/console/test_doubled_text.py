"""A text of which two versions stand: nothing typed takes one away; one is chosen, or both are joined."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from tests.console.conftest import Open, Table, at_case
from tests.elsewhere import heard
from tests.meetings.world import World
from zvhdesk.domain.terms import ContributionKind, Step
from zvhdesk.models.base import Replicated
from zvhdesk.models.capture import versions
from zvhdesk.models.cases import Contribution
from zvhdesk.models.meetings import NoteParagraph
from zvhdesk.services.meetings import capture
from zvhdesk.ui.console.live_text import LiveText
from zvhdesk.ui.kit.editable import EditableField
from zvhdesk.ui.kit.inplace import TextEdit

KEY = Qt.Key
OURS, THEIRS = "Wij duiden dit zo.", "Anders geduid."


def noted(world: World) -> None:
    """A paragraph stands under Duiding, and the first partner of the round said something."""
    at_case(world)
    item, case = world.item(0), world.console().case
    assert case is not None
    turn = case.round[0].id
    world.desk.change(lambda s: capture.add_note(s, item, Step.JUDGEMENT, OURS), "note.add")
    world.desk.change(lambda s: capture.say(s, turn, OURS, ContributionKind.FACT), "round.say")


def doubled(table: Table, kind: type[Replicated], step: Step, *, theirs_later: bool = True) -> str:
    """A colleague wrote in it without seeing ours; the step stands in view. Returns the row."""
    assert table.page.view is not None
    table.page.view.open_step(step)
    table.settle()
    row: str = table.asked(lambda d: d.read(lambda s: s.query(kind.id).filter_by(text=OURS).scalar()))
    later = 60_000 if theirs_later else -60_000
    table.asked(lambda d: heard(d, (kind.__tablename__, row, "text"), THEIRS, seen=False, later_ms=later))
    table.settle()
    table.page.refresh()
    table.settle()
    return row


def stand(table: Table, kind: type[Replicated], row: str) -> set[str]:
    """The versions of a text that stand."""
    cell = (kind.__tablename__, row, "text")
    found = table.asked(lambda d: d.read(lambda s: versions.of_cell(s, cell)))
    return {one.new.strip('"') for one in found}


def paragraph(table: Table, row: str) -> EditableField:
    """The field of that paragraph."""
    assert table.page.view is not None
    found = table.page.view.form.field(("note_paragraph", row, "text"))
    assert isinstance(found, EditableField)
    return found


def type_over(table: Table, editor: QWidget, text: str) -> None:
    """Whoever stands in it types all of it anew, and leaves."""
    editor.setFocus(Qt.FocusReason.OtherFocusReason)
    table.ctrl(KEY.Key_A)
    table.type(text)
    table.press(KEY.Key_F2)


def test_a_paragraph_with_two_versions_is_not_typed_over(opened: Open) -> None:
    table = opened(noted)
    row = doubled(table, NoteParagraph, Step.JUDGEMENT)
    field = paragraph(table, row)
    assert field.text == THEIRS
    assert table.find(QLabel, f"console.note.{row}.by.0").text().startswith("hierboven: ")
    type_over(table, field.editor, "Weg ermee.")
    assert stand(table, NoteParagraph, row) == {OURS, THEIRS}
    assert field.text == THEIRS


def test_who_is_typing_in_it_goes_on_and_the_other_text_stays(opened: Open) -> None:
    table = opened(noted)
    assert table.page.view is not None
    table.page.view.open_step(Step.JUDGEMENT)
    table.settle()
    row = table.asked(lambda d: d.read(lambda s: s.query(NoteParagraph.id).scalar()))
    field = paragraph(table, row)
    assert isinstance(field.editor, TextEdit)
    field.editor.setFocus(Qt.FocusReason.OtherFocusReason)
    field.editor.put("Mijn begin")
    for theirs, text in ((True, "Mijn begin"), (False, "Mijn begin en vervolg")):
        if theirs:
            cell = ("note_paragraph", row, "text")
            table.asked(lambda d, cell=cell: heard(d, cell, THEIRS, seen=False))  # type: ignore[misc]
        field.editor.put(text)
        field.commit()
        table.settle()
        assert field.text == text, "another text does not push it out from under the hands"
    assert stand(table, NoteParagraph, row) == {"Mijn begin en vervolg", THEIRS}


def test_both_are_joined_when_somebody_asks(opened: Open) -> None:
    table = opened(noted)
    row = doubled(table, NoteParagraph, Step.JUDGEMENT)
    name = f"console.note.{row}"
    table.click(f"{name}.ask")
    table.click(f"{name}.join")
    field = paragraph(table, row)
    assert field.text == f"{OURS}\n{THEIRS}"
    assert stand(table, NoteParagraph, row) == {f"{OURS}\\n{THEIRS}"}
    type_over(table, field.editor, "Samen geduid.")
    assert stand(table, NoteParagraph, row) == {"Samen geduid."}


def test_two_texts_of_one_turn_stand_there_with_who_wrote_them(opened: Open) -> None:
    table = opened(noted)
    row = doubled(table, Contribution, Step.ROUND, theirs_later=False)
    (said,) = (one for one in table.window.findChildren(LiveText) if one.text == OURS)
    name = said.editor.objectName()
    whose = [table.find(QLabel, f"{name}.by.{at}").text() for at in (0, 1)]
    assert whose[0] != whose[1]
    assert table.find(QWidget, f"{name}.version.1").isVisible()
    type_over(table, said.editor, "Weg ermee.")
    assert stand(table, Contribution, row) == {OURS, THEIRS}
    table.click(f"{name}.ask")
    table.click(f"{name}.keep.1")
    assert stand(table, Contribution, row) == {THEIRS}
    assert said.text == THEIRS
    type_over(table, said.editor, "Nu weer samen.")
    assert stand(table, Contribution, row) == {"Nu weer samen."}
