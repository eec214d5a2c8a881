"""The foot of the console: the keys or what there is to say, and whether everything is kept."""

from PySide6.QtCore import QEvent, QObject, QPointF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from zvhdesk.ui.console.look import KeyHint
from zvhdesk.ui.kit import SaveState, SayBand, label, rule
from zvhdesk.ui.theme import Text, current

_WORDS = {
    SaveState.SAVED: "Alles opgeslagen",
    SaveState.SAVING: "Bezig met opslaan",
    SaveState.NOT_SAVED: "Nog niet opgeslagen",
}
_HINTS = (
    (("Alt ←", "Alt →"), "stap"),
    (("Ctrl PgDn",), "volgende casus"),
    (("Alt PgUp", "Alt PgDn"), "blad"),
    (("F2",), "vastleggen"),
    (("F6",), "ander deel"),
    (("F7",), "deur"),
    (("F8",), "toon"),
    (("F9",), "afdekken"),
)


_SIGN = 26
"""The mark before what is said, px."""
_OF_CHAIR = frozenset({2, 6, 7})
"""The hints for the wall: only the desk that leads has one."""
_LEAF = 2
"""The hint for the pages of the wall."""
_HIGH = 41
"""With words and a button in it, or without: always the same."""


class _Dot(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.state = SaveState.SAVED
        self.setFixedSize(12, 20)

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        palette = current()
        colors = {SaveState.SAVED: palette.saved, SaveState.SAVING: palette.ink3}
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QColor(palette.ink3))
        painter.setBrush(QColor(colors.get(self.state, palette.danger)))
        painter.drawEllipse(QPointF(5, 10), 4, 4)


class Footer(QFrame):
    """Keys that fit the width, from the left; at the right the save state.

    What is said stands before the keys, on two lines when it must: the keys stay as far as they fit, and
    nothing above moves while people are at the table.
    """

    def __init__(self, notice: SayBand) -> None:
        super().__init__()
        self.notice = notice
        self.setProperty("look", "paper")
        self._hints = [KeyHint(keys, words) for keys, words in _HINTS]
        self._paged, self._leads = False, True
        self._dot = _Dot()
        self.saved = label("", Text.SUB, "2", name="console.saved")
        self.line = label("", Text.SMALL, "warn", name="console.line")
        self.line.hide()
        line = rule()
        row = QHBoxLayout()
        row.setContentsMargins(18, 0, 18, 0)
        row.setSpacing(16)
        # In this place it needs no room of its own around it, nor a line beneath.
        notice.row.setContentsMargins(0, 0, 0, 0)
        notice.setProperty("look", "paper")
        notice.installEventFilter(self)
        row.addWidget(notice, 100)
        for hint in self._hints:
            # All of it, or nothing.
            hint.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
            row.addWidget(hint)
        row.addStretch(1)
        self._beside = self._make_beside()
        row.addWidget(self._beside)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(line)
        column.addLayout(row)
        self.setMinimumHeight(_HIGH)
        self._keep_room()
        self.show_state(SaveState.SAVED)

    def _make_beside(self) -> QWidget:
        beside = QWidget()
        kept = self._kept = QHBoxLayout(beside)
        kept.setContentsMargins(0, 0, 0, 0)
        kept.setSpacing(4)
        kept.addStretch(1)
        words = QVBoxLayout()
        words.setSpacing(0)
        first = QHBoxLayout()
        first.setSpacing(4)
        first.addStretch(1)
        first.addWidget(self._dot)
        first.addWidget(self.saved)
        words.addLayout(first)
        words.addWidget(self.line, 0, Qt.AlignmentFlag.AlignRight)
        kept.addLayout(words)
        return beside

    def show_state(self, state: SaveState) -> None:
        """`Alles opgeslagen` is always true when it stands there."""
        self._dot.state = state
        self._dot.update()
        self.saved.setText(_WORDS[state])
        # At once: longer words would stand cut off until the next turn of the loop.
        self._kept.activate()

    def show_line(self, words: str, sentence: str) -> None:
        """Beneath it, as long as it is so: that a desk is cut off. `sentence` says what that means."""
        if (words, sentence) == (self.line.text(), self.line.toolTip()):
            return
        self.line.setText(words)
        self.line.setToolTip(sentence)
        self.line.setAccessibleName(sentence)
        self.line.setVisible(bool(words))
        self._keep_room()
        self._arrange()

    def _keep_room(self) -> None:
        """For the longest words of the state, so that nothing moves when they change."""
        metrics = self.saved.fontMetrics()
        words = [metrics.horizontalAdvance(each) for each in _WORDS.values()]
        words.append(self.line.fontMetrics().horizontalAdvance(self.line.text()))
        self._beside.setMinimumWidth(max(words) + 18)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What does not fit is left out, the least used first."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        room = self.width() - self._beside.minimumWidth() - 52 - self._said()
        leaf = self._hints[_LEAF]
        for hint in (
            *reversed(self._hints[-3:]),
            leaf,
            *(one for one in self._hints[:-3] if one is not leaf),
        ):
            of_chair = self._hints.index(hint) in _OF_CHAIR
            if (hint is leaf and not self._paged) or (of_chair and not self._leads):
                hint.hide()
                continue
            room -= hint.sizeHint().width() + 16
            hint.setVisible(room >= 0)

    def _said(self) -> int:
        """What there is to say needs so much width, px: its words on two lines, and its buttons."""
        if self.notice.isHidden():
            return 0
        words = self.notice.fontMetrics().horizontalAdvance(self.notice.text) * 0.6 + _SIGN
        buttons = (self.notice.step, self.notice.close_button)
        return round(words) + sum(one.sizeHint().width() + 12 for one in buttons if not one.isHidden()) + 16

    def show_part(self, *, leads: bool) -> None:
        """The keys of the wall belong to the desk that leads."""
        if leads != self._leads:
            self._leads = leads
            self._arrange()

    def show_paged(self, *, paged: bool) -> None:
        """The keys that turn the pages of the wall, while it has more than one."""
        if paged != self._paged:
            self._paged = paged
            self._arrange()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Words come before the keys, other words, or none."""
        if event.type() in (QEvent.Type.ShowToParent, QEvent.Type.HideToParent, QEvent.Type.LayoutRequest):
            self._arrange()
        return super().eventFilter(watched, event)

    def minimumSizeHint(self) -> QSize:
        """Hints come and go; they ask for no width."""
        return QSize(200, super().minimumSizeHint().height())
