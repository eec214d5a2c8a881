"""What the application finds around it, and the words of the command that started it."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from zvhdesk.later import late
from zvhdesk.services.program import command

if TYPE_CHECKING:
    from datetime import datetime

    from zvhdesk.services.unlock.keyring import SecretStore


class Surroundings(NamedTuple):
    """What the application finds around it.

    `folder` is the house's, or None for the one place where a house stands by default; `keyring` makes the
    secret store of this system, None when there is none to be trusted; `restart` is the command that starts
    this program anew on the same house; `locked_at` the time that a desk which locked itself shows;
    `second` opens the second desk of the demo house, `apart` the other dossiercompartiment of a house; of the
    demo house that is a desk in a folder of its own.
    """

    folder: Path | None
    clock: "Callable[[], datetime]"
    keyring: "Callable[[], SecretStore | None]"
    restart: tuple[str, ...]
    demo: bool = False
    locked_at: str | None = None
    second: bool = False
    apart: bool = False

    @property
    def is_demo_itself(self) -> bool:
        """The demo house, and not a desk beside it: it is made anew each day, and its server runs with it."""
        return self.demo and not self.second and not self.apart

    @property
    def is_beside(self) -> bool:
        """A desk beside the demo house: `zvhdesk --demo` makes it, and nothing else does."""
        return self.demo and not self.is_demo_itself


def parse(arguments: Sequence[str]) -> Surroundings:
    """The command line of the window: `zvhdesk [DIR] [--cter] [--demo [--second]]`.

    `--locked UU:MM` is for the program itself.

    By hand, because argparse alone takes a sixth of the time in which the window should stand.
    """
    folder: Path | None = None
    locked_at: str | None = None
    demo = second = apart = False
    rest = iter(arguments)
    for word in rest:
        if word == "--demo":
            demo = True
        elif word == "--second":
            second = True
        elif word == "--cter":
            apart = True
        elif word == "--locked":
            locked_at = next(rest, None)
        elif word.startswith("-") or folder is not None:
            raise SystemExit(f"zvhdesk: dit ken ik niet: {word}. Probeer zvhdesk --help.")
        else:
            folder = Path(word)
    if second and apart:
        raise SystemExit("zvhdesk: kies --second of --cter, niet allebei.")
    if second and not demo:
        # It would open the house of this machine, while somebody means to play.
        raise SystemExit("zvhdesk: --second hoort bij het voorbeeldhuis. Probeer zvhdesk --demo --second.")
    return Surroundings(
        folder=folder,
        clock=lambda: late().clock(),
        keyring=lambda: late().os_keyring(),
        restart=_restart(folder, demo=demo, second=second),
        demo=demo,
        second=second,
        locked_at=locked_at,
        apart=apart,
    )


def _restart(folder: Path | None, *, demo: bool, second: bool) -> tuple[str, ...]:
    words = (("--demo", demo), ("--second", second))
    return (*command(), *((str(folder),) if folder else ()), *(word for word, said in words if said))
