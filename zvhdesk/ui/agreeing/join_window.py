"""The window in which a new machine joins a house that is there: four steps."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from zvhdesk.ui.agreeing.connection import Joining, NotDone
from zvhdesk.ui.agreeing.door_steps import DigitsStep
from zvhdesk.ui.agreeing.guide import Guide, GuideStep
from zvhdesk.ui.agreeing.server_step import ServerStep
from zvhdesk.ui.agreeing.spoken import Digits
from zvhdesk.ui.kit import Message, TopBar, label
from zvhdesk.ui.kit.progress import Progress
from zvhdesk.ui.setup.new_passphrase import NewPassphrase
from zvhdesk.ui.setup.step import first_wrong
from zvhdesk.ui.theme import Text
from zvhdesk.ui.unlock.front import FrontWindow
from zvhdesk.wire.limits import JOIN_MINUTES


class JoinWords(NamedTuple):
    """What the window says: its heading, the leads of the steps, and what becomes of it."""

    title: str
    phrase: str
    server: str
    different: str
    fetching: str
    waits: str
    compares: bool
    """Whether the digits are compared again while a key is waited for."""
    there: str
    left: str
    """What comes of a device that was let in and that nobody has."""


_OF_PHRASE = (
    "Met deze zin opent u het huis op deze computer. Hij is alleen van u en alleen voor deze computer. "
    "Bent u hem kwijt, dan laat een collega u opnieuw toe; de herstelbladen van het huis openen ook deze "
    "computer."
)
_SERVER = (
    "Bel de collega die beheerder is. Die kiest in Beheer, bij Server en apparaten: Een apparaat toelaten, "
    "en zegt u een code."
)
_CODE = "Drie groepjes van vier. Hoofdletters en streepjes maken niet uit. De code geldt tien minuten."
_DIGITS = (
    "Uw collega ziet nu ook acht groepen. Vergelijk ze, door de telefoon of naast elkaar: lees voor of "
    "luister mee. Zo weet u zeker dat dit het goede huis is en dat niemand ertussen zit."
)
_EQUAL = (
    "Zijn ze gelijk, zeg dat dan allebei. Verschillen ze, ga dan niet verder: dan is dit niet het huis van "
    "uw collega."
)
_DIFFERENT = "Er is niets gedaan. Vraag uw collega om een nieuwe code, en controleer het adres van de server."
_OVER = (
    "De code is verlopen: hij geldt tien minuten. Er is niets gedaan. Vraag uw collega om een nieuwe code en "
    "typ die; daarna vergelijkt u de cijfers opnieuw."
)
_ENTERING = "Wachten tot uw collega u toelaat."
_FETCHING = (
    "Alles wat het huis vastlegde komt nu binnen en wordt hier opnieuw versleuteld. Sluit u dit venster "
    "voor het klaar is, dan trekt een beheerder dit apparaat in en begint u opnieuw met een nieuwe code."
)
_IN = "U bent toegelaten. De gegevens komen binnen."
_KEY = (
    "U bent toegelaten. De sleutel komt van de computer van de collega die u toeliet, zodra die weer "
    "verbinding heeft. Duurt het langer dan een paar minuten? Bel dan een beheerder: "
)
_WAITS = (
    "ook een ander kan u alsnog toelaten, in Beheer bij Server en apparaten. U vergelijkt dan deze cijfers "
    "opnieuw."
)
_WAITS_APART = (
    "ook een ander kan u toelaten. Die trekt dit apparaat in, in Beheer bij Server en apparaten, en u begint "
    "met een nieuwe code."
)
_OUT = (
    "U was toegelaten, en een beheerder heeft dit apparaat weer ingetrokken. Kies Stoppen. Wilt u toch "
    "aansluiten, vraag dan een beheerder om een nieuwe code en begin opnieuw."
)
_STOP = (
    "U bent al toegelaten: dit is nu {} van het huis. Stopt u, dan blijft hier niets staan en kan niemand "
    "dat apparaat nog gebruiken. Wie opnieuw aansluit, krijgt een ander apparaat."
)
_TELL = (
    "Bel daarna een beheerder en laat {} intrekken, in Beheer bij Server en apparaten. Anders blijft het in "
    "de lijst staan, "
)
_LEFT = "en wacht elke vernietiging van een casus erop."
_LEFT_APART = "als CTER-bureau dat niemand heeft."
_WORDS = JoinWords(
    "Aansluiten bij een huis",
    _OF_PHRASE,
    _SERVER,
    _DIFFERENT,
    _FETCHING,
    _KEY + _WAITS,
    True,
    "Alles is binnen. Het huis wordt geopend.",
    _TELL + _LEFT,
)
_APART = JoinWords(
    "Aansluiten als CTER-bureau",
    "Met deze zin opent u dit CTER-bureau, en niets anders. Neem een andere zin dan die van een regulier "
    "bureau. De herstelbladen van het huis openen ook deze computer.",
    "Bel de collega die beheerder is. Die kiest op een regulier bureau, in Beheer bij Server en apparaten: "
    "Een apparaat toelaten, Alleen het huis, en zegt u een code.",
    "Er is niets gedaan. Vraag uw collega om een nieuwe code, en na te gaan of daar Alleen het huis gekozen "
    "is.",
    "Mensen, partners, casustafels en instellingen van het huis komen nu binnen. Sluit u dit venster voor "
    "het klaar is, dan trekt een beheerder dit apparaat in en begint u opnieuw met een nieuwe code. Is het "
    "klaar, dan laat een lid van CTER dit bureau toe; wat u daarvoor doet, staat in Beheer bij Server en "
    "apparaten.",
    _KEY + _WAITS_APART,
    False,
    "Het huis is binnen. Dit bureau wordt geopend.",
    _TELL + _LEFT_APART,
)
_AGAIN_MS = 2_000


class _PassphraseStep(GuideStep):
    def __init__(self, lead: str) -> None:
        super().__init__("Wachtwoordzin", lead)
        self.new = NewPassphrase("join.", "Wachtwoordzin", lambda: "")
        self.start = self.new.first
        self.keyring = Message("join.keyring")
        self.fields = {"passphrase": self.new.first_field}
        self.body.addWidget(self.new)
        self.body.addWidget(self.keyring)

    def check(self) -> bool:
        return not first_wrong(self.new.wrong())


class _FetchStep(GuideStep):
    """What comes in; `digits` while a key is waited for and they may be compared once more."""

    onward = ""
    returns = False

    def __init__(self, lead: str) -> None:
        super().__init__("Ophalen", "")
        self.lead = label(lead, Text.BODY, "2", wrap=True)
        self.progress = Progress("join.progress")
        self.doing = label(_ENTERING, name="join.doing", wrap=True)
        self.digits = Digits("join.again.digits")
        self.digits.hide()
        self.body.addWidget(self.lead)
        self.body.addWidget(self.doing)
        self.body.addWidget(self.digits, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(self.progress)

    def say(self, doing: str, digits: Sequence[str] = ()) -> None:
        """What it is at."""
        self.doing.setText(doing)
        self.digits.setVisible(bool(digits))
        if digits:
            self.digits.show_groups(digits)

    def over(self, why: str) -> None:
        """Nothing comes in any more."""
        self.say(why)
        self.lead.hide()
        self.progress.hide()


class _StopStep(GuideStep):
    """What stopping leaves behind, once this device was let in: nobody takes it out but an admin."""

    onward = "Toch stoppen"
    usual = False

    def __init__(self) -> None:
        super().__init__("Stoppen", "")
        self.means = label("", name="join.stopping", wrap=True)
        self.tell = label("", name="join.stopping.tell", wrap=True)
        self.body.addWidget(self.means)
        self.body.addWidget(self.tell)

    def say(self, called: str, left: str) -> None:
        """Of this device, as the list of the house calls it; and what is left of it."""
        self.means.setText(_STOP.format(called))
        self.tell.setText(left.format(called))


class JoinGuide(Guide):
    """Passphrase, server and code, digits, and taking what there is. What fails can be tried again."""

    def __init__(self, joining: Joining, words: JoinWords) -> None:
        self._joining, self._words = joining, words
        self._shown: tuple[str, ...] = ()
        self._called = ""
        """What the house calls this device, as long as it is in."""
        self.passphrase = _PassphraseStep(words.phrase)
        self.server = ServerStep("join", "Server", words.server, _CODE)
        self.digits = DigitsStep("join", _DIGITS, _EQUAL, "Een nieuwe code typen")
        self.fetch = _FetchStep(words.fetching)
        self.stopping = _StopStep()
        self.digits.differ.connect(self._differ)
        self.digits.another.connect(self._type_anew)
        steps = (self.passphrase, self.server, self.digits, self.fetch, self.stopping)
        super().__init__("join", "", "", steps)
        self.again = QTimer(self, interval=_AGAIN_MS, singleShot=True)
        self._act = self._enter
        self.again.timeout.connect(self._once_more)
        # Who knocks does not know when the code was made; so long after it, it is certainly over.
        self.expiry = QTimer(self, interval=JOIN_MINUTES * 60_000, singleShot=True)
        self.expiry.timeout.connect(self._over)

    def forward(self, step: GuideStep) -> None:
        """Knock with the code; go in once the digits are the same."""
        if step is self.server:
            self.busy("Het huis wordt gezocht")
            code = self.server.code.text().strip()
            self._joining.knock(self.server.typed, code, self._knocked, self.refuse)
        elif step is self.digits:
            self.expiry.stop()
            self.show_step(self.fetch)
            self._enter()
        elif step is self.fetch:
            self.fetch.onward = ""
            self.busy("")
            self._act()
        else:
            super().forward(step)

    def renew(self, *, under_way: bool = False) -> None:
        """One can stop at every step."""
        super().renew(under_way=under_way)
        stopping = self.step is self.stopping
        self.stop.setVisible(not stopping)
        # It is no step of the way in.
        self._strip.setVisible(not stopping)

    def leave(self) -> None:
        """Who was let in leaves a device behind, and is told so first."""
        if self._called and self.step is not self.stopping:
            self.stopping.say(self._called, self._words.left)
            self.show_step(self.stopping)
        else:
            super().leave()

    def refuse_bug(self, sentence: str) -> None:
        """An answer that never comes is not waited for."""
        self._broken_off(NotDone("", sentence))

    def _knocked(self, digits: tuple[str, ...]) -> None:
        self._shown = digits
        self.digits.show_groups(digits)
        self.show_step(self.digits)
        self.expiry.start()

    def _differ(self) -> None:
        self._type_anew()
        self.message.say(self._words.different, "warn")

    def _over(self) -> None:
        if self.step is self.digits:
            self.digits.over(_OVER)

    def _type_anew(self) -> None:
        self.expiry.stop()
        self.show_step(self.server)
        self.server.code.clear()
        self.server.code.setFocus()

    def _once_more(self) -> None:
        """What it was at: who is in needs the code no more, and it may be over."""
        self._act()

    def _enter(self) -> None:
        self._act = self._enter
        self._joining.enter(self._entered, self._broken_off)

    def _entered(self, called: str) -> None:
        self._called = called
        if called:
            self.fetch.say(_IN)
            self._fetch()
        else:
            self.again.start()

    def _fetch(self) -> None:
        self._act = self._fetch
        self.fetch.progress.show()
        self.fetch.progress.say("Ontvangen", 0, 0)
        self._joining.fetch(self._going, self._fetched, self._broken_off)

    def _going(self, done: int, total: int) -> None:
        self.fetch.progress.say("Ontvangen", done, total)

    def _fetched(self, there: bool) -> None:
        if there:
            self._finish()
        else:
            self.fetch.say(self._words.waits, self._shown if self._words.compares else ())
            self.again.start()

    def _finish(self) -> None:
        self._act = self._finish
        self.fetch.say(self._words.there)
        self.fetch.progress.hide()
        self._joining.finish(self.passphrase.new.first.text, self._broken_off)

    def _broken_off(self, why: NotDone) -> None:
        """Once more by a button, except with a code that is no good any more, or for who was revoked."""
        if why.out:
            self._called = ""
            self.fetch.over(_OUT)
            self.show_step(self.fetch)
            return
        if why.where == "code":
            # It was good when somebody knocked with it: the two took their time to compare.
            self.server.code.clear()
            self.refuse(NotDone("code", _OVER))
            return
        self.fetch.onward = "Opnieuw proberen"
        self.busy("")
        self.message.say(why.sentence, "warn")


class JoinWindow(FrontWindow):
    """`left` when the person wants to set up a new house after all."""

    left = Signal()

    def __init__(self, joining: Joining, parent: QWidget | None = None, *, apart: bool = False) -> None:
        """`apart`: as a desk of CTER."""
        super().__init__(parent)
        self.setObjectName("join")
        self.setWindowTitle("ZVH Desk")
        self.setProperty("look", "ground")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.resize(1080, 860)
        words = _APART if apart else _WORDS
        self.guide = JoinGuide(joining, words)
        self.guide.left.connect(self.left)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(TopBar(words.title, "Met een collega aan de telefoon", search=False))
        layout.addWidget(self.guide, 1)
