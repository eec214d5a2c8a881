"""Undoing what was said of a card: it stands again on every desk (docs/decisions/0013)."""

import pytest

from tests.agreeing.sync.desks import Station, question, write
from tests.agreeing.sync.disagreeing import (
    Two,
    act,
    agree,
    card,
    choose,
    disagree,
    gone,
    hide,
    stored,
    the_card,
    with_case,
)
from tests.recording.state import state
from zvhdesk.models.cases import Goal
from zvhdesk.services import conflicts, editing, undo


@pytest.fixture
def two(cards: Two) -> Two:
    """The two, with a case of this test alone."""
    return with_case(cards)


@pytest.mark.parametrize("words", ["van de ander", "samen"])
def test_undo_of_a_choice_brings_the_card_back(two: Two, words: str) -> None:
    """Whatever was chosen or filled in, and whether the other desk heard of it before."""
    cell = disagree(two)
    before = the_card(two[0], cell)
    if words == "samen":
        act(two[0], lambda s: editing.save(s, "form", cell, words, before.rev), "case.edit", before.rev)
    else:
        choose(two[0], before, words)
        agree(two)
    back(two[0], {"samen": "Bijgewerkt"}.get(words, "Gekozen tussen versies"))
    assert card(two[0], cell) == before
    agree(two)
    assert [card(one, cell) for one in two] == [before, before]
    assert [question(one, cell[1]) for one in two] == ["van de ander", "van de ander"]
    choose(two[1], the_card(two[1], cell), "van de een")
    agree(two)
    assert [card(one, cell) for one in two] == [None, None]
    assert two[0].desk.read(state) == two[1].desk.read(state)


def back(at: Station, what: str) -> None:
    """Ctrl+Z."""
    last = at.desk.read(lambda s: undo.last_act(s, at.desk.user))
    assert last.what == what
    at.clock.forward(seconds=1)
    at.desk.change(lambda s: undo.undo(s, last.id), "undo", undo_of=last.id)


def test_what_was_typed_after_a_choice_and_undone_is_undone_with_it(two: Two) -> None:
    cell = disagree(two)
    before = the_card(two[0], cell)
    choose(two[0], before, "van de een")
    write(two[0], cell[1], "toch anders")
    back(two[0], "Bijgewerkt")
    assert question(two[0], cell[1]) == "van de een"
    back(two[0], "Gekozen tussen versies")
    agree(two)
    assert [card(one, cell) for one in two] == [before, before]


def test_what_the_other_wrote_knowing_the_choice_stands_though_it_is_undone(two: Two) -> None:
    """They saw both versions and what was chosen: nothing is lost."""
    cell = disagree(two)
    choose(two[0], the_card(two[0], cell), "van de een")
    agree(two)
    write(two[1], cell[1], "de ander gaat verder")
    two[1].exchange()
    back(two[0], "Gekozen tussen versies")
    assert card(two[0], cell) is not None
    agree(two)
    for one in two:
        assert (card(one, cell), question(one, cell[1])) == (None, "de ander gaat verder")
    write(two[0], cell[1], "en de een")
    agree(two)
    assert [question(one, cell[1]) for one in two] == ["en de een", "en de een"]


@pytest.mark.parametrize("said, order", [(conflicts.LEAVE, (0, 1)), (conflicts.RESTORE, (1, 0))])
def test_undo_of_what_was_said_of_a_gone_row_brings_the_card_back(
    two: Two, said: str, order: tuple[int, int]
) -> None:
    hidden = hide(two, order)
    before = gone(two[1], hidden)
    say = {conflicts.LEAVE: conflicts.leave, conflicts.RESTORE: conflicts.restore}[said]
    act(two[1], lambda s: say(s, "goal", hidden), said)
    agree(two)
    last = two[1].desk.read(lambda s: undo.last_act(s, two[1].desk.user)).id
    two[1].desk.change(lambda s: undo.undo(s, last), "undo", undo_of=last)
    assert gone(two[1], hidden) == before
    agree(two)
    for one in two:
        assert gone(one, hidden) == before
        assert stored(one, Goal, hidden, "deleted")


def test_undo_of_a_choice_in_a_row_that_is_gone_brings_its_card_back(two: Two) -> None:
    """Nothing was said of the row itself: only which of two texts holds in it."""
    row = two.goal
    act(two[0], lambda s: setattr(s.get_one(Goal, row), "text", "van de een"), "case.edit")
    before = gone(two[1], hide(two, (0, 1)))
    assert [[edit.words for edit in one.edits] for one in before] == [["Minder incidenten"]]
    act(two[1], lambda s: setattr(s.get_one(Goal, row), "text", "samen"), "case.edit")
    assert gone(two[1], row) == [], "who wrote that knew that it is deleted"
    back(two[1], "Bijgewerkt")
    assert [one.edits for one in gone(two[1], row)] == [before[0].edits]
    agree(two)
    assert gone(two[0], row) == gone(two[1], row)
