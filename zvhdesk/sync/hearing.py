"""Hearing what was ordered to destroy: how far this desk is in the server's list, and what that lacks."""

from dataclasses import dataclass
from functools import partial

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from zvhdesk.models.agreeing import CompartmentState
from zvhdesk.models.asked import asked
from zvhdesk.sync import destroyed, restoring
from zvhdesk.sync.server import Server
from zvhdesk.sync.steps import Story, at_server, keeping, reading
from zvhdesk.wire.roster import Roster

_WHERE = select(
    CompartmentState.seq,
    CompartmentState.keys_after,
    CompartmentState.orders_after,
    CompartmentState.stopped.is_not(None),
).where(CompartmentState.comp == bindparam("comp"))


@dataclass(frozen=True, slots=True)
class Where:
    """How far this desk is in a compartment."""

    seq: int
    keys_after: int
    orders_after: int
    stopped: bool


def where(session: Session, comp: bytes) -> Where:
    """That of one."""
    return Where(*asked(session, _WHERE, comp=comp).one())


def orders(roster: Roster, comp: bytes, last: int) -> Story[None]:
    """The orders to destroy, of which the server has so many; one that has fewer is told those it lost.

    Those of a server that lost some, or began empty, may have other numbers than they had.
    """
    state = yield from reading(partial(where, comp=comp))
    if last != state.orders_after:
        yield from take_orders(roster, comp)
    known = yield from reading(partial(destroyed.count, comp=comp))
    if known == last:
        return
    if known > last:
        yield from restoring.bring_orders(comp)
    else:
        yield from keeping(partial(restoring.orders_anew, comp=comp))
    yield from take_orders(roster, comp)


def take_orders(roster: Roster, comp: bytes) -> Story[int]:
    """How many there are that this desk did not know."""
    new = 0
    while True:
        state = yield from reading(partial(where, comp=comp))
        page = yield from at_server(partial(Server.destroyed, comp=comp, after=state.orders_after))
        new += yield from keeping(partial(destroyed.take_orders, roster=roster, comp=comp, page=page))
        now = yield from reading(partial(where, comp=comp))
        if not page.more or not page.orders or now.orders_after == state.orders_after:
            return new
