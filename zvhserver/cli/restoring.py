"""``zvhserver restore``: a backup was put back, and the desks have what it lacks (SYNC.md A.1, 21)."""

import argparse

from sqlalchemy import func, select

from zvhserver.acts import compartments, destroying
from zvhserver.acts.compartments import Mode
from zvhserver.store.engine import Places, Store, open_store
from zvhserver.store.tables import compartment, envelope, gone


def restore(places: Places, arguments: argparse.Namespace) -> int:
    """Begin, look, or open again. Prints a line for each compartment: mode and number of its head."""
    store = open_store(places)
    try:
        if arguments.begin or arguments.open:
            mode = Mode.RESTORE if arguments.begin else Mode.OPEN
            with store.write() as connection:
                compartments.set_mode(connection, mode)
                destroyed = connection.execute(select(gone.c.comp, gone.c.stream)).all()
            # The two databases may have been put back as of two moments.
            with store.write_keys() as connection:
                for row in destroyed:
                    destroying.forget_key(connection, row.comp, row.stream)
            store.forget_pages()
        _print(store)
    finally:
        store.close()
    return 0


def _print(store: Store) -> None:
    with store.read() as connection:
        for row in connection.execute(select(compartment).order_by(compartment.c.id)):
            of = envelope.c.comp == row.id
            last = connection.scalar(select(func.max(envelope.c.recv_ms)).where(of)) or 0
            print(f"{row.id.hex()[:8]}  {row.mode}  head {row.head_seq}  last received {last} ms")
