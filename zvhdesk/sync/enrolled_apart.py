"""Who is in the compartment of CTER, as a desk of it shows them: its own devices, and those that wait.

A desk of CTER only reads the house, and no other device does: by that it is known. The other devices of the
house are shown at an ordinary desk.
"""

from dataclasses import dataclass, replace
from functools import partial

from sqlalchemy import select
from sqlalchemy.orm import Session

from zvhdesk.domain.enrolment import Apart, DeviceRow
from zvhdesk.domain.terms import Compartment
from zvhdesk.models.agreeing import CompartmentMember
from zvhdesk.services.desk import Desk
from zvhdesk.sync import apart, enrolled, joining, keys, own, reopening, rosters, standing
from zvhdesk.sync.own import Own
from zvhdesk.wire.messages import JoinKeys
from zvhdesk.wire.roster import Roster


@dataclass(frozen=True, slots=True)
class Found:
    """How this desk stands.

    `devices` are none as long as it is no member; `digits` are those of this desk, and `others` the desks of
    CTER beside it that were not revoked, as long as it waits: members, or waiting too.
    """

    apart: Apart
    devices: tuple[DeviceRow, ...] = ()
    digits: tuple[str, ...] = ()
    others: tuple[DeviceRow, ...] = ()


def found(desk: Desk) -> Found:
    """How a desk of CTER stands with its compartment, from this desk alone."""
    me = desk.read(partial(own.of, device=desk.device))
    if me is None:
        return Found(Apart.ALONE)
    roster = desk.read(partial(rosters.known, house=me.house, root=me.root))
    if desk.read(partial(standing.shut_out, me=me)):
        if desk.read(partial(apart.is_begun, roster=roster)):
            if desk.read(partial(reopening.nobody_left, me=me, roster=roster)):
                return Found(Apart.NOBODY)
            return Found(Apart.WAITS, digits=_digits(me, roster, me.dev), others=_others(desk))
        return Found(Apart.NOT_BEGUN if roster.is_admin(me.dev) else Apart.NO_ADMIN)
    members, readers = desk.read(_members), desk.read(reopening.readers)
    rows = [(bytes.fromhex(one.id), one) for one in enrolled.devices(desk)]
    return Found(
        Apart.MEMBER,
        tuple(
            one if dev in members else replace(one, digits=_digits(me, roster, dev))
            for dev, one in rows
            if dev in readers
        ),
    )


def _others(desk: Desk) -> tuple[DeviceRow, ...]:
    readers = desk.read(reopening.readers)
    rows = (one for one in enrolled.devices(desk) if not one.me and one.revoked is None)
    return tuple(one for one in rows if bytes.fromhex(one.id) in readers)


def _members(session: Session) -> frozenset[bytes]:
    comp = keys.compartment_named(session, Compartment.CTER)
    return frozenset(session.scalars(select(CompartmentMember.dev).where(CompartmentMember.comp == comp)))


def _digits(me: Own, roster: Roster, dev: bytes) -> tuple[str, ...]:
    """Those that it showed when it knocked; none of a device that was revoked."""
    device = roster.active(dev)
    if device is None:
        return ()
    shown = JoinKeys(dev=device.dev, sign=device.sign, kem=device.kem)
    return joining.digits(me.house, me.root, shown, apart=True)
