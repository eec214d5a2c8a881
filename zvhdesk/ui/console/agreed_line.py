"""The agreed actions in the narrow column at the right: a click on one records that it was read back."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from zvhdesk.services.meetings.rows import AgreedAction
from zvhdesk.services.words import short_day
from zvhdesk.ui.console.look import TALL, EnterButton
from zvhdesk.ui.dossier.parts import Rows
from zvhdesk.ui.kit import paint_check, paint_ring, paint_tag, tag_size
from zvhdesk.ui.kit.ring import by_key
from zvhdesk.ui.theme import TagKind, Text, current, font

_WRAP = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap)
_BOX = 17.0


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
        self.show_row(row)

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
        return tag_size(str(self.row.number), TagKind.FEATURE).width() + 8

    def heightForWidth(self, width: int) -> int:
        return max(TALL, round(self._words(width).height()) + 30)

    def sizeHint(self) -> QSize:
        return QSize(200, self.heightForWidth(max(200, self.width())))

    def minimumSizeHint(self) -> QSize:
        return QSize(120, TALL)

    def _words(self, width: int) -> QRectF:
        room = QRectF(0, 0, max(60.0, width - self._side() - _BOX - 16), 1000)
        return QFontMetricsF(font(Text.SUB)).boundingRect(room, _WRAP, self.text())

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._by_key = by_key(event, self._by_key)
        super().focusInEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        palette = current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_tag(painter, QPointF(0, 7), str(self.row.number), TagKind.FEATURE)
        words = self._words(self.width())
        left = self._side()
        painter.setFont(font(Text.SUB))
        painter.setPen(QColor(palette.ink))
        painter.drawText(QRectF(left, 7, words.width() + 4, words.height() + 2), _WRAP, self.text())
        painter.setFont(font(Text.SMALL))
        painter.setPen(QColor(palette.ink3))
        beneath = short_day(self.row.due_on) if self.row.due_on else "geen termijn"
        beneath += " · teruggelezen" if self.row.read_back else ""
        beneath += " · niet op het zaalscherm" if self.row.held_back else ""
        painter.drawText(QRectF(left, 9 + words.height(), self.width() - left, 20), _WRAP, beneath)
        box = QRectF(self.width() - _BOX - 3, 8, _BOX, _BOX)
        paint_check(painter, box, on=self.isChecked())
        if self.hasFocus() and self._by_key:
            paint_ring(painter, QRectF(self.rect()), 4)


class AgreedLine(QWidget):
    """All of them under each other. `read_back` carries the id of an action."""

    read_back = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("console.agreed")
        self._rows: Rows[AgreedAction, _Line] = Rows(self._make, _Line.show_row)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._rows)

    def _make(self, row: AgreedAction) -> _Line:
        made = _Line(row)
        made.clicked.connect(lambda: self.read_back.emit(made.row.id))
        return made

    def show_rows(self, rows: tuple[AgreedAction, ...], *, read_only: bool) -> None:
        """Show these, the newest last."""
        self._rows.show_rows(rows)
        self.setEnabled(not read_only)
        self.setVisible(bool(rows))
