"""Somebody on the attendance list."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from zvhdesk.domain.terms import PRESENT, Presence
from zvhdesk.services.meetings.rows import AttendeeRow
from zvhdesk.services.words import class_words, short_day, word
from zvhdesk.ui.kit import Button, Flow, TagLabel, label, rule, small
from zvhdesk.ui.tables.presence import PresenceSelect
from zvhdesk.ui.tables.wording import person_of
from zvhdesk.ui.theme import TagKind, Text, current

_SELECT = 124


class _Dot(QWidget):
    """Filled: at the table. Open: expected. A dash: excused or gone."""

    def __init__(self) -> None:
        super().__init__()
        self.presence = Presence.EXPECTED
        self.setFixedSize(QSize(14, 20))

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        palette = current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        there = self.presence in PRESENT
        painter.setPen(QPen(QColor(palette.ok if there else palette.ink3), 1.4))
        if self.presence in (Presence.EXCUSED, Presence.LEFT):
            painter.drawLine(2, 10, 10, 10)
            return
        painter.setBrush(QColor(palette.ok) if there else Qt.BrushStyle.NoBrush)
        painter.drawEllipse(QRectF(2.5, 6.5, 7, 7))


class AttendeeItem(QWidget):
    """Organisation, who comes for it, how the law sees them, and whether they are there.

    `settled` carries the presence, `signed` says that the statement was seen, `removed` takes them off.
    """

    settled = Signal(str)
    signed = Signal()
    removed = Signal()

    def __init__(self, row: AttendeeRow, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.row = row
        self._dot = _Dot()
        self._who = label("", Text.BODY, wrap=True)
        self._person = small("", wrap=True)
        self._class = TagLabel("")
        self.secrecy = TagLabel("", TagKind.ATTENTION)
        self.secrecy.setObjectName(f"{name}.secrecy")
        self.presence = PresenceSelect(f"{name}.presence")
        self.presence.setFixedWidth(_SELECT)
        self.sign = Button("Getekend, gezien", f"{name}.sign", icon="check", on_click=self.signed.emit)
        self.away = Button("", f"{name}.remove", "quiet", icon="x", on_click=self.removed.emit)
        self.presence.settled.connect(self.settled)
        self._lay_out()
        self.show_row(row)

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(6)
        line.addWidget(self._dot)
        line.addWidget(self._who, 1, Qt.AlignmentFlag.AlignVCenter)
        line.addWidget(self.presence)
        line.addWidget(self.away)
        beneath = QWidget()
        tags = Flow(beneath, spacing=6)
        for widget in (self._class, self.secrecy):
            tags.addWidget(widget)
        more = QVBoxLayout()
        more.setContentsMargins(20, 0, 8, 0)
        more.setSpacing(4)
        more.addWidget(self._person)
        more.addWidget(beneath)
        more.addWidget(self.sign, 0, Qt.AlignmentFlag.AlignLeft)
        outer = QVBoxLayout(self)
        inside = QVBoxLayout()
        inside.setContentsMargins(18, 6, 8, 8)
        inside.setSpacing(4)
        inside.addLayout(line)
        inside.addLayout(more)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(rule(faint=True))
        outer.addLayout(inside)

    def show_row(self, row: AttendeeRow) -> None:
        """Show how it stands now."""
        self.row = row
        self._dot.presence = row.presence
        self._dot.update()
        self._who.setText(row.organisation)
        person = person_of(row)
        self._person.setText(person)
        self._person.setVisible(bool(person))
        self._class.show_tag(_part(row), TagKind.ATTENTION if row.unscreened else TagKind.FEATURE)
        self.secrecy.setVisible(row.must_sign)
        if row.unsigned:
            self.secrecy.show_tag("geheimhouding: nog niet getekend", TagKind.ATTENTION)
        else:
            self.secrecy.show_tag(f"getekend {short_day(row.signed_on)}", TagKind.ON_COURSE)
        self.sign.setVisible(row.unsigned)
        self.presence.show_presence(row.presence)
        self._say(person)

    def _say(self, person: str) -> None:
        row = self.row
        secrecy = ", geheimhouding nog niet getekend" if row.unsigned else ""
        who = ", ".join(part for part in (row.organisation, person) if part)
        self.setAccessibleName(f"{who}, {_part(row)}, {word(row.presence).lower()}{secrecy}")
        self.presence.setAccessibleName(f"Aanwezigheid, {who}")
        self.presence.setAccessibleDescription(f"{_part(row)}{secrecy}")
        self.sign.setAccessibleName(f"Getekend, gezien: {who}")
        self.away.setAccessibleName(f"Van de lijst halen, {who}")
        self.away.setToolTip("Van de lijst halen")

    def set_changing(self, *, may: bool) -> None:
        """Whether it can still be changed."""
        self.presence.setEnabled(may)
        self.away.setVisible(may)
        self.sign.setVisible(may and self.row.unsigned)


def _part(row: AttendeeRow) -> str:
    return class_words(row.class_, unscreened=row.unscreened)
