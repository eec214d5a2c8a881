"""The devices of the house as an ordinary desk shows them, with those that were let in and lack a key yet.

Who let them in was switched off before it said so, or half-way, or revoked. A person decides whether they
come in all the same, after comparing the digits again: a laptop that was stolen may have named them.
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
from zvhdesk.wire.membership import Role
from zvhdesk.wire.messages import JoinKeys
from zvhdesk.wire.roster import Roster


def devices(desk: Desk) -> tuple[DeviceRow, ...]:
    """All devices; one that the roster names and that is not in all that is its own has digits."""
    me = desk.read(partial(own.of, device=desk.device))
    rows = enrolled.devices(desk)
    if me is None:
        return rows
    roster = desk.read(partial(rosters.known, house=me.house, root=me.root))
    house = desk.read(partial(_members, roster=roster, name=Compartment.HOUSE))
    if me.dev not in house:
        return rows  # this desk did not hear yet who is a member
    cases = desk.read(partial(_members, roster=roster, name=Compartment.REGULAR))
    # Who only reads the house is of other cases than this desk's.
    whole = {dev for dev, role in house.items() if role is Role.READ or dev in cases or me.dev not in cases}
    return tuple(
        one if bytes.fromhex(one.id) in whole else replace(one, digits=_digits(me, roster, one))
        for one in rows
    )


def _digits(me: Own, roster: Roster, row: DeviceRow) -> tuple[str, ...]:
    """Those that its own window shows; none of one that was revoked."""
    device = roster.active(bytes.fromhex(row.id))
    if device is None:
        return ()
    return joining.digits(me.house, me.root, JoinKeys(dev=device.dev, sign=device.sign, kem=device.kem))


def _members(session: Session, roster: Roster, name: Compartment) -> dict[bytes, Role]:
    comp = rosters.named(roster, name)
    of = select(CompartmentMember.dev, CompartmentMember.role).where(CompartmentMember.comp == comp)
    return {dev: Role(role) for dev, role in session.execute(of)}
