"""When the desk locks itself: idleness, and the system's own lock, suspend and lid (SYNC.md, Settled)."""

from zvhdesk.ui.locking.idle import IdleWatch
from zvhdesk.ui.locking.system import SystemWatch

__all__ = ["IdleWatch", "SystemWatch"]
