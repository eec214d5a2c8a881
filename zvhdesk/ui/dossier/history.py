"""Geschiedenis: every act on the case, newest first, and taking the newest one back."""

from collections.abc import Callable

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QFontMetricsF, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QListView,
    QPlainTextEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from zvhdesk.services.dossier import HistoryPage
from zvhdesk.services.history import FieldChange, HistoryEntry
from zvhdesk.ui.kit import Button, EmptyState, label, paint_ring, rule, small
from zvhdesk.ui.kit.painting import write
from zvhdesk.ui.theme import MARGIN, RADIUS_SMALL, Text, current, font

_ENTRY = Qt.ItemDataRole.UserRole + 1
_LINES = 4
"""Fields shown in the list; all of them stand beneath it for the entry that is chosen."""
_WHEN = 196
_PAD = 10
Index = QModelIndex | QPersistentModelIndex


class HistoryModel(QAbstractListModel):
    """The acts read so far; more are asked for when the list is scrolled to its end."""

    def __init__(self, ask: Callable[[], None]) -> None:
        super().__init__()
        self._ask = ask
        self._entries: list[HistoryEntry] = []
        self._more = False
        self.names = False

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._entries)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        entry = self._entries[index.row()]
        if role == _ENTRY:
            return entry
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return "\n".join([f"{when(entry)}, {entry.who}: {entry.what}", *self.lines(entry)])
        return None

    def lines(self, entry: HistoryEntry) -> list[str]:
        """What changed, a line per field; what says who someone is only while names are shown."""
        reason = [f"Reden: {entry.reason}"] if entry.reason else []
        return reason + [change_words(change, names=self.names) for change in entry.fields]

    def start(self, page: HistoryPage) -> None:
        """Show the newest page. New acts come on top of what was read: the place in the list stays."""
        known = self._entries[0].act if self._entries else ""
        new = next((at for at, entry in enumerate(page.entries) if entry.act == known), None)
        if new is not None and self._entries[0] == page.entries[new]:
            if new:
                self.beginInsertRows(QModelIndex(), 0, new - 1)
                self._entries[:0] = page.entries[:new]
                self.endInsertRows()
            self.layoutChanged.emit()
            return
        self.beginResetModel()
        self._entries = list(page.entries)
        self._more = page.more is not None
        self.endResetModel()

    def go_on(self, page: HistoryPage) -> None:
        """Add the next page at the bottom."""
        self._more = page.more is not None
        if page.entries:
            first = len(self._entries)
            self.beginInsertRows(QModelIndex(), first, first + len(page.entries) - 1)
            self._entries.extend(page.entries)
            self.endInsertRows()

    def canFetchMore(self, parent: Index) -> bool:
        return self._more and not parent.isValid()

    def fetchMore(self, parent: Index) -> None:
        self._more = False
        self._ask()


def when(entry: HistoryEntry) -> str:
    """12-03-2026 09:41 by this computer's clock."""
    return f"{entry.at.astimezone():%d-%m-%Y %H:%M}"


def change_words(change: FieldChange, *, names: bool) -> str:
    """Termijn: 26 mrt 2026 → 2 apr 2026."""
    if change.personal and not names:
        return f"{change.label}: verborgen"
    old, new = (" ".join(value.split()) for value in (change.old, change.new))
    return f"{change.label}: {old} → {new or 'leeg'}" if old else f"{change.label}: {new or 'leeg'}"


