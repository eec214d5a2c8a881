"""The focus ring for delegates and widgets of one's own. See `ui.plain.ring`."""

from zvhdesk.ui.plain.ring import by_key, paint_ring

__all__ = ["by_key", "paint_ring"]
