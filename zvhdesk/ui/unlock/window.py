"""The unlock window. It knows nothing of vaults: it sends what was typed and shows what it is told."""

import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from zvhdesk.ui.unlock.attempts import Attempts
from zvhdesk.ui.unlock.behind import GetBehind
from zvhdesk.ui.unlock.card import ONE_DOOR, Door, UnlockCard
from zvhdesk.ui.unlock.front import FrontWindow
from zvhdesk.ui.unlock.ground import centred

if TYPE_CHECKING:
    # For the types only: the window stands before the card is loaded.
    from zvhdesk.ui.unlock.anew import AnewCard
    from zvhdesk.ui.unlock.forgotten import ForgottenCard
    from zvhdesk.ui.unlock.recovery import RecoveryCard, Where


class UnlockWindow(FrontWindow):
    """Shown at the start and after locking.

    `submitted(passphrase)` asks to open; `recovery_submitted(sheet1, sheet2, new_passphrase)` asks to
    open with the recovery sheets. Answer with `busy()` and then `refuse()`, `refuse_recovery()`, or by
    closing the window. `other_asked` asks for the other compartment that stands here; `anew_asked` to join
    anew once what stands here is kept there, as `aside()` said (empty: not offered); answer with
    `refuse_anew()`. `label` is the house's name, `locked_at` a time as "10:42", `behind` gives the rest of
    the program.
    """

    submitted = Signal(str)
    recovery_submitted = Signal(str, str, str)
    other_asked = Signal()
    anew_asked = Signal(str)

    def __init__(
        self,
        label: str,
        locked_at: str | None,
        behind: GetBehind,
        clock: Callable[[], float] = time.monotonic,
        door: Door = ONE_DOOR,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("unlock")
        self.setWindowTitle("ZVH Desk")
        self.resize(1000, 640)
        self._behind = behind
        self.attempts = Attempts(lambda tries: behind().pause_after(tries))
        self._card = UnlockCard(
            label, locked_at, self.attempts, behind, clock, self.submitted.emit, self._show_forgotten
        )
        self._card.stand_at(door, self.other_asked.emit)
        self._recovery: RecoveryCard | None = None
        self._forgotten: ForgottenCard | None = None
        self._anew: AnewCard | None = None
        self.aside: Callable[[], str] = str
        self._stack = QStackedWidget()
        self._stack.addWidget(centred(self._card.frame))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._stack)

    def hint(self, sentence: str) -> None:
        """A line under the field: of the demonstration house, its passphrase."""
        self._card.say(sentence, "info")

    def busy(self) -> None:
        """The key is being derived or the house opened."""
        self._card.set_busy(True)
        if self._recovery is not None:
            self._recovery.set_busy(True)

    def refuse(self, sentence: str, *, wrong: bool = True) -> None:
        """The house stays closed. `wrong` only for a wrong passphrase: that counts as a try."""
        if self._recovery is not None:
            self._recovery.set_busy(False)
        self._card.refuse(sentence, wrong=wrong)

    def refuse_recovery(self, sentence: str, where: "Where" = "") -> None:
        """The sheets or the new passphrase were refused; `where` is the field it is about."""
        self._card.set_busy(False)
        self._built_recovery().refuse(sentence, where)

    def _built_recovery(self) -> "RecoveryCard":
        """The other card, built when it is first needed: few forget, and everyone waits for the start."""
        if self._recovery is None:
            self._recovery = self._behind().recovery_card(self.recovery_submitted.emit, self._show_unlock)
            self._recovery_area = centred(self._recovery.frame)
            self._stack.addWidget(self._recovery_area)
        return self._recovery

    def _show_forgotten(self) -> None:
        """First what can be done: for a house with a server the sheets are the last way, not the first."""
        if self._forgotten is None:
            self._forgotten = self._behind().forgotten_card(
                self.show_sheets, self._show_unlock, self._show_anew if self.aside() else None
            )
            self._forgotten_area = centred(self._forgotten.frame)
            self._stack.addWidget(self._forgotten_area)
        self._stack.setCurrentWidget(self._forgotten_area)
        self._forgotten.sheets.setFocus()

    def _show_anew(self) -> None:
        """What becomes of the folder of now, before anything is moved."""
        if self._anew is None:
            self._anew = self._behind().anew_card(self.anew_asked.emit, self._show_forgotten)
            self._anew.show_place(self.aside())
        self._anew.come_up(self._stack)

    def refuse_anew(self, sentence: str) -> None:
        """What stands here could not be kept aside."""
        if self._anew is not None:
            self._anew.refuse(sentence)

    def show_sheets(self) -> None:
        """Ask for the two recovery sheets."""
        card = self._built_recovery()
        self._stack.setCurrentWidget(self._recovery_area)
        card.sheet1.setFocus()

    def _show_unlock(self) -> None:
        self._stack.setCurrentIndex(0)
        self._card.field.setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        """The keyboard is in the field at once."""
        super().showEvent(event)
        if self._stack.currentIndex() == 0:
            self._card.field.setFocus()
