"""The fields of one chosen row, edited in place; another row brings other fields."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from zvhdesk.services import editing
from zvhdesk.services.editing import Shown
from zvhdesk.ui.kit.editable import EditableField
from zvhdesk.ui.kit.form import Cell, Form
from zvhdesk.ui.kit.look import Look
from zvhdesk.ui.tasks import Tasks

AROUND = (8, 10)
"""Sides and top of a card's section with such fields: they keep 10 px for their frame, and words line up."""


class RowFields(QWidget):
    """`columns` of one row of `table`; editors are called `<name>.<column>`. `state` is their SaveState."""

    state = Signal(object)

    def __init__(
        self, tasks: Tasks, name: str, table: str, columns: Sequence[str], placeholder: str = ""
    ) -> None:
        super().__init__()
        self._tasks, self._name, self._table, self._columns = tasks, name, table, tuple(columns)
        self._look = Look(caption="above", placeholder=placeholder or "nog niet ingevuld")
        self._row = ""
        self.read_only = False
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self.form = self._new_form()

    def _new_form(self) -> Form:
        form = Form(self._tasks, f"{self._name}.edit", self)
        form.intent = f"{self._table}.edit"
        form.state.connect(self.state)
        return form

    def open(self, row_id: str) -> None:
        """Show the fields of this row, none for an empty id. What was typed before is committed."""
        self.form.commit()
        while (item := self._column.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        self._row = row_id
        self.form = self._new_form()
        if row_id:
            for column in self._columns:
                cell = (self._table, row_id, column)
                field = EditableField(self.form, cell, f"{self._name}.{column}", self._look)
                self._column.addWidget(field)
            self.reload()

    def reload(self) -> None:
        """Read the row again; a field that is being typed in stays as it is."""
        form, row = self.form, self._row
        cells: list[Cell] = [(self._table, row, column) for column in self._columns]

        def done(shown: dict[Cell, Shown]) -> None:
            form.load(shown, read_only=self.read_only)

        if row and cells:
            name = form.name
            self._tasks.read(
                lambda session: editing.show(session, cells, name), done, lambda _gone: None, owner=form
            )

    def leave(self) -> None:
        """Commit what is typed."""
        self.form.commit()
