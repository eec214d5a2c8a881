"""The next page of a history, asked for while this one is written.

The database lane and the line to the server work at the same time then, and a desk that is far away waits
for one page and not for each. Nothing rests on it: a page that did not come ahead is asked for in its turn.
"""

from contextlib import suppress

from zvhdesk.sync.server import SaidNo, Server, Unreachable
from zvhdesk.wire.messages import Page


class Ahead:
    """What follows a page that has envelopes, and serves once."""

    def __init__(self, comp: bytes, page: Page, limit: int) -> None:
        """`page` is the one that is being written; `limit` as for any."""
        self._comp, self._before, self._limit = comp, page, limit
        self._next: Page | None = None

    def ask(self, server: Server) -> None:
        """Ask for it. Why it may not come is heard by whoever asks in its turn."""
        with suppress(Unreachable, SaidNo):
            self._next = server.pull(self._comp, self._before.items[-1].seq, self._limit)

    def page(self, server: Server, after: int) -> Page:
        """The page after that number: first what was left of the one before, whose last act was not whole.

        Raises Unreachable and SaidNo.
        """
        if self._next is None:
            return server.pull(self._comp, after, self._limit)
        left = [item for item in self._before.items if item.seq > after]
        return self._next.model_copy(update={"items": [*left, *self._next.items]})
