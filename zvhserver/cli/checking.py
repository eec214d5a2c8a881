"""``zvhserver check``: whether what is stored is whole."""

import argparse

from sqlalchemy import select

from zvhserver.acts import wholeness
from zvhserver.store.engine import Places, open_store
from zvhserver.store.tables import compartment, house


def check(places: Places, arguments: argparse.Namespace) -> int:
    """Fold every roster, recompute every chain and signature, and hold against them what follows of them.

    Exit status 1, with a line for each fault, when something is wrong.
    """
    del arguments
    store = open_store(places, make=False)
    faults: list[str] = []
    try:
        with store.read() as main, store.read_keys() as keys:
            for row in main.execute(select(house)).all():
                faults += wholeness.of_house(main, row)
            rows = main.execute(select(compartment)).all()
            for row in rows:
                faults += wholeness.of_history(main, row)
                faults += wholeness.of_destroyed(main, row)
                faults += wholeness.of_keys(main, keys, row)
    finally:
        store.close()
    for fault in faults:
        print(fault)
    print(f"{len(rows)} compartments, {sum(row.head_seq for row in rows)} envelopes, {len(faults)} faults.")
    return 1 if faults else 0
