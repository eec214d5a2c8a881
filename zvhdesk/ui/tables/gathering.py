"""What one reading brings the page, all of the same moment."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from zvhdesk.domain.terms import MeetingState
from zvhdesk.services import conflicts, editing, house
from zvhdesk.services.conflicts import NOTHING, Asked
from zvhdesk.services.editing import Shown
from zvhdesk.services.house import Overview
from zvhdesk.services.meetings import overview, planning
from zvhdesk.services.meetings.candidate_row import Candidate
from zvhdesk.services.meetings.candidates import candidates
from zvhdesk.services.meetings.follow_up import Owed, owed
from zvhdesk.services.meetings.rows import Agenda, MeetingRow
from zvhdesk.services.plans.overview import overview as plan_overview
from zvhdesk.services.plans.rows import CaseLine
from zvhdesk.ui.kit.form import Cell
from zvhdesk.ui.tables.details import COLUMNS

if TYPE_CHECKING:
    from zvhdesk.services.desk import Desk

FORM = "tables"
"""The form under which what is typed here is kept (DATA.md 8)."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """One meeting with all that its preparation shows; a closed one has no candidates and no fields.

    Of a meeting that began: who still owes what, and the plans of its cases, by case. `asked` is what desks
    disagree about and no field shows; not while the meeting runs. `rev` is what all of it was read at.
    """

    agenda: Agenda
    candidates: tuple[Candidate, ...]
    fields: dict[Cell, Shown]
    rev: int
    owed: tuple[Owed, ...] = ()
    plans: Mapping[str, CaseLine] = field(default_factory=dict)
    asked: Asked = NOTHING


@dataclass(frozen=True, slots=True)
class Found:
    """The list, the rows of the house, and the meeting that is open, if one is."""

    today: date
    meetings: tuple[MeetingRow, ...]
    house: Overview
    prepared: Prepared | None


def gather(desk: "Desk", meeting_id: str) -> Found:
    """On the database lane. Raises Refused(MeetingNotLive) when the meeting is not there any more."""
    today = desk.today()
    return desk.read(
        lambda session: Found(
            today=today,
            meetings=overview.meetings(session, today, desk.device),
            house=house.overview(session, desk.user),
            prepared=_prepared(session, meeting_id, today, desk.device) if meeting_id else None,
        )
    )


def _prepared(session: Any, meeting_id: str, today: date, device: str) -> Prepared:
    agenda, rev = planning.agenda(session, meeting_id, today, device), editing.shown_rev(session)
    if not agenda.may_change:
        if agenda.meeting.state is not MeetingState.CLOSED:
            return Prepared(agenda, (), {}, rev)
        plans = plan_overview(session, today, meeting_id).cases
        lines = {line.id: line for line in plans}
        asked = conflicts.of_meeting(session, meeting_id)
        return Prepared(agenda, (), {}, rev, owed(session, meeting_id), lines, asked)
    cells: list[Cell] = [("meeting", meeting_id, column) for column in COLUMNS]
    # What stands in a shielded case is nobody's to read, also not in a field.
    cells += [
        ("agenda_item", item.id, column)
        for item in agenda.items
        if not item.gone
        for column in ("title", "minutes")
    ]
    return Prepared(
        agenda,
        candidates(session, agenda.meeting.table_id, meeting_id, today),
        editing.show(session, cells, FORM),
        rev,
        asked=conflicts.of_meeting(session, meeting_id, cells),
    )
