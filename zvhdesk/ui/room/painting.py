"""The picture of the room screen. Window and thumbnail are both drawn here, from the same few values."""

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter

from zvhdesk.services.meetings.rows import Wall
from zvhdesk.ui.room.shown import Cover, Row, Shown, rows_of
from zvhdesk.ui.room.text import Block, Style, wall_font, width_of
from zvhdesk.ui.theme.tokens import WALL

CONFIDENTIAL = "Vertrouwelijk · niet fotograferen of opnemen"
MOST_QUESTION, MOST_TEXT = 3, 3
# All in ems of the body text, as the drawing has them at 61 px: sizes and the space around them.
_SIDE, _TOP, _FOOT = 1.38, 0.79, 0.72
_QUESTION, _SMALL, _ASIDE = 1.246, 0.689, 0.852
_PAD, _HANG, _CORNER = 0.328, 0.557, 0.197
_BOLD, _PLAIN = QFont.Weight.Bold, QFont.Weight.Normal


@dataclass(frozen=True, slots=True)
class _Line:
    """A row of the list laid out for the width of the wall."""

    row: Row
    block: Block
    aside: str
    height: float


class Picture:
    """A case laid out for a size and a body text, both in px. `page` None is the page with the newest row."""

    def __init__(self, wall: Wall, size: QSizeF, body: float, page: int | None = None) -> None:
        self.wall = wall
        self.size = size
        self.body = body
        self.side = _SIDE * body
        self.inner = size.width() - 2 * self.side
        self.small = wall_font(_SMALL * body)
        bold = wall_font(_QUESTION * body, _BOLD, -2)
        style = Style(bold, WALL.ink, _QUESTION * body * 1.1, MOST_QUESTION)
        self.question = Block(wall.question, style, self.inner, even=True)
        self.question_top = _TOP * body + _pitch(self.small) + 0.295 * body
        self.list_top = self.question_top + self.question.height + 0.656 * body
        self.foot_top = size.height() - _FOOT * body - _pitch(self.small)
        lines = [self._line(row) for row in rows_of(wall)]
        room = self.foot_top - 0.4 * body - self.list_top
        self.pages = _paged(lines, room)
        if len(self.pages) > 1:
            self.pages = _paged(lines, room - 0.6 * body)
        last = len(self.pages) - 1
        fresh = (at for at, lines in enumerate(self.pages) if any(line.row.fresh for line in lines))
        self.page = next(fresh, last) if page is None else min(max(page, 0), last)

    def _line(self, row: Row) -> _Line:
        body = self.body
        aside_font = wall_font(_ASIDE * body)
        widest = self.inner * 0.35
        aside = QFontMetricsF(aside_font).elidedText(row.aside, Qt.TextElideMode.ElideRight, widest)
        style = Style(wall_font(body), WALL.ink, body * 1.18, MOST_TEXT, WALL.lead)
        left = self.inner - (width_of(aside, aside_font) + 0.656 * body if aside else 0)
        block = Block(row.text, style, left, lead=row.lead)
        return _Line(row, block, aside, block.height + 2 * _PAD * body + 0.049 * body)

    def paint(self, painter: QPainter) -> None:
        """Draw it over the whole size."""
        body, right = self.body, self.size.width() - self.side
        wall = self.wall
        _words(painter, self.small, WALL.muted, self.side, _TOP * body, f"{wall.number} · {wall.initials}")
        _words(painter, self.small, WALL.muted, right, _TOP * body, wall.step, at_right=True)
        self.question.paint(painter, self.side, self.question_top)
        top = self.list_top
        for line in self.pages[self.page]:
            self._paint_line(painter, line, top)
            top += line.height
        if len(self.pages) > 1:
            self._paint_dots(painter)
        _foot(painter, self.small, self.side, self.foot_top, self.inner, _joined(wall.table, wall.place))

    def _paint_line(self, painter: QPainter, line: _Line, top: float) -> None:
        body = self.body
        rule = 0.049 * body
        across = QRectF(self.side, top, self.inner, rule)
        if line.row.fresh:
            hang = _HANG * body
            box = QRectF(self.side - hang, top, self.inner + 2 * hang, line.height)
            painter.setBrush(QColor(WALL.fresh))
            painter.drawRoundedRect(box, _CORNER * body, _CORNER * body)
        else:
            painter.fillRect(across, QColor(WALL.rule))
        text_top = top + rule + _PAD * body
        line.block.paint(painter, self.side, text_top)
        if line.aside:
            font = wall_font(_ASIDE * body)
            painter.setFont(font)
            painter.setPen(QColor(WALL.aside))
            left = self.side + self.inner - width_of(line.aside, font)
            painter.drawText(QRectF(left, text_top + line.block.baseline, 0, 0).topLeft(), line.aside)
            painter.setPen(Qt.PenStyle.NoPen)

    def _paint_dots(self, painter: QPainter) -> None:
        """One dot for each page, the shown one filled and larger: more is to come, and nothing is shrunk."""
        step = 0.55 * self.body
        left = self.size.width() / 2 - step * (len(self.pages) - 1) / 2
        middle = self.foot_top - 0.45 * self.body
        for at in range(len(self.pages)):
            half = self.body * (0.14 if at == self.page else 0.09)
            painter.setBrush(QColor(WALL.lead if at == self.page else WALL.muted))
            painter.drawEllipse(QRectF(left + at * step - half, middle - half, 2 * half, 2 * half))


