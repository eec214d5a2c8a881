"""The capture line at the foot of the console: one typed line becomes an action or a decision.

It reads as one types (domain.capture_line), marks what it understood, and empties itself only when it is told
that the line was recorded. Nothing typed is ever lost by an error.
"""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QMoveEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from zvhdesk.domain.capture_line import Organisation, Parsed, parse, plain, suggest, take
from zvhdesk.ui.console.capture_draft import Kind, LineDraft
from zvhdesk.ui.console.capture_edit import CaptureEdit, Mark
from zvhdesk.ui.console.capture_frame import CaptureFrame
from zvhdesk.ui.console.capture_over import Over
from zvhdesk.ui.console.capture_reading import (
    clear_doubt,
    is_doubtful,
    more_than_typed,
    same_end,
    with_date,
)
from zvhdesk.ui.console.live_text import RESTORED
from zvhdesk.ui.kit.field import Tone
from zvhdesk.ui.tasks import Tasks

_NO_TEXT = "Typ ook wat er gebeurt, bijvoorbeeld: belt de familie."


class CaptureLine(CaptureFrame):
    """The line with its hint. Every signal asks; whoever hears it answers with `accepted` or `refuse`.

    `action` carries a Parsed without doubt, `decision` the text. `stop` is Esc: keep the newest line from the
    wall. `undo_asked` is Ctrl+Z in an empty line: take the newest line back.
    """

    action = Signal(object)
    decision = Signal(str)
    stop = Signal()
    undo_asked = Signal()

    def __init__(self, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(CaptureEdit("capture.line", self._marks, self._key), parent)
        self._organisations: tuple[Organisation, ...] = ()
        self._today = date(2000, 1, 1)
        self._next_table: date | None = None
        self._deciding = self._held = False
        self._sent: str | None = None
        self.between = True  # of no item, or of one that is still to come
        self._closed_at: int | None = None
        self._text = ""
        self._read: tuple[str, Parsed] | None = None
        self.over = Over(self, self.edit)
        self._draft = LineDraft(tasks, self._to_keep, self)
        self._connect()
        self.dress(deciding=False)
        self._describe()

    def _connect(self) -> None:
        self.edit.moved.connect(self._moved)
        self.edit.left.connect(self._left)
        self.over.suggestions.taken.connect(self._take)
        self.over.chooser.chosen.connect(self._put_date)
        self.over.chooser.closed.connect(self._refocus)
        self._draft.found.connect(self._refill)

    # What it is told.

    def set_item(self, item_id: str | None) -> None:
        """The agenda item that is recorded under. What is typed stays with the item it was typed for."""
        if item_id == self._draft.item:
            return
        if not self.between:
            self.leave_item()
        self.between = item_id is None
        self._draft.of(item_id)
        self.setEnabled(item_id is not None)
        if self.edit.text:
            self._draft.typed()

    def leave_item(self) -> None:
        """Another item is on its way: what stands here stays, and what is typed from now is for the next."""
        # A line on its way was kept before it was sent; the act that records it takes that away.
        self._draft.keep()
        self._sent = None
        self._draft.of(None)
        self.between = True
        self.edit.start_with("")
        self.set_deciding(deciding=False)
        self._quiet()

    def set_context(
        self, organisations: Sequence[Organisation], today: date, next_table: date | None
    ) -> None:
        """Who can be named, and the days that words are counted from."""
        new = (tuple(organisations), today, next_table)
        if new != (self._organisations, self._today, self._next_table):
            self._organisations, self._today, self._next_table = new
            self._read = None
            self.edit.mark_anew()
            self._follow()

    def accepted(self) -> None:
        """The line was recorded: begin the next. What was typed after Enter stays and is that next line."""
        sent, self._sent = self._sent, None
        if sent is None:
            return
        self._draft.recorded()
        text = self.edit.text
        if text.startswith(sent):
            self.edit.start_with(text[len(sent) :].lstrip())
        self.set_deciding(deciding=False)
        self._quiet()
        self._draft.typed()

    def refuse(self, sentence: str) -> None:
        """The line was not recorded: say why. What was typed stays."""
        self._sent = None
        self._hold(sentence, "danger")
        self._draft.typed()

    def tell(self, sentence: str, tone: Tone = "ok") -> None:
        """Say something beneath the line until the next key."""
        self._hold(sentence, tone)

    def keep_draft(self) -> None:
        """Keep what is typed, now: the page is left."""
        self._draft.keep()

    @property
    def text(self) -> str:
        """What stands in the line."""
        return self.edit.text

    @property
    def parsed(self) -> Parsed:
        """The line as it is understood now."""
        return self._parse(self.edit.text)

    @property
    def deciding(self) -> bool:
        """Whether Enter records a decision."""
        return self._deciding

    def set_deciding(self, *, deciding: bool) -> None:
        """Record a decision or an action."""
        if deciding != self._deciding:
            self._deciding = deciding
            self.dress(deciding=deciding)
            self.edit.mark_anew()
            self._follow()
            self._draft.typed()

    # Reading along.

    def _parse(self, text: str) -> Parsed:
        if self._read is None or self._read[0] != text:
            self._read = (text, parse(text, self._organisations, self._today, self._next_table))
        return self._read[1]

    def _marks(self, text: str) -> list[Mark]:
        if self._deciding:
            return []
        found = self._parse(text)
        return [Mark(span.start, span.end, is_doubtful(span, found)) for span in found.spans]

    def _to_keep(self) -> tuple[Kind, str] | None:
        if self._sent is not None:
            return None
        return ("decision" if self._deciding else "action"), self.edit.text

    def _moved(self) -> None:
        """The text or the cursor moved."""
        if self.edit.text != self._text:
            self._text = self.edit.text
            if self._sent is not None and not self._text.startswith(self._sent):
                # It is another line now, whatever becomes of the one that was sent.
                self._sent = None
            self._quiet()
            self._draft.typed()
        self._follow()

    def _follow(self) -> None:
        """Offer organisations, tell what was understood and what is not clear."""
        text, cursor, found = self.edit.text, self.edit.cursor_at, self.parsed
        if self._closed_at is not None and text[self._closed_at : self._closed_at + 1] != "@":
            self._closed_at = None
        offered = suggest(text, cursor, self._organisations) if self.edit.hasFocus() else []
        sign = text.rfind("@", 0, cursor)
        if not offered or sign == self._closed_at:
            self.over.suggestions.hide()
        else:
            self.over.offer(offered, sign)
        more = (
            ""
            if self._deciding or self.over.offering
            else more_than_typed(text, found, self._organisations, self._today)
        )
        self.tell_understood(more)
        if not self._held:
            self.say("" if self._deciding else clear_doubt(found, cursor), "warn")
        self._describe()

    # Keys.

    def _key(self, event: QKeyEvent) -> bool:
        """Deal with a key of the line; False leaves it to the editor."""
        key, offering = Qt.Key(event.key()), self.over.offering
        if event.modifiers() == Qt.KeyboardModifier.ControlModifier:
            return self._with_control(key)
        if key is Qt.Key.Key_Escape:
            self._escape(offering=offering)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not offering:
            self._enter()
        elif offering and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab):
            self._take(self.over.suggestions.chosen)
        elif offering and key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.over.suggestions.step(1 if key is Qt.Key.Key_Down else -1)
            self._describe()
        else:
            return False
        return True

    def _with_control(self, key: Qt.Key) -> bool:
        match key:
            case Qt.Key.Key_B:
                self._quiet()
                self.set_deciding(deciding=not self._deciding)
            case Qt.Key.Key_D:
                self._open_month()
            case Qt.Key.Key_Z if not self.edit.text and not self.edit.document().isUndoAvailable():
                self.undo_asked.emit()
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self._enter()
            case _:
                return False
        return True

    def _escape(self, *, offering: bool) -> None:
        if offering:
            self._closed_at = self.edit.text.rfind("@", 0, self.edit.cursor_at)
            self.over.suggestions.hide()
            self._describe()
        else:
            self.stop.emit()

    def _enter(self) -> None:
        text = self.edit.text
        if self._sent is not None or not text.strip() or self._draft.item is None:
            return
        found = self._parse(text)
        said = plain(text, self._organisations) if self._deciding else found.text
        if not self._deciding and found.doubt is not None:
            self._hold(found.doubt, "danger")
        elif not said:
            self._hold(_NO_TEXT, "danger")
        else:
            # Kept before it is sent: the act that records it takes the draft away.
            self._draft.keep()
            self._sent = text
            if self._deciding:
                self.decision.emit(said)
            else:
                self.action.emit(found)

    def _take(self, organisation: Organisation | None) -> None:
        if organisation is None:
            return
        text, cursor = self.edit.text, self.edit.cursor_at
        made, place = take(text, cursor, organisation)
        # Only what differs is replaced, so that Ctrl+Z gives back what was typed.
        start = text.rfind("@", 0, cursor)
        same = same_end(text[start:], made[start:])
        self.edit.replace(start, len(text) - same, made[start : len(made) - same])
        self.edit.place_cursor(place)
        self.over.suggestions.hide()
        self.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _open_month(self) -> None:
        if not self._deciding:
            dates = [span.start for span in self.parsed.spans if span.kind == "date"]
            at = dates[0] if dates else self.edit.cursor_at
            day = self.parsed.due_on or self._today
            self.over.open_month(self._today, day, self._next_table, at)

    def _put_date(self, day: date) -> None:
        """Write the day in words in the place of the date that stands there, else where the cursor is."""
        self.edit.replace(*with_date(self.edit.text, self.edit.cursor_at, self.parsed, day, self._today))
        self._refocus()

    def _refocus(self) -> None:
        self.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    # What it says.

    def _describe(self) -> None:
        self.edit.setAccessibleDescription(self.over.suggestions.told if self.over.offering else self.told)

    def _quiet(self) -> None:
        self._hold("", "warn")

    def _hold(self, sentence: str, tone: Tone) -> None:
        """Say something that stays until the next key."""
        self._held = bool(sentence)
        self.say(sentence, tone)
        self._describe()

    def _refill(self, kind: str, text: str) -> None:
        # Whoever was typing already goes on behind what was left here.
        self.set_deciding(deciding=kind == "decision")
        self.edit.start_with(f"{text.rstrip()} {self.edit.text}" if self.edit.text else text)
        self._hold(RESTORED, "info")

    def _left(self) -> None:
        self.over.suggestions.hide()
        self._draft.keep()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What stands over the window goes along."""
        super().resizeEvent(event)
        self.over.move_along()

    def moveEvent(self, event: QMoveEvent) -> None:
        """What stands over the window goes along."""
        super().moveEvent(event)
        self.over.move_along()

    def hideEvent(self, event: QHideEvent) -> None:
        """The page went: so does what stood over it."""
        super().hideEvent(event)
        self.over.hide()

    def changeEvent(self, event: QEvent) -> None:
        """Mark in the colours of another theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "over"):
            self.edit.mark_anew()
