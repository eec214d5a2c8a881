"""What the page of devices says of one: in its row of the list, and beside it."""

from collections.abc import Sequence
from datetime import datetime

from zvhdesk.domain.enrolment import After, DeviceRow, NotRevocable, is_admin, not_revocable
from zvhdesk.services.words import day
from zvhdesk.ui.theme import TagKind

_WAITS = (
    "Dit apparaat is toegelaten en kreeg nog niet elke sleutel: de computer van wie dat deed, ging uit of "
    "werd ingetrokken. Laat het alsnog toe, of trek het in als niemand het kent."
)
_WAITS_APART = "Dit bureau leest het huis en is nog niet toegelaten tot CTER."
_ONLY_ADMIN_LETS_IN = "Een beheerder laat het toe."
_UNHEARD = (
    "Van dit apparaat kwam nog niets binnen sinds het is toegelaten. Is het aansluiten gestopt, of heeft "
    "niemand het, dan trekt een beheerder het in."
)
_NOT = {
    NotRevocable.NO_ADMIN: "Alleen een beheerder trekt een apparaat in.",
    NotRevocable.OWN: "Dit is uw eigen apparaat. Een andere beheerder trekt het in.",
    NotRevocable.ALREADY: "",
}
_AFTER = {
    After.WIPE: "Ingetrokken met wissen: bij contact vernietigt het apparaat zijn sleutels.",
    After.KEEP: "Ingetrokken met bewaren: het is dicht; niet verstuurd werk gaat open met de twee bladen.",
}


def since(row: DeviceRow) -> str:
    """When it was let in."""
    return _on(row.since)


def last(row: DeviceRow) -> str:
    """When it was heard of last."""
    # Why there is none is nobody's business here: it may record elsewhere.
    return "niet bekend" if row.last is None else _on(row.last)


def state(row: DeviceRow) -> str:
    """How it stands, in a word or two."""
    if row.revoked is not None:
        when = f" {day(row.revoked_at.astimezone().date())}" if row.revoked_at else ""
        return f"ingetrokken{when}"
    if row.digits:
        return "wacht op toelating"
    return "dit apparaat" if row.me else "beheerder" if row.admin else ""


def tag(row: DeviceRow) -> TagKind | None:
    """The colour of that."""
    if row.digits:
        return TagKind.ATTENTION
    return TagKind.WAITING if row.revoked is not None else TagKind.FEATURE


def told(row: DeviceRow, devices: Sequence[DeviceRow], *, apart: bool) -> str:
    """What there is to know of it before anything is done with it. `apart`: at a desk of CTER."""
    if row.digits:
        waits = _WAITS_APART if apart else _WAITS
        return waits if is_admin(devices) else f"{waits} {_ONLY_ADMIN_LETS_IN}"
    if row.revoked is not None:
        return _AFTER[row.revoked]
    why = not_revocable(row, devices)
    parts = (_UNHEARD if row.unheard else "", _NOT[why] if why else "")
    return " ".join(part for part in parts if part)


def _on(at: datetime | None) -> str:
    return "nog niet" if at is None else day(at.astimezone().date())
