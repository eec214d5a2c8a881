"""The step strip: the journey of a case, or the steps of an import or set-up."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from zvhdesk.ui.plain.tip import tip
from zvhdesk.ui.theme import MARGIN, Text, current, font

_WRAP = int(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft) | int(Qt.TextFlag.TextWordWrap)
_TOP, _GAP = 14, 8
_LEAST = 112
"""Of a step, px: where it is narrower, only what is now and later is said, beneath the bars."""


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


_Line = tuple[str, Text, StepState | None]
"""Words, their size and whose ink; the quiet line of a step has its own."""


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
        self._fit()
        self.update()

    def hasHeightForWidth(self) -> bool:
        """Narrower is higher: what a step says is wrapped, not cut."""
        return True

    def heightForWidth(self, width: int) -> int:
        """As high as the highest step, or as the facts beneath the bars."""
        wide = self._wide(width)
        if wide < _LEAST:
            below = self._height(self.in_short(), width - 2 * MARGIN)
        else:
            below = max((self._height(_lines_of(step), wide) for step in self._steps), default=0)
        return round(_TOP + 4 + 7 + below + 10)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Exactly as high as the words need: a layout would squeeze what is only wanted."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    def _fit(self) -> None:
        self.setFixedHeight(self.heightForWidth(self.width()))

    def sizeHint(self) -> QSize:
        """Room for the usual five."""
        return QSize(600, self.heightForWidth(max(600, self.width())))

    def _wide(self, width: int) -> float:
        many = max(1, len(self._steps))
        return (width - 2 * MARGIN - _GAP * (many - 1)) / many

    def in_short(self) -> list[_Line]:
        """Where it is now, and what is known of later; what was before stands in the tooltip."""
        said: list[_Line] = []
        for step in self._steps:
            if step.state is StepState.NOW or (step.state is StepState.LATER and step.detail):
                words = " · ".join(part for part in (step.title, step.detail) if part)
                now = step.state is StepState.NOW
                said.append((words, Text.SUB_STRONG if now else Text.SUB, step.state))
        return said

    def _height(self, lines: Sequence[_Line], width: float) -> float:
        return sum(_box(words, size, width).height() + 3 for words, size, _state in lines)

    def paintEvent(self, event: QPaintEvent) -> None:
        """White ground, line beneath, and the steps."""
        del event
        palette = current()
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(palette.paper))
        painter.fillRect(0, self.height() - 1, self.width(), 1, QColor(palette.line))
        wide = self._wide(self.width())
        brief = wide < _LEAST
        for at, step in enumerate(self._steps):
            left = MARGIN + at * (wide + _GAP)
            now, done = step.state is StepState.NOW, step.state is StepState.DONE
            bar = palette.accent if now else palette.done if done else palette.line
            painter.fillRect(QRectF(left, _TOP, wide, 4), QColor(bar))
            if not brief:
                _write(painter, _lines_of(step), left, wide)
        if brief:
            _write(painter, self.in_short(), MARGIN, self.width() - 2 * MARGIN)
        told = (": ".join(part for part in (step.title, step.detail) if part) for step in self._steps)
        self.setToolTip(tip("\n".join(told)) if brief else "")


def _lines_of(step: Step) -> list[_Line]:
    title = f"✓ {step.title}" if step.state is StepState.DONE else step.title
    size = Text.SUB_STRONG if step.state is StepState.NOW else Text.SUB
    lines: list[_Line] = [(title, size, step.state)]
    return [*lines, (step.detail, Text.SMALL, None)] if step.detail else lines


def _box(words: str, size: Text, width: float) -> QRectF:
    return QFontMetricsF(font(size)).boundingRect(QRectF(0, 0, max(1.0, width), 1000), _WRAP, words)


def _write(painter: QPainter, lines: Sequence[_Line], left: float, width: float) -> None:
    palette = current()
    inks = {StepState.NOW: palette.ink, StepState.DONE: palette.ink2}
    top = float(_TOP + 4 + 7)
    for words, size, state in lines:
        high = _box(words, size, width).height()
        painter.setFont(font(size))
        painter.setPen(QColor(palette.ink3 if state is None else inks.get(state, palette.ink3)))
        painter.drawText(QRectF(left, top, width, high + 2), _WRAP, words)
        top += high + 3
