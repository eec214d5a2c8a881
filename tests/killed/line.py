"""What a chair does in the capture line."""

from random import Random

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from tests.killed.books import PREFIX, Key, Value
from tests.killed.hands import Hands
from tests.killed.program import CTRL, Program
from zvhdesk.ui.console.capture_draft import FORM as LINE


class AtTheLine(Hands):
    """Each act is one of a dice's choices. `heard` hears that a line was recorded."""

    def __init__(self, program: Program, dice: Random) -> None:
        super().__init__(program, dice)
        self._heard: frozenset[str] = frozenset()
        self._sent: tuple[Key, str] | None = None

    def settle(self) -> None:
        super().settle()
        self._sent = None

    def heard(self) -> None:
        """A line was recorded: its two seconds run, and it leaves the line."""
        new, self._heard = self.page.release.waiting - self._heard, self.page.release.waiting
        if new and self._sent is not None:
            (row_id,), (key, item) = new, self._sent
            self._sent = None
            self.teller.done((key, (item,)), (("held", row_id), False), *no_draft(item))

    def _line(self, text: str, *, deciding: bool) -> str:
        """Type a whole line. Returns its item, empty when there is no line now."""
        item = self.teller.line_item()
        if not item or self.view is None:
            return ""
        self.teller.about_to("line")
        self.program.press(Qt.Key.Key_F2)
        line = self.page.board.line
        if QApplication.focusWidget() is not line.edit:
            return ""
        col = "decision" if deciding else "action"
        other = "action" if deciding else "decision"
        may = ((("draft", LINE, item, col), (PREFIX, text)), (("draft", LINE, item, other), ""))
        self.teller.about_to("typing", *may)
        if line.text:
            self._erase()
        if line.deciding != deciding:
            self.program.press(Qt.Key.Key_B, CTRL)
        if self.type(text):
            return item
        self.teller.unsure(*may)
        return ""

    def _erase(self) -> None:
        self.program.press(Qt.Key.Key_A, CTRL)
        self.program.press(Qt.Key.Key_Delete)
        self.teller.touched()

    def _send(self, item: str, said: str, *, deciding: bool) -> None:
        """Enter: the line is recorded, once."""
        if self._sent is not None:
            # The one before is not recorded yet, and then Enter does nothing.
            self.settle()
        table = "decision" if deciding else "action"
        self._sent = ((table, said), item)
        self.teller.about_to("record", ((table, said), (item,)), *no_draft(item))
        self.program.press(Qt.Key.Key_Return)

    def record(self) -> None:
        """An action."""
        said = self.text()
        item = self._line(f"{said} @Gemeente Hengelo over 2 weken", deciding=False)
        if item:
            self._send(item, said, deciding=False)

    def decide(self) -> None:
        """A decision."""
        said = self.text()
        item = self._line(said, deciding=True)
        if item:
            self._send(item, said, deciding=True)

    def half(self) -> None:
        """A line that is not finished."""
        deciding = self.dice.random() < 0.3
        if self._line(self.text(), deciding=deciding) and self.dice.random() < 0.7:
            self.linger()

    def empty(self) -> None:
        """A line that is not finished, and taken away again."""
        item = self._line(self.text(), deciding=False)
        if not item:
            return
        self.linger()
        self.teller.about_to("empty", *no_draft(item))
        if QApplication.focusWidget() is self.page.board.line.edit:
            self._erase()
        self.linger()

    def hold(self) -> None:
        """Record, and keep it off the wall within its two seconds."""
        self.record()
        self.program.settle()
        waiting = self.page.release.waiting
        if waiting and QApplication.focusWidget() is self.page.board.line.edit:
            self.teller.about_to("hold", *((("held", row_id), True) for row_id in waiting))
            self.program.press(Qt.Key.Key_Escape)


def no_draft(item_id: str) -> tuple[tuple[Key, Value], ...]:
    """Nothing is left of the line of an item: what recorded it took that away."""
    return tuple((("draft", LINE, item_id, col), "") for col in ("action", "decision"))
