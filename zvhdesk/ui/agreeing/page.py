"""The page behind the line in the rail: how this desk stands with the others, why, and what to do."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtCore import QObject, SignalInstance
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from zvhdesk.domain.brake import Question
from zvhdesk.domain.standing import Stand, Standing, Trouble
from zvhdesk.services import conflicts
from zvhdesk.services.clock import Clock
from zvhdesk.services.conflicts import Asked, OpenQuestion
from zvhdesk.services.left import LeftAct
from zvhdesk.services.unsent import Unsent, unsent
from zvhdesk.services.who import person_label
from zvhdesk.services.words import many
from zvhdesk.ui.agreeing.asked_cards import AskedCards
from zvhdesk.ui.agreeing.attention import BrakeCard, DroppedCard, NewcomersCard, QuestionsCard, warnings
from zvhdesk.ui.agreeing.follow_card import FollowCard
from zvhdesk.ui.agreeing.left_card import LeftCard
from zvhdesk.ui.agreeing.told import of_restore
from zvhdesk.ui.agreeing.unsent import UnsentCard
from zvhdesk.ui.agreeing.words import contact, explained, heads, unread
from zvhdesk.ui.kit import Button, Card, Message, TagLabel, TopBar, label, small
from zvhdesk.ui.shell import Page
from zvhdesk.ui.tasks import Tasks
from zvhdesk.ui.theme import MARGIN, TagKind, Text

if TYPE_CHECKING:
    from zvhdesk.services.desk import Desk

_TAGS = {
    Stand.ALONE: ("zonder server", TagKind.WAITING),
    Stand.FINDING: ("verbinding zoeken", TagKind.WAITING),
    Stand.UP_TO_DATE: ("bijgewerkt", TagKind.ON_COURSE),
    Stand.WAITING: ("wacht", TagKind.WAITING),
    Stand.OFFLINE: ("zonder verbinding", TagKind.ATTENTION),
    Stand.BUSY: ("server is druk", TagKind.WAITING),
    Stand.ATTENTION: ("vraagt aandacht", TagKind.ATTENTION),
}
_READ = (
    "De server bewaart alleen versleutelde berichten. Wie de server beheert of er inbreekt, ziet geen namen "
    "en geen teksten. Wel welk apparaat wanneer iets verstuurt, hoe groot het is en hoeveel dossiers er "
    "zijn, maar niet over wie."
)


class Connected(Protocol):
    """What this page knows of the line to the server."""

    standing_changed: SignalInstance

    @property
    def clock(self) -> Clock:
        """The clock of this desk."""

    @property
    def standing(self) -> Standing:
        """How this desk stands with the others."""

    def look_now(self) -> None:
        """Agree with the server at once."""

    def allow(self, question: Question) -> None:
        """Let what was held pass, once."""

    def told(self) -> None:
        """Whoever works here was told which devices came."""

    def left(self, done: Callable[[tuple[LeftAct, ...]], object], owner: QObject) -> None:
        """What colleagues wrote that stands nowhere else any more."""

    def put_away(self, act: LeftAct) -> None:
        """Whoever works here needs one of those no more."""

    def dropped_seen(self) -> None:
        """Whoever works here saw what nobody takes any more."""


class StandingPage(Page):
    """Says it in a headline, in what it means and in what to do, with the facts beneath."""

    def __init__(self, tasks: Tasks, line: Connected) -> None:
        super().__init__()
        self._tasks, self._line = tasks, line
        top = TopBar("Samenwerken", "Of deze computer gelijk is met de andere van het huis")
        top.find_asked.connect(self.find_asked)
        self.headline = label("", Text.HEAD, name="server.headline", wrap=True)
        self.meaning = label("", Text.BODY, "2", name="server.meaning", wrap=True)
        self.then = label("", Text.STRONG, name="server.then", wrap=True)
        self.tag = TagLabel("", TagKind.WAITING)
        self.tag.setObjectName("server.tag")
        self.now = Button("Nu bijwerken", "server.now", "primary", on_click=line.look_now)
        self.devices = Button("Server en apparaten", "server.devices")
        self.devices.clicked.connect(lambda: self.go.emit("admin", "devices"))
        self.facts = {
            key: label("", Text.BODY, name=f"server.{key}", wrap=True)
            for key in ("address", "contact", "waiting", "aside", "conflicts", "heads")
        }
        self.warning = Message("server.warning")
        self.restore = Message("server.restore")
        self.brake = BrakeCard()
        self.brake.allowed.connect(self._allow)
        self._allowed = False
        self.newcomers = NewcomersCard(line.told)
        self.dropped = DroppedCard(line.dropped_seen)
        self.unsent = UnsentCard(self.go.emit)
        self.follow = FollowCard(self.go.emit)
        self.left_here = LeftCard(line.put_away)
        self.gone = AskedCards(tasks, "server", "server")
        self.questions = QuestionsCard(self.go.emit)
        self.column.addWidget(top)
        self.column.addWidget(self._body(), 1)
        line.standing_changed.connect(self.refresh)

    def _body(self) -> QScrollArea:
        card = Card()
        head = QHBoxLayout()
        head.addWidget(self.headline, 1)
        head.addWidget(self.tag)
        card.body.addLayout(head)
        card.body.addWidget(self.meaning)
        card.body.addWidget(self.then)
        acts = QHBoxLayout()
        acts.setContentsMargins(0, 6, 0, 0)
        acts.addWidget(self.now)
        acts.addWidget(self.devices)
        acts.addStretch(1)
        card.body.addLayout(acts)
        facts = Card("Gegevens")
        facts.body.addLayout(self._facts())
        reads = Card("Wat de server kan lezen")
        reads.body.addWidget(small(_READ, wrap=True))
        holder = QWidget()
        inside = QVBoxLayout(holder)
        inside.setContentsMargins(MARGIN, 16, MARGIN, 16)
        inside.setSpacing(16)
        for one in (
            self.warning,
            self.restore,
            card,
            self.follow,
            self.left_here,
            self.unsent,
            self.newcomers,
            self.dropped,
            self.brake,
            self.gone,
            self.questions,
            facts,
            reads,
        ):
            inside.addWidget(one)
        inside.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(holder)
        return area

    def _facts(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        words = (
            "Server",
            "Laatste contact",
            "Wacht op verzending",
            "Nog niet te lezen",
            "Wacht op een keuze",
            "Stand van het huis",
        )
        for at, (title, value) in enumerate(zip(words, self.facts.values(), strict=True)):
            grid.addWidget(label(title, Text.SUB, "3"), at, 0)
            grid.addWidget(value, at, 1)
        grid.setColumnStretch(1, 1)
        return grid

    def opened(self, argument: object = None) -> None:
        """Always as it is now."""
        super().opened(argument)
        self.refresh()

    def refresh(self) -> None:
        """Show how it stands now."""
        standing, now = self._line.standing, self._line.clock()
        said = warnings(standing)
        self.warning.say("\n".join(said), "warn") if said else self.warning.clear()
        self.restore.say(of_restore(standing, now), "info")
        self.newcomers.show_devices(standing.newcomers)
        self.dropped.show_count(standing.dropped)
        self.follow.setVisible(standing.may_go_on)
        self._ask_left(standing.left)
        self._tasks.ask(partial(_asked, standing.brake), self._show_asked, owner=self)
        found = explained(standing)
        self.headline.setText(found.headline)
        self.meaning.setText(found.meaning)
        self.then.setText(found.then)
        self.then.setVisible(bool(found.then))
        self.tag.show_tag(*_TAGS[standing.stand])
        revoked = standing.trouble is Trouble.REVOKED
        self.now.setVisible(standing.stand is not Stand.ALONE and not revoked)
        outside = standing.stand is Stand.ALONE or standing.trouble in (
            Trouble.NOT_JOINED,
            Trouble.NOT_LET_IN,
        )
        self.devices.setVisible(outside or bool(standing.newcomers))
        self.facts["address"].setText(standing.address or "geen")
        self.facts["contact"].setText(contact(standing, now))
        waiting = many(standing.waiting, "wijziging", "wijzigingen")
        self.facts["waiting"].setText(waiting if standing.waiting else "niets")
        self.facts["conflicts"].setText(
            many(standing.conflicts, "punt", "punten") if standing.conflicts else "geen"
        )
        self.facts["aside"].setText(unread(standing))
        self.facts["heads"].setText(heads(standing))

    def _ask_left(self, count: int) -> None:
        if count:
            self._line.left(lambda acts: self.left_here.show_left(acts, count), self)
        else:
            self.left_here.show_left((), 0)

    def _allow(self, question: Question) -> None:
        self._allowed = True
        self._line.allow(question)

    def _show_asked(self, found: "_Asked") -> None:
        question = self._line.standing.brake
        self._allowed = self._allowed and bool(self._line.standing.offline_since)
        self.brake.setVisible(question is not None or self._allowed)
        if question is None:
            self.brake.say_allowed()
        if question is not None:
            self.brake.show_question(question, found.names)
        self.gone.show_asked(found.gone)
        self.questions.show_questions(tuple(one for one in found.questions if one.page))
        revoked = self._line.standing.trouble is Trouble.REVOKED
        self.unsent.show_unsent(found.unsent if revoked else ())


@dataclass(frozen=True, slots=True)
class _Asked:
    """What the desk knows of it.

    Names of who did what is held, where versions stand side by side, what was edited and is gone itself,
    and what is at no server.
    """

    names: tuple[str, ...]
    questions: tuple[OpenQuestion, ...]
    gone: Asked
    unsent: tuple[Unsent, ...]


def _asked(question: Question | None, desk: "Desk") -> _Asked:
    def read(session: Any) -> _Asked:
        names = {person_label(session, one.user) for one in question.by} if question is not None else set()
        return _Asked(
            tuple(sorted(names)),
            conflicts.all_open(session, desk.today()),
            conflicts.of_the_gone(session, desk.today()),
            unsent(session, desk.today()),
        )

    return desk.read(read)
