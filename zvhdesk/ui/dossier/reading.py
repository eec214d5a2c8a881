"""What the page of a case reads at once."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from zvhdesk.services import dossier as services
from zvhdesk.services.dossier import AccessLine, Dossier, HistoryPage
from zvhdesk.services.dossier.left_rows import LeftRow, left_rows
from zvhdesk.services.plans import versions
from zvhdesk.services.plans.rows import PlanCard

if TYPE_CHECKING:
    from zvhdesk.services.desk import Desk


@dataclass(frozen=True, slots=True)
class Read:
    """What one reading brought back."""

    dossier: Dossier
    plans: PlanCard
    access: tuple[AccessLine, ...]
    history: HistoryPage | None
    left: tuple[LeftRow, ...]


def read_case(desk: "Desk", case_id: str, action: str, *, names: bool, past: bool) -> Read:
    """Read it, on the database lane. With an `action` that is logged."""
    today = desk.today()

    def dossier(session: "services.Session") -> Dossier:
        return services.dossier(session, case_id, today, names=names)

    found = desk.look(dossier, action, case_id) if action else desk.read(dossier)
    history = desk.read(lambda session: services.history_page(session, case_id, desk.user)) if past else None
    plans = desk.read(lambda session: versions.plan_card(session, case_id, today))
    left = desk.read(lambda session: left_rows(session, case_id, services.FORM, desk.device, names=names))
    return Read(found, plans, services.access_lines(desk, case_id), history, left)
