"""The three tiles above the list, and the one line that says the same where there is little room."""

from textwrap import shorten

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from zvhdesk.services.actions import InTime
from zvhdesk.services.actions import Tiles as TileRows
from zvhdesk.services.words import many
from zvhdesk.ui.actions import said
from zvhdesk.ui.kit import Button, Elided, label
from zvhdesk.ui.plain.tip import tip
from zvhdesk.ui.theme import Text, current, font

_CENTRE = int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter)

_ABOUT = 70
"""Letters of what an action is about: two lines of a tile."""


class InTimeChart(QWidget):
    """A bar per fortnight, its percentage above and its count beneath; the same in words for who listens."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("actions.intime")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._bars: tuple[InTime, ...] = ()

    def show_bars(self, bars: tuple[InTime, ...]) -> None:
        """Show these fortnights, oldest first."""
        self._bars = bars
        told = "\n".join(said.fortnight(bar) for bar in bars)
        self.setToolTip(told)
        self.setAccessibleName("Op tijd afgerond per twee weken")
        self.setAccessibleDescription(told.replace("\n", ". "))
        self.update()

    def sizeHint(self) -> QSize:
        """Two lines of words and the bars between them."""
        return QSize(200, round(2 * QFontMetricsF(font(Text.TINY)).height()) + 34)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Bars from left to right; a fortnight without actions has a line instead of a bar."""
        del event
        if not self._bars:
            return
        palette = current()
        painter = QPainter(self)
        painter.setFont(font(Text.TINY))
        line = QFontMetricsF(painter.font()).height()
        wide = self.width() / len(self._bars)
        room = self.height() - 2 * line - 4
        for at, bar in enumerate(self._bars):
            left = at * wide
            high = 1.0 if not bar.share else max(2.0, room * bar.share / 100)
            top = self.height() - line - 2 - high
            newest = at == len(self._bars) - 1
            fill = palette.accent if newest else palette.accent2_line
            where = QRectF(left + 1.5, top, wide - 3, high)
            painter.fillRect(where, QColor(fill if bar.due else palette.line))
            painter.setPen(QColor(palette.ink2))
            share = "" if bar.share is None else f"{bar.share}%"
            painter.drawText(QRectF(left, top - line - 1, wide, line), _CENTRE, share)
            painter.setPen(QColor(palette.ink3))
            beneath = QRectF(left, self.height() - line, wide, line)
            painter.drawText(beneath, _CENTRE, f"{bar.in_time}/{bar.due}" if bar.due else "geen")


class _Tile(QFrame):
    """A title, something large, and beneath it what it is about."""

    def __init__(self, name: str, title: str, foot: QWidget | None = None) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setProperty("look", "card")
        self._title = title
        self._large, self._about = Elided("", Text.TITLE), label("", Text.SUB, "2", wrap=True)
        self._large.setObjectName(f"{name}.large")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 14, 0, 12)
        column.setSpacing(3)
        for line in (Elided(title, Text.SMALL, "2"), self._large, self._about):
            column.addLayout(_within(line, 16))
        column.addStretch(1)
        if foot is not None:
            # A link keeps 7 px for its focus ring: so its words line up with the others.
            column.addLayout(_within(foot, 9 if isinstance(foot, Button) else 16))

    def say(self, large: str, about: str) -> None:
        """Show this; a screen reader hears it as one sentence."""
        self._large.setText(large)
        self._about.setText(shorten(about, _ABOUT, placeholder="…"))
        self._about.setToolTip(tip(about))
        self._about.setVisible(bool(about))
        self.setAccessibleName(f"{self._title}: {', '.join(part for part in (large, about) if part)}")


def _within(widget: QWidget, side: int) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setContentsMargins(side, 0, side, 0)
    row.addWidget(widget)
    return row


class Tiles(QWidget):
    """In time, longest late, standing still. `opened` carries an action's id.

    `idle_asked` wants the actions of the cases that stand still.
    """

    opened = Signal(str)
    idle_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("actions.tiles")
        self._longest = ""
        self._roomy = True
        self.chart = InTimeChart()
        self._open = Button("Actie openen", "actions.longest", "link", on_click=self._open_longest)
        self._which = Button("Deze casussen tonen", "actions.idle", "link", on_click=self.idle_asked.emit)
        self._in_time = _Tile("tile.intime", "Op tijd afgerond, per twee weken", self.chart)
        self._late = _Tile("tile.longest", "Langst te laat", self._open)
        self._idle = _Tile("tile.idle", "Ruim 4 weken zonder voortgang", self._which)
        self._line = label("", Text.SUB, "2", wrap=True)
        self._line.setObjectName("actions.tiles.line")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        for tile in (self._in_time, self._late, self._idle):
            tile.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
            row.addWidget(tile, 1)
        row.addWidget(self._line, 1)
        self._line.hide()

    def show_tiles(self, tiles: TileRows) -> None:
        """Show what was read."""
        newest = tiles.fortnights[-1]
        share = "geen acties in deze weken" if newest.share is None else f"{newest.share}%"
        count = "" if newest.share is None else f"{newest.in_time} van {newest.due} in de laatste twee weken"
        self._in_time.say(share, count)
        self.chart.show_bars(tiles.fortnights)
        self.chart.setVisible(any(one.due for one in tiles.fortnights))
        longest = tiles.longest
        self._longest = longest.action_id if longest else ""
        late = said.days(longest.days) if longest else "niets te laat"
        about = ", ".join(part for part in (longest.partner, longest.text) if part) if longest else ""
        self._late.say(late, about)
        self._open.setVisible(longest is not None)
        idle = many(tiles.idle_cases, "casus", "casussen")
        self._idle.say(idle if tiles.idle_cases else "geen casus", "aan tafel, geen open actie gewijzigd")
        self._which.setVisible(bool(tiles.idle_cases))
        in_time = share if newest.share is None else f"{share} op tijd"
        parts = [in_time, f"langst te laat {late}" if longest else late, f"{idle} zonder voortgang"]
        self._line.setText(" · ".join(parts))

    def set_room(self, *, roomy: bool) -> None:
        """Three tiles, or where there is little room one line."""
        if roomy != self._roomy:
            self._roomy = roomy
            for tile in (self._in_time, self._late, self._idle):
                tile.setVisible(roomy)
            self._line.setVisible(not roomy)

    def _open_longest(self) -> None:
        if self._longest:
            self.opened.emit(self._longest)
