"""What was agreed, in the narrow column at the right: a click on an action records that it was read back."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from zvhdesk.services.meetings.rows import AgreedAction, AgreedDecision, CaseAtTable
from zvhdesk.services.words import short_day
from zvhdesk.ui.console.look import TALL, EnterButton
from zvhdesk.ui.dossier.parts import Rows
from zvhdesk.ui.kit import TagLabel, label, paint_check, paint_ring, paint_tag, tag_size
from zvhdesk.ui.kit.ring import by_key
from zvhdesk.ui.theme import TagKind, Text, current, font

_WRAP = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap)
_BOX = 17.0


def digits(rows: tuple[AgreedAction, ...]) -> int:
    """How many digits the longest number has; two at least, so that the tenth action moves nothing."""
    return max(2, *(len(str(row.number)) for row in rows)) if rows else 2


def number_width(count: int) -> float:
    """Width of a tag with a number of so many digits, px."""
    return tag_size("0" * count, TagKind.FEATURE).width()


def off_wall(row: AgreedAction | AgreedDecision) -> str:
    """What there is to say when the room may not read a line: it waits for the chair, or is held back."""
    if row.awaits_nod:
        return " · wacht op de voorzitter"
    return " · niet op het zaalscherm" if row.held_back else ""


class News:
    """Which row of an item is new since it was shown last."""

    def __init__(self) -> None:
        self._item = ""
        self._known: frozenset[str] = frozenset()

    def of(self, item_id: str, keys: tuple[str, ...]) -> str:
        """The last of these that was not there before; empty when none is new, or the item is."""
        new = [key for key in keys if key not in self._known] if item_id == self._item else []
        self._item, self._known = item_id, frozenset(keys)
        return new[-1] if new else ""


class _Line(EnterButton):
    """Number, who and what, when; the box is ticked once its owner said it back."""

    def __init__(self, row: AgreedAction) -> None:
        super().__init__()
        self.setObjectName(f"console.agreed.{row.number}")
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._by_key = False
        self._digits = 2
        self.show_row(row)

    def set_digits(self, digits: int) -> None:
        """Room for the longest number of all: they stand under each other."""
        if digits != self._digits:
            self._digits = digits
            self.updateGeometry()
            self.update()

    def show_row(self, row: AgreedAction) -> None:
        self.row = row
        self.setText(f"{row.who}: {row.text}" if row.who else row.text)
        self.setChecked(row.read_back)
        self.setEnabled(not row.read_back)
        said = "teruggelezen" if row.read_back else "nog niet teruggelezen"
        self.setAccessibleName(f"Actie {row.number}, {self.text()}, {short_day(row.due_on)}, {said}")
        self.setToolTip("" if row.read_back else "Klik als de eigenaar de actie heeft teruggelezen")
        self.updateGeometry()
        self.update()

    def _side(self) -> float:
        return number_width(self._digits) + 8

    def heightForWidth(self, width: int) -> int:
        return max(TALL, round(self._words(width).height() + self._beneath(width).height()) + 13)

    def sizeHint(self) -> QSize:
        return QSize(200, self.heightForWidth(max(200, self.width())))

    def minimumSizeHint(self) -> QSize:
        return QSize(120, TALL)

    def _words(self, width: int) -> QRectF:
        room = QRectF(0, 0, max(60.0, width - self._side() - _BOX - 16), 1000)
        return QFontMetricsF(font(Text.SUB)).boundingRect(room, _WRAP, self.text())

    def _told(self) -> str:
        told = short_day(self.row.due_on) if self.row.due_on else "geen termijn"
        told += " · teruggelezen" if self.row.read_back else ""
        return told + off_wall(self.row)

    def _beneath(self, width: int) -> QRectF:
        room = QRectF(0, 0, max(60.0, width - self._side() - 4), 1000)
        return QFontMetricsF(font(Text.SMALL)).boundingRect(room, _WRAP, self._told())

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._by_key = by_key(event, self._by_key)
        super().focusInEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        palette = current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        number = str(self.row.number)
        at = number_width(self._digits) - tag_size(number, TagKind.FEATURE).width()
        paint_tag(painter, QPointF(at, 7), number, TagKind.FEATURE)
        words = self._words(self.width())
        left = self._side()
        painter.setFont(font(Text.SUB))
        painter.setPen(QColor(palette.ink))
        painter.drawText(QRectF(left, 7, words.width() + 4, words.height() + 2), _WRAP, self.text())
        painter.setFont(font(Text.SMALL))
        painter.setPen(QColor(palette.ink3))
        beneath = self._beneath(self.width()).translated(left, 9 + words.height()).adjusted(0, 0, 4, 2)
        painter.drawText(beneath, _WRAP, self._told())
        box = QRectF(self.width() - _BOX - 3, 8, _BOX, _BOX)
        paint_check(painter, box, on=self.isChecked())
        if self.hasFocus() and self._by_key:
            paint_ring(painter, QRectF(self.rect()), 4)


class _Decided(QWidget):
    """A decision: what, and whether it is a decision already. Nothing is clicked here."""

    def __init__(self, row: AgreedDecision) -> None:
        super().__init__()
        self.setObjectName(f"console.decided.{row.number}")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 6, 0, 8)
        column.setSpacing(2)
        self._tag = TagLabel("Besluit", TagKind.FEATURE)
        self._text = label("", Text.SUB, wrap=True)
        self._beneath = label("", Text.SMALL, "3", wrap=True)
        for widget in (self._tag, self._text, self._beneath):
            column.addWidget(widget)
        self.show_row(row)

    def show_row(self, row: AgreedDecision) -> None:
        self._text.setText(row.text)
        parts = ["voorgenomen" if row.provisional else "", off_wall(row).removeprefix(" · ")]
        self._beneath.setText(" · ".join(part for part in parts if part))
        self._beneath.setVisible(bool(self._beneath.text()))
        self.setAccessibleName(f"Besluit {row.number}, {row.text} {self._beneath.text()}".strip())


class AgreedLine(QWidget):
    """Actions and decisions under each other. `read_back` carries the id of an action, `came` a new line."""

    read_back = Signal(str)
    came = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("console.agreed")
        self._rows: Rows[AgreedAction, _Line] = Rows(self._make, _Line.show_row)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._rows)
        self._decided: Rows[AgreedDecision, _Decided] = Rows(_Decided, _Decided.show_row)
        column.addWidget(self._decided)
        self._news = News()

    def _make(self, row: AgreedAction) -> _Line:
        made = _Line(row)
        made.clicked.connect(lambda: self.read_back.emit(made.row.id))
        return made

    def show_case(self, case: CaseAtTable) -> None:
        """Show what was agreed on this case, the newest last."""
        self._rows.show_rows(case.actions)
        self._decided.show_rows(case.decisions)
        for line in self._rows.widgets.values():
            line.set_digits(digits(case.actions))
        self.setEnabled(not case.read_only)
        self.setVisible(bool(case.actions or case.decisions))
        newest = self._news.of(case.item_id, (*self._rows.widgets, *self._decided.widgets))
        if newest:
            self.came.emit(self._rows.widgets.get(newest) or self._decided.widgets[newest])
