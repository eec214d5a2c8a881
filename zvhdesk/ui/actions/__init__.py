"""All actions over all cases, and one of them with its history."""

from zvhdesk.ui.actions.page import ActionsPage

__all__ = ["ActionsPage"]
