"""Guided: an admin lets a device in. A code by telephone, digits compared, and only then the keys."""

from datetime import datetime, timedelta
from typing import Any

from PySide6.QtCore import QTimer

from zvhdesk.domain.refusals import BadInput
from zvhdesk.services import house
from zvhdesk.services.house import Overview
from zvhdesk.ui.agreeing.connection import Enrolling, Knock, NotDone
from zvhdesk.ui.agreeing.door_steps import (
    EQUAL,
    EQUAL_APART,
    NEW,
    CodeStep,
    DigitsStep,
    InStep,
    WhoStep,
)
from zvhdesk.ui.agreeing.guide import Guide, GuideStep
from zvhdesk.ui.explain_any import explain
from zvhdesk.ui.tasks import Tasks
from zvhdesk.wire.limits import JOIN_MINUTES

_LOOK_MS = 2_000
_SECOND_MS = 1_000
_IN = (
    "Het apparaat is toegelaten. Op de nieuwe computer komt nu alles binnen; daarna kan uw collega werken. "
    "U ziet het apparaat in de lijst Mensen en apparaten."
)
_IN_APART = (
    "Het apparaat leest nu het huis. U ziet het in de lijst Mensen en apparaten, en kunt het daar intrekken."
)
_OUT = (
    "Er is niemand toegelaten en er is niets gewijzigd. Verschillende cijfers betekenen dat u niet met het "
    "apparaat van uw collega verbonden bent, dat uw collega iets anders verwacht dan u koos bij Wat leest "
    "het, of dat iemand ertussen zit. Probeer het één keer opnieuw. Verschillen ze weer, bel dan de "
    "beheerder van de server en laat geen apparaat toe."
)
_RAN_OUT = "De code is verlopen: hij geldt tien minuten."
_NOBODY = "Er is niemand toegelaten."
_SAY_IT = "Maak een nieuwe code en zeg die aan uw collega."
_COMPARE = "Daarna vergelijkt u de cijfers opnieuw."
_NAMED = (
    "Dit apparaat staat door een eerdere poging al op naam van {}. Dat blijft zo. Is het van iemand anders? "
    "Kies dan niet Ze zijn gelijk, trek het apparaat in bij Mensen en apparaten, en begin opnieuw."
)
_UNKNOWN = (
    "De server antwoordt niet. Of het apparaat al is toegelaten, is nog niet bekend; dat wordt vanzelf "
    "nagekeken."
)
_NOT_YET = "Nagekeken: het apparaat is nog niet toegelaten. Kies opnieuw Ze zijn gelijk."
_IN_ALL_THE_SAME = (
    "Het apparaat is al toegelaten: uw eerdere keuze kwam toch bij de server aan. Verschillen de cijfers, "
    "trek het apparaat dan nu in, in de lijst Mensen en apparaten."
)


