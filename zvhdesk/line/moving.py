"""Another address of the server: a look there over a line of its own, and only then it is kept and used.

At one that does not know this house an admin makes it again first, when the one before was lost.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject

from zvhdesk.line.address import keep_address, read_address
from zvhdesk.line.explaining import OF_AGAIN, Codes, not_done
from zvhdesk.line.line import Line
from zvhdesk.line.reaching import reached
from zvhdesk.services.desk import Desk
from zvhdesk.sync.moving import look_there, make_again
from zvhdesk.sync.steps import Story
from zvhdesk.ui.agreeing import explain
from zvhdesk.ui.agreeing.connection import Failed, NotDone, TypedServer
from zvhdesk.ui.job import Job
from zvhdesk.ui.tasks import Tasks


class LineMoving:
    """The Moving of ui.agreeing.connection."""

    def __init__(self, line: Line, tasks: Tasks) -> None:
        self._line, self._tasks = line, tasks

    def in_use(self, done: Callable[[TypedServer], object], owner: QObject) -> None:
        """What this desk was told."""
        self._tasks.ask(_in_use, done, owner=owner)

    def move(
        self, server: TypedServer, done: Callable[[bool], object], failed: Failed, owner: QObject
    ) -> None:
        """Look, keep, and go on there. The line that is in use knows nothing of it until then."""
        self._go(_Act(look_there), server, done, failed, owner)

    def make_again(
        self,
        server: TypedServer,
        code: str,
        done: Callable[[bool], object],
        failed: Failed,
        owner: QObject,
    ) -> None:
        """Make it there, look, keep, and go on."""
        self._go(_Act(partial(make_again, code), OF_AGAIN), server, done, failed, owner)

    def _go(
        self,
        act: "_Act",
        server: TypedServer,
        done: Callable[[bool], object],
        failed: Failed,
        owner: QObject,
    ) -> None:
        there = self._line.beside()
        address = reached(there, server, failed)
        if address is None:
            there.deleteLater()
            return
        asked = Job(done, failed, owner)

        def over() -> bool:
            there.close()
            there.deleteLater()
            return asked.wanted()

        def refused(reason: object) -> None:
            if over():
                failed(not_done(reason, act.codes, at_address=True))

        def seen(less: bool) -> None:
            # Whoever stopped meanwhile does not want it.
            if over():
                keep = partial(keep_address, address=address)
                self._tasks.ask(keep, lambda _none: kept(less), not_kept, owner=self._line)

        def kept(less: bool) -> None:
            self._line.begin()
            if asked.wanted():
                done(less)

        def not_kept(reason: object) -> None:
            if asked.wanted():
                failed(not_done(reason))

        def broken() -> None:
            refused(NotDone("", explain.PROGRAM))

        there.play(act.story, seen, refused, self._line, broken)


@dataclass(frozen=True, slots=True)
class _Act:
    """What is done there before anything is kept, and the noes that are about the code that was typed."""

    story: Callable[[], Story[bool]]
    codes: Codes | None = None


def _in_use(desk: Desk) -> TypedServer:
    found = read_address(desk)
    return TypedServer(found.url, found.trust)
