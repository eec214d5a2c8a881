"""Vorige keer: the actions that were open before this meeting, each settled with one of three outcomes.

`Kan niet meer` is not `niet gedaan`; both ask why.
"""

from functools import partial

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QHideEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from zvhdesk.domain.refusals import BadInput, Refusal
from zvhdesk.domain.terms import ActionStatus
from zvhdesk.services import actions, adding
from zvhdesk.services.meetings.rows import EarlierAction
from zvhdesk.services.words import days_late, short_day
from zvhdesk.ui.console.acts import Acts
from zvhdesk.ui.console.look import TallButton
from zvhdesk.ui.explain import explain
from zvhdesk.ui.kit import Field, Flow, TagLabel, label, paint_tag, rule, tag_size
from zvhdesk.ui.kit.drafts import Drafts
from zvhdesk.ui.kit.ring import paint_ring
from zvhdesk.ui.theme import RADIUS_SMALL, TagKind, Text, current, font

_ASKS = {ActionStatus.NOT_POSSIBLE: "Waarom kan dit niet meer?", ActionStatus.NOT_DONE: "Waarom niet gedaan?"}
_PAD = 12
_WORDS = 200
"""The least width for an action beside its outcomes, px."""


def tag_of(row: EarlierAction) -> tuple[str, TagKind]:
    """How late an action is, or when it is due."""
    if row.days_late:
        return days_late(row.days_late), TagKind.LATE
    return (short_day(row.due_on), TagKind.ATTENTION) if row.due_on else ("geen termijn", TagKind.FEATURE)


