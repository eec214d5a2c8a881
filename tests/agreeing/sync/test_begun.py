"""What had begun is taken away by nobody who did not know (docs/decisions/0019): the room goes on."""

from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from tests.agreeing.central import Central
from tests.agreeing.sync.at_table import Planned, planned
from tests.agreeing.sync.desks import Station, join, station
from tests.agreeing.sync.disagreeing import Two, act, agree
from tests.recording.state import state
from zvhdesk.domain.refusals import BadInput, MeetingStarted, Refused
from zvhdesk.models.base import new_id
from zvhdesk.services import conflicts, undo
from zvhdesk.services.meetings import overview
from zvhdesk.services.meetings.console import console


@pytest.fixture
def of(cards: Two) -> Planned:
    """The meeting that the two have."""
    return planned(cards, date(2026, 4, 1))


def same(of: Planned) -> None:
    assert of.two[0].desk.read(state) == of.two[1].desk.read(state)
    assert of.asked(of.two[0]) == of.asked(of.two[1])


def told(of: Planned, at: Station) -> list[str]:
    """What the console of that desk says was taken away."""
    shown = at.desk.read(lambda s: console(s, of.meeting, 0, at.desk.device))
    return [row.words for row in shown.taken_off]


@pytest.mark.parametrize("room_first", [True, False], ids=["the room has a line", "the office has a line"])
def test_the_room_goes_on_at_a_meeting_that_the_office_cancelled(of: Planned, *, room_first: bool) -> None:
    office, room = of.two
    of.start(room)
    of.cancel(office)
    before = of.stands(room)
    for one in (room, office, room, office) if room_first else (office, room, office, room):
        one.exchange()
        assert of.stands(room) == before, "whatever it hears"
    assert room.desk.read(lambda s: overview.live_here(s, room.desk.device)) == of.meeting
    assert told(of, room) == ["Deze bijeenkomst"]
    of.go_to(room, 1)
    agree(of.two)
    assert of.stands(office) == of.stands(room) == before
    of.close(room)
    agree(of.two)
    assert of.stands(office) == of.stands(room) == before, "it is over, and there to be read"
    same(of)
    card = of.asked(office)
    assert [(one.tbl, one.stands, one.edits[0].words) for one in card] == [("meeting", True, "begonnen")]


def test_a_meeting_that_was_held_meanwhile_stays_until_somebody_decides(of: Planned) -> None:
    office, room = of.two
    of.start(room)
    of.close(room)
    of.cancel(office)
    before = of.stands(room)
    agree(of.two)
    same(of)
    assert of.stands(office) == before
    act(office, lambda s: conflicts.restore(s, "meeting", of.meeting), conflicts.RESTORE)
    agree(of.two)
    same(of)
    assert of.asked(room) == []
    assert of.stands(room) == before


def test_who_saw_that_it_was_held_takes_it_off_the_list_and_back(of: Planned) -> None:
    office, room = of.two
    of.start(room)
    of.cancel(office)
    agree(of.two)
    with pytest.raises(Refused) as refused:
        act(office, lambda s: conflicts.leave(s, "meeting", of.meeting), conflicts.LEAVE)
    assert refused.value.reason == MeetingStarted(), "not from under the hands of who sit at it"
    of.close(room)
    agree(of.two)
    before = of.asked(office)
    act(room, lambda s: conflicts.leave(s, "meeting", of.meeting), conflicts.LEAVE)
    agree(of.two)
    same(of)
    assert of.stands(office)[0] is False
    assert of.asked(office) == []
    back(room)
    agree(of.two)
    same(of)
    assert of.stands(office)[0] is True
    assert of.asked(office) == before


def test_the_cancelling_is_taken_back_with_ctrl_z(of: Planned) -> None:
    office, room = of.two
    of.start(room)
    of.cancel(office)
    agree(of.two)
    back(office)
    agree(of.two)
    same(of)
    assert of.asked(room) == []
    assert of.stands(room)[0] is True


def test_a_planning_that_is_taken_back_takes_no_chair_away(of: Planned) -> None:
    """With the meeting itself go its agenda and who is expected: all of it is in use."""
    office, room = of.two
    before = of.stands(room)
    of.start(room)
    back(office)  # the point that was added to it
    back(office)
    assert of.stands(office)[0] is False
    agree(of.two)
    same(of)
    assert of.stands(room)[0] is True
    assert of.stands(room)[2] == before[2]
    assert of.stands(room)[1] == [title for title in before[1] if title != of.title]
    of.close(room)
    act(room, lambda s: conflicts.restore(s, "meeting", of.meeting), conflicts.RESTORE)
    agree(of.two)
    same(of)
    assert of.stands(office)[2] == before[2]
    assert of.asked(office) == []


def test_what_was_sent_after_it_was_heard_keeps_it_there(of: Planned) -> None:
    """Once the office's own cancelling has its place at the server, it is looked at again."""
    office, room = of.two
    of.start(room)
    room.exchange()
    # What the room sent comes in beside what waits here to be sent: both in one pass.
    of.cancel(office)
    office.exchange()
    assert of.stands(office)[0] is True
    agree(of.two)
    same(of)


def test_a_point_that_is_discussed_stays_on_the_agenda(of: Planned) -> None:
    office, room = of.two
    of.start(room)
    agree(of.two)
    of.go_to(room, 1)
    of.remove(office, 1)
    agree(of.two)
    same(of)
    assert of.title in of.stands(room)[1]
    assert told(of, room) == []
    assert [(one.tbl, one.stands, one.text) for one in of.asked(office)] == [("agenda_item", True, of.title)]
    with pytest.raises(Refused) as refused:
        act(office, lambda s: conflicts.leave(s, "agenda_item", of.points[1]), conflicts.LEAVE)
    assert isinstance(refused.value.reason, BadInput), "not from under the hands of who discuss it"
    of.close(room)
    agree(of.two)
    act(office, lambda s: conflicts.leave(s, "agenda_item", of.points[1]), conflicts.LEAVE)
    agree(of.two)
    assert of.asked(room) == []
    assert of.title not in of.stands(room)[1]
    back(office)
    agree(of.two)
    act(room, lambda s: conflicts.restore(s, "agenda_item", of.points[1]), conflicts.RESTORE)
    agree(of.two)
    assert of.asked(office) == []
    assert of.title in of.stands(office)[1]


def test_a_point_that_nobody_discussed_goes(of: Planned) -> None:
    office, room = of.two
    of.start(room)
    of.remove(office, 1)
    agree(of.two)
    same(of)
    assert of.title not in of.stands(room)[1]
    assert told(of, room) == [of.title]


def test_a_desk_that_joins_later_sees_the_same(of: Planned, central: Central, tmp_path: Path) -> None:
    office, room = of.two
    of.start(room)
    of.cancel(office)
    agree(of.two)
    of.go_to(room, 2)
    of.close(room)
    agree(of.two)
    with closing(station(tmp_path / "later", central.url)) as later:
        join(office, later, bytes.fromhex(new_id()))
        assert later.desk.read(state) == office.desk.read(state)
        assert of.asked(later) == of.asked(office)


def back(at: Station) -> None:
    last = at.desk.read(lambda s: undo.last_act(s, at.desk.user))
    at.clock.forward(seconds=1)
    at.desk.change(lambda s: undo.undo(s, last.id), "undo", undo_of=last.id)
