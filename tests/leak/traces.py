"""What a program leaves beside the files of its folders: what it opened, its titles, its environment."""

import os
import subprocess
from pathlib import Path
from typing import Any

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

_DELETED = " (deleted)"


class Listener:
    """Hears every file that Python opens for writing."""

    def __init__(self, notes: Path) -> None:
        self._notes = os.open(notes, os.O_WRONLY | os.O_CREAT | os.O_APPEND)

    def hear(self, event: str, arguments: tuple[Any, ...]) -> None:
        """For sys.addaudithook."""
        if event == "open" and isinstance(arguments[0], str | bytes) and _for_writing(arguments):
            self.note(os.fsdecode(arguments[0]))

    def note(self, path: str) -> None:
        """One line."""
        os.write(self._notes, f"{path}\n".encode())

    def note_held(self) -> None:
        """Every file that this process holds open for writing, whoever opened it."""
        for held in Path("/proc/self/fd").iterdir():
            try:
                about = Path(f"/proc/self/fdinfo/{held.name}").read_text("ascii")
                is_file, path = held.is_file(), held.readlink()
            except OSError:
                continue  # the listing itself, closed meanwhile
            flags = int(about.split("flags:")[1].split()[0], 8)
            if is_file and flags & (os.O_WRONLY | os.O_RDWR):
                self.note(str(path))


def _for_writing(arguments: tuple[Any, ...]) -> bool:
    mode, flags = arguments[1], arguments[2]
    if isinstance(mode, str):
        return any(letter in mode for letter in "wax+")
    return bool(flags & (os.O_WRONLY | os.O_RDWR))


def write_traces(into: Path) -> None:
    """Write what others can see of this process into a folder, to be searched like any file.

    The titles of its windows, its command, the environment that a child of it gets, and the content of every
    file that it holds open and that has no name any more.
    """
    into.mkdir(parents=True)
    (into / "titles.txt").write_text("\n".join(_titles()), "utf-8")
    (into / "command").write_bytes(Path("/proc/self/cmdline").read_bytes())
    given = subprocess.run(["env", "-0"], check=True, capture_output=True)
    (into / "environment").write_bytes(given.stdout)
    for held in Path("/proc/self/fd").iterdir():
        try:
            nameless = str(held.readlink()).endswith(_DELETED) and held.is_file()
            content = held.read_bytes() if nameless else b""
        except OSError:
            continue  # the listing itself, or one that can only be written
        if nameless:
            (into / f"nameless-{held.name}").write_bytes(content)


def _titles() -> list[str]:
    widgets = [
        words
        for widget in QApplication.topLevelWidgets()
        for words in (widget.windowTitle(), widget.windowIconText(), widget.windowFilePath())
    ]
    return widgets + [window.title() for window in QGuiApplication.topLevelWindows()]
