"""The order to destroy a stream: devices of two admins sign the same bytes (SYNC.md B.5).

It names what goes by its hash. So nobody can take away more with it than the two had before them, and who
finds number, time and hash where an envelope stood can see that two people ordered it.
"""

from dataclasses import dataclass

from zvhdesk.wire import limits
from zvhdesk.wire.encoding import Malformed, dump
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
