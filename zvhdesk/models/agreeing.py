"""What this desk keeps to agree with others: keys, sealed envelopes, who is who, versions side by side.

Ids and hashes are bytes as they travel: 16 and 32. Rows of this desk alone; none of it is recorded.
"""

from enum import StrEnum

from sqlalchemy import Index, false, text
from sqlalchemy.orm import Mapped, mapped_column

from zvhdesk.domain.terms import Compartment
from zvhdesk.models.base import Local


class Fate(StrEnum):
    """What became of an envelope on this desk."""

    SEALED = "sealed"
    """Own, not yet seen among what the server hands out. `seq` is there once it said that it has it."""
    TAKEN = "taken"
    ASIDE = "aside"
    """Kept as it came, because this version cannot read it (SYNC.md A.1, 8). With a `cs_id` it was read, and
    could not be applied (B.3)."""
    LATE = "late"
    """Taken, after it had been aside for a while."""
    GONE = "gone"
    """Its stream was destroyed; number, time and hash are left for the chain."""
    LEFT = "left"
    """Of others, taken once, and not in the history that this desk went on with (`sync.following`)."""


class SealedEnvelope(Local, kw_only=True):
    """An envelope as its author made it, own or received: every desk is a copy of the server.

    `seq`, `recv_ms` and `chain` are the server's, None until they were received in order. `cs_id` is the
    change set inside.
    """

    __tablename__ = "envelope"
    __table_args__ = (Index("ix_envelope_seq", "comp", "seq"), Index("ix_envelope_fate", "comp", "fate"))
    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    comp: Mapped[bytes]
    env_id: Mapped[bytes] = mapped_column(index=True)
    dev: Mapped[bytes]
    dseq: Mapped[int]
    env_hash: Mapped[bytes]
    fate: Mapped[Fate]
    hdr: Mapped[bytes | None]
    ct: Mapped[bytes | None]
    sig: Mapped[bytes | None]
    cs_id: Mapped[str | None] = mapped_column(default=None, index=True)
    seq: Mapped[int | None] = mapped_column(default=None)
    recv_ms: Mapped[int | None] = mapped_column(default=None)
    chain: Mapped[bytes | None] = mapped_column(default=None)


class CompartmentState(Local, kw_only=True):
    """How far this desk is in a compartment: number and chain of the last envelope it took.

    `keys_after` is the place in the server's list of stream secrets, `orders_after` in that of its orders to
    destroy. `stopped` is why nothing more is taken
    from it: the server's history does not hold.
    """

    __tablename__ = "compartment_state"
    comp: Mapped[bytes] = mapped_column(primary_key=True)
    name: Mapped[Compartment]
    seq: Mapped[int] = mapped_column(default=0)
    chain: Mapped[bytes] = mapped_column(default=bytes(32))
    keys_after: Mapped[int] = mapped_column(default=0)
    orders_after: Mapped[int] = mapped_column(default=0, server_default="0")
    stopped: Mapped[str | None] = mapped_column(default=None)


class CompartmentMember(Local, kw_only=True):
    """The fold of kind 6 at the last envelope taken."""

    __tablename__ = "compartment_member"
    comp: Mapped[bytes] = mapped_column(primary_key=True)
    dev: Mapped[bytes] = mapped_column(primary_key=True)
    role: Mapped[str]


class DeviceHead(Local, kw_only=True):
    """The last envelope of a device in a compartment: what its next one must name."""

    __tablename__ = "device_head"
    comp: Mapped[bytes] = mapped_column(primary_key=True)
    dev: Mapped[bytes] = mapped_column(primary_key=True)
    dseq: Mapped[int]
    hash: Mapped[bytes]


class CompartmentKey(Local, kw_only=True):
    """The key of a compartment in one epoch, 32 bytes."""

    __tablename__ = "compartment_key"
    comp: Mapped[bytes] = mapped_column(primary_key=True)
    epoch: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[bytes]


class StreamSecret(Local, kw_only=True):
    """The secret of a stream, 32 bytes; `sent` once the server has it, sealed."""

    __tablename__ = "stream_secret"
    __table_args__ = (Index("ix_stream_secret_unsent", "comp", sqlite_where=text("NOT sent")),)
    stream: Mapped[str] = mapped_column(primary_key=True)
    comp: Mapped[bytes]
    secret: Mapped[bytes]
    sent: Mapped[bool] = mapped_column(default=False)


class DestroyedStream(Local, kw_only=True):
    """A stream that two admins of this house ordered to destroy; `message` is their order as it travels.

    `unsent` are change sets of this desk about it that no server took: nobody else ever had them. `answered`
    once this device signed that it is gone, or owes no such signature.
    """

    __tablename__ = "destroyed_stream"
    stream: Mapped[str] = mapped_column(primary_key=True)
    comp: Mapped[bytes]
    message: Mapped[bytes]
    unsent: Mapped[int] = mapped_column(default=0)
    answered: Mapped[bool] = mapped_column(default=False, server_default=false())


class RosterLine(Local, kw_only=True):
    """An entry of the roster, as it was signed."""

    __tablename__ = "roster_entry"
    seq: Mapped[int] = mapped_column(primary_key=True)
    body: Mapped[bytes]
    sig: Mapped[bytes]


class OwnSecret(Local, kw_only=True):
    """A secret or an id of this device: its keys, the pinned root of its house."""

    __tablename__ = "own_secret"
    name: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[bytes]


class Versions(Local, kw_only=True):
    """A cell with more than one version: each was written without seeing the others.

    `revs` are the change sets, as a JSON list; the row shows one of them.
    """

    __tablename__ = "cell"
    tbl: Mapped[str] = mapped_column(primary_key=True)
    row: Mapped[str] = mapped_column(primary_key=True)
    col: Mapped[str] = mapped_column(primary_key=True)
    revs: Mapped[str]
