"""The window in which a new machine joins a house that is there: four steps."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from zvhdesk.ui.agreeing import join_words
from zvhdesk.ui.agreeing.connection import Joining, NotDone
from zvhdesk.ui.agreeing.door_steps import DigitsStep
from zvhdesk.ui.agreeing.guide import Guide, GuideStep
from zvhdesk.ui.agreeing.join_words import JoinWords
from zvhdesk.ui.agreeing.server_step import ServerStep
from zvhdesk.ui.agreeing.spoken import Digits
from zvhdesk.ui.kit import Message, TopBar, label
from zvhdesk.ui.kit.progress import Progress
from zvhdesk.ui.setup.new_passphrase import NewPassphrase
from zvhdesk.ui.setup.step import first_wrong
from zvhdesk.ui.theme import Text
from zvhdesk.ui.unlock.front import FrontWindow
from zvhdesk.wire.limits import JOIN_MINUTES

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
        self.doing = label(join_words.ENTERING, name="join.doing", wrap=True)
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
    """What stopping leaves behind of a device that was let in: nobody takes it out but an admin."""

    onward = "Toch stoppen"
    usual = False

    def __init__(self) -> None:
        super().__init__("Stoppen", "")
        self.means = label("", name="join.stopping", wrap=True)
        self.tell = label("", name="join.stopping.tell", wrap=True)
        self.body.addWidget(self.means)
        self.body.addWidget(self.tell)

    def say(self, called: str, left: str) -> None:
        """As the list of the house calls this device, "" while only the admin can know whether it is in."""
        means, tell = join_words.MAY_STOP, join_words.MAY_TELL
        if called:
            means, tell = join_words.STOP.format(called), join_words.TELL.format(called)
        self.means.setText(means)
        self.tell.setText(tell + left)


class JoinGuide(Guide):
    """Passphrase, server and code, digits, and taking what there is. What fails can be tried again."""

    def __init__(self, joining: Joining, words: JoinWords) -> None:
        self._joining, self._words = joining, words
        self._shown: tuple[str, ...] = ()
        """Of the last knock: from there on the admin may have let this device in."""
        self._called = ""
        """What the house calls this device, as long as it is in."""
        self.passphrase = _PassphraseStep(words.phrase)
        self.server = ServerStep("join", "Server", words.server, join_words.CODE)
        self.digits = DigitsStep("join", join_words.DIGITS, join_words.EQUAL, "Een nieuwe code typen")
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
        """Who was let in, or may be, leaves a device behind, and is told so first."""
        if self._shown and self.step is not self.stopping:
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
        self.digits.over(join_words.OVER)

    def _back(self) -> None:
        """Who does not stop after all goes on where that was."""
        self.message.clear()
        self.show_step(self._way[-2] if self.step is self.stopping else self._steps[self._at - 1])

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
            self.stopping.say(called, self._words.left)
            self.fetch.say(join_words.IN)
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
            self._called, self._shown = "", ()
            self.fetch.over(join_words.OUT)
            self.show_step(self.fetch)
            return
        if why.where == "code":
            # It was good when somebody knocked with it: the two took their time to compare.
            self.server.code.clear()
            self.refuse(NotDone("code", join_words.OVER))
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
        words = join_words.APART if apart else join_words.REGULAR
        self.guide = JoinGuide(joining, words)
        self.guide.left.connect(self.left)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(TopBar(words.title, "Met een collega aan de telefoon", search=False))
        layout.addWidget(self.guide, 1)
