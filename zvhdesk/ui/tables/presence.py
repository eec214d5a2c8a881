"""How somebody takes part, as a choice."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent

from zvhdesk.domain.terms import Presence
from zvhdesk.ui.kit import Select
from zvhdesk.ui.tables.wording import presence_choices

_STAYS = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.MenuBarFocusReason)


class PresenceSelect(Select):
    """The first letter chooses: V, I, O, T or A. `settled` carries the value once the choice is made.

    It is when it was picked from the list, at Enter, and when the field is left; arrow keys on their way past
    the others record nothing.
    """

    settled = Signal(str)

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self._shown = ""
        self._opened = False
        self.activated.connect(self._picked)

    def show_presence(self, presence: Presence) -> None:
        """Show what stands, unless another choice is being made."""
        pending = self.value != self._shown and self.hasFocus()
        wanted = presence_choices(presence)
        if self.count() != len(wanted):
            kept = self.value
            self.clear()
            for value, word in wanted:
                self.addItem(word, value)
            self.choose(kept)
        self._shown = presence.value
        if not pending:
            self.choose(self._shown)

    def put_back(self) -> None:
        """What was chosen was refused: show what stands."""
        self.choose(self._shown)

    def _settle(self) -> None:
        if self.value and self.value != self._shown:
            self._shown = self.value
            self.settled.emit(self.value)

    def _picked(self, _index: int) -> None:
        if self._opened:
            self._opened = False
            self._settle()

    def showPopup(self) -> None:
        """Open the list."""
        self._opened = True
        super().showPopup()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter settles; Esc takes back what was not settled yet."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._settle()
        elif event.key() == Qt.Key.Key_Escape and self.value != self._shown:
            self.put_back()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Leaving settles."""
        super().focusOutEvent(event)
        if event.reason() not in _STAYS:
            self._opened = False
            self._settle()
