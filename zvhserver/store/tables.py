"""The tables of the server (SYNC.md B.4). Ids are 16 bytes, hashes 32, times UTC milliseconds.

Nothing here has a name: who a device belongs to stands inside what it sealed. The secrets of streams stand
in a database of their own, whose backups are kept for seven days only: what is destroyed there is gone.

Ids are made by desks, and who is in a house may know those of another. So nothing is known by its id alone: a
device or a compartment is what its house says it is, and two houses may well use one id.
"""

from typing import Any, Final, NamedTuple

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ColumnElement,
    Index,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    UniqueConstraint,
    and_,
    bindparam,
)

main = MetaData()
keys = MetaData()


def _bytes(name: str, size: int | None = None, *, null: bool = False) -> Column[bytes]:
    return Column(name, LargeBinary(size), nullable=null)


def _number(name: str) -> Column[int]:
    return Column(name, BigInteger, nullable=False)


about = Table("about", main, Column("key", String(40), primary_key=True), _bytes("value"))
"""The id of this server, and the version of these tables."""

house = Table(
    "house", main, _bytes("id", 16), _bytes("root", 32), _number("roster_seq"), PrimaryKeyConstraint("id"),
)  # fmt: skip

house_rule = Table(
    "house_rule", main, _bytes("house", 16), _number("min_schema"), PrimaryKeyConstraint("house"),
)  # fmt: skip
"""The least schema that a program of a house must know to exchange; without a row any will do."""

house_code = Table(
    "house_code", main, _bytes("hash", 32), _number("until_ms"), PrimaryKeyConstraint("hash"),
)  # fmt: skip
"""A code with which one new house may be made, once."""

roster = Table(
    "roster", main, _bytes("house", 16), _number("seq"), _bytes("body"), _bytes("sig", 64),
    PrimaryKeyConstraint("house", "seq"),
)  # fmt: skip

device = Table(
    "device", main, _bytes("id", 16), _bytes("house", 16), _bytes("user", 16), _bytes("sign", 32),
    Column("active", Boolean, nullable=False), Column("admin", Boolean, nullable=False),
    PrimaryKeyConstraint("house", "id"),
    Index("ix_device_id", "id"),
)  # fmt: skip
"""The fold of the roster, for the second fence."""

compartment = Table(
    "compartment", main, _bytes("id", 16), _bytes("house", 16), _number("head_seq"), _bytes("head_chain", 32),
    _number("epoch"), Column("mode", String(10), nullable=False),
    PrimaryKeyConstraint("house", "id"),
)  # fmt: skip
"""`mode`: `open`, or `restore` while desks bring back what this server lost."""

restored = Table(
    "restored", main, _bytes("house", 16), _bytes("comp", 16), _number("began_seq"),
    PrimaryKeyConstraint("house", "comp"),
)  # fmt: skip
"""Where a compartment stood when its restore was begun: what desks brought since then may be let go again."""

brought = Table(
    "brought", main, _bytes("house", 16), _bytes("comp", 16), _number("seq"), _bytes("dev", 16),
    PrimaryKeyConstraint("house", "comp", "seq"),
)  # fmt: skip
"""Up to which number a device brought what a compartment lacks, one row as long as no other device came."""

member = Table(
    "member", main, _bytes("house", 16), _bytes("comp", 16), _bytes("dev", 16),
    Column("role", String(10), nullable=False),
    PrimaryKeyConstraint("house", "comp", "dev"),
)  # fmt: skip
"""The fold of kind 6 at the head."""

envelope = Table(
    "envelope", main, _bytes("house", 16), _bytes("comp", 16), _number("seq"), _bytes("env_id", 16),
    _bytes("stream", 16), _bytes("dev", 16), _number("dseq"), _number("recv_ms"), _bytes("env_hash", 32),
    _bytes("chain", 32), _bytes("hdr", null=True), _bytes("ct", null=True), _bytes("sig", 64, null=True),
    PrimaryKeyConstraint("house", "comp", "seq"),
    UniqueConstraint("house", "comp", "env_id"),
    UniqueConstraint("house", "comp", "dev", "dseq"),
    Index("ix_envelope_stream", "house", "comp", "stream"),
)  # fmt: skip
"""`hdr`, `ct` and `sig` are null once the stream was destroyed; number, time and hash stay for the chain."""