@dataclass(frozen=True, slots=True)
class Leaf:
    """Which page was drawn, counted from 0, and of how many."""

    page: int = 0
    pages: int = 1


def paint(painter: QPainter, shown: Shown, size: QSizeF, body: float, page: int | None = None) -> Leaf:
    """Draw the whole picture, over whatever was there. Says which page that was."""
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.fillRect(QRectF(0, 0, size.width(), size.height()), QColor(WALL.back))
    if isinstance(shown, Cover):
        _cover(painter, shown, size, body)
        return Leaf()
    picture = Picture(shown, size, body, page)
    picture.paint(painter)
    return Leaf(picture.page, len(picture.pages))


def _cover(painter: QPainter, cover: Cover, size: QSizeF, body: float) -> None:
    side = _SIDE * body
    inner = size.width() - 2 * side
    if cover.number:
        font = wall_font(body * 5, _BOLD)
        box = QRectF(side, 0, inner, size.height())
        painter.setFont(font)
        painter.setPen(QColor(WALL.ink))
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), cover.number)
        return
    small = wall_font(_SMALL * body)
    name = Block(cover.table, Style(wall_font(1.8 * body, _BOLD, -2), WALL.ink, 2.1 * body, 2), inner)
    house = Block(cover.house, Style(wall_font(_ASIDE * body), WALL.muted, 1.1 * body, 2), inner)
    top = (size.height() - name.height - house.height - 0.5 * body) / 2
    painter.fillRect(QRectF(side, top, 1.8 * body, 0.08 * body), QColor(WALL.lead))
    name.paint(painter, side, top + 0.5 * body)
    house.paint(painter, side, top + 0.5 * body + name.height)
    foot_top = size.height() - _FOOT * body - _pitch(small)
    _words(painter, small, WALL.muted, side, foot_top, "Casustafel" if cover.table else "")


def _paged(lines: list[_Line], room: float) -> list[list[_Line]]:
    """Pages that fill from the newest row back, so that the newest is among as many others as fit."""
    pages: list[list[_Line]] = [[]]
    used = 0.0
    for line in reversed(lines):
        if pages[0] and used + line.height > room:
            pages.insert(0, [])
            used = 0.0
        pages[0].insert(0, line)
        used += line.height
    return pages


def _foot(painter: QPainter, font: QFont, left: float, top: float, width: float, words: str) -> None:
    """The status line. On a narrow wall its letters give way: it is the same all evening."""
    needed = width_of(words, font) + width_of(CONFIDENTIAL, font) + 2 * font.pixelSize()
    if needed > width:
        font = wall_font(font.pixelSize() * width / needed)
    _words(painter, font, WALL.muted, left, top, words)
    _words(painter, font, WALL.muted, left + width, top, CONFIDENTIAL, at_right=True)


def _words(
    painter: QPainter, font: QFont, ink: str, left: float, top: float, words: str, *, at_right: bool = False
) -> None:
    painter.setFont(font)
    painter.setPen(QColor(ink))
    start = left - width_of(words, font) if at_right else left
    painter.drawText(QRectF(start, top + QFontMetricsF(font).ascent(), 0, 0).topLeft(), words)
    painter.setPen(Qt.PenStyle.NoPen)


def _pitch(font: QFont) -> float:
    return font.pixelSize() * 1.18


def _joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)
