"""What this device keeps for itself under a name: its own settings, never sent (DATA.md 8)."""

from collections.abc import Mapping
from typing import Final

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from zvhdesk.models.local import DeviceSetting

# Asked in every pass and at every page: to put the statement together takes longer than to ask it.
_VALUE = select(DeviceSetting.value).where(DeviceSetting.key == bindparam("key"))
_ALL = select(DeviceSetting.key, DeviceSetting.value)
_KEPT: Final = "device settings"


class Kept:
    """All of them, for sessions that only read: a pass asks a dozen. Read anew after whatever was written."""

    def __init__(self) -> None:
        self._values: Mapping[str, str] | None = None
        self.info = {_KEPT: self}
        """What a session that only reads carries along, so that it asks here."""

    def of(self, session: Session) -> Mapping[str, str]:
        """The values by name."""
        if self._values is None:
            self._values = dict(session.execute(_ALL).all())
        return self._values

    def forget(self) -> None:
        """Something was written since."""
        self._values = None


def device_setting(session: Session, key: str) -> str | None:
    """The device setting of that name; None when there is none."""
    kept = session.info.get(_KEPT)
    if isinstance(kept, Kept):
        return kept.of(session).get(key)
    found: str | None = session.scalar(_VALUE, {"key": key})
    return found
