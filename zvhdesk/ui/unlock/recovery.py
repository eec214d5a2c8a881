"""The card for who forgot the passphrase: two recovery sheets, and a new passphrase twice."""

from collections.abc import Callable
from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout

from zvhdesk.ui.kit import Button, Field, Message, PassphraseField, label, small
from zvhdesk.ui.kit.sheet import sheet_field
from zvhdesk.ui.theme import Text
from zvhdesk.ui.unlock.ground import white_card

Where = Literal["sheet1", "sheet2", "new", "again", ""]
"""Beside which field a sentence stands; "" is above the buttons."""

_ONCE = (
    "Nodig zijn de twee herstelbladen, van twee functionarissen. Typ van elk blad de acht regels over; "
    "hoofdletters en spaties maken niet uit. De gegevens gaan open zolang ZVH Desk aan staat; daarna zijn ze "
    "weer dicht."
)
_EXPLAIN = (
    "Nodig zijn de twee herstelbladen, van twee functionarissen. Typ van elk blad de acht regels over; "
    "hoofdletters en spaties maken niet uit. Kies daarna een nieuwe wachtwoordzin."
)


class RecoveryCard:
    """Sends the two sheets and the new passphrase; keeps everything typed whatever is refused.

    `once`: it opens without a new passphrase, and only this time.
    """

    def __init__(
        self, submit: Callable[[str, str, str], object], back: Callable[[], object], *, once: bool = False
    ) -> None:
        self._submit, self._once = submit, once
        self.frame, layout = white_card(620)
        layout.setSpacing(10)
        layout.addWidget(label("Openen met herstelbladen", Text.DOOR))
        layout.addWidget(small(_ONCE if once else _EXPLAIN, wrap=True))
        sheets = QHBoxLayout()
        sheets.setSpacing(14)
        self.sheet1, self.sheet2 = sheet_field("recovery.sheet1"), sheet_field("recovery.sheet2")
        self.new = PassphraseField("recovery.new")
        self.again = PassphraseField("recovery.again")
        self.again.entered.connect(self._try)
        self._fields: dict[str, Field] = {
            "sheet1": Field("Blad 1", self.sheet1),
            "sheet2": Field("Blad 2", self.sheet2),
            "new": Field("Nieuwe wachtwoordzin", self.new, hint="Minstens vijf woorden of veertien tekens."),
            "again": Field("Nogmaals", self.again),
        }
        for key in ("sheet1", "sheet2"):
            sheets.addWidget(self._fields[key], 1, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(sheets)
        for key in ("new", "again"):
            layout.addWidget(self._fields[key])
            self._fields[key].setVisible(not once)
        self.message = Message("recovery.message")
        layout.addWidget(self.message)
        row = QHBoxLayout()
        self.button = Button("Openen met herstelbladen", "recovery.open", "primary", on_click=self._try)
        self.back = Button("Terug", "recovery.back", on_click=back)
        row.addWidget(self.button)
        row.addWidget(self.back)
        row.addStretch(1)
        layout.addLayout(row)

    def _try(self) -> None:
        self.clear()
        first, second = self.sheet1.toPlainText().strip(), self.sheet2.toPlainText().strip()
        if not first:
            self.refuse("Typ hier de acht regels van blad 1.", "sheet1")
        elif not second:
            self.refuse("Typ hier de acht regels van blad 2.", "sheet2")
        elif self._once:
            self._submit(first, second, "")
        elif not self.new.text:
            self.refuse("Kies een nieuwe wachtwoordzin.", "new")
        elif self.new.text != self.again.text:
            self.refuse("De twee wachtwoordzinnen zijn niet gelijk.", "again")
        else:
            self._submit(first, second, self.new.text)

    def clear(self) -> None:
        """Take the sentences away; what was typed stays."""
        self.message.clear()
        for field in self._fields.values():
            field.set_error("")

    def set_busy(self, busy: bool) -> None:
        """While the house is being opened."""
        self.button.setEnabled(not busy)
        self.back.setEnabled(not busy)

    def refuse(self, sentence: str, where: Where = "") -> None:
        """Say what is wrong, beside the field it is about, and give that field the keyboard."""
        self.set_busy(False)
        if where:
            self._fields[where].set_error(sentence)
            self._fields[where].editor.setFocus()
        else:
            self.message.say(sentence)
