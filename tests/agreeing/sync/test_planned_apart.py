"""Two desks that plan a meeting of one casustafel apart: both stand, and both desks are told."""

from datetime import date

from sqlalchemy import select

from tests.agreeing.sync.disagreeing import Two, act, agree
from zvhdesk.models.capture import CaptureSession
from zvhdesk.models.house import CaseTable
from zvhdesk.services.meetings import overview, planning
from zvhdesk.services.meetings.twice import twins
from zvhdesk.services.who import person_label

DAY = date(2026, 11, 5)


def test_both_stand_and_each_names_the_other_until_one_is_cancelled(cards: Two) -> None:
    def plan(starts: str, ends: str) -> str:
        def fn(session: CaptureSession) -> str:
            table = session.scalars(
                select(CaseTable.id).where(~CaseTable.deleted).order_by(CaseTable.id)
            ).first()
            return planning.plan_meeting(session, table or "", DAY, starts, ends, "", None)

        return act(cards[at], fn, "meeting.plan")

    at = 0
    mine = plan("9:30", "11:00")
    at = 1
    theirs, afternoon = plan("10:00", "12:00"), plan("12:00", "14:00")
    agree(cards)
    for one in cards:
        rows = {row.id: row for row in one.desk.read(lambda s: overview.meetings(s, DAY, one.desk.device))}  # noqa: B023
        named = [(row.starts, row.by) for row in rows[mine].twins]
        assert named == [("10:00", one.desk.read(lambda s: person_label(s, cards[1].desk.user)))]
        assert [row.starts for row in rows[theirs].twins] == ["09:30"]
        assert rows[afternoon].twins == (), "the morning and the afternoon of one day are two meetings"
        agenda = one.desk.read(lambda s: planning.agenda(s, mine, DAY, one.desk.device))  # noqa: B023
        assert agenda.meeting.twins == rows[mine].twins
    act(cards[0], lambda s: planning.cancel_meeting(s, theirs), "meeting.edit")
    agree(cards)
    assert [one.desk.read(twins) for one in cards] == [{}, {}]
