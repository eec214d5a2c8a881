"""Two desks that give an action the same status apart, each with a reason: one stands, the same at both."""

from datetime import date

from sqlalchemy import select

from tests.agreeing.sync.disagreeing import Two, act, agree
from zvhdesk.domain.terms import ActionStatus
from zvhdesk.models.house import Partner
from zvhdesk.services import actions, adding
from zvhdesk.services.actions.detail import detail
from zvhdesk.services.actions.rows import ActionFilters, Show

DAY = date(2026, 3, 12)


def test_the_same_reason_stands_in_the_list_and_beside_the_action(disputed: Two) -> None:
    partner = (
        disputed[0].desk.read(lambda s: s.scalars(select(Partner.id).order_by(Partner.id)).first()) or ""
    )
    typed = {"text": "Bellen met de school", "partner_id": partner, "due_on": "1 apr 2026"}
    row = act(disputed[0], lambda s: adding.add_action(s, disputed.case, typed), adding.ACTION)
    agree(disputed)
    blocked = ActionStatus.BLOCKED
    act(disputed[0], lambda s: actions.change_status(s, row, blocked, "van de een", DAY), actions.STATUS)
    act(disputed[1], lambda s: actions.change_status(s, row, blocked, "van de ander", DAY), actions.STATUS)
    agree(disputed)
    for one in disputed:
        page = one.desk.read(lambda s: actions.page(s, DAY, ActionFilters(Show.BLOCKED)))
        assert [found.reason for found in page.rows if found.id == row] == ["van de ander"]
        assert one.desk.read(lambda s: detail(s, row, DAY)).reason == "van de ander"
