"""What the pages of enrolment ask of the line to the server. They know nothing of how it is done.

Every `done` and `failed` comes in the window's thread; nothing comes for an `owner` that is gone.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol

from PySide6.QtCore import QObject

from zvhdesk.domain.destruction import DestructionReport
from zvhdesk.domain.enrolment import After, Apart, DeviceRow
from zvhdesk.services.clock import Clock
from zvhdesk.services.going_out import GoingOut

Where = Literal["address", "trust", "code", "sheet1", "sheet2", "passphrase", ""]
"""The field that a sentence is about; "" is about the whole."""


@dataclass(frozen=True, slots=True)
class NotDone:
    """Why it was not done, and beside which field that is said. Nothing typed is lost.

    `lost`: no answer came, so that it may have been done all the same. `new`: the server there does not know
    this house, and from this desk it can be made again there. `out`: this device was revoked, so that it is
    never done from here.
    """

    where: Where
    sentence: str
    lost: bool = False
    new: bool = False
    out: bool = False


@dataclass(frozen=True, slots=True)
class TypedServer:
    """Where the server is, as typed; `trust` the certificate of an own authority (PEM), empty for none."""

    address: str
    trust: str = ""


@dataclass(frozen=True, slots=True)
class Knock:
    """A device at the door: eight groups of five digits, and `about`, by which it is let in.

    `user` is the member that an earlier try named it for, empty for a device that the house does not know.
    """

    digits: tuple[str, ...]
    about: object
    user: str = ""


@dataclass(frozen=True, slots=True)
class House:
    """How this desk stands: its devices (none without a server), and whether it was begun and broken off.

    `joined` once the house is at a server and the address is known here. On a desk of CTER `apart` says how
    it stands, `devices` are those of CTER, and `digits` its own as long as it waits to be let in; `others`
    are the desks of CTER that may let it in, or wait too. `destroyed` says of each destruction which devices
    carried it out, the newest first. `address` is that of the server.
    """

    joined: bool
    devices: tuple[DeviceRow, ...]
    apart: Apart | None = None
    digits: tuple[str, ...] = ()
    destroyed: tuple[DestructionReport, ...] = ()
    address: str = ""
    others: tuple[DeviceRow, ...] = ()


Done = Callable[[], object]
Failed = Callable[[NotDone], object]
Progress = Callable[[int, int], object]
"""How many of how many."""


@dataclass(frozen=True, slots=True)
class PartAstray:
    """A part of the house of which the server has another history; both ends as people read them out."""

    name: str
    here: str
    there: str


@dataclass(frozen=True, slots=True)
class Astray:
    """How the server's history parted from this desk's, and what going on would come to.

    Up to `since` all of it is the same. `own` counts what goes to the server again, `others` what colleagues
    wrote that then stands in a list. `about` is what it is done by.
    """

    parts: tuple[PartAstray, ...]
    since: datetime
    own: int
    others: int
    about: tuple[object, ...]


class Following(Protocol):
    """Going on with a server that got an old backup, on which others wrote on."""

    clock: Clock

    def look(self, done: Callable[[Astray], object], failed: Failed, owner: QObject) -> None:
        """What the server has, and whether it holds. Nothing is kept."""

    def follow(self, astray: Astray, done: Done, failed: Failed, owner: QObject) -> None:
        """Go on with it. After `failed` nothing was changed, unless no answer came."""


class Moving(Protocol):
    """The server of the house at another address, or behind another certificate."""

    def in_use(self, done: Callable[[TypedServer], object], owner: QObject) -> None:
        """Where it is so far, from this desk alone."""

    def move(
        self, server: TypedServer, done: Callable[[bool], object], failed: Failed, owner: QObject
    ) -> None:
        """See that the server there is that of this house; only then keep the address and go on there.

        `done` gets whether it has less than this desk. After `failed`, or when the owner is gone before it
        was seen, the address of before stays.
        """

    def make_again(
        self,
        server: TypedServer,
        code: str,
        done: Callable[[bool], object],
        failed: Failed,
        owner: QObject,
    ) -> None:
        """Make the house again at a server that does not know it, and then as `move`. For who is an admin.

        Done once more it goes on where it was.
        """


class Enrolling(Protocol):
    """Server, devices and people of an open house."""

    clock: Clock
    moving: Moving
    following: Following

    def house(self, done: Callable[[House], object], owner: QObject) -> None:
        """How it stands, from this desk alone."""

    def how_much(self, done: Callable[[GoingOut], object], owner: QObject) -> None:
        """What a server would receive."""

    def make_house(
        self,
        server: TypedServer,
        code: str,
        progress: Progress,
        done: Callable[[bool], object],
        failed: Failed,
        owner: QObject,
    ) -> None:
        """Make this house at a server, and send what is here. `done` gets whether all of it was sent.

        Broken off and done again it goes on where it was.
        """

    def open_door(self, done: Callable[[str], object], failed: Failed, owner: QObject) -> None:
        """Open a place for one device, for ten minutes; `done` gets the code to say."""

    def who_knocks(
        self,
        code: str,
        done: Callable[[Knock | None], object],
        failed: Failed,
        owner: QObject,
        *,
        apart: bool,
    ) -> None:
        """Whether a device is at the door. `apart`: one that is to be a desk of CTER."""

    def let_in(self, knock: Knock, user: str, done: Done, failed: Failed, owner: QObject) -> None:
        """Let it in for this member, after the digits were compared."""

    def is_in(self, knock: Knock, done: Callable[[bool], object], failed: Failed, owner: QObject) -> None:
        """Whether it is in the house: when no answer to `let_in` came."""

    def begin_apart(self, done: Done, failed: Failed, owner: QObject) -> None:
        """At a desk of CTER: begin its compartment at the server."""

    def let_in_waiting(self, device: str, done: Done, failed: Failed, owner: QObject) -> None:
        """Let in a device that the roster names and that waits, after the digits were compared.

        At a desk of CTER into its compartment, else into the house and its cases.
        """

    def reopen_apart(self, sheets: tuple[str, str], done: Done, failed: Failed, owner: QObject) -> None:
        """At a desk of CTER that nobody can let in any more: open its compartment by both sheets."""

    def revoke(
        self, devices: tuple[str, ...], after: After, done: Done, failed: Failed, owner: QObject
    ) -> None:
        """Revoke these devices of the house."""

    def appoint(self, sheets: tuple[str, str], user: str, done: Done, failed: Failed, owner: QObject) -> None:
        """Make this member an admin, by both recovery sheets."""


class Joining(Protocol):
    """A new desk that joins a house."""

    def knock(
        self,
        server: TypedServer,
        code: str,
        done: Callable[[tuple[str, ...]], object],
        failed: Failed,
    ) -> None:
        """Knock; `done` gets the digits to read aloud. Nothing is kept yet."""

    def enter(self, done: Callable[[str], object], failed: Failed) -> None:
        """Go in, if the admin has let this device in by now; `done` gets what the list calls it, else ""."""

    def fetch(self, progress: Progress, done: Callable[[bool], object], failed: Failed) -> None:
        """Take what the house has; `done` gets whether the house is there. Broken off it goes on later."""

    def finish(self, passphrase: str, failed: Failed) -> None:
        """Close it with the passphrase, sealed to the recovery key of the house, and open it."""
