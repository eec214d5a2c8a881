"""The locked house."""

from zvhdesk.ui.unlock.attempts import Attempts
from zvhdesk.ui.unlock.window import UnlockWindow

__all__ = ["Attempts", "UnlockWindow"]
