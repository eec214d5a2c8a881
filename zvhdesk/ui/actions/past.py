"""The history of one action in a narrow column: who, when, from what to what, and why."""

from PySide6.QtCore import QModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from zvhdesk.services.dossier import HistoryPage
from zvhdesk.services.history import HistoryEntry
from zvhdesk.ui.dossier.history import HistoryModel, when
from zvhdesk.ui.kit import paint_ring
from zvhdesk.ui.theme import RADIUS_SMALL, Text, current, font

_AIR = 9.0
_SIDE = 2.0
_WRAPPED = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap)


class PastModel(HistoryModel):
    """The acts on one action; all of them are there at once."""

    def __init__(self) -> None:
        super().__init__(lambda: None)

    def entry(self, row: int) -> HistoryEntry:
        """The act at this row, the newest first."""
        return self._entries[row]

    def texts(self, row: int) -> tuple[tuple[Text, str], ...]:
        """What stands beneath each other: what was done, the fields and the reason, who and when."""
        entry = self.entry(row)
        lines = tuple((Text.SUB, line) for line in self.lines(entry))
        return ((Text.SUB_STRONG, entry.what), *lines, (Text.SMALL, f"{when(entry)}, {entry.who}"))


class _PastDelegate(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex) -> QSize:  # type: ignore[override]
        width = max(60.0, option.rect.width() - 2 * _SIDE)
        high = sum(_height(words, size, width) for size, words in _texts(index))
        return QSize(60, round(high + 2 * _AIR))

    def paint(  # type: ignore[override]
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex
    ) -> None:
        palette, box = current(), QRectF(option.rect)
        painter.save()
        if index.row():
            painter.fillRect(QRectF(box.left(), box.top(), box.width(), 1), QColor(palette.line2))
        top, width = box.top() + _AIR, box.width() - 2 * _SIDE
        for size, words in _texts(index):
            high = _height(words, size, width)
            painter.setFont(font(size))
            painter.setPen(QColor(palette.ink3 if size is Text.SMALL else palette.ink))
            painter.drawText(QRectF(box.left() + _SIDE, top, width, high), _WRAPPED, words)
            top += high
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            paint_ring(painter, box.adjusted(1, 1, -1, -1), RADIUS_SMALL)
        painter.restore()


def _texts(index: QModelIndex) -> tuple[tuple[Text, str], ...]:
    model = index.model()
    return model.texts(index.row()) if isinstance(model, PastModel) else ()


def _height(words: str, size: Text, width: float) -> float:
    bounds = QFontMetricsF(font(size)).boundingRect(QRectF(0, 0, width, 10_000), _WRAPPED, words)
    return bounds.height() + 3


class PastList(QListView):
    """As high as all of its acts: the pane around it scrolls."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.acts = PastModel()
        self.setObjectName("actions.history")
        self.setAccessibleName("Geschiedenis van deze actie, nieuwste bovenaan")
        self.setProperty("look", "bare")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setModel(self.acts)
        self.setItemDelegate(_PastDelegate(self))
        self.setSelectionMode(QListView.SelectionMode.NoSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)

    def show_acts(self, entries: tuple[HistoryEntry, ...]) -> None:
        """Show these, the newest first."""
        self.acts.start(HistoryPage(entries, None, None))
        self._fit()

    def _fit(self) -> None:
        option = QStyleOptionViewItem()
        option.rect = self.viewport().rect()
        rows = range(self.acts.rowCount())
        high = sum(self.itemDelegate().sizeHint(option, self.acts.index(row)).height() for row in rows)
        self.setFixedHeight(high + 4)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Other width, other line breaks."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.scheduleDelayedItemsLayout()
            self._fit()
