"""The network lane: what is done at the server, one errand after another, and listening for its news.

Two threads, because who listens cannot speak. Neither touches the database: a story's part there is done
by the database lane while this one waits. They are daemons: a server that does not answer never holds up
the end of the program.
"""

import threading
import time
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from queue import SimpleQueue
from typing import TypeVar

from zvhdesk.domain.refusing import Refusing
from zvhdesk.sync.server import Asked, SaidNo, Server, Unreachable
from zvhdesk.sync.steps import AskDesk, Story, play_over
from zvhdesk.ui.bug import Bug, bug_of
from zvhdesk.ui.ticket import Stopped

T = TypeVar("T")
Act = Callable[[], object]
Ended = Callable[[bool], object]
No = SaidNo | Unreachable | Refusing | Bug
"""How a story may end otherwise than with its result."""
_SECONDS_TO_END = 2.0
_SILENCE_SECONDS = 20.0
"""Of a server that does not say how often it speaks: an earlier version did so every fifteen seconds."""
_BEATS_WITHOUT = 1.5
"""So long after the first word that came in beside it a call may wait for one of its own: till the third."""
_LITTLE_BYTES = 64 * 1024
"""A call with more may be on its way still, over a slow line, with whatever is asked beside it behind it."""


class Lane:
    """Both threads, for one server. `tell` has an act done in the window's thread.

    `heard`: the server has news. `ended`: it tells no more; True when it had said more than its first word.
    """

    def __init__(
        self, server: Server, ask_desk: AskDesk, tell: Callable[[Act], None], heard: Act, ended: Ended
    ) -> None:
        self._server, self._ask_desk, self._tell = server, ask_desk, tell
        self._heard, self._news_ended = heard, ended
        self._errands: SimpleQueue[Act | None] = SimpleQueue()
        self._reached = threading.Event()
        self._listening = False
        self._heard_at = self._waits_since = time.monotonic()
        self._waits: Asked | None = None
        server.at_each_word(self._word)
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

    @property
    def clock_off(self) -> timedelta | None:
        """By how much this desk's clock runs ahead of the server's; None when it does not to speak of."""
        return self._server.clock_off

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
        if not self._listening:
            self._listening = True
            self._reached.set()

    def silence(self, missed: int) -> tuple[float, float] | None:
        """How long the server was silent, and how long it may be: so many words that stay out. In seconds.

        None while nobody listens, so that there is nothing to hear.
        """
        if not self._listening:
            return None
        beat = self._server.beat_seconds
        return time.monotonic() - self._heard_at, beat * missed if beat else _SILENCE_SECONDS

    def drop(self) -> None:
        """End what is under way at the server, as unreachable. What is asked after it is asked anew."""
        self._server.drop()

    def end(self) -> None:
        """Break off whatever is under way. What was not done is not done."""
        self._ended = True
        self._reached.set()
        self._errands.put(None)
        self._server.hang_up()
        for thread in self._threads:
            thread.join(_SECONDS_TO_END)
        self._server.close()

    def _word(self) -> None:
        self._heard_at = time.monotonic()

    def _look_at_call(self) -> None:
        """Words come in: what this desk says may be lost all the same.

        Beside a call that waits too long it is asked whether anybody is there. Who is only slow says so.
        """
        waits, beat, now = self._server.waits, self._server.beat_seconds, time.monotonic()
        if waits is not self._waits:
            self._waits, self._waits_since = waits, now
        if waits is None or beat is None or waits.size > _LITTLE_BYTES:
            return
        if now - self._waits_since < beat * _BEATS_WITHOUT:
            return
        try:
            self._server.greet()
        except Unreachable:
            if self._server.waits is waits:
                self._server.drop()

    def _is_over(self) -> bool:
        return self._ended

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
            words = 0
            try:
                with self._server.news() as news:
                    # What came between the last pass and this moment was told to nobody.
                    self._tell(self._heard)
                    for more in news:
                        words += 1
                        if more:
                            self._tell(self._heard)
                        self._look_at_call()
            except (Unreachable, SaidNo):
                pass
            if self._is_over():
                # Who ended it knows, and may be gone by now.
                return
            self._listening = False
            # A pass finds out what it was, and says when there is something to listen to again.
            self._tell(partial(self._news_ended, words > 1))
