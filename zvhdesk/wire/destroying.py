"""The order to destroy a stream: two admins sign the same bytes (SYNC.md B.5)."""

from dataclasses import dataclass

from zvhdesk.wire.encoding import Malformed, dump
from zvhdesk.wire.shapes import ID_SIZE, Shape


@dataclass(frozen=True, slots=True)
class Order:
    """Which stream of which compartment of which house. Ids are 16 bytes."""

    house: bytes
    comp: bytes
    stream: bytes

    def to_bytes(self) -> bytes:
        """What is signed."""
        return dump({"v": 1, "house": self.house, "comp": self.comp, "stream": self.stream})

    @classmethod
    def from_bytes(cls, data: bytes) -> "Order":
        """Raises Malformed."""
        shape = Shape(data)
        if shape.count("v") != 1:
            raise Malformed("v")
        made = cls(
            shape.fixed("house", ID_SIZE), shape.fixed("comp", ID_SIZE), shape.fixed("stream", ID_SIZE)
        )
        shape.end()
        return made
