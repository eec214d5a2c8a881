"""What a form may still change of a meeting: its preparation ends when it begins."""

from typing import Any

from sqlalchemy.orm import Session

from zvhdesk.domain.refusals import BadInput, Refused
from zvhdesk.models.base import Replicated
from zvhdesk.models.meetings import AgendaItem, Meeting
from zvhdesk.services.meetings.door import open_meeting, planned_meeting

_OF_AGENDA = frozenset({"title", "minutes"})
"""Of an item, what is prepared. While it runs its minutes belong to its clock (`planning.set_minutes`)."""


def refuse_after_begin(session: Session, row: Replicated, column: str, value: Any) -> None:
    """Refuse a field of a meeting or its agenda that may not become `value`; other rows pass.

    Raises Refused(MeetingStarted) for what was prepared once the meeting began or was closed, MeetingNotLive
    for the rest once it was closed or cancelled, BadInput for an end that is not after the beginning.
    """
    if isinstance(row, Meeting):
        planned_meeting(session, row.id)
        _refuse_end_before_begin(row, column, value)
    elif isinstance(row, AgendaItem) and column in _OF_AGENDA:
        planned_meeting(session, row.meeting_id)
    elif isinstance(row, AgendaItem):
        open_meeting(session, row.meeting_id)


def _refuse_end_before_begin(meeting: Meeting, column: str, value: Any) -> None:
    # Both are written as 09:30, so that their order as text is their order in time.
    if column == "ends" and value <= meeting.starts:
        raise Refused(BadInput("Einde", f"Het einde ligt na het begin van {meeting.starts}."))
    if column == "starts" and value >= meeting.ends:
        raise Refused(BadInput("Begin", f"Het begin ligt vóór het einde van {meeting.ends}."))
