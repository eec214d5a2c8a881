"""``zvhserver backup``: for the SQLite files. PostgreSQL has tools of its own."""

import argparse
import sys

from zvhserver.store.engine import Places, open_store, outside_transaction


def backup(places: Places, arguments: argparse.Namespace) -> int:
    """Write both databases into a new folder, each as of one moment; the secrets first.

    In that order a stream whose secret is missing can be brought back by a desk; the other way round a
    destroyed stream could keep its secret longer than its envelopes.
    """
    if arguments.data is None:
        print("PostgreSQL has pg_basebackup and pg_dump: docs/beheer.md says how.", file=sys.stderr)
        return 2
    try:
        arguments.to.mkdir(mode=0o700, parents=True)
    except FileExistsError:
        print("That folder is there already; nothing was written.", file=sys.stderr)
        return 1
    store = open_store(places)
    try:
        for engine, name in ((store.keys_engine, "keys.db"), (store.main_engine, "server.db")):
            (arguments.to / name).touch(mode=0o600)
            outside_transaction(engine, "VACUUM INTO ?", str(arguments.to / name))
    finally:
        store.close()
    print("Written. Keep keys.db seven days at most: what was destroyed must not come back with it.")
    return 0
