"""``zvhserver restore``: a backup was put back, and the desks have what it lacks (SYNC.md A.1, 21)."""

import argparse
import sys

from sqlalchemy import func, select

from zvhdesk.wire.envelope import read_out
from zvhserver.acts import compartments, destroying
from zvhserver.acts.compartments import Mode
from zvhserver.store.engine import Places, Store, open_store
from zvhserver.store.tables import compartment, envelope, gone, house


def restore(places: Places, arguments: argparse.Namespace) -> int:
    """Begin, look, or open again, for one house or for all; `--check` is for all when neither is said.

    Prints a line for each compartment: its house, its own id, its mode, its head and when that was received.
    """
    if not (arguments.house or arguments.all or arguments.check):
        print("Say of which house: --house ID (see --check), or --all.", file=sys.stderr)
        return 2
    store = open_store(places)
    try:
        chosen = _chosen(store, arguments.house) if arguments.house else None
        if chosen is not None and len(chosen) != 1:
            print(
                "There is no such house." if not chosen else "More than one house begins so.", file=sys.stderr
            )
            return 1
        one = chosen[0] if chosen else None
        if not arguments.check:
            _set(store, Mode.RESTORE if arguments.begin else Mode.OPEN, one)
        _print(store, one)
    finally:
        store.close()
    return 0


def _chosen(store: Store, begins: str) -> list[bytes]:
    with store.read() as connection:
        return [one for one in connection.scalars(select(house.c.id)) if one.hex().startswith(begins.lower())]


def _set(store: Store, mode: Mode, of: bytes | None) -> None:
    with store.write() as connection:
        compartments.set_mode(connection, mode, of)
        destroyed = connection.execute(select(gone.c.comp, gone.c.stream)).all()
    # The two databases may have been put back as of two moments.
    with store.write_keys() as connection:
        for row in destroyed:
            destroying.forget_key(connection, row.comp, row.stream)
    store.forget_pages()


def _print(store: Store, of: bytes | None) -> None:
    wanted = select(compartment).order_by(compartment.c.house, compartment.c.id)
    with store.read() as connection:
        for row in connection.execute(wanted if of is None else wanted.where(compartment.c.house == of)):
            its = envelope.c.comp == row.id
            last = connection.scalar(select(func.max(envelope.c.recv_ms)).where(its)) or 0
            head = read_out(row.head_seq, row.head_chain)
            print(
                f"{row.house.hex()[:8]}  {row.id.hex()[:8]}  {row.mode}  head {head}  last received {last} ms"
            )
