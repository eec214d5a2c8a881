"""A central server on this computer alone, as a process beside the program."""

import shutil
import subprocess
import sys
from pathlib import Path

import psutil

_PID = "proces"
_PORT = "poort"
_SAID = "melding"
_AT_ONCE = "het programma ervan stopte meteen."
_SECONDS_TO_END = 5


class LocalServer:
    """A server whose data stand in `folder`. It listens to this computer only.

    Where the server's own libraries are not installed it cannot start; then `start` says False, and `why`
    is a Dutch sentence.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.address = self.why = ""
        self._process: subprocess.Popen[str] | None = None

    def start(self) -> bool:
        """Start it at the port it had before. False when it would not."""
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._end_orphan()
        port = self._read(_PORT) or "0"
        # A file and no pipe: what it logs while it runs is read by nobody.
        with (self.folder / _SAID).open("w") as errors:
            self._process = subprocess.Popen(  # noqa: S603 - our own server
                _command("run", "--data", self._data, "--port", port),
                stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=errors, text=True,
            )  # fmt: skip
        self._write(_PID, str(self._process.pid))
        said = self._process.stdout
        self.address = said.readline().strip() if said is not None else ""
        if self.address:
            self._write(_PORT, self.address.rpartition(":")[2])
        else:
            self.stop()
            self.why = _sentence(self._read(_SAID), port)
        return bool(self.address)

    def new_code(self) -> str:
        """A one-time code for a house, as its administrator gives it."""
        command = _command("house", "add", "--data", self._data)
        done = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603 - the same
        return done.stdout.strip()

    def stop(self) -> None:
        """End it. What it was told stands in its data."""
        process, self._process = self._process, None
        if process is not None:
            process.terminate()
            process.communicate(timeout=_SECONDS_TO_END)

    def clear(self) -> None:
        """Forget everything it was told. Only while it does not run."""
        self._end_orphan()
        shutil.rmtree(self.folder, ignore_errors=True)

    @property
    def _data(self) -> str:
        return str(self.folder / "data")

    def _end_orphan(self) -> None:
        """One that a killed program left behind would hold these data."""
        pid = self._read(_PID)
        if not pid or not psutil.pid_exists(int(pid)):
            return
        try:
            left = psutil.Process(int(pid))
            if self._data in left.cmdline():
                left.terminate()
                left.wait(_SECONDS_TO_END)
        except psutil.NoSuchProcess:
            pass

    def _read(self, name: str) -> str:
        path = self.folder / name
        return path.read_text("utf-8", "replace") if path.is_file() else ""

    def _write(self, name: str, text: str) -> None:
        (self.folder / name).write_text(text, "ascii")


def _sentence(said: str, port: str) -> str:
    """Why, in the words of who started the program."""
    last = said.strip().rpartition("\n")[2]
    if "ModuleNotFoundError" in last:
        return "de onderdelen van de server zijn op deze computer niet geïnstalleerd (zvhdesk[server])."
    if "already in use" in last:
        return f"poort {port} is bezet door een ander programma."
    if "serves that folder already" in last:
        return "er loopt al een server op deze map."
    # In its own words it is for who manages a server, and they are English.
    return f"{_AT_ONCE} Wat het zei, staat in het bestand {_SAID}." if last else _AT_ONCE


def _command(*words: str) -> list[str]:
    return [sys.executable, "-m", "zvhserver", *words]
