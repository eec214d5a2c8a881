"""The stale-form rule (DATA.md 7), drafts (8)."""

from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from tests.recording.state import state
from tests.worlds import FixedClock, SmallHouse
from zvhdesk.domain.refusals import BadInput, CaseGone, Refused
from zvhdesk.models.capture import Cell
from zvhdesk.models.cases import Case
from zvhdesk.models.local import Draft
from zvhdesk.services.editing import Saved, Shown, TwoVersions, discard_draft, save, show

_TEXTS = count()
"""No text is typed twice, so that an equal value is never a coincidence."""


def _shown(house: SmallHouse, form: str, col: str = "question") -> Shown:
    cell: Cell = ("case_", house.case_id, col)
    return house.desk.read(lambda s: show(s, [cell], form)[cell])


def _save(
    house: SmallHouse, form: str, shown: Shown, typed: str, rev: int | None = None
) -> Saved | TwoVersions:
    at = shown.rev if rev is None else rev
    return house.desk.change(lambda s: save(s, form, shown.cell, typed, at), "case.edit", base_rev=at)


def _question(house: SmallHouse) -> str | None:
    return house.desk.read(lambda s: s.get_one(Case, house.case_id).question)


def test_one_field_in_two_forms_the_second_saved_then_the_first_shows_both(
    house: SmallHouse, clock: FixedClock
) -> None:
    first, second = _shown(house, "first"), _shown(house, "second")
    clock.forward(minutes=1)
    assert isinstance(_save(house, "second", second, "Hoe stopt de stalking?"), Saved)
    before = house.desk.read(state)
    outcome = _save(house, "first", first, "Wie bewaakt de woning?")
    assert isinstance(outcome, TwoVersions)
    assert (outcome.mine, outcome.theirs) == ("Wie bewaakt de woning?", "Hoe stopt de stalking?")
    assert outcome.who == "A. Voorzitter"
    assert outcome.wall_ms == int(clock().timestamp() * 1000)
    assert house.desk.read(state) == before, "nothing is written until the person chose"


@pytest.mark.parametrize("choice", ["Wie bewaakt de woning?", "Hoe stopt de stalking?", "Iets derdes"])
def test_choosing_settles_it(house: SmallHouse, choice: str) -> None:
    first, second = _shown(house, "first"), _shown(house, "second")
    _save(house, "second", second, "Hoe stopt de stalking?")
    outcome = _save(house, "first", first, "Wie bewaakt de woning?")
    assert isinstance(outcome, TwoVersions)
    assert isinstance(_save(house, "first", first, choice, outcome.rev), Saved)
    assert _question(house) == choice


def test_the_same_value_typed_twice_is_no_conflict(house: SmallHouse) -> None:
    first, second = _shown(house, "first"), _shown(house, "second")
    _save(house, "second", second, "Hetzelfde")
    assert isinstance(_save(house, "first", first, "Hetzelfde"), Saved)


def test_another_field_of_the_row_is_no_conflict(house: SmallHouse) -> None:
    first, other = _shown(house, "first"), _shown(house, "second", "main_topic")
    _save(house, "second", other, "stalking")
    assert isinstance(_save(house, "first", first, "Wie bewaakt de woning?"), Saved)


def test_the_form_that_saved_may_save_again(house: SmallHouse) -> None:
    shown = _shown(house, "first")
    for typed in ("een", "twee", "drie"):
        outcome = _save(house, "first", shown, typed)
        assert isinstance(outcome, Saved)
        shown = Shown(shown.cell, outcome.text, outcome.rev)
    assert _question(house) == "drie"


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25, deadline=None)
@given(steps=st.lists(st.tuples(st.integers(0, 2), st.booleans()), max_size=12))
def test_nothing_saved_is_overwritten_unseen(house: SmallHouse, steps: list[tuple[int, bool]]) -> None:
    """Three forms load and save at will: a save overwrites only what that form had been shown."""
    forms = {n: _shown(house, f"form{n}") for n in range(3)}
    seen = {n: _question(house) for n in range(3)}
    for form, load in steps:
        if load:
            forms[form], seen[form] = _shown(house, f"form{form}"), _question(house)
            continue
        stands = _question(house)
        outcome = _save(house, f"form{form}", forms[form], f"tekst {next(_TEXTS)}")
        if isinstance(outcome, Saved):
            assert stands == seen[form], "a value this form never showed was overwritten"
            forms[form] = Shown(forms[form].cell, outcome.text, outcome.rev)
            seen[form] = _question(house)
        else:
            assert stands != seen[form]
            assert _question(house) == stands


def test_a_draft_is_offered_again_and_goes_when_the_field_is_committed(house: SmallHouse) -> None:
    shown = _shown(house, "dossier")
    house.desk.keep_draft("dossier", shown.cell, "Half getyp", shown.rev)
    house.desk.keep_draft("dossier", shown.cell, "Half getypt", shown.rev)
    again = _shown(house, "dossier")
    assert (again.text, again.draft, again.draft_rev) == ("", "Half getypt", shown.rev)
    assert _question(house) is None
    _save(house, "dossier", shown, "Helemaal getypt")
    assert _shown(house, "dossier").draft is None
    assert house.desk.read(lambda s: s.scalars(select(Draft)).all()) == []


def test_a_draft_can_be_let_go(house: SmallHouse) -> None:
    shown = _shown(house, "dossier")
    house.desk.keep_draft("dossier", shown.cell, "Toch niet", shown.rev)
    house.desk.change(lambda s: discard_draft(s, "dossier", shown.cell), "case.edit")
    assert _shown(house, "dossier").draft is None


def test_bad_input_keeps_the_draft_and_changes_nothing(house: SmallHouse) -> None:
    shown = _shown(house, "dossier", "brp_checked_on")
    house.desk.keep_draft("dossier", shown.cell, "30-02-2026", shown.rev)
    with pytest.raises(Refused) as refused:
        _save(house, "dossier", shown, "30-02-2026")
    assert isinstance(refused.value.reason, BadInput)
    assert "februari" in refused.value.reason.sentence
    assert _shown(house, "dossier", "brp_checked_on").draft == "30-02-2026"


def test_a_removed_row_takes_no_edits(house: SmallHouse) -> None:
    shown = _shown(house, "dossier")

    def remove(session: object) -> None:
        session.get_one(Case, house.case_id).deleted = True  # type: ignore[attr-defined]

    house.desk.change(remove, "row.remove")
    with pytest.raises(Refused) as refused:
        _save(house, "dossier", shown, "te laat")
    assert refused.value.reason == CaseGone()
