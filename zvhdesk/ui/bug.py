"""What is told of an unexpected error: kinds of exceptions and places in the program, never a value.

The message of an exception is left out on purpose: it may hold what a person typed.
"""

import platform
import traceback
from dataclasses import dataclass
from pathlib import PurePath

from zvhdesk import __version__


@dataclass(frozen=True, slots=True)
class Bug:
    """An error that is nobody's fault but ours. `places` are "module:line", outermost first."""

    kind: str
    places: tuple[str, ...]

    def report(self) -> str:
        """Text to copy into a message to the makers."""
        lines = [
            f"ZVH Desk {__version__}",
            f"{platform.system()} {platform.release()}, Python {platform.python_version()}",
            f"Soort: {self.kind}",
            "Plaats:",
            *(f"  {place}" for place in self.places),
        ]
        return "\n".join(lines)


def bug_of(error: BaseException) -> Bug:
    """Reduce an exception, with what caused it, to kinds and places."""
    chain: list[BaseException] = []
    at: BaseException | None = error
    while at is not None and at not in chain:
        chain.append(at)
        at = at.__cause__ or at.__context__
    kinds = " door ".join(f"{type(one).__module__}.{type(one).__qualname__}" for one in chain)
    return Bug(
        kinds.replace("builtins.", ""), tuple(place for one in reversed(chain) for place in _places(one))
    )


def _places(error: BaseException) -> list[str]:
    frames = traceback.walk_tb(error.__traceback__)
    return [
        f"{frame.f_globals.get('__name__') or PurePath(frame.f_code.co_filename).name}:{line}"
        for frame, line in frames
    ]
