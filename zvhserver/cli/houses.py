"""``zvhserver house add``."""

import argparse
import secrets

from sqlalchemy import insert

from zvhdesk.wire.encoding import sha256
from zvhserver.app import system_clock
from zvhserver.store.engine import Places, Store, open_store
from zvhserver.store.tables import house_code

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


def new_code(store: Store) -> str:
    """A code that is good for one house, for a day."""
    code = "-".join("".join(secrets.choice(LETTERS) for _ in range(5)) for _ in range(4))
    with store.write() as connection:
        values = {"hash": sha256(code.encode()), "until_ms": system_clock() + DAY_MS}
        connection.execute(insert(house_code).values(values))
    return code
