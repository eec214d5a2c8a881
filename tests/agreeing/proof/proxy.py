"""Between a desk and its server: what a network does at its worst, and an ear for every byte of it."""

import asyncio
import threading
from collections.abc import Callable, Coroutine
from enum import StrEnum
from typing import Any, Self, TypeVar
from urllib.parse import urlsplit

_AT_ONCE = 65536
T = TypeVar("T")


class Way(StrEnum):
    """A direction, seen from the desk."""

    OUT = "out"
    IN = "in"


class Proxy:
    """Listens on loopback and passes on to a server. Its own thread; every method may be called from any."""

    def __init__(self, server: str) -> None:
        self._server = urlsplit(server)
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        self._talks: set[asyncio.StreamWriter] = set()
        self._tasks: set[asyncio.Task[None]] = set()
        self._lost: set[Way] = set()
        self._wire: set[bytes] = set()
        self._unanswered: set[bytes] = set()
        self._swallows = False
        self._delay = 0.0
        self.heard = {Way.OUT: bytearray(), Way.IN: bytearray()}
        """Every byte that came, by direction."""
        self._open, self._whole = asyncio.Event(), asyncio.Event()
        self._open.set()
        self._whole.set()
        self._listening = self._await(asyncio.start_server(self._talk, "127.0.0.1", 0))

    @property
    def url(self) -> str:
        """Where the desk is to go."""
        return f"http://127.0.0.1:{self._listening.sockets[0].getsockname()[1]}"

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._do(self._listening.close)
        self.reset()
        self._await(self._ended())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)
        self._loop.close()

    def delay(self, seconds: float) -> None:
        """Every piece takes so much longer."""
        self._delay = seconds

    def cut(self, way: Way) -> None:
        """What goes that way is lost, and nobody is told: not even that the other side hung up."""
        self._do(lambda: self._lose(way))

    def cut_at(self, words: bytes) -> None:
        """From the first request that begins so, what goes out is lost: it was sent, and never arrives."""
        self._do(lambda: self._wire.add(words))

    def lose_answer_to(self, words: bytes) -> None:
        """The next request that begins so arrives, and its connection ends before the answer does."""
        self._do(lambda: self._unanswered.add(words))

    @property
    def is_cut(self) -> bool:
        """Whether anything is lost now."""
        return bool(self._lost)

    def toward(self, server: str) -> None:
        """From here on to a server at that address."""
        self._server = urlsplit(server)

    def pause(self) -> None:
        """Nothing moves."""
        self._do(self._open.clear)

    def reset(self) -> None:
        """Every connection ends at once."""
        self._do(self._abort)

    def heal(self) -> None:
        """As it should be. Connections that lost something cannot go on, and end."""

        def mend() -> None:
            if self._lost:
                self._abort()
            self._lost.clear()
            self._wire.clear()
            self._open.set()
            self._whole.set()

        self._delay = 0.0
        self._do(mend)

    async def _talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            there = await asyncio.open_connection(self._server.hostname, self._server.port)
        except OSError:  # nobody is there
            writer.close()
            return
        self._talks |= {writer, there[1]}
        pumps = (self._pump(Way.OUT, reader, there[1]), self._pump(Way.IN, there[0], writer))
        both = {self._loop.create_task(one) for one in pumps}
        self._tasks |= both
        await asyncio.wait(both)
        self._tasks -= both
        self._talks -= {writer, there[1]}

    async def _pump(self, way: Way, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while data := await reader.read(_AT_ONCE):
                self.heard[way] += data
                if any(data.startswith(words) for words in self._wire):
                    self._lose(Way.OUT)
                if asked := [words for words in self._unanswered if data.startswith(words)]:
                    self._unanswered -= set(asked)
                    self._swallows = True
                elif way is Way.IN and self._swallows:
                    self._swallows = False
                    self._abort()
                if self._delay:
                    await asyncio.sleep(self._delay)
                await self._open.wait()
                if way not in self._lost:
                    writer.write(data)
                    await writer.drain()
        except ConnectionError:
            pass
        finally:
            await self._open.wait()
            if way in self._lost:
                await self._whole.wait()
            writer.close()

    def _lose(self, way: Way) -> None:
        self._lost.add(way)
        self._whole.clear()

    def _abort(self) -> None:
        for writer in self._talks:
            writer.transport.abort()

    async def _ended(self) -> None:
        self._open.set()
        self._whole.set()
        if self._tasks:
            await asyncio.wait(set(self._tasks), timeout=5)

    def _do(self, fn: Callable[[], object]) -> None:
        async def run() -> None:
            fn()

        self._await(run())

    def _await(self, what: Coroutine[Any, Any, T]) -> T:
        return asyncio.run_coroutine_threadsafe(what, self._loop).result(20)
