"""``zvhserver house add`` and ``zvhserver house schema``."""

import argparse
import secrets
import sys

from sqlalchemy import insert, select

from zvhdesk.wire.encoding import sha256
from zvhdesk.wire.envelope import SCHEMA
from zvhserver.acts import versions
from zvhserver.app import system_clock
from zvhserver.store.engine import Places, Store, open_store
from zvhserver.store.tables import house, house_code

DAY_MS = 86_400_000
LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
"""None that is taken for another."""


def add(places: Places, arguments: argparse.Namespace) -> int:
    """Print a code that is good for one house, for a day."""
    if arguments.data is not None:
        arguments.data.mkdir(mode=0o700, parents=True, exist_ok=True)
    store = open_store(places)
    try:
        print(new_code(store))
    finally:
        store.close()
    return 0


def schema(places: Places, arguments: argparse.Namespace) -> int:
    """Say which schema each house asks of its programs at least; with `--least` set it first.

    Not higher than this server knows: a slip would shut out everybody.
    """
    if arguments.least is not None and not versions.ANY <= arguments.least <= SCHEMA:
        print(f"This server knows schema {SCHEMA} at most. Upgrade it first.", file=sys.stderr)
        return 1
    store = open_store(places)
    try:
        with store.write() as connection:
            wanted = arguments.house.lower()
            chosen = [one for one in connection.scalars(select(house.c.id)) if one.hex().startswith(wanted)]
            for one in sorted(chosen):
                if arguments.least is not None:
                    versions.ask_for(connection, one, arguments.least)
                print(f"{one.hex()[:8]}  schema {versions.least(connection, one)} or newer")
    finally:
        store.close()
    if not chosen:
        print("There is no such house.", file=sys.stderr)
    return 0 if chosen else 1


def new_code(store: Store) -> str:
    """A code that is good for one house, for a day."""
    code = "-".join("".join(secrets.choice(LETTERS) for _ in range(5)) for _ in range(4))
    with store.write() as connection:
        values = {"hash": sha256(code.encode()), "until_ms": system_clock() + DAY_MS}
        connection.execute(insert(house_code).values(values))
    return code
