"""The lease of this desk as it is kept: one device setting, written at most once a minute."""

from dataclasses import astuple

from sqlalchemy.orm import Session

from zvhdesk.domain.lease import Lease, Meter
from zvhdesk.models.agreeing import OwnSecret
from zvhdesk.models.device_setting import device_setting
from zvhdesk.services.desk import Desk

_METER = "lease"
_AT_MOST_EVERY_MS = 60_000


def contact(desk: Desk) -> None:
    """The server was reached and all that it says was heard."""
    now, meter = _now(desk), desk.read(_kept)
    if meter is None or meter.used_ms or abs(now - meter.counted_ms) >= _AT_MOST_EVERY_MS:
        _keep(desk, Meter.at_contact(now, meter))


def look(desk: Desk) -> Lease | None:
    """How it stands now; None for a desk that belongs to no house at a server. To be asked now and then.

    At every opening before anything is shown, and as long as there is no contact.
    """
    if not desk.read(_joined):
        return None
    now, meter = _now(desk), desk.read(_kept)
    if meter is None:
        meter = Meter.at_contact(now)
        _keep(desk, meter)
    elif abs(now - meter.counted_ms) >= _AT_MOST_EVERY_MS:
        meter = meter.on(now)
        _keep(desk, meter)
    return Lease.of(meter)


def _now(desk: Desk) -> int:
    return int(desk.clock().timestamp() * 1000)


def _joined(session: Session) -> bool:
    return session.get(OwnSecret, "house") is not None


def _kept(session: Session) -> Meter | None:
    counts = device_setting(session, _METER)
    # One that was kept by an earlier version knows of no leap.
    return None if counts is None else Meter(*map(int, counts.split(" ")))


def _keep(desk: Desk, meter: Meter) -> None:
    desk.set_setting(_METER, " ".join(map(str, astuple(meter))))
