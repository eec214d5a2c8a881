"""What people call the devices of the house, and which of them this desk was told of.

Who is in the house is the roster's to say, never a row: a name is only a word for it.
"""

import json
from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from zvhdesk.models.agreeing import RosterLine
from zvhdesk.models.capture import CaptureSession
from zvhdesk.models.device_setting import device_setting
from zvhdesk.models.house import Device
from zvhdesk.models.local import DeviceSetting
from zvhdesk.services.regions import common_stream
from zvhdesk.wire import roster
from zvhdesk.wire.roster import Entry

NAME = "device.name"
"""The intent of giving a device its first name; another one is an edit."""
_TOLD = "devices.told"


def labels(session: Session) -> dict[str, str]:
    """What devices are called, by id; who has no name yet is not in it."""
    rows = session.scalars(select(Device).where(~Device.deleted))
    return {row.id: row.label for row in rows if row.label}


def name(session: CaptureSession, device: str, label: str) -> None:
    """Give a device its first name ("device.name"); one that has a name keeps it."""
    if session.get(Device, device) is None:
        session.add_all_new([Device(id=device, stream_id=common_stream(session), label=label)])


def in_use(session: Session, user: str) -> bool:
    """Whether a device of this person reads the house. False in a house without a server.

    Every entry was checked before it was kept (sync.rosters): here it is only read.
    """
    whose: dict[bytes, bytes] = {}
    for line in session.scalars(select(RosterLine).order_by(RosterLine.seq)):
        _, body = roster.read(Entry(line.body, line.sig))
        if isinstance(body, roster.Device):
            whose[body.dev] = body.user
        elif isinstance(body, roster.Revoke):
            whose.pop(body.dev, None)
    return user in {of.hex() for of in whose.values()}


def told_of(session: Session) -> frozenset[str]:
    """The devices (ids) that whoever works here was told of."""
    told = device_setting(session, _TOLD)
    return frozenset(json.loads(told)) if told is not None else frozenset()


def tell(session: Session, devices: Iterable[str]) -> None:
    """Whoever works here was told of these (ids)."""
    told = json.dumps(sorted(told_of(session).union(devices)))
    session.merge(DeviceSetting(key=_TOLD, value=told))
