"""The network lane: what is done at the server, one errand after another, and listening for its news.

Two threads, because who listens cannot speak. Neither touches the database: a story's part there is done
by the database lane while this one waits. They are daemons: a server that does not answer never holds up
the end of the program.
"""

import threading
from collections.abc import Callable
from queue import SimpleQueue
from typing import TypeVar

from zvhdesk.domain.refusing import Refusing
from zvhdesk.sync.server import SaidNo, Server, Unreachable
from zvhdesk.sync.steps import AskDesk, Story, play_over
from zvhdesk.ui.bug import Bug, bug_of
from zvhdesk.ui.ticket import Stopped

T = TypeVar("T")
Act = Callable[[], object]
No = SaidNo | Unreachable | Refusing | Bug
"""How a story may end otherwise than with its result."""
_SECONDS_TO_END = 2.0


class Lane:
    """Both threads, for one server. `tell` has an act done in the window's thread."""

    def __init__(self, server: Server, ask_desk: AskDesk, tell: Callable[[Act], None], heard: Act) -> None:
        self._server, self._ask_desk, self._tell, self._heard = server, ask_desk, tell, heard
        self._errands: SimpleQueue[Act | None] = SimpleQueue()
        self._reached = threading.Event()
        self._ended = False
        self._threads = tuple(
            threading.Thread(target=run, name=name, daemon=True)
            for name, run in (("network", self._speak), ("news", self._listen))
        )
        for thread in self._threads:
            thread.start()

    @property
    def address(self) -> str:
        """Where the server is."""
        return self._server.address

    def play(
        self, story: Callable[[], Story[T]], done: Callable[[T], object], failed: Callable[[No], object]
    ) -> None:
        """Play a story after those that were asked before. One of both is called in the window's thread.

        Neither is when the lane ended meanwhile: who ended it knows.
        """

        def errand() -> None:
            try:
                result = play_over(story(), self._ask_desk, self._server)
            except (SaidNo, Unreachable, Refusing) as no:
                found: No = no
            except Stopped:
                return
            except BaseException as error:  # noqa: BLE001 - whatever it is, the window must hear of it
                found = bug_of(error)
            else:
                self._tell(lambda: self._hand_over(lambda: done(result)))
                return
            self._tell(lambda: self._hand_over(lambda: failed(found)))

        self._errands.put(errand)

    def listen(self) -> None:
        """The server answers and knows this desk: there is something to listen to."""
        self._reached.set()

    def end(self) -> None:
        """Break off whatever is under way. What was not done is not done."""
        self._ended = True
        self._reached.set()
        self._errands.put(None)
        self._server.hang_up()
        for thread in self._threads:
            thread.join(_SECONDS_TO_END)
        self._server.close()

    def _hand_over(self, act: Act) -> None:
        if not self._ended:
            act()

    def _speak(self) -> None:
        while (errand := self._errands.get()) is not None and not self._ended:
            errand()

    def _listen(self) -> None:
        while True:
            self._reached.wait()
            if self._ended:
                return
            self._reached.clear()
            try:
                with self._server.news() as news:
                    # What came between the last pass and this moment was told to nobody.
                    self._tell(self._heard)
                    for _ in news:
                        self._tell(self._heard)
            except (Unreachable, SaidNo):
                pass
            # A pass finds out what it was, and says when there is something to listen to again.
            self._tell(self._heard)
