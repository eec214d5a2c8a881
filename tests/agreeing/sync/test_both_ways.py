"""What one desk took away while another put it back is shown by a clock, and asked about (SYNC.md C, P2)."""

from datetime import date, timedelta
from itertools import count

import pytest

from tests.agreeing.sync.at_table import planned
from tests.agreeing.sync.desks import Station
from tests.agreeing.sync.disagreeing import Two, act, agree, gone, hide
from tests.recording.state import state
from zvhdesk.models.cases import Goal
from zvhdesk.services import adding, conflicts, undo

DAYS = count(1)


def back(at: Station) -> None:
    last = at.desk.read(lambda s: undo.last_act(s, at.desk.user))
    at.clock.forward(seconds=1)
    at.desk.change(lambda s: undo.undo(s, last.id), "undo", undo_of=last.id)


def same(two: Two) -> None:
    agree(two)
    assert two[0].desk.read(state) == two[1].desk.read(state)


@pytest.mark.parametrize("last", [0, 1], ids=["brought back last", "left last"])
def test_one_brings_it_back_and_the_other_leaves_it(disputed: Two, last: int) -> None:
    row = hide(disputed, (0, 1))
    disputed[last].clock.now = disputed[1 - last].clock.now + timedelta(minutes=5)
    act(disputed[0], lambda s: conflicts.restore(s, "goal", row), conflicts.RESTORE)
    act(disputed[1], lambda s: conflicts.leave(s, "goal", row), conflicts.LEAVE)
    same(disputed)
    shown = [gone(one, row) for one in disputed]
    assert shown[0] == shown[1]
    (card,) = shown[0]
    assert card.stands == (last == 0)
    assert ("Doel", "teruggezet") in [(edit.label, edit.words) for edit in card.edits]
    say, intent = ((conflicts.leave, conflicts.LEAVE), (conflicts.restore, conflicts.RESTORE))[last]
    act(disputed[1], lambda s: say(s, "goal", row), intent)
    same(disputed)
    assert [gone(one, row) for one in disputed] == [[], []]
    assert disputed[0].desk.read(lambda s: s.get_one(Goal, row).deleted) == (last == 0)
    back(disputed[1])
    same(disputed)
    assert [gone(one, row) for one in disputed] == shown, "a choice that is taken back was not made"


def test_who_takes_back_a_deletion_that_another_made_as_well(disputed: Two) -> None:
    row = disputed.goal
    for one in disputed:
        act(one, lambda s: adding.remove(s, "goal", row), "row.remove")
    back(disputed[1])
    same(disputed)
    for one in disputed:
        (card,) = gone(one, row)
        assert [edit.words for edit in card.edits] == ["teruggezet"]


def test_what_went_along_is_not_asked_about_by_itself(cards: Two) -> None:
    """The planning of a meeting is taken back at one desk; at the other it was cancelled and brought back."""
    of = planned(cards, date(2026, 9, 1) + timedelta(days=next(DAYS)))
    office, other = cards
    of.cancel(other)
    back(other)
    back(office)  # the point that was added
    back(office)
    office.clock.now = other.clock.now - timedelta(hours=1)
    agree(cards)
    for one in cards:
        assert [(card.tbl, card.stands) for card in of.asked(one)] == [("meeting", of.stands(one)[0])]
    act(other, lambda s: conflicts.restore(s, "meeting", of.meeting), conflicts.RESTORE)
    same(cards)
    assert of.stands(office)[0]
    assert len(of.stands(office)[1]) >= 2, "its agenda is back as well"
    assert of.asked(office) == []
