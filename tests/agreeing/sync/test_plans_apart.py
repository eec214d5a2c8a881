"""Two desks begin, type in and adopt the plan of one case apart: one concept, nothing typed out of view.

A case has one concept, and no number of a version is given out twice.
"""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import TypeVar

import pytest
from sqlalchemy import select

from tests.agreeing.central import Central
from tests.agreeing.sync.desks import Station
from tests.agreeing.sync.kept import Kept, Small
from tests.recording.state import state
from zvhdesk.domain.terms import PartnerClass
from zvhdesk.models.capture import CaptureSession, head_rev
from zvhdesk.models.house import Partner
from zvhdesk.models.plans import Plan
from zvhdesk.services import conflicts, editing, undo
from zvhdesk.services.dossier import dossier
from zvhdesk.services.plans import overview, versions
from zvhdesk.services.plans.rows import PlanCard

T = TypeVar("T")
Two = tuple[Station, Station]


@pytest.fixture
def two(pair: Kept[Small], central: Central, tmp_path: Path) -> Iterator[Two]:
    with pair.again(tmp_path, central) as both:
        both[1].clock.forward(minutes=1)
        yield both


@pytest.fixture
def case(pair: Kept[Small]) -> str:
    return pair.about.case


def act(at: Station, fn: Callable[[CaptureSession], T], intent: str) -> T:
    at.clock.forward(seconds=1)
    return at.desk.change(fn, intent, base_rev=at.desk.read(head_rev))


def begin(at: Station, case: str, crisis: str = "") -> str:
    """A new version, and what is typed in it."""
    plan = act(at, lambda s: versions.begin(s, case), versions.BEGIN)
    if crisis:
        write(at, plan, crisis)
    return plan


def write(at: Station, plan: str, crisis: str) -> None:
    cell = ("plan", plan, "crisis")
    act(at, lambda s: editing.save(s, "dossier", cell, crisis, editing.shown_rev(s)), "case.edit")


def adopt(at: Station, plan: str) -> None:
    police = at.desk.read(
        lambda s: s.scalars(select(Partner.id).where(Partner.class_ == PartnerClass.PARAGRAPH_1)).one()
    )
    typed = {"adopted_on": "11-3-2026", "evaluation_on": "9-4-2026"}
    act(at, lambda s: versions.adopt_typed(s, plan, typed, [police]), versions.ADOPT)


def agree(two: Two) -> None:
    for one in (*two, *two):
        one.exchange()
    assert two[0].desk.read(state) == two[1].desk.read(state)


def card(at: Station, case: str) -> PlanCard:
    return at.desk.read(lambda s: versions.plan_card(s, case, at.desk.today()))


def read_on(at: Station, case: str) -> str:
    """All that the card of the plan says of the agreements for a crisis."""
    shown = card(at, case)
    texts = [one.words for one in shown.left_out]
    for field in shown.fields.values():
        texts += [field.text, *(one.words for one in (field.several.versions if field.several else ()))]
    return "\n".join(texts)


def asked(at: Station) -> list[tuple[str, str]]:
    found = at.desk.read(lambda s: conflicts.all_open(s, at.desk.today()))
    return [one.cell[::2] for one in found]


def test_both_began_it_and_there_is_one_concept_with_both_texts(two: Two, case: str) -> None:
    first, second = begin(two[0], case, "Bel de wijkagent."), begin(two[1], case, "Bel de zus.")
    assert first == second
    agree(two)
    for one in two:
        assert one.desk.read(lambda s: list(s.scalars(select(Plan.version)))) == [1]
        shown = card(one, case)
        assert shown.concept is not None
        field = shown.fields["plan", shown.concept.id, "crisis"]
        assert field.several is not None
        assert {v.words for v in field.several.versions} == {"Bel de wijkagent.", "Bel de zus."}
        assert asked(one) == [("plan", "crisis")]


def test_who_only_began_it_is_not_asked_anything(two: Two, case: str) -> None:
    begin(two[0], case, "Bel de wijkagent.")
    begin(two[1], case)
    agree(two)
    for one in two:
        assert (read_on(one, case).strip(), asked(one)) == ("Bel de wijkagent.", [])


@pytest.mark.parametrize("later", [0, 1])
def test_beginning_it_later_does_not_take_back_that_it_was_adopted(two: Two, case: str, later: int) -> None:
    """Whichever clock is ahead: lid 1 adopted it (WGS 2.31)."""
    two[later].clock.forward(minutes=30)
    adopt(two[0], begin(two[0], case, "Bel de wijkagent."))
    begin(two[1], case)
    agree(two)
    for one in two:
        shown = card(one, case)
        assert shown.concept is None
        assert [row.version for row in shown.adopted] == [1]
        assert shown.left_out == ()
        (line,) = one.desk.read(lambda s, at=one: overview.overview(s, at.desk.today())).cases  # type: ignore[misc]
        assert (line.concept, line.current is not None) == (None, True)
        assert asked(one) == []


