"""What one desk took away while another put it back is shown by a clock, and asked about (SYNC.md C, P2)."""

from datetime import date, timedelta
from itertools import count

import pytest

from tests.agreeing.sync.at_table import planned
from tests.agreeing.sync.desks import Station
from tests.agreeing.sync.disagreeing import Two, act, agree, gone, hide, with_case
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
def test_one_brings_it_back_and_the_other_leaves_it(cards: Two, last: int) -> None:
    two = with_case(cards)
    row = hide(two, (0, 1))
    two[last].clock.now = two[1 - last].clock.now + timedelta(minutes=5)
    act(two[0], lambda s: conflicts.restore(s, "goal", row), conflicts.RESTORE)
    act(two[1], lambda s: conflicts.leave(s, "goal", row), conflicts.LEAVE)
    same(two)
    shown = [gone(one, row) for one in two]
    assert shown[0] == shown[1]
    (card,) = shown[0]
    assert card.stands == (last == 0)
    assert ("Doel", "teruggezet") in [(edit.label, edit.words) for edit in card.edits]
    say, intent = ((conflicts.leave, conflicts.LEAVE), (conflicts.restore, conflicts.RESTORE))[last]
    act(two[1], lambda s: say(s, "goal", row), intent)
    same(two)
    assert [gone(one, row) for one in two] == [[], []]
    assert two[0].desk.read(lambda s: s.get_one(Goal, row).deleted) == (last == 0)
    back(two[1])
    same(two)
    assert [gone(one, row) for one in two] == shown, "a choice that is taken back was not made"


def test_who_takes_back_a_deletion_that_another_made_as_well(cards: Two) -> None:
    two = with_case(cards)
    row = two.goal
    for one in two:
        act(one, lambda s: adding.remove(s, "goal", row), "row.remove")
    back(two[1])
    same(two)
    for one in two:
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
