"""A form for one new row: inline, kept as one types, refused beside the field."""

from collections.abc import Callable, Mapping
from typing import Any, cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from zvhdesk.domain.refusals import BadInput, Doubtful, Refusal, SeveralWrong
from zvhdesk.services import adding
from zvhdesk.ui.explain import explain
from zvhdesk.ui.kit import Button, Field, Message, Select
from zvhdesk.ui.kit.buttons import Kind
from zvhdesk.ui.kit.drafts import Drafts
from zvhdesk.ui.tasks import Tasks

Editor = QLineEdit | QPlainTextEdit | Select
CONFIRMED = "confirmed"
"""Stands in what was typed once the person said yes to what was asked about it (refusals.Doubtful)."""
Act = Callable[[Any, str, Mapping[str, str]], object]


class AddForm(QFrame):
    """Hidden behind its button until asked for. `act` is a service: (session, case id, typed by column).

    A BadInput is shown at the field with that label, and of SeveralWrong each at its own; what is Doubtful
    is added when it is added once more.
    What was typed stays, also over a crash: it is kept as a draft under `intent`, and found again the next
    time the form opens.
    """

    added = Signal()

    def __init__(
        self,
        tasks: Tasks,
        case_id: str,
        name: str,
        words: str,
        intent: str,
        act: Act,
        kind: Kind = "plain",
    ) -> None:
        """`kind` is that of the button that opens it."""
        super().__init__()
        self.setObjectName(name)
        self._tasks, self._case, self._name, self._intent, self._act = tasks, case_id, name, intent, act
        self._fields: dict[str, Field] = {}
        self._labels: dict[str, str] = {}
        self._held = False
        self._doubted: dict[str, str] | None = None
        # What the last press was about: fields may change until the answer comes.
        self._pressed: dict[str, str] = {}
        self.open_button = Button(words, f"{name}.open", kind, icon="plus", on_click=self.open)
        self._message = Message(f"{name}.error")
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(8)
        self.ok = Button("Toevoegen", f"{name}.add", "primary", on_click=self.add)
        acts = QHBoxLayout()
        acts.addWidget(self.ok)
        acts.addWidget(Button("Niet toevoegen", f"{name}.cancel", "quiet", on_click=self.close_form))
        acts.addStretch(1)
        self._body = QWidget()
        inside = QVBoxLayout(self._body)
        inside.setContentsMargins(0, 6, 0, 0)
        inside.setSpacing(8)
        inside.addLayout(self._grid)
        inside.addWidget(self._message)
        inside.addLayout(acts)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.open_button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._body)
        self._body.hide()
        self._drafts = Drafts(tasks, intent, lambda: self.typed, self)
        self._drafts.of(self._case)

    def field(
        self, column: str, words: str, editor: Editor, at: tuple[int, int, int], *, optional: bool = False
    ) -> None:
        """Add a field; `at` is row, column and width in a grid of six. The editor gets its objectName."""
        editor.setObjectName(f"{self._name}.{column}")
        field = Field(words, editor, optional=optional)
        self._fields[column] = field
        self._labels[words] = column
        row, place, span = at
        self._grid.addWidget(field, row, place, 1, span, Qt.AlignmentFlag.AlignTop)
        for each in range(6):
            self._grid.setColumnStretch(each, 1)
        if isinstance(editor, Select):
            editor.currentIndexChanged.connect(self._typed)
        elif isinstance(editor, QLineEdit):
            editor.textEdited.connect(self._typed)
            editor.returnPressed.connect(self.add)
        else:
            editor.setTabChangesFocus(True)
            editor.setFixedHeight(78)
            editor.textChanged.connect(self._typed)

    @property
    def typed(self) -> dict[str, str]:
        """What the fields hold, by column."""
        return {column: _text(field.editor) for column, field in self._fields.items()}

    @property
    def is_open(self) -> bool:
        """Whether the fields are in view."""
        return not self._body.isHidden()

    def offer(self, column: str, choices: tuple[tuple[str, str], ...]) -> None:
        """Other choices for a field, keeping what is chosen."""
        editor = self._fields[column].editor
        if isinstance(editor, Select) and editor.count() != len(choices):
            kept = editor.value
            editor.blockSignals(True)
            editor.clear()
            for value, words in choices:
                editor.addItem(words, value)
            editor.choose(kept)
            editor.blockSignals(False)

    def open(self) -> None:
        """Show the fields, with what was typed in them before and not added."""
        self._body.show()
        self.open_button.hide()
        first = next(iter(self._fields.values())).editor
        first.setFocus(Qt.FocusReason.TabFocusReason)
        intent, case_id = self._intent, self._case
        self._tasks.read(
            lambda session: adding.form_drafts(session, intent, case_id), self._refill, owner=self
        )

    def _refill(self, drafts: dict[str, str]) -> None:
        for column, text in drafts.items():
            field = self._fields.get(column)
            if field is not None and not _text(field.editor):
                _put(field.editor, text)
        self._drafts.of(self._case, drafts)

    def close_form(self) -> None:
        """Put the form away and forget what was typed."""
        intent, case_id = self._intent, self._case
        self._tasks.act(
            lambda session: adding.drop_form_drafts(session, intent, case_id),
            "draft.discard",
            lambda _: None,
            owner=self,
        )
        self._empty()

    def _empty(self) -> None:
        self._doubted = None
        self._drafts.stop()
        self._drafts.of(self._case)
        for field in self._fields.values():
            _put(field.editor, "")
            field.set_error("")
        self._drafts.stop()
        self._message.clear()
        had_keyboard = self._held or self._has_keyboard()
        self._held = False
        self._body.hide()
        self.open_button.show()
        if had_keyboard:
            self.open_button.setFocus(Qt.FocusReason.TabFocusReason)

    def add(self) -> None:
        """Add the row, as one act."""
        if not self.ok.isEnabled():
            return
        self._drafts.stop()
        # A button that is switched off gives the keyboard away.
        self._held = self._has_keyboard()
        self.ok.setEnabled(False)
        act, case_id, typed = self._act, self._case, self.typed
        self._pressed = typed
        if typed == self._doubted:
            typed = {**typed, CONFIRMED: "ja"}
        self._tasks.act(
            lambda session: act(session, case_id, typed),
            self._intent,
            self._done,
            self._refused,
            owner=self,
            broken=self._broken,
        )

    def _has_keyboard(self) -> bool:
        return any(field.editor.hasFocus() for field in self._fields.values()) or self.ok.hasFocus()

    def _done(self, _row: object) -> None:
        self.ok.setEnabled(True)
        self._empty()
        self.added.emit()

    def _broken(self) -> None:
        self.ok.setEnabled(True)
        self._held = False
        self.keep_drafts()

    def _refused(self, reason: Refusal) -> None:
        self.ok.setEnabled(True)
        self.keep_drafts()
        for field in self._fields.values():
            field.set_error("")
        self._message.clear()
        doubtful = isinstance(reason, Doubtful)
        self._doubted = self._pressed if doubtful else None
        wrong = reason.wrong if isinstance(reason, SeveralWrong) else (reason,)
        shown = [at for one in wrong if (at := self._at_its_field(one, doubtful=doubtful)) is not None]
        if shown:
            shown[0].setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._message.say(explain(reason).sentence)
            if self._held:
                self.ok.setFocus(Qt.FocusReason.OtherFocusReason)
        self._held = False

    def _at_its_field(self, reason: Refusal, *, doubtful: bool) -> Editor | None:
        """Show what is wrong at its field; None without such a field, or when that changed meanwhile."""
        if not isinstance(reason, BadInput):
            return None
        column = self._labels.get(reason.field, reason.field)
        field = self._fields.get(column)
        if field is None or self.typed[column] != self._pressed[column]:
            return None
        field.set_error(reason.sentence, "warn" if doubtful else "danger")
        return cast("Editor", field.editor)

    def _typed(self, *_: object) -> None:
        if self.is_open:
            self._drafts.note()

    def keep_drafts(self) -> None:
        """Keep what is typed and not added (DATA.md 8)."""
        if self.is_open:
            self._drafts.keep()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Enter adds from any field."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and (
            event.modifiers() & Qt.KeyboardModifier.ControlModifier
        ):
            self.add()
            return
        super().keyPressEvent(event)


def line() -> QLineEdit:
    """An empty line."""
    return QLineEdit()


def lines() -> QPlainTextEdit:
    """Room for a few sentences."""
    return QPlainTextEdit()


def _text(editor: QWidget) -> str:
    if isinstance(editor, Select):
        return editor.value
    return editor.toPlainText() if isinstance(editor, QPlainTextEdit) else editor.text()  # type: ignore[attr-defined]


def _put(editor: QWidget, text: str) -> None:
    if isinstance(editor, Select):
        editor.choose(text)
    elif isinstance(editor, QPlainTextEdit):
        editor.setPlainText(text)
    elif isinstance(editor, QLineEdit):
        editor.setText(text)
