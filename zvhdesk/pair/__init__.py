"""A house in two: a server of its own on this computer, and a second desk. For the demo house and the tour."""

from zvhdesk.pair.making import Pair, make_pair
from zvhdesk.pair.server import LocalServer

__all__ = ["LocalServer", "Pair", "make_pair"]
