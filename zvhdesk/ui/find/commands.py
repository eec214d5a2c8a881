"""What the finder offers besides cases: the places of the rail and the commonest acts."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Command:
    """A place to go to (`place` is its key) or an act to do (`act` is its key), with its words and icon.

    `also` are other words people type for it; `keys` the shortcut that does the same.
    """

    words: str
    icon: str
    place: str = ""
    act: str = ""
    also: str = ""
    keys: str = ""


def fitting(commands: Sequence[Command], typed: str) -> tuple[Command, ...]:
    """The commands of which every word typed begins a word. Nothing typed fits all."""
    asked = _bare(typed).split()
    return tuple(
        command
        for command in commands
        if all(
            any(word.startswith(part) for word in _bare(f"{command.words} {command.also}").split())
            for part in asked
        )
    )


def _bare(text: str) -> str:
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in apart if not unicodedata.combining(sign))
