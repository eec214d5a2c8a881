"""Two desks take a meeting over apart: which lines wait for a nod, whoever is heard of first."""

from contextlib import ExitStack, closing
from datetime import date
from pathlib import Path
from shutil import copytree

import pytest
from sqlalchemy import select

from tests.agreeing.live.conftest import server_of
from tests.agreeing.sync.desks import Station, join, station
from tests.agreeing.sync.disagreeing import act
from tests.meetings.world import Template
from zvhdesk.models.base import new_id
from zvhdesk.models.capture import CaptureSession
from zvhdesk.models.cases import Action
from zvhdesk.models.meetings import Meeting
from zvhdesk.services.meetings import capture, nods
from zvhdesk.services.meetings.console import console
from zvhdesk.services.meetings.lead import TAKE_OVER, take_over


class AtTable:
    """One meeting on three desks, of which the first leads."""

    def __init__(self, of: Template, desks: list[Station]) -> None:
        self.meeting, self.desks = of.meeting, desks

    def agree(self, *first: Station) -> None:
        for one in (*first, *self.desks, *self.desks):
            one.exchange()

    def leads(self, at: Station) -> str | None:
        return at.desk.read(lambda s: s.get_one(Meeting, self.meeting).chair_device)

    def take_over(self, at: Station, minute: int) -> None:
        at.clock.forward(minutes=minute)
        act(at, lambda s: take_over(s, self.meeting, at.desk.device), TAKE_OVER)

    def line(self, at: Station, text: str) -> None:
        def fn(session: CaptureSession) -> None:
            item = session.get_one(Meeting, self.meeting).current_item_id or ""
            nods.await_nod(session, capture.record_action(session, item, text, "politie", date(2026, 3, 26)))

        act(at, fn, "action.capture")

    def waits(self, at: Station) -> list[str]:
        case = at.desk.read(lambda s: console(s, self.meeting, 0, at.desk.device)).case
        assert case is not None
        return [row.text for row in case.actions if row.awaits_nod]


@pytest.mark.parametrize("heard_first", [1, 2])
def test_what_was_recorded_under_a_lead_that_did_not_hold_waits(
    joined: Template, tmp_path: Path, heard_first: int
) -> None:
    copied = copytree(joined.folder, tmp_path / "joined")
    with ExitStack() as stack:
        central = stack.enter_context(server_of(copied / "server"))
        url = str(central.url)
        places = [(copied / "first", True), (copied / "second", True), (copied / "third", False)]
        first, second, third = (
            stack.enter_context(closing(station(place, url, made=made))) for place, made in places
        )
        for one in (first, second):
            one.server.log_in(one.me)
        join(first, third, bytes.fromhex(new_id()))
        table = AtTable(joined, [first, second, third])
        table.agree()
        for one, minute, text in ((second, 1, "belt de buren"), (third, 2, "sluit de zaak")):
            table.take_over(one, minute)
            table.line(one, text)
        assert table.waits(second) == table.waits(third) == [], "each leads, for all it knows"
        table.agree(table.desks[heard_first])
        assert {table.leads(one) for one in table.desks} == {third.desk.device}
        assert table.waits(first) == table.waits(third) == ["belt de buren"]
        table.take_over(first, 3)
        assert table.waits(first) == ["belt de buren"], "no room of who led has read it"
        table.agree()
        assert {table.leads(one) for one in table.desks} == {first.desk.device}
        of = select(Action.id).where(Action.text == "belt de buren")
        row = first.desk.read(lambda s: s.scalars(of).one())
        act(first, lambda s: nods.nod(s, table.meeting, row, shown=True), nods.NOD)
        table.agree()
        assert [table.waits(one) for one in table.desks] == [[], [], []]
