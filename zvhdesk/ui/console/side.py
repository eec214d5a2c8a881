"""The right of the console: who is at the table, what was agreed on this case, and the chair's own note."""

from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QSizePolicy, QVBoxLayout, QWidget

from zvhdesk.domain.terms import PRESENT, Presence
from zvhdesk.services.meetings.rows import AttendeeRow, CaseAtTable
from zvhdesk.services.words import class_words
from zvhdesk.ui.console.agreed_line import AgreedLine
from zvhdesk.ui.console.look import KeyHint, outdented
from zvhdesk.ui.console.own_note import OwnNote
from zvhdesk.ui.console.scroller import Scroller
from zvhdesk.ui.kit import heading, label, paint_tag, rule, small, tag_size
from zvhdesk.ui.theme import TagKind, Text, current, font

_BESIDE = 300
"""From this width on the counts stand beside the heading, px."""
_NAME = 22
"""Where the names begin, px."""
_OF_CHAIR = ("deur: dekt af en opent deze lijst", "deur: opent deze lijst")
_BESIDE_CHAIR = ("deur: opent deze lijst", "deur: opent lijst")
"""What F7 does, long and short."""
_WRAP = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap)
_AWAY = {Presence.EXCUSED: "afgemeld", Presence.LEFT: "vertrokken", Presence.EXPECTED: "verwacht"}
_BY = {Presence.ONLINE: ", online", Presence.PHONE: ", telefonisch"}


def standing(row: AttendeeRow) -> tuple[str, TagKind]:
    """The tag of somebody at the table: what they may do here, or that they are not here."""
    if row.presence in _AWAY:
        return _AWAY[row.presence], TagKind.FEATURE
    if row.unsigned:
        return "niet getekend", TagKind.LATE
    signed = ", getekend" if row.must_sign else ""
    kind = TagKind.LATE if row.unscreened else TagKind.FEATURE
    return f"{class_words(row.class_, unscreened=row.unscreened)}{signed}", kind


def who(row: AttendeeRow) -> str:
    """Organisation, with how they take part when it is not in the room."""
    return f"{row.organisation or row.name or 'gast'}{_BY.get(row.presence, '')}"


def counts(rows: tuple[AttendeeRow, ...]) -> list[str]:
    """`5 aanwezig`, `1 online`, `1 afgemeld`; online and by phone count as present."""
    room = sum(row.presence is Presence.IN_ROOM for row in rows)
    parts = [f"{room} aanwezig"]
    for presence, words in (
        (Presence.ONLINE, "online"),
        (Presence.PHONE, "telefonisch"),
        (Presence.EXPECTED, "verwacht"),
        (Presence.EXCUSED, "afgemeld"),
    ):
        number = sum(row.presence is presence for row in rows)
        parts += [f"{number} {words}"] if number else []
    return parts


class _Seat(NamedTuple):
    """Where somebody stands in the list: the line itself, the words, and the corner of the tag."""

    row: AttendeeRow
    line: QRectF
    words: QRectF
    tag: QPointF


class _Seats(QWidget):
    """Everyone on the list: dot, name, tag. No name is cut off. A click opens the list at the door."""

    clicked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("console.seats")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._rows: tuple[AttendeeRow, ...] = ()
        self._seats: list[_Seat] = []

    def show_rows(self, rows: tuple[AttendeeRow, ...]) -> None:
        self._rows = rows
        self.setAccessibleName("; ".join(f"{who(row)}: {standing(row)[0]}" for row in rows))
        self._arrange()
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """A name beside its tag, on two lines when it must; where even that is too narrow, above it."""
        metrics, top = QFontMetricsF(font(Text.SUB)), 0.0
        self._seats = []
        for row in self._rows:
            tag = tag_size(*standing(row))
            beside = self.width() - _NAME - tag.width() - 8
            room = QRectF(0, 0, self.width() - _NAME, 1000)
            words = metrics.boundingRect(QRectF(0, 0, max(40.0, beside), 1000), _WRAP, who(row))
            under = words.width() > beside or words.height() > 2.5 * metrics.height()
            if under:
                words = metrics.boundingRect(room, _WRAP, who(row))
            high = max(27.0, words.height() + 11 + (tag.height() + 3 if under else 0))
            line = QRectF(0, top, self.width(), high)
            above = 5.0 if under else (high - words.height()) / 2
            at = QRectF(_NAME, top + above, room.width(), words.height() + 1)
            if not under:
                at.setWidth(max(40.0, beside))
            corner = (
                QPointF(_NAME, at.bottom() + 3)
                if under
                else QPointF(self.width() - tag.width(), line.center().y() - tag.height() / 2)
            )
            self._seats.append(_Seat(row, line, at, corner))
            top += high
        self.setFixedHeight(max(27, round(top)))

    def sizeHint(self) -> QSize:
        return QSize(240, self.height())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        self.clicked.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        palette = current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        half = QFontMetricsF(font(Text.SUB)).height() / 2
        for row, _line, words, tag in self._seats:
            here = row.presence in PRESENT
            painter.setPen(QColor(palette.ok if here else palette.ink3))
            painter.setBrush(QColor(palette.saved) if here else Qt.BrushStyle.NoBrush)
            painter.drawEllipse(QPointF(5, words.top() + half), 3.5, 3.5)
            paint_tag(painter, tag, *standing(row))
            painter.setFont(font(Text.SUB))
            painter.setPen(QColor(palette.ink if here else palette.ink3))
            painter.drawText(words, _WRAP, who(row))


