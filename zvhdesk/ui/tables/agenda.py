"""The agenda of a meeting: its items in their order, and how they fill the time there is."""

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QColor, QKeySequence, QPainter, QPaintEvent, QShortcut
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QWidget

from zvhdesk.domain.reading.tidy import tidy
from zvhdesk.domain.refusals import BadInput, Refused
from zvhdesk.services import adding
from zvhdesk.services.fields import FIELDS
from zvhdesk.services.meetings import named, planning
from zvhdesk.services.meetings.rows import Agenda, AgendaRow
from zvhdesk.ui.dossier.addform import CONFIRMED, AddForm
from zvhdesk.ui.dossier.parts import Rows
from zvhdesk.ui.kit import Card, TagLabel, heading, small
from zvhdesk.ui.kit.form import Form
from zvhdesk.ui.tables.item import ItemRow
from zvhdesk.ui.tables.wording import available, fullness, subject
from zvhdesk.ui.theme import TagKind, current

POINT = "agenda.add"
_KEYS = "Alt ↑ en Alt ↓ verplaatsen, Delete haalt van de agenda, F6 gaat naar het volgende deel."
_NO_CASES = "Nog geen casus op de agenda. Kies hieronder uit de casussen van deze tafel."


def add_point(session: Any, meeting_id: str, typed: Mapping[str, str]) -> str:
    """A point without a case. Raises Refused(BadInput) with the column it is about."""
    title = typed["title"]
    if not tidy(title):
        raise Refused(BadInput("title", "Vul in waar dit punt over gaat."))
    minutes = FIELDS["agenda_item", "minutes"].read(typed["minutes"] or str(planning.POINT_MINUTES))
    made: str = planning.add_point(session, meeting_id, title, int(str(minutes)))
    if CONFIRMED not in typed:
        named.doubt_point(session, meeting_id, title)
    adding.drop_form_drafts(session, POINT, meeting_id)
    return made


