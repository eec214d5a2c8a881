"""What a desk that ends does last at the server, when there is time for it."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from zvhdesk.models.agreeing import CompartmentState
from zvhdesk.sync import beacons, outgoing
from zvhdesk.sync.exchange import exchange
from zvhdesk.sync.steps import Story, reading


def parting() -> Story[None]:
    """Say what it has seen, if anything was new, and send that with all that waits; else not even a call."""
    said = yield from beacons.leaving()
    if said or (yield from reading(_anything_waits)):
        yield from exchange()


def _anything_waits(session: Session) -> bool:
    comps = session.scalars(select(CompartmentState.comp)).all()
    return any(outgoing.waiting(session, comp) for comp in comps)
