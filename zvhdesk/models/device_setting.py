"""What this device keeps for itself under a name: its own settings, never sent (DATA.md 8)."""

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from zvhdesk.models.local import DeviceSetting

# Asked in every pass and at every page: to put the statement together takes longer than to ask it.
_VALUE = select(DeviceSetting.value).where(DeviceSetting.key == bindparam("key"))


def device_setting(session: Session, key: str) -> str | None:
    """The device setting of that name; None when there is none."""
    found: str | None = session.scalar(_VALUE, {"key": key})
    return found
