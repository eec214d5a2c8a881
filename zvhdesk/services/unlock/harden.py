"""Keeping keys out of crash dumps and away from other programs of the same user, where the system can."""

import ctypes
import sys
from dataclasses import dataclass

_PR_SET_DUMPABLE = 4


@dataclass(frozen=True, slots=True)
class Hardened:
    """What the system agreed to; False also where it has no such thing."""

    no_core_dumps: bool
    not_traceable: bool


def harden() -> Hardened:
    """No core file of this process, and on Linux no other process may read its memory. Never fails."""
    return Hardened(no_core_dumps=_no_core_dumps(), not_traceable=_not_traceable())


if sys.platform == "win32":

    def _no_core_dumps() -> bool:
        return False

else:
    import resource

    def _no_core_dumps() -> bool:
        try:
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        except (OSError, ValueError):
            return False
        return True


def _not_traceable() -> bool:
    if not sys.platform.startswith("linux"):
        return False
    try:
        return bool(ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0) == 0)
    except (OSError, AttributeError):
        return False
