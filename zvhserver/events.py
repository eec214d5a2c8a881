"""News for desks that wait: "there is more in this compartment", nothing else (SYNC.md B.3).

A hint may be lost; a desk asks every minute all the same. On PostgreSQL the hints of one process reach the
desks of another by LISTEN and NOTIFY.
"""

import asyncio
import json
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import NamedTuple

import psycopg

from zvhserver.store.tables import Part

CHANNEL = "zvh_news"
AGAIN_SECONDS = 0.5
"""Between two tries to listen, while the database is away."""

BEAT_SECONDS = 2.0
"""So often each desk that waits gets a word, news or not: a few bytes, without a look in the database.

A hundred desks are fifty of them a second. A desk that misses some of them asks whether the line is cut.
"""


class News(NamedTuple):
    """A compartment and the number of its head."""

    part: Part
    head_seq: int


class Hub:
    """Who waits, in this process. Told from any thread, listened to in the loop of the server."""

    def __init__(self) -> None:
        self._waiting: set[asyncio.Queue[News | None]] = set()
        self._loop: asyncio.AbstractEventLoop | None = None

    @asynccontextmanager
    async def waiting(self) -> AsyncIterator["asyncio.Queue[News | None]"]:
        """A queue that gets all news while this lasts, and None when the server stops."""
        self._loop = asyncio.get_running_loop()
        queue: asyncio.Queue[News | None] = asyncio.Queue(maxsize=1000)
        self._waiting.add(queue)
        try:
            yield queue
        finally:
            self._waiting.discard(queue)

    def end(self) -> None:
        """The server stops: nobody waits any longer."""
        self.tell(None)

    def tell(self, news: News | None) -> None:
        """There is more."""
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._spread, news)

    def _spread(self, news: News | None) -> None:
        for queue in self._waiting:
            # One that is full has enough to ask for.
            if not queue.full():
                queue.put_nowait(news)


class Listener:
    """A thread that hears what other processes tell through PostgreSQL; it comes back when that fails."""

    def __init__(self, url: str, hub: Hub) -> None:
        self._url, self._hub = url, hub
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="zvhserver-news", daemon=True)

    def start(self) -> None:
        """Begin to listen."""
        self._thread.start()

    def stop(self) -> None:
        """End it; waits for the thread."""
        self._stop.set()
        with suppress(psycopg.OperationalError), psycopg.connect(self._url, autocommit=True) as connection:
            # It waits for a word, so it gets one.
            connection.execute("SELECT pg_notify(%s, '')", [CHANNEL])
        self._thread.join()

    def _run(self) -> None:
        while not self._stop.is_set():
            try:
                self._listen()
            except psycopg.OperationalError:
                # The database is away: desks ask by themselves meanwhile.
                self._stop.wait(AGAIN_SECONDS)

    def _listen(self) -> None:
        with psycopg.connect(self._url, autocommit=True) as connection:
            connection.execute(f"LISTEN {CHANNEL}")
            while not self._stop.is_set():
                for notice in connection.notifies(timeout=5, stop_after=1):
                    if notice.payload:
                        house, comp, seq = json.loads(notice.payload)
                        part = Part(bytes.fromhex(house), bytes.fromhex(comp))
                        self._hub.tell(News(part, int(seq)))


def payload(news: News) -> str:
    """As PostgreSQL carries it."""
    return json.dumps([news.part.house.hex(), news.part.comp.hex(), news.head_seq])
