"""The server of the demo house while the program runs: started beside it, and why not when it does not."""

from collections.abc import Callable

from zvhdesk.pair.server import LocalServer
from zvhdesk.ui.tasks import Tasks

_NOT_STARTED = "De server van het voorbeeldhuis start niet: {} Dit bureau werkt zonder verbinding."


class DemoServer:
    """Started on the work lane at once. `tell` takes who says it when it will not start; `stop` ends it."""

    def __init__(self, server: LocalServer, tasks: Tasks) -> None:
        self._server = server
        self._why = ""
        self._say: Callable[[str], object] | None = None
        tasks.work(lambda _ticket: server.start(), self._started)

    def tell(self, say: Callable[[str], object]) -> None:
        """`say` gets a Dutch sentence, now or once it is known, and nothing when all is well."""
        self._say = say
        self._speak()

    def stop(self) -> None:
        """End it."""
        self._server.stop()

    def _started(self, started: bool) -> None:
        self._why = "" if started else _NOT_STARTED.format(self._server.why)
        self._speak()

    def _speak(self) -> None:
        if self._why and self._say is not None:
            self._say(self._why)
