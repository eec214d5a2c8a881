"""Kind 6: who is a member of a compartment, in that compartment's own log (SYNC.md, Settled).

Its body is readable, because the server keeps its second fence by it; its meaning is the fold of the log up
to a number, so that "after the revocation" means a higher number on every desk.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from zvhdesk.wire.encoding import Malformed, dump
from zvhdesk.wire.shapes import ID_SIZE, Shape


class Role(StrEnum):
    """What a member may do in a compartment."""

    READ = "read"
    WRITE = "write"


@dataclass(frozen=True, slots=True)
class Membership:
    """From here on this device has this role in the compartment, or none."""

    dev: bytes
    role: Role | None

    def to_bytes(self) -> bytes:
        """As it stands in an envelope of kind 6, in place of the sealed part."""
        return dump({"dev": self.dev, "role": self.role.value if self.role else ""})

    @classmethod
    def from_bytes(cls, data: bytes) -> "Membership":
        """Raises Malformed."""
        shape = Shape(data)
        dev, word = shape.fixed("dev", ID_SIZE), shape.text("role")
        shape.end()
        if word and word not in Role.__members__.values():
            raise Malformed("role")
        return cls(dev, Role(word) if word else None)


Members = Mapping[bytes, Role]


def changed(members: Members, membership: Membership) -> Members:
    """The members after that."""
    without = {dev: role for dev, role in members.items() if dev != membership.dev}
    return without if membership.role is None else {**without, membership.dev: membership.role}