class HistoryDelegate(QStyledItemDelegate):
    """When and who at the left; what, and the fields, at the right."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        shown = self._shown(index)
        return QSize(200, round(2 * _PAD + _line(Text.STRONG) + len(shown) * _line(Text.SUB)) + 1)

    def _shown(self, index: Index) -> list[str]:
        model = index.model()
        entry = index.data(_ENTRY)
        if not isinstance(model, HistoryModel) or not isinstance(entry, HistoryEntry):
            return []
        lines = model.lines(entry)
        if len(lines) > _LINES:
            left = len(lines) - _LINES + 1
            return [*lines[: _LINES - 1], f"en nog {left} velden"]
        return lines

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        entry = index.data(_ENTRY)
        palette = current()
        box = QRectF(option.rect)
        state = option.state
        painter.save()
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, QColor(palette.accent2))
        painter.fillRect(QRectF(box.left(), box.bottom() - 1, box.width(), 1), QColor(palette.line2))
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        quiet = palette.accent2_ink if chosen else palette.ink3
        ink = palette.accent2_ink if chosen else palette.ink
        left, top = box.left() + 18, box.top() + _PAD
        right = left + _WHEN
        room = box.right() - 14 - right
        write(painter, QRectF(left, top, _WHEN - 12, _line(Text.STRONG)), when(entry), Text.SUB, quiet)
        write(painter, QRectF(right, top, room, _line(Text.STRONG)), entry.what, Text.STRONG, ink)
        below = top + _line(Text.STRONG)
        write(painter, QRectF(left, below, _WHEN - 12, _line(Text.SUB)), entry.who, Text.SUB, quiet)
        for words in self._shown(index):
            second = palette.accent2_ink if chosen else palette.ink2
            write(painter, QRectF(right, below, room, _line(Text.SUB)), words, Text.SUB, second)
            below += _line(Text.SUB)
        if state & QStyle.StateFlag.State_HasFocus:
            paint_ring(painter, box.adjusted(1, 1, -1, -2), RADIUS_SMALL)
        painter.restore()


def _line(size: Text) -> float:
    return QFontMetricsF(font(size)).height() + 3


class HistoryTab(QWidget):
    """The list, the whole text of the act that is chosen, and the button that takes the newest back."""

    def __init__(self, ask_more: Callable[[], None], take_back: Callable[[str], None]) -> None:
        super().__init__()
        self.setObjectName("dossier.history")
        self.model = HistoryModel(ask_more)
        self._undoable = ""
        self.undo = Button("Ongedaan maken", "dossier.history.undo", icon="undo-2")
        self.undo.clicked.connect(lambda: take_back(self._undoable))
        self._last = label("", Text.SUB, "2", name="dossier.history.last")
        self.view = self._make_view()
        self.detail = QPlainTextEdit()
        self.detail.setObjectName("dossier.history.detail")
        self.detail.setAccessibleName("De gekozen handeling in haar geheel")
        self.detail.setReadOnly(True)
        self.detail.setTabChangesFocus(True)
        self.detail.setProperty("look", "inplace")
        self.detail.setFixedHeight(128)
        self.empty = EmptyState(
            "history", "Nog geen geschiedenis", "Hier staat straks wie wat wanneer vastlegde."
        )
        self.empty.hide()
        self._foot = small("Kies een handeling om alle velden te lezen.")
        self._foot.setContentsMargins(18, 6, 18, 10)
        self._lay_out()

    def _make_view(self) -> QListView:
        view = QListView()
        view.setObjectName("dossier.history.list")
        view.setAccessibleName("Geschiedenis van deze casus, nieuwste bovenaan")
        view.setProperty("look", "bare")
        view.setModel(self.model)
        view.setItemDelegate(HistoryDelegate(view))
        view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        view.setResizeMode(QListView.ResizeMode.Adjust)
        view.selectionModel().currentChanged.connect(self._chosen)
        return view

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(18, 10, 18, 10)
        head.setSpacing(12)
        head.addWidget(self._last, 1)
        head.addWidget(self.undo)
        card = QFrame()
        card.setProperty("look", "card")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.setSpacing(0)
        inside.addLayout(head)
        inside.addWidget(rule(faint=True))
        inside.addWidget(self.view, 1)
        inside.addWidget(self.empty, 1)
        inside.addWidget(rule(faint=True))
        inside.addWidget(self._foot)
        inside.addWidget(self.detail)
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, 16, 16, 16)
        column.addWidget(card)

    def show_page(self, page: HistoryPage, *, first: bool, names: bool) -> None:
        """Show a page: the newest, or the next one further down."""
        self.model.names = names
        if not first:
            self.model.go_on(page)
            return
        self.model.start(page)
        self._undoable = page.undoable or ""
        newest = next((entry for entry in page.entries if entry.act == page.undoable), None)
        self.undo.setVisible(page.undoable is not None)
        self._last.setText(
            f"Uw laatste handeling: {newest.what.lower()}, {when(newest)}"
            if newest
            else "Hier is niets van u om ongedaan te maken."
        )
        self.empty.setVisible(not page.entries)
        self.view.setVisible(bool(page.entries))
        self._show_detail(None)

    def _chosen(self, index: QModelIndex, _before: QModelIndex) -> None:
        entry = index.data(_ENTRY)
        self._show_detail(entry if isinstance(entry, HistoryEntry) else None)

    def _show_detail(self, entry: HistoryEntry | None) -> None:
        self.detail.setVisible(entry is not None)
        self._foot.setVisible(entry is None and self.model.rowCount() > 0)
        if entry is not None:
            head = f"{when(entry)}, {entry.who}: {entry.what}"
            self.detail.setPlainText("\n".join([head, *self.model.lines(entry)]))
