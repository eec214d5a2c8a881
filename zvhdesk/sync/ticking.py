"""Whose clock runs ahead, by what was received: nobody writes what was received before (SYNC.md A.1, 1)."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from zvhdesk.domain import wrong_clock
from zvhdesk.domain.standing import AheadClock
from zvhdesk.models.local import ChangeSet
from zvhdesk.services import devices
from zvhdesk.services.who import person_label

_NEWEST = 200
"""Change sets that are looked at: an hour of a meeting, and nothing that grows with the history."""
_DAY_MS = 24 * 60 * 60 * 1000


def ahead(session: Session, device: str) -> tuple[AheadClock, ...]:
    """Those whose newest change set says so, of the last day in which anything came.

    Not this one: it asks the server.
    """
    newest: dict[str, tuple[str, int, int]] = {}
    rows = session.execute(
        select(ChangeSet.device, ChangeSet.user, ChangeSet.wall_ms, ChangeSet.recv_ms)
        .where(ChangeSet.seq.is_not(None))
        .order_by(ChangeSet.seq.desc())
        .limit(_NEWEST)
    ).all()
    for dev, user, wall_ms, received in rows:
        recv_ms = received or 0
        if dev != device and recv_ms > newest.get(dev, ("", 0, -1))[2]:
            newest[dev] = (user, wall_ms, recv_ms)
    lately = max((recv_ms for *_, recv_ms in newest.values()), default=0) - _DAY_MS
    found = {
        dev: (user, by)
        for dev, (user, wall_ms, recv_ms) in newest.items()
        if recv_ms >= lately and (by := wrong_clock.ahead(wall_ms, recv_ms)) is not None
    }
    called = devices.labels(session) if found else {}
    return tuple(
        AheadClock(f"{called.get(dev, 'een apparaat')} van {person_label(session, user)}", by)
        for dev, (user, by) in sorted(found.items())
    )
