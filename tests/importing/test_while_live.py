"""An import waits while a meeting is live (DATA.md 11): it would hold up the one database lane."""

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import func, select

from tests.importing.houses import taken_over, written
from zvhdesk.domain.refusals import MeetingLive, Refused
from zvhdesk.domain.terms import PartnerClass, Presence
from zvhdesk.models.cases import Case
from zvhdesk.models.house import CaseTable, Partner
from zvhdesk.services import regions
from zvhdesk.services.desk import Desk
from zvhdesk.services.meetings import attendance, planning, running


def begun(desk: Desk) -> str:
    """A meeting that runs on this desk, with one partner of lid 1 present."""
    stream = desk.read(regions.common_stream)
    desk.change(
        lambda s: s.add_all_new(
            [Partner(stream_id=stream, id="politie", name="Politie", class_=PartnerClass.PARAGRAPH_1)]
        ),
        "partner.add",
    )
    table = desk.read(lambda s: s.scalars(select(CaseTable.id)).first())
    assert table is not None
    meeting = desk.change(
        lambda s: planning.plan_meeting(s, table, date(2026, 3, 12), "09:00", "11:00", "Zaal 2", desk.user),
        "meeting.plan",
    )
    row = desk.change(lambda s: attendance.expect_partner(s, meeting, "politie"), "meeting.edit")
    desk.change(lambda s: attendance.set_presence(s, row, Presence.IN_ROOM), "meeting.admit")
    desk.change(lambda s: running.start(s, meeting, desk.device), "meeting.start")
    return meeting


def test_nothing_is_taken_over_until_the_meeting_is_closed(twente: Desk, tmp_path: Path) -> None:
    file = written(tmp_path / "register.csv", {}, {})
    meeting = begun(twente)
    with pytest.raises(Refused) as refused:
        taken_over(twente, file)
    assert refused.value.reason == MeetingLive()
    assert twente.read(lambda s: s.scalar(select(func.count()).select_from(Case))) == 0
    twente.change(lambda s: running.close(s, meeting), "meeting.close")
    assert taken_over(twente, file).cases == 2
