"""Text typed while people talk: kept at most 250 ms behind the keys, committed when one leaves it.

Committed by Enter, by leaving, or by two seconds' pause (SYNC.md, Live typing). A refresh never moves the
cursor and never takes away what is being typed.
"""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from zvhdesk.domain.refusals import BadInput, Refusal
from zvhdesk.services.editing import Saved, Shown
from zvhdesk.ui.explain import explain
from zvhdesk.ui.kit import drafts
from zvhdesk.ui.kit.drafts import DRAFT_MS, NOT_SAVED, PAUSE_MS, once
from zvhdesk.ui.kit.field import Message
from zvhdesk.ui.kit.form import Cell, Form
from zvhdesk.ui.kit.inplace import TextEdit
from zvhdesk.ui.kit.several import Several

RESTORED = "Teruggezet wat hier stond toen het programma stopte. Het is nog niet vastgelegd."


@dataclass(frozen=True, slots=True)
class Answer:
    """Where the outcome of a commit goes: done with a Saved, refused with a reason, or broken by a bug."""

    done: Callable[[Saved], object]
    refused: Callable[[Refusal], object]
    broken: Callable[[], object]


Send = Callable[[str, int, Answer], object]
"""Commits a text that was shown at a rev."""


@dataclass(frozen=True, slots=True)
class Manner:
    """How a text behaves. `least` is its lowest height in lines.

    `begins`: what is committed becomes a row of its own, and the field, framed, is empty again for the next.
    Without it the text stays in place, and a pause of two seconds commits it as well.
    """

    placeholder: str = ""
    begins: bool = False
    least: int = 1


PLAIN = Manner()


class LiveText(QWidget):
    """A wrapping text of one cell of `form`. `send` commits it; `title` is its name for a screen reader."""

    escaped = Signal()
    entered = Signal()
    saved = Signal()
    typed = Signal()

    def __init__(
        self,
        form: Form,
        cell: Cell,
        name: str,
        title: str,
        send: Send,
        manner: Manner = PLAIN,
    ) -> None:
        super().__init__()
        self.cell, self.form = cell, form
        self._send, self._pauses, self._clears = send, not manner.begins, manner.begins
        self.editor = TextEdit(name, lines=False, least=manner.least)
        self.editor.setAccessibleName(title)
        self.editor.setPlaceholderText(manner.placeholder)
        if manner.begins:
            self.editor.setProperty("look", "")
        self.message = Message(f"{name}.error")
        self._base, self._rev = "", 0
        self._touched = self._loaded = self._again = False
        self._sent: str | None = None
        self._draft_timer = once(self, DRAFT_MS, self.keep_draft)
        self._pause_timer = once(self, PAUSE_MS, self.commit)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(self.editor)
        column.addWidget(self.message)
        self._several = Several(self, form, name, lambda: column, self.editor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.setFocusProxy(self.editor)
        self.editor.typed.connect(self._typed)
        self.editor.finished.connect(self.commit)
        self.editor.left.connect(self._left)
        self.editor.installEventFilter(self)
        self._several.refused.connect(self.message.say)
        form.add(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Esc gives the keyboard back to what the field stands in; `entered` tells that it came."""
        if watched is self.editor and event.type() == QEvent.Type.FocusIn:
            self.entered.emit()
        elif event.type() == QEvent.Type.KeyPress and _is_escape(event):
            self.escaped.emit()
        return super().eventFilter(watched, event)

    @property
    def text(self) -> str:
        """What the editor holds now."""
        return self.editor.text()

    @property
    def dirty(self) -> bool:
        """Whether something typed was not committed."""
        return self._touched and self.text.strip() != self._base.strip()

    @property
    def saving(self) -> bool:
        """Whether a commit is on its way."""
        return self._sent is not None

    @property
    def stuck(self) -> bool:
        """Whether it takes a person to go on: what was typed was refused."""
        return self.dirty and bool(self.message.text) and self.message.text != RESTORED

    def load(self, shown: Shown) -> None:
        """Show what stands now, unless one is typing; the first time with the draft left behind."""
        self._several.show(shown.several)
        if self._several.holds(self.editor, self.text) or self.dirty or self.saving:
            return
        self.set_read_only(self.form.read_only)
        first, self._loaded = not self._loaded, True
        self._base, self._rev, self._touched = shown.text, shown.rev, False
        if self.text.strip() != shown.text.strip() or not self.editor.hasFocus():
            self.editor.set_text(shown.text)
        if first and shown.draft is not None and shown.draft.strip() != shown.text.strip():
            self._rev = shown.rev if shown.draft_rev is None else shown.draft_rev
            self._touched = True
            self.editor.set_text(shown.draft)
            self.message.say(RESTORED, "info")
            self.form.tell()

    def set_read_only(self, read_only: bool) -> None:
        """Whether it can be read only."""
        self.editor.setReadOnly(read_only or self._several.locks(self.dirty))

    def _typed(self) -> None:
        self._touched = True
        self.message.clear()
        if self.dirty:
            if not self._draft_timer.isActive():
                self._draft_timer.start()
            if self._pauses:
                self._pause_timer.start()
        elif not self.saving:
            self._forget_draft()
        self.typed.emit()
        self.form.tell()

    def keep_draft(self) -> None:
        """Keep what is typed, so that a crash or a lock loses nothing."""
        self._draft_timer.stop()
        if not self.dirty:
            return
        drafts.keep(self.form.tasks, self.form.name, self.cell, self.text, self._rev, self)

    def leave(self) -> None:
        """The page is left: draft first, because the answer to the commit may find nobody here."""
        if self.dirty and self.text != self._sent:
            self.keep_draft()
        self.commit()

    def _left(self) -> None:
        self.commit()
        self.set_read_only(self.form.read_only)

    def commit(self) -> None:
        """Save what was typed against the rev it was shown. Does nothing when nothing was."""
        self._pause_timer.stop()
        if not self.dirty:
            return
        if self.saving:
            self._again = True
            return
        self._draft_timer.stop()
        self._sent = self.text
        if self._clears:
            self.editor.set_text("")
            self._touched = False
        self.form.tell()
        self._send(self._sent, self._rev, Answer(self._answered, self._refused, self._broken))

    def _answered(self, outcome: Saved) -> None:
        sent, self._sent = self._sent, None
        again, self._again = self._again, False
        if not self._clears:
            self._base, self._rev = outcome.text, outcome.rev
            if self.text == sent:
                self._touched = False
                if outcome.text.strip() != self.text.strip():
                    self.editor.set_text(outcome.text)
            else:
                self.keep_draft()
        self.message.clear()
        self.saved.emit()
        if again:
            self.commit()
        self.form.tell()

    def _refused(self, reason: Refusal) -> None:
        """A rule says no: the text stays and may be committed again."""
        self._fail(reason.sentence if isinstance(reason, BadInput) else explain(reason).sentence)

    def _broken(self) -> None:
        self._fail(NOT_SAVED)

    def _fail(self, sentence: str) -> None:
        sent, self._sent, self._again = self._sent, None, False
        if self._clears and sent is not None:
            self.editor.set_text(f"{sent} {self.text}".strip())
            self._touched = True
        self.keep_draft()
        self.message.say(sentence)
        self.form.tell()

    def _forget_draft(self) -> None:
        self._draft_timer.stop()
        self._pause_timer.stop()
        drafts.forget(self.form.tasks, self.form.name, self.cell, self)


def _is_escape(event: QEvent) -> bool:
    return isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape
