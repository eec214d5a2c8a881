"""The application: the one place that knows everyone. It opens, wires, starts, and closes in reverse.

The unlock window stands first and needs little; everything behind it is loaded once it was painted.
"""

from collections.abc import Callable, Mapping
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from zvhdesk.later import late, load_the_rest, make_failures, make_tasks
from zvhdesk.services.unlock import label
from zvhdesk.services.unlock.standard import default_folder, folder_of
from zvhdesk.surroundings import Surroundings
from zvhdesk.ui.unlock.card import Door
from zvhdesk.ui.unlock.front import FrontWindow
from zvhdesk.ui.unlock.window import UnlockWindow

if TYPE_CHECKING:
    from zvhdesk.domain.store_refusals import StoreRefusal
    from zvhdesk.entering import Entering
    from zvhdesk.late import AsidePlace, Taken
    from zvhdesk.pair.serving import DemoServer
    from zvhdesk.services.desk import Desk
    from zvhdesk.services.opening import HouseWords
    from zvhdesk.services.revoked import Order, Revoked
    from zvhdesk.services.unlock.lock import Hold
    from zvhdesk.threshold import Threshold
    from zvhdesk.ui.bug import Bug
    from zvhdesk.ui.failure import Failures
    from zvhdesk.ui.tasks import Tasks
    from zvhdesk.workbench import Workbench

_BUG = "Er ging iets mis in het programma. Er is niets verloren; probeer het nog eens."
REFUSED = 1
OPEN_ELSEWHERE = 3
_TRIES = 80
_BETWEEN_TRIES_MS = 100
_PAINTED_MS = 50
"""By then the unlock window stands, and nobody has typed a passphrase yet."""


