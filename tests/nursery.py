"""Programs that are killed, forked from one process that has loaded everything: a kill then costs no import.

The nursery loads modules and makes them ready, if they have a `ready`; that leaves no QApplication, no thread
and no file. Each child is a fork of it
whose stdin and stdout are one socket, and becomes the program only then. The children end with the nursery's
parent: their socket closes, and the nursery hears the end of its stdin.
"""

import gc
import importlib
import json
import os
import select
import signal
import socket
import subprocess
import sys
import tempfile
import traceback
from pathlib import Path
from typing import NoReturn

from sqlalchemy.orm import configure_mappers

from tests import beside

_ROOT = Path(__file__).parents[1]


class Nursery:
    """Loads these modules and forks children that run the `main` of one. Close it at the end."""

    def __init__(self, *modules: str) -> None:
        self._folder = tempfile.TemporaryDirectory()
        self._place = Path(self._folder.name) / "door"
        self._started = 0
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.nursery", str(self._place), *modules],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=_ROOT,
            env={**os.environ, "PYTHONPATH": str(_ROOT), "QT_QPA_PLATFORM": "offscreen"},
        )

    def start(self, module: str, *arguments: str) -> "Child":
        """A child that runs `main` of a module that is loaded; its arguments are those of a command line.

        It has a HOME of its own.
        """
        assert self._process.stdout is not None
        if not self._place.exists():
            self._process.stdout.readline()
        door = socket.socket(socket.AF_UNIX)
        door.connect(str(self._place))
        child = Child(door, module)
        self._started += 1
        child.say(json.dumps([f"{self._folder.name}/{self._started}", module, *arguments]))
        return child

    def close(self) -> None:
        """End it, and every child that waits for a word."""
        with self._process:
            self._process.terminate()
        self._folder.cleanup()


class Child:
    """A forked program. What it writes comes over the socket, and ends when it does."""

    def __init__(self, door: socket.socket, module: str) -> None:
        self._door = door
        self._rest = b""
        self._ended = False
        said = b""
        while not said.endswith(b"\n"):  # before it hears what to run it says no more than who it is
            more = door.recv(64)
            assert more, "it was not born"
            said += more
        self.pid = int(said)
        beside.ran(module, self.pid)

    def say(self, line: str) -> None:
        """Give it a line to read."""
        self._door.sendall(line.encode() + b"\n")

    def hear(self, seconds: float) -> list[bytes] | None:
        """The whole lines of what it writes first within this time; None when it does not, or is gone."""
        if self._ended or seconds <= 0 or not select.select([self._door], [], [], seconds)[0]:
            return None
        try:
            said = self._door.recv(65536)
        except ConnectionResetError:  # killed with a word to it still unread
            said = b""
        self._ended = not said
        *lines, self._rest = (self._rest + said).split(b"\n")
        return None if self._ended else lines

    def terminate(self) -> None:
        """Ask it to end, if it has not."""
        if not self._ended:
            os.kill(self.pid, signal.SIGTERM)

    def wait(self, patience: float) -> None:
        """Until it ended; what it still says nobody hears."""
        while self.hear(patience) is not None:
            pass
        assert self._ended, "it was to end and lives"
        self._door.close()

    def fileno(self) -> int:
        """To wait for what several write."""
        return self._door.fileno()

    def freeze(self) -> None:
        """It stands still, as the program of a machine that sleeps."""
        os.kill(self.pid, signal.SIGSTOP)

    def thaw(self) -> None:
        """It goes on."""
        os.kill(self.pid, signal.SIGCONT)

    @property
    def ended(self) -> bool:
        """Whether it was heard to end."""
        return self._ended

    def kill(self, patience: float = 30) -> list[bytes]:
        """SIGKILL, and what it had written before. A line that was not finished was not said."""
        lines: list[bytes] = []
        if not self._ended:
            os.kill(self.pid, signal.SIGKILL)
        while (more := self.hear(patience)) is not None:
            lines += more
        assert self._ended, "it was killed and lives"
        self._door.close()
        return lines


def _serve(place: str, modules: list[str]) -> None:
    loaded = [importlib.import_module(name) for name in modules]
    configure_mappers()
    for module in loaded:
        if hasattr(module, "ready"):
            module.ready()
    gc.collect()
    gc.freeze()  # what is loaded stays: no child looks through it, nor makes pages of its own for that
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for them: the system may forget them
    with socket.socket(socket.AF_UNIX) as door:
        door.bind(place)
        door.listen()
        print(flush=True)
        while True:
            ready = select.select([door, sys.stdin], [], [])[0]
            if sys.stdin in ready:
                return
            _fork(door)


def _fork(door: socket.socket) -> None:
    to_parent = door.accept()[0]
    if os.fork():
        to_parent.close()
        return
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    door.close()
    _become(to_parent)


def _become(to_parent: socket.socket) -> NoReturn:
    """The child: run, and never come back into the nursery's loop."""
    status = 1
    try:
        for standard in (0, 1):
            os.dup2(to_parent.fileno(), standard)
        to_parent.close()
        os.write(1, f"{os.getpid()}\n".encode())
        sys.stdin = os.fdopen(0)
        sys.stdout = os.fdopen(1, "w")
        home, module, *arguments = json.loads(sys.stdin.readline())
        Path(home).mkdir()
        os.environ["HOME"] = home
        importlib.import_module(module).main(*arguments)
        status = 0
    except Exception:  # noqa: BLE001 - it is told on stderr, as by any program
        traceback.print_exc()
    finally:
        os._exit(status)


if __name__ == "__main__":
    _serve(sys.argv[1], sys.argv[2:])
