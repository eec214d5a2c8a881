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
    "Het apparaat leest nu het huis. Of het ook tot zijn eigen dossiercompartiment wordt toegelaten, ziet en "
    "beslist u hier niet. U ziet het apparaat in de lijst Mensen en apparaten, en kunt het daar intrekken."
)
_OUT = (
    "Er is niemand toegelaten en er is niets gewijzigd. Verschillende cijfers betekenen dat u niet met het "
    "apparaat van uw collega verbonden bent, dat een van u een regulier bureau koos en de ander een "
    "CTER-bureau, of dat iemand ertussen zit. Probeer het één keer opnieuw. "
    "Verschillen ze weer, bel dan de beheerder van de server en laat geen apparaat toe."
)
_OVER = "De code is verlopen. Er is niemand toegelaten. Maak een nieuwe en zeg die aan uw collega."


class DoorGuide(Guide):
    """For whom, the code, the digits, and that it is in."""

    def __init__(self, enrolling: Enrolling, tasks: Tasks) -> None:
        self._enrolling, self._tasks = enrolling, tasks
        self._knock: Knock | None = None
        self._user = self._code = ""
        self._until: datetime | None = None
        self._asking = self._apart = False
        self.who, self.code = WhoStep(), CodeStep(self._open_door)
        self.digits, self.end = DigitsStep("enrol.door"), InStep("enrol.door.end")
        self.digits.differ.connect(self._differ)
        super().__init__(
            "enrol.door",
            "Een apparaat toelaten",
            "Met uw collega aan de telefoon",
            (self.who, self.code, self.digits, self.end),
        )
        self._look = QTimer(self, interval=_LOOK_MS)
        self._look.timeout.connect(self._look_out)
        self._count = QTimer(self, interval=_SECOND_MS)
        self._count.timeout.connect(self._count_down)
        tasks.ask(lambda desk: desk.read(lambda s: house.overview(s, desk.user)), self._offer, owner=self)

    def _offer(self, found: Overview) -> None:
        self.who.offer(found.members)

    def forward(self, step: GuideStep) -> None:
        """A code once it is known for whom; in once the digits are the same."""
        if step is self.who:
            self._name_them()
        elif step is self.digits and self._knock is not None:
            self.busy("Het apparaat wordt toegelaten")
            self._enrolling.let_in(self._knock, self._user, self._let_in, self.refuse, self)
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
        self._code = code
        self._until = self._enrolling.clock() + timedelta(minutes=JOIN_MINUTES)
        self.code.show_code(code)
        self.show_step(self.code)
        self._count_down()
        self._look_out()
        self._look.start()
        self._count.start()

    def _count_down(self) -> None:
        left = 0 if self._until is None else round((self._until - self._enrolling.clock()).total_seconds())
        if left > 0:
            self.code.say_left(left)
        else:
            self._over(NotDone("code", _OVER))

    def _look_out(self) -> None:
        if not self._asking:
            self._asking = True
            self._enrolling.who_knocks(self._code, self._looked, self._not_looked, self, apart=self._apart)

    def _looked(self, knock: Knock | None) -> None:
        self._asking = False
        if knock is None or self.step is not self.code:
            return
        self._rest()
        self._knock = knock
        self.digits.digits.show_groups(knock.digits)
        self.show_step(self.digits)

    def _not_looked(self, why: NotDone) -> None:
        self._asking = False
        if why.where == "code":
            self._over(NotDone("code", _OVER))
        else:
            # The server may be away for a moment: the code is still good.
            self.message.say(why.sentence, "warn")

    def _over(self, why: NotDone) -> None:
        self._rest()
        if self.step is self.code:
            self.code.over(why.sentence)

    def _let_in(self) -> None:
        self.end.end.setText(_IN_APART if self._apart else _IN)
        self.show_step(self.end)

    def _differ(self) -> None:
        self._knock = None
        self.end.end.setText(_OUT)
        self.show_step(self.end)

    def _rest(self) -> None:
        self._look.stop()
        self._count.stop()
