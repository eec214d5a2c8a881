"""The order to destroy a stream: devices of two admins sign the same bytes (SYNC.md B.5).

It names what goes by its hash. So nobody can take away more with it than the two had before them, and who
finds number, time and hash where an envelope stood can see that two people ordered it.
"""

from dataclasses import dataclass

from zvhdesk.wire import limits
from zvhdesk.wire.encoding import Malformed, dump, sha256
from zvhdesk.wire.envelope import NO_STREAM
from zvhdesk.wire.messages import DestroyOrder
from zvhdesk.wire.roster import Roster
from zvhdesk.wire.shapes import HASH_SIZE, ID_SIZE, Shape
from zvhdesk.wire.signing import Purpose, holds


class Unsigned(Exception):
    """An order that no two admins of this house signed."""


@dataclass(frozen=True, slots=True)
class Order:
    """Which stream of which compartment of which house, ids of 16 bytes; `hashes` are all its envelopes.

    In the order of their numbers, at most `limits.ORDER_ENVELOPES`. A stream that no server ever heard of has
    none.
    """

    house: bytes
    comp: bytes
    stream: bytes
    hashes: tuple[bytes, ...] = ()

    def to_bytes(self) -> bytes:
        """What is signed."""
        names = {"house": self.house, "comp": self.comp, "stream": self.stream}
        return dump({"v": 1, **names, "hashes": b"".join(self.hashes)})

    @classmethod
    def from_bytes(cls, data: bytes) -> "Order":
        """Raises Malformed, also for the stream in which membership stands: that is never destroyed."""
        shape = Shape(data)
        if shape.count("v") != 1:
            raise Malformed("v")
        made = cls(
            shape.fixed("house", ID_SIZE),
            shape.fixed("comp", ID_SIZE),
            shape.fixed("stream", ID_SIZE),
            _hashes(shape.bytes("hashes", limits.ORDER_ENVELOPES * HASH_SIZE)),
        )
        shape.end()
        if made.stream == NO_STREAM:
            raise Malformed("stream")
        return made


@dataclass(frozen=True, slots=True)
class Carried:
    """What a device signs once nothing of a stream is left on it: which order, who, which day (ISO).

    By the hash of the order, which names house, compartment, stream and every envelope.
    """

    order: bytes
    dev: bytes
    on: str

    @classmethod
    def out(cls, message: DestroyOrder, dev: bytes, on: str) -> "Carried":
        """Of that order, by that device, on that day."""
        return cls(sha256(message.order), dev, on)

    def to_bytes(self) -> bytes:
        """What is signed."""
        return dump({"v": 1, "order": self.order, "dev": self.dev, "on": self.on})

    def is_signed(self, roster: Roster, signature: bytes) -> bool:
        """Whether that device signed it for this purpose; also one that was revoked since."""
        known = roster.devices.get(self.dev)
        return known is not None and holds(known.device.sign, Purpose.DESTROYED, self.to_bytes(), signature)


def signed_order(message: DestroyOrder, roster: Roster) -> Order:
    """The order, once devices of two admins of the house of this roster are seen to have signed it.

    A device that was revoked since counts: what it signed before stands, as what it wrote does. The server
    takes no new order of one. Raises Malformed and Unsigned.
    """
    order = Order.from_bytes(message.order)
    users = set()
    for one in message.sigs:
        known = roster.devices.get(one.dev)
        if known is None or known.device.user not in roster.admins:
            raise Unsigned
        if not holds(known.device.sign, Purpose.DESTROY, message.order, one.sig):
            raise Unsigned
        users.add(known.device.user)
    if order.house != roster.house or len(users) != len(message.sigs):
        raise Unsigned
    return order


def _hashes(data: bytes) -> tuple[bytes, ...]:
    if len(data) % HASH_SIZE:
        raise Malformed("hashes")
    found = tuple(data[at : at + HASH_SIZE] for at in range(0, len(data), HASH_SIZE))
    if len(set(found)) != len(found):
        raise Malformed("hashes")
    return found