class App(QObject):
    """One run of the program on one house. `opened` carries the Workbench when the house is open.

    `stands` is sent once, when nobody waits any more for the first window to be painted; `finished` carries
    the exit status when the run is over.
    """

    stands = Signal()
    opened = Signal(object)
    finished = Signal(int)

    def __init__(self, around: Surroundings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.around = around
        beside = "-tweede" if around.second else "-cter" if around.apart else ""
        standard = default_folder().with_name(f"voorbeeld{beside}") if around.demo else default_folder()
        self.house = around.folder or standard
        self.apart = around.apart
        self.front: FrontWindow | None = None
        self.unlocking: UnlockWindow | None = None
        self.workbench: Workbench | None = None
        self._entering: Entering | None = None
        self._threshold: Threshold | None = None
        self._hold: Hold | None = None
        self._told: Mapping[Path, Revoked] = {}
        self._order: Order | None = None
        self._server: DemoServer | None = None
        self._waiting: Callable[[], None] | None = None
        self._tries_left = _TRIES if around.locked_at else 0
        self._status = 0
        self._leaving = False

    @property
    def folder(self) -> Path:
        """Where the vault and the database stand that this run opens. The lock is that of the house."""
        return folder_of(self.house, apart=self.apart)

    @cached_property
    def tasks(self) -> "Tasks":
        """The lanes, from the first errand on."""
        made = make_tasks(self)
        made.bug.connect(self._bug)
        return made

    @cached_property
    def failures(self) -> "Failures":
        """What every bug is told to."""
        return make_failures(self)

    def hook(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """For sys.excepthook, which Qt calls for an error in a slot."""
        self.failures.hook(kind, error, trace)

    def start(self) -> None:
        """Show the first window: unlocking, or for a new house its set-up. Then take the house's lock."""
        name = label.peek(self.folder)
        if name is not None and not (self.around.demo and not self.around.locked_at):
            self._ask_passphrase(name)
            QTimer.singleShot(_PAINTED_MS, self._go_on)
        else:
            self._go_on()

    def _take_house(self) -> None:
        around = self.around
        demo_on = around.clock if around.is_demo_itself and not around.locked_at else None
        self.tasks.work(
            lambda _ticket: late().take_house(self.house, demo_on, around.keyring, beside=around.is_beside),
            self._taken,
            self._cannot_start,
        )

    def _taken(self, taken: "Taken") -> None:
        self._hold, self._told = taken.hold, taken.revoked
        if self.around.is_demo_itself:
            self._server = late().demo_server(late().server_beside(self.folder), self.tasks)
        if self.folder in self._told:
            self._show_revoked()
            return
        if self.unlocking is not None:
            waiting, self._waiting = self._waiting, None
            if waiting is not None:
                waiting()
            return
        if late().is_house(self.folder):
            self._ask_passphrase(label.peek(self.folder) or "")
            if self.around.demo:
                self._submit(late().demo_passphrase)
        else:
            self._set_up()

    def _show_revoked(self) -> None:
        window = late().revoked_window(self._told[self.folder], apart=self.apart, aside=self._aside())

        def opened(sheet1: str, sheet2: str) -> None:
            window.busy()
            self.tasks.open(
                lambda: late().open_revoked(
                    self.folder, (sheet1, sheet2), self.around.keyring(), self.around.clock, self.apart
                ),
                self._is_open,
                lambda reason: window.refuse_recovery(late().explain(reason)),
            )

        window.sheets_submitted.connect(opened)
        window.anew_asked.connect(lambda place: self._begin_anew(window, place))
        self.unlocking = None
        self._show(window)

    def _cannot_start(self, reason: "StoreRefusal") -> None:
        if late().is_open_elsewhere(reason) and self._tries_left:
            # A desk that just locked itself is still letting go of the house.
            self._tries_left -= 1
            QTimer.singleShot(_BETWEEN_TRIES_MS, self._take_house)
            return
        self._status = OPEN_ELSEWHERE if late().is_open_elsewhere(reason) else REFUSED
        self._show(late().refused_window(late().explain(reason)))

    def _ask_passphrase(self, name: str) -> None:
        other = label.peek(folder_of(self.house, apart=not self.apart)) is not None
        window = UnlockWindow(name, self.around.locked_at, late, door=Door(self.apart, other))
        window.submitted.connect(self._submit)
        window.recovery_submitted.connect(self._recover)
        window.other_asked.connect(self._switch)
        window.aside = self._aside
        window.anew_asked.connect(lambda place: self._begin_anew(window, place))
        self.unlocking = window
        self._show(window)

    def _switch(self) -> None:
        """To the unlock window of the other compartment in this folder: another vault, another passphrase."""
        self.apart = not self.apart
        if self.folder in self._told:
            self._show_revoked()
        else:
            self._ask_passphrase(label.peek(self.folder) or "")

    def _aside(self) -> str:
        """Where this desk would be kept; empty for the demo house, which is made anew by itself."""
        return "" if self.around.demo else late().place_aside(self, self.around.clock)

    def _begin_anew(self, window: "AsidePlace", place: str) -> None:
        """Keep what stands here aside; then this computer joins like one that is new."""

        def done(_place: object) -> None:
            self._told = {one: told for one, told in self._told.items() if one != self.folder}
            self.unlocking = None
            self._set_up(join=True)

        self._when_held(lambda: late().set_aside(self, place, window, done))

    def _set_up(self, *, join: bool = False) -> None:
        around = self.around
        entering = late().entering(self.folder, around.keyring(), around.clock, self.tasks, apart=self.apart)
        entering.entered.connect(self._is_open)
        entering.shows.connect(self._show)
        self._entering = entering
        entering.join() if join else entering.begin()

    def _show(self, window: FrontWindow) -> None:
        before, self.front = self.front, window
        window.closed.connect(self.close)
        window.show()
        if before is not None:
            before.deleteLater()

    def _go_on(self) -> None:
        self.stands.emit()
        load_the_rest(self.tasks, self, self._loaded, self._bug)

    def _loaded(self) -> None:
        if self._leaving:
            return
        if self.around.demo and self.unlocking is not None:
            self.unlocking.hint(f"Voorbeeldhuis. De wachtwoordzin is: {late().demo_passphrase}")
        self._take_house()

    # --------------------------------------------------------------------------------------------- opening
    def _submit(self, passphrase: str) -> None:
        around = self.around
        self._open(
            lambda: late().open_house(self.folder, passphrase, around.keyring(), around.clock, self.apart),
            self._refuse,
        )

    def _recover(self, sheet1: str, sheet2: str, passphrase: str) -> None:
        around, sheets = self.around, (sheet1, sheet2)
        self._open(
            lambda: late().recover_house(
                self.folder, sheets, passphrase, around.keyring(), around.clock, self.apart
            ),
            self._refuse_recovery,
        )

    def _open(self, fn: "Callable[[], Desk]", refuse: "Callable[[StoreRefusal], None]") -> None:
        if self.unlocking is not None:
            self.unlocking.busy()
        self._when_held(lambda: self.tasks.open(fn, self._is_open, refuse))

    def _when_held(self, act: Callable[[], None]) -> None:
        """Somebody is faster than the lock is taken: nothing is opened before this program holds it."""
        if self._hold is None:
            self._waiting = act
        else:
            act()

    def _refuse(self, reason: "StoreRefusal") -> None:
        if self.unlocking is not None:
            self.unlocking.refuse(late().explain(reason), wrong=late().is_wrong_passphrase(reason))

    def _refuse_recovery(self, reason: "StoreRefusal") -> None:
        if self.unlocking is not None:
            self.unlocking.refuse_recovery(late().explain(reason))

    def _bug(self, bug: "Bug") -> None:
        """The failure window says it; a first window must not wait for an answer that never comes."""
        self.failures.show(bug)
        if self.unlocking is not None:
            self.unlocking.refuse(_BUG, wrong=False)
        if self._entering is not None:
            self._entering.refuse(_BUG)

    def _is_open(self, _nothing: None = None) -> None:
        self._threshold = threshold = late().threshold(self.tasks, self.around.clock, self._aside, self)
        threshold.window_asked.connect(self._show)
        threshold.revoked.connect(self._obey)
        threshold.anew_asked.connect(self._begin_anew)
        threshold.clear.connect(self._crossed)
        # Of a desk that was revoked the lease ran out for good; the sheets open it all the same.
        threshold.begin(leased=self.folder not in self._told)

    def _crossed(self) -> None:
        words = late().house_words
        self.tasks.ask(lambda desk: desk.read(lambda s: words(s, desk.user)), self._show_workbench)

    def _show_workbench(self, words: "HouseWords") -> None:
        workbench = late().workbench(self.tasks, words, self.around.clock, self)
        workbench.lock_asked.connect(self.lock)
        workbench.closed.connect(self.close)
        workbench.revoked.connect(self._obey)
        self.workbench = workbench
        workbench.show(agree=self.folder not in self._told)
        if self._server is not None:
            self._server.tell(lambda said: workbench.window.notice.say(said, "warn"))
        front, self.front, self.unlocking = self.front, None, None
        if front is not None:
            front.deleteLater()
        self.opened.emit(workbench)

    # --------------------------------------------------------------------------------------------- closing
    def lock(self) -> None:
        """Cover everything, keep what was typed, close the house, and hand over to a fresh locked process.

        A fresh process because Python cannot wipe the texts this one has read (SYNC.md, D.2).
        """
        if self.workbench is not None:
            self._leave(locked=True)

    def _obey(self, order: "Order") -> None:
        """Taken out of its house: close, give up the keys, and say so in a fresh process."""
        self._order = order
        self._leave(locked=True)

    def close(self) -> None:
        """Keep what was typed, close the house, end."""
        self._leave(locked=False)

    def _leave(self, *, locked: bool) -> None:
        if self._leaving:
            return
        self._leaving = True
        if self.workbench is not None:
            self.workbench.leave()
        self._when_idle(lambda: self._part(locked=locked))

    def _part(self, *, locked: bool) -> None:
        """Who locks waits for nobody; who closes gives the server a moment."""
        if self.workbench is None or locked:
            self._let_go(locked=locked)
        else:
            self.workbench.part(lambda: self._let_go(locked=locked))

    def _when_idle(self, act: Callable[[], None]) -> None:
        if self.tasks.busy:
            QTimer.singleShot(10, lambda: self._when_idle(act))
        else:
            act()

    def _let_go(self, *, locked: bool) -> None:
        if self.workbench is not None:
            self.workbench.hang_up()
        for connected in (self._entering, self._threshold):
            if connected is not None:
                connected.hang_up()
        self.tasks.close()
        if self._server is not None:
            self._server.stop()
        if self._order is not None:
            late().obey(self.folder, self._order, self.around.keyring)
        if self._hold is not None:
            self._hold.release()
        if locked:
            at = f"{self.around.clock():%H:%M}"
            which = ("--cter",) if self.apart else ()
            late().start_anew((*self.around.restart, *which, "--locked", at))
        self.finished.emit(self._status)
