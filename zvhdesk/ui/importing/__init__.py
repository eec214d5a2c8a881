"""Taking over a register from another system, in four steps: file, columns, check, take over."""

from zvhdesk.ui.importing.page import ImportPage

__all__ = ["ImportPage"]
