"""Guided: going on with a server that got an old backup, on which colleagues wrote on."""

from PySide6.QtWidgets import QGridLayout

from zvhdesk.domain.lease import LOCK_AFTER_DAYS
from zvhdesk.services.clock import Clock
from zvhdesk.services.words import many
from zvhdesk.ui.agreeing.connection import Astray, Following, NotDone
from zvhdesk.ui.agreeing.door_steps import InStep
from zvhdesk.ui.agreeing.guide import Guide, GuideStep
from zvhdesk.ui.agreeing.words import moment
from zvhdesk.ui.kit import Check, Message, label, small
from zvhdesk.ui.theme import Text

TITLE = "Verdergaan met deze server"
_LEAD = (
    "De server heeft iets anders dan wat deze computer eerder van hem kreeg. Zo gaat het als er een oude "
    "reservekopie van de server is teruggezet en collega's daarop verder schreven. Het kan ook zijn dat "
    "iemand iets veranderde of wegliet."
)
_ASK = "Vraag eerst de beheerder van de server of er een reservekopie is teruggezet, en van welke dag."
_NO = "Is er niets teruggezet? Stop dan hier, en zeg het een beheerder van uw huis. Er verandert niets. {}"
_WORK_ON = (
    f"U kunt op deze computer blijven werken, tot {LOCK_AFTER_DAYS} dagen na het laatste volledige contact "
    "met de server. Daarna gaat hij op slot tot het is opgelost; ook dan gaat er niets verloren."
)
_SHUT = "Deze computer blijft op slot tot het is opgelost, en er gaat niets verloren."
_LOOK = "Eerst wordt aan de server gevraagd wat hij nu heeft. Daarbij wordt nog niets gewijzigd."
_COMPARE = (
    "Laat de beheerder van de server voorlezen wat de server zelf zegt (zvhserver restore --check). Nummer "
    "en tekens moeten dezelfde zijn als hier onder Server. Werkt een collega intussen door, dan loopt het "
    "nummer op: ga dan terug en kijk het opnieuw na."
)
_OWN = "{} van deze computer, die de server niet meer heeft, {} opnieuw naar de server."
_OTHERS = (
    "{} van collega's, die de server niet meer heeft, {} uit de casussen hier en {} daarna in een lijst bij "
    "Samenwerken. {} vanzelf terug zodra de eigen computer van die collega ook verdergaat."
)
_NOTHING = "Er gaat niets van deze computer af; de server mist alleen iets, of heeft er iets bij."
_COPY = "Eerst wordt een kopie van deze computer gemaakt. Die blijft zeven dagen staan."
_SAME = "Nummer en tekens zijn vergeleken met die van de server, en zijn gelijk"
_FIRST = "Vergelijk eerst nummer en tekens met de beheerder van de server, en zet dan dit vinkje."
_DONE = (
    "Deze computer gaat verder met de server. Wat hier wacht, wordt nu vanzelf verstuurd, en wat collega's "
    "intussen schreven, komt binnen."
)
_EACH = (
    "Elke andere computer die hetzelfde meldt, moet dit ook doen. Pas dan is alles wat iemand vastlegde weer "
    "bij iedereen."
)
_LIST = "Wat van collega's nu alleen nog hier staat, vindt u bij Samenwerken."


class _AskStep(GuideStep):
    onward = "Nakijken"

    def __init__(self, *, shut: bool) -> None:
        super().__init__("Eerst vragen", _LEAD)
        self.body.addWidget(label(_ASK, Text.STRONG, name="follow.ask", wrap=True))
        no = _NO.format(_SHUT if shut else _WORK_ON)
        for name, sentence in (("follow.no", no), ("follow.look", _LOOK)):
            self.body.addWidget(small(sentence, name, wrap=True))


class _CompareStep(GuideStep):
    onward = TITLE

    def __init__(self) -> None:
        super().__init__("Vergelijken", _COMPARE)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(32)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnStretch(2, 1)
        self.body.addLayout(self._grid)
        self.since = small("", "follow.since", wrap=True)
        self.means = label("", Text.BODY, name="follow.means", wrap=True)
        self.same = Check(_SAME, "follow.same")
        self.wrong = Message("follow.same.error")
        for one in (self.since, self.means, small(_COPY, wrap=True), self.same, self.wrong):
            self.body.addWidget(one)
        self.same.toggled.connect(lambda _on: self.wrong.clear())
        self.start = self.same

    def show_astray(self, astray: Astray, clock: Clock) -> None:
        """What parted, and what follows; it is to be compared anew."""
        while (item := self._grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        for at, title in enumerate(("Deel", "Deze computer", "Server")):
            self._grid.addWidget(label(title, Text.SUB, "3"), 0, at)
        for row, one in enumerate(astray.parts, 1):
            name = one.name.replace("cter", "CTER")
            self._grid.addWidget(label(name, Text.BODY), row, 0)
            self._grid.addWidget(label(one.here, Text.BODY, name=f"follow.here.{row - 1}"), row, 1)
            self._grid.addWidget(label(one.there, Text.STRONG, name=f"follow.there.{row - 1}"), row, 2)
        self.since.setText(f"Tot {moment(astray.since, clock())} is alles hetzelfde.")
        self.means.setText("\n\n".join(_means(astray)) or _NOTHING)
        self.same.setChecked(False)

    def check(self) -> bool:
        """Nobody goes on who did not compare."""
        self.wrong.say("" if self.same.isChecked() else _FIRST)
        return self.same.isChecked()


class FollowGuide(Guide):
    """Ask, compare, go on. Only the last changes anything. `shut`: the lease of this desk ran out."""

    home = ("server", None)

    def __init__(self, following: Following, *, shut: bool = False) -> None:
        self._following, self.followed = following, False
        self._astray: Astray | None = None
        self.ask, self.compare, self.end = _AskStep(shut=shut), _CompareStep(), InStep("follow.end")
        super().__init__("follow", TITLE, "Voor deze computer", (self.ask, self.compare, self.end))

    def forward(self, step: GuideStep) -> None:
        """First the server is asked; then it is for a person to say."""
        if step is self.ask:
            self.busy("De server wordt nagekeken")
            self._following.look(self._looked, self.refuse, self)
        elif step is self.compare and self._astray is not None:
            self.busy("Deze computer gaat verder")
            self._following.follow(self._astray, self._done, self.refuse, self)
        else:
            super().forward(step)

    def refuse(self, why: NotDone) -> None:
        """What was compared may be otherwise by now: from the start."""
        super().refuse(why)
        if self.step is self.compare and not why.lost:
            self.show_step(self.ask)
            self.message.say(why.sentence)

    def _looked(self, astray: Astray) -> None:
        self._astray = astray
        self.compare.show_astray(astray, self._following.clock)
        self.show_step(self.compare)

    def _done(self) -> None:
        self.followed = True
        others = self._astray is not None and self._astray.others
        self.end.end.setText("\n\n".join((_DONE, *((_LIST,) if others else ()), _EACH)))
        self.show_step(self.end)
        self.next.setFocus()


def _means(astray: Astray) -> list[str]:
    found: list[str] = []
    if astray.own:
        what = many(astray.own, "wijziging", "wijzigingen")
        found.append(_OWN.format(what, "gaat" if astray.own == 1 else "gaan"))
    if astray.others:
        one = astray.others == 1
        what = many(astray.others, "wijziging", "wijzigingen")
        verbs = ("gaat", "staat", "Die komt") if one else ("gaan", "staan", "Ze komen")
        found.append(_OTHERS.format(what, *verbs))
    return found
