"""Casustafels: the list of meetings, preparing one to its start, and what became of those that are closed."""

from zvhdesk.ui.tables.page import TablesPage

__all__ = ["TablesPage"]
