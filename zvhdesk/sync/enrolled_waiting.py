"""The devices of the house as an ordinary desk shows them, with those that were let in and got no key yet.

Who let them in was switched off before it said so, or revoked. A person decides whether they come in all the
same, after comparing the digits again: a laptop that was stolen may have named them.
"""

from dataclasses import replace
from functools import partial

from sqlalchemy import select
from sqlalchemy.orm import Session

from zvhdesk.domain.enrolment import DeviceRow
from zvhdesk.domain.terms import Compartment
from zvhdesk.models.agreeing import CompartmentMember
from zvhdesk.services.desk import Desk
from zvhdesk.sync import enrolled, joining, own, rosters
from zvhdesk.sync.own import Own
from zvhdesk.wire.messages import JoinKeys
from zvhdesk.wire.roster import Roster


def devices(desk: Desk) -> tuple[DeviceRow, ...]:
    """All devices; one that the roster names and nobody made a member of the house has digits."""
    me = desk.read(partial(own.of, device=desk.device))
    rows = enrolled.devices(desk)
    if me is None:
        return rows
    roster = desk.read(partial(rosters.known, house=me.house, root=me.root))
    members = desk.read(partial(_members, roster=roster))
    if me.dev not in members:
        return rows  # this desk did not hear yet who is one
    return tuple(
        one if bytes.fromhex(one.id) in members else replace(one, digits=_digits(me, roster, one))
        for one in rows
    )


def _digits(me: Own, roster: Roster, row: DeviceRow) -> tuple[str, ...]:
    """Those that its own window shows; none of one that was revoked."""
    device = roster.active(bytes.fromhex(row.id))
    if device is None:
        return ()
    return joining.digits(me.house, me.root, JoinKeys(dev=device.dev, sign=device.sign, kem=device.kem))


def _members(session: Session, roster: Roster) -> frozenset[bytes]:
    comp = rosters.named(roster, Compartment.HOUSE)
    of = select(CompartmentMember.dev).where(CompartmentMember.comp == comp)
    return frozenset(session.scalars(of))
