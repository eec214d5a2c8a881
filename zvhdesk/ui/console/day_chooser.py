"""A month to choose a day from, by arrow keys or by clicking. It stands over the window meanwhile."""

from datetime import date, timedelta
from functools import partial

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from zvhdesk.domain.reading.dates import MONTHS
from zvhdesk.domain.reading.due_dates import WEEKDAYS
from zvhdesk.services.words import short_day
from zvhdesk.ui.console.look import TALL
from zvhdesk.ui.kit import Button, heading, rule
from zvhdesk.ui.kit.ring import paint_ring
from zvhdesk.ui.theme import RADIUS_SMALL, Text, current, font

_WEEKS, _NAMES_HIGH = 6, 26
_CENTRE = int(Qt.AlignmentFlag.AlignCenter)


class MonthGrid(QWidget):
    """Six weeks, Monday first. Days before `first` can not be chosen."""

    chosen = Signal(object)
    given_up = Signal()
    turned = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("capture.days")
        self.setAccessibleName("Kies een datum")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.first = self.day = date(2000, 1, 1)

    def sizeHint(self) -> QSize:
        """Seven days wide."""
        return QSize(7 * TALL, _NAMES_HIGH + _WEEKS * TALL)

    def begin(self, first: date, day: date) -> None:
        """Show the month of `day`."""
        self.first = first
        self._go(max(first, day))

    def turn(self, months: int) -> None:
        """The same day some months further, or the last one of a shorter month."""
        count = self.day.year * 12 + self.day.month - 1 + months
        following = date((count + 1) // 12, (count + 1) % 12 + 1, 1)
        last = (following - timedelta(days=1)).day
        self._go(date(count // 12, count % 12 + 1, min(self.day.day, last)))

    def _go(self, day: date) -> None:
        self.day = max(self.first, day)
        self.setAccessibleDescription(
            f"{WEEKDAYS[self.day.weekday()]} {self.day.day} {MONTHS[self.day.month - 1]} {self.day.year}"
        )
        self.turned.emit()
        self.update()

    def _start(self) -> date:
        first = self.day.replace(day=1)
        return first - timedelta(days=first.weekday())

    def box(self, day: date) -> QRectF:
        """Where a day of the shown weeks stands."""
        week, weekday = divmod((day - self._start()).days, 7)
        return QRectF(weekday * TALL, _NAMES_HIGH + week * TALL, TALL, TALL)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows by day and week, PgUp and PgDn by month, Enter chooses, Esc gives up."""
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -7, Qt.Key.Key_Down: 7}
        months = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}
        key = Qt.Key(event.key())
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
        elif key in steps:
            self._go(self.day + timedelta(days=steps[key]))
        elif key in months:
            self.turn(months[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.chosen.emit(self.day)
        elif key is Qt.Key.Key_Escape:
            self.given_up.emit()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click chooses."""
        column, row = int(event.position().x() // TALL), int((event.position().y() - _NAMES_HIGH) // TALL)
        if 0 <= column < 7 and 0 <= row < _WEEKS and event.position().y() >= _NAMES_HIGH:
            day = self._start() + timedelta(days=row * 7 + column)
            if day >= self.first:
                self.chosen.emit(day)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The ring moves in."""
        super().focusInEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Names of the weekdays, then the days."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(font(Text.TINY))
        painter.setPen(QColor(current().ink3))
        for at, name in enumerate(WEEKDAYS):
            painter.drawText(QRectF(at * TALL, 0, TALL, _NAMES_HIGH), _CENTRE, name[:2])
        for step in range(7 * _WEEKS):
            self._paint_day(painter, self._start() + timedelta(days=step))

    def _paint_day(self, painter: QPainter, day: date) -> None:
        palette = current()
        box = self.box(day).adjusted(3, 3, -3, -3)
        ink, on = palette.ink, day == self.day
        if day.month != self.day.month:
            ink = palette.ink3
        if on:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(palette.accent))
            painter.drawRoundedRect(box, RADIUS_SMALL, RADIUS_SMALL)
            ink = palette.accent_ink
        painter.setFont(font(Text.STRONG if on or day == self.first else Text.BODY, figures=True))
        pen = QColor(ink)
        if day < self.first:
            # It can not be chosen: faint, and struck through where nothing is faint.
            struck = painter.font()
            struck.setStrikeOut(bool(palette.tag_line))
            painter.setFont(struck)
            pen = QColor(palette.ink3)
            pen.setAlpha(255 if palette.tag_line else 120)
        painter.setPen(pen)
        painter.drawText(box, _CENTRE, str(day.day))
        if day == self.first and not on:
            painter.setPen(QPen(QColor(palette.accent), 2))
            painter.drawLine(
                QPointF(box.center().x() - 7, box.bottom() - 6),
                QPointF(box.center().x() + 7, box.bottom() - 6),
            )
        if on and self.hasFocus():
            paint_ring(painter, self.box(day).adjusted(1, 1, -1, -1), RADIUS_SMALL)


class DayChooser(QFrame):
    """The month with its name, buttons to turn it, and the day of the next table.

    `closed` when it is put away without a choice.
    """

    chosen = Signal(object)
    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "card-chosen")
        self.setObjectName("capture.chooser")
        self.setAccessibleName("Kies een datum")
        self.grid = MonthGrid()
        self.grid.chosen.connect(self._choose)
        self.grid.given_up.connect(self.close_it)
        self.grid.turned.connect(self._tell)
        self._next: date | None = None
        self._title = heading("")
        head = QHBoxLayout()
        head.setContentsMargins(12, 0, 0, 0)
        head.addWidget(self._title, 1)
        for words, name, months in (("‹", "capture.earlier", -1), ("›", "capture.later", 1)):
            button = Button(words, name, "quiet", on_click=partial(self.grid.turn, months))
            button.setAccessibleName("Vorige maand" if months < 0 else "Volgende maand")
            button.setFixedSize(TALL, TALL)
            head.addWidget(button)
        self._table = Button("", "capture.next_table", "link", on_click=lambda: self._choose(self._next))
        self._table.setMinimumHeight(TALL)
        self._rule = rule(faint=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(5, 3, 5, 3)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.grid)
        column.addWidget(self._rule)
        column.addWidget(self._table)
        self.hide()
        QApplication.instance().focusChanged.connect(self._focus_moved)  # type: ignore[union-attr]

    def open(self, today: date, day: date, next_table: date | None) -> None:
        """Get ready with a day chosen; whoever opens it shows it and gives it the keyboard."""
        self._next = next_table if next_table is not None and next_table >= today else None
        self._table.setText(f"Volgende tafel: {short_day(self._next)}")
        self._table.setVisible(self._next is not None)
        self._rule.setVisible(self._next is not None)
        self.grid.begin(today, day)
        self.adjustSize()

    def close_it(self) -> None:
        """Put it away without a choice."""
        if not self.isHidden():
            self.hide()
            self.closed.emit()

    def _choose(self, day: object) -> None:
        if isinstance(day, date):
            self.hide()
            self.chosen.emit(day)

    def _tell(self) -> None:
        self._title.setText(f"{MONTHS[self.grid.day.month - 1]} {self.grid.day.year}")

    def _focus_moved(self, _old: QWidget | None, now: QWidget | None) -> None:
        if self.isVisible() and now is not None and not self.isAncestorOf(now):
            self.close_it()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc gives up from its buttons too."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_it()
        else:
            super().keyPressEvent(event)
