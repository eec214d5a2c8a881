"""Choosing the command. Exit status 0 when it was done, 1 when not, 2 for words it does not know.

`run` ends with 3 when another process serves that folder.
"""

import sys
from collections.abc import Sequence

from sqlalchemy.exc import SQLAlchemyError

from zvhserver.cli import checking, copying, houses, restoring, running
from zvhserver.cli.arguments import is_there, parser, places_of
from zvhserver.store.looking import WrongPlaces


def main(words: Sequence[str] | None = None) -> int:
    """Run one command: that of these words, or without them the one typed."""
    arguments = parser().parse_args(words)
    try:
        places = places_of(arguments)
    except ValueError as error:
        print(error, file=sys.stderr)
        return 2
    adds = arguments.command == "house" and arguments.what == "add"
    if arguments.command != "run" and not adds and not is_there(arguments):
        print("There is no server.db and keys.db in that folder.", file=sys.stderr)
        return 1
    commands = {
        "run": running.run,
        "house": houses.add if adds else houses.schema,
        "backup": copying.backup,
        "restore": restoring.restore,
        "check": checking.check,
    }
    try:
        return commands[arguments.command](places, arguments)
    except WrongPlaces as error:
        print(error, file=sys.stderr)
        return 1
    except OSError as error:
        print(f"It cannot be done: {error}.", file=sys.stderr)
        return 1
    except SQLAlchemyError as error:
        # An address may hold a password: only the kind of error is told.
        print(f"The database cannot be used: {type(error).__name__}.", file=sys.stderr)
        return 1
