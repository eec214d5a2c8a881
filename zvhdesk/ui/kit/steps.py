"""The step strip: the journey of a case, or the steps of an import or set-up."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from zvhdesk.ui.plain.tip import tip
from zvhdesk.ui.theme import MARGIN, Text, current, font

_LEFT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
_GAP = 8


class StepState(Enum):
    """Where a step stands; the value is what a screen reader says."""

    DONE = "klaar"
    NOW = "nu"
    LATER = "later"


@dataclass(frozen=True, slots=True)
class Step:
    """One step: its word, an optional quiet line beneath, and where it stands."""

    title: str
    detail: str = ""
    state: StepState = StepState.LATER


def steps_at(titles: Sequence[str], now: int) -> tuple[Step, ...]:
    """Steps of a wizard: those before `now` are done, those after it come later."""
    states = (
        StepState.DONE if at < now else StepState.NOW if at == now else StepState.LATER
        for at in range(len(titles))
    )
    return tuple(Step(title, "", state) for title, state in zip(titles, states, strict=True))


class StepStrip(QWidget):
    """Steps beside each other, each under its own bar. Not clickable: it says where one is."""

    def __init__(
        self, steps: Sequence[Step] = (), name: str = "steps", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_steps(steps)

    @property
    def steps(self) -> tuple[Step, ...]:
        """What is shown."""
        return self._steps

    def set_steps(self, steps: Sequence[Step]) -> None:
        """Show other steps."""
        self._steps = tuple(steps)
        said = (f"{step.title} {step.detail}".strip() + f" ({step.state.value})" for step in self._steps)
        self.setAccessibleName("Stappen: " + ", ".join(said))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """One line of words, or two when a step has a detail."""
        line = QFontMetricsF(font(Text.SUB)).height() + 3
        lines = 2 if any(step.detail for step in self._steps) else 1
        return QSize(600, round(14 + 4 + 7 + line * lines + 10))

    def paintEvent(self, event: QPaintEvent) -> None:
        """White ground, line beneath, and the steps."""
        del event
        palette = current()
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(palette.paper))
        painter.fillRect(0, self.height() - 1, self.width(), 1, QColor(palette.line))
        many = max(1, len(self._steps))
        wide = (self.width() - 2 * MARGIN - _GAP * (many - 1)) / many
        cut: list[str] = []
        for at, step in enumerate(self._steps):
            where = QRectF(MARGIN + at * (wide + _GAP), 14, wide, self.height() - 24)
            if self._paint_step(painter, step, where):
                cut.append(f"{step.title}: {step.detail}" if step.detail else step.title)
        self.setToolTip(tip("\n".join(cut)))

    def _paint_step(self, painter: QPainter, step: Step, where: QRectF) -> bool:
        """Draw one step; returns whether a line of it had to be cut."""
        palette = current()
        now, done = step.state is StepState.NOW, step.state is StepState.DONE
        bar = palette.accent if now else palette.done if done else palette.line
        painter.fillRect(QRectF(where.left(), where.top(), where.width(), 4), QColor(bar))
        line = QFontMetricsF(font(Text.SUB)).height() + 3
        title = QRectF(where.left(), where.top() + 11, where.width(), line)
        ink = palette.ink if now else palette.ink2 if done else palette.ink3
        words = f"✓ {step.title}" if done else step.title
        cut = _write(painter, title, words, Text.SUB_STRONG if now else Text.SUB, ink)
        detail = title.translated(0, line)
        return _write(painter, detail, step.detail, Text.SMALL, palette.ink3) or cut


def _write(painter: QPainter, where: QRectF, words: str, size: Text, ink: str) -> bool:
    painter.setFont(font(size))
    painter.setPen(QColor(ink))
    fits = QFontMetricsF(painter.font()).elidedText(words, Qt.TextElideMode.ElideRight, where.width())
    painter.drawText(where, _LEFT, fits)
    return fits != words
