"""The panel of the finder: a field and what it found, over the window and never a window of its own."""

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QFont, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QListView, QVBoxLayout, QWidget

from zvhdesk.ui.find.delegate import FoundDelegate
from zvhdesk.ui.find.rows import FoundModel, FoundRow, Heading, spoken
from zvhdesk.ui.kit import label, rule, small
from zvhdesk.ui.theme import Text, current, font, icons

_WIDE, _HIGH, _TOP = 640, 540, 84
_LABEL = "Zoek casus, persoon of scherm"


def _field_font() -> QFont:
    larger = QFont(font(Text.LEAD))
    larger.setWeight(QFont.Weight.Normal)
    return larger


class _Glass(QWidget):
    """The looking glass before the field."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedSize(20, 20)

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        icons.paint(QPainter(self), "search", self.rect().toRectF(), current().ink3)


class FindField(QLineEdit):
    """The words to look for. Up and down go to the list, which needs no keyboard of its own."""

    stepped = Signal(int)
    chosen = Signal()
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("find.field")
        self.setAccessibleName(_LABEL)
        self.setPlaceholderText("Casusnummer, naam, of waar u heen wilt")
        self.setProperty("look", "bare")
        self.setFont(_field_font())
        self.setMaxLength(100)
        # A keyboard or input method must not learn the names that are looked for.
        self.setInputMethodHints(Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keys of the list; everything else is typed."""
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_Tab: 1, Qt.Key.Key_Backtab: -1}
        key = Qt.Key(event.key())
        if key in steps:
            self.stepped.emit(steps[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.chosen.emit()
        elif key is Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Tab stays here while the panel is open: nothing behind it can be reached by key."""
        tabs = (Qt.Key.Key_Tab, Qt.Key.Key_Backtab)
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in tabs:
            self.keyPressEvent(event)
            return True
        return super().event(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Focus that goes to the page behind closes the panel."""
        super().focusOutEvent(event)
        if event.reason() in (Qt.FocusReason.OtherFocusReason, Qt.FocusReason.ShortcutFocusReason):
            self.left.emit()


class FindPanel(QWidget):
    """A veil over the window with the panel upon it. Hidden until asked for; `left` when it is to go."""

    left = Signal()
    picked = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("find")
        self._window = parent
        self.setAccessibleName("Zoeken")
        self.field = FindField()
        self.list = QListView()
        self.model = FoundModel()
        self.note = small("", "find.note", wrap=True)
        self.note.setContentsMargins(20, 6, 20, 10)
        self._card = QFrame(self)
        self._card.setProperty("look", "card")
        self._column = QVBoxLayout(self._card)
        self._lay_out()
        self.field.left.connect(self.left)
        self.field.stepped.connect(self._step)
        self.list.clicked.connect(self._clicked)
        parent.installEventFilter(self)
        self.hide()

    def _lay_out(self) -> None:
        self.list.setObjectName("find.list")
        self.list.setAccessibleName("Gevonden")
        self.list.setProperty("look", "bare")
        self.list.setModel(self.model)
        self.list.setItemDelegate(FoundDelegate(self.list))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.list.setMouseTracking(True)
        head = QHBoxLayout()
        head.setContentsMargins(20, 16, 20, 14)
        head.setSpacing(12)
        head.addWidget(_Glass())
        head.addWidget(self.field, 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(20, 8, 20, 10)
        foot.addStretch(1)
        foot.addWidget(label("↑ ↓ kiezen   Enter openen   Esc sluiten", Text.FOOT, "3"))
        column = self._column
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(rule())
        column.addSpacing(4)
        column.addWidget(self.list, 1)
        column.addWidget(self.note)
        column.addSpacing(4)
        column.addWidget(rule(faint=True))
        column.addLayout(foot)

    def open(self) -> None:
        """Cover the window and take the keyboard."""
        self._cover()
        self.show()
        self.raise_()
        self.field.setFocus(Qt.FocusReason.PopupFocusReason)

    def show_rows(self, rows: tuple[FoundRow, ...], note: str = "") -> None:
        """Show what was found, with the first that can be chosen chosen, and a sentence beneath."""
        self.model.show(rows)
        self.list.setVisible(bool(rows))
        self.note.setText(note)
        self.note.setVisible(bool(note))
        self._cover()
        self._choose(self.model.next_choice(-1, 1) if rows else -1)

    @property
    def current(self) -> FoundRow | None:
        """The row that Enter opens."""
        at = self.list.currentIndex().row()
        return self.model.rows[at] if 0 <= at < len(self.model.rows) else None

    def _step(self, by: int) -> None:
        if self.model.rows:
            self._choose(self.model.next_choice(self.list.currentIndex().row(), by))

    def _choose(self, at: int) -> None:
        index = self.model.index(at, 0) if at >= 0 else QModelIndex()
        self.list.setCurrentIndex(index)
        if index.isValid():
            self.list.scrollTo(index)
        chosen = self.current
        said = spoken(chosen) if chosen is not None else "niets gevonden"
        self.field.setAccessibleDescription(f"{self.count} gevonden, gekozen: {said}" if chosen else said)

    @property
    def count(self) -> int:
        """How many rows can be chosen."""
        return sum(not isinstance(row, Heading) for row in self.model.rows)

    def _clicked(self, index: QModelIndex) -> None:
        row = self.model.rows[index.row()]
        if not isinstance(row, Heading):
            self.picked.emit(row)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Grow and shrink with the window."""
        if watched is self._window and event.type() == QEvent.Type.Resize and self.isVisible():
            self._cover()
        return False

    def _cover(self) -> None:
        over = self._window.rect()
        self.setGeometry(over)
        wide = min(_WIDE, over.width() - 32)
        rows = sum(self.list.sizeHintForRow(at) for at in range(len(self.model.rows)))
        self.list.setFixedHeight(min(rows, _HIGH, over.height() - _TOP - 150))
        self._column.invalidate()
        high = max(self._column.totalHeightForWidth(wide), self._column.totalSizeHint().height())
        self._card.setGeometry((over.width() - wide) // 2, _TOP, wide, high)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click beside the panel closes it."""
        if not self._card.geometry().contains(event.position().toPoint()):
            self.left.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The veil."""
        del event
        veil = QColor(current().rail)
        veil.setAlphaF(0.45)
        QPainter(self).fillRect(self.rect(), veil)
