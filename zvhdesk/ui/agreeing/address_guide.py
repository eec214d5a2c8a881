"""Guided: the server of this house came to stand at another address, or got another certificate."""

from pathlib import Path

from PySide6.QtWidgets import QLineEdit

from zvhdesk.ui.agreeing.address import tidy_address
from zvhdesk.ui.agreeing.connection import Moving, NotDone, TypedServer
from zvhdesk.ui.agreeing.door_steps import InStep
from zvhdesk.ui.agreeing.guide import Guide, GuideStep
from zvhdesk.ui.agreeing.server_step import AddressStep
from zvhdesk.ui.kit import Check, Field, label, small
from zvhdesk.ui.setup.step import first_wrong
from zvhdesk.ui.theme import Text

TITLE = "Adres van de server"
_LONGEST = 64
"""Of a code: the server takes no longer one."""
_LEAD = (
    "Doe dit als de server van uw huis een ander adres of een ander certificaat kreeg. De beheerder "
    "van de server geeft u het nieuwe adres."
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
_NEW = (
    "Deze server kent uw huis niet. Ga alleen verder als de server van uw huis verloren is, ook met zijn "
    "reservekopieën. Anders is dit het verkeerde adres: kies dan Terug."
)
_BACK = (
    "Dit hoeft maar op één computer. Die brengt alles terug wat hij heeft, ook wat collega's schreven. Wat "
    "alleen op andere computers staat, komt van die computers zodra zij verbinding maken."
)
_SAME = (
    "Mensen, apparaten en geschiedenis blijven dezelfde. Wie was ingetrokken blijft ingetrokken, en wat "
    "vernietigd is komt niet terug. De server kan er niets van lezen."
)
_WAITS = (
    "Zolang het huis terugkomt, neemt de server niets nieuws aan. Iedereen kan doorwerken; wat wacht, gaat "
    "er daarna vanzelf heen."
)
_CODE = "U krijgt hem één keer van de beheerder van de server. Hij is een dag geldig."
_AGAIN = (
    "Uw huis staat op deze server, en deze computer brengt vanaf nu terug wat hij heeft. Dat gaat vanzelf; "
    "hoe het staat, leest u linksonder."
)
_EVERY = (
    "Laat elke andere computer van het huis een keer verbinding maken. Kreeg de server een ander adres, dan "
    "kiest daar iemand Adres van de server. Vertel de beheerder van de server wanneer alle computers geweest "
    "zijn: dan opent hij de server weer (zvhserver restore --open)."
)
_MOVED = "Daar staat de server van uw huis. Deze computer gebruikt vanaf nu {}."
_LESS = (
    "Deze server heeft nog niet alles wat deze computer heeft: waarschijnlijk is een reservekopie "
    "teruggezet, of is uw huis daar net teruggezet. Er gaat niets verloren: deze computer vult aan wat "
    "ontbreekt zodra herstel begonnen is. Meldt Samenwerken dat de server iets mist, vraag de beheerder van "
    "de server dan om herstel te beginnen."
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


class _Anew(GuideStep):
    onward = "Huis hier terugzetten"
    usual = False

    def __init__(self) -> None:
        super().__init__("Huis terugzetten", _NEW)
        self.code = self.start = QLineEdit()
        self.code.setObjectName("move.code")
        self.code.setMaxLength(_LONGEST)
        self.fields = {"code": Field("Code", self.code, hint=_CODE)}
        for sentence in (_BACK, _SAME, _WAITS):
            self.body.addWidget(label(sentence, wrap=True))
        self.body.addWidget(self.fields["code"])

    def check(self) -> bool:
        """A code."""
        code = "" if self.code.text().strip() else "Vul de code in."
        return not first_wrong(((self.fields["code"], code),))


class AddressGuide(Guide):
    """Type it, have it looked at, and hear what came of it. `moved` once the desk goes on there.

    At a server that does not know the house, an admin may make it again there: the step in between.
    """

    def __init__(self, moving: Moving) -> None:
        self._moving = moving
        self.where, self.anew, self.end = _Where(), _Anew(), InStep("move.end")
        self.moved = False
        steps: tuple[GuideStep, ...] = (self.where, self.anew, self.end)
        super().__init__("move", TITLE, "Voor deze computer", steps)
        moving.in_use(self.where.show_now, self)

    def forward(self, step: GuideStep) -> None:
        """Nothing is kept before the server there was seen."""
        if step is self.where:
            self.busy("De server wordt nagekeken")
            self._moving.move(self.where.typed, self._done, self.refuse, self)
        elif step is self.anew:
            self.busy("Het huis wordt teruggezet")
            code = self.anew.code.text().strip()
            self._moving.make_again(self.where.typed, code, self._made, self.refuse, self)
        else:
            super().forward(step)

    def refuse(self, why: NotDone) -> None:
        """That the house is not known there is no end of it."""
        if why.new:
            self.show_step(self.anew)
        else:
            super().refuse(why)

    def _done(self, less: bool) -> None:
        moved = _MOVED.format(tidy_address(self.where.typed.address))
        self._over(moved, *((_LESS,) if less else ()), _OTHERS)

    def _made(self, less: bool) -> None:
        # Another desk may have been first, and have brought all of it.
        self._over(_AGAIN if less else _MOVED.format(tidy_address(self.where.typed.address)), _EVERY)

    def _over(self, *said: str) -> None:
        self.moved = True
        self.end.end.setText("\n\n".join(said))
        self.show_step(self.end)
        self.next.setFocus()
