"""What a real server has of one house: read out of its tables, and put into them again as a liar wants it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, delete, insert, select

from zvhdesk.wire.encoding import sha256
from zvhdesk.wire.envelope import START, Envelope, Header, next_chain
from zvhserver.store import tables as t
from zvhserver.store.engine import Store

Row = dict[str, Any]
Rows = dict[str, list[Row]]
"""By the name of the table."""

OF_COMPARTMENT = (t.member, t.envelope, t.dev_head, t.key_box, t.gone)


@dataclass(frozen=True)
class Shelf:
    """The rows of one house in the databases of a server that runs."""

    store: Store
    house: bytes

    def read(self) -> Rows:
        """As it stands there."""
        with self.store.read() as main, self.store.read_keys() as keys:
            found = {table.name: _read(main, table, of) for table, of in self._main}
            return found | {t.stream_key.name: _read(keys, t.stream_key, self._secrets)}

    def put(self, rows: Rows) -> None:
        """From here on that is what there is, and was."""
        with self.store.write() as main, self.store.write_keys() as keys:
            for table, of in self._main:
                _put(main, table, of, rows[table.name])
            _put(keys, t.stream_key, self._secrets, rows[t.stream_key.name])

    @property
    def _main(self) -> list[tuple[Table, ColumnElement[bool]]]:
        return [
            (t.house, t.house.c.id == self.house),
            (t.roster, t.roster.c.house == self.house),
            (t.device, t.device.c.house == self.house),
            (t.compartment, t.compartment.c.house == self.house),
            *((table, table.c.house == self.house) for table in OF_COMPARTMENT),
        ]

    @property
    def _secrets(self) -> ColumnElement[bool]:
        return t.stream_key.c.house == self.house


def _read(connection: Connection, table: Table, of: ColumnElement[bool]) -> list[Row]:
    order = table.primary_key.columns
    found = connection.execute(select(table).where(of).order_by(*order))
    return [dict(row) for row in found.mappings()]


def _put(connection: Connection, table: Table, of: ColumnElement[bool], rows: list[Row]) -> None:
    connection.execute(delete(table).where(of))
    if rows:
        connection.execute(insert(table), rows)


@dataclass(frozen=True)
class Log:
    """The history of one compartment in rows of the server, to be shown otherwise than it was."""

    rows: Rows
    comp: bytes

    @property
    def items(self) -> list[Row]:
        """Its envelopes, in their order."""
        return [row for row in self.rows["envelope"] if row["comp"] == self.comp]

    @property
    def chain(self) -> bytes:
        """Where it stands."""
        (chain,) = (bytes(row["head_chain"]) for row in self.rows["compartment"] if row["id"] == self.comp)
        return chain

    def told(self, items: Sequence[Row]) -> "Log":
        """The same server with these envelopes instead: numbers, chain and head fit them."""
        made, chain = [], START
        for seq, row in enumerate(items, 1):
            chain = next_chain(chain, seq, row["recv_ms"], row["env_hash"])
            made.append({**row, "seq": seq, "chain": chain})
        return self.as_it_is(made).with_head(seq=len(made), chain=chain)

    def as_it_is(self, items: Sequence[Row]) -> "Log":
        """With these envelopes, and nothing else changed to fit them."""
        others = [row for row in self.rows["envelope"] if row["comp"] != self.comp]
        return replace(self, rows={**self.rows, "envelope": [*others, *items]})

    def with_head(self, seq: int, chain: bytes) -> "Log":
        """Another head."""
        return self.changed(
            "compartment",
            lambda row: {**row, "head_seq": seq, "head_chain": chain} if row["id"] == self.comp else row,
        )

    def changed(self, table: str, fn: Callable[[Row], Row]) -> "Log":
        """Each row of a table through `fn`."""
        return replace(self, rows={**self.rows, table: [fn(row) for row in self.rows[table]]})


def row_of(envelope: Envelope, comp: bytes, like: Row) -> Row:
    """A row for an envelope that no desk handed in. What only the server reads clashes with no other row."""
    header = Header.from_bytes(envelope.hdr)
    own = sha256(envelope.hash + like["env_hash"])
    return {
        **like, "comp": comp, "env_id": own[:16], "stream": header.stream, "dev": own[16:], "dseq": 1,
        "env_hash": envelope.hash, "hdr": envelope.hdr, "ct": envelope.ct, "sig": envelope.sig,
    }  # fmt: skip


def envelope_of(row: Row) -> Envelope:
    """The envelope in a row."""
    return Envelope(row["hdr"], row["ct"], row["sig"])
