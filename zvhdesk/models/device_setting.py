"""What this device keeps for itself under a name: its own settings, never sent (DATA.md 8)."""

from collections.abc import Mapping
from typing import Final

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from zvhdesk.models.kept import once, only_reads
from zvhdesk.models.local import DeviceSetting

# Asked in every pass and at every page: to put the statement together takes longer than to ask it.
_VALUE: Final = select(DeviceSetting.value).where(DeviceSetting.key == bindparam("key"))
_ALL: Final = select(DeviceSetting.key, DeviceSetting.value)


def device_settings(session: Session) -> Mapping[str, str]:
    """All of them, by name: a few dozen at most."""
    return once(session, _ALL, lambda _: dict(session.execute(_ALL).all()))


def device_setting(session: Session, key: str) -> str | None:
    """The device setting of that name; None when there is none."""
    if only_reads(session):
        return device_settings(session).get(key)
    found: str | None = session.scalar(_VALUE, {"key": key})
    return found