class AgendaCard(Card):
    """`moved` carries an item and its new place, `removed` an item, `opened` a case."""

    moved = Signal(str, int)
    removed = Signal(str)
    opened = Signal(str)

    def __init__(self, form: Form, agenda: Agenda) -> None:
        super().__init__()
        self.setAccessibleName("Agenda")
        self._form = form
        self._made = 0
        self._order: list[str] = []
        self._may = agenda.may_change
        self.total = small("", "tables.agenda.total")
        self.over = TagLabel("", TagKind.ATTENTION)
        self.over.setObjectName("tables.agenda.over")
        head = QHBoxLayout()
        head.addWidget(heading("Agenda"))
        head.addStretch(1)
        head.addWidget(self.total)
        head.addWidget(self.over)
        self.body.addLayout(head)
        self._none = small(_NO_CASES, "tables.agenda.none", wrap=True)
        self.body.addWidget(self._none)
        self.list = _Items(self._make, lambda item, row: item.show_row(row))
        self.add(self.list)
        self.point = AddForm(
            form.tasks, agenda.meeting.id, "tables.point", "Punt zonder casus", POINT, add_point, "quiet"
        )
        self.point.field("title", "Agendapunt", QLineEdit(), (0, 0, 4))
        self.point.field("minutes", "Minuten", QLineEdit(), (0, 4, 2))
        self._foot = self.section(margin=(18, 10))
        self._foot.addWidget(small(_KEYS, "tables.agenda.keys", wrap=True))
        self._foot.addWidget(self.point)
        for keys, by in (("Alt+Up", -1), ("Alt+Down", 1)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(lambda step=by: self._step_item(step))

    @property
    def items(self) -> dict[str, ItemRow]:
        """The rows by id."""
        return self.list.widgets

    def _make(self, row: AgendaRow) -> ItemRow:
        self._made += 1
        item = ItemRow(self._form, row, f"tables.item.{self._made}")
        item.set_changing(may=self._may)
        item.removed.connect(lambda: self._remove(row.id))
        item.moved.connect(lambda by: self._move(row.id, by))
        item.stepped.connect(lambda by: self._go(row.id, by))
        item.opened.connect(self.opened)
        item.grip.held.connect(self.list.show_place)
        item.grip.let_go.connect(lambda meant: self._drop(row.id, meant=meant))
        return item

    def show_agenda(self, agenda: Agenda) -> None:
        """Show the agenda of now, leaving the keyboard where it was."""
        held = self._held()
        self._may = agenda.may_change
        gone = self._order.index(held) if held in self._order else -1
        self.list.show_rows(agenda.items)
        self._order = [row.id for row in agenda.items]
        for item in self.items.values():
            item.set_changing(may=self._may)
        cases = sum(row.case_id is not None for row in agenda.items)
        self._none.setVisible(not cases)
        self._show_total(agenda)
        self.point.setVisible(self._may)
        if held and held not in self._order and self._order:
            # The item that had the keyboard is gone: the one that took its place has it now.
            self.take_keyboard(self._order[min(gone, len(self._order) - 1)])

    def _show_total(self, agenda: Agenda) -> None:
        room = available(agenda.meeting.starts, agenda.meeting.ends)
        words = fullness(agenda.planned_minutes, room)
        over = agenda.planned_minutes > room
        self.total.setText(words)
        self.total.setVisible(not over)
        self.over.show_tag(f"{words}: {agenda.planned_minutes - room} te veel", TagKind.ATTENTION)
        self.over.setVisible(over)

    def take_keyboard(self, item_id: str = "") -> None:
        """Put the keyboard at an item; without one at the first case, or else the first of all."""
        cases = [key for key in self._order if self.items[key].row.case_id is not None]
        wanted = item_id or next(iter([*cases, *self._order]), "")
        if wanted in self.items:
            self.items[wanted].setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.point.open_button.setFocus(Qt.FocusReason.TabFocusReason)

    def _held(self) -> str:
        at = QApplication.focusWidget()
        while at is not None and not isinstance(at, ItemRow):
            at = at.parentWidget()
        return at.row.id if at is not None and at.row.id in self.items else ""

    def _go(self, item_id: str, by: int) -> None:
        to = self._order.index(item_id) + by
        if 0 <= to < len(self._order):
            self.take_keyboard(self._order[to])

    def _step_item(self, by: int) -> None:
        held = self._held()
        if held in self._order:
            self._move(held, by)

    def _move(self, item_id: str, by: int) -> None:
        to = self._order.index(item_id) + by
        if 0 <= to < len(self._order) and self._may:
            self._show_at(item_id, to)

    def _show_at(self, item_id: str, to: int) -> None:
        """Show it there at once: who presses again means from there, not from where the database was."""
        self._order.remove(item_id)
        self._order.insert(to, item_id)
        self.list.show_rows([self.items[key].row for key in self._order])
        self.moved.emit(item_id, to)

    def _drop(self, item_id: str, *, meant: bool) -> None:
        to = self.list.place
        self.list.show_place(None)
        if meant and to is not None and item_id in self._order:
            at = self._order.index(item_id)
            wanted = to - 1 if to > at else to
            if wanted != at and self._may:
                self._show_at(item_id, wanted)

    def _remove(self, item_id: str) -> None:
        self.items[item_id].setFocus(Qt.FocusReason.OtherFocusReason)
        self.removed.emit(item_id)

    def words_of(self, item_id: str) -> str:
        """What an item is about."""
        return subject(self.items[item_id].row) if item_id in self.items else ""


class _Items(Rows[AgendaRow, ItemRow]):
    """The rows, with a line where a dragged one would go. `place` is before which row, or None."""

    def __init__(
        self, make: Callable[[AgendaRow], ItemRow], show: Callable[[ItemRow, AgendaRow], None]
    ) -> None:
        super().__init__(make, show)
        self.setObjectName("tables.agenda")
        self.place: int | None = None
        self._line = _Line(self)

    def show_place(self, height: float | None) -> None:
        """Show where it would go when let go at this height of the screen; None: nowhere."""
        if height is None:
            self.place = None
            self._line.hide()
            return
        at = self.mapFromGlobal(QPointF(0, height)).y()
        rows = sorted(self.widgets.values(), key=lambda row: row.y())
        self.place = sum(row.y() + row.height() / 2 < at for row in rows)
        edge = rows[self.place].y() if self.place < len(rows) else self.height()
        self._line.setGeometry(0, max(0, edge - 2), self.width(), 4)
        self._line.raise_()
        self._line.show()


class _Line(QWidget):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        painter.fillRect(self.rect().adjusted(8, 1, -8, -1), QColor(current().accent))
