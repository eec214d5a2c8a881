"""Reaching the server before anything is shown: what the window of a run-out lease asks."""

from collections.abc import Callable

from zvhdesk.domain.lease import Lease, LeaseState
from zvhdesk.domain.standing import Standing
from zvhdesk.line.line import Line
from zvhdesk.services import lease
from zvhdesk.sync.outcome import Outcome
from zvhdesk.ui.agreeing.shut import why_shut
from zvhdesk.ui.tasks import Tasks


class LineConnecting:
    """The Connecting of ui.agreeing.connecting: one pass, and a look at the lease after it."""

    def __init__(self, line: Line, tasks: Tasks) -> None:
        self._line, self._tasks = line, tasks
        self._done: Callable[[], None] | None = None
        self._failed: Callable[[str], None] | None = None
        line.passed.connect(self._passed)
        line.missed.connect(self._missed)

    def connect(self, done: Callable[[], None], failed: Callable[[str], None]) -> None:
        """Make it."""
        self._done, self._failed = done, failed
        if self._line.standing.address:
            self._line.look_now()
        else:
            self._line.begin()

    def _passed(self, outcome: Outcome) -> None:
        del outcome
        self._tasks.ask(lease.look, self._looked)

    def _looked(self, found: Lease | None) -> None:
        done = self._done
        if done is not None and (found is None or found.state is not LeaseState.LOCKED):
            self._done = self._failed = None
            done()
        else:
            self._say(self._line.standing)

    def _missed(self) -> None:
        self._say(self._line.standing)

    def _say(self, standing: Standing) -> None:
        failed, self._done, self._failed = self._failed, None, None
        if failed is not None:
            failed(why_shut(standing))
