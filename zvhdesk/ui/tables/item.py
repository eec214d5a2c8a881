"""One item of the agenda: what it is about, its reason and its minutes, edited in place."""

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from zvhdesk.services.meetings.rows import AgendaRow
from zvhdesk.ui.kit import Button, label, paint_ring, rule
from zvhdesk.ui.kit.editable import EditableField
from zvhdesk.ui.kit.form import Form
from zvhdesk.ui.kit.look import Look
from zvhdesk.ui.kit.ring import by_key
from zvhdesk.ui.tables.grip import Grip
from zvhdesk.ui.tables.wording import subject
from zvhdesk.ui.theme import RADIUS_SMALL, Text

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_MINUTES = 52
_TEXT_LEFT = 10
"""Where the text of an in-place field begins, so that the line above stands straight over it."""


class ItemRow(QWidget):
    """Has the keyboard as a whole too: arrows go to the next, Delete takes it off, Enter into its title.

    `stepped` carries -1 or 1; `opened` the case.
    """

    removed = Signal()
    stepped = Signal(int)
    moved = Signal(int)
    opened = Signal(str)

    def __init__(self, form: Form, row: AgendaRow, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.row = row
        self._by_key = False
        self.grip = Grip()
        self._about = label("", Text.STRONG)
        self._about.setContentsMargins(_TEXT_LEFT, 0, 0, 0)
        is_case = row.case_id is not None
        words = "Aanleiding" if is_case else "Agendapunt"
        look = Look(
            caption="none",
            size=Text.SUB if is_case else Text.STRONG,
            title=words,
            placeholder="aanleiding",
            wrap=True,
        )
        self.title = EditableField(form, ("agenda_item", row.id, "title"), f"{name}.title", look)
        minutes = Look(caption="none", size=Text.BODY, placeholder="min")
        self.minutes = EditableField(form, ("agenda_item", row.id, "minutes"), f"{name}.minutes", minutes)
        self.minutes.setFixedWidth(_MINUTES)
        self.minutes.editor.setAlignment(Qt.AlignmentFlag.AlignRight)  # type: ignore[union-attr]
        self._unit = label("min", Text.SUB, "3")
        self.away = Button("", f"{name}.remove", "quiet", icon="x", on_click=self.removed.emit)
        self._lay_out(is_case=is_case)
        self.show_row(row)

    def _lay_out(self, *, is_case: bool) -> None:
        words = QVBoxLayout()
        words.setSpacing(0)
        if is_case:
            words.addWidget(self._about)
        words.addWidget(self.title)
        line = QHBoxLayout()
        line.setContentsMargins(8, 8, 10, 4)
        line.setSpacing(2)
        line.addWidget(self.grip)
        line.addLayout(words, 1)
        line.addWidget(self.minutes, 0, Qt.AlignmentFlag.AlignVCenter)
        line.addWidget(self._unit, 0, Qt.AlignmentFlag.AlignVCenter)
        line.addWidget(self.away, 0, Qt.AlignmentFlag.AlignVCenter)
        said = QVBoxLayout()
        said.setContentsMargins(38, 0, 14, 2)
        for field in (self.title, self.minutes):
            field.speak_in(said)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(rule(faint=True))
        outer.addLayout(line)
        outer.addLayout(said)

    def show_row(self, row: AgendaRow) -> None:
        """Show what it is about and where it stands."""
        self.row = row
        self._about.setText(subject(row))
        self.title.setVisible(not row.gone)
        self.minutes.setVisible(not row.gone)
        self._unit.setVisible(not row.gone)
        if row.gone:
            # What was shielded since is nobody's to read, also not in a hidden field.
            self.title.editor.set_text("")
        self._say()

    def _say(self) -> None:
        row = self.row
        reason = "" if row.case_id is None or row.gone else f", {row.title}"
        self.setAccessibleName(f"Punt {row.position + 1}: {subject(row)}{reason}, {row.minutes} minuten")
        self.setAccessibleDescription("Alt met pijl omhoog of omlaag verplaatst, Delete haalt van de agenda")
        self.title.editor.setAccessibleName(f"{self.title.title}, {subject(row)}")
        self.minutes.editor.setAccessibleName(f"Minuten, {subject(row)}")
        words = f"Van de agenda halen, {subject(row)}"
        self.away.setAccessibleName(words)
        self.away.setToolTip("Van de agenda halen")

    def set_changing(self, *, may: bool) -> None:
        """Whether it can be moved and taken off."""
        self.grip.setVisible(may)
        self.away.setVisible(may)

    def menu(self) -> QMenu:
        """All that can be done with it."""
        menu = QMenu(self)
        menu.setObjectName("tables.item.menu")
        menu.setAccessibleName("Agendapunt")
        case_id = self.row.case_id
        if case_id is not None and not self.row.gone:
            menu.addAction("Dossier openen").triggered.connect(lambda: self.opened.emit(case_id))
        if not self.away.isHidden():
            menu.addAction("Omhoog\tAlt+↑").triggered.connect(lambda: self.moved.emit(-1))
            menu.addAction("Omlaag\tAlt+↓").triggered.connect(lambda: self.moved.emit(1))
            menu.addAction("Van de agenda halen\tDelete").triggered.connect(self.removed)
        return menu

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Open the menu at the pointer, or at the row by the menu key."""
        menu = self.menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if menu.actions():
            menu.popup(event.globalPos())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keys of a row; those of its fields never come here."""
        key, control = event.key(), event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if not self.hasFocus():
            super().keyPressEvent(event)
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.stepped.emit(-1 if key == Qt.Key.Key_Up else 1)
        elif key == Qt.Key.Key_Delete and not self.away.isHidden():
            self.removed.emit()
        elif key in _ENTER and control:
            self._open()
        elif key in _ENTER:
            self.title.editor.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            super().keyPressEvent(event)

    def _open(self) -> None:
        if self.row.case_id is not None and not self.row.gone:
            self.opened.emit(self.row.case_id)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Ring only when the keyboard came by key."""
        self._by_key = by_key(event, self._by_key)
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The ring goes."""
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The ring around the row."""
        super().paintEvent(event)
        if self.hasFocus() and self._by_key:
            paint_ring(QPainter(self), QRectF(self.rect()).adjusted(3, 2, -3, -2), RADIUS_SMALL, inner=False)
