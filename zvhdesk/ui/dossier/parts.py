"""Small pieces that the tabs of the dossier share."""

from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Generic, Protocol, TypeVar

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLayout, QScrollArea, QVBoxLayout, QWidget

from zvhdesk.domain.attention import Kind
from zvhdesk.services.dossier import Dossier
from zvhdesk.services.dossier.left_rows import LeftRow
from zvhdesk.ui.agreeing.asked_cards import AskedCards
from zvhdesk.ui.dossier.left_rows import LeftRowsCard
from zvhdesk.ui.kit import Card, label
from zvhdesk.ui.kit.editable import EditableField
from zvhdesk.ui.kit.form import Form
from zvhdesk.ui.theme import GAP, MARGIN, TagKind, Text

_READS = 260
"""Width of a field with its words that reads well, px."""
TAGS = {
    Kind.LATE: TagKind.LATE,
    Kind.SOON: TagKind.ATTENTION,
    Kind.INFO: TagKind.NEW,
    Kind.WAITING: TagKind.WAITING,
    Kind.OK: TagKind.ON_COURSE,
    Kind.PLAIN: TagKind.FEATURE,
}


class TabPage(QScrollArea):
    """One tab: cards under each other that scroll together."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside = QWidget()
        inside.setProperty("look", "clear")
        self.column = QVBoxLayout(inside)
        self.column.setContentsMargins(MARGIN, 16, 16, 16)
        self.column.setSpacing(GAP)
        self.setWidget(inside)

    def add(self, card: QWidget) -> None:
        """Add a card at the bottom."""
        self.column.addWidget(card)

    def add_asked(self, form: Form, tables: Collection[str]) -> None:
        """Above all else what desks disagree about in these tables, where no field of this tab shows it.

        And what was typed in a row of them that is gone.
        """
        self._tables = tables
        self.left_rows = LeftRowsCard(form, self.objectName())
        self.add(self.left_rows)
        self._asked = AskedCards(form.tasks, self.objectName(), form.name)
        self.add(self._asked)

    def show_asked(self, dossier: Dossier) -> None:
        """What is asked now."""
        self._asked.show_asked(dossier.asked.of(self._tables), read_only=dossier.head.read_only)

    def show_left(self, rows: Iterable[LeftRow], *, read_only: bool) -> None:
        """What was typed in rows that are gone."""
        mine = tuple(row for row in rows if row.tbl in self._tables)
        self.left_rows.show_rows(mine, read_only=read_only)

    def leave_asked(self) -> None:
        """Commit what is typed there."""
        self._asked.leave()

    def finish(self) -> None:
        """Let the cards stand at the top."""
        self.column.addStretch(1)


def pairs(layout: QVBoxLayout, fields: Sequence[QWidget], columns: int = 2) -> None:
    """Fields beside each other in so many equal columns, row by row; under each other where that is tight."""
    layout.addWidget(_Pairs(fields, columns))


class _Pairs(QWidget):
    def __init__(self, fields: Sequence[QWidget], columns: int) -> None:
        super().__init__()
        self._fields, self._most, self._now = tuple(fields), columns, 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(24)
        self._grid.setVerticalSpacing(2)
        self._place(columns)

    def minimumSizeHint(self) -> QSize:
        """No wider than one column: in a narrow window the fields go under each other."""
        wide = max((field.minimumSizeHint().width() for field in self._fields), default=0)
        return QSize(wide, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width, as many columns as read well."""
        super().resizeEvent(event)
        room = (event.size().width() + self._grid.horizontalSpacing()) // _READS
        self._place(max(1, min(self._most, room)))

    def _place(self, columns: int) -> None:
        if columns == self._now:
            return
        self._now = columns
        for field in self._fields:
            self._grid.removeWidget(field)
        for at, field in enumerate(self._fields):
            self._grid.addWidget(field, at // columns, at % columns, Qt.AlignmentFlag.AlignTop)
        for at in range(self._most):
            self._grid.setColumnStretch(at, int(at < columns))


class Fact(QWidget):
    """A label with a value that is not edited here, in line with the fields beside it."""

    def __init__(self, name: str, words: str, width: int = 150) -> None:
        super().__init__()
        self._words = words
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        caption = label(words, Text.SUB, "3", wrap=True)
        caption.setFixedWidth(width)
        caption.setContentsMargins(0, 9, 0, 0)
        self._value = label("", Text.BODY, name=name, wrap=True)
        self._value.setContentsMargins(10, 8, 0, 8)
        self._value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        row.addWidget(caption, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._value, 1, Qt.AlignmentFlag.AlignTop)

    def say(self, value: str) -> None:
        """Show a value; empty says that it is unknown."""
        self._value.setText(value or "onbekend")
        self._value.setProperty("ink", "1" if value else "3")
        self._value.style().polish(self._value)
        self._value.setAccessibleName(f"{self._words}: {value or 'onbekend'}")


class HasId(Protocol):
    """A row of a list."""

    @property
    def id(self) -> str: ...


R = TypeVar("R", bound=HasId)
W = TypeVar("W", bound=QWidget)


class Rows(QWidget, Generic[R, W]):
    """Few rows with fields in them, kept by id: a refresh changes rows in place and loses no cursor.

    Lists that can be long (history) are item models; a case has a handful of goals, actions and
    contributions. At most `most` are built; the rest follow on asking.
    """

    def __init__(self, make: Callable[[R], W], show: Callable[[W, R], None], most: int = 60) -> None:
        super().__init__()
        self._make, self._show, self._most = make, show, most
        self._widgets: dict[str, W] = {}
        self._order: list[str] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)

    @property
    def widgets(self) -> dict[str, W]:
        """The row widgets by id."""
        return self._widgets

    def show_rows(self, rows: Iterable[R]) -> int:
        """Show these rows in this order. Returns how many were left out."""
        wanted = list(rows)
        shown = {row.id: row for row in wanted[: self._most]}
        for gone in [key for key in self._widgets if key not in shown]:
            widget = self._widgets.pop(gone)
            _keep_typed(widget)
            self._column.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
        for row in shown.values():
            if row.id not in self._widgets:
                self._widgets[row.id] = self._make(row)
            self._show(self._widgets[row.id], row)
        order = list(shown)
        if order != self._order:
            for at, key in enumerate(order):
                self._column.removeWidget(self._widgets[key])
                self._column.insertWidget(at, self._widgets[key])
                # Else a layout shows it in a later turn, and Tab would pass it by until then.
                self._widgets[key].show()
            self._order = order
        return len(wanted) - len(shown)

    def more(self) -> None:
        """Build as many again at the next showing."""
        self._most *= 2


