"""The fields of one page together: what they were shown, whether all is kept, and leaving."""

from collections.abc import Mapping
from typing import Protocol

from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid

from zvhdesk.services.editing import Shown
from zvhdesk.ui.kit.rail_item import SaveState
from zvhdesk.ui.tasks import Tasks

Cell = tuple[str, str, str]
"""Table, row id, column."""


class FormField(Protocol):
    """What a form asks of a field on it."""

    cell: Cell

    @property
    def dirty(self) -> bool:
        """Whether something typed waits."""

    @property
    def saving(self) -> bool:
        """Whether it is on its way."""

    @property
    def stuck(self) -> bool:
        """Whether it waits for the person: refused, or two versions."""

    def load(self, shown: Shown) -> None:
        """Show the value as it stands now, unless something is being typed."""

    def set_read_only(self, read_only: bool) -> None:
        """Whether the value can be typed into."""

    def leave(self) -> None:
        """Keep what is typed, then commit it."""


class Form(QObject):
    """Knows every editable field of a page. `name` is the form under which drafts are kept (DATA.md 8).

    `live`: while a meeting runs nothing opens by itself; what others wrote beside it is kept, marked, and
    settled after closing (SYNC.md, Live typing). `state` carries a SaveState at each change: SAVED only when
    nothing typed waits anywhere on the page. `row_gone`: fields went with their row while somebody typed in
    them; what was typed is kept as a draft.
    """

    state = Signal(object)
    row_gone = Signal()

    def __init__(self, tasks: Tasks, name: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.tasks = tasks
        self.name = name
        self.intent = "case.edit"
        self.read_only = False
        self.live = False
        self._fields: dict[Cell, FormField] = {}
        self._shown: dict[Cell, Shown] = {}
        self._said = SaveState.SAVED

    @property
    def fields(self) -> list[FormField]:
        """The fields that are on the page now."""
        return [field for field in self._fields.values() if isValid(field)]

    def field(self, cell: Cell) -> FormField:
        """One field. KeyError when it is not on the page."""
        return self._fields[cell]

    def add(self, field: FormField) -> None:
        """A field joins; it shows at once what was loaded for it."""
        self._fields[field.cell] = field
        field.set_read_only(self.read_only)
        shown = self._shown.get(field.cell)
        if shown is not None:
            field.load(shown)

    def load(self, shown: Mapping[Cell, Shown], *, read_only: bool = False) -> None:
        """Values as they stand now. A field being typed in keeps its text and the rev it was shown."""
        self._fields = {cell: field for cell, field in self._fields.items() if isValid(field)}
        self._shown = dict(shown)
        self.read_only = read_only
        for cell, field in self._fields.items():
            field.set_read_only(read_only)
            if cell in shown:
                field.load(shown[cell])
        # A field that went with its row waits for nothing any more.
        self.tell()

    def commit(self) -> None:
        """The page is left: what is typed is kept as a draft first, then committed."""
        for field in self.fields:
            field.leave()

    def tell(self) -> None:
        """Work out the save state anew; fields call it."""
        waiting = [field for field in self.fields if field.dirty or field.saving]
        state = SaveState.SAVED
        if any(field.stuck for field in waiting):
            state = SaveState.NOT_SAVED
        elif waiting:
            state = SaveState.SAVING
        if state is not self._said:
            self._said = state
            self.state.emit(state)
