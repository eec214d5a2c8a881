"""A house in two: a server on this computer and a second desk, for the demo house and the tour."""

from zvhdesk.pair.making import Pair, make_pair
from zvhdesk.pair.relay import Relay
from zvhdesk.pair.server import LocalServer

__all__ = ["LocalServer", "Pair", "Relay", "make_pair"]
