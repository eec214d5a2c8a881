"""Two desks begin, type in and adopt the plan of one case apart: one concept, nothing typed out of view.

A case has one concept, and no number of a version is given out twice.
"""

from datetime import date

import pytest
from sqlalchemy import select

from tests.agreeing.sync.desks import Station, act_now
from tests.recording.state import state
from zvhdesk.domain.terms import PartnerClass
from zvhdesk.models.house import Partner
from zvhdesk.models.plans import Plan
from zvhdesk.services import conflicts, editing, undo
from zvhdesk.services.dossier import dossier
from zvhdesk.services.plans import overview, versions
from zvhdesk.services.plans.rows import PlanCard

Two = tuple[Station, Station]


def begin(at: Station, case: str, crisis: str = "") -> str:
    """A new version, and what is typed in it."""
    plan = act_now(at, lambda s: versions.begin(s, case), versions.BEGIN)
    if crisis:
        write(at, plan, crisis)
    return plan


def write(at: Station, plan: str, crisis: str) -> None:
    cell = ("plan", plan, "crisis")
    act_now(at, lambda s: editing.save(s, "dossier", cell, crisis, editing.shown_rev(s)), "case.edit")


def take_back(at: Station) -> None:
    last = at.desk.read(lambda s: undo.last_act(s, at.desk.user))
    at.desk.change(lambda s: undo.undo(s, last.id), "undo", undo_of=last.id)


def adopt(at: Station, plan: str) -> None:
    police = at.desk.read(
        lambda s: s.scalars(select(Partner.id).where(Partner.class_ == PartnerClass.PARAGRAPH_1)).one()
    )
    typed = {"adopted_on": "11-3-2026", "evaluation_on": "9-4-2026"}
    act_now(at, lambda s: versions.adopt_typed(s, plan, typed, [police]), versions.ADOPT)


def agree(beside: Two) -> None:
    for one in (*beside, *beside):
        one.exchange()
    assert beside[0].desk.read(state) == beside[1].desk.read(state)


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


def test_both_began_it_and_there_is_one_concept_with_both_texts(beside: Two, case: str) -> None:
    first, second = begin(beside[0], case, "Bel de wijkagent."), begin(beside[1], case, "Bel de zus.")
    assert first == second
    agree(beside)
    for one in beside:
        assert one.desk.read(lambda s: list(s.scalars(select(Plan.version)))) == [1]
        shown = card(one, case)
        assert shown.concept is not None
        field = shown.fields["plan", shown.concept.id, "crisis"]
        assert field.several is not None
        assert {v.words for v in field.several.versions} == {"Bel de wijkagent.", "Bel de zus."}
        assert asked(one) == [("plan", "crisis")]


def test_who_only_began_it_is_not_asked_anything(beside: Two, case: str) -> None:
    begin(beside[0], case, "Bel de wijkagent.")
    begin(beside[1], case)
    agree(beside)
    for one in beside:
        assert (read_on(one, case).strip(), asked(one)) == ("Bel de wijkagent.", [])


@pytest.mark.parametrize("later", [0, 1])
def test_beginning_it_later_does_not_take_back_that_it_was_adopted(
    beside: Two, case: str, later: int
) -> None:
    """Whichever clock is ahead: lid 1 adopted it (WGS 2.31)."""
    beside[later].clock.forward(minutes=30)
    adopt(beside[0], begin(beside[0], case, "Bel de wijkagent."))
    begin(beside[1], case)
    agree(beside)
    for one in beside:
        shown = card(one, case)
        assert shown.concept is None
        assert [row.version for row in shown.adopted] == [1]
        assert shown.left_out == ()
        (line,) = one.desk.read(lambda s, at=one: overview.overview(s, at.desk.today())).cases  # type: ignore[misc]
        assert (line.concept, line.current is not None) == (None, True)
        assert asked(one) == []


def test_what_was_typed_while_it_was_adopted_elsewhere_stays_in_view(beside: Two, case: str) -> None:
    adopt(beside[0], begin(beside[0], case, "Bel de wijkagent."))
    begin(beside[1], case, "Bel de zus.")
    agree(beside)
    for one in beside:
        (left,) = card(one, case).left_out
        assert (left.version, left.adopted, left.words) == (1, True, "Bel de zus.")
        assert asked(one) == [], "what is adopted is not chosen anew"
        page = one.desk.read(lambda s, at=one: dossier(s, case, at.desk.today()))  # type: ignore[misc]
        assert not page.asked
    begin(beside[0], case)
    agree(beside)
    for one in beside:
        assert read_on(one, case).strip() == "Bel de wijkagent.\nBel de zus.", (
            "the next version took it along"
        )
        assert card(one, case).left_out == ()


