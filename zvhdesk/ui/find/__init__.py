"""Ctrl+K: finding a case, a place or an act from anywhere."""

from zvhdesk.ui.find.commands import Command
from zvhdesk.ui.find.finder import Finder
from zvhdesk.ui.find.panel import FindPanel

__all__ = ["Command", "FindPanel", "Finder"]
