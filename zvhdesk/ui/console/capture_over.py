"""What stands over the window for the capture line: the organisations that `@` offers, and the month."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QObject, QPoint, QSize, Qt
from PySide6.QtWidgets import QWidget

from zvhdesk.domain.capture_line import Organisation
from zvhdesk.ui.console.capture_edit import CaptureEdit
from zvhdesk.ui.console.day_chooser import DayChooser
from zvhdesk.ui.console.suggestions import Suggestions

_EDGE = 8


class Over(QObject):
    """Both, placed above the line, or beneath it where there is no room above. `line` is the whole frame."""

    def __init__(self, line: QWidget, edit: CaptureEdit) -> None:
        super().__init__(line)
        self._line, self._edit = line, edit
        self._at = 0
        self.suggestions = Suggestions()
        self.chooser = DayChooser()
        for over in (self.suggestions, self.chooser):
            line.destroyed.connect(over.deleteLater)

    @property
    def offering(self) -> bool:
        """Whether organisations are offered now."""
        return self.suggestions.isVisible()

    def offer(self, rows: Sequence[Organisation], at: int) -> None:
        """Offer organisations above the `@` at code point `at`."""
        self._at = at
        self.suggestions.offer(rows)
        self.move_along(always=True)

    def move_along(self, *, always: bool = False) -> None:
        """The line moved."""
        if always or self.offering:
            self._adopt(self.suggestions)
            size = self.suggestions.wanted(self._line.width())
            self.suggestions.stand(self._corner(self._at, size), size)

    def open_month(self, today: date, day: date, next_table: date | None, at: int) -> None:
        """Let a day be chosen; the month has the keyboard until then."""
        self.suggestions.hide()
        self._adopt(self.chooser)
        self.chooser.open(today, day, next_table)
        size = self.chooser.sizeHint()
        corner = self._corner(at, size)
        self.chooser.setGeometry(corner.x(), corner.y(), size.width(), size.height())
        self.chooser.show()
        self.chooser.raise_()
        self.chooser.grid.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def hide(self) -> None:
        """Put both away."""
        self.suggestions.hide()
        self.chooser.hide()

    def _adopt(self, over: QWidget) -> None:
        if over.parentWidget() is not self._line.window():
            over.setParent(self._line.window())

    def _corner(self, at: int, size: QSize) -> QPoint:
        window = self._line.window()
        top = self._line.mapTo(window, QPoint(0, 0)).y()
        left = self._edit.mapTo(window, QPoint(round(self._edit.left_of(at)), 0)).x() - 10
        above, beneath = top - size.height() - 4, top + self._line.height() + 4
        y = above if above >= _EDGE else min(beneath, window.height() - size.height() - _EDGE)
        # Within the line: what stands beside it is of somebody else, and is read meanwhile.
        first = self._line.mapTo(window, QPoint(0, 0)).x()
        x = max(first, min(left, first + self._line.width() - size.width()))
        return QPoint(max(_EDGE, min(x, window.width() - size.width() - _EDGE)), max(0, y))