def test_what_comes_in_after_the_next_version_was_begun_is_still_told(beside: Two, case: str) -> None:
    adopt(beside[0], begin(beside[0], case, "Bel de wijkagent."))
    begin(beside[0], case)
    begin(beside[1], case, "Bel de zus.")
    agree(beside)
    for one in beside:
        shown = card(one, case)
        assert shown.concept is not None
        assert shown.concept.version == 2
        assert "Bel de zus." in read_on(one, case)
    second = card(beside[1], case).concept
    assert second is not None
    write(beside[1], second.id, "Bel de wijkagent. Bel de zus.")
    agree(beside)
    assert [card(one, case).left_out for one in beside] == [(), ()], "it was taken over"


def test_whoever_adopts_the_next_version_has_seen_it(beside: Two, case: str) -> None:
    adopt(beside[0], begin(beside[0], case, "Bel de wijkagent."))
    begin(beside[0], case)
    begin(beside[1], case, "Bel de zus.")
    agree(beside)
    concept = card(beside[0], case).concept
    assert concept is not None
    adopt(beside[0], concept.id)
    agree(beside)
    assert [card(one, case).left_out for one in beside] == [(), ()]


def test_versions_that_both_adopted_apart_have_one_number_and_are_asked_about(beside: Two, case: str) -> None:
    for one, crisis in zip(beside, ("Bel de wijkagent.", "Bel de zus."), strict=True):
        adopt(one, begin(one, case, crisis))
    agree(beside)
    for one in beside:
        assert [(row.version, row.adopted_by) for row in card(one, case).adopted] == [(1, ("Politie",))]
        assert asked(one) == [("plan", "content")]
    begin(beside[0], case)
    agree(beside)
    for one in beside:
        found = one.desk.read(lambda s: sorted(s.scalars(select(Plan.version))))
        assert found == [1, 2]


def test_a_version_that_one_took_back_comes_back_where_another_typed_in_it(beside: Two, case: str) -> None:
    begin(beside[0], case)
    take_back(beside[0])
    begin(beside[1], case, "Bel de zus.")
    agree(beside)
    for one in beside:
        page = one.desk.read(lambda s, at=one: dossier(s, case, at.desk.today()))  # type: ignore[misc]
        (gone,) = page.asked.gone
        assert [edit.words for edit in gone.edits] == ["Bel de zus."]
        assert gone.how == "toegevoegd terwijl het werd verwijderd", (
            "nobody edited it: it was begun there too"
        )
    assert begin(beside[0], case) != gone.id, "its number is not given out again"


def test_what_lid_1_adopted_stands_although_who_began_it_elsewhere_took_that_back(
    beside: Two, case: str
) -> None:
    begin(beside[0], case)
    take_back(beside[0])
    adopt(beside[1], begin(beside[1], case, "Bel de zus."))
    agree(beside)
    for one in beside:
        assert [row.version for row in card(one, case).adopted] == [1]
        assert asked(one) == [], "who only began it is not asked anything"
        page = one.desk.read(lambda s, at=one: dossier(s, case, at.desk.today()))  # type: ignore[misc]
        assert not page.asked
    begin(beside[0], case)
    agree(beside)
    assert [read_on(one, case).strip() for one in beside] == ["Bel de zus."] * 2, "the next goes on from it"


def test_of_two_concepts_the_older_one_is_still_read(beside: Two, case: str) -> None:
    """A version taken back, and one begun after it; then the first is put back with what was typed in it."""
    begin(beside[0], case)
    take_back(beside[0])
    begin(beside[0], case, "Bel de wijkagent.")
    first = begin(beside[1], case, "Bel de zus.")
    agree(beside)
    act_now(beside[0], lambda s: conflicts.restore(s, "plan", first), conflicts.RESTORE)
    agree(beside)
    for one in beside:
        shown = card(one, case)
        assert shown.concept is not None
        assert shown.concept.version == 2
        assert [(left.version, left.words) for left in shown.left_out] == [(1, "Bel de zus.")]
    second = card(beside[1], case).concept
    assert second is not None
    adopt(beside[1], second.id)
    agree(beside)
    assert [(card(one, case).concept, card(one, case).left_out) for one in beside] == [(None, ())] * 2


def test_of_a_plan_of_one_desk_nothing_is_left_out(beside: Two, case: str) -> None:
    plan = begin(beside[0], case, "Bel de wijkagent.")
    adopt(beside[0], plan)
    assert card(beside[0], case).left_out == ()
    assert card(beside[0], case).adopted[0].evaluation_on == date(2026, 4, 9)
    assert read_on(beside[0], case) == ""
    agree(beside)
    assert card(beside[1], case).left_out == ()
