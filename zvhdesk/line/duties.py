"""What ends the work of a desk: it was taken out of its house, or its lease ran out."""

from functools import partial

from PySide6.QtCore import QObject, Signal

from zvhdesk.domain.standing import Standing
from zvhdesk.line.line import Line
from zvhdesk.services import copy_folders
from zvhdesk.services.revoked import Order
from zvhdesk.sync.outcome import Halt, Outcome
from zvhdesk.ui.tasks import Tasks
from zvhdesk.wire.roster import AfterRevoking


class Duties(QObject):
    """Listens to a line. `revoked` carries an Order, once; `locked` says that the lease ran out.

    The latter again when it ran anew and ran out again: a live meeting waits with it.
    """

    revoked = Signal(object)
    locked = Signal()

    def __init__(self, line: Line, tasks: Tasks, parent: QObject) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._heard = self._ran_out = False
        line.passed.connect(self._passed)
        line.standing_changed.connect(self._stands)

    def _passed(self, outcome: Outcome) -> None:
        if outcome.halt is Halt.REVOKED and outcome.after is not None and not self._heard:
            self._heard = True
            self._tasks.ask(copy_folders.every, partial(self._obey, outcome.after))

    def _obey(self, after: AfterRevoking, backups: tuple[str, ...]) -> None:
        self.revoked.emit(Order(after, backups))

    def _stands(self, standing: Standing) -> None:
        before, self._ran_out = self._ran_out, standing.locked
        if self._ran_out and not before and not self._heard:
            self.locked.emit()
