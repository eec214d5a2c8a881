"""How a command ends: its exit status, and what it says on the way out. All in Dutch, without names."""

import sys
from enum import IntEnum


class Exit(IntEnum):
    """The exit status of a command."""

    DONE = 0
    NOTHING_DONE = 1
    SOME_REFUSED = 2
    OPEN_ELSEWHERE = 3


class Stop(Exception):
    """The command ends here; `sentence` says why and what to do."""

    def __init__(self, sentence: str, status: Exit = Exit.NOTHING_DONE) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.status = status


def say(sentence: str) -> None:
    """A line for the person at the terminal; what a program reads goes to standard output instead."""
    print(sentence, file=sys.stderr)