class EarlierStrip(QWidget):
    """All of them in a few lines above the steps. A click asks for the step where they are settled."""

    asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("console.earlier")
        self._rows: tuple[EarlierAction, ...] = ()
        self._brief = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setToolTip("Afhandelen kan bij Kader en doel")

    def show_rows(self, rows: tuple[EarlierAction, ...]) -> None:
        """Show these; without any there is nothing to see."""
        self._rows = rows
        self.setVisible(bool(rows))
        spoken = "; ".join(f"{row.text}, {row.who}, {tag_of(row)[0]}" for row in rows)
        self.setAccessibleName(f"{self._head()} {spoken}")
        self._fit()
        self.update()

    def set_brief(self, *, brief: bool) -> None:
        """In a low window: how many, and how many of them are late."""
        self._brief = brief
        self._fit()
        self.update()

    def _fit(self) -> None:
        self.setFixedHeight(self._draw(None, self.width()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Narrower is higher."""
        super().resizeEvent(event)
        self._fit()

    def _head(self) -> str:
        return f"Vorige keer: {len(self._rows)} {'actie' if len(self._rows) == 1 else 'acties'} open."

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go and settle them."""
        super().mousePressEvent(event)
        self.asked.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Words and tags one after another, wrapped."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(current().ground))
        painter.drawRoundedRect(self.rect(), RADIUS_SMALL + 1, RADIUS_SMALL + 1)
        self._draw(painter, self.width())

    def _draw(self, painter: QPainter | None, width: int) -> int:
        pen = _Pen(painter, width - 2 * _PAD)
        pen.words(self._head(), Text.SUB_STRONG)
        late = sum(row.days_late > 0 for row in self._rows)
        if self._brief:
            if late:
                pen.tag(f"{late} te laat", TagKind.LATE)
            return pen.height
        for at, row in enumerate(self._rows):
            if at == 6:
                pen.words(f"en nog {len(self._rows) - at}", Text.SUB)
                break
            who = f" ({row.who})" if row.who else ""
            pen.words(f"{'· ' if at else ''}{row.text}{who}", Text.SUB)
            pen.tag(*tag_of(row))
        return pen.height


class _Pen:
    """Where the next word goes; without a painter it only measures."""

    def __init__(self, painter: QPainter | None, wide: int) -> None:
        self._painter, self._wide = painter, wide
        self._left, self._top, self._line = 0.0, 10.0, 22.0

    @property
    def height(self) -> int:
        return round(self._top + self._line + 10)

    def _room(self, wide: float) -> None:
        if self._left and self._left + wide > self._wide:
            self._left, self._top = 0.0, self._top + self._line

    def words(self, text: str, size: Text) -> None:
        metrics = QFontMetricsF(font(size))
        for word in text.split(" "):
            wide = metrics.horizontalAdvance(word)
            self._room(wide)
            if self._painter is not None:
                self._painter.setFont(font(size))
                self._painter.setPen(QColor(current().ink))
                base = self._top + (self._line + metrics.ascent() - metrics.descent()) / 2
                self._painter.drawText(QPointF(_PAD + self._left, base), word)
            self._left += wide + metrics.horizontalAdvance(" ")

    def tag(self, word: str, kind: TagKind) -> None:
        size = tag_size(word, kind)
        self._room(size.width())
        if self._painter is not None:
            at = QPointF(_PAD + self._left, self._top + (self._line - size.height()) / 2)
            paint_tag(self._painter, at, word, kind, self._wide)
        self._left += size.width() + 6


class EarlierItem(QWidget):
    """One of them with its three outcomes; two of those ask for a reason, in place.

    The reason is kept as it is typed, in the same place as that of Acties: who does not record it here finds
    it there.
    """

    def __init__(self, acts: Acts, row: EarlierAction) -> None:
        super().__init__()
        self._acts, self.row = acts, row
        self._wanted: ActionStatus | None = None
        name = f"console.earlier.{row.number}"
        self.setObjectName(name)
        self._text = label("", Text.BODY, wrap=True)
        self._who = label("", Text.SMALL, "3")
        self._tag = TagLabel("", TagKind.FEATURE)
        self.reason = QLineEdit()
        self.reason.setObjectName(f"{name}.reason")
        self.reason.setMinimumHeight(40)
        self.reason.returnPressed.connect(self._record)
        self._ok = TallButton("Vastleggen", f"{name}.ok", "primary", on_click=self._record)
        self.field = Field("", self.reason, beside=self._ok)
        self.field.hide()
        self._drafts = Drafts(acts.tasks, actions.STATUS, self._typed, self)
        self.reason.textEdited.connect(self._drafts.note)
        self._lay_out(name)
        self.show_row(row)
        acts.tasks.read(
            lambda session: adding.form_drafts(session, actions.STATUS, row.id), self._offer, owner=self
        )

    def _lay_out(self, name: str) -> None:
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._text)
        second = QHBoxLayout()
        second.setSpacing(8)
        second.addWidget(self._who)
        second.addWidget(self._tag)
        second.addStretch(1)
        words.addLayout(second)
        buttons = QWidget()
        flow = Flow(buttons, spacing=6)
        made: list[TallButton] = []
        for text, key, status in (
            ("Gereed", "done", ActionStatus.DONE),
            ("Kan niet meer", "not_possible", ActionStatus.NOT_POSSIBLE),
            ("Niet gedaan", "not_done", ActionStatus.NOT_DONE),
        ):
            button = TallButton(text, f"{name}.{key}", on_click=partial(self._choose, status))
            button.setAccessibleName(f"{text}: {self.row.text}")
            flow.addWidget(button)
            made.append(button)
        self.done = made[0]
        self._buttons = buttons
        line = self._line = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        line.setSpacing(12)
        line.addLayout(words, 1)
        line.addWidget(buttons, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 6, 0, 6)
        column.setSpacing(6)
        column.addLayout(line)
        column.addWidget(self.field)
        column.addWidget(rule(faint=True))

    def paintEvent(self, event: QPaintEvent) -> None:
        """A ring when the keyboard came here, because the action before it was settled."""
        super().paintEvent(event)
        if self.hasFocus():
            paint_ring(QPainter(self), QRectF(self.rect()).adjusted(1, 1, -1, -3), RADIUS_SMALL)

    def show_row(self, row: EarlierAction) -> None:
        """Show what it says now; a reason that is being typed stays."""
        self.row = row
        self._text.setText(row.text)
        self._who.setText(row.who or "nog niemand")
        self._tag.show_tag(*tag_of(row))
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """With little room the outcomes stand beneath."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        beside = self._who.sizeHint().width() + self._tag.sizeHint().width() + 20
        fits = max(beside, _WORDS) + self._buttons.sizeHint().width() <= self.width()
        self._line.setDirection(
            QBoxLayout.Direction.LeftToRight if fits else QBoxLayout.Direction.TopToBottom
        )
        self._line.setSpacing(12 if fits else 0)

    def _choose(self, status: ActionStatus) -> None:
        if status is ActionStatus.DONE:
            self._send(status, None)
            return
        self._ask(status)
        self._drafts.note()
        self.reason.setFocus(Qt.FocusReason.OtherFocusReason)

    def _ask(self, status: ActionStatus) -> None:
        self._wanted = status
        self.field.set_label(_ASKS[status])
        self.field.show()

    def _typed(self) -> dict[str, str]:
        chosen = self._wanted if self.reason.text() else None
        return {"status": chosen.value if chosen else "", "reason": self.reason.text()}

    def _offer(self, kept: dict[str, str]) -> None:
        """What was typed and not recorded when this was shown last."""
        self._drafts.of(self.row.id, kept)
        status, reason = kept.get("status", ""), kept.get("reason", "")
        if self._wanted is None and reason and status in {str(one) for one in _ASKS}:
            self._ask(ActionStatus(status))
            self.reason.setText(reason)
            self.field.set_hint("Dit is nog niet vastgelegd.")

    def hideEvent(self, event: QHideEvent) -> None:
        """The case or the page is left."""
        super().hideEvent(event)
        self._drafts.keep()

    def _record(self) -> None:
        if self._wanted is not None:
            self._send(self._wanted, self.reason.text())

    def _send(self, status: ActionStatus, reason: str | None) -> None:
        # Kept before it is sent: the act that records it takes the draft away.
        self._drafts.keep()
        self._acts.settle_action(self.row.id, status, reason, self._refused, owner=self)

    def _refused(self, reason: Refusal) -> None:
        self.field.show()
        self.field.set_error(reason.sentence if isinstance(reason, BadInput) else explain(reason).sentence)
