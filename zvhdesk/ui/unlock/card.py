"""The card with the one field that opens a house."""

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout

from zvhdesk.ui.plain.button import WordButton
from zvhdesk.ui.plain.passphrase import PassphraseField
from zvhdesk.ui.plain.text import label, small
from zvhdesk.ui.theme import Text
from zvhdesk.ui.unlock.attempts import Attempts, waiting_words
from zvhdesk.ui.unlock.behind import GetBehind
from zvhdesk.ui.unlock.ground import white_card

if TYPE_CHECKING:
    # For the types only: the window stands before the kit is loaded.
    from zvhdesk.ui.kit import Message
    from zvhdesk.ui.kit.field import Tone

_OPEN = "Ontgrendelen"


class Door(NamedTuple):
    """Which door this is: that of the cases of CTER when it is `apart`; `other` when there is another one."""

    apart: bool = False
    other: bool = False


ONE_DOOR = Door()


class UnlockCard:
    """Name of the house, the passphrase, and the way to the recovery sheets."""

    def __init__(
        self,
        house: str,
        locked_at: str | None,
        attempts: Attempts,
        behind: GetBehind,
        clock: Callable[[], float],
        submit: Callable[[str], object],
        forgotten: Callable[[], object],
    ) -> None:
        self._attempts = attempts
        self._behind = behind
        self._clock = clock
        self._submit = submit
        self._busy = False
        self._sentence = ""
        self._message: Message | None = None
        self.other: WordButton | None = None
        self.frame, layout = white_card(420)
        self._layout = layout
        since = f" · vergrendeld om {locked_at}" if locked_at else ""
        layout.addWidget(label("ZVH Desk", Text.DOOR))
        layout.addWidget(small(house + since, "unlock.house", wrap=True))
        layout.addSpacing(10)
        caption = label("Wachtwoordzin", Text.STRONG)
        layout.addWidget(caption)
        self.field = PassphraseField("unlock.passphrase", steady=True)
        self.field.line.setAccessibleName("Wachtwoordzin")
        self.field.entered.connect(self._try)
        caption.setBuddy(self.field.line)
        layout.addWidget(self.field)
        layout.addSpacing(4)
        row = QHBoxLayout()
        self.button = WordButton(_OPEN, "unlock.open", "primary", on_click=self._try)
        self.forgot = WordButton("Wachtwoordzin vergeten?", "unlock.forgot", "quiet", on_click=forgotten)
        row.addWidget(self.button)
        row.addStretch(1)
        row.addWidget(self.forgot)
        layout.addLayout(row)
        self._timer = QTimer(self.frame)
        self._timer.setInterval(1000)
        self._timer.timeout.connect(self._count_down)

    def stand_at(self, door: Door, other: Callable[[], object]) -> None:
        """Say which door this is, and lead to the other one. With one door there is nothing to say."""
        if door.apart:
            said = label("Dossiercompartiment CTER", Text.STRONG, name="unlock.apart")
            self._layout.insertWidget(2, said)
        if door.other:
            self.other = WordButton(
                "Ander dossiercompartiment openen", "unlock.other", "quiet", on_click=other
            )
            row = QHBoxLayout()
            row.addStretch(1)
            row.addWidget(self.other)
            self._layout.addLayout(row)

    def _try(self) -> None:
        if self._busy or self._attempts.wait(self._clock()):
            return
        if not self.field.text:
            self.say("Typ eerst uw wachtwoordzin.", "danger")
            self.field.set_wrong(True)
            return
        self._submit(self.field.text)

    def say(self, sentence: str, tone: "Tone") -> None:
        """Say something beneath the field. The place for it is made for the first sentence."""
        if self._message is None:
            self._message = self._behind().message("unlock.message")
            self._layout.insertWidget(self._layout.indexOf(self.field) + 1, self._message)
        self._message.say(sentence, tone)

    def set_busy(self, busy: bool) -> None:
        """While the key is derived: nothing can be sent twice, and what was typed stays."""
        self._busy = busy
        self.field.line.setReadOnly(busy)
        self.button.setText("Bezig met openen" if busy else _OPEN)
        self.forgot.setEnabled(not busy)
        if self.other is not None:
            self.other.setEnabled(not busy)
        if busy:
            if self._message is not None:
                self._message.clear()
            self.field.set_wrong(False)

    def refuse(self, sentence: str, *, wrong: bool) -> None:
        """Say why the house stays closed. A `wrong` passphrase counts; from the tenth on one waits."""
        self.set_busy(False)
        self.say(sentence, "danger")
        self.field.set_wrong(wrong)
        self.field.select_all()
        if wrong and self._attempts.wrong(self._clock()):
            self._sentence = sentence
            self._timer.start()
            self._count_down()

    def _count_down(self) -> None:
        left = self._attempts.wait(self._clock())
        self.button.setEnabled(not left)
        if left:
            self.say(f"{self._sentence} Wacht nog {waiting_words(left)}.", "danger")
        else:
            self._timer.stop()
            self.say("U kunt het opnieuw proberen.", "info")
