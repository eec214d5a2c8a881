"""The messages between desk and server (SYNC.md B.3).

Both sides read them with these classes, and the server publishes them as OpenAPI. A message says nothing
that the envelope or the roster does not already bind.
"""

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from zvhdesk.wire import limits
from zvhdesk.wire.envelope import Envelope
from zvhdesk.wire.roster import Entry
from zvhdesk.wire.texts import (
    Box,
    Count,
    FromOne,
    Hash,
    Header,
    Id,
    KemKey,
    Message,
    OrderBody,
    PublicKey,
    RosterBody,
    Sealed,
    Signature,
)

BEAT_HEADER = "zvh-beat-seconds"
"""Of the answer that carries news: within so many seconds there is a next word, also when nothing happens."""
HOUSE_HEADER = "zvh-house"
"""Of the proof of a device that logs in: its house. In no field: an older server takes none too many."""
RESTORING_HEADER = "zvh-restoring"
"""Of the answer that says where all stands: there while desks bring back what it lost."""


class Why(StrEnum):
    """Why the server says no, in one word that a desk acts on."""

    TOKEN = "token"  # noqa: S105 - log in again
    VERSION = "version"
    PROOF = "proof"
    UNKNOWN = "unknown"  # and forbidden: nobody learns which
    STALE = "stale"
    GAP = "gap"
    FORK = "fork"
    EPOCH = "epoch"
    GONE = "gone"
    ROLE = "role"
    REVOKED = "revoked"  # read the roster: nothing else is answered
    ROSTER = "roster"
    SHAPE = "shape"
    SIZE = "size"
    OFTEN = "often"
    RESTORE = "restore"
    FULL = "full"
    BUSY = "busy"


class No(Message):
    """An answer that is no.

    `number` is the one expected (`gap`) or in force (`epoch`, `stale`, `version`).
    """

    why: Why
    number: Count | None = None


class LoginAsk(Message):
    """A device asks to log in, with the version of the protocol it speaks."""

    dev: Id
    v: FromOne = 1


class LoginNonce(Message):
    """What it must sign: `nonce`, then `server`, then its own id."""

    nonce: Hash
    server: Id


class LoginProof(Message):
    """The signature over nonce, server and device, and the schema of payloads that its program knows."""

    dev: Id
    nonce: Hash
    sig: Signature
    knows: FromOne = 1


class Token(Message):
    """Good for `limits.TOKEN_MINUTES`; the server's clock."""

    token: Hash
    now_ms: Count


class RosterEntry(Message):
    """An entry of the roster as its author made it."""

    body: RosterBody
    sig: Signature

    def entry(self) -> Entry:
        """As the fold takes it."""
        return Entry(self.body, self.sig)


class RosterPage(Message):
    """Entries in order; `more` when there are."""

    entries: Annotated[list[RosterEntry], Field(max_length=limits.PULL_ENVELOPES)]
    more: bool


class RosterPush(Message):
    """New entries, in order, after those that the server has."""

    entries: Annotated[list[RosterEntry], Field(min_length=1, max_length=limits.ROSTER_AT_ONCE)]


class HouseFound(Message):
    """The first desk makes the house: the code that the administrator gave, and the first entries.

    `again`: it was at a server that is lost, and its desks bring back what they have.
    """

    code: Annotated[str, Field(min_length=1, max_length=64)]
    entries: Annotated[list[RosterEntry], Field(min_length=1, max_length=limits.ROSTER_OF_A_HOUSE)]
    again: Annotated[bool, Field(strict=True)] = False


class SealedEnvelope(Message):
    """An envelope as its author made it."""

    hdr: Header
    ct: Sealed
    sig: Signature

    def envelope(self) -> Envelope:
        """As the wire knows it."""
        return Envelope(self.hdr, self.ct, self.sig)

    @classmethod
    def of(cls, envelope: Envelope) -> "SealedEnvelope":
        """As it is sent."""
        return cls(hdr=envelope.hdr, ct=envelope.ct, sig=envelope.sig)


