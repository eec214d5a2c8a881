"""What the window says of the others: from the outcome of a pass, and from what stands on this desk."""

from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from zvhdesk.domain.enrolment import DeviceRow
from zvhdesk.domain.standing import AheadClock, Aside, Restore, Standing, Trouble
from zvhdesk.line.lane import No
from zvhdesk.models.agreeing import CompartmentState
from zvhdesk.services import conflicts, dropped, restore
from zvhdesk.sync import aside, astray, enrolled, incoming, left, outgoing, ticking
from zvhdesk.sync.exchange import Halt, Outcome
from zvhdesk.sync.server import SaidNo
from zvhdesk.wire.envelope import read_out
from zvhdesk.wire.messages import Why

_TROUBLES = {
    Halt.NOT_JOINED: Trouble.NOT_JOINED,
    Halt.REVOKED: Trouble.REVOKED,
    Halt.ROSTER: Trouble.ROSTER,
    Halt.KEY: Trouble.KEY,
    Halt.NO_KEY: Trouble.NO_KEY,
    Halt.HISTORY: Trouble.HISTORY,
    Halt.LOST: Trouble.LOST,
    Halt.NOT_TAKEN: Trouble.NOT_TAKEN,
    Halt.OLD_SERVER: Trouble.OLD_SERVER,
    Halt.RESTORING: Trouble.RESTORING,
    Halt.OUTSIDE: Trouble.OUTSIDE,
    Halt.BRAKE: Trouble.BRAKE,
}


_NOS = {
    Why.VERSION: Trouble.TOO_OLD,
    Why.SHAPE: Trouble.OLD_SERVER,
    Why.FULL: Trouble.FULL,
    Why.REVOKED: Trouble.REVOKED,
    Why.PROOF: Trouble.UNKNOWN,
}


@dataclass(frozen=True, slots=True)
class Counts:
    """What stands on this desk.

    Change sets that wait, envelopes aside and why, questions that wait for a choice, devices nobody was told
    of, change sets that nobody takes any more and nobody saw yet, how far it has each part of the house,
    whether it stopped for what may come of a backup, what others wrote and stands only here, the last restore
    of the server, whose clock runs ahead.
    """

    waiting: int
    aside: int
    conflicts: int
    newcomers: tuple[DeviceRow, ...]
    dropped: int
    why_aside: Aside
    heads: tuple[tuple[str, str], ...]
    put_back: bool
    left: int
    restore: Restore | None
    ahead: tuple[AheadClock, ...]

    def on(self, standing: Standing) -> Standing:
        """The same with these numbers."""
        return replace(
            standing,
            waiting=self.waiting,
            aside=self.aside,
            conflicts=self.conflicts,
            newcomers=self.newcomers,
            dropped=self.dropped,
            why_aside=self.why_aside,
            heads=self.heads,
            put_back=self.put_back,
            left=self.left,
            restore=self.restore,
            ahead=self.ahead,
        )


def counts(session: Session, today: date, device: str) -> Counts:
    """Count them; of what waits for a choice only what may be seen here."""
    states = session.scalars(select(CompartmentState).order_by(CompartmentState.name)).all()
    comps = [state.comp for state in states]
    return Counts(
        waiting=sum(outgoing.waiting(session, comp) for comp in comps),
        aside=sum(incoming.aside(session, comp) for comp in comps),
        conflicts=conflicts.count(session, today),
        newcomers=enrolled.newcomers(session, device),
        dropped=dropped.unseen(session),
        why_aside=aside.why(session, device),
        heads=tuple((state.name, read_out(state.seq, state.chain)) for state in states),
        put_back=astray.may_be(session),
        left=left.count(session, device),
        restore=restore.last(session),
        ahead=ticking.ahead(session, device),
    )


def told(standing: Standing, outcome: Outcome) -> Standing:
    """What a pass that reached the server says. What it found dropped is counted with the rest."""
    return replace(
        standing,
        trouble=trouble_of(outcome),
        waiting=outcome.waiting,
        aside=outcome.aside,
        brake=outcome.brake,
    )


def trouble_of(outcome: Outcome) -> Trouble | None:
    """What no pass can mend, in an outcome."""
    if outcome.halt is None:
        return Trouble.NOT_LET_IN if outcome.shut_out else None
    return trouble_at(outcome.halt)


def trouble_at(halt: Halt) -> Trouble:
    """What the window says of it."""
    return _TROUBLES[halt]


def trouble_in(no: No) -> Trouble:
    """The same of a pass that ended otherwise."""
    if not isinstance(no, SaidNo):
        return Trouble.BROKEN
    return _NOS.get(no.why, Trouble.REFUSED)
