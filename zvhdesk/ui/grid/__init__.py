"""Tables of rows with columns: item model, delegate and view; some cells are a choice from a list."""

from zvhdesk.ui.grid.columns import Column
from zvhdesk.ui.grid.model import GridModel
from zvhdesk.ui.grid.view import Grid

__all__ = ["Column", "Grid", "GridModel"]
