"""The top bar of a page: title with a line above or beneath it, the search box and the page's acts."""

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from zvhdesk.ui.kit.flow import Flow
from zvhdesk.ui.kit.ring import by_key, paint_ring
from zvhdesk.ui.kit.text import Elided
from zvhdesk.ui.plain.text import label
from zvhdesk.ui.theme import MARGIN, RADIUS_SMALL, Text, current, font

_LEFT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
_TOP, _BOTTOM, _GAP = 16, 14, 12
_LEAST, _WIDEST = 132, 320
"""Of the search box, px."""
_SUB = 240
"""Room that the quiet line has at least beside the acts, px; what does not fit there goes to a next line."""
_SEARCH = "Zoek casus, persoon of actie"


class SearchButton(QAbstractButton):
    """Looks like a search box and opens the finder; the finder itself has the real field."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("topbar.search")
        self.setText(_SEARCH)
        self.setAccessibleName(f"{_SEARCH}, Ctrl K")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.IBeamCursor)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._by_key = False
        self._room = _WIDEST

    def take(self, room: int) -> None:
        """Take no more than this much of the line, in px."""
        room = max(_LEAST, min(_WIDEST, room))
        if room != self._room:
            self._room = room
            self.updateGeometry()

    def sizeHint(self) -> QSize:
        """320 px where there is room."""
        return QSize(self._room, max(36, self.fontMetrics().height() + 16))

    def minimumSizeHint(self) -> QSize:
        """Less than half of that where there is not."""
        return QSize(_LEAST, self.sizeHint().height())

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Ring only when the keyboard came by key."""
        self._by_key = by_key(event, self._by_key)
        super().focusInEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Box with the hint and the key behind it."""
        del event
        palette = current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setBrush(QColor(palette.sunken))
        painter.setPen(QPen(QColor(palette.field_line if self.underMouse() else palette.line), 1))
        painter.drawRoundedRect(box, RADIUS_SMALL, RADIUS_SMALL)
        painter.setPen(QColor(palette.ink3))
        painter.setFont(font(Text.BODY))
        room = box.adjusted(12, 0, -66, 0)
        words = painter.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, int(room.width()))
        painter.drawText(room, _LEFT, words)
        used = painter.fontMetrics().horizontalAdvance(words)
        self._paint_key(painter, QRectF(room.left() + used + 12, box.center().y() - 8.5, 42, 17))
        if self.hasFocus() and self._by_key:
            paint_ring(painter, QRectF(self.rect()), RADIUS_SMALL)

    def _paint_key(self, painter: QPainter, cap: QRectF) -> None:
        palette = current()
        painter.setBrush(QColor(palette.paper))
        painter.setPen(QPen(QColor(palette.line), 1))
        cap = cap.adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(cap, 4, 4)
        painter.drawLine(cap.bottomLeft() + QPointF(3, -1), cap.bottomRight() + QPointF(-3, -1))
        painter.setPen(QColor(palette.ink3))
        painter.setFont(font(Text.KEY))
        painter.drawText(cap, int(Qt.AlignmentFlag.AlignCenter), "Ctrl K")


class TopBar(QFrame):
    """White bar above every page. `find_asked` asks for the finder."""

    find_asked = Signal()

    def __init__(
        self,
        title: str = "",
        sub: str = "",
        *,
        search: bool = True,
        above: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """`above` puts the quiet line above the title, as in a dossier."""
        super().__init__(parent)
        self.setObjectName("topbar")
        self.setProperty("look", "band")
        self._buttons: list[QWidget] = []
        self._tags: list[QWidget] = []
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(MARGIN, _TOP, MARGIN, _BOTTOM)
        self._row.setSpacing(_GAP)
        self._title = Elided(title, Text.TITLE)
        self._title.setObjectName("topbar.title")
        self._sub = label(sub, Text.SUB, "3", name="topbar.sub", wrap=True)
        words = QVBoxLayout()
        words.setSpacing(4)
        for line in (self._sub, self._title) if above else (self._title, self._sub):
            words.addWidget(line)
        self._row.addLayout(words, 1)
        self.search = SearchButton()
        self.search.clicked.connect(self.find_asked)
        if not search:
            # Never shown before it has a parent: that would be a window of its own for a moment.
            self.search.hide()
        # A holder that wraps: enlarged three times, three buttons do not fit beside the title.
        acts = QWidget()
        self._acts = Flow(acts, spacing=12)
        self._row.addWidget(acts, 0, Qt.AlignmentFlag.AlignVCenter)
        self.add(self.search)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Narrow, or much enlarged: the acts go beneath the title, which is then not pushed away."""
        super().resizeEvent(event)
        self._share()

    def _share(self) -> None:
        """Who gets how much of the width: the title first, then the acts, and the search box what is left."""
        room = self.width() - 2 * MARGIN
        buttons = [one for one in self._buttons if not one.isHidden()]
        acts = sum(one.sizeHint().width() + _GAP for one in (*buttons, *self._tags) if not one.isHidden())
        searching = not self.search.isHidden()
        title = max(_width(self._title), min(_SUB, _width(self._sub)))
        beside = room - title - acts - (2 * _GAP if searching else 0)
        down = beside < (_LEAST if searching else 0)
        self.search.take(room - acts if down else beside)
        if down and room - acts < _LEAST:
            self.search.take(room)
        direction = QBoxLayout.Direction.TopToBottom if down else QBoxLayout.Direction.LeftToRight
        if self._row.direction() != direction:
            self._row.setDirection(direction)
            self._row.setSpacing(8 if down else _GAP)
            self._row.setContentsMargins(MARGIN, 10 if down else _TOP, MARGIN, 10 if down else _BOTTOM)

    def set_title(self, title: str, sub: str | None = None) -> None:
        """Change the title and, when given, the quiet line."""
        self._title.setText(title)
        if sub is not None:
            self._sub.setText(sub)
        self._share()

    def set_sub(self, sub: str) -> None:
        """Change the quiet line."""
        self._sub.setText(sub)
        self._share()

    def add(self, widget: QWidget) -> None:
        """Add a button (or tag) at the right end."""
        self._acts.addWidget(widget)
        if widget is not self.search:
            self._buttons.append(widget)
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A button that comes, goes or has other words changes what is left for the rest."""
        if event.type() in (QEvent.Type.ShowToParent, QEvent.Type.HideToParent, QEvent.Type.LayoutRequest):
            self._share()
        return super().eventFilter(watched, event)

    def add_beside_title(self, widget: QWidget) -> None:
        """Add a tag directly behind the title."""
        self._tags.append(widget)
        self._row.insertWidget(1, widget)


def _width(words: QLabel) -> int:
    """Of a line that is not broken, px."""
    return words.fontMetrics().horizontalAdvance(words.text()) + 2
