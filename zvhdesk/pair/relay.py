"""The line between desks and a server on this computer, which can be cut: then nothing comes or goes.

Nobody is told that it was cut, as with a cable that is pulled out (decision 0014): who calls is heard by
nobody, and waits.
"""

import asyncio
import threading
from contextlib import suppress

_AT_ONCE = 65536
_SECONDS = 10


class Relay:
    """Listens to this computer only and passes on to one server. Its own thread, from `toward` to `close`."""

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._port = 0
        self._whole = asyncio.Event()
        self._ends: set[asyncio.StreamWriter] = set()

    def toward(self, server: str) -> str:
        """Begin to pass on to the server at this address; the address at which desks reach it from now on."""
        self._port = int(server.rpartition(":")[2])
        self._thread.start()
        self._loop.call_soon_threadsafe(self._whole.set)
        began = asyncio.run_coroutine_threadsafe(asyncio.start_server(self._talk, "127.0.0.1", 0), self._loop)
        host, port = began.result(_SECONDS).sockets[0].getsockname()
        return f"http://{host}:{port}"

    def cut(self) -> None:
        """Nothing moves any more, in neither direction; new calls are taken and hear nothing."""
        self._loop.call_soon_threadsafe(self._whole.clear)

    def heal(self) -> None:
        """It is whole again. What was under way when it was cut is lost."""
        self._loop.call_soon_threadsafe(self._mend)

    def close(self) -> None:
        """Nobody needs it any more."""
        if self._thread.is_alive():
            self._loop.call_soon_threadsafe(self._mend)
            self._loop.call_soon_threadsafe(self._loop.stop)
            self._thread.join(_SECONDS)

    def _mend(self) -> None:
        for end in self._ends:
            end.transport.abort()
        self._whole.set()

    async def _talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await self._whole.wait()
        try:
            there, beyond = await asyncio.open_connection("127.0.0.1", self._port)
        except OSError:
            writer.close()
            return
        self._ends |= {writer, beyond}
        await asyncio.gather(self._pass(reader, beyond), self._pass(there, writer))
        self._ends -= {writer, beyond}

    async def _pass(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(ConnectionError):
            while data := await reader.read(_AT_ONCE):
                await self._whole.wait()
                writer.write(data)
                await writer.drain()
        await self._whole.wait()
        writer.close()
