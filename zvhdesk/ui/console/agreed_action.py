"""An agreed action in the step Afspraken: read back by its owner, and put right in place."""

from collections.abc import Sequence
from math import ceil

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from zvhdesk.services.meetings.rows import AgreedAction
from zvhdesk.services.words import short_day
from zvhdesk.ui.console.action_edit import ActionEdit
from zvhdesk.ui.console.acts import Acts
from zvhdesk.ui.console.agreed_line import number_width, off_wall
from zvhdesk.ui.console.keybutton import KeyButton
from zvhdesk.ui.console.look import TALL, TallButton
from zvhdesk.ui.kit import TagLabel, label, paint_ring, rule
from zvhdesk.ui.kit.form import Form
from zvhdesk.ui.kit.ring import by_key
from zvhdesk.ui.theme import RADIUS_SMALL, TagKind, Text

_EDITS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2)


class AgreedActionItem(QWidget):
    """Who does what by when, and whether they said it back. Enter, F2 or a double click edits it here."""

    came = Signal()
    """It has the keyboard, or grew, so that it must be seen."""

    def __init__(self, acts: Acts, form: Form, row: AgreedAction) -> None:
        super().__init__()
        self.row, self._form = row, form
        self._by_key = self._read_only = False
        self._partners: Sequence[tuple[str, str]] = ()
        self.edit: ActionEdit | None = None
        self.setObjectName(f"console.action.{row.number}")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumHeight(TALL)
        self.setToolTip("Enter of F2 wijzigt deze actie")
        self.number = TagLabel("", TagKind.FEATURE)
        self._text = label("", Text.BODY, wrap=True)
        self._beneath = label("", Text.SMALL, "3", wrap=True)
        self.button = TallButton(
            "Teruggelezen",
            f"console.read_back.{row.number}",
            on_click=lambda: acts.read_back(self.row.id),
        )
        self.show_button = KeyButton("", "Toch tonen", f"console.let_go.{row.number}", tab=True)
        self.show_button.clicked.connect(lambda: acts.let_go(self.row.id))
        self._done = TagLabel("teruggelezen", TagKind.ON_COURSE)
        self._lay_out()
        self.show_row(row)

    def _lay_out(self) -> None:
        self._place = QWidget()
        inside = QHBoxLayout(self._place)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self.number, 0, Qt.AlignmentFlag.AlignRight)
        self._read = QWidget()
        words = QVBoxLayout(self._read)
        words.setContentsMargins(0, 0, 0, 0)
        words.setSpacing(1)
        words.addWidget(self._text)
        words.addWidget(self._beneath)
        self._words = QVBoxLayout()
        self._words.addWidget(self._read)
        line = QHBoxLayout()
        line.setSpacing(12)
        middle = Qt.AlignmentFlag.AlignVCenter
        line.addWidget(self._place, 0, middle)
        line.addLayout(self._words, 1)
        for widget in (self.show_button, self.button, self._done):
            line.addWidget(widget, 0, middle)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 2, 0, 0)
        column.setSpacing(2)
        column.addLayout(line)
        column.addWidget(rule(faint=True))

    def set_digits(self, count: int) -> None:
        """Room for the longest number of all: they stand under each other."""
        self._place.setFixedWidth(ceil(number_width(count)) + 1)

    def offer(self, partners: Sequence[tuple[str, str]], *, read_only: bool) -> None:
        """Who it can be of: ids and names."""
        self._partners, self._read_only = partners, read_only
        if self.edit is not None:
            self.edit.who.offer(partners)

    def show_row(self, row: AgreedAction) -> None:
        """Show what was agreed. What is read back stays so; Ctrl+Z takes it back."""
        self.row = row
        self.number.show_tag(str(row.number), TagKind.FEATURE)
        self._text.setText(f"{row.who}: {row.text}" if row.who else row.text)
        when = short_day(row.due_on) if row.due_on else "geen termijn"
        self._beneath.setText(f"{when}{off_wall(row)}")
        self.show_button.setVisible(row.held_back and not row.awaits_nod)
        self.show_button.setAccessibleName(f"Toch tonen op het zaalscherm: {self._text.text()}")
        self._done.setVisible(row.read_back)
        self.button.setVisible(not row.read_back and not self._read.isHidden())
        self.button.setAccessibleName(f"Teruggelezen: {self._text.text()}")
        self.setAccessibleName(f"Actie {row.number}, {self._text.text()}, {self._beneath.text()}")

    def open(self) -> None:
        """Let it be edited, with the keyboard in its text."""
        if not self._read_only:
            self.open_quietly()
            if self.edit is not None:
                self.edit.begin()
                self.came.emit()

    def open_quietly(self) -> None:
        """Let it be edited; the keyboard stays where it is."""
        if self.edit is None:
            self.edit = ActionEdit(self._form, self.row.id, self.objectName(), self._partners)
            self.edit.closed.connect(self._close)
            self._words.addWidget(self.edit)
        self._read.hide()
        # Beside three fields there is no room for it, nor is it read back while it changes.
        self.button.hide()
        self.edit.show()

    def _close(self) -> None:
        if self.edit is not None:
            self._read.show()
            self.button.setVisible(not self.row.read_back)
            # First: what has the keyboard when it goes would give it away.
            self.setFocus(Qt.FocusReason.OtherFocusReason)
            self.edit.hide()

    def event(self, event: QEvent) -> bool:
        """F2 on a row edits it; elsewhere it goes to the capture line."""
        asked = event.type() == QEvent.Type.ShortcutOverride and self.hasFocus()
        if asked and isinstance(event, QKeyEvent) and event.key() in _EDITS and not event.modifiers():
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and F2 edit."""
        if self.hasFocus() and event.key() in _EDITS and not event.modifiers():
            self.open()
            return
        super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """So does a double click."""
        super().mouseDoubleClickEvent(event)
        self.open()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Ring only when the keyboard came by key."""
        self._by_key = by_key(event, self._by_key)
        super().focusInEvent(event)
        self.came.emit()
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the ring away."""
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The ring."""
        super().paintEvent(event)
        if self.hasFocus() and self._by_key:
            paint_ring(QPainter(self), QRectF(self.rect()).adjusted(1, 1, -1, -3), RADIUS_SMALL)
