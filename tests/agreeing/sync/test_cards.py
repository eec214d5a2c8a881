"""Two desks truly disagree over a server: both show the same card, and choosing on one settles it."""

from datetime import date, timedelta
from typing import Any

import pytest

from tests.agreeing.sync.desks import Station, question, turn_at_table, write
from tests.agreeing.sync.disagreeing import (
    TODAY,
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
from zvhdesk.domain.refusals import CaseGone, Refused
from zvhdesk.domain.terms import ContributionKind, Phase
from zvhdesk.models.capture import CaptureSession, versions
from zvhdesk.models.cases import Case, Contribution, Goal
from zvhdesk.models.house import House
from zvhdesk.models.meetings import Turn
from zvhdesk.services import adding, conflicts, editing, undo
from zvhdesk.services.conflicts import Conflict, Settled
from zvhdesk.services.history import history
from zvhdesk.services.meetings import capture


def one_id(at: Station, cls: Any) -> str:
    return at.desk.read(lambda s: s.query(cls.id).order_by(cls.id).limit(1).scalar() or "")


def test_both_desks_show_the_same_card(disputed: Two) -> None:
    cell = disagree(disputed)
    first, second = (the_card(one, cell) for one in disputed)
    assert first == second
    assert [one.words for one in first.versions] == ["van de ander", "van de een"]
    assert [one.shown for one in first.versions] == [True, False]
    assert (first.label, first.fills, len(first.seen)) == ("Casusvraag", True, 2)
    assert {one.who for one in first.versions} == {"A. Voorzitter", "iemand van dit huis"}
    shown = disputed[0].desk.read(lambda s: editing.show(s, [cell], "form"))
    assert shown[cell].several == first


@pytest.mark.parametrize("words", ["van de een", "van de ander"])
def test_choosing_on_one_desk_settles_it_for_both(disputed: Two, words: str) -> None:
    cell = disagree(disputed)
    assert isinstance(choose(disputed[1], the_card(disputed[1], cell), words), Settled)
    assert card(disputed[1], cell) is None
    agree(disputed)
    for one in disputed:
        assert card(one, cell) is None
        assert cell not in one.desk.read(versions.side_by_side)
        assert question(one, cell[1]) == words
    assert disputed[0].desk.read(state) == disputed[1].desk.read(state)


def test_both_choose_differently_and_there_is_a_card_again(disputed: Two) -> None:
    cell = disagree(disputed)
    choose(disputed[0], the_card(disputed[0], cell), "van de een")
    choose(disputed[1], the_card(disputed[1], cell), "van de ander")
    agree(disputed)
    first, second = (the_card(one, cell) for one in disputed)
    assert first == second
    assert {one.words for one in first.versions} == {"van de een", "van de ander"}


def test_something_else_filled_in_settles_it_too(disputed: Two) -> None:
    cell = disagree(disputed)
    shown = disputed[0].desk.read(lambda s: editing.show(s, [cell], "form"))[cell]
    act(disputed[0], lambda s: editing.save(s, "form", cell, "samen", shown.rev), "case.edit", shown.rev)
    agree(disputed)
    assert [card(one, cell) for one in disputed] == [None, None]
    assert question(disputed[1], cell[1]) == "samen"


def test_the_text_that_is_shown_typed_again_settles_it_too(disputed: Two) -> None:
    cell = disagree(disputed)
    shown = disputed[0].desk.read(lambda s: editing.show(s, [cell], "form"))[cell]
    typed = " van de  ander "
    act(disputed[0], lambda s: editing.save(s, "form", cell, typed, shown.rev), "case.edit", shown.rev)
    agree(disputed)
    assert [card(one, cell) for one in disputed] == [None, None]


def test_a_version_that_came_in_after_the_card_is_not_decided_unseen(disputed: Two) -> None:
    cell = disagree(disputed)
    before = the_card(disputed[0], cell)
    act(disputed[1], lambda s: setattr(s.get_one(Case, cell[1]), "question", "nog iets"), "case.edit", 0)
    agree(disputed)
    outcome = choose(disputed[0], before, "van de een")
    assert isinstance(outcome, Conflict)
    assert "nog iets" in {one.words for one in outcome.versions}
    assert card(disputed[0], cell) == outcome, "nothing was written"


def test_settled_elsewhere_meanwhile_writes_nothing(disputed: Two) -> None:
    cell = disagree(disputed)
    before = the_card(disputed[0], cell)
    choose(disputed[1], the_card(disputed[1], cell), "van de ander")
    agree(disputed)
    assert choose(disputed[0], before, "van de een") is None
    assert question(disputed[0], cell[1]) == "van de ander"


def test_history_says_what_was_chosen(disputed: Two) -> None:
    cell = disagree(disputed)
    for one in disputed:
        one.clock.forward(minutes=5)
    choose(disputed[0], the_card(disputed[0], cell), "van de ander")
    agree(disputed)
    for one in disputed:
        case = one.desk.read(lambda s: s.get_one(Case, cell[1]).stream_id)
        newest = one.desk.read(lambda s, case=case: history(s, case, cell[1]))[0]  # type: ignore[misc]
        assert newest.what == "Gekozen tussen versies"
        assert [(f.label, f.new) for f in newest.fields] == [("Casusvraag", "van de ander")]
    assert newest.fields[0].old == "", "at the other desk the row showed it already"


def test_two_that_wrote_the_same_agree(disputed: Two) -> None:
    case = disputed.case
    for one in disputed:
        write(one, case, "hetzelfde")
    agree(disputed)
    assert [card(one, ("case_", case, "question")) for one in disputed] == [None, None]


def test_what_the_machine_keeps_bothers_nobody(disputed: Two) -> None:
    row = disputed.goal
    for at, one in enumerate(disputed):
        act(one, lambda s, at=at: setattr(s.get_one(Goal, row), "position", 5 + at), "goal.edit")  # type: ignore[misc]
    agree(disputed)
    assert disputed[0].desk.read(versions.side_by_side) != {}
    assert disputed.asked(disputed[0]) == []


def test_with_a_phase_goes_the_day_that_it_began(disputed: Two) -> None:
    case = disputed.case
    days = {Phase.TRIAGE: date(2026, 3, 2), Phase.AT_TABLE: date(2026, 3, 9)}

    def move(session: CaptureSession, phase: Phase) -> None:
        row = session.get_one(Case, case)
        row.phase, row.phase_since = phase, days[phase]

    for one, phase in zip(disputed, days, strict=True):
        act(one, lambda s, phase=phase: move(s, phase), "case.move")  # type: ignore[misc]
    agree(disputed)
    cell = ("case_", case, "phase")
    assert not the_card(disputed[0], cell).fills
    choose(disputed[0], the_card(disputed[0], cell), "Triage")
    agree(disputed)
    for one in disputed:
        assert stored(one, Case, case, "phase") is Phase.TRIAGE
        assert stored(one, Case, case, "phase_since") == days[Phase.TRIAGE]


def test_the_rail_counts_what_may_be_seen(disputed: Two) -> None:
    cell = disagree(disputed)
    house = one_id(disputed[0], House)
    for at, one in enumerate(disputed):
        act(one, lambda s, at=at: setattr(s.get_one(House, house), "name", f"Huis {at}"), "house.edit")  # type: ignore[misc]
    agree(disputed)
    asked = disputed.asked(disputed[1])
    assert [(one.label, one.where, one.page) for one in asked] == [
        ("Casusvraag", "2026-0200", "dossier"),
        ("Naam van het huis", "Huis Huis 1", "admin"),
    ]
    assert asked[0].argument == (cell[1], "overview")
    act(disputed[0], lambda s: setattr(s.get_one(Case, cell[1]), "shielded", True), "case.close")
    agree(disputed)
    for one in disputed:
        assert [left.page for left in disputed.asked(one)] == ["admin"]
    shown = the_card(disputed[0], cell)
    with pytest.raises(Refused) as refused:
        choose(disputed[0], shown, "van de een")
    assert refused.value.reason == CaseGone()
    of_house = the_card(disputed[0], ("house", house, "name"))
    choose(disputed[0], of_house, "Huis 0")
    agree(disputed)
    assert [disputed.asked(one) for one in disputed] == [[], []]


def test_a_case_past_its_term_asks_nothing(disputed: Two) -> None:
    disagree(disputed)
    assert len(disputed.asked(disputed[0])) == 1
    assert disputed.asked(disputed[0], date(2031, 3, 12)) == []


# ------------------------------------------------------------------------------- edited while it was deleted


@pytest.fixture(params=[(0, 1), (1, 0)], ids=["deleted-first", "edited-first"])
def hidden(request: pytest.FixtureRequest, disputed: Two) -> str:
    """A goal that the first desk deleted and the second edited; one of the disputed is heard of first."""
    order: tuple[int, int] = request.param
    return hide(disputed, order)


def test_edited_while_it_was_deleted_is_hidden_with_a_card(disputed: Two, hidden: str) -> None:
    for one in disputed:
        assert stored(one, Goal, hidden, "deleted")
        (row,) = gone(one, disputed.goal)
        assert (row.kind, row.text, row.who) == ("Doel", "Minder incidenten", "A. Voorzitter")
        assert [(edit.label, edit.words) for edit in row.edits] == [("Doel", "Minder incidenten")]
        assert [each.label for each in disputed.asked(one)] == ["Doel: bewerkt terwijl het werd verwijderd"]
    assert gone(disputed[0], disputed.goal) == gone(disputed[1], disputed.goal)


@pytest.mark.parametrize("deleted", [False, True])
def test_one_click_brings_it_back_or_leaves_it(disputed: Two, hidden: str, *, deleted: bool) -> None:
    if deleted:
        act(disputed[1], lambda s: conflicts.leave(s, "goal", hidden), conflicts.LEAVE)
    else:
        act(disputed[1], lambda s: conflicts.restore(s, "goal", hidden), conflicts.RESTORE)
    assert gone(disputed[1], disputed.goal) == []
    agree(disputed)
    for one in disputed:
        assert gone(one, disputed.goal) == []
        assert stored(one, Goal, hidden, "deleted") is deleted
        assert stored(one, Goal, hidden, "text") == "Minder incidenten"
        assert disputed.asked(one) == []


def test_a_case_that_was_edited_while_it_was_deleted_comes_back_whole(disputed: Two) -> None:
    """It has no page left: the page of agreeing shows it."""
    made = disputed[0].desk.read(lambda s: undo.last_act(s, disputed[0].desk.user)).id
    disputed[0].desk.change(lambda s: undo.undo(s, made), "undo", undo_of=made)
    write(disputed[1], disputed.case, "Wie belt?")
    agree(disputed)
    for one in disputed:
        assert [(asked.where, asked.page) for asked in disputed.asked(one)] == [("2026-0200", "")]
        (row,) = one.desk.read(lambda s: conflicts.of_the_gone(s, TODAY)).gone
        assert (row.kind, row.text, row.edits[0].words) == ("Casus", "2026-0200", "Wie belt?")
    act(disputed[1], lambda s: conflicts.restore(s, "case_", disputed.case), conflicts.RESTORE)
    agree(disputed)
    for one in disputed:
        assert (stored(one, Case, disputed.case, "deleted"), stored(one, Goal, disputed.goal, "deleted")) == (
            False,
            False,
        )
        assert disputed.asked(one) == []


def test_deleted_by_someone_who_saw_the_edit_asks_nothing(disputed: Two) -> None:
    row = disputed.goal
    act(disputed[1], lambda s: setattr(s.get_one(Goal, row), "text", "Minder incidenten"), "case.edit")
    agree(disputed)
    act(disputed[0], lambda s: adding.remove(s, "goal", row), "row.remove")
    agree(disputed)
    assert [gone(one, disputed.goal) for one in disputed] == [[], []]


# -------------------------------------------------------------------------------- one note, disputed desks


def test_both_note_the_first_words_of_a_turn_and_both_stand(disputed: Two) -> None:
    turn = turn_at_table(disputed.first, disputed.case)
    agree(disputed)
    said = ("van de een", "van de ander")
    disputed[1].clock.now = disputed[0].clock.now + timedelta(minutes=1)
    for one, text in zip(disputed, said, strict=True):
        act(one, lambda s, text=text: capture.say(s, turn, text, ContributionKind.FACT), "round.say")  # type: ignore[misc]
    agree(disputed)
    for one in disputed:
        note = stored(one, Turn, turn, "contribution_id")
        shown = the_card(one, ("contribution", note, "text"))
        assert {version.words for version in shown.versions} == set(said)
        asked = one.desk.read(lambda s: s.query(Contribution.id).filter_by(case_id=disputed.case).all())
        assert len(asked) == 1, "one note, not disputed of which one is out of sight"
