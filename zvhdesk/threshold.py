"""Between a house that was unlocked and a window that shows it (SYNC.md, A.1, 17 and Settled: Locking).

What was ordered to be destroyed is destroyed before anything is shown, and a desk that had no contact for
thirty days shows nothing until it has.
"""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from zvhdesk.domain.lease import Lease, LeaseState
from zvhdesk.line import Line
from zvhdesk.line.connecting import LineConnecting
from zvhdesk.line.duties import Duties
from zvhdesk.line.following import LineFollowing
from zvhdesk.line.moving import LineMoving
from zvhdesk.services import lease
from zvhdesk.services.clock import Clock
from zvhdesk.services.desk import Desk
from zvhdesk.sync.carrying_out import carry_out
from zvhdesk.ui.tasks import Tasks
from zvhdesk.ui.unlock.leased import LeaseWindow


class Threshold(QObject):
    """`clear` when the house may be shown; `window_asked` carries a window that stands before it.

    `revoked` carries an Order, when the contact brings the word that this desk was taken out of the house.
    `anew_asked` carries the window that asks to join anew, once what stands here is kept, and where.
    """

    clear = Signal()
    window_asked = Signal(object)
    revoked = Signal(object)
    anew_asked = Signal(object, str)

    def __init__(self, tasks: Tasks, clock: Clock, aside: Callable[[], str], parent: QObject) -> None:
        super().__init__(parent)
        self._tasks, self._aside = tasks, aside
        self.line = Line(tasks, clock, self)

    def begin(self, *, leased: bool = True) -> None:
        """See to it. Not `leased`: however long there was no contact."""
        if leased:
            self._tasks.ask(_see_to, self._seen, owner=self)
        else:
            self._tasks.ask(carry_out, lambda _done: self.clear.emit(), owner=self)

    def _seen(self, found: Lease | None) -> None:
        if found is None or found.state is not LeaseState.LOCKED:
            self.clear.emit()
            return
        duties = Duties(self.line, self._tasks, self)
        duties.revoked.connect(self.revoked)
        window = LeaseWindow(
            found,
            LineConnecting(self.line, self._tasks),
            LineMoving(self.line, self._tasks),
            LineFollowing(self.line),
            aside=self._aside(),
        )
        window.connected.connect(self._connected)
        window.anew_asked.connect(lambda place: self._ask_anew(window, place))
        self.window_asked.emit(window)

    def hang_up(self) -> None:
        """The program ends."""
        self.line.close()

    def _ask_anew(self, window: LeaseWindow, place: str) -> None:
        # Nothing asks the desk any more: it is shut before it is moved.
        self.line.close()
        self.anew_asked.emit(window, place)

    def _connected(self) -> None:
        self.line.close()
        self.begin()


def _see_to(desk: Desk) -> Lease | None:
    carry_out(desk)
    return lease.look(desk)
