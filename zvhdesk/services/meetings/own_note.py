"""The chair's own note once it was put in the dossier: taking that back brings the note back as well.

It is a row of this desk alone, so no change set knows what it said; the paragraph that it became does.
"""

from collections.abc import Iterable

from zvhdesk.domain.terms import MeetingState
from zvhdesk.models.capture import CaptureSession
from zvhdesk.models.meetings import AgendaItem, ChairNote, Meeting, NoteParagraph

MOVED = "note.move_own"
"""The intent under which an own note goes into the dossier."""


def bring_back(session: CaptureSession, device: str, paragraphs: Iterable[str]) -> None:
    """Make these paragraphs, that the chair's own notes became on `device`, own notes again.

    What the chair noted since stays beneath it. Not on another desk, whose note it never was, nor once the
    meeting is over: closing takes every own note away (CHAIRS.md).
    """
    if device != session.act.device:
        return
    for row_id in paragraphs:
        row = session.get_one(NoteParagraph, row_id)
        item = session.get_one(AgendaItem, row.item_id)
        meeting = session.get(Meeting, item.meeting_id)
        if meeting is None or meeting.state is not MeetingState.LIVE:
            continue
        since = session.get(ChairNote, row.item_id)
        text = row.text if since is None else f"{row.text}\n{since.text}"
        session.merge(ChairNote(item_id=row.item_id, meeting_id=meeting.id, text=text))