class Push(Message):
    """Envelopes of one device in one compartment, in the order of their `dseq`."""

    envelopes: Annotated[list[SealedEnvelope], Field(min_length=1, max_length=limits.PUSH_ENVELOPES)]


class Receipt(Message):
    """Where the server put an envelope. The same answer whenever it is sent again."""

    env_id: Id
    seq: Count
    recv_ms: Count
    chain: Hash


class Receipts(Message):
    """One for each envelope, in their order."""

    receipts: list[Receipt]


class Stored(Message):
    """An envelope with its receipt; of a destroyed stream only what the chain needs."""

    seq: Count
    recv_ms: Count
    env_hash: Hash
    envelope: SealedEnvelope | None


class Head(Message):
    """Where a compartment stands: last number and chain."""

    seq: Count
    chain: Hash
    epoch: Count


class CompartmentHead(Message):
    """Where a compartment of the caller stands; `destroyed` is the number of the last order in it, from 1.

    `without_key` are active members that have no box of the epoch in force: said to who may make one.
    """

    comp: Id
    seq: Count
    chain: Hash
    epoch: Count
    destroyed: Count
    without_key: Annotated[list[Id], Field(max_length=limits.KEYS_AT_ONCE)]


class Heads(Message):
    """Where everything of the caller stands: its roster by last number and link, its compartments."""

    roster: Count
    link: Hash
    comps: list[CompartmentHead]


class Page(Message):
    """Envelopes in order after the number asked; the head at that moment; whether there are more."""

    items: list[Stored]
    head: Head
    more: bool


class KeyBox(Message):
    """A compartment key sealed for one device, or with zeros for the house's recovery key."""

    dev: Id
    box: Box


class KeyBoxes(Message):
    """The boxes of one epoch; `before` is the key of the epoch before it, sealed under this one."""

    epoch: FromOne
    boxes: Annotated[list[KeyBox], Field(min_length=1, max_length=limits.KEYS_AT_ONCE)]
    before: Box | None = None


class MyBox(Message):
    """My own box of an epoch, None for one from before I was a member; and the key before it."""

    epoch: Count
    box: Box | None
    before: Box | None


class StreamKey(Message):
    """The secret of a stream, sealed under the compartment key of that epoch."""

    stream: Id
    epoch: FromOne
    box: Box


class StreamKeys(Message):
    """Several."""

    keys: Annotated[list[StreamKey], Field(min_length=1, max_length=limits.KEYS_AT_ONCE)]


class StreamKeyPage(Message):
    """Secrets in the order they came; `last` is what to ask after next time, `more` when there are."""

    keys: list[StreamKey]
    last: Count
    more: bool


class Signed(Message):
    """A device and its signature."""

    dev: Id
    sig: Signature


class DestroyOrder(Message):
    """The order to destroy a stream (`destroying.Order`), signed by devices of two admins."""

    order: OrderBody
    sigs: Annotated[list[Signed], Field(min_length=2, max_length=2)]


class DestroyedPage(Message):
    """Orders that were carried out, in their order; `last` is what to ask after next time."""

    orders: list[DestroyOrder]
    last: Count
    more: bool


class Restored(Message):
    """Envelopes with their receipts, brought back to a server that lost them.

    `admission` is the envelope that once let the caller in, for a server that lost that too.
    """

    items: Annotated[list[Stored], Field(min_length=1, max_length=limits.PUSH_ENVELOPES)]
    admission: SealedEnvelope | None = None


class JoinKeys(Message):
    """The public keys of a device that wants to join."""

    dev: Id
    sign: PublicKey
    kem: KemKey


class Join(Message):
    """What stands under a code: the house and its root, and the keys once they were posted."""

    house: Id
    root: PublicKey
    keys: JoinKeys | None


class Health(Message):
    """The server is up and reaches its databases."""

    ok: bool
    version: str
