"""What is listed and how it is grouped: the chips beneath the title and the search field beside it."""

from dataclasses import replace

from PySide6.QtCore import QObject, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QWidget

from zvhdesk.services.actions import ActionFilters, By, Show
from zvhdesk.ui.kit import ChipRow
from zvhdesk.ui.theme import Text, current, font

_PAUSE_MS = 150
"""From the last key to the search."""
_SHOWN = (
    (Show.OPEN, "Open"),
    (Show.PRESSING, "Te laat en deze week"),
    (Show.BLOCKED, "Geblokkeerd"),
    (Show.DONE, "Gereed"),
    (Show.ALL, "Alle"),
    (Show.IDLE, "Zonder voortgang"),
)
_GROUPED = ((By.PARTNER, "Per partner"), (By.CASE, "Per casus"), (By.TERM, "Per termijn"))


class SearchField(QLineEdit):
    """The words to look for. `left` when Esc is pressed in an empty field, or Enter or Down anywhere."""

    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("actions.search")
        self.setPlaceholderText("Zoek in acties")
        self.setAccessibleName("Zoek in acties, Ctrl F")
        self.setAccessibleDescription("Zoekt in de actie, wie haar doet, de partner en het casusnummer.")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        # A keyboard or input method must not learn what is looked for.
        self.setInputMethodHints(Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText)

    def sizeHint(self) -> QSize:
        """As wide as the search box of the other pages."""
        return QSize(300, max(36, self.fontMetrics().height() + 16))

    def minimumSizeHint(self) -> QSize:
        """Half of that where there is little room."""
        return QSize(150, self.sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc wipes, and then leaves; Enter and Down go to what was found."""
        key = event.key()
        if key == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif key in (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down):
            self.left.emit()
        else:
            super().keyPressEvent(event)
            return
        event.accept()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The field, with its key behind the hint."""
        super().paintEvent(event)
        if self.text():
            return
        palette = current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        left = 22 + self.fontMetrics().horizontalAdvance(self.placeholderText())
        painter.setFont(font(Text.KEY))
        width = painter.fontMetrics().horizontalAdvance("Ctrl F") + 10
        cap = QRectF(left + 0.5, self.height() / 2 - 8.5, width, 17)
        if cap.right() > self.width() - 8:
            return
        painter.setBrush(QColor(palette.paper))
        painter.setPen(QPen(QColor(palette.line), 1))
        painter.drawRoundedRect(cap, 4, 4)
        painter.setPen(QColor(palette.ink3))
        painter.drawText(cap, int(Qt.AlignmentFlag.AlignCenter), "Ctrl F")


class Filters(QObject):
    """The chips (`row`) and the search field (`field`). `changed` carries the new ActionFilters."""

    changed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.now = ActionFilters()
        self.row = ChipRow("actions.filters")
        self.row.add_group("show", [(show.value, words, None) for show, words in _SHOWN], one=True)
        self.row.add_group("by", [(by.value, words, None) for by, words in _GROUPED], one=True)
        self.row.changed.connect(self._chosen)
        self.field = SearchField()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PAUSE_MS)
        self._timer.timeout.connect(self._search)
        self.field.textChanged.connect(self._timer.start)
        self._mark()
        self.show_idle(0)

    def use(self, filters: ActionFilters) -> None:
        """Set the filters from outside, and tell."""
        self.now = filters
        if self.field.text().strip() != filters.words:
            self.field.setText(filters.words)
            self._timer.stop()
        self._mark()
        self.changed.emit(filters)

    def show_idle(self, cases: int) -> None:
        """The chip for cases that stand still is there when there are any, or while it is on."""
        chip = self.row.chip(Show.IDLE.value)
        chip.setVisible(bool(cases) or self.now.show is Show.IDLE)

    def _mark(self) -> None:
        self.row.set_on("show", [self.now.show.value])
        self.row.set_on("by", [self.now.by.value])
        if self.now.show is Show.IDLE:
            self.row.chip(Show.IDLE.value).show()

    def _chosen(self, group: str, keys: frozenset[str]) -> None:
        key = next(iter(keys))
        # What was typed a moment ago counts as well: it must not be put back by a click on a chip.
        now = replace(self.now, words=self.field.text().strip())
        self.use(replace(now, show=Show(key)) if group == "show" else replace(now, by=By(key)))

    def _search(self) -> None:
        words = self.field.text().strip()
        if words != self.now.words:
            self.use(replace(self.now, words=words))
