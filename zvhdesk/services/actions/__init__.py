"""All actions over all cases: the list, what stands out, one action with its history, another status."""

from zvhdesk.services.actions.change import STATUS, StatusChanged, change_status
from zvhdesk.services.actions.detail import FORM, ActionDetail, detail
from zvhdesk.services.actions.listing import counts, late_count, page, search_words
from zvhdesk.services.actions.rows import (
    PAGE,
    ActionFilters,
    ActionPage,
    ActionRow,
    By,
    Counts,
    Group,
    InTime,
    Longest,
    Order,
    Show,
    Tiles,
)
from zvhdesk.services.actions.tiles import tiles

__all__ = [
    "FORM",
    "PAGE",
    "STATUS",
    "ActionDetail",
    "ActionFilters",
    "ActionPage",
    "ActionRow",
    "By",
    "Counts",
    "Group",
    "InTime",
    "Longest",
    "Order",
    "Show",
    "StatusChanged",
    "Tiles",
    "change_status",
    "counts",
    "detail",
    "late_count",
    "page",
    "search_words",
    "tiles",
]
