"""Choosing the command. Exit status 0 when it was done, 1 when not, 2 for words it does not know.

`run` ends with 3 when another process serves that folder.
"""

import sys
from collections.abc import Sequence

from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from zvhserver.cli import checking, copying, houses, restoring, running
from zvhserver.cli.arguments import is_there, parser, places_of
from zvhserver.store.looking import WrongPlaces

_NO_RIGHTS = "42501"
"""What PostgreSQL calls it when a user has no right to a table."""


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
        print(_unusable(error), file=sys.stderr)
        return 1


def _unusable(error: SQLAlchemyError) -> str:
    """Why, as far as it may be told: an address may hold a password, so of most only the kind of error."""
    of_the_driver = error.orig if isinstance(error, DBAPIError) else None
    if getattr(of_the_driver, "sqlstate", None) == _NO_RIGHTS:
        return (
            "The database has tables that this user may not use. Who put a backup back was another user: "
            "put it back again as the user that the server runs as."
        )
    return f"The database cannot be used: {type(error).__name__}."
