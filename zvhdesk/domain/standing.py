"""How this desk stands with the others of its house: what the rail says of it, and why."""

from dataclasses import astuple, dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from zvhdesk.domain.brake import Question
from zvhdesk.domain.enrolment import DeviceRow
from zvhdesk.domain.lease import Lease, LeaseState


class Stand(StrEnum):
    """The one thing that the rail says. The order of `Standing.stand` is that of what matters more."""

    ALONE = "alone"
    """A house without a server: everything works, on this desk."""
    FINDING = "finding"
    """The program has just begun: the server did not answer yet, nor was it given up."""
    UP_TO_DATE = "up_to_date"
    WAITING = "waiting"
    """What was recorded here is not at the server yet."""
    OFFLINE = "offline"
    """The server does not answer. Work goes on; nothing is lost."""
    BUSY = "busy"
    """The server answers that it is too busy now, and is asked again by itself."""
    ATTENTION = "attention"
    """Somebody has to look: fields with two versions, or something that no pass can mend."""


class Trouble(StrEnum):
    """What no pass can mend by itself."""

    NOT_JOINED = "not_joined"
    """There is an address, and this desk is of no house there."""
    NOT_LET_IN = "not_let_in"
    """This is a desk of CTER that nobody let into its compartment yet."""
    REVOKED = "revoked"
    """This device was taken out of its house."""
    ROSTER = "roster"
    """What the server says of who is who does not follow from what this desk knows."""
    KEY = "key"
    """The server gives a key that the admins of this house did not make."""
    NO_KEY = "no_key"
    """The server gives no key of a part of the house in which this desk belongs."""
    HISTORY = "history"
    """What the server hands out is not what the others wrote: changed, left out or put in another order."""
    LOST = "lost"
    """The server has less than it had, and nobody said that it was put back."""
    NOT_TAKEN = "not_taken"
    """The server is being restored and does not take back what this desk has of a part of the house."""
    OLD_SERVER = "old_server"
    """The server does not understand what this program asks: it is older."""
    RESTORING = "restoring"
    """The server was put back from a backup and is not opened yet."""
    OUTSIDE = "outside"
    """The server says that this desk is not in a compartment any more in which it was."""
    BRAKE = "brake"
    """A great part of the cases would be shielded or removed at once."""
    TOO_OLD = "too_old"
    """The server asks for a newer version of the program."""
    FULL = "full"
    """The server has no room left."""
    BROKEN = "broken"
    """An error in the program: a pass ended in it, and the next is made when somebody asks."""
    UNKNOWN = "unknown"
    """The server at that address does not know this device: it began anew, or is another one."""
    REFUSED = "refused"
    """The server refuses for a reason that this desk has no answer to."""


_SAID_BY_SERVER = frozenset(
    {
        Trouble.NOT_TAKEN,
        Trouble.OLD_SERVER,
        Trouble.RESTORING,
        Trouble.FULL,
        Trouble.UNKNOWN,
        Trouble.REFUSED,
        Trouble.BROKEN,
    }
)
"""How it was at the last answer, and may be otherwise by now."""


@dataclass(frozen=True, slots=True)
class Aside:
    """How many envelopes stand aside, by cause.

    Written by a newer version of the program; under a key that is not here yet; by a device that is not in
    the roster of this desk yet; read, and not to be applied here.
    """

    newer: int = 0
    keyless: int = 0
    unknown: int = 0
    failed: int = 0

    def __add__(self, other: "Aside") -> "Aside":
        """Both together."""
        return Aside(*(a + b for a, b in zip(astuple(self), astuple(other), strict=True)))


@dataclass(frozen=True, slots=True)
class Restore:
    """That the server's administrator has the desks bring the house back: since when, and until when if over.

    By this desk's clock: when it heard so.
    """

    since: datetime
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class AheadClock:
    """A device of the house whose clock ran ahead in what it sent last, as it is called, and by how much."""

    device: str
    by: timedelta


