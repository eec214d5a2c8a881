"""A list of the house with, beside it, the row that is chosen."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from zvhdesk.domain.refusals import BadInput, StillEnrolled
from zvhdesk.services import house
from zvhdesk.services.house import Overview
from zvhdesk.ui.agreeing.asked_cards import AskedCards
from zvhdesk.ui.beheer.leaving import leaving_line, show_leaving
from zvhdesk.ui.dossier.addform import AddForm
from zvhdesk.ui.explain_any import explain
from zvhdesk.ui.grid import Grid
from zvhdesk.ui.kit import Button, Card, Message, small
from zvhdesk.ui.kit.row_fields import AROUND, RowFields
from zvhdesk.ui.tasks import Tasks
from zvhdesk.ui.theme import MARGIN


@dataclass(frozen=True, slots=True)
class ListSpec:
    """What a list pane is about. `table` is the name of the table, `columns` those edited beside the list.

    `title` names the list, `about` says what it is for, `row_title` what one row is.
    """

    name: str
    table: str
    title: str
    about: str
    row_title: str
    row_about: str
    columns: tuple[str, ...]
    remove: house.Remove
    placeholder: str = ""


class ListPane(QWidget):
    """The list on the left, the fields of the chosen row on the right. `state` is their SaveState.

    `still_enrolled` carries the id of a colleague who cannot go from the list by itself.
    """

    state = Signal(object)
    still_enrolled = Signal(str)

    def __init__(self, tasks: Tasks, spec: ListSpec, grid: Grid, add: AddForm) -> None:
        super().__init__()
        self._tasks, self._spec = tasks, spec
        self.grid = grid
        self.add = add
        self.fields = RowFields(tasks, spec.name, spec.table, spec.columns, spec.placeholder)
        self.fields.state.connect(self.state)
        self.asked = AskedCards(tasks, spec.name, f"{spec.name}.edit")
        self.asked.state.connect(self.state)
        self.leaving = leaving_line(spec.name)
        self.message = Message(f"{spec.name}.error")
        self.remove = Button("Verwijderen", f"{spec.name}.remove", "danger", icon="trash-2")
        self._lay_out()
        self.remove.clicked.connect(self._remove)
        grid.row_chosen.connect(self._open)
        grid.edited.connect(self._edited)

    def _lay_out(self) -> None:
        spec = self._spec
        self._left = Card(spec.title)
        self._left.body.addWidget(small(spec.about, wrap=True))
        self._left.body.addWidget(self.leaving)
        self._left.add(self.grid, 1)
        self._left.section().addWidget(self.add)
        self._right = Card(spec.row_title)
        self._about = small(spec.row_about, wrap=True)
        self._right.body.addWidget(self._about)
        self._right.section(margin=AROUND).addWidget(self.fields)
        foot = self._right.section()
        foot.addWidget(self.message)
        foot.addWidget(self.remove, 0, Qt.AlignmentFlag.AlignLeft)
        self._right.setFixedWidth(340)
        row = QHBoxLayout(self)
        row.setContentsMargins(MARGIN, 16, MARGIN, 16)
        row.setSpacing(16)
        left = QVBoxLayout()
        left.setSpacing(16)
        left.addWidget(self.asked)
        left.addWidget(self._left)
        left.addStretch(1)
        row.addLayout(left, 1)
        row.addWidget(self._right, 0, Qt.AlignmentFlag.AlignTop)

    def show_rows(self, rows: Sequence[Any], found: Overview) -> None:
        """Show the list as it stood then, keeping the chosen row and what is typed in it."""
        before = self.grid.chosen
        self.grid.show_rows(rows, found.rev, found.several)
        self.asked.show_asked(found.asked.of({self._spec.table}))
        show_leaving(self.leaving, self._spec.table, found.leaving)
        if rows and not self.grid.chosen:
            self.grid.choose(rows[0].id)
        elif before and before == self.grid.chosen:
            self.fields.reload()
        self._right.setVisible(bool(rows))

    def only_read(self) -> None:
        """The house is changed on another desk: here the list is read, and nothing else."""
        self.fields.read_only = True
        self.grid.only_read()
        for part in (self.add, self.remove, self._about):
            part.hide()

    def leave(self) -> None:
        """Commit what is typed, keep what is being added."""
        self.fields.leave()
        self.asked.leave()
        self.add.keep_drafts()

    def _open(self, row_id: str) -> None:
        self.message.clear()
        self.fields.open(row_id)

    def _edited(self, row_id: str, column: str, value: str) -> None:
        table, rev = self._spec.table, self.grid.opened_at
        self._tasks.change(
            lambda session: house.choose(session, table, row_id, column, value, rev),
            f"{table}.edit",
            _no_word,
            self._refused,
            base_rev=rev,
            owner=self,
        )

    def _remove(self) -> None:
        row_id, remove = self.grid.chosen, self._spec.remove
        if row_id:
            self.message.clear()
            self._tasks.change(
                lambda session: remove(session, row_id, session.act.user),
                f"{self._spec.table}.remove",
                _no_word,
                partial(self._not_removed, row_id),
                owner=self,
                base_rev=self.grid.rev,
            )

    def _not_removed(self, row_id: str, reason: Any) -> None:
        self._refused(reason)
        if isinstance(reason, StillEnrolled):
            self.still_enrolled.emit(row_id)

    def _refused(self, reason: Any) -> None:
        self.message.say(reason.sentence if isinstance(reason, BadInput) else explain(reason))


def _no_word(_answer: object) -> None:
    """The page shows it when the change is announced."""
