"""What desks disagree about and no field of the page shows: a card for each, where one looks for it."""

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from zvhdesk.domain.refusals import Refusal
from zvhdesk.services import conflicts
from zvhdesk.services.conflicts import LEAVE, NOTHING, RESTORE, Asked, Conflict, GoneRow
from zvhdesk.services.editing import Shown
from zvhdesk.services.fields import FIELDS
from zvhdesk.ui.explain import explain
from zvhdesk.ui.kit import Card, Message, small
from zvhdesk.ui.kit.conflict import GoneCard
from zvhdesk.ui.kit.editable import EditableField
from zvhdesk.ui.kit.form import Form
from zvhdesk.ui.kit.look import Look
from zvhdesk.ui.kit.several import Several
from zvhdesk.ui.tasks import Tasks

_ABOUT = "Mensen schreven dit zonder elkaars tekst te zien. Alles is bewaard; kies wat geldt."


class AskedCards(Card):
    """Hidden while nothing is asked. `name` is the prefix of the objectNames; `form` keeps what is typed."""

    state = Signal(object)

    def __init__(self, tasks: Tasks, name: str, form: str) -> None:
        super().__init__("Vraagt om een keuze")
        self._tasks, self._name = tasks, name
        self._form = Form(tasks, form, self)
        self._form.state.connect(self.state)
        self._asked: Asked | None = None
        self._rows: dict[tuple[str, str, str], _Question] = {}
        self._gone: dict[tuple[str, str], tuple[GoneRow, GoneCard]] = {}
        self._read_only = False
        self.message = Message(f"{name}.asked.error")
        self.body.addWidget(small(_ABOUT, wrap=True))
        self.body.addWidget(self.message)
        self._column = QVBoxLayout()
        self._column.setSpacing(12)
        self.body.addLayout(self._column)
        self.setObjectName(f"{name}.asked")
        self.show_asked(NOTHING)

    def show_asked(self, asked: Asked, *, read_only: bool = False) -> None:
        """Show what is asked now; a card that stood keeps its place, and what is typed in it."""
        self._form.read_only = read_only
        self.setVisible(bool(asked) or self._typing)
        if asked == self._asked and read_only == self._read_only:
            return
        self._asked, self._read_only = asked, read_only
        self.message.clear()
        wanted = {one.cell: one for one in asked.conflicts}
        for cell in [cell for cell, row in self._rows.items() if cell not in wanted and not row.typing]:
            _away(self._column, self._rows.pop(cell))
        for conflict in asked.conflicts:
            row = self._rows.get(conflict.cell)
            if row is None:
                name = f"{self._name}.asked.{len(self._rows)}"
                row = self._rows[conflict.cell] = _Question(self._form, conflict, name)
                self._column.addWidget(row)
                row.show()
            row.show_conflict(conflict)
        self._show_gone(asked.gone)
        self.setVisible(bool(asked) or self._typing)

    def leave(self) -> None:
        """Commit what is typed."""
        self._form.commit()

    @property
    def _typing(self) -> bool:
        return any(row.typing for row in self._rows.values())

    def _show_gone(self, rows: tuple[GoneRow, ...]) -> None:
        wanted = {(row.tbl, row.id): row for row in rows}
        for key in [key for key, (row, _) in self._gone.items() if wanted.get(key) != row]:
            _away(self._column, self._gone.pop(key)[1])
        for key, row in wanted.items():
            if key not in self._gone:
                card = GoneCard(row, f"{self._name}.{row.tbl}.{len(self._gone)}")
                card.restored.connect(self._restore)
                card.left.connect(self._leave_deleted)
                self._gone[key] = (row, card)
                self._column.addWidget(card)
                card.show()

    def _restore(self, tbl: str, row: str) -> None:
        self._tasks.change(
            lambda session: conflicts.restore(session, tbl, row),
            RESTORE,
            self._done,
            self._refused,
            owner=self,
            base_rev=self._gone[tbl, row][0].rev,
        )

    def _leave_deleted(self, tbl: str, row: str) -> None:
        self._tasks.change(
            lambda session: conflicts.leave(session, tbl, row),
            LEAVE,
            self._done,
            self._refused,
            owner=self,
            base_rev=self._gone[tbl, row][0].rev,
        )

    def _done(self, _answer: object) -> None:
        self.message.clear()

    def _refused(self, reason: Refusal) -> None:
        self.message.say(explain(reason).sentence)


class _Question(QWidget):
    """One conflict: the card, and above it the field when something else may be typed."""

    def __init__(self, form: Form, conflict: Conflict, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        tbl, _, col = conflict.cell
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        if conflict.about:
            column.addWidget(small(conflict.about, wrap=True))
        self._field: EditableField | None = None
        self._several: Several | None = None
        if conflict.fills and _typed(tbl, col):
            self._field = EditableField(form, conflict.cell, name, Look(caption="above", wrap=True))
            column.addWidget(self._field)
            return
        self._error = Message(f"{name}.error")
        self._several = Several(self, form, name, lambda: column)
        self._several.refused.connect(self._error.say)
        column.addWidget(self._error)

    @property
    def typing(self) -> bool:
        """Whether something typed waits."""
        return self._field is not None and (self._field.dirty or self._field.saving)

    def show_conflict(self, conflict: Conflict) -> None:
        """Show the versions of now."""
        if self._field is not None:
            self._field.load(Shown(conflict.cell, conflict.shown.text, conflict.rev, several=conflict))
        elif self._several is not None:
            self._several.show(replace(conflict, fills=False))


def _typed(tbl: str, col: str) -> bool:
    """Whether it is text or a closed list; a field that points at another row stands on its own page."""
    return not col.endswith("_id") and (tbl, col) in FIELDS


def _away(column: QVBoxLayout, widget: QWidget) -> None:
    column.removeWidget(widget)
    widget.hide()
    widget.deleteLater()
