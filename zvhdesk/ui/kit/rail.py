"""The rail: the places of the program, with a count where something asks attention."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QScrollArea, QSizePolicy, QSpacerItem, QVBoxLayout, QWidget

from zvhdesk.domain.standing import Stand
from zvhdesk.ui.kit.rail_item import RailItem, SaveDot, SaveState
from zvhdesk.ui.kit.rail_stand import RailStand
from zvhdesk.ui.plain.text import label
from zvhdesk.ui.theme import RAIL_WIDTH, Text, current


class Rail(QWidget):
    """Column of places at the left of the window.

    `chosen` carries the key of the place. Arrow keys move between places, Enter or space opens one;
    Alt+1 to Alt+9 are the window's (see shell). `stand_chosen` when somebody asks about the others.
    """

    chosen = Signal(str)
    stand_chosen = Signal()

    def __init__(self, house: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("rail")
        self.setAccessibleName("Plaatsen")
        self.setFixedWidth(RAIL_WIDTH)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self._items: dict[str, RailItem] = {}
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 18, 12, 16)
        layout.setSpacing(2)
        brand = label("ZVH Desk", Text.BRAND, "brand")
        brand.setContentsMargins(10, 4, 10, 0)
        self._house = label(house, Text.TINY, "rail-muted", name="rail.house", wrap=True)
        self._house.setContentsMargins(10, 1, 10, 18)
        self._apart = label("", Text.STRONG, "apart", name="rail.apart")
        self._apart.setContentsMargins(10, 9, 10, 9)
        self._apart.hide()
        layout.addWidget(self._apart)
        self._above = QSpacerItem(0, 0)
        layout.addItem(self._above)
        layout.addWidget(brand)
        layout.addWidget(self._house)
        layout.addWidget(self._scrolling(), 1)
        self._foot = QVBoxLayout()
        self._foot.setContentsMargins(10, 13, 10, 0)
        self._foot.setSpacing(2)
        self._saved = SaveDot()
        self._who = label("", Text.FOOT, "rail", name="rail.who", wrap=True)
        self._lock = label("", Text.FOOT, "rail", name="rail.lock", wrap=True)
        self._who.hide()
        self._lock.hide()
        self.stand = RailStand()
        self.stand.clicked.connect(self.stand_chosen)
        for widget in (self._saved, self.stand, self._who, self._lock):
            self._foot.addWidget(widget)
        layout.addLayout(self._foot)

    def _scrolling(self) -> QScrollArea:
        """The places, in an area that scrolls when the window is low or much enlarged."""
        holder = QWidget()
        self._places = QVBoxLayout(holder)
        self._places.setContentsMargins(0, 0, 0, 0)
        self._places.setSpacing(2)
        self._places.addStretch(1)
        self._area = QScrollArea()
        self._area.setObjectName("rail.area")
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setMinimumHeight(76)
        self._area.setWidget(holder)
        for through in (holder, self._area.viewport()):
            through.setAutoFillBackground(False)
        return self._area

    def add(self, key: str, words: str, icon: str, shortcut: str = "") -> None:
        """Add a place. `shortcut` is only told in the tooltip and to screen readers."""
        item = RailItem(key, words, icon, shortcut)
        item.clicked.connect(lambda: self.chosen.emit(key))
        item.stepped.connect(lambda by: self._step(key, by))
        self._items[key] = item
        self._places.insertWidget(self._places.count() - 1, item)

    def choose(self, key: str) -> None:
        """Mark the place that is shown; sends nothing."""
        for name, item in self._items.items():
            item.setChecked(name == key)
            if name == key:
                self._area.ensureWidgetVisible(item)

    def count(self, key: str, number: int, *, hot: bool = True) -> None:
        """Set the badge of a place; 0 takes it away. Hot is the colour of `te laat`."""
        self._items[key].set_count(number, hot=hot)

    def places(self) -> tuple[str, ...]:
        """Keys of the places from top to bottom."""
        return tuple(self._items)

    def set_house(self, name: str) -> None:
        """Name beneath the brand."""
        self._house.setText(name)

    def set_apart(self, words: str) -> None:
        """Say in a band of its own which cases are open, when it is not the usual ones; empty hides it."""
        self._apart.setText(words)
        self._apart.setVisible(bool(words))
        layout = self.layout()
        if layout is not None:
            # The band begins at the very top, and what stood there moves beneath it.
            layout.setContentsMargins(12, 0 if words else 18, 12, 16)
            self._above.changeSize(0, 10 if words else 0)
            layout.invalidate()
        self.update()

    def set_saved(self, state: SaveState) -> None:
        """Say whether everything typed is kept. Only ever show SAVED when it is true."""
        self._saved.set_state(state)

    def set_stand(self, stand: Stand, words: str) -> None:
        """Line about the others of the house; not there for a house without a server."""
        self.stand.say(stand, words)

    def set_who(self, text: str) -> None:
        """Line with the role of the user; empty hides it."""
        self._who.setText(text)
        self._who.setVisible(bool(text))

    def set_lock(self, text: str) -> None:
        """Line about locking, for example "Vergrendelt na 10 min"; empty hides it."""
        self._lock.setText(text)
        self._lock.setVisible(bool(text))

    def _step(self, key: str, by: int) -> None:
        keys = self.places()
        at = (keys.index(key) + by) % len(keys)
        self._items[keys[at]].setFocus(Qt.FocusReason.TabFocusReason)
        self._area.ensureWidgetVisible(self._items[keys[at]])

    def minimumSizeHint(self) -> QSize:
        """Narrow windows keep the rail whole."""
        return QSize(RAIL_WIDTH, 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Navy ground and the line above the foot."""
        del event
        painter = QPainter(self)
        painter.fillRect(self.rect(), current().rail)
        if self._apart.isVisibleTo(self):
            band = self._apart.geometry()
            painter.fillRect(0, 0, self.width(), band.bottom() + 1, current().apart)
            painter.fillRect(self.width() - 3, 0, 3, self.height(), current().apart)
        y = self._saved.y() - 13
        painter.fillRect(12, y, self.width() - 24, 1, current().rail_line)
