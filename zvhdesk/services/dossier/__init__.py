"""The rows of the dossier page: frozen values for one case, read in one transaction."""

from sqlalchemy.orm import Session

from zvhdesk.services.dossier.access import NAMES_SHOWN, OPENED, AccessLine, access_lines
from zvhdesk.services.dossier.making import FORM, dossier, secret
from zvhdesk.services.dossier.past import HistoryPage, history_page, newest, take_back
from zvhdesk.services.dossier.rows import (
    ActionRow,
    Choices,
    ClockRow,
    ContributionRow,
    Dossier,
    GoalRow,
    Head,
    JourneyStep,
    JudgedRow,
    PersonRow,
    Progress,
)

__all__ = [
    "FORM",
    "NAMES_SHOWN",
    "OPENED",
    "AccessLine",
    "ActionRow",
    "Choices",
    "ClockRow",
    "ContributionRow",
    "Dossier",
    "GoalRow",
    "Head",
    "HistoryPage",
    "JourneyStep",
    "JudgedRow",
    "PersonRow",
    "Progress",
    "Session",
    "access_lines",
    "dossier",
    "history_page",
    "newest",
    "secret",
    "take_back",
]