def _keep_typed(widget: QWidget) -> None:
    """What is typed in a row that goes is kept first; its form says that there is something to read again."""
    typing = [field for field in widget.findChildren(EditableField) if field.dirty]
    for field in typing:
        field.keep_draft()
    for form in {field.form for field in typing}:
        form.row_gone.emit()


def order_tab(page: QScrollArea) -> None:
    """Let Tab follow the layout: rows that were added later would come last of all."""
    inside = page.widget()
    before: QWidget | None = None
    for widget in _in_layout(inside.layout() if inside is not None else None):
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            if before is not None:
                QWidget.setTabOrder(before, widget)
            before = widget


def tab_after(before: QWidget, placed: QWidget) -> None:
    """Let Tab come to a part that was built later where it stands, after `before`, and not last of all."""
    within: list[QWidget] = []
    following = placed.nextInFocusChain()
    while following is not None and following is not placed:
        if placed.isAncestorOf(following) and following.focusPolicy() & Qt.FocusPolicy.TabFocus:
            within.append(following)
        following = following.nextInFocusChain()
    for widget in within:
        QWidget.setTabOrder(before, widget)
        before = widget


def _in_layout(layout: QLayout | None) -> Iterable[QWidget]:
    for at in range(layout.count() if layout is not None else 0):
        item = layout.itemAt(at) if layout is not None else None
        if item is None:
            continue
        widget = item.widget()
        if widget is not None:
            yield widget
            yield from _in_layout(widget.layout())
        else:
            yield from _in_layout(item.layout())


def line_card(title: str, aside: str = "") -> Card:
    """A card of which the title stands alone, for the right column."""
    card = Card(title, aside)
    card.body.setSpacing(8)
    return card
