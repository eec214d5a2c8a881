"""The roster as this desk knows it: every entry was checked against the pinned root before it was kept."""

from collections.abc import Sequence
from functools import lru_cache

from sqlalchemy import select
from sqlalchemy.orm import Session

from zvhdesk.domain.terms import Compartment
from zvhdesk.models.agreeing import RosterLine
from zvhdesk.models.asked import asked
from zvhdesk.models.kept import once
from zvhdesk.wire import roster
from zvhdesk.wire.roster import Entry, Roster

_ENTRIES = select(RosterLine.body, RosterLine.sig).order_by(RosterLine.seq)


def entries(session: Session) -> tuple[Entry, ...]:
    """All entries that this desk has, in order."""
    return once(session, _ENTRIES, _entries)


def _entries(session: Session) -> tuple[Entry, ...]:
    return tuple(Entry(body, sig) for body, sig in asked(session, _ENTRIES))


def last(session: Session) -> Entry | None:
    """The last entry that this desk has."""
    line = session.scalars(select(RosterLine).order_by(RosterLine.seq.desc()).limit(1)).first()
    return None if line is None else Entry(line.body, line.sig)


def known(session: Session, house: bytes, root: bytes) -> Roster:
    """The fold of what this desk has."""
    return _folded(house, root, entries(session))


@lru_cache(maxsize=4)
def _folded(house: bytes, root: bytes, whole: tuple[Entry, ...]) -> Roster:
    # Each pass asks for it, and it hardly ever changes; every entry costs a signature.
    folded = Roster(house)
    for entry in whole:
        folded = roster.extended(folded, entry, root)
    return folded


def extend(session: Session, folded: Roster, root: bytes, more: Sequence[Entry]) -> Roster:
    """Check more entries and keep them. Raises roster.Refused and Malformed; then none was kept."""
    lines: list[RosterLine] = []
    for entry in more:
        folded = roster.extended(folded, entry, root)
        lines.append(RosterLine(seq=folded.seq, body=entry.body, sig=entry.sig))
    session.add_all(lines)
    return folded


def named(folded: Roster, name: Compartment) -> bytes | None:
    """The id of a compartment by its place: a house is founded with all of them, in this order.

    For a desk that has no key of it yet; the name itself stands only inside the boxes.
    """
    made = [comp for comp, epoch in folded.commitments if epoch == 1]
    at = tuple(Compartment).index(name)
    return made[at] if at < len(made) else None
