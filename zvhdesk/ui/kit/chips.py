"""Chips: the filters above a list, with their counts."""

from collections.abc import Iterable

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QFrame, QSizePolicy, QVBoxLayout, QWidget

from zvhdesk.ui.kit.flow import Flow
from zvhdesk.ui.kit.ring import by_key, paint_ring
from zvhdesk.ui.theme import MARGIN, Text, current, font


class Chip(QAbstractButton):
    """A filter that is on or off. Its count is part of the word, as "JOR 14"."""

    stepped = Signal(int)

    def __init__(self, key: str, text: str, count: int | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.key = key
        self._words = text
        self._by_key = False
        self.setObjectName(f"chip.{key}")
        self.setCheckable(True)
        self.setFont(font(Text.SUB))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_count(count)

    def set_count(self, count: int | None) -> None:
        """Change the number; None shows none."""
        self.setText(self._words if count is None else f"{self._words} {count}")
        self.setAccessibleName(self.text())
        self.updateGeometry()

    def set_words(self, words: str, count: int | None = None) -> None:
        """Change the word, for example "Gemeente" to "Gemeente Hengelo"."""
        self._words = words
        self.set_count(count)

    def sizeHint(self) -> QSize:
        """Room for the bold word, so that nothing shifts when it is switched on; 32 px high to hit."""
        bold = QFontMetrics(font(Text.SUB_STRONG))
        return QSize(bold.horizontalAdvance(self.text()) + 26, max(32, self.fontMetrics().height() + 12))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and right step along the row, Enter switches as the space bar does."""
        key = event.key()
        if key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.stepped.emit(1 if key == Qt.Key.Key_Right else -1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Ring only when the keyboard came by key."""
        self._by_key = by_key(event, self._by_key)
        super().focusInEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """A pill; on is filled, bold and has a darker line."""
        del event
        palette = current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pill = QRectF(self.rect()).adjusted(0.5, 1.5, -0.5, -1.5)
        on = self.isChecked()
        painter.setBrush(QColor(palette.accent2 if on else palette.paper))
        line = palette.accent2_line if on else (palette.field_line if self.underMouse() else palette.line)
        painter.setPen(QPen(QColor(line), 2 if on and palette.tag_line else 1))
        painter.drawRoundedRect(pill, pill.height() / 2, pill.height() / 2)
        painter.setFont(font(Text.SUB_STRONG if on else Text.SUB))
        painter.setPen(QColor(palette.accent2_ink if on else palette.ink))
        painter.drawText(pill, int(Qt.AlignmentFlag.AlignCenter), self.text())
        if self.hasFocus() and self._by_key:
            paint_ring(painter, QRectF(self.rect()), self.height() / 2 - 1, inner=False)


class ChipRow(QFrame):
    """A wrapping row of chips in groups, divided by a thin line.

    In a group that is `one`, exactly one chip is on, as with radio buttons. `changed` carries the
    group and the keys that are on in it.
    """

    changed = Signal(str, object)

    def __init__(self, name: str = "chips", parent: QWidget | None = None, *, spacing: int = 8) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName("Filters")
        self.setProperty("look", "band")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(MARGIN, 8, MARGIN, 8)
        self._flow = Flow(spacing=spacing)
        outer.addLayout(self._flow)
        self._chips: list[Chip] = []
        self._group_of: dict[Chip, str] = {}
        self._one: set[str] = set()

    def add_group(
        self, group: str, chips: Iterable[tuple[str, str, int | None]], *, one: bool = False
    ) -> None:
        """Add chips (key, word, count) as a group; the first of a group that is `one` begins on."""
        if self._chips:
            divider = QFrame()
            divider.setProperty("look", "line")
            divider.setFixedSize(1, 20)
            self._flow.addWidget(divider)
        if one:
            self._one.add(group)
        for at, (key, word, count) in enumerate(chips):
            chip = Chip(key, word, count)
            chip.setChecked(one and at == 0)
            chip.clicked.connect(lambda _on=False, it=chip: self._clicked(it))
            chip.stepped.connect(lambda by, it=chip: self._step(it, by))
            self._chips.append(chip)
            self._group_of[chip] = group
            self._flow.addWidget(chip)

    def clear(self) -> None:
        """Take all groups away."""
        while (item := self._flow.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.setParent(None)
                widget.deleteLater()
        self._chips.clear()
        self._group_of.clear()
        self._one.clear()

    def chip(self, key: str) -> Chip:
        """The chip with that key; KeyError when there is none."""
        for chip in self._chips:
            if chip.key == key:
                return chip
        raise KeyError(key)

    def on(self, group: str) -> frozenset[str]:
        """Keys that are on in a group."""
        return frozenset(
            chip.key for chip in self._chips if chip.isChecked() and self._group_of[chip] == group
        )

    def set_on(self, group: str, keys: Iterable[str]) -> None:
        """Switch chips of a group without sending anything."""
        wanted = set(keys)
        for chip in self._chips:
            if self._group_of[chip] == group:
                chip.setChecked(chip.key in wanted)

    def _clicked(self, chip: Chip) -> None:
        group = self._group_of[chip]
        if group in self._one:
            self.set_on(group, [chip.key])
        self.changed.emit(group, self.on(group))

    def _step(self, chip: Chip, by: int) -> None:
        at = (self._chips.index(chip) + by) % len(self._chips)
        self._chips[at].setFocus(Qt.FocusReason.TabFocusReason)
