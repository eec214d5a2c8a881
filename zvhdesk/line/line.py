"""The desk's line to the server of its house: passes by themselves, and what a person asks of it."""

from collections.abc import Callable
from functools import partial
from typing import TypeVar

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from zvhdesk.domain.brake import Question
from zvhdesk.domain.refusing import Refusing
from zvhdesk.domain.standing import Standing
from zvhdesk.line.address import Address, read_address
from zvhdesk.line.lane import Act, Lane, No
from zvhdesk.line.passes import Passes
from zvhdesk.services import devices, dropped
from zvhdesk.services.clock import Clock
from zvhdesk.services.left import LeftAct
from zvhdesk.sync import braking, left
from zvhdesk.sync.parting import parting
from zvhdesk.sync.schedule import Pace
from zvhdesk.sync.server import Server, Unreachable
from zvhdesk.sync.steps import Story
from zvhdesk.ui.bug import Bug
from zvhdesk.ui.job import Broken, Done, Failed, Job
from zvhdesk.ui.tasks import Tasks

T = TypeVar("T")
PARTING_MS = 1500
"""So long the end of the program waits for the server, with nothing shown any more."""


class Line(QObject):
    """Everything between this desk and a server. Methods are for the window's thread, and answers come there.

    Without an address it does nothing, and stands ALONE. `standing_changed` carries a Standing;
    `passed` an Outcome, after each pass that reached the server; `missed` follows any other.
    """

    standing_changed = Signal(object)
    passed = Signal(object)
    missed = Signal()
    _arrived = Signal(object)

    def __init__(self, tasks: Tasks, clock: Clock, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tasks, self.clock = tasks, clock
        self._lane: Lane | None = None
        self._passes = Passes(tasks, clock, self)
        self._passes.standing_changed.connect(self.standing_changed)
        self._passes.passed.connect(self.passed)
        self._passes.missed.connect(self.missed)
        self._then: Callable[[], object] | None = None
        self._late = QTimer(self)
        self._late.setSingleShot(True)
        self._late.timeout.connect(self._parted)
        self._arrived.connect(self._arrive, Qt.ConnectionType.QueuedConnection)

    @property
    def standing(self) -> Standing:
        """How this desk stands with the others now."""
        return self._passes.standing

    def begin(self) -> None:
        """Read where the server is, and pass by pass agree with it when there is one."""
        self._tasks.ask(read_address, self._known, owner=self)

    def _known(self, address: Address) -> None:
        if address.url:
            self.reach(address)
            self.agree()

    def reach(self, address: Address) -> None:
        """Stories are played at this server. No pass is made yet: perhaps it is none."""
        self.close()
        server = Server(address.url, address.context(), self.clock)
        passes = self._passes
        self._lane = Lane(server, self._tasks.begin, self._arrived.emit, passes.heard, passes.news_ended)

    def agree(self) -> None:
        """From here on passes are made, by themselves."""
        if self._lane is not None:
            self._passes.use(self._lane, self._lane.address)

    def stand_apart(self) -> None:
        """The desk was taken out of its house: nothing comes in and nothing goes out."""
        self._passes.stand_apart()

    def beside(self) -> "Line":
        """Another one, for a server that is not in use yet. It ends with this one at the latest."""
        return Line(self._tasks, self.clock, self)

    def look_now(self) -> None:
        """Make a pass at once."""
        self._passes.now()

    def follow(self, pace: Callable[[], Pace]) -> None:
        """From here on ask it who waits for the server."""
        self._passes.pace = pace

    def hasten(self) -> None:
        """The pace went up: somebody waits for a server that is away."""
        self._passes.hasten()

    def doubt(self) -> None:
        """Something hints that the line is cut or back, and nothing more than that: ask the server."""
        self._passes.doubt()

    def allow(self, question: Question) -> None:
        """What was held because it takes many cases away may pass, once."""
        self._tasks.ask(
            lambda desk: desk.keep(partial(braking.allow, question=question)),
            lambda _none: self._passes.let_through(),
            owner=self,
        )

    def part(self, then: Callable[[], object], within_ms: int = PARTING_MS) -> None:
        """The program ends: say what this desk has seen, and send what waits, if the server answers at once.

        No pass is made after it. `then` is called once, in so much time at the latest, whatever came of it.
        """
        lane, standing = self._lane, self.standing
        self._passes.stop()
        if lane is None or standing.last_contact is None or standing.offline_since is not None:
            then()
            return
        self._then = then
        self._late.start(within_ms)
        lane.play(parting, self._parted, self._parted)

    def _parted(self, _result: object = None) -> None:
        self._late.stop()
        then, self._then = self._then, None
        if then is not None:
            then()

    def told(self) -> None:
        """Whoever works here was told which devices came."""
        seen = [one.id for one in self.standing.newcomers]
        self._tasks.ask(
            lambda desk: desk.keep(lambda session: devices.tell(session, seen)),
            lambda _none: self._passes.count(),
            owner=self,
        )

    def dropped_seen(self) -> None:
        """Whoever works here saw what nobody takes any more."""
        self._tasks.ask(lambda desk: desk.keep(dropped.see), lambda _none: self._passes.count(), owner=self)

    def left(self, done: Callable[[tuple[LeftAct, ...]], object], owner: QObject) -> None:
        """What colleagues wrote that stands nowhere else any more, in words."""
        self._tasks.ask(left.left, done, owner=owner)

    def put_away(self, act: LeftAct) -> None:
        """Whoever works here needs one of those no more."""
        self._tasks.ask(partial(left.put_away, act=act.id), lambda _none: self._passes.count(), owner=self)

    def close(self) -> None:
        """End it, whatever is under way."""
        self._passes.stop()
        for one in self.findChildren(Line):
            one.close()
        lane, self._lane = self._lane, None
        if lane is not None:
            lane.end()

    def play(
        self,
        story: Callable[[], Story[T]],
        done: Done[T],
        failed: Failed,
        owner: QObject | None = None,
        broken: Broken | None = None,
    ) -> None:
        """Play a story at the server and hand its end to `done`. A pass follows.

        `failed` gets a SaidNo, an Unreachable, or the reason of a Refused; `broken` is called after a bug.
        """
        job = Job(done, failed, owner, broken)
        if self._lane is None:
            failed(Unreachable("nowhere"))
        else:
            self._lane.play(story, lambda result: self._done(job, result), lambda no: self._not_done(job, no))

    def _done(self, job: Job, result: object) -> None:
        if job.wanted():
            job.done(result)
        self._passes.now()

    def _not_done(self, job: Job, no: No) -> None:
        if isinstance(no, Bug):
            self._tasks.bug.emit(no)
            job.broke()
        elif job.wanted() and job.failed is not None:
            job.failed(no.reason if isinstance(no, Refusing) else no)

    @Slot(object)
    def _arrive(self, act: Act) -> None:
        act()
