"""Wachtwoordzin: another one in place of the one of now."""

from typing import Any

from PySide6.QtCore import Qt

from zvhdesk.domain.store_refusals import WeakPassphrase
from zvhdesk.services import house_keys
from zvhdesk.services.house_keys import Keys
from zvhdesk.services.unlock.passphrase import is_same
from zvhdesk.ui.beheer.proof import Proof
from zvhdesk.ui.explain_any import explain
from zvhdesk.ui.kit import Button, Card, Message, label, small
from zvhdesk.ui.setup.new_passphrase import NewPassphrase
from zvhdesk.ui.setup.step import first_wrong
from zvhdesk.ui.tasks import Tasks

_WHAT = (
    "Na het wijzigen opent alleen de nieuwe zin dit huis. De herstelbladen blijven gelden. Een reservekopie "
    "van vóór die tijd gaat nog open met de oude zin."
)
_KEYRING = "De sleutelbos van deze computer beschermt dit huis mee. Dat blijft zo."
_ALONE = "Dit huis staat niet in een sleutelbos: alleen de zin beschermt het. Dat blijft zo."
_CHANGING = "De wachtwoordzin wordt gewijzigd."
_DONE = (
    "De wachtwoordzin is gewijzigd. Maak een reservekopie: een kopie van vóór nu gaat nog open met de oude "
    "zin."
)
_SAME = "Dit is de wachtwoordzin die u nu hebt. Kies een andere."
_FIRST_SHEETS = "Rond eerst de nieuwe herstelbladen af."
_BUG = "Er ging iets mis in het programma. Probeer bij het ontgrendelen eerst de nieuwe zin, dan de oude."


class PassphraseCard(Card):
    """The passphrase of now, and the new one twice. All stays as typed until it has been changed."""

    def __init__(self, tasks: Tasks, proof: Proof) -> None:
        super().__init__("Wachtwoordzin")
        self._tasks = tasks
        self._label = ""
        self._held = False
        self.proof = proof
        self.new = NewPassphrase("admin.access.new_", "Nieuwe wachtwoordzin", lambda: self._label)
        self.keyring = small("", "admin.access.keyring", wrap=True)
        self.message = Message("admin.access.passphrase.message")
        self.change = Button("Wachtwoordzin wijzigen", "admin.access.change", on_click=self._change)
        for editor in (proof.editor, self.new.first, self.new.again):
            editor.entered.connect(self._change)
        self.body.setSpacing(10)
        self.body.addWidget(label(_WHAT, wrap=True))
        self.body.addWidget(self.keyring)
        section = self.section()
        section.setSpacing(14)
        section.addWidget(proof.field)
        section.addWidget(self.new)
        section.addWidget(self.change, 0, Qt.AlignmentFlag.AlignLeft)
        section.addWidget(self.message)

    def show_keys(self, found: Keys) -> None:
        """Say what else protects this house."""
        self._label = found.label
        self.keyring.setText(_KEYRING if found.keyring else _ALONE)

    def opened(self) -> None:
        """The pane comes into view: what was said before is over, unless it is still being done."""
        if self.change.isEnabled():
            self.message.clear()

    def hold(self, held: bool) -> None:
        """New sheets belong to the vault as it is: while they are on their way out it stays so."""
        self._held = held
        self.change.setEnabled(not held)
        self.message.say(_FIRST_SHEETS if held else "", "info")

    def _change(self) -> None:
        if not self.change.isEnabled() or first_wrong((self.proof.wrong(), *self._wrong())):
            return
        current, new = self.proof.editor.text, self.new.first.text
        self._busy(_CHANGING)
        self._tasks.ask(
            lambda desk: house_keys.change_passphrase(desk, current, new),
            self._changed,
            self._refused,
            owner=self,
            broken=self._broken,
        )

    def _wrong(self) -> Any:
        first, again = self.new.wrong()
        if not first[1] and is_same(self.proof.editor.text, self.new.first.text):
            first = (first[0], _SAME)
        return first, again

    def _busy(self, doing: str) -> None:
        self.message.say(doing, "info")
        if self.change.hasFocus():
            # What is switched off loses the keyboard to whatever stands next.
            self.proof.editor.setFocus()
        self.change.setEnabled(not doing and not self._held)
        for editor in (self.proof.editor, self.new.first, self.new.again):
            editor.line.setReadOnly(bool(doing))

    def _changed(self, _nothing: None) -> None:
        self._busy("")
        self.proof.accepted()
        self.new.empty()
        for field in (self.new.first_field, self.new.again_field):
            field.set_error("")
        self.message.say(_DONE, "ok")
        self.change.setFocus()

    def _refused(self, reason: Any) -> None:
        self._busy("")
        if self.proof.refuse(reason):
            return
        if isinstance(reason, WeakPassphrase):
            first_wrong(((self.new.first_field, explain(reason)),))
        else:
            self.message.say(explain(reason))

    def _broken(self) -> None:
        self._busy("")
        self.message.say(_BUG)
