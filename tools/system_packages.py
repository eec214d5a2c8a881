"""What the program needs from the operating system, and how to get it on Debian and its kin.

A thing counts as there when the loader or the shell finds it, whatever package brought it: the same library
has other package names on other systems.
"""

from __future__ import annotations  # an old Python must get as far as saying that it is too old

import ctypes
import importlib.util
import os
import shutil
import subprocess
import sys

# Shared library -> Debian package. Qt loads these when the first window is made.
SCREEN = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libglib-2.0.so.0": "libglib2.0-0",
}
# And these when that window is on an X display.
DISPLAY = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
# Command -> Debian package. The tests start a display, a second screen and a keyring of their own.
TESTS = {
    "Xvfb": "xvfb",
    "xrandr": "x11-xserver-utils",
    "gnome-keyring-daemon": "gnome-keyring",
    "dbus-run-session": "dbus",
}


class MissingError(Exception):
    """Packages are missing and may not be installed from here; the text names them and the command."""


def ensure(*, tests: bool) -> None:
    """Install what is missing, or raise MissingError with the exact names."""
    packages = missing(tests=tests)
    if not packages:
        return
    prefix = _administrator()
    if prefix is None or not shutil.which("apt-get"):
        raise MissingError(_please(packages))
    print(f"Installing system packages: {' '.join(packages)} ...", flush=True)
    apt = [*prefix, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq"]
    _quietly([*apt, "update"], packages)
    _quietly([*apt, "install", "-y", "--no-install-recommends", *packages], packages)


def missing(*, tests: bool) -> list[str]:
    """Debian's names of what is not there, in a fixed order. On macOS and Windows nothing is ever missing."""
    if not sys.platform.startswith("linux"):
        return []
    libraries = {**SCREEN, **DISPLAY} if tests or has_display() else SCREEN
    found = [package for library, package in libraries.items() if not _loads(library)]
    if importlib.util.find_spec("ensurepip") is None:
        found.insert(0, _venv_package())
    if tests:
        found += [package for command, package in TESTS.items() if not shutil.which(command)]
    return found


def has_display() -> bool:
    """Whether a window can be shown here. macOS and Windows always can."""
    if not sys.platform.startswith("linux"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def _venv_package() -> str:
    # python3-venv follows the system's own Python; another one has its own package.
    if os.path.realpath("/usr/bin/python3") == os.path.realpath(sys.executable):
        return "python3-venv"
    return f"python3.{sys.version_info[1]}-venv"


def _administrator() -> list[str] | None:
    """The words to put before a command to run it as administrator; None when that is not allowed."""
    if os.geteuid() == 0:
        return []
    if shutil.which("sudo"):
        asked = subprocess.run(["sudo", "-n", "true"], check=False, capture_output=True)
        if asked.returncode == 0:
            return ["sudo", "-n"]
    return None


def _quietly(command: list[str], packages: list[str]) -> None:
    done = subprocess.run(command, check=False, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if done.returncode != 0:
        last = "\n".join(done.stdout.splitlines()[-5:])
        raise MissingError(f"{last}\n{_please(packages)}")


def _please(packages: list[str]) -> str:
    names = " ".join(packages)
    return (
        f"Missing on this system: {names}\n"
        "Have them installed, then run this again. On Debian and Ubuntu:\n"
        f"  sudo apt-get install --no-install-recommends {names}"
    )
