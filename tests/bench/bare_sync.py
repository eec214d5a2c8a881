"""The loop beside a first sync: it verifies, decrypts and inserts the same envelopes, and does no more."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import cast

import cbor2
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from sqlalchemy import Table, text
from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateIndex, CreateTable

from tests.agreeing.sync.desks import Station
from tests.worlds import KEY
from zvhdesk.models.agreeing import SealedEnvelope
from zvhdesk.models.engine import connect
from zvhdesk.models.local import ChangeOp, ChangeSet
from zvhdesk.sync import keys, sealing
from zvhdesk.sync.own import Own
from zvhdesk.wire import limits, signing
from zvhdesk.wire.envelope import Envelope, Header, Kind
from zvhdesk.wire.messages import Stored
from zvhdesk.wire.signing import Purpose

PAGE = 500
_KEPT = tuple(cast("Table", cls.__table__) for cls in (SealedEnvelope, ChangeSet, ChangeOp))
_STATEMENTS = (
    (
        "INSERT INTO envelope (comp, env_id, dev, dseq, env_hash, fate, hdr, ct, sig, cs_id, seq, recv_ms,"
        " chain) VALUES (?, ?, ?, ?, ?, 'taken', ?, ?, ?, ?, ?, ?, ?)"
    ),
    (
        "INSERT INTO change_set (rev, cs_id, act, stream_id, device, user, wall_ms, intent, origin, seq,"
        " recv_ms) VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'received', ?, ?)"
    ),
    (
        "INSERT INTO change_op (rev, tbl, row, col, old, new, base_rev, base_seq)"
        " VALUES (?, ?, ?, ?, 'null', ?, 0, ?)"
    ),
)


@dataclass(slots=True)
class Spent:
    """Seconds by the clock, and seconds that a processor worked for this process: the rest was waiting."""

    seconds: float = 0.0
    processor: float = 0.0


@contextmanager
def spending() -> Iterator[Spent]:
    """What the block takes, known after it."""
    spent = Spent()
    clock, processor = time.perf_counter(), time.process_time()
    yield spent
    spent.seconds, spent.processor = time.perf_counter() - clock, time.process_time() - processor


@dataclass(frozen=True)
class Sealed:
    """One envelope with what is needed to open it."""

    seq: int
    env_hash: bytes
    header: Header
    envelope: Envelope
    public: bytes
    key: bytes
    secret: bytes


def all_sealed(at: Station) -> list[Sealed]:
    """Every change set of the house as the server hands it out."""
    me = at.me
    found: list[Sealed] = []
    for comp in at.desk.read(lambda s: list(s.execute(text("SELECT comp FROM compartment_state")).scalars())):
        key = at.desk.read(lambda s, comp=comp: keys.of_epoch(s, comp, 1)) or b""  # type: ignore[misc]
        after, more = 0, True
        while more:
            page = at.server.pull(comp, after, limits.PULL_ENVELOPES)
            found += (one for item in page.items if (one := _sealed(at, me, key, item)))
            after, more = after + len(page.items), page.more
    return found


def _sealed(at: Station, me: Own, key: bytes, item: Stored) -> Sealed | None:
    assert item.envelope is not None
    envelope = item.envelope.envelope()
    header = Header.from_bytes(envelope.hdr)
    if header.kind != Kind.OPS:
        return None
    secret = at.desk.read(lambda s: keys.secret_of(s, header.stream.hex())) or b""
    return Sealed(item.seq, item.env_hash, header, envelope, me.sign_public, key, secret)


def bare_sync(path: Path, envelopes: list[Sealed], *, indexed: bool) -> Spent:
    """Verify and decrypt them, insert them and what is in them, a transaction for each page.

    No more than that: what it is given are bytes in memory, it checks no number, chain or author, its tables
    have no foreign key and no trigger, and no row that anybody could look at is made of the operations.
    """
    connection = connect(path, KEY, create=True)
    connection.execute("PRAGMA foreign_keys = OFF")
    for table in _KEPT:
        connection.execute(str(CreateTable(table).compile(dialect=sqlite.dialect())))
        for index in table.indexes if indexed else ():
            connection.execute(str(CreateIndex(index).compile(dialect=sqlite.dialect())))
    public = Ed25519PublicKey.from_public_bytes(envelopes[0].public)
    with spending() as spent:
        for at in range(0, len(envelopes), PAGE):
            rows: tuple[list[tuple[object, ...]], ...] = ([], [], [])
            for rev, one in enumerate(envelopes[at : at + PAGE], at + 1):
                sealed, header = one.envelope, one.header
                public.verify(sealed.sig, signing.signed_bytes(Purpose.ENVELOPE, sealed.signed))
                inside = cbor2.loads(
                    sealing.unseal(sealed.ct, one.key, one.secret, header.env_id, sealed.hdr)
                )
                cs_id, act, dev = inside["cs"].hex(), inside["act"].hex(), header.dev.hex()
                ids = (header.comp, header.env_id, header.dev, header.dseq, one.env_hash)
                rows[0].append((*ids, sealed.hdr, sealed.ct, sealed.sig, cs_id, one.seq, 0, one.env_hash))
                said = (inside["wall_ms"], inside["intent"], one.seq, 0)
                rows[1].append((rev, cs_id, act, header.stream.hex(), dev, dev, *said))
                rows[2].extend((rev, *op) for op in inside["ops"])
            connection.execute("BEGIN IMMEDIATE")
            for statement, values in zip(_STATEMENTS, rows, strict=True):
                connection.executemany(statement, values)
            connection.execute("COMMIT")
    connection.close()
    return spent
