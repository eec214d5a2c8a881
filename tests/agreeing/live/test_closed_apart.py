"""Who took a meeting over and the desk that was cut off: where it goes on, and what stays of own notes."""

from collections.abc import Iterator
from contextlib import ExitStack, closing
from pathlib import Path
from shutil import copytree

import pytest
from sqlalchemy import select

from tests.agreeing.live.conftest import server_of
from tests.agreeing.sync.desks import Station, station
from tests.agreeing.sync.disagreeing import act
from tests.destruction.pages import plain
from tests.meetings.world import Template, refused
from tests.worlds import KEY
from zvhdesk.domain.refusals import MeetingNotLive
from zvhdesk.models.local import Draft
from zvhdesk.models.meetings import ChairNote
from zvhdesk.services import copies
from zvhdesk.services.desk import DATABASE
from zvhdesk.services.meetings import capture, running
from zvhdesk.services.meetings.closed_apart import ClosedApart
from zvhdesk.services.meetings.console import console
from zvhdesk.services.meetings.lead import TAKE_OVER
from zvhdesk.services.meetings.rows import Console

_OWN = "alleen-voor-wie-leidt"


class AtTable:
    """A meeting that the chair's desk began, at its first case; the other desk takes notes."""

    def __init__(self, of: Template, chair: Station, notes: Station) -> None:
        self.meeting, self.chair, self.notes = of.meeting, chair, notes

    def agree(self) -> None:
        for one in (self.chair, self.notes, self.chair):
            one.exchange()

    def sees(self, at: Station) -> Console:
        now_ms = int(at.clock().timestamp() * 1000)
        return at.desk.read(lambda s: console(s, self.meeting, now_ms, at.desk.device))

    def points(self) -> list[str]:
        return [row.id for row in self.sees(self.chair).items]

    def at_the_table(self) -> list[int]:
        """The place of the item at which each desk says that the meeting is."""
        return [self.points().index(self.sees(one).chair_at) for one in (self.chair, self.notes)]

    def turn(self, at: Station, place: int) -> None:
        item = self.points()[place]
        act(at, lambda s: running.go_to(s, self.meeting, item), "meeting.item")

    def take_over(self, at: Station) -> None:
        act(at, lambda s: running.take_over(s, self.meeting, at.desk.device), TAKE_OVER)

    def close(self, at: Station) -> None:
        act(at, lambda s: running.close(s, self.meeting), "meeting.close")

    def go_on(self, at: Station) -> None:
        act(at, lambda s: running.go_on(s, self.meeting), "meeting.go_on")

    def note_own(self, at: Station) -> None:
        """One that was left, and one that is being typed."""
        noted, typed = self.points()[1:3]
        at.desk.keep(lambda s: capture.keep_own_note(s, self.meeting, noted, _OWN))
        at.desk.keep_draft("own_note", ("agenda_item", typed, "text"), _OWN, 0)


@pytest.fixture
def table(joined: Template, tmp_path: Path) -> Iterator[AtTable]:
    copied = copytree(joined.folder, tmp_path / "joined")
    with ExitStack() as stack:
        url = str(stack.enter_context(server_of(copied / "server")).url)
        two = [stack.enter_context(closing(station(copied / name, url, made=True))) for name in _DESKS]
        for one in two:
            one.server.log_in(one.me)
        yield AtTable(joined, *two)


_DESKS = ("first", "second")


def own(at: Station) -> int:
    """How many own notes there are on this desk, with what is being typed of one."""
    return at.desk.read(lambda s: len([*s.scalars(select(ChairNote.text)), *s.scalars(select(Draft.text))]))


def apart(table: AtTable) -> list[ClosedApart | None]:
    return [table.sees(one).closed_apart for one in (table.chair, table.notes)]


def test_who_takes_over_is_at_the_item_where_it_stands(table: AtTable) -> None:
    """The desk that was cut off turns no page of theirs, and it goes on there after another closed it."""
    chair, notes = table.chair, table.notes
    table.take_over(notes)
    table.turn(chair, 3)
    table.agree()
    assert table.at_the_table() == [1, 1]
    # It led before, at another item: what counts is where it took over last.
    table.take_over(chair)
    table.turn(chair, 2)
    table.agree()
    table.take_over(notes)
    table.turn(chair, 4)
    table.close(chair)
    table.agree()
    assert [one is not None and one.here for one in apart(table)] == [False, True]
    table.go_on(notes)
    table.agree()
    assert table.at_the_table() == [2, 2]


def test_who_leads_and_closes_keeps_no_notes_and_hears_of_no_other_closing(table: AtTable) -> None:
    """The desk that was cut off closes it as well, later: that is no reason to go on."""
    chair, notes = table.chair, table.notes
    table.take_over(notes)
    table.note_own(notes)
    table.close(notes)
    assert own(notes) == 0
    chair.clock.forward(minutes=10)
    table.close(chair)
    table.agree()
    assert apart(table) == [None, None]
    assert refused(lambda: table.go_on(notes)) == MeetingNotLive()


def test_notes_of_who_may_go_on_are_there_for_a_day(table: AtTable) -> None:
    """Then they are nowhere on the disk, also on a desk that stays open and hears of no other meeting."""
    chair, notes = table.chair, table.notes
    table.take_over(notes)
    table.note_own(notes)
    table.close(chair)
    table.agree()
    found = []
    for _ in range(3):
        copies.begin_if_due(notes.desk)
        found.append(own(notes))
        notes.clock.forward(days=1)
    assert found == [2, 2, 0]
    # A page that is open yet may still keep what stands in its field.
    notes.desk.keep_draft("own_note", ("agenda_item", table.points()[1], "text"), _OWN, 0)
    copies.begin_if_due(notes.desk)
    assert own(notes) == 0
    assert _OWN.encode() not in plain(notes.desk.folder / DATABASE, KEY)
