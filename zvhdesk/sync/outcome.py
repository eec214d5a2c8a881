"""What a pass came to."""

from dataclasses import dataclass
from enum import StrEnum

from zvhdesk.domain.brake import Question
from zvhdesk.wire.roster import AfterRevoking


class Halt(StrEnum):
    """Why a pass did not do all of it."""

    NOT_JOINED = "not_joined"
    REVOKED = "revoked"
    ROSTER = "roster"
    """The server's roster does not follow from the pinned root."""
    KEY = "key"
    """The server gives another key of a compartment than the one that the roster commits to."""
    NO_KEY = "no_key"
    """The server gives no key of a compartment in which this desk belongs, or not the one in force."""
    HISTORY = "history"
    """The history of a compartment does not hold."""
    LOST = "lost"
    """The server does not have any more what it had, and its administrator did not say why."""
    NOT_TAKEN = "not_taken"
    """It is being restored, and does not take back what this desk has: others brought something else."""
    OLD_SERVER = "old_server"
    """It does not understand what this program asks: it is older."""
    RESTORING = "restoring"
    """It was put back from a backup: it gets what it lacks, and takes nothing new until it is opened."""
    OUTSIDE = "outside"
    """It says that this desk is not in a compartment any more in which it was."""
    BRAKE = "brake"
    """It would take too many cases away at once: a person is asked first."""


_WORST_FIRST = (
    Halt.NOT_JOINED,
    Halt.REVOKED,
    Halt.ROSTER,
    Halt.KEY,
    Halt.HISTORY,
    Halt.LOST,
    Halt.NOT_TAKEN,
    Halt.OLD_SERVER,
    Halt.OUTSIDE,
    Halt.BRAKE,
    Halt.NO_KEY,
    Halt.RESTORING,
)
"""First what is not heard, then what a person has to answer, last what passes by itself."""
_HEARD = frozenset({None, Halt.RESTORING, Halt.BRAKE, Halt.NO_KEY})
"""After these the server said all that the lease waits for: who was revoked, and what was destroyed.

Without a key as well: the roster and the orders are signed and not sealed, and are asked for all the same.
Not after OUTSIDE: this desk has cases of that compartment, and hears no order about them any more.
"""


@dataclass(slots=True)
class Outcome:
    """What a pass came to: change sets that still wait, envelopes kept aside, why it halted if it did.

    `dropped` are change sets that this pass found to be about what was destroyed: nobody takes them, ever.
    """

    waiting: int = 0
    aside: int = 0
    dropped: int = 0
    halt: Halt | None = None
    after: AfterRevoking | None = None
    """What the revocation that halted it tells this desk to do: signed by an admin of the pinned roster."""
    brake: Question | None = None
    shut_out: bool = False
    """This is a desk of CTER, and nobody let it into its compartment yet: only the house comes and goes."""

    def halted(self, halt: Halt) -> None:
        """A part of it halted: of several the worst is told, so that a lesser one hides none."""
        if self.halt is None or _WORST_FIRST.index(halt) < _WORST_FIRST.index(self.halt):
            self.halt = halt

    @property
    def heard(self) -> bool:
        """The server said all that the lease waits for, in every part."""
        return self.halt in _HEARD
