"""The last restore of the server that this desk heard of: one device setting, written as it changes."""

from datetime import datetime

from sqlalchemy.orm import Session

from zvhdesk.domain.standing import Restore
from zvhdesk.models.device_setting import device_setting
from zvhdesk.services.desk import Desk

_KEPT = "restore"


def heard(desk: Desk, *, now_so: bool) -> None:
    """Whether desks bring the house back there at this moment, by the server itself."""
    found = desk.read(last)
    goes_on = found is not None and found.until is None
    if now_so == goes_on:
        return
    now = desk.clock()
    since = now if found is None or now_so else found.since
    times = (since,) if now_so else (since, now)
    desk.set_setting(_KEPT, " ".join(one.isoformat() for one in times))


def last(session: Session) -> Restore | None:
    """The last one; None when this desk never heard of one."""
    times = device_setting(session, _KEPT)
    return None if times is None else Restore(*map(datetime.fromisoformat, times.split(" ")))
