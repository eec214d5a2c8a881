"""The beacon: what a device has seen of a compartment, said once a day and when it leaves (SYNC.md B.2).

It bounds the silence: a server that shows two desks two histories is found out within a day by each of them.
It tells the server nothing that it did not hand out itself, and is not sealed.
"""

from dataclasses import dataclass

from zvhdesk.wire.encoding import Malformed, dump
from zvhdesk.wire.shapes import HASH_SIZE, Shape


@dataclass(frozen=True, slots=True)
class Beacon:
    """The number of the last envelope that was taken, and the chain there."""

    seen_seq: int
    chain: bytes

    def to_bytes(self) -> bytes:
        """In place of what other envelopes seal."""
        return dump({"v": 1, "seen_seq": self.seen_seq, "chain": self.chain})

    @classmethod
    def from_bytes(cls, data: bytes) -> "Beacon":
        """Raises Malformed."""
        shape = Shape(data)
        if shape.count("v") != 1:
            raise Malformed("v")
        made = cls(shape.count("seen_seq"), shape.fixed("chain", HASH_SIZE))
        shape.end()
        return made
