"""An action that was just agreed, put right at the table: what, who and when, in its own place."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from zvhdesk.ui.console.look import outdented
from zvhdesk.ui.kit.editable import EditableField
from zvhdesk.ui.kit.form import Cell, Form
from zvhdesk.ui.kit.look import Look

COLUMNS = ("text", "partner_id", "due_on")
"""What can be put right here; the rest of an action is in Acties."""
_WHAT = Look(caption="none", wrap=True)
_WHO = Look(caption="beside", caption_width=36, title="Wie")
_WHEN = Look(caption="beside", caption_width=64, placeholder="geen termijn")


def cells(action_id: str) -> list[Cell]:
    """The fields of an action that can be edited at the table."""
    return [("action", action_id, column) for column in COLUMNS]


class ActionEdit(QWidget):
    """Three fields with the rules of every form: kept as one types, saved by leaving, two versions shown.

    Esc, or Enter in the text, `closed` it; a field that waits for the person keeps it open.
    """

    closed = Signal()

    def __init__(self, form: Form, action_id: str, name: str, partners: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self.setObjectName(f"{name}.edit")
        what, who, when = cells(action_id)
        self.what = EditableField(form, what, f"{name}.text", _WHAT)
        self.who = EditableField(form, who, f"{name}.who", _WHO, partners)
        self.when = EditableField(form, when, f"{name}.when", _WHEN)
        self._fields = (self.what, self.who, self.when)
        self._closing = False
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(outdented(self.what))
        second = QHBoxLayout()
        second.setSpacing(16)
        second.addWidget(self.who, 1)
        second.addWidget(self.when, 1)
        column.addLayout(second)
        self.what.editor.finished.connect(self.close_when_saved)
        for field in self._fields:
            field.saved.connect(self._look)

    def begin(self) -> None:
        """The keyboard goes to the text."""
        self._closing = False
        self.what.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def waits(self) -> bool:
        """Whether something in it was not saved, or was kept of an earlier run."""
        return any(field.dirty or field.saving or field.stuck for field in self._fields)

    def close_when_saved(self) -> None:
        """Save what was typed; with nothing left to say it closes."""
        for field in self._fields:
            field.commit()
        self._closing = True
        self._look()

    def _look(self) -> None:
        if self._closing and not self.waits:
            self._closing = False
            self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_when_saved()
            return
        super().keyPressEvent(event)
