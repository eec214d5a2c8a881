"""Both write in one paragraph: both texts stay, nobody is asked in the meeting, nothing typed moves."""

from PySide6.QtCore import Qt

from tests.agreeing.live.conftest import AtTable, Seat, Sit
from zvhdesk.domain.terms import Step
from zvhdesk.models.capture import versions
from zvhdesk.models.meetings import NoteParagraph
from zvhdesk.ui.kit.editable import EditableField
from zvhdesk.ui.kit.inplace import TextEdit
from zvhdesk.ui.kit.versions import VersionsCard

KEY = Qt.Key


def paragraph(table: AtTable) -> str:
    """A paragraph of the chair at Duiding, that both desks show. Returns its id."""
    for _ in range(2):
        table.chair.alt(KEY.Key_Right)
    assert table.chair.page.view is not None
    table.chair.page.view.begin()
    table.chair.type("Hier begint het")
    table.chair.press(KEY.Key_Return)
    table.agree()
    return table.notes.case.notes[0].id


def field(seat: Seat, note: str) -> EditableField:
    """The paragraph on that console."""
    assert seat.page.view is not None
    assert seat.page.view.step is Step.JUDGEMENT
    found = seat.page.view.form.field(("note_paragraph", note, "text"))
    assert isinstance(found, EditableField)
    return found


def write(seat: Seat, note: str, text: str) -> TextEdit:
    """Type another text in it; not committed yet."""
    seat.sit()
    editor = field(seat, note).editor
    assert isinstance(editor, TextEdit)
    editor.setFocus(Qt.FocusReason.OtherFocusReason)
    seat.ctrl(KEY.Key_A)
    seat.type(text)
    return editor


def texts(seat: Seat, note: str) -> set[str]:
    """The versions that stand on that desk."""
    cell = (NoteParagraph.__tablename__, note, "text")
    return {one.new for one in seat.asked(lambda d: d.read(lambda s: versions.of_cell(s, cell)))}


def test_unseen_by_each_other_both_stay(sit: Sit) -> None:
    table = sit()
    note = paragraph(table)
    for seat, text in ((table.chair, "van de voorzitter"), (table.notes, "van de notulist")):
        write(seat, note, text)
        field(seat, note).commit()
        seat.settle()
    table.agree()
    assert (
        texts(table.chair, note) == texts(table.notes, note) == {'"van de voorzitter"', '"van de notulist"'}
    )
    assert field(table.chair, note).text == field(table.notes, note).text
    assert not table.chair.window.findChildren(VersionsCard)


def test_what_comes_in_while_one_types_is_kept_beside_it_and_moves_nothing(sit: Sit) -> None:
    table = sit()
    note = paragraph(table)
    write(table.notes, note, "van de notulist")
    field(table.notes, note).commit()
    table.notes.settle()
    table.notes.exchange()
    editor = write(table.chair, note, "van de voorzitter")
    cursor = editor.textCursor()
    cursor.setPosition(4)
    editor.setTextCursor(cursor)
    table.chair.exchange()
    assert (editor.text(), editor.textCursor().position()) == ("van de voorzitter", 4)
    assert table.chair.focus is editor
    field(table.chair, note).commit()
    table.chair.settle()
    assert not table.chair.window.findChildren(VersionsCard)
    table.agree()
    assert (
        texts(table.chair, note) == texts(table.notes, note) == {'"van de voorzitter"', '"van de notulist"'}
    )
