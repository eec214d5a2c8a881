"""People and their devices in a house with a server, as the screens show them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from string import ascii_uppercase


class After(StrEnum):
    """What a desk that was revoked does with itself when it hears of it (SYNC.md, Settled)."""

    WIPE = "wipe"
    KEEP = "keep"


class Apart(StrEnum):
    """How a desk of CTER stands with its compartment at the server (decision 0011)."""

    ALONE = "alone"
    """It has no server: the house came from a house file."""
    NOT_BEGUN = "not_begun"
    """Nobody began the compartment; this desk is of an admin and may."""
    NO_ADMIN = "no_admin"
    """Nobody began it, and this desk may not: it is of no admin."""
    WAITS = "waits"
    """It was begun, and none of its members let this desk in yet."""
    NOBODY = "nobody"
    """It was begun, and every other desk of it was revoked: nobody can let this one in."""
    MEMBER = "member"


@dataclass(frozen=True, slots=True)
class DeviceRow:
    """A device of the house. `id` and `user` are hex; `person` is empty for who is no member any more.

    `letter` tells the devices of a house apart: none for the first; `label` is what people call it, or empty.
    `since` is when it was let in, `last` when something it recorded reached the server; None where this desk
    did not see it. `me` is this device.
    `digits` are of one that waits to be let into the compartment: eight groups, to be compared before.
    """

    id: str
    user: str
    person: str
    letter: str
    me: bool
    admin: bool
    since: datetime | None
    last: datetime | None
    revoked: After | None = None
    revoked_at: datetime | None = None
    digits: tuple[str, ...] = ()
    label: str = ""

    @property
    def unheard(self) -> bool:
        """Whether it was let in and nothing of it came since: perhaps nobody has it."""
        let_in = self.since is not None and not self.digits
        return let_in and self.last is None and self.revoked is None and not self.me

    @property
    def called(self) -> str:
        """The device by its name, else by its letter."""
        return self.label or (f"apparaat {self.letter}" if self.letter else "eerste apparaat")

    @property
    def name(self) -> str:
        """As people speak of it, with whose it is."""
        return f"{self.person or 'Niet meer in de lijst'}, {self.called}"


class NotRevocable(StrEnum):
    """Why a device cannot be revoked from here."""

    NO_ADMIN = "no_admin"
    OWN = "own"
    """Who revokes their own is locked out at once; and so the last admin always stays."""
    ALREADY = "already"


def letter_of(place: int) -> str:
    """The letter of the device that was let in at this place, from 0: none, B, C, up to Z, then AA."""
    if place == 0:
        return ""
    rest, last = divmod(place, len(ascii_uppercase))
    return (ascii_uppercase[rest - 1] if rest else "") + ascii_uppercase[last]


def newcomers(devices: Sequence[DeviceRow], told_of: Collection[str]) -> tuple[DeviceRow, ...]:
    """Those that were let in after this device, are in, and that whoever works here was not told of yet."""
    me = next((one for one in devices if one.me), None)
    if me is None:
        return ()
    others = (one for one in devices if not one.me and one.revoked is None)
    later = (one for one in others if one.since and (not me.since or one.since > me.since))
    return tuple(one for one in later if one.id not in told_of)


def is_admin(devices: Sequence[DeviceRow]) -> bool:
    """Whether this device speaks for an admin."""
    return any(one.me and one.admin and one.revoked is None for one in devices)


def admins(devices: Sequence[DeviceRow]) -> int:
    """How many people can let devices in and revoke them: two at least is wise."""
    return len({one.user for one in devices if one.admin and one.revoked is None})


def not_revocable(device: DeviceRow, devices: Sequence[DeviceRow]) -> NotRevocable | None:
    """Why this device cannot be revoked from here, or None when it can."""
    if device.revoked is not None:
        return NotRevocable.ALREADY
    if device.me:
        return NotRevocable.OWN
    return None if is_admin(devices) else NotRevocable.NO_ADMIN
