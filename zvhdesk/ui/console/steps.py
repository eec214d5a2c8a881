"""The five steps of a case at the table as tabs: done ones ticked, the others numbered."""

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout

from zvhdesk.domain.terms import Step
from zvhdesk.services.words import word
from zvhdesk.ui.console.look import TALL
from zvhdesk.ui.kit.tabbar import TabBar
from zvhdesk.ui.theme import Text, font

STEPS: tuple[Step, ...] = tuple(Step)


_SHORT = {Step.FRAME: "Kader", Step.ROUND: "Ronde"}
"""The two longest steps, where not all of them fit."""
_SIDE = 4


class _Bar(TabBar):
    def tabSizeHint(self, index: int) -> QSize:
        hint = super().tabSizeHint(index)
        return QSize(hint.width(), max(hint.height(), TALL))


class StepTabs(QFrame):
    """The step that is shown is a row: `chosen` asks for another, `show_step` shows what was recorded."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "band")
        self.bar = _Bar()
        self.bar.setObjectName("console.steps")
        self.bar.setAccessibleName("Stappen van deze casus")
        self.bar.setElideMode(Qt.TextElideMode.ElideNone)
        self.bar.setFont(font(Text.STRONG))
        self.bar.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        for step in STEPS:
            self.bar.addTab(word(step))
        row = QHBoxLayout(self)
        row.setContentsMargins(_SIDE, 0, _SIDE, 0)
        row.addWidget(self.bar, 1)
        self.bar.currentChanged.connect(lambda at: self.chosen.emit(STEPS[at]))
        self.show_step(Step.FRAME)

    @property
    def step(self) -> Step:
        """The step in view."""
        return STEPS[self.bar.currentIndex()]

    def show_step(self, step: Step) -> None:
        """Show a step without asking for it."""
        with QSignalBlocker(self.bar):
            self.bar.setCurrentIndex(STEPS.index(step))
        self._write()

    def _write(self) -> None:
        for how in range(3):
            for each, one in enumerate(STEPS):
                self.bar.setAccessibleTabName(each, f"{each + 1} {word(one)}")
                words = self._words(each, one, how)
                if self.bar.tabText(each) != words:
                    self.bar.setTabText(each, words)
            if self.bar.wanted <= self.width() - 2 * _SIDE:
                return

    def _words(self, each: int, step: Step, how: int) -> str:
        """In full, with the shorter words, or with words for the step of now only: never behind an arrow."""
        at = self.bar.currentIndex()
        said = _SHORT.get(step, word(step)) if how else word(step)
        sign = "✓" if each < at else f"{each + 1}"
        if how == 2 and each != at:
            return f"✓ {each + 1}" if each < at else sign
        return f"{sign} {said}"

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Narrow tabs have shorter words."""
        super().resizeEvent(event)
        self._write()

    def turn(self, by: int) -> None:
        """Ask for the step after or before this one; nothing happens at the ends."""
        at = self.bar.currentIndex() + by
        if 0 <= at < len(STEPS):
            self.bar.setCurrentIndex(at)