dev_head = Table(
    "dev_head", main, _bytes("house", 16), _bytes("comp", 16), _bytes("dev", 16), _number("dseq"),
    _bytes("hash", 32),
    PrimaryKeyConstraint("house", "comp", "dev"),
)  # fmt: skip

key_box = Table(
    "key_box", main, _bytes("house", 16), _bytes("comp", 16), _number("epoch"), _bytes("dev", 16),
    _bytes("box"),
    PrimaryKeyConstraint("house", "comp", "epoch", "dev"),
)  # fmt: skip

gone = Table(
    "gone", main, _bytes("house", 16), _bytes("comp", 16), _bytes("stream", 16), _number("n"),
    _bytes("message"),
    PrimaryKeyConstraint("house", "comp", "stream"),
    UniqueConstraint("house", "comp", "n"),
)  # fmt: skip
"""Streams that were destroyed, counted as they went, each with the signed order that did it."""

nonce = Table(
    "nonce", main, _bytes("nonce", 32), _bytes("dev", 16), _number("until_ms"), PrimaryKeyConstraint("nonce"),
)  # fmt: skip

token = Table(
    "token", main, _bytes("hash", 32), _bytes("house", 16), _bytes("dev", 16), _number("until_ms"),
    PrimaryKeyConstraint("hash"),
)  # fmt: skip

join = Table(
    "join", main, _bytes("hash", 32), _bytes("house", 16), _number("until_ms"), _bytes("dev", 16, null=True),
    _bytes("sign", 32, null=True), _bytes("kem", null=True), PrimaryKeyConstraint("hash"),
)  # fmt: skip

attempt = Table(
    "attempt", main, Column("what", String(80), nullable=False), _number("minute"), _number("times"),
    PrimaryKeyConstraint("what", "minute"),
)  # fmt: skip
"""How often something was tried in a minute, over all processes of the server."""

stream_key = Table(
    "stream_key", keys, _bytes("house", 16), _bytes("comp", 16), _bytes("stream", 16), _number("epoch"),
    _number("n"), _bytes("box"),
    PrimaryKeyConstraint("house", "comp", "stream"),
    UniqueConstraint("house", "comp", "n"),
)  # fmt: skip
"""The sealed secret of each stream, in the second database; `n` counts them as they came."""


class Part(NamedTuple):
    """A compartment: the house it is of, and the id that this house gave it."""

    house: bytes
    comp: bytes

    @property
    def itself(self) -> ColumnElement[bool]:
        """Its own row."""
        return _itself(self.house, self.comp)

    @property
    def given(self) -> dict[str, bytes]:
        """It, to statements that stand ready (`IS_IT`, `of_it`)."""
        return {"of_house": self.house, "of_comp": self.comp}

    def of(self, table: Table) -> ColumnElement[bool]:
        """What belongs to it in another table."""
        return _of(table, self.house, self.comp)


_GIVEN: Final[tuple[Any, Any]] = (bindparam("of_house"), bindparam("of_comp"))


def _itself(house: Any, comp: Any) -> ColumnElement[bool]:
    return and_(compartment.c.house == house, compartment.c.id == comp)


def _of(table: Table, house: Any, comp: Any) -> ColumnElement[bool]:
    return and_(table.c.house == house, table.c.comp == comp)


IS_IT = _itself(*_GIVEN)
"""As `Part.itself`, in a statement that stands ready: to put one together takes longer than to ask it."""


def of_it(table: Table) -> ColumnElement[bool]:
    """As `Part.of`, in a statement that stands ready."""
    return _of(table, *_GIVEN)


def beside(table: Table) -> ColumnElement[bool]:
    """What belongs to the compartment in whose row the query stands: of its id and of its house."""
    return and_(table.c.house == compartment.c.house, table.c.comp == compartment.c.id)