class SidePane(QFrame):
    """The card at the right. It scrolls as one."""

    door_asked = Signal()

    def __init__(self, agreed: AgreedLine, own: OwnNote) -> None:
        super().__init__()
        self.setProperty("look", "card")
        self.setAccessibleName("Aan tafel en afspraken")
        self.agreed, self.own = agreed, own
        self.area = Scroller("console.side", "Aan tafel en afspraken", margin=(0, 0), gap=0)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.addWidget(self.area)
        self.counts = label("", Text.SMALL, "3", name="console.counts", wrap=True)
        self.seats = _Seats()
        self.seats.clicked.connect(self.door_asked)
        seats = self._section()
        self._head = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._head.setSpacing(8)
        self._head.addWidget(heading("Aan tafel"))
        self._head.addWidget(self.counts, 1)
        seats.addLayout(self._head)
        seats.addWidget(self.seats)
        self.door = KeyHint(("F7",), *_OF_CHAIR)
        seats.addWidget(self.door)
        self._of_case = QWidget()
        inside = QVBoxLayout(self._of_case)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(0)
        inside.addWidget(rule(faint=True))
        agreed_section = self._section(inside)
        agreed_section.addWidget(heading("Afspraken bij deze casus"))
        agreed_section.addWidget(agreed)
        self._none = small("Nog geen afspraken.")
        agreed_section.addWidget(self._none)
        self.area.column.addWidget(self._of_case)
        self.area.column.addWidget(rule(faint=True))
        note = self._section()
        note.addWidget(heading("Eigen aantekening"))
        note.addLayout(outdented(own))
        agreed.came.connect(self.area.show_new)
        self.area.finish()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """With little room the counts stand beneath the heading."""
        super().resizeEvent(event)
        beside = self.width() >= _BESIDE
        self._head.setDirection(
            QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        )
        self._head.setSpacing(8 if beside else 2)
        side = Qt.AlignmentFlag.AlignRight if beside else Qt.AlignmentFlag.AlignLeft
        self.counts.setAlignment(side | Qt.AlignmentFlag.AlignVCenter)

    def _section(self, into: QVBoxLayout | None = None) -> QVBoxLayout:
        made = QVBoxLayout()
        made.setContentsMargins(16, 12, 16, 12)
        made.setSpacing(6)
        (into if into is not None else self.area.column).addLayout(made)
        return made

    def show_part(self, *, leads: bool) -> None:
        """On a desk that does not lead there is no wall to cover."""
        self.door.say(*(_OF_CHAIR if leads else _BESIDE_CHAIR))

    def show_table(self, rows: tuple[AttendeeRow, ...]) -> None:
        """Show who is there."""
        # A number stays with its word.
        self.counts.setText(" · ".join(one.replace(" ", "\N{NO-BREAK SPACE}") for one in counts(rows)))
        self.seats.show_rows(tuple(sorted(rows, key=lambda row: not row.present)))

    def show_case(self, case: CaseAtTable | None) -> None:
        """Show what was agreed on this case; at a point without one there is no such thing."""
        self._of_case.setVisible(case is not None)
        if case is not None:
            self.agreed.show_case(case)
            self._none.setVisible(not case.actions and not case.decisions)
