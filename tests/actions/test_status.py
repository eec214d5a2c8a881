"""Another status: which ask for a reason, what is recorded, what is refused."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from tests.actions import world
from tests.actions.world import a_case, an_action
from zvhdesk.domain.actions import days_late, reason_refusal, week_end
from zvhdesk.domain.reading.tidy import tidy
from zvhdesk.domain.refusals import BadInput, CaseGone, Refused, RetentionPassed
from zvhdesk.domain.terms import ActionStatus
from zvhdesk.models.cases import Action, Case
from zvhdesk.models.local import ChangeOp, ChangeSet, Draft
from zvhdesk.services import actions, dossier, words
from zvhdesk.services.actions import STATUS, StatusChanged
from zvhdesk.services.desk import Desk

S = ActionStatus
WHY = {S.BLOCKED, S.NOT_POSSIBLE, S.NOT_DONE, S.LAPSED}
"""geblokkeerd, kan niet meer, niet gedaan, vervallen."""
days = st.dates(date(2020, 1, 1), date(2035, 12, 31))


def give(desk: Desk, status: S, reason: str | None = None, base_rev: int | None = None) -> StatusChanged:
    return desk.change(
        lambda s: actions.change_status(s, "a", status, reason, world.TODAY), STATUS, base_rev=base_rev
    )


def refused(desk: Desk, status: S, reason: str | None = None, base_rev: int | None = None) -> object:
    with pytest.raises(Refused) as caught:
        give(desk, status, reason, base_rev)
    return caught.value.reason


def stands(desk: Desk) -> S:
    return desk.read(lambda s: s.scalars(select(Action.status).where(Action.id == "a")).one())


@pytest.fixture
def one(desk: Desk) -> Desk:
    world.put(desk, a_case("one", an_action("a", -6)))
    return desk


@given(status=st.sampled_from(S), reason=st.none() | st.text(max_size=12))
def test_four_statuses_ask_why_and_the_others_do_not(status: S, reason: str | None) -> None:
    said = bool(tidy(reason or ""))
    broken = any("\ud800" <= sign <= "\udfff" for sign in tidy(reason or ""))
    wrong = reason_refusal(status, reason)
    assert (wrong is not None) == (broken or (status in WHY and not said))
    assert wrong is None or (wrong.field == "Reden" and wrong.sentence.endswith("."))


def test_a_reason_is_a_sentence_and_not_a_file() -> None:
    assert reason_refusal(S.BLOCKED, "x" * 400) is None
    assert isinstance(reason_refusal(S.BLOCKED, "x" * 401), BadInput)


@given(status=st.sampled_from(S), due=st.none() | days, today=days)
def test_only_what_is_open_and_past_its_term_is_late(status: S, due: date | None, today: date) -> None:
    late = days_late(status, due, today)
    if status in (S.OPEN, S.IN_PROGRESS, S.BLOCKED) and due is not None and due < today:
        assert due + timedelta(days=late) == today
    else:
        assert late == 0


@given(today=days)
def test_a_week_ends_on_sunday(today: date) -> None:
    assert week_end(today).isoweekday() == 7
    assert 0 <= (week_end(today) - today).days <= 6
    assert week_end(today).isocalendar()[:2] == today.isocalendar()[:2]


@pytest.mark.parametrize("status", [status for status in S if status is not S.OPEN])
def test_it_is_one_act_that_says_from_what_to_what_and_why(one: Desk, status: S) -> None:
    changed = give(one, status, "  omdat het zo is ")
    assert (changed.before, changed.status, changed.days_late) == (S.OPEN, status, 6)
    assert stands(one) is status
    newest = one.read(lambda s: s.scalars(select(ChangeSet).order_by(ChangeSet.rev.desc())).first())
    assert newest is not None
    assert (newest.intent, newest.reason, newest.user) == ("action.status", "omdat het zo is", one.user)
    ops = one.read(lambda s: s.scalars(select(ChangeOp).where(ChangeOp.rev == newest.rev)).all())
    assert [(op.col, op.old, op.new) for op in ops] == [("status", '"open"', f'"{status.value}"')]


def test_history_tells_who_when_from_what_to_what_and_why(one: Desk) -> None:
    give(one, S.BLOCKED, "wacht op politie")
    give(one, S.DONE)
    history = one.read(lambda s: actions.detail(s, "a", world.TODAY)).history
    told = [
        (entry.who, f"{entry.at:%d-%m-%Y %H:%M}", entry.what, entry.reason, entry.fields[-1].label)
        for entry in history
    ]
    assert told[:2] == [
        ("E. de Vries", "16-03-2026 09:41", "Actie bijgewerkt", None, "Status"),
        ("E. de Vries", "16-03-2026 09:41", "Actie bijgewerkt", "wacht op politie", "Status"),
    ]
    assert [(entry.fields[-1].old, entry.fields[-1].new) for entry in history[:2]] == [
        ("Geblokkeerd", "Gereed"),
        ("Open", "Geblokkeerd"),
    ]
    assert history[-1].what == "Overgenomen uit het register"
    assert {"Actie", "Wie", "Termijn", "Status"} <= {field.label for field in history[-1].fields}


def test_history_of_one_action_says_nothing_of_its_neighbours(desk: Desk) -> None:
    world.put(desk, a_case("one", an_action("a"), an_action("b", text="Iets anders")))
    desk.change(lambda s: actions.change_status(s, "b", S.DONE, None, world.TODAY), STATUS)
    history = desk.read(lambda s: actions.detail(s, "a", world.TODAY)).history
    assert len(history) == 1
    assert "Iets anders" not in repr(history)


@pytest.mark.parametrize("status", sorted(WHY))
def test_without_a_reason_nothing_is_recorded(one: Desk, status: S) -> None:
    before = one.read(lambda s: s.scalars(select(ChangeSet.rev)).all())
    for empty in (None, "", "  \n "):
        wrong = refused(one, status, empty)
        assert isinstance(wrong, BadInput)
        assert wrong.field == "Reden"
    assert stands(one) is S.OPEN
    assert one.read(lambda s: s.scalars(select(ChangeSet.rev)).all()) == before


def test_the_same_status_again_is_no_act(one: Desk) -> None:
    give(one, S.BLOCKED, "wacht")
    assert refused(one, S.BLOCKED, "wacht nog") == BadInput("Status", "Deze actie staat al op geblokkeerd.")


def test_ctrl_z_takes_it_back_and_the_reason_of_before_stands_again(one: Desk) -> None:
    give(one, S.BLOCKED, "wacht op politie")
    give(one, S.LAPSED, "casus gaat anders verder")
    dossier.take_back(one)
    assert stands(one) is S.BLOCKED
    assert one.read(lambda s: actions.detail(s, "a", world.TODAY)).reason == "wacht op politie"
    dossier.take_back(one)
    assert stands(one) is S.OPEN


def test_a_form_that_was_shown_another_status_says_so_first(one: Desk) -> None:
    shown = one.read(lambda s: actions.detail(s, "a", world.TODAY)).rev
    give(one, S.IN_PROGRESS)
    wrong = refused(one, S.DONE, base_rev=shown)
    assert isinstance(wrong, BadInput)
    assert wrong.field == "Status"
    assert "E. de Vries heeft dit intussen gewijzigd in loopt; u koos gereed." in wrong.sentence
    assert stands(one) is S.IN_PROGRESS
    again = one.read(lambda s: actions.detail(s, "a", world.TODAY)).rev
    give(one, S.DONE, base_rev=again)
    assert stands(one) is S.DONE


def test_a_case_whose_five_years_are_over_is_shown_and_not_changed(desk: Desk) -> None:
    over = world.TODAY.replace(year=world.TODAY.year - 5) - timedelta(days=1)
    world.put(desk, a_case("one", an_action("a", -6), first_processed_on=over))
    assert desk.read(lambda s: actions.detail(s, "a", world.TODAY)).read_only
    assert refused(desk, S.DONE) == RetentionPassed()
    assert desk.read(lambda s: actions.page(s, world.TODAY, actions.ActionFilters())).total == 1


def test_a_shielded_case_has_no_actions_to_open_or_change(one: Desk) -> None:
    one.change(lambda s: setattr(s.get_one(Case, "one"), "shielded", True), "case.close")
    assert refused(one, S.DONE) == CaseGone()
    with pytest.raises(Refused):
        one.read(lambda s: actions.detail(s, "a", world.TODAY))
    assert refused_unknown(one) == CaseGone()


def refused_unknown(desk: Desk) -> object:
    with pytest.raises(Refused) as caught:
        desk.read(lambda s: actions.detail(s, "no-such-action", world.TODAY))
    return caught.value.reason


def test_a_reason_kept_as_a_draft_goes_when_it_is_recorded(one: Desk) -> None:
    one.keep_draft(STATUS, ("action", "a", "reason"), "wacht op pol", 0)
    assert one.read(lambda s: actions.detail(s, "a", world.TODAY)).drafts == {"reason": "wacht op pol"}
    give(one, S.BLOCKED, "wacht op politie")
    assert not one.read(lambda s: s.scalars(select(Draft)).all())


def test_every_status_has_a_word() -> None:
    said = {words.word(status).lower() for status in S}
    assert said == {"open", "loopt", "geblokkeerd", "gereed", "kan niet meer", "niet gedaan", "vervallen"}


def test_old_rows_without_the_new_columns_can_be_opened(desk: Desk) -> None:
    world.put(desk, a_case("one", an_action("a", read_back=None, held_back=None, owner=None, made_on=None)))
    shown = desk.read(lambda s: actions.detail(s, "a", world.TODAY))
    assert not shown.read_back
    assert shown.made_on is None
