"""A pass over two lanes, as the program makes it: the desk's work on this thread, the server's on another."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from queue import SimpleQueue
from typing import Any

from tests.agreeing.sync.desks import Station
from zvhdesk.services.desk import Desk
from zvhdesk.sync.exchange import exchange
from zvhdesk.sync.outcome import Outcome
from zvhdesk.sync.steps import play_over


def exchanged(at: Station) -> Outcome:
    """One pass."""
    asked: SimpleQueue[tuple[Callable[[Desk], Any], Future[Any]] | None] = SimpleQueue()

    def ask(fn: Callable[[Desk], Any]) -> Callable[[], Any]:
        promised: Future[Any] = Future()
        asked.put((fn, promised))
        return promised.result

    def play() -> Outcome:
        try:
            return play_over(exchange(), ask, at.server)
        finally:
            asked.put(None)

    with ThreadPoolExecutor(1) as network:
        outcome = network.submit(play)
        while (job := asked.get()) is not None:
            fn, promised = job
            try:
                promised.set_result(fn(at.desk))
            except Exception as error:  # noqa: BLE001 - the story decides
                promised.set_exception(error)
        return outcome.result()
