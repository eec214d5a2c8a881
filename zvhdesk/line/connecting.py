"""Reaching the server before anything is shown: what the window of a run-out lease asks."""

from collections.abc import Callable
from dataclasses import replace

from zvhdesk.domain.lease import Lease, LeaseState
from zvhdesk.domain.standing import Standing
from zvhdesk.line.line import Line
from zvhdesk.services import lease
from zvhdesk.services.desk import Desk
from zvhdesk.sync import astray
from zvhdesk.sync.outcome import Outcome
from zvhdesk.ui.agreeing.connecting import NotReached
from zvhdesk.ui.agreeing.shut import ANEW, why_shut
from zvhdesk.ui.tasks import Tasks


class LineConnecting:
    """The Connecting of ui.agreeing.connecting: one pass, and a look at the lease after it."""

    def __init__(self, line: Line, tasks: Tasks) -> None:
        self._line, self._tasks = line, tasks
        self._done: Callable[[], None] | None = None
        self._failed: Callable[[NotReached], None] | None = None
        line.passed.connect(self._passed)
        line.missed.connect(self._missed)

    def connect(self, done: Callable[[], None], failed: Callable[[NotReached], None]) -> None:
        """Make it."""
        self._done, self._failed = done, failed
        if self._line.standing.address:
            self._line.look_now()
        else:
            self._line.begin()

    def _passed(self, outcome: Outcome) -> None:
        del outcome
        self._tasks.ask(_look, self._looked)

    def _looked(self, looked: tuple[Lease | None, bool]) -> None:
        (found, put_back), done = looked, self._done
        if done is not None and (found is None or found.state is not LeaseState.LOCKED):
            self._done = self._failed = None
            done()
        else:
            # What stands here is counted a moment after a pass.
            self._say(replace(self._line.standing, put_back=put_back))

    def _missed(self) -> None:
        self._say(self._line.standing)

    def _say(self, standing: Standing) -> None:
        failed, self._done, self._failed = self._failed, None, None
        if failed is not None:
            sentence = why_shut(standing)
            failed(NotReached(sentence, standing.may_go_on, sentence.endswith(ANEW)))


def _look(desk: Desk) -> tuple[Lease | None, bool]:
    return lease.look(desk), desk.read(astray.may_be)
