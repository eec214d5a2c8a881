"""What stands behind the first window and is no screen: vault, store, keys, agreeing, the demo house.

It is the larger half of what is loaded then, and the half that a lane may load (loading.py).
"""

from zvhdesk.demo import opening as demo
from zvhdesk.services import house, opening, revoked
from zvhdesk.sync import exchange

__all__ = ["demo", "exchange", "house", "opening", "revoked"]
