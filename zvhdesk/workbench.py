"""The main window at work: its pages, its frame, and what happens by itself.

app.py loads this while the passphrase is being typed, so that the unlock window need not wait for it.
"""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

from zvhdesk.domain.meeting import is_being_held
from zvhdesk.domain.refusals import Refusal
from zvhdesk.domain.standing import Standing
from zvhdesk.domain.store_refusals import StoreRefusal
from zvhdesk.domain.wrong_clock import cannot_be
from zvhdesk.line import Line
from zvhdesk.line.duties import Duties
from zvhdesk.line.enrolling import LineEnrolling
from zvhdesk.line.network import NetworkWatch
from zvhdesk.services import actions, copies, dossier, opening
from zvhdesk.services.clock import Clock
from zvhdesk.services.desk import EVERYTHING, Changes
from zvhdesk.services.opening import HouseWords
from zvhdesk.services.undo import LastAct
from zvhdesk.services.words import day, many
from zvhdesk.sync.schedule import Pace
from zvhdesk.ui.agreeing.words import brief
from zvhdesk.ui.explain_any import explain
from zvhdesk.ui.find import Finder
from zvhdesk.ui.kit import clip
from zvhdesk.ui.kit.rail_item import SaveState
from zvhdesk.ui.locking import IdleWatch, SystemWatch
from zvhdesk.ui.places import places
from zvhdesk.ui.shell import MainWindow
from zvhdesk.ui.tasks import Tasks

_END_SEEN = 1000
"""Until it is looked at again whether a meeting is live that a lock waits for, ms."""
_HOURLY = 3_600_000


