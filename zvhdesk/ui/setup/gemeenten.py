"""The list to tick gemeenten in: searchable, by keyboard, with the chosen ones counted."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import (
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from zvhdesk.services.municipalities import Gemeente
from zvhdesk.ui.kit import paint_check, paint_ring, small
from zvhdesk.ui.theme import Text, current, font

Index = QModelIndex | QPersistentModelIndex
_ROW = 32


class GemeenteModel(QAbstractListModel):
    """Gemeenten that match the search, with a tick for each; ticks outlive the search."""

    ticked = Signal()

    def __init__(self, gemeenten: Sequence[Gemeente], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._all = tuple(gemeenten)
        self._rows = self._all
        self._chosen: set[str] = set()

    @property
    def chosen(self) -> tuple[str, ...]:
        """Codes of the ticked gemeenten, in the order of the list."""
        return tuple(row.code for row in self._all if row.code in self._chosen)

    def choose(self, codes: Iterable[str]) -> None:
        """Tick exactly these."""
        self.beginResetModel()
        self._chosen = set(codes)
        self.endResetModel()
        self.ticked.emit()

    def search(self, text: str) -> None:
        """Show what holds the text; without a text the ticked ones stand first."""
        wanted = text.strip().casefold()
        self.beginResetModel()
        if wanted:
            self._rows = tuple(row for row in self._all if wanted in f"{row.name} {row.region}".casefold())
        else:
            self._rows = tuple(sorted(self._all, key=lambda row: row.code not in self._chosen))
        self.endResetModel()

    def row(self, index: Index) -> Gemeente:
        """The gemeente of a row."""
        return self._rows[index.row()]

    def toggle(self, index: Index) -> None:
        """Tick or untick a row."""
        state = Qt.CheckState.Unchecked if self.row(index).code in self._chosen else Qt.CheckState.Checked
        self.setData(index, state.value, Qt.ItemDataRole.CheckStateRole)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Number of rows that match."""
        return 0 if parent.isValid() else len(self._rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Rows can be ticked."""
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Name, tick, and for screen readers both."""
        gemeente = self.row(index)
        on = gemeente.code in self._chosen
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return gemeente.name
            case Qt.ItemDataRole.CheckStateRole:
                return Qt.CheckState.Checked if on else Qt.CheckState.Unchecked
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{gemeente.name}, {gemeente.region}, {'gekozen' if on else 'niet gekozen'}"
            case _:
                return None

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Tick or untick."""
        if role != Qt.ItemDataRole.CheckStateRole:
            return False
        code = self.row(index).code
        (self._chosen.add if Qt.CheckState(value) == Qt.CheckState.Checked else self._chosen.discard)(code)
        self.dataChanged.emit(index, index)
        self.ticked.emit()
        return True


class _Row(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(200, max(_ROW, option.fontMetrics.height() + 12))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        palette = current()
        where = QRectF(option.rect)
        on = index.data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(where, QColor(palette.sunken))
        box = QRectF(where.left() + 12.5, where.center().y() - 8, 16, 16)
        paint_check(painter, box, on=on)
        model = index.model()
        words = where.adjusted(40, 0, -14, 0)
        left, right = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
        painter.setPen(QColor(palette.ink))
        painter.setFont(font(Text.STRONG if on else Text.BODY))
        painter.drawText(words, int(left | Qt.AlignmentFlag.AlignVCenter), str(index.data()))
        if isinstance(model, GemeenteModel):
            painter.setPen(QColor(palette.ink3))
            painter.setFont(font(Text.SMALL))
            painter.drawText(words, int(right | Qt.AlignmentFlag.AlignVCenter), model.row(index).region)
        if option.state & QStyle.StateFlag.State_HasFocus:
            paint_ring(painter, where.adjusted(2, 1, -2, -1), 4, inner=False)
        painter.restore()


class GemeentePicker(QWidget):
    """Search box, count and list. Space or Enter ticks the row that has the keyboard."""

    changed = Signal()

    def __init__(self, gemeenten: Sequence[Gemeente], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("setup.municipalities")
        self.model = GemeenteModel(gemeenten)
        self.search = QLineEdit()
        self.search.setObjectName("setup.municipality_search")
        self.search.setPlaceholderText("Zoek een gemeente of regio")
        self.search.setAccessibleName("Zoek een gemeente of regio")
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self.model.search)
        self.setFocusProxy(self.search)
        self.list = QListView()
        self.list.setObjectName("setup.municipality_list")
        self.list.setAccessibleName("Gemeenten")
        self.list.setProperty("look", "list")
        self.list.setUniformItemSizes(True)
        self.list.setMouseTracking(True)
        self.list.setItemDelegate(_Row(self.list))
        self.list.setModel(self.model)
        self.list.setMinimumHeight(_ROW * 6)
        self.list.clicked.connect(self.model.toggle)
        self.list.activated.connect(self._activated)
        self._count = small("", "setup.municipality_count")
        self.model.ticked.connect(self._counted)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        for widget in (self.search, self.list, self._count):
            layout.addWidget(widget)
        self._counted()

    def choose(self, codes: Iterable[str]) -> None:
        """Tick exactly these and show them first."""
        self.model.choose(codes)
        self.search.clear()
        self.model.search("")

    def _activated(self, index: QModelIndex) -> None:
        # Some platforms activate on a single click, which has ticked already.
        if self.list.hasFocus() and not self.list.underMouse():
            self.model.toggle(index)

    def _counted(self) -> None:
        many = len(self.model.chosen)
        self._count.setText(
            "Geen gemeente gekozen"
            if not many
            else "1 gemeente gekozen"
            if many == 1
            else f"{many} gemeenten gekozen"
        )
        self.changed.emit()
