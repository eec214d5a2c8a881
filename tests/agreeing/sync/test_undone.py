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
)
from tests.recording.state import state
from zvhdesk.models.cases import Goal
from zvhdesk.services import conflicts, editing, undo


@pytest.mark.parametrize("words", ["van de ander", "samen"])
def test_undo_of_a_choice_brings_the_card_back(disputed: Two, words: str) -> None:
    """Whatever was chosen or filled in, and whether the other desk heard of it before."""
    cell = disagree(disputed)
    before = the_card(disputed[0], cell)
    if words == "samen":
        act(disputed[0], lambda s: editing.save(s, "form", cell, words, before.rev), "case.edit", before.rev)
    else:
        choose(disputed[0], before, words)
        agree(disputed)
    back(disputed[0], {"samen": "Bijgewerkt"}.get(words, "Gekozen tussen versies"))
    assert card(disputed[0], cell) == before
    agree(disputed)
    assert [card(one, cell) for one in disputed] == [before, before]
    assert [question(one, cell[1]) for one in disputed] == ["van de ander", "van de ander"]
    choose(disputed[1], the_card(disputed[1], cell), "van de een")
    agree(disputed)
    assert [card(one, cell) for one in disputed] == [None, None]
    assert disputed[0].desk.read(state) == disputed[1].desk.read(state)


def back(at: Station, what: str) -> None:
    """Ctrl+Z."""
    last = at.desk.read(lambda s: undo.last_act(s, at.desk.user))
    assert last.what == what
    at.clock.forward(seconds=1)
    at.desk.change(lambda s: undo.undo(s, last.id), "undo", undo_of=last.id)


def test_what_was_typed_after_a_choice_and_undone_is_undone_with_it(disputed: Two) -> None:
    cell = disagree(disputed)
    before = the_card(disputed[0], cell)
    choose(disputed[0], before, "van de een")
    write(disputed[0], cell[1], "toch anders")
    back(disputed[0], "Bijgewerkt")
    assert question(disputed[0], cell[1]) == "van de een"
    back(disputed[0], "Gekozen tussen versies")
    agree(disputed)
    assert [card(one, cell) for one in disputed] == [before, before]


def test_what_the_other_wrote_knowing_the_choice_stands_though_it_is_undone(disputed: Two) -> None:
    """They saw both versions and what was chosen: nothing is lost."""
    cell = disagree(disputed)
    choose(disputed[0], the_card(disputed[0], cell), "van de een")
    agree(disputed)
    write(disputed[1], cell[1], "de ander gaat verder")
    disputed[1].exchange()
    back(disputed[0], "Gekozen tussen versies")
    assert card(disputed[0], cell) is not None
    agree(disputed)
    for one in disputed:
        assert (card(one, cell), question(one, cell[1])) == (None, "de ander gaat verder")
    write(disputed[0], cell[1], "en de een")
    agree(disputed)
    assert [question(one, cell[1]) for one in disputed] == ["en de een", "en de een"]


@pytest.mark.parametrize("said, order", [(conflicts.LEAVE, (0, 1)), (conflicts.RESTORE, (1, 0))])
def test_undo_of_what_was_said_of_a_gone_row_brings_the_card_back(
    disputed: Two, said: str, order: tuple[int, int]
) -> None:
    hidden = hide(disputed, order)
    before = gone(disputed[1], hidden)
    say = {conflicts.LEAVE: conflicts.leave, conflicts.RESTORE: conflicts.restore}[said]
    act(disputed[1], lambda s: say(s, "goal", hidden), said)
    agree(disputed)
    last = disputed[1].desk.read(lambda s: undo.last_act(s, disputed[1].desk.user)).id
    disputed[1].desk.change(lambda s: undo.undo(s, last), "undo", undo_of=last)
    assert gone(disputed[1], hidden) == before
    agree(disputed)
    for one in disputed:
        assert gone(one, hidden) == before
        assert stored(one, Goal, hidden, "deleted")


def test_undo_of_a_choice_in_a_row_that_is_gone_brings_its_card_back(disputed: Two) -> None:
    """Nothing was said of the row itself: only which of disputed texts holds in it."""
    row = disputed.goal
    act(disputed[0], lambda s: setattr(s.get_one(Goal, row), "text", "van de een"), "case.edit")
    before = gone(disputed[1], hide(disputed, (0, 1)))
    assert [[edit.words for edit in one.edits] for one in before] == [["Minder incidenten"]]
    act(disputed[1], lambda s: setattr(s.get_one(Goal, row), "text", "samen"), "case.edit")
    assert gone(disputed[1], row) == [], "who wrote that knew that it is deleted"
    back(disputed[1], "Bijgewerkt")
    assert [one.edits for one in gone(disputed[1], row)] == [before[0].edits]
    agree(disputed)
    assert gone(disputed[0], row) == gone(disputed[1], row)
