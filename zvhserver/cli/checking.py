"""``zvhserver check``: whether what is stored is one whole history."""

import argparse
from typing import Any

from sqlalchemy import Connection, Row, select

from zvhdesk.wire.envelope import START, Envelope, next_chain
from zvhserver.store.engine import Places, open_store
from zvhserver.store.tables import compartment, device, envelope


def check(places: Places, arguments: argparse.Namespace) -> int:
    """Recompute every chain and signature. Exit status 1, with a line for each fault, when one is wrong."""
    del arguments
    store = open_store(places)
    try:
        with store.read() as connection:
            rows = connection.execute(select(compartment)).all()
            faults = [fault for row in rows for fault in _faults(connection, row)]
    finally:
        store.close()
    for fault in faults:
        print(fault)
    print(f"{len(rows)} compartments, {sum(row.head_seq for row in rows)} envelopes, {len(faults)} faults.")
    return 1 if faults else 0


def _faults(connection: Connection, row: Row[Any]) -> list[str]:
    name = row.id.hex()[:8]
    keys = {one.id: one.sign for one in connection.execute(select(device.c.id, device.c.sign))}
    faults: list[str] = []
    seq, chain = 0, START
    wanted = select(envelope).where(envelope.c.comp == row.id).order_by(envelope.c.seq)
    with connection.execute(wanted, execution_options={"yield_per": 500}) as rows:
        for one in rows:
            seq += 1
            chain = next_chain(chain, one.seq, one.recv_ms, one.env_hash)
            whole = None if one.ct is None else Envelope(one.hdr, one.ct, one.sig)
            if one.seq != seq or one.chain != chain:
                return [*faults, f"{name}: the chain breaks at {seq}"]
            if whole is not None and (
                whole.hash != one.env_hash or not whole.is_signed_by(keys.get(one.dev, b""))
            ):
                faults.append(f"{name}: envelope {one.seq} is not what its author made")
    if (seq, chain) != (row.head_seq, row.head_chain):
        faults.append(f"{name}: the head is not the last envelope")
    return faults