class DoorGuide(Guide):
    """For whom, the code, the digits, and that it is in.

    When no answer came to letting in, nobody knows whether it is: that is looked up before anything is said.
    """

    def __init__(self, enrolling: Enrolling, tasks: Tasks) -> None:
        self._enrolling, self._tasks = enrolling, tasks
        self._knock: Knock | None = None
        self._user = self._code = ""
        self._until: datetime | None = None
        self._asking = self._apart = self._unsure = self._differs = False
        self.who, self.code = WhoStep(), CodeStep(self._open_door)
        self.digits, self.end = DigitsStep("enrol.door"), InStep("enrol.door.end")
        self.digits.differ.connect(self._differ)
        self.digits.another.connect(self._open_door)
        super().__init__(
            "enrol.door",
            "Een apparaat toelaten",
            "Met uw collega aan de telefoon",
            (self.who, self.code, self.digits, self.end),
        )
        self.look = QTimer(self, interval=_LOOK_MS)
        self.look.timeout.connect(self._look_out)
        self.count = QTimer(self, interval=_SECOND_MS)
        self.count.timeout.connect(self._count_down)
        self.again = QTimer(self, interval=_LOOK_MS, singleShot=True)
        self.again.timeout.connect(self._look_up)
        tasks.ask(lambda desk: desk.read(lambda s: house.overview(s, desk.user)), self._offer, owner=self)

    def _offer(self, found: Overview) -> None:
        self.who.offer(found.members)

    def forward(self, step: GuideStep) -> None:
        """A code once it is known for whom; in once the digits are the same."""
        if step is self.who:
            self._name_them()
        elif step is self.digits and self._knock is not None:
            self._admit(self._knock)
        else:
            super().forward(step)

    def leave(self) -> None:
        """Nobody is let in any more with this code: nobody looks."""
        self._rest()
        super().leave()

    def _name_them(self) -> None:
        if self.who.who.value != NEW:
            self._named(self.who.who.value)
            return
        self.busy("De collega wordt toegevoegd")
        typed = self.who.typed
        self._tasks.act(
            lambda session: house.add_member(session, house.OF_HOUSE, typed),
            "member.add",
            self._added,
            self._not_added,
            owner=self,
        )

    def _added(self, member: str) -> None:
        # Back and forth again must not add the same colleague twice.
        self.who.who.insertItem(0, self.who.name.text().strip(), member)
        self.who.who.choose(member)
        self._named(member)

    def _not_added(self, reason: Any) -> None:
        self.refuse(NotDone("", reason.sentence if isinstance(reason, BadInput) else explain(reason)))

    def _named(self, user: str) -> None:
        self._user, self._apart = user, self.who.apart.isChecked()
        self.digits.then.setText(EQUAL_APART if self._apart else EQUAL)
        self._open_door()

    def _open_door(self) -> None:
        self.busy("De code wordt gemaakt")
        self._enrolling.open_door(self._opened, self.refuse, self)

    def _opened(self, code: str) -> None:
        self._code, self._knock, self._unsure = code, None, False
        self._until = self._enrolling.clock() + timedelta(minutes=JOIN_MINUTES)
        self.code.show_code(code)
        self.show_step(self.code)
        self._count_down()
        self._look_out()
        self.look.start()
        self.count.start()

    def _count_down(self) -> None:
        left = 0 if self._until is None else round((self._until - self._enrolling.clock()).total_seconds())
        if left > 0:
            self.code.say_left(left)
        else:
            self._over()

    def _look_out(self) -> None:
        if not self._asking:
            self._asking = True
            self._enrolling.who_knocks(self._code, self._looked, self._not_looked, self, apart=self._apart)

    def _looked(self, knock: Knock | None) -> None:
        self._asking = False
        if self.step is not self.code:
            return
        self.message.clear()
        if knock is not None:
            self.look.stop()
            self._knock = knock
            self.digits.show_groups(knock.digits)
            self._keep_named(knock)
            self.show_step(self.digits)

    def _keep_named(self, knock: Knock) -> None:
        """A device that an earlier try named stays of that person: the roster says so for good."""
        # Nobody knows how far that try came.
        self._unsure = bool(knock.user)
        if knock.user and knock.user != self._user:
            self._user = knock.user
            self.digits.say_whose(_NAMED.format(self.who.keep(knock.user) or "een andere collega"))

    def _not_looked(self, why: NotDone) -> None:
        self._asking = False
        if why.where == "code":
            self._over()
        elif self.step is self.code:
            # The server may be away for a moment: the code is still good.
            self.message.say(why.sentence, "warn")

    def _over(self) -> None:
        self._rest()
        self.message.clear()
        if self.step is self.code:
            self.code.over(f"{_RAN_OUT} {_NOBODY} {_SAY_IT}")
        elif self.step is self.digits:
            nobody = "" if self._unsure else f" {_NOBODY}"
            self.digits.over(f"{_RAN_OUT}{nobody} {_SAY_IT} {_COMPARE}")

    # Letting in.

    def _admit(self, knock: Knock) -> None:
        self._rest()
        self._differs = False
        self.busy("Het apparaat wordt toegelaten")
        self._enrolling.let_in(knock, self._user, self._let_in, self._not_let_in, self)

    def _let_in(self) -> None:
        self._end(_IN_APART if self._apart else _IN)

    def _not_let_in(self, why: NotDone) -> None:
        self._unsure = True
        if why.lost:
            self._not_known(why)
        else:
            self.refuse(why)
            self.count.start()

    def _differ(self) -> None:
        if not self._unsure:
            self._end(_OUT)
            return
        self._differs = True
        self.busy("Er wordt nagekeken of het apparaat al is toegelaten")
        self._look_up()

    def _look_up(self) -> None:
        if self._knock is not None:
            self._enrolling.is_in(self._knock, self._known, self._not_known, self)

    def _known(self, inside: bool) -> None:
        self.busy("")
        self._unsure = inside
        if self._differs:
            self._end(_IN_ALL_THE_SAME if inside else _OUT)
        elif inside and self._knock is not None:
            # Named, and perhaps without its keys: what was left is done now.
            self._admit(self._knock)
        else:
            self.message.say(_NOT_YET, "info")
            self.count.start()

    def _not_known(self, why: NotDone) -> None:
        if not why.lost:
            self.refuse(why)
            return
        self.busy(_UNKNOWN)
        self.message.say(_UNKNOWN, "warn")
        self.again.start()

    def _end(self, sentence: str) -> None:
        self._rest()
        self._knock = None
        self.end.end.setText(sentence)
        self.show_step(self.end)

    def _rest(self) -> None:
        for timer in (self.look, self.count, self.again):
            timer.stop()
