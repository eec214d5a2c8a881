"""What was recorded here and that nobody takes any more: its case was destroyed elsewhere meanwhile.

It is told until whoever works here saw it, also after a restart.
"""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from zvhdesk.models.agreeing import DestroyedStream
from zvhdesk.models.device_setting import device_setting
from zvhdesk.models.local import DeviceSetting

_SEEN = "dropped.seen"


def unseen(session: Session) -> int:
    """How many change sets went so, of those that nobody here has seen yet."""
    return max(0, _all(session) - int(device_setting(session, _SEEN) or 0))


def see(session: Session) -> None:
    """Whoever works here has seen them."""
    session.merge(DeviceSetting(key=_SEEN, value=str(_all(session))))


def _all(session: Session) -> int:
    return session.scalar(select(func.sum(DestroyedStream.unsent))) or 0
