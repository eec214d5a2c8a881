"""The first start."""

from zvhdesk.ui.setup.preset import Beginning, beginnings
from zvhdesk.ui.setup.window import SetupWindow

__all__ = ["Beginning", "SetupWindow", "beginnings"]
