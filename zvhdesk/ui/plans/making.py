"""Making the numbered copies of a plan: values, bytes, row, and only then a paper.

The values are read and the rows written on the database lane; the bytes are made on the work lane.
"""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QObject, Signal

from zvhdesk.services.papers.plan import plan_pdf
from zvhdesk.services.plans import copies
from zvhdesk.services.plans.copies import Made, Order
from zvhdesk.ui.tasks import Tasks, Ticket

_TRIES = 5
"""How often a number may turn out to be taken before a person hears of it."""


class CopyRun(QObject):
    """One act: the copies of one version for all its receivers.

    `made` carries them once they are in the register; `progressed` how many there are and how many there
    will be; `refused` the reason of a rule. After `crowded` and `broken` nothing was handed out.
    """

    made = Signal(object)
    progressed = Signal(int, int)
    refused = Signal(object)
    crowded = Signal()
    broken = Signal()

    def __init__(self, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._ticket: Ticket | None = None
        self._wanted: tuple[str, tuple[str, ...]] | None = None
        self._tries = 0
        self._act = 0
        tasks.bug.connect(self._bug)

    @property
    def busy(self) -> bool:
        """Whether copies are being made."""
        return self._wanted is not None

    @property
    def stoppable(self) -> bool:
        """Whether it can still be stopped: until the rows are being written."""
        return self._ticket is not None

    def start(self, plan_id: str, partner_ids: Sequence[str]) -> None:
        """Make a copy for each of these partners."""
        self._wanted, self._tries = (plan_id, tuple(partner_ids)), 0
        self._prepare()

    def stop(self) -> None:
        """Stop making; no number was given out and nothing stands in the register."""
        if self._ticket is not None:
            self._ticket.stop()
            self._end()

    def _prepare(self) -> None:
        if self._wanted is None:
            return
        plan_id, partner_ids = self._wanted
        self._act += 1
        act = self._act
        self._tasks.ask(
            lambda desk: desk.read(lambda s: copies.prepare(s, plan_id, partner_ids, desk.clock())),
            lambda orders: self._make(orders, act),
            self._refuse,
            owner=self,
        )

    def _make(self, orders: tuple[Order, ...], act: int) -> None:
        if act != self._act:
            return

        def there(ticket: Ticket) -> list[Made]:
            ready = []
            for at, order in enumerate(orders):
                ticket.report(at, len(orders))
                ready.append(copies.made(order, plan_pdf(order.paper)))
            ticket.report(len(orders), len(orders))
            return ready

        def tell(done: int, total: int) -> None:
            # A report may still be on its way when the run was stopped.
            if act == self._act:
                self.progressed.emit(done, total)

        self._ticket = self._tasks.work(
            there, lambda ready: self._record(ready, act), progress=tell, owner=self
        )

    def _record(self, ready: list[Made], act: int) -> None:
        if act != self._act:
            return
        self._ticket = None

        def write(session: Any) -> bool:
            return copies.record(session, ready)

        self._tasks.act(
            write,
            copies.INTENT,
            lambda written: self._recorded(ready, written=written),
            self._refuse,
            owner=self,
            broken=self._bug,
        )

    def _recorded(self, ready: list[Made], *, written: bool) -> None:
        self._tries += 1
        if written:
            self._end()
            self.made.emit(ready)
        elif self._tries < _TRIES:
            self._prepare()
        else:
            self._end()
            self.crowded.emit()

    def _refuse(self, reason: object) -> None:
        self._end()
        self.refused.emit(reason)

    def _bug(self, _bug: object = None) -> None:
        if self.busy:
            self._end()
            self.broken.emit()

    def _end(self) -> None:
        self._act += 1
        self._ticket = None
        self._wanted = None
