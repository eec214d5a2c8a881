"""The window in which a new machine joins a house that is there: four steps."""

from typing import NamedTuple

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from zvhdesk.ui.agreeing.connection import Joining, NotDone
from zvhdesk.ui.agreeing.door_steps import DigitsStep
from zvhdesk.ui.agreeing.guide import Guide, GuideStep
from zvhdesk.ui.agreeing.server_step import ServerStep
from zvhdesk.ui.kit import Message, TopBar, label
from zvhdesk.ui.kit.progress import Progress
from zvhdesk.ui.setup.new_passphrase import NewPassphrase
from zvhdesk.ui.setup.step import first_wrong
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
    there: str


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
    "voor het klaar is, dan begint u opnieuw met een nieuwe code."
)
_IN = "U bent toegelaten. De gegevens komen binnen."
_KEY = (
    "U bent toegelaten. De sleutel komt van de computer van de collega die u toeliet, zodra die weer "
    "verbinding heeft. Duurt het langer dan een paar minuten? Bel dan een beheerder: "
)
_WAITS = (
    "ook een ander kan u alsnog toelaten, in Beheer bij Server en apparaten. U vergelijkt dan deze cijfers "
    "opnieuw: {}."
)
_WAITS_APART = (
    "ook een ander kan u toelaten. Die trekt dit apparaat in, in Beheer bij Server en apparaten, en u begint "
    "met een nieuwe code."
)
_WORDS = JoinWords(
    "Aansluiten bij een huis",
    _OF_PHRASE,
    _SERVER,
    _DIFFERENT,
    _FETCHING,
    _KEY + _WAITS,
    "Alles is binnen. Het huis wordt geopend.",
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
    "het klaar is, dan begint u opnieuw met een nieuwe code. Daarna laat een lid van CTER dit bureau toe; "
    "wat u daarvoor doet, staat in Beheer bij Server en apparaten.",
    _KEY + _WAITS_APART,
    "Het huis is binnen. Dit bureau wordt geopend.",
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
    onward = ""
    returns = False

    def __init__(self, lead: str) -> None:
        super().__init__("Ophalen", lead)
        self.progress = Progress("join.progress")
        self.doing = label(_ENTERING, name="join.doing", wrap=True)
        self.body.addWidget(self.doing)
        self.body.addWidget(self.progress)


class JoinGuide(Guide):
    """Passphrase, server and code, digits, and taking what there is. What fails can be tried again."""

    def __init__(self, joining: Joining, words: JoinWords) -> None:
        self._joining, self._words = joining, words
        self._shown: tuple[str, ...] = ()
        self.passphrase = _PassphraseStep(words.phrase)
        self.server = ServerStep("join", "Server", words.server, _CODE)
        self.digits = DigitsStep("join", _DIGITS, _EQUAL, "Een nieuwe code typen")
        self.fetch = _FetchStep(words.fetching)
        self.digits.differ.connect(self._differ)
        self.digits.another.connect(self._type_anew)
        super().__init__("join", "", "", (self.passphrase, self.server, self.digits, self.fetch))
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
        self.stop.setVisible(True)

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

    def _entered(self, inside: bool) -> None:
        if inside:
            self.fetch.doing.setText(_IN)
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
            self.fetch.doing.setText(self._words.waits.format("  ".join(self._shown)))
            self.again.start()

    def _finish(self) -> None:
        self._act = self._finish
        self.fetch.doing.setText(self._words.there)
        self.fetch.progress.hide()
        self._joining.finish(self.passphrase.new.first.text, self._broken_off)

    def _broken_off(self, why: NotDone) -> None:
        """Once more by a button, except with a code that is no good any more."""
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
