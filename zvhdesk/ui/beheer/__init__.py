"""Beheer: the house itself, its people, partners and casustafels, its register and its backups."""

from zvhdesk.ui.beheer.page import AdminPage

__all__ = ["AdminPage"]