class Workbench(QObject):
    """The window of an open house. `lock_asked` when it should lock; `closed` when the person closed it.

    `revoked` carries an Order: this desk was taken out of its house.
    """

    lock_asked = Signal()
    revoked = Signal(object)
    closed = Signal()

    def __init__(self, tasks: Tasks, words: HouseWords, clock: Clock, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tasks, self._clock = tasks, clock
        self.line = Line(tasks, clock, self)
        self.line.standing_changed.connect(self._say_standing)
        duties = Duties(self.line, tasks, self)
        duties.revoked.connect(self.revoked)
        duties.locked.connect(self._ran_out)
        self._live, self._held_on = words.live_meeting, words.held_on
        self._network: NetworkWatch | None = None
        self.window = MainWindow(tasks, places(tasks, self.line, LineEnrolling(self.line, tasks)), words.name)
        self.window.rail.stand_chosen.connect(lambda: self.window.go("server"))
        self._dress(words)
        self.finder = Finder(self.window, tasks, names=self._names_shown)
        self.finder.names_asked.connect(self._toggle_names)
        self.window.find_requested.connect(self.finder.open)
        self.window.undo_requested.connect(self._take_back)
        self.window.lock_requested.connect(self.lock_asked)
        self.window.closed.connect(self.closed)
        tasks.refused.connect(self._explain)
        tasks.changed.connect(self._renew_words)
        tasks.changed.connect(self._count_late)
        self.idle = IdleWatch(words.auto_lock_minutes, self)
        self.idle.idle.connect(self._nobody_there)
        self.idle.asked.connect(self.lock_asked)
        self.idle.back.connect(self.line.hasten)
        self.line.follow(self.pace)
        application = QApplication.instance()
        if application is not None:
            application.installEventFilter(self.idle)
        self.system = SystemWatch(int(self.window.winId()), self)
        self.system.locked.connect(self.lock_asked)
        self._over = QTimer(self)
        self._over.setSingleShot(True)
        self._over.timeout.connect(self._ran_out)
        self._backup = QTimer(self)
        self._backup.timeout.connect(self._back_up)
        self._backup.timeout.connect(self._say_clock)
        self._backup.timeout.connect(self._look_at_day)
        self._backup.start(_HOURLY)

    def show(self, *, agree: bool = True) -> None:
        """Show the window with its first page, and see to the daily copy; `agree` with the server, if any.

        A desk that was revoked does not: it opens on the page that says what was not sent.
        """
        # A program that was killed while a meeting was live goes on where it was.
        if self._live is None:
            self.window.go("board")
        else:
            self.window.go("console", self._live)
        if not agree:
            self.window.go("server")
        self.window.show()
        self._count_late()
        self._back_up()
        self._say_clock()
        if agree:
            self.line.begin()
        else:
            self.line.stand_apart()

    def leave(self) -> None:
        """Commit what is being typed and take the window away: nothing is shown any more."""
        page = self.window.page
        if page is not None:
            page.left()
        clip.clear()
        # A paper in its preview and an open dialog are windows of their own.
        for window in QApplication.topLevelWidgets():
            window.hide()

    def part(self, then: Callable[[], object]) -> None:
        """Say goodbye at the server, if it answers; `then` follows within two seconds."""
        self.line.part(then)

    def hang_up(self) -> None:
        """Let go of the server, once what was typed is kept. What was not sent goes out next time."""
        self.line.close()

    def _say_standing(self, standing: Standing) -> None:
        self.window.rail.set_stand(standing.stand, brief(standing, self._clock()))
        if standing.address and self._network is None:
            self._network = NetworkWatch(self)
            self._network.changed.connect(self.line.doubt)

    def pace(self) -> Pace:
        """Who waits for the server here."""
        if self._at_table():
            return Pace.AT_TABLE
        return Pace.AWAY if self.idle.away else Pace.AT_WORK

    def _dress(self, words: HouseWords) -> None:
        rail = self.window.rail
        rail.set_house(words.name)
        rail.set_apart("CTER" if words.apart else "")
        rail.set_who(" · ".join(part for part in (words.role.capitalize(), words.person) if part))
        rail.set_lock(f"Vergrendelt na {words.auto_lock_minutes} min")
        rail.set_saved(SaveState.SAVED)

    def _renew_words(self, changes: Changes) -> None:
        if changes.topics & {"house", "member", "meeting"}:
            self._tasks.ask(
                lambda desk: desk.read(lambda s: opening.house_words(s, desk.user)), self._new_words
            )

    def _count_late(self, changes: Changes | None = None) -> None:
        """The badge of Acties stands from the beginning, also before that page was looked at."""
        if changes is None or changes.topics & {"action", "case_", EVERYTHING}:
            self._tasks.ask(
                lambda desk: desk.read(lambda s: actions.late_count(s, desk.today())),
                lambda late: self.window.rail.count("actions", late),
                owner=self,
            )

    def _new_words(self, words: HouseWords) -> None:
        self._dress(words)
        self._live, self._held_on = words.live_meeting, words.held_on
        self.line.hasten()
        self.idle.set_minutes(words.auto_lock_minutes)

    def _ran_out(self) -> None:
        """The lease locks no live meeting in the middle, but at its end: then its window says why.

        Meanwhile the foot of the console and the page of the server say what is coming. Whoever locks the
        desk in between stands before that window at the next opening.
        """
        if not self.line.standing.locked:
            return  # the server was heard meanwhile
        if self._at_table():
            self._over.start(_END_SEEN)
        else:
            self.lock_asked.emit()

    def _at_table(self) -> bool:
        """A live meeting is led from this desk, or stands open on it: there somebody else takes notes.

        Who takes notes is in no row. A desk that only once looked at it, and shows something else now, locks.
        So does one on which a meeting of days ago was never closed.
        """
        page = self.window.page
        leads = self._held_on is not None and is_being_held(self._held_on, self._clock().date())
        return leads or (page is not None and page.at_live_table)

    def _nobody_there(self) -> None:
        """While a meeting is live, people talk and nobody types: then idleness asks (SYNC.md, Locking)."""
        if not self._at_table():
            self.lock_asked.emit()
            return
        self.window.notice.ask(
            "Er loopt een bijeenkomst en er is een tijd niets gedaan op deze computer.",
            "Nu vergrendelen",
            self.lock_asked.emit,
            "Doorgaan",
        )

    def _names_shown(self) -> bool:
        return self.window.page is not None and self.window.page.names_shown

    def _toggle_names(self) -> None:
        if self.window.page is not None:
            self.window.page.toggle_names()

    def _take_back(self) -> None:
        page = self.window.page
        if page is None or not page.take_back():
            self._tasks.ask(dossier.newest, self._take_back_this)

    def _take_back_this(self, last: LastAct) -> None:
        """One key may undo one field; for a whole register it takes a second word."""
        if not last.cases:
            self._tasks.ask(lambda desk: dossier.take_back(desk, last.id), self._taken_back)
            return
        cases = many(last.cases, "casus", "casussen")
        self.window.notice.ask(
            f"Het laatste is het overnemen van {cases}. Alles daarvan weghalen?",
            "Weghalen",
            lambda: self._tasks.ask(lambda desk: dossier.take_back(desk, last.id), self._taken_back),
            "Laten staan",
            danger=True,
        )

    def _taken_back(self, last: LastAct) -> None:
        self.window.notice.say(last.undone, "ok")

    def _back_up(self) -> None:
        """The daily copy: only its first half holds up the database. One that was made needs no word."""
        self._tasks.ask(copies.begin_if_due, self._pack, self._explain)

    def _look_at_day(self) -> None:
        """A console that was left open knows that it is another day."""
        page = self.window.page
        if page is not None and page.at_live_table:
            page.refresh()

    def _say_clock(self) -> None:
        """A clock that cannot be right is said, and nothing is refused for it."""
        today = self._clock().date()
        if cannot_be(today):
            self.window.notice.say(
                f"De klok van deze computer staat op {day(today)}. Zet hem goed: alles wordt bewaard, maar "
                "met een verkeerde datum, en verbinden lukt misschien niet.",
                "warn",
            )

    def _pack(self, pending: copies.Pending | None) -> None:
        if pending is None:
            self._warn_of_copies()
        else:
            self._tasks.work(lambda _ticket: copies.finish(pending), self._warn_of_copies, self._explain)

    def _warn_of_copies(self, _done: None = None) -> None:
        def told(found: copies.Copies) -> None:
            self.window.rail.count("admin", int(found.neglected))

        self._tasks.ask(copies.copies, told, owner=self)

    def _explain(self, reason: Refusal | StoreRefusal) -> None:
        self.window.notice.say(explain(reason), "warn")
