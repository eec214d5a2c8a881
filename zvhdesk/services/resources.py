"""Where the bundled fonts, icons and reference data lie, wherever the program was installed."""

import sys
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent.parent


def path(name: str) -> Path:
    """The bundled file or folder of that name, for example ``fonts/Inter-Regular.ttf``.

    Raises FileNotFoundError when it is not there: a program without its own files is broken, and must say so
    at once rather than draw empty squares later.
    """
    found = _root() / name
    if not found.exists():
        message = f"missing from this installation: resources/{name}"
        raise FileNotFoundError(message)
    return found


def _root() -> Path:
    bundle = getattr(sys, "_MEIPASS", None)  # the folder a PyInstaller build unpacks its data in
    if bundle is not None:
        return Path(bundle) / "resources"
    in_wheel = _PACKAGE / "resources"
    return in_wheel if in_wheel.is_dir() else _PACKAGE.parent / "resources"
