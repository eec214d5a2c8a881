"""The envelope: what one device says in one compartment, sealed and signed (SYNC.md B.2).

The header is readable and is bound to the sealed part twice: the cipher authenticates it, the signature
covers it. All three parts are kept as their author made them, for ever.
"""

from dataclasses import asdict, dataclass
from enum import IntEnum
from functools import lru_cache

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from zvhdesk.wire import limits
from zvhdesk.wire.encoding import Malformed, dump, sha256
from zvhdesk.wire.shapes import HASH_SIZE, ID_SIZE, Shape
from zvhdesk.wire.signing import Purpose, holds, sign

VERSION = 1
SCHEMA = 1
"""Of the payload; a desk keeps aside what has a higher one (SYNC.md A.1, 8)."""

NO_STREAM = bytes(ID_SIZE)
"""Where there is none: membership belongs to the compartment."""

START = bytes(HASH_SIZE)
"""The chain before the first envelope, and `prev` of a device's first."""


class Kind(IntEnum):
    """What an envelope holds. Those that are reserved are kept aside (SYNC.md, Settled)."""

    OPS = 1
    SNAPSHOT = 2  # reserved
    BEACON = 3
    ACCESS = 4  # reserved
    REWRITE = 5  # reserved
    MEMBERSHIP = 6


@dataclass(frozen=True, slots=True)
class Header:
    """What the server may read. Ids are 16 bytes, hashes 32.

    `dseq` counts the envelopes of device `dev` in this compartment from 1, `prev` is the hash of the one
    before; `base_seq` and `base_chain` say what its author had received when the act was committed.
    """

    kind: int
    house: bytes
    comp: bytes
    stream: bytes
    epoch: int
    env_id: bytes
    dev: bytes
    dseq: int
    prev: bytes
    base_seq: int
    base_chain: bytes
    schema: int = SCHEMA

    @property
    def is_taken(self) -> bool:
        """Of a kind that is not reserved, and where that belongs: acts in a stream, all else in none.

        Membership in a stream would be destroyed with it; no desk reads a history that has it.
        """
        if self.kind == Kind.OPS:
            return self.stream != NO_STREAM
        return self.kind in {Kind.BEACON, Kind.MEMBERSHIP} and self.stream == NO_STREAM

    def to_bytes(self) -> bytes:
        """As it is signed and sealed against."""
        return dump({"v": VERSION, **asdict(self)})

    @staticmethod
    @lru_cache(maxsize=2 * limits.PULL_ENVELOPES)
    def from_bytes(data: bytes) -> "Header":
        """Raises Malformed for anything but a whole header of this version."""
        # The same header is asked for several times while its page is taken.
        shape = Shape(data)
        if shape.count("v") != VERSION:
            raise Malformed("v")
        made = Header(
            kind=shape.count("kind"),
            house=shape.fixed("house", ID_SIZE),
            comp=shape.fixed("comp", ID_SIZE),
            stream=shape.fixed("stream", ID_SIZE),
            epoch=shape.count("epoch"),
            env_id=shape.fixed("env_id", ID_SIZE),
            dev=shape.fixed("dev", ID_SIZE),
            dseq=shape.count("dseq"),
            prev=shape.fixed("prev", HASH_SIZE),
            base_seq=shape.count("base_seq"),
            base_chain=shape.fixed("base_chain", HASH_SIZE),
            schema=shape.count("schema"),
        )
        shape.end()
        if made.dseq < 1 or made.epoch < 1 or made.schema < 1:
            raise Malformed("count")
        return made


@dataclass(frozen=True, slots=True)
class Envelope:
    """Header, sealed part and signature, as their author made them."""

    hdr: bytes
    ct: bytes
    sig: bytes

    @property
    def signed(self) -> bytes:
        """What the signature covers. The header is self-delimiting, so that nothing can move across."""
        return self.hdr + self.ct

    @property
    def hash(self) -> bytes:
        """Its name in the chain: SHA-256 of all three parts."""
        return sha256(self.hdr + self.ct + self.sig)

    def is_signed_by(self, public: bytes) -> bool:
        """Whether the owner of this signing key (32 bytes) made it."""
        return holds(public, Purpose.ENVELOPE, self.signed, self.sig)


def signed(header: Header, ct: bytes, key: Ed25519PrivateKey) -> Envelope:
    """A new envelope."""
    hdr = header.to_bytes()
    return Envelope(hdr, ct, sign(key, Purpose.ENVELOPE, hdr + ct))


def next_chain(chain: bytes, seq: int, recv_ms: int, env_hash: bytes) -> bytes:
    """The running hash of a compartment after one more envelope (SYNC.md B.2): what makes history one."""
    return sha256(chain + seq.to_bytes(8, "big") + recv_ms.to_bytes(8, "big") + env_hash)


def read_out(seq: int, chain: bytes) -> str:
    """A head as people read it to one another: its number and the first eight characters of its chain."""
    first = chain.hex()[:8]
    return f"{seq} ({first[:4]} {first[4:]})"