def test_what_was_typed_while_it_was_adopted_elsewhere_stays_in_view(two: Two, case: str) -> None:
    adopt(two[0], begin(two[0], case, "Bel de wijkagent."))
    begin(two[1], case, "Bel de zus.")
    agree(two)
    for one in two:
        (left,) = card(one, case).left_out
        assert (left.version, left.adopted, left.words) == (1, True, "Bel de zus.")
        assert asked(one) == [], "what is adopted is not chosen anew"
        page = one.desk.read(lambda s, at=one: dossier(s, case, at.desk.today()))  # type: ignore[misc]
        assert not page.asked
    begin(two[0], case)
    agree(two)
    for one in two:
        assert read_on(one, case).strip() == "Bel de wijkagent.\nBel de zus.", (
            "the next version took it along"
        )
        assert card(one, case).left_out == ()


def test_what_comes_in_after_the_next_version_was_begun_is_still_told(two: Two, case: str) -> None:
    adopt(two[0], begin(two[0], case, "Bel de wijkagent."))
    begin(two[0], case)
    begin(two[1], case, "Bel de zus.")
    agree(two)
    for one in two:
        shown = card(one, case)
        assert shown.concept is not None
        assert shown.concept.version == 2
        assert "Bel de zus." in read_on(one, case)
    second = card(two[1], case).concept
    assert second is not None
    write(two[1], second.id, "Bel de wijkagent. Bel de zus.")
    agree(two)
    assert [card(one, case).left_out for one in two] == [(), ()], "it was taken over"


def test_whoever_adopts_the_next_version_has_seen_it(two: Two, case: str) -> None:
    adopt(two[0], begin(two[0], case, "Bel de wijkagent."))
    begin(two[0], case)
    begin(two[1], case, "Bel de zus.")
    agree(two)
    concept = card(two[0], case).concept
    assert concept is not None
    adopt(two[0], concept.id)
    agree(two)
    assert [card(one, case).left_out for one in two] == [(), ()]


def test_versions_that_both_adopted_apart_have_one_number_and_are_asked_about(two: Two, case: str) -> None:
    for one, crisis in zip(two, ("Bel de wijkagent.", "Bel de zus."), strict=True):
        adopt(one, begin(one, case, crisis))
    agree(two)
    for one in two:
        assert [row.version for row in card(one, case).adopted] == [1]
        assert asked(one) == [("plan", "content")]
    begin(two[0], case)
    agree(two)
    for one in two:
        found = one.desk.read(lambda s: sorted(s.scalars(select(Plan.version))))
        assert found == [1, 2]


def test_a_version_that_one_took_back_comes_back_where_another_typed_in_it(two: Two, case: str) -> None:
    begin(two[0], case)
    last = two[0].desk.read(lambda s: undo.last_act(s, two[0].desk.user))
    two[0].desk.change(lambda s: undo.undo(s, last.id), "undo", undo_of=last.id)
    begin(two[1], case, "Bel de zus.")
    agree(two)
    for one in two:
        page = one.desk.read(lambda s, at=one: dossier(s, case, at.desk.today()))  # type: ignore[misc]
        (gone,) = page.asked.gone
        assert [edit.words for edit in gone.edits] == ["Bel de zus."]
    assert begin(two[0], case) != gone.id, "its number is not given out again"


def test_of_two_concepts_the_older_one_is_still_read(two: Two, case: str) -> None:
    """A version taken back, and one begun after it; then the first is put back with what was typed in it."""
    begin(two[0], case)
    last = two[0].desk.read(lambda s: undo.last_act(s, two[0].desk.user))
    two[0].desk.change(lambda s: undo.undo(s, last.id), "undo", undo_of=last.id)
    begin(two[0], case, "Bel de wijkagent.")
    first = begin(two[1], case, "Bel de zus.")
    agree(two)
    act(two[0], lambda s: conflicts.restore(s, "plan", first), conflicts.RESTORE)
    agree(two)
    for one in two:
        shown = card(one, case)
        assert shown.concept is not None
        assert shown.concept.version == 2
        assert [(left.version, left.words) for left in shown.left_out] == [(1, "Bel de zus.")]
    second = card(two[1], case).concept
    assert second is not None
    adopt(two[1], second.id)
    agree(two)
    assert [(card(one, case).concept, card(one, case).left_out) for one in two] == [(None, ())] * 2


def test_of_a_plan_of_one_desk_nothing_is_left_out(two: Two, case: str) -> None:
    plan = begin(two[0], case, "Bel de wijkagent.")
    adopt(two[0], plan)
    assert card(two[0], case).left_out == ()
    assert card(two[0], case).adopted[0].evaluation_on == date(2026, 4, 9)
    assert read_on(two[0], case) == ""
    agree(two)
    assert card(two[1], case).left_out == ()
