"""Duiding (oordeel) and Aanpak (besluit): paragraphs noted together, tegengeluid, and what is parked."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from zvhdesk.domain.terms import NoteKind, Step
from zvhdesk.services.meetings.rows import CaseAtTable, NoteRow, Partner
from zvhdesk.ui.console.acts import Acts
from zvhdesk.ui.console.dissent import DissentForm
from zvhdesk.ui.console.live_text import LiveText, Manner
from zvhdesk.ui.console.look import outdented
from zvhdesk.ui.console.scroller import Scroller
from zvhdesk.ui.dossier.parts import Rows
from zvhdesk.ui.kit import heading, label, rule, small
from zvhdesk.ui.kit.editable import EditableField
from zvhdesk.ui.kit.form import Form
from zvhdesk.ui.kit.look import Look
from zvhdesk.ui.theme import Text

_HINTS = {
    Step.JUDGEMENT: (
        "Hoe duiden we dit samen?",
        "Typ wat aan tafel wordt geduid; Enter begint een nieuwe alinea",
    ),
    Step.APPROACH: (
        "Wat gaan we doen?",
        "Typ de aanpak; Enter begint een nieuwe alinea. Een actie gaat in de regel onderaan",
    ),
}


class NoteItem(QWidget):
    """A paragraph, edited in place; a tegengeluid says whose it is. Of another step it is only read."""

    def __init__(self, form: Form, row: NoteRow, *, here: bool) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 2, 0, 2)
        column.setSpacing(2)
        self._who = label("", Text.SUB_STRONG)
        column.addWidget(self._who)
        self._read: QLabel | None = None
        if here:
            cell = ("note_paragraph", row.id, "text")
            field = EditableField(form, cell, f"console.note.{row.id}", Look(caption="none"))
            column.addLayout(outdented(field))
        else:
            # A form knows one field of a cell: what is parked is edited where it was parked.
            self._read = label("", Text.BODY, name=f"console.note.{row.id}.read", wrap=True)
            self._read.setContentsMargins(0, 8, 0, 8)
            column.addWidget(self._read)
        column.addWidget(rule(faint=True))
        self.show_row(row)

    def show_row(self, row: NoteRow) -> None:
        """Show whose it is; the text comes by way of the form."""
        self._who.setText(row.who)
        self._who.setVisible(bool(row.who))
        if self._read is not None:
            self._read.setText(row.text)


class NotesStep(Scroller):
    """The notes of one step. What is parked is shown at both steps: it belongs to neither."""

    def __init__(self, acts: Acts, form: Form, case: CaseAtTable, step: Step) -> None:
        super().__init__(f"console.notes.{step}", _HINTS[step][0])
        self._step = step
        item_id = case.item_id

        def rows() -> Rows[NoteRow, NoteItem]:
            return Rows(lambda row: NoteItem(form, row, here=row.step is step), NoteItem.show_row)

        self.notes, self.dissent, self.parked = rows(), rows(), rows()
        title, hint = _HINTS[step]
        self.column.addWidget(heading(title))
        self.column.addWidget(self.notes)
        self.new = LiveText(
            form,
            ("note", item_id, str(step)),
            f"console.note.new.{step}",
            title,
            lambda text, _rev, answer: acts.add_note(step, text, NoteKind.NOTE, None, answer),
            Manner(hint, begins=True, least=2),
        )
        self.column.addWidget(self.new)
        self.column.addSpacing(12)
        self.column.addWidget(heading("Tegengeluid"))
        self.column.addWidget(self.dissent)
        self.form = DissentForm(acts, form, item_id, step)
        self.column.addWidget(self.form)
        self.column.addSpacing(12)
        self.column.addLayout(_parking_head())
        self.column.addWidget(self.parked)
        self.park = LiveText(
            form,
            ("note", item_id, f"{step}.parked"),
            f"console.park.{step}",
            "Parkeerplaats",
            lambda text, _rev, answer: acts.add_note(step, text, NoteKind.PARKED, None, answer),
            Manner("Wat hier niet thuishoort, maar niet weg mag", begins=True),
        )
        self.column.addWidget(self.park)
        self.finish()

    def show_case(self, case: CaseAtTable, partners: tuple[Partner, ...]) -> None:
        """Show what stands now."""
        mine = [row for row in case.notes if row.step is self._step]
        self.notes.show_rows(row for row in mine if row.kind is NoteKind.NOTE)
        self.dissent.show_rows(row for row in mine if row.kind is NoteKind.DISSENT)
        self.parked.show_rows(row for row in case.notes if row.kind is NoteKind.PARKED)
        for widget in (self.new, self.form, self.park):
            widget.setVisible(not case.read_only)
        self.form.offer(partners)

    def begin(self) -> bool:
        """The keyboard goes to the new paragraph; there is none when the case can only be read."""
        if self.new.isHidden():
            return False
        self.new.editor.setFocus(Qt.FocusReason.OtherFocusReason)
        return True


def _parking_head() -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(8)
    row.addWidget(heading("Parkeerplaats"))
    row.addWidget(small("niet op het zaalscherm, wel op de besluitenlijst"))
    row.addStretch(1)
    return row
