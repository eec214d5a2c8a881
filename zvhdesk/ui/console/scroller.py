"""A column that scrolls, and shows what gets the keyboard."""

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QVBoxLayout, QWidget
from shiboken6 import isValid

_PLACED_MS = 100


class Scroller(QScrollArea):
    """Things under each other; `column` is their layout, `finish` lets them stand at the top."""

    def __init__(self, name: str, words: str, *, margin: tuple[int, int] = (18, 14), gap: int = 8) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(words)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside = QWidget()
        inside.setProperty("look", "clear")
        self.column = QVBoxLayout(inside)
        self.column.setContentsMargins(margin[0], margin[1], margin[0], margin[1])
        self.column.setSpacing(gap)
        self.setWidget(inside)
        self._kept: QWidget | None = None
        self._new: QWidget | None = None
        # What is new gets its place in a few turns of the loop: words that wrap make the column higher.
        self._later = QTimer(self, singleShot=True, interval=_PLACED_MS)
        self._later.timeout.connect(self._let_go)
        self.verticalScrollBar().rangeChanged.connect(lambda *_: self._bring())

    def finish(self) -> None:
        """Let what stands in it stand at the top."""
        self.column.addStretch(1)

    def keep(self, widget: QWidget | None) -> None:
        """What was in view and has to stay so when the column becomes lower."""
        self._kept = widget

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Something beneath grew: what was looked at moves up with the edge."""
        kept = self._kept
        if kept is not None and isValid(kept) and kept.isVisibleTo(self):
            foot = kept.mapTo(self.viewport(), QPoint(0, kept.height())).y()
            seen = 0 < foot <= event.oldSize().height()
            super().resizeEvent(event)
            if seen:
                self.ensureWidgetVisible(kept, 0, 0)
        else:
            super().resizeEvent(event)

    def show_new(self, widget: QWidget) -> None:
        """Bring what is new in view as soon as it has its place, unless somebody types in this column."""
        focus = QApplication.focusWidget()
        if focus is None or not self.isAncestorOf(focus):
            self.bring(widget)

    def bring(self, widget: QWidget) -> None:
        """Bring this in view as soon as it has its place."""
        self._new = widget
        self._later.start()
        self._bring()

    def _bring(self) -> None:
        if self._new is not None and isValid(self._new):
            self._look_at(self._new)

    def _let_go(self) -> None:
        self._bring()
        self._new = None

    def show_widget(self, widget: QWidget) -> None:
        """Scroll until all of a widget is in view, once it has its place."""
        self.column.activate()
        self._look_at(widget)

    def _look_at(self, widget: QWidget) -> None:
        self.ensureWidgetVisible(widget, 0, 8)
        # This column may stand in another one that scrolls.
        around = self.parentWidget()
        while around is not None:
            if isinstance(around, QScrollArea):
                around.ensureWidgetVisible(widget, 0, 8)
            around = around.parentWidget()
