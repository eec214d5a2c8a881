"""The lanes: where everything runs that must not hold up the window.

The database lane is one thread that owns the desk; the work lane is one thread for parsing files and
making PDF bytes. Whatever they bring back crosses to the window in one queued signal of one object.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot

from zvhdesk.domain.refusing import Refusing
from zvhdesk.ui.bug import Bug, bug_of
from zvhdesk.ui.garbage import Garbage
from zvhdesk.ui.job import Broken, Done, Failed, Job
from zvhdesk.ui.ticket import Stopped, Ticket

if TYPE_CHECKING:
    # For the types only: the unlock window stands before the store is loaded.
    from zvhdesk.services.desk import Changes, Desk

T = TypeVar("T")


class Tasks(QObject):
    """Runs errands on the lanes. All methods are called from, and all callbacks come in, the window's thread.

    `changed` (services.desk.Changes) follows every commit, whoever made it. `refused` carries a reason
    nobody asked to hear. `bug` carries a Bug; `busy_changed` whether anything is under way.
    """

    changed = Signal(object)
    refused = Signal(object)
    bug = Signal(object)
    busy_changed = Signal(bool)
    _arrived = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("tasks")
        Garbage(self)
        self._database = ThreadPoolExecutor(1, "database")
        self._work = ThreadPoolExecutor(1, "work")
        self._desk: Desk | None = None
        self._under_way = 0
        self._closed = False
        self._arrived.connect(self._arrive, Qt.ConnectionType.QueuedConnection)

    @property
    def busy(self) -> bool:
        """Whether an errand is under way or its answer has not been handed over yet."""
        return self._under_way > 0

    def open(self, fn: "Callable[[], Desk]", done: Done[None], failed: Failed | None = None) -> None:
        """Make or open the desk on the database lane; from then on the lane owns it."""

        def opened() -> None:
            desk = fn()
            desk.on_change = self._announce
            self._desk = desk

        self._send(self._database, opened, Job(done, failed, None))

    def read(
        self,
        fn: Callable[[Any], T],
        done: Done[T],
        failed: Failed | None = None,
        owner: QObject | None = None,
    ) -> None:
        """Run `fn(session)` in a read transaction and hand what it returns to `done`."""
        self.ask(lambda desk: desk.read(fn), done, failed, owner)

    def look(
        self,
        fn: Callable[[Any], T],
        action: str,
        ref: str,
        done: Done[T],
        failed: Failed | None = None,
        owner: QObject | None = None,
    ) -> None:
        """A read that is logged as an act: opening a case, showing names, printing."""
        self.ask(lambda desk: desk.look(fn, action, ref), done, failed, owner)

    def change(
        self,
        fn: Callable[[Any], T],
        intent: str,
        done: Done[T],
        failed: Failed | None = None,
        owner: QObject | None = None,
        broken: Broken | None = None,
        *,
        base_rev: int,
    ) -> None:
        """Run `fn(session)` as one act in one transaction. `base_rev` is the rev the form was shown.

        What another desk wrote after that is not replaced unseen: it stands beside, and is asked about.
        """
        self.ask(lambda desk: desk.change(fn, intent, base_rev=base_rev), done, failed, owner, broken)

    def act(
        self,
        fn: Callable[[Any], T],
        intent: str,
        done: Done[T],
        failed: Failed | None = None,
        owner: QObject | None = None,
        broken: Broken | None = None,
    ) -> None:
        """The same of an act that takes the place of nothing a person wrote or chose, such as a new row.

        One that does all the same is a bug: it has to say with `change` what its form was shown.
        """
        self.ask(lambda desk: desk.act(fn, intent), done, failed, owner, broken)

    def ask(
        self,
        fn: "Callable[[Desk], T]",
        done: Done[T],
        failed: Failed | None = None,
        owner: QObject | None = None,
        broken: Broken | None = None,
    ) -> None:
        """Run `fn(desk)` on the database lane: drafts, settings and services that take the desk itself."""

        def there() -> T:
            if self._desk is None:
                raise RuntimeError("the desk is not open")
            return fn(self._desk)

        self._send(self._database, there, Job(done, failed, owner, broken))

    def work(
        self,
        fn: Callable[[Ticket], T],
        done: Done[T],
        failed: Failed | None = None,
        progress: Callable[[int, int], object] | None = None,
        owner: QObject | None = None,
    ) -> Ticket:
        """Run `fn(ticket)` on the work lane. The ticket reports progress and can be stopped from here."""
        ticket = self.ticket(progress, owner)
        self._send(self._work, lambda: fn(ticket), Job(done, failed, owner))
        return ticket

    def ticket(
        self, progress: Callable[[int, int], object] | None = None, owner: QObject | None = None
    ) -> Ticket:
        """A ticket for a long errand on any lane: give its `report` to the service as progress callback."""
        if progress is None:
            return Ticket(lambda _done, _total: None)
        job = Job(lambda pair: progress(*pair), None, owner)
        return Ticket(lambda done, total: self._arrived.emit(lambda: self._step(job, (done, total))))

    def begin(self, fn: "Callable[[Desk], T]") -> "Callable[[], T]":
        """For another lane: have the database lane do it; what this returns waits for that.

        Both raise Stopped when it is ending.
        """

        def there() -> T:
            if self._desk is None:
                raise Stopped
            return fn(self._desk)

        if self._closed:
            raise Stopped
        try:
            promised = self._database.submit(there)
        except RuntimeError:
            # The lanes ended between the two lines above.
            raise Stopped from None
        return promised.result

    def shut(self, done: Done[None]) -> None:
        """Close the desk, if one is open, on its own lane; the lanes go on."""
        self._send(self._database, self._close_desk, Job(done, None, None))

    def close(self) -> None:
        """Let both lanes finish, close the desk on its own lane, and end the threads."""
        self._closed = True
        self._work.shutdown(wait=True, cancel_futures=True)
        self._database.submit(self._close_desk)
        self._database.shutdown(wait=True)

    def _close_desk(self) -> None:
        if self._desk is not None:
            self._desk.close()
            self._desk = None

    def _announce(self, changes: "Changes") -> None:
        self._arrived.emit(lambda: self.changed.emit(changes))

    def _send(self, lane: ThreadPoolExecutor, fn: Callable[[], T], job: Job) -> None:
        if self._closed:
            # The answer to a last commit may ask for more when the lanes are gone; its text was kept before.
            return
        self._under_way += 1
        if self._under_way == 1:
            self.busy_changed.emit(True)
        lane.submit(lambda: self._arrived.emit(self._run(fn, job)))

    def _run(self, fn: Callable[[], T], job: Job) -> Callable[[], None]:
        """On the lane: do it, and make of the outcome what the window has to do."""
        try:
            result = fn()
        except Refusing as refused:
            reason = refused.reason
            return lambda: self._finish(job, lambda: self._refuse(job, reason))
        except Stopped:
            return lambda: self._finish(job, lambda: None)
        except BaseException as error:  # noqa: BLE001 - whatever it is, the window must hear of it
            found = bug_of(error)
            return lambda: self._finish(job, lambda: self._break(job, found), always=True)
        return lambda: self._finish(job, lambda: job.done(result))

    def _refuse(self, job: Job, reason: object) -> None:
        if job.failed is not None:
            job.failed(reason)
        else:
            self.refused.emit(reason)

    def _break(self, job: Job, bug: Bug) -> None:
        self.bug.emit(bug)
        job.broke()

    @Slot(object)
    def _arrive(self, act: Callable[[], None]) -> None:
        act()

    def _step(self, job: Job, pair: tuple[int, int]) -> None:
        if job.wanted():
            job.done(pair)

    def _finish(self, job: Job, act: Callable[[], object], *, always: bool = False) -> None:
        try:
            if always or job.wanted():
                act()
        finally:
            # After the callback, so that what it asks for in turn counts as the same busy stretch.
            self._under_way -= 1
            if not self._under_way:
                self.busy_changed.emit(False)


__all__ = ["Bug", "Stopped", "Tasks", "Ticket"]
