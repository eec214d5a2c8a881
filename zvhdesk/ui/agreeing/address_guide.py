"""Guided: the server of this house came to stand at another address, or got another certificate."""

from pathlib import Path

from zvhdesk.ui.agreeing.address import tidy_address
from zvhdesk.ui.agreeing.connection import Moving, TypedServer
from zvhdesk.ui.agreeing.door_steps import InStep
from zvhdesk.ui.agreeing.guide import Guide, GuideStep
from zvhdesk.ui.agreeing.server_step import AddressStep
from zvhdesk.ui.kit import Check, label, small
from zvhdesk.ui.theme import Text

TITLE = "Adres van de server"
_LEAD = (
    "Doe dit als de server van uw huis een ander adres of een ander certificaat kreeg. Uw beheerder weet "
    "dat, en geeft u het nieuwe adres."
)
_EACH = (
    "Elke computer van het huis moet dit zelf doen. Er gaat niets verloren: wat nog niet verstuurd is, gaat "
    "daarna naar het nieuwe adres."
)
_FIRST = (
    "Eerst wordt nagekeken of daar de server van uw huis staat. Tot dat zeker is, blijft het adres van nu in "
    "gebruik."
)
_WITHOUT = "Geen eigen certificaat meer gebruiken"
_OWN = "het certificaat dat nu in gebruik is"
_MOVED = "Daar staat de server van uw huis. Deze computer gebruikt vanaf nu {}."
_LESS = (
    "Deze server heeft nog niet alles wat deze computer heeft: waarschijnlijk is een reservekopie "
    "teruggezet. Er gaat niets verloren. Vraag de beheerder van de server om herstel te beginnen; deze "
    "computer vult dan aan wat ontbreekt."
)
_OTHERS = "Elke andere computer van het huis moet dit ook doen. Geef uw collega's het nieuwe adres."


class _Where(AddressStep):
    onward = "Nakijken"

    def __init__(self) -> None:
        super().__init__("move", TITLE, _LEAD)
        self.now = label("", Text.STRONG, name="move.now", wrap=True)
        self.without = Check(_WITHOUT, "move.without")
        self.without.hide()
        self.without.toggled.connect(self._show_file)
        self._own, self._chosen = "", ""
        self.body.insertWidget(self.body.indexOf(self.fields["address"]), self.now)
        self.body.addWidget(self.without)
        for sentence in (_EACH, _FIRST):
            self.body.addWidget(small(sentence, wrap=True))

    def show_now(self, server: TypedServer) -> None:
        """What is in use; what was typed meanwhile stays."""
        self.now.setText(f"Nu in gebruik: {server.address}")
        if not self.address.text():
            self.address.setText(server.address)
            self.address.selectAll()
        self._own = server.trust
        self.without.setVisible(bool(server.trust))
        self._show_file()

    @property
    def typed(self) -> TypedServer:
        """Where the server is: without another certificate, the one that is in use stays."""
        trust = "" if self.without.isChecked() else super().typed.trust or self._own
        return TypedServer(self.address.text(), trust)

    def take_certificate(self, file: Path) -> bool:
        """One that was chosen is wanted."""
        taken = super().take_certificate(file)
        if taken:
            self._chosen = file.name
            self.without.setChecked(False)
        return taken

    def _show_file(self) -> None:
        in_use = self._chosen or (_OWN if self._own else "")
        self.file.setText("" if self.without.isChecked() else in_use)
        self.fields["trust"].set_error("")


class AddressGuide(Guide):
    """Type it, have it looked at, and hear what came of it. `moved` once the desk goes on there."""

    def __init__(self, moving: Moving) -> None:
        self._moving = moving
        self.where, self.end = _Where(), InStep("move.end")
        self.moved = False
        steps: tuple[GuideStep, ...] = (self.where, self.end)
        super().__init__("move", TITLE, "Voor deze computer", steps)
        moving.in_use(self.where.show_now, self)

    def forward(self, step: GuideStep) -> None:
        """Nothing is kept before the server there was seen."""
        if step is not self.where:
            super().forward(step)
            return
        self.busy("De server wordt nagekeken")
        self._moving.move(self.where.typed, self._done, self.refuse, self)

    def _done(self, less: bool) -> None:
        self.moved = True
        said = [_MOVED.format(tidy_address(self.where.typed.address)), *((_LESS,) if less else ()), _OTHERS]
        self.end.end.setText("\n\n".join(said))
        self.show_step(self.end)
        self.next.setFocus()
