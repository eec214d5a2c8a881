"""Command lines that explain themselves in Dutch, and never end with argparse's status 2."""

import argparse
import re
from collections.abc import Iterable
from typing import NoReturn

_SENTENCES = (
    (re.compile(r"the following arguments are required: (.*)"), r"er ontbreekt: \1"),
    (re.compile(r"unrecognized arguments: (.*)"), r"dit ken ik niet: \1"),
    (
        re.compile(r"argument (\S+): invalid choice: (.*) \(choose from (.*)\)"),
        r"\2 kan hier niet; kies uit \3",
    ),
    (re.compile(r"argument (\S+): invalid \w+ value: (.*)"), r"\2 past niet bij \1"),
    (re.compile(r"argument (\S+): expected .*"), r"achter \1 ontbreekt een waarde"),
    (re.compile(r"argument (\S+): not allowed with argument (\S+)"), r"\1 en \2 gaan niet samen"),
    (re.compile(r"one of the arguments (.*) is required"), r"geef een van deze: \1"),
)


class Misused(Exception):
    """The words after the command are not right; `sentence` has the usage and what is wrong."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class Formatter(argparse.HelpFormatter):
    """The usage under its Dutch name."""

    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[argparse._MutuallyExclusiveGroup],
        prefix: str | None = None,
    ) -> None:
        """The line that begins every explanation."""
        super().add_usage(usage, actions, groups, "Gebruik: " if prefix is None else prefix)


class Parser(argparse.ArgumentParser):
    """A parser that raises Misused with a Dutch sentence where argparse would end the program."""

    def __init__(
        self, prog: str | None = None, description: str | None = None, epilog: str | None = None
    ) -> None:
        super().__init__(
            prog, description=description, epilog=epilog, formatter_class=Formatter, add_help=False
        )
        self.add_argument("-h", "--help", action="help", help="deze uitleg")
        self._positionals.title, self._optionals.title = "opdracht en gegevens", "mogelijkheden"

    def error(self, message: str) -> NoReturn:
        """Raise Misused."""
        raise Misused(f"{self.format_usage().strip()}\nDe opdracht klopt niet: {_dutch(message)}.")


def _dutch(message: str) -> str:
    for pattern, said in _SENTENCES:
        if pattern.fullmatch(message):
            return pattern.sub(said, message)
    return message
