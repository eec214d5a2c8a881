"""The first start on a machine: a new house is set up, or the machine joins one that is there."""

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from zvhdesk.founding import Founding, keyring_words
from zvhdesk.founding_apart import FoundingApart
from zvhdesk.line.joining import LineJoining
from zvhdesk.services.clock import Clock
from zvhdesk.services.unlock.keyring import SecretStore
from zvhdesk.ui.agreeing.join_window import JoinWindow
from zvhdesk.ui.tasks import Tasks
from zvhdesk.ui.unlock.front import FrontWindow


class Entering(QObject):
    """Guides it. `shows` carries the window to show; `entered` when a house is open on the database lane."""

    entered = Signal()
    shows = Signal(object)

    def __init__(
        self,
        folder: Path,
        keyring: SecretStore | None,
        clock: Clock,
        tasks: Tasks,
        parent: QObject | None = None,
        *,
        apart: bool = False,
    ) -> None:
        """`apart`: the desk of the other dossiercompartiment, beside a house that is there."""
        super().__init__(parent)
        self._around = (folder, keyring, clock, tasks)
        self._apart = apart
        self._founding: Founding | FoundingApart | None = None
        self._joining: LineJoining | None = None
        self._window: FrontWindow | None = None

    def begin(self) -> None:
        """Set up a new house, unless one chooses otherwise."""
        founding = FoundingApart(*self._around, self) if self._apart else Founding(*self._around, self)
        founding.founded.connect(self.entered)
        founding.join_asked.connect(self.join)
        self._founding, self._joining, self._window = founding, None, founding.window
        self.shows.emit(founding.window)

    def join(self) -> None:
        """Join a house; one can still choose to set one up."""
        folder, keyring, clock, tasks = self._around
        usable, said = keyring_words(keyring)
        joining = LineJoining(folder, usable, clock, tasks, self, apart=self._apart)
        window = JoinWindow(joining, apart=self._apart)
        window.guide.passphrase.keyring.say(said, "warn" if usable is None else "ok")
        joining.opened.connect(self.entered)
        window.left.connect(self._leave)
        self._founding, self._joining, self._window = None, joining, window
        self.shows.emit(window)

    def _leave(self) -> None:
        if self._joining is not None:
            self._joining.leave()
        self.begin()

    def refuse(self, sentence: str) -> None:
        """A bug came between: the window must not wait for an answer that never comes."""
        if self._founding is not None:
            self._founding.window.refuse(sentence)
        elif isinstance(self._window, JoinWindow):
            self._window.guide.refuse_bug(sentence)

    def hang_up(self) -> None:
        """The program ends: let go of the server."""
        if self._joining is not None:
            self._joining.line.close()
