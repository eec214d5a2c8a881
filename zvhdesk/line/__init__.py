"""The line between this desk and the server of its house: the network lane, and what the window knows."""

from zvhdesk.line.line import Line

__all__ = ["Line"]
