"""Hands at the keyboard of the program: typing, waiting, and telling what it comes to."""

from random import Random

from PySide6.QtCore import QCoreApplication, QEventLoop, Qt, QTimer
from PySide6.QtWidgets import QApplication

from tests.killed.program import CTRL, Program
from tests.killed.teller import KEPT_MS, Teller, committed
from zvhdesk.ui.console.case_view import CaseView
from zvhdesk.ui.console.live_text import LiveText
from zvhdesk.ui.console.page import ConsolePage


class Hands:
    """What everything that is done with keys is made of. `dice` decides where there is a choice."""

    def __init__(self, program: Program, dice: Random) -> None:
        self.program, self.dice = program, dice
        self.teller = Teller(program)
        self._serial = 0
        self._mark = f"{dice.randrange(16**6):06x}"

    def settle(self) -> None:
        """Until everything is shown, and say so."""
        self.program.settle()
        self.teller.look()

    def linger(self) -> None:
        """Do nothing for as long as a draft may take, and a while longer: a kill can fall just then."""
        # A timer may come a twentieth early, and then it would not be time yet.
        self._wait(KEPT_MS + 50)
        self.settle()
        self.teller.about_to("kept")
        self._wait(2 * KEPT_MS)

    def _wait(self, milliseconds: int) -> None:
        over: list[bool] = []
        QTimer.singleShot(milliseconds, lambda: over.append(True))
        self.program.until(lambda: bool(over))

    @property
    def page(self) -> ConsolePage:
        return self.program.console

    @property
    def view(self) -> CaseView | None:
        """The case in view; None at a point without one, or behind a panel."""
        return None if self.page.board.covered else self.page.view

    def text(self) -> str:
        """A text that occurs once in the world."""
        self._serial += 1
        words = self.dice.sample(("ziet", "thuis", "één", "school", "gesprek", "zorg", "plan"), 3)
        return f"{self._mark}{self._serial} {' '.join(words)}"

    def type(self, text: str) -> bool:
        """Type it; now and then the program gets to do something in between. False: the text went away."""
        focus = QApplication.focusWidget()
        for letter in text:
            self.program.letter(letter)
            if self.dice.random() < 0.2:
                QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 5)
                if QApplication.focusWidget() is not focus:
                    return False
        self.teller.touched()
        return True

    def write(self, field: LiveText, text: str, *, commit: bool) -> None:
        """Type behind what stands in a field that has the keyboard; then Enter, or leave it so."""
        if QApplication.focusWidget() is not field.editor or field.editor.isReadOnly():
            return
        before = field.text
        self.teller.typing_on(field)
        whole = f"{before} {text}".strip()
        may = list(committed(field, whole))
        self.teller.about_to("typing", *may)
        self.program.press(Qt.Key.Key_End, CTRL)
        if not self.type(whole[len(before) :]):
            self.teller.unsure(*may)
        elif commit:
            self.teller.about_to("commit", *may)
            self.program.press(Qt.Key.Key_Return)
        elif self.dice.random() < 0.6:
            self.linger()
