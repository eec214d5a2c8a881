"""How far a pass is, told while it goes: for who waits for the first one.

Told from the lane of the network: how many envelopes, of how many as far as is known.
"""

from collections.abc import Callable
from typing import Any, TypeVar

from zvhdesk.sync.steps import Story
from zvhdesk.wire.messages import Page, Receipt

T = TypeVar("T")
Report = Callable[[int, int], object]


class Sent:
    """Counts what the server has taken, of `total` that waited."""

    def __init__(self, total: int, report: Report) -> None:
        self._total, self._report = total, report
        self._sent = 0

    def __call__(self, result: object) -> None:
        """Look at what a step brought."""
        if isinstance(result, list) and result and isinstance(result[0], Receipt):
            self._sent += len(result)
            self._report(min(self._sent, self._total), self._total)


class Received:
    """Counts what came in. How much there is in a compartment the server says with its first page."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self._before = self._at = 0

    def __call__(self, result: object) -> None:
        """Look at what a step brought."""
        if not isinstance(result, Page) or not result.items:
            return
        if result.items[0].seq <= self._at:
            # The next compartment begins anew.
            self._before, self._at = self._before + self._at, 0
        self._at = result.items[-1].seq
        self._report(self._before + self._at, self._before + max(result.head.seq, self._at))


def watched(story: Story[T], see: Callable[[Any], object]) -> Story[T]:
    """The same story; `see` gets what every step of it brings."""
    try:
        step = next(story)
        while True:
            try:
                result = yield step
            except Exception as error:  # noqa: BLE001 - the story decides what its own steps may raise
                step = story.throw(error)
                continue
            see(result)
            step = story.send(result)
    except StopIteration as end:
        found: T = end.value
        return found
