"""``zvhserver restore``: a backup was put back, and the desks have what it lacks (SYNC.md A.1, 21)."""

import argparse
import sys
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, func, inspect, select

from zvhdesk.wire.envelope import read_out
from zvhserver.acts import compartments, destroying, letting_go
from zvhserver.acts.compartments import Mode
from zvhserver.acts.letting_go import NotLet
from zvhserver.app import system_clock
from zvhserver.store.engine import Places, Store, open_store
from zvhserver.store.tables import Part, brought, compartment, envelope, gone, house

AHEAD_MS = 86_400_000
"""How far the last time of a compartment may be ahead of this machine before somebody is asked: a day."""

_NOT_LET = {
    NotLet.OPEN: "It is not being restored: --begin goes first.",
    NotLet.UNKNOWN: (
        "An older server began this restore and did not keep where it stood, so nobody can tell what the "
        "backup had from what desks brought. Stop the server, put the backup back once more (without one: an "
        "empty server), and begin the restore with this version. The desks bring the rest again."
    ),
}


def restore(places: Places, arguments: argparse.Namespace) -> int:
    """Begin, look, let go of what was brought, or open again, for one house or for all.

    Prints a line for each compartment: its house, its own id, its mode, its head, when that was received and
    which devices brought it up to which number.
    """
    if not (arguments.house or arguments.all or arguments.check or arguments.anew):
        print("Say of which house: --house ID (see --check), or --all.", file=sys.stderr)
        return 2
    store = open_store(places, make=not arguments.check)
    try:
        chosen = _houses(store, arguments.house) if arguments.house else None
        if chosen is not None and len(chosen) != 1:
            return _no("There is no such house." if not chosen else "More than one house begins so.")
        one = chosen[0] if chosen else None
        wrong = _do(store, arguments, one)
        if wrong:
            return _no(wrong)
        _print(store, one)
    finally:
        store.close()
    return 0


def _no(words: str) -> int:
    print(words, file=sys.stderr)
    return 1


def _do(store: Store, arguments: argparse.Namespace, one: bytes | None) -> str:
    """Why it was not done; empty when it was."""
    if arguments.begin:
        _set(store, Mode.RESTORE, one, also_revoked=arguments.also_revoked)
    elif arguments.open:
        ahead = _ahead(store, one)
        if ahead and not arguments.clock_was_ahead:
            return (
                f"The last of {', '.join(ahead)} says that it was received more than a day from now. If the "
                "clock of the lost server was ahead, open with --clock-was-ahead; else see --anew."
            )
        _set(store, Mode.OPEN, one)
    elif arguments.anew:
        return _begin_anew(store, arguments.anew, one)
    return ""


def _begin_anew(store: Store, begins: str, of: bytes | None) -> str:
    with store.read() as connection:
        parts = [Part(row.house, row.id) for row in connection.execute(_of(of))]
    found = [part for part in parts if part.comp.hex().startswith(begins.lower())]
    if len(found) != 1:
        return "There is no such part." if not found else "More than one part begins so."
    with store.write() as connection:
        stands = letting_go.let_go(connection, found[0])
        if stands == 0:
            # Within: a desk that comes by meanwhile brings its secrets after this.
            with store.write_keys() as secrets:
                letting_go.forget_secrets(secrets, found[0])
    return _NOT_LET[stands] if isinstance(stands, NotLet) else ""


def _houses(store: Store, begins: str) -> list[bytes]:
    with store.read() as connection:
        found: list[bytes] = list(connection.scalars(select(house.c.id)))
    return [one for one in found if one.hex().startswith(begins.lower())]


def _set(store: Store, mode: Mode, of: bytes | None, *, also_revoked: bool = False) -> None:
    with store.write() as connection:
        compartments.set_mode(connection, mode, of, also_revoked=also_revoked)
        destroyed = connection.execute(select(gone.c.house, gone.c.comp, gone.c.stream)).all()
    # The two databases may have been put back as of two moments.
    with store.write_keys() as connection:
        for row in destroyed:
            destroying.forget_key(connection, Part(row.house, row.comp), row.stream)
    store.forget_pages()


def _ahead(store: Store, of: bytes | None) -> list[str]:
    """The compartments that are being restored and end in a time that is yet to come."""
    latest = system_clock() + AHEAD_MS
    with store.read() as connection:
        rows = connection.execute(_of(of).where(compartment.c.mode == Mode.RESTORE.value)).all()
        return [row.id.hex()[:8] for row in rows if _last_ms(connection, row) > latest]


def _of(one: bytes | None) -> Select[Any]:
    wanted = select(compartment).order_by(compartment.c.house, compartment.c.id)
    return wanted if one is None else wanted.where(compartment.c.house == one)


def _last_ms(connection: Connection, row: Row[Any]) -> int:
    of = Part(row.house, row.id).of(envelope)
    return connection.scalar(select(func.max(envelope.c.recv_ms)).where(of)) or 0


def _told(ms: int) -> str:
    """A moment as the administrator reads it; "-" is never."""
    return f"{datetime.fromtimestamp(ms // 1000, UTC):%Y-%m-%d %H:%M:%S} UTC" if ms else "-"


def _print(store: Store, of: bytes | None) -> None:
    with store.read() as connection:
        counts = inspect(connection).has_table(brought.name)  # looking makes no table that a backup lacks
        for row in connection.execute(_of(of)).all():
            last = _told(_last_ms(connection, row))
            head = read_out(row.head_seq, row.head_chain)
            # The end of their ids: they begin with the time at which a desk was made.
            came = select(brought).where(Part(row.house, row.id).of(brought)).order_by(brought.c.seq)
            ones = connection.execute(came).all() if counts else []
            by = "".join(f"  {one.dev.hex()[-8:]} to {one.seq}" for one in ones)
            print(
                f"{row.house.hex()[:8]}  {row.id.hex()[:8]}  {row.mode}  head {head}"
                f"  last received {last}{by and f'  brought by{by}'}"
            )
