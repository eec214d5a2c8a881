"""Who sits at an open house proves to know its passphrase, under the same rule as when unlocking."""

import time
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from zvhdesk.domain.store_refusals import WrongPassphrase
from zvhdesk.ui.explain_any import explain
from zvhdesk.ui.kit import Field, PassphraseField
from zvhdesk.ui.unlock.attempts import Attempts, waiting_words

_EMPTY = "Typ uw wachtwoordzin van nu."
_AGAIN = "U kunt het opnieuw proberen."


class Proof(QObject):
    """The field for the passphrase of now. `attempts` is shared by all such fields of the house.

    Read it with `asked()`; answer with `refuse(reason)` or `accepted()`.
    """

    def __init__(
        self, name: str, words: str, attempts: Attempts, clock: Callable[[], float] = time.monotonic
    ) -> None:
        super().__init__()
        self.editor = PassphraseField(name)
        self.field = Field(words, self.editor)
        self.editor.changed.connect(lambda _text: self.editor.set_wrong(False))
        self._attempts = attempts
        self._clock = clock
        self._sentence = ""
        self._timer = QTimer(self)
        self._timer.setInterval(1000)
        self._timer.timeout.connect(self._count_down)

    def wrong(self) -> tuple[Field, str]:
        """The field and why it cannot be asked now: empty, or one must wait. No sentence: it can."""
        if self._attempts.wait(self._clock()):
            self._timer.start()
            return self.field, self._waiting()
        return self.field, "" if self.editor.text else _EMPTY

    def refuse(self, reason: object) -> bool:
        """Say so beside the field when the passphrase was wrong; True when it was. What was typed stays."""
        if not isinstance(reason, WrongPassphrase):
            return False
        self._sentence = explain(reason)
        self.field.set_error(self._sentence)
        self.editor.set_wrong(True)
        self.editor.select_all()
        if self._attempts.wrong(self._clock()):
            self._timer.start()
            self._count_down()
        return True

    def accepted(self) -> None:
        """It was right: nothing of it is kept, and the counting begins anew."""
        self._attempts.right()
        self._timer.stop()
        self._sentence = ""
        self.editor.set_text("")
        self.editor.show_text(False)
        self.field.set_error("")

    def _waiting(self) -> str:
        left = waiting_words(self._attempts.wait(self._clock()))
        return f"{self._sentence} Wacht nog {left}.".strip()

    def _count_down(self) -> None:
        if self._attempts.wait(self._clock()):
            self.field.set_error(self._waiting())
        else:
            self._timer.stop()
            self.field.set_error(_AGAIN, "info")
