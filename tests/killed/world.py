"""A house with a casustafel of today: what the killed program works in. Its days move with the clock."""

from functools import partial
from pathlib import Path

from tests.meetings.world import PARTNERS, add_case_rows
from tests.worlds import KEY
from zvhdesk.domain.terms import MeetingState, Presence
from zvhdesk.models.base import new_id
from zvhdesk.models.capture import CaptureSession
from zvhdesk.models.house import CaseTable, House, Member, Partner
from zvhdesk.services.clock import system_clock
from zvhdesk.services.desk import Desk
from zvhdesk.services.meetings import attendance, overview, planning
from zvhdesk.services.regions import meetings_stream

PEOPLE = (("Joost", None, "Aalberts"), ("B.", "van", "Noord"), ("M.", None, "Çelik"))
HERE = ("gemeente", "politie", "om", "ggz")
"""Who is there when the meeting begins: three of lid 1 and one of lid 2."""
TABLE = "topx"


def make(folder: Path) -> None:
    """A new house in this folder with one meeting of today, ready to begin."""
    folder.mkdir()
    desk = Desk.create(folder, KEY, system_clock)
    desk.change(lambda session: _fill(session, desk.user), "house.setup")
    for at, person in enumerate(PEOPLE):
        case = desk.change(
            partial(add_case_rows, number=f"2026-{at + 1:04}", name=person, table=TABLE), "case.create"
        )
        desk.set_setting(f"test.case.{at}", case.id)
    plan(desk)
    desk.close()


def plan(desk: Desk) -> None:
    """A meeting of today with every case on its agenda and its people in; not begun yet."""
    meeting = desk.change(
        lambda s: planning.plan_meeting(s, TABLE, desk.today(), "9:00", "11:30", "Zaal 2", desk.user),
        "meeting.plan",
    )
    for at in range(len(PEOPLE)):
        case_id = desk.setting(f"test.case.{at}") or ""
        desk.change(partial(planning.add_case, meeting_id=meeting, case_id=case_id), "agenda.add")
    for partner in HERE:
        expect = partial(attendance.expect_partner, meeting_id=meeting, partner_id=partner)
        row = desk.change(expect, "meeting.edit")
        here = partial(attendance.set_presence, attendance_id=row, presence=Presence.IN_ROOM)
        desk.change(here, "meeting.admit")


def over(desk: Desk) -> bool:
    """Whether every meeting was closed."""
    found = desk.read(lambda s: overview.meetings(s, desk.today(), desk.device))
    return all(row.state is MeetingState.CLOSED for row in found)


def _fill(session: CaptureSession, user: str) -> None:
    common = new_id()
    session.add_all_new(
        [
            House(stream_id=common, name="Zorg- en Veiligheidshuis Voorbeeld"),
            Member(stream_id=common, id=user, name="E. de Vries", initials="EV", role="procesmanager"),
            CaseTable(stream_id=common, id=TABLE, name="Top-X", short_name="Top-X", purpose="Meest complex"),
            *(
                Partner(stream_id=common, id=key, name=name, class_=class_, domain=domain)
                for key, name, class_, domain in PARTNERS
            ),
        ]
    )
    meetings_stream(session)
