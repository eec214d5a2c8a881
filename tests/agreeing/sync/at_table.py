"""A planned meeting that two desks have, which one of them leads and the other takes away."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.agreeing.sync.desks import Station
from tests.agreeing.sync.disagreeing import Two, act, agree
from zvhdesk.domain.terms import Presence
from zvhdesk.models.capture import CaptureSession
from zvhdesk.models.house import CaseTable, Partner
from zvhdesk.models.meetings import AgendaItem, Attendance, Meeting
from zvhdesk.services import conflicts
from zvhdesk.services.conflicts import GoneRow
from zvhdesk.services.meetings import attendance, planning, running


@dataclass
class Planned:
    """The meeting and three points of its agenda, the middle one with this title."""

    two: Two
    meeting: str
    title: str
    points: list[str]
    attendee: str

    def start(self, at: Station) -> None:
        act(at, lambda s: running.start(s, self.meeting, at.desk.device), "meeting.start")

    def go_to(self, at: Station, point: int) -> None:
        act(at, lambda s: running.go_to(s, self.meeting, self.points[point]), "meeting.item")

    def close(self, at: Station) -> None:
        act(at, lambda s: running.close(s, self.meeting), "meeting.close")

    def cancel(self, at: Station) -> None:
        act(at, lambda s: planning.cancel_meeting(s, self.meeting), "meeting.edit")

    def remove(self, at: Station, point: int) -> None:
        act(at, lambda s: planning.remove_item(s, self.points[point]), "agenda.edit")

    def asked(self, at: Station) -> list[GoneRow]:
        """What is asked about it and about its points."""
        found = at.desk.read(lambda s: conflicts.gone_rows(s, ["meeting", "agenda_item"]))
        return [one for one in found if one.id in (self.meeting, *self.points)]

    def stands(self, at: Station) -> tuple[bool, list[str], list[str]]:
        """Whether it is there, with which points and which people."""
        return at.desk.read(lambda s: _stands(s, self.meeting))


def planned(two: Two, day: date) -> Planned:
    """One planned at the first desk, of which both have heard."""

    def plan(session: CaptureSession) -> tuple[str, str]:
        table = session.scalars(select(CaseTable.id).where(~CaseTable.deleted).order_by(CaseTable.id)).first()
        partner = session.scalars(select(Partner.id).order_by(Partner.id)).first()
        assert table is not None
        assert partner is not None
        meeting = planning.plan_meeting(session, table, day, "09:30", "11:00", "Zaal 1", None)
        row = attendance.expect_partner(session, meeting, partner)
        attendance.set_presence(session, row, Presence.IN_ROOM)
        return meeting, row

    meeting, attendee = act(two[0], plan, "meeting.plan")
    point = act(two[0], lambda s: planning.add_point(s, meeting, f"Afspraken van {day}"), "agenda.add")
    agree(two)
    points = two[0].desk.read(lambda s: [item.id for item in _items(s, meeting)])
    points = [points[0], point, points[-1]]  # between them may stand what an earlier test put off
    return Planned(two, meeting, f"Afspraken van {day}", points, attendee)


def _items(session: Session, meeting: str) -> list[AgendaItem]:
    of = select(AgendaItem).where(AgendaItem.meeting_id == meeting, ~AgendaItem.deleted)
    return list(session.scalars(of.order_by(AgendaItem.position)))


def _stands(session: Session, meeting: str) -> tuple[bool, list[str], list[str]]:
    people = select(Attendance.id).where(Attendance.meeting_id == meeting, ~Attendance.deleted)
    return (
        not session.get_one(Meeting, meeting).deleted,
        [item.title for item in _items(session, meeting)],
        sorted(session.scalars(people)),
    )
