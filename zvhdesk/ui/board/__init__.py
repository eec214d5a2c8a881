"""The case board: the phases of the casusreis as columns of cards."""

from zvhdesk.ui.board.page import BoardPage

__all__ = ["BoardPage"]