@dataclass(frozen=True, slots=True)
class Standing:
    """Where this desk stands. Times are aware, None as long as it never was.

    `waiting` counts what the server does not have yet, `conflicts` what waits for a choice between versions,
    `aside` what was received and cannot be read here yet, `why_aside` the same by cause, `dropped` what is
    about a case that was destroyed, so that nobody takes it any more, and that nobody here saw yet. `brake`
    is what is held, `lease` how long the server did not say all, `newcomers` which devices were let in that
    nobody here was told of yet. `again` is when a server that is too busy is asked again, None for any other.
    `heads` are the parts of the house with how far this desk has each, as people read it out. `put_back`: it
    stopped for what may come of a backup that was put back; `left` counts what others wrote and stands only
    here since it went on from there. `restore` is the last restore of the server that this desk heard of.
    `clock_off` is by how much this desk's clock runs ahead of the server's, `ahead` whose clock else does.
    """

    address: str = ""
    waiting: int = 0
    conflicts: int = 0
    aside: int = 0
    offline_since: datetime | None = None
    last_contact: datetime | None = None
    trouble: Trouble | None = None
    dropped: int = 0
    brake: Question | None = None
    lease: Lease | None = None
    newcomers: tuple[DeviceRow, ...] = ()
    again: datetime | None = None
    why_aside: Aside = Aside()
    heads: tuple[tuple[str, str], ...] = ()
    put_back: bool = False
    left: int = 0
    restore: Restore | None = None
    clock_off: timedelta | None = None
    ahead: tuple[AheadClock, ...] = ()

    @property
    def may_go_on(self) -> bool:
        """Whether somebody here may decide to go on with what the server has now."""
        if self.offline_since is not None:
            return False
        return self.trouble is Trouble.LOST or (self.trouble is Trouble.HISTORY and self.put_back)

    @property
    def asks(self) -> int:
        """How many things ask attention."""
        warns = self.lease is not None and self.lease.state is not LeaseState.GOOD
        # Without a key all that is sealed with it stands aside: that is one thing to look at.
        aside = self.aside and self.trouble is not Trouble.NO_KEY
        others = (self.trouble, warns, self.dropped, self.newcomers, aside, self.left)
        return self.conflicts + sum(map(bool, others))

    @property
    def stand(self) -> Stand:
        """The one thing to say: what asks a person goes before what mends itself."""
        if self.asks:
            return Stand.ATTENTION
        if not self.address:
            return Stand.ALONE
        if self.offline_since is not None:
            return Stand.OFFLINE
        if self.again is not None:
            return Stand.BUSY
        if self.last_contact is None:
            return Stand.FINDING
        return Stand.WAITING if self.waiting else Stand.UP_TO_DATE

    @property
    def locked(self) -> bool:
        """The lease ran out: the data of this desk may not be shown."""
        return self.lease is not None and self.lease.state is LeaseState.LOCKED

    def reached(self, now: datetime, *, heard: bool = True) -> "Standing":
        """The server answered; `heard` when it said all that the lease waits for."""
        lease = None if heard else self.lease
        return replace(self, offline_since=None, last_contact=now, lease=lease, again=None)

    def leased(self, found: Lease | None) -> "Standing":
        """With the lease as it was found: beside whatever the trouble is, that it is to be warned of."""
        good = found is None or found.state is LeaseState.GOOD
        return replace(self, lease=None if good else found)

    def missed(self, now: datetime) -> "Standing":
        """It did not. The time is that of the first one of a row; what it said before may be over."""
        since = self.offline_since or now
        return replace(self, offline_since=since, trouble=self._lasting, again=None)

    def busy(self, again: datetime) -> "Standing":
        """It is there and too busy: nothing went to and fro. To the minute, as it is said."""
        minute = again.replace(second=0, microsecond=0)
        return replace(self, offline_since=None, trouble=self._lasting, again=minute)

    @property
    def _lasting(self) -> Trouble | None:
        return None if self.trouble in _SAID_BY_SERVER else self.trouble

    def let_through(self) -> "Standing":
        """What was held may pass: nobody is asked any more."""
        return replace(self, brake=None, trouble=None if self.trouble is Trouble.BRAKE else self.trouble)
