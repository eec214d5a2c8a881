"""A plan is a concept until lid 1 adopted it, and never changes from then on."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from tests.plans.world import TODAY, PlanHouse, adopt, change_plan
from zvhdesk.domain.numbers import NumberInCase
from zvhdesk.domain.refusals import (
    BadInput,
    CannotUndoFormal,
    CaseGone,
    LidOneMissing,
    PlanAdopted,
    Refused,
    RetentionPassed,
)
from zvhdesk.domain.terms import ActionStatus, ContributionKind, NoteKind, PlanState, Step
from zvhdesk.models.capture import CaptureSession
from zvhdesk.models.cases import Action, Case, Contribution, Goal
from zvhdesk.models.local import Draft
from zvhdesk.models.meetings import AgendaItem, Meeting, NoteParagraph
from zvhdesk.models.people import Person
from zvhdesk.models.plans import Plan, Voice
from zvhdesk.services import dossier, editing
from zvhdesk.services.papers.plan import plan_pdf
from zvhdesk.services.plans import content, versions
from zvhdesk.services.plans.content import (
    Brought,
    Decided,
    PlanAction,
    PlanContent,
    PlanPerson,
    Remark,
    from_json,
    to_json,
)
from zvhdesk.services.plans.copies import house_paper
from zvhdesk.services.plans.rows import PlanCard


def said(world: PlanHouse, plan_id: str = "") -> PlanContent:
    which = plan_id or world.concept
    return world.desk.read(lambda session: versions.content_of(session, which, TODAY))


def card(world: PlanHouse) -> PlanCard:
    return world.desk.read(lambda session: versions.plan_card(session, world.case_id, TODAY))


def refusal(world: PlanHouse, act: Any, intent: str = versions.ADOPT) -> object:
    with pytest.raises(Refused) as refused:
        world.desk.change(act, intent)
    return refused.value.reason


def plan(world: PlanHouse, plan_id: str = "") -> Plan:
    return world.desk.read(lambda session: session.get_one(Plan, plan_id or world.concept))


def test_the_first_version_is_a_concept(world: PlanHouse) -> None:
    found = card(world)
    assert found.concept is not None
    assert (found.concept.version, found.adopted) == (1, ())
    assert plan(world).content is None


def test_a_case_has_one_concept_at_most(world: PlanHouse) -> None:
    again = world.desk.change(lambda s: versions.begin(s, world.case_id), versions.BEGIN)
    assert again == world.concept


def test_the_next_version_counts_on_and_takes_the_crisis_agreements_along(world: PlanHouse) -> None:
    change_plan(world, crisis="Bel 112.", evaluation_on=TODAY)
    adopt(world)
    second = world.desk.change(lambda s: versions.begin(s, world.case_id), versions.BEGIN)
    row = plan(world, second)
    assert (row.version, row.state, row.crisis, row.evaluation_on) == (2, PlanState.CONCEPT, "Bel 112.", None)


def test_a_number_is_not_given_out_again(world: PlanHouse) -> None:
    adopt(world)
    world.desk.change(lambda s: versions.begin(s, world.case_id), versions.BEGIN)
    dossier.take_back(world.desk)
    assert card(world).concept is None
    third = world.desk.change(lambda s: versions.begin(s, world.case_id), versions.BEGIN)
    assert plan(world, third).version == 3


@pytest.mark.parametrize("who", ["nobody", "care", "third", "unknown", "police and care"])
def test_only_participants_of_lid_1_adopt(world: PlanHouse, who: str) -> None:
    chosen = {
        "nobody": [],
        "care": [world.house.care],
        "third": [world.third],
        "unknown": [world.unknown],
        "police and care": [world.house.police, world.house.care],
    }[who]
    assert refusal(world, lambda s: versions.adopt(s, world.concept, chosen, TODAY)) == LidOneMissing()
    assert plan(world).state is PlanState.CONCEPT


def test_who_adopted_it_and_when_is_recorded(world: PlanHouse) -> None:
    adopt(world)
    row = plan(world)
    voices = world.desk.read(lambda s: s.scalars(select(Voice).where(Voice.about_id == row.id)).all())
    assert {(voice.partner_id, voice.agreed_on) for voice in voices} == {
        (world.house.police, TODAY),
        (world.om, TODAY),
    }
    assert (row.state, row.adopted_on) == (PlanState.ADOPTED, TODAY)
    current = card(world).current
    assert current is not None
    assert current.adopted_by == ("Openbaar Ministerie", "Politie")


def test_adopting_is_formal_and_not_taken_back(world: PlanHouse) -> None:
    adopt(world)
    with pytest.raises(Refused) as refused:
        dossier.take_back(world.desk)
    assert refused.value.reason == CannotUndoFormal()


def test_an_adopted_version_is_not_adopted_again(world: PlanHouse) -> None:
    adopt(world)
    assert refusal(world, lambda s: versions.adopt(s, world.concept, [world.om], TODAY)) == PlanAdopted()


def test_an_adopted_version_cannot_be_typed_into(world: PlanHouse) -> None:
    change_plan(world, crisis="Bel 112.")
    adopt(world)
    cell = ("plan", world.concept, "crisis")
    reason = refusal(world, lambda s: editing.save(s, "dossier", cell, "Bel niet.", 10_000), "case.edit")
    assert reason == PlanAdopted()


def test_nor_is_what_was_typed_before_taken_back_from_it(world: PlanHouse) -> None:
    change_plan(world, crisis="Bel 112.")
    adopt(world)
    page = world.desk.read(lambda s: dossier.history_page(s, world.case_id, world.desk.user))
    assert page.undoable is not None, "the older act is offered in the history"
    with pytest.raises(Refused) as refused:
        dossier.take_back(world.desk, page.undoable)
    assert refused.value.reason == PlanAdopted()
    assert plan(world).crisis == "Bel 112."


def upset(session: CaptureSession, world: PlanHouse) -> None:
    """Change everything in the case that a plan is made of."""
    for goal in session.scalars(select(Goal)):
        goal.text, goal.measure = "Ander doel", "anders gemeten"
    for action in session.scalars(select(Action)):
        action.text, action.status, action.partner_id = "Andere actie", ActionStatus.DONE, world.third
    for row in session.scalars(select(Contribution)):
        row.text, row.condition, row.deleted = "Andere inbreng", "nooit", True
    for person in session.scalars(select(Person)):
        person.surname = "Anders"
    case = session.get_one(Case, world.case_id)
    case.question, case.table_id, case.municipality = "Andere vraag?", None, None


def test_what_was_adopted_never_changes(world: PlanHouse) -> None:
    change_plan(world, crisis="Bel 112.", evaluation_on=TODAY + timedelta(28))
    adopt(world)
    clock = world.desk.clock()

    def paper() -> bytes:
        return plan_pdf(world.desk.read(lambda s: house_paper(s, world.concept, clock)))

    stood, stored, printed = said(world), plan(world).content, paper()
    world.desk.change(lambda session: upset(session, world), "case.edit")
    assert said(world) == stood
    assert plan(world).content == stored
    assert paper() == printed
    second = world.desk.change(lambda s: versions.begin(s, world.case_id), versions.BEGIN)
    assert said(world, second).question == "Andere vraag?", "a concept follows the case"


def test_the_content_is_that_of_the_case(world: PlanHouse) -> None:
    change_plan(world, crisis="Bel 112.", evaluation_on=TODAY)
    found = said(world)
    assert (found.number, found.initials, found.version) == ("2026-0115", "H.v.L.", 1)
    assert (found.table, found.discussed_on, found.process) == ("Top-X", TODAY, "werkgebied Midden")
    assert found.question == "Hoe wordt het veilig?"
    assert [goal.text for goal in found.goals] == ["Geen incidenten", "Behandelcontact hersteld"]
    assert [remark.who for remark in found.remarks] == ["", "Openbaar Ministerie"], "parked is not there"
    assert [action.number for action in found.actions] == [1, 2, 3, 4, 5]
    assert found.decisions == (
        Decided(
            NumberInCase(1),
            "Ontruiming aangehouden tot 19 maart.",
            TODAY,
            ("Politie",),
            ("Openbaar Ministerie",),
        ),
    )
    assert [person.role for person in found.persons] == ["Betrokkene", "Gezin", "Gezin", "Slachtoffer"]
    assert found.persons[1].name == "S. Loonstra", "a child is seen before who is louder"


def test_the_duiding_is_that_of_the_newest_discussion(world: PlanHouse) -> None:
    def older(session: CaptureSession) -> None:
        meeting = session.get_one(Meeting, world.meeting)
        before = Meeting(
            stream_id=meeting.stream_id,
            table_id=meeting.table_id,
            held_on=TODAY - timedelta(14),
            starts="09:00",
            ends="11:00",
        )
        session.add_all_new([before])
        stream: dict[str, Any] = {"stream_id": world.house.case_stream, "case_id": world.case_id}
        item = AgendaItem(
            **stream,
            meeting_id=before.id,
            position=1,
            title="Eerste keer",
            minutes=20,
            state=session.get_one(AgendaItem, world.item).state,
        )
        session.add_all_new([item])
        said_then = NoteParagraph(
            **stream,
            item_id=item.id,
            step=Step.JUDGEMENT,
            position=1,
            text="Toen was het rustig.",
            kind=NoteKind.NOTE,
        )
        session.add_all_new([said_then])

    world.desk.change(older, "note.add")
    assert "Toen was het rustig." not in [remark.text for remark in said(world).remarks]


def test_no_bsn_no_address_and_no_name_stands_in_a_sentence(world: PlanHouse) -> None:
    text = said(world).actions[3].text
    assert text == "Huisbezoek bij mevrouw R.W., [adres], BSN [BSN]"


@pytest.mark.parametrize(
    "typed,words",
    [
        ("", "Vul in op welke dag"),
        ("31 feb 2026", ""),
        ("13 mrt 2026", "moet nog komen"),
        ("9 mrt 2026", "vóór de aanmelding"),
    ],
)
def test_the_day_of_adopting_is_refused_beside_its_field(world: PlanHouse, typed: str, words: str) -> None:
    reason = refusal(
        world, lambda s: versions.adopt_typed(s, world.concept, {"adopted_on": typed}, [world.om])
    )
    assert isinstance(reason, BadInput)
    assert reason.field == "adopted_on"
    assert words in reason.sentence


def test_a_version_is_not_adopted_before_the_one_before_it(world: PlanHouse) -> None:
    adopt(world, when=TODAY)
    second = world.desk.change(lambda s: versions.begin(s, world.case_id), versions.BEGIN)
    reason = refusal(
        world, lambda s: versions.adopt_typed(s, second, {"adopted_on": "11 mrt 2026"}, [world.om])
    )
    assert isinstance(reason, BadInput)
    assert "Versie 1 is pas op 12 mrt 2026 vastgesteld." in reason.sentence


def test_the_drafts_of_the_form_go_with_the_act(world: PlanHouse) -> None:
    world.desk.keep_draft(versions.ADOPT, ("", world.concept, "adopted_on"), "12 mrt", 0)
    typed = {"adopted_on": "12 mrt 2026", "evaluation_on": "9 apr 2026"}
    world.desk.change(lambda s: versions.adopt_typed(s, world.concept, typed, [world.om]), versions.ADOPT)
    assert world.desk.read(lambda s: s.scalars(select(Draft)).all()) == []


@pytest.mark.parametrize(
    "typed, words",
    [
        ("", "Vul in wanneer dit plan wordt geëvalueerd."),
        ("12 mrt 2026", "De evaluatie komt na het vaststellen op 12 mrt 2026."),
        ("31 feb 2027", ""),
    ],
)
def test_a_plan_is_not_adopted_without_a_day_for_its_evaluation(
    world: PlanHouse, typed: str, words: str
) -> None:
    form = {"adopted_on": "12 mrt 2026", "evaluation_on": typed}
    reason = refusal(world, lambda s: versions.adopt_typed(s, world.concept, form, [world.om]))
    assert isinstance(reason, BadInput)
    assert reason.field == "evaluation_on"
    assert words in reason.sentence


def test_the_evaluation_that_was_chosen_for_the_concept_holds(world: PlanHouse) -> None:
    change_plan(world, evaluation_on=date(2026, 4, 9))
    typed = {"adopted_on": "12 mrt 2026"}
    world.desk.change(lambda s: versions.adopt_typed(s, world.concept, typed, [world.om]), versions.ADOPT)
    card = world.desk.read(lambda s: versions.plan_card(s, world.case_id, TODAY))
    assert card.current is not None
    assert card.current.evaluation_on == date(2026, 4, 9)


def test_after_the_term_and_behind_the_shield_nothing_is_begun_or_adopted(world: PlanHouse) -> None:
    def change(**values: object) -> None:
        def act(session: CaptureSession) -> None:
            for column, value in values.items():
                setattr(session.get_one(Case, world.case_id), column, value)

        world.desk.change(act, "case.edit")

    change(first_processed_on=date(2021, 3, 11))
    for act in (
        lambda s: versions.begin(s, world.case_id),
        lambda s: versions.adopt(s, world.concept, [world.om], TODAY),
    ):
        assert refusal(world, act) == RetentionPassed()
    change(first_processed_on=date(2026, 3, 10), shielded=True)
    looking: tuple[Callable[[Any], object], ...] = (
        lambda s: versions.begin(s, world.case_id),
        lambda s: versions.adopt(s, world.concept, [world.om], TODAY),
        lambda s: versions.content_of(s, world.concept, TODAY),
        lambda s: versions.plan_card(s, world.case_id, TODAY),
    )
    for look in looking:
        assert refusal(world, look) == CaseGone()


def test_the_fields_of_a_concept_are_edited_in_place(world: PlanHouse) -> None:
    fields = card(world).fields
    assert set(fields) == {("plan", world.concept, "crisis"), ("plan", world.concept, "evaluation_on")}
    cell = ("plan", world.concept, "evaluation_on")
    rev = fields[cell].rev
    world.desk.change(lambda s: editing.save(s, "dossier", cell, "9 april 2026", rev), "case.edit")
    assert card(world).fields[cell].text == "9 apr 2026"
    adopt(world)
    assert card(world).fields == {}


def test_only_the_current_version_has_a_late_evaluation(world: PlanHouse) -> None:
    change_plan(world, evaluation_on=TODAY - timedelta(3))
    adopt(world)
    assert [row.days_late for row in card(world).adopted] == [3]
    second = world.desk.change(lambda s: versions.begin(s, world.case_id), versions.BEGIN)
    adopt(world, second)
    found = card(world).adopted
    assert [(row.version, row.days_late, row.current) for row in found] == [(2, 0, True), (1, 0, False)]


_words = st.text(st.characters(blacklist_categories=["Cs"]), max_size=40)
_days = st.none() | st.dates()
_contents = st.builds(
    PlanContent,
    made_on=st.dates(),
    discussed_on=_days,
    evaluation_on=_days,
    adopted_on=_days,
    version=st.integers(1, 99),
    adopted_by=st.lists(_words, max_size=2).map(tuple),
    goals=st.lists(st.builds(content.Goal, text=_words, measure=_words, due_on=_days), max_size=2).map(tuple),
    brought=st.lists(
        st.builds(Brought, text=_words, kind=st.sampled_from(ContributionKind), received_on=st.dates()),
        max_size=2,
    ).map(tuple),
    remarks=st.lists(st.builds(Remark, text=_words, who=_words), max_size=2).map(tuple),
    actions=st.lists(
        st.builds(PlanAction, text=_words, due_on=_days, status=st.sampled_from(ActionStatus)), max_size=2
    ).map(tuple),
    decisions=st.lists(
        st.builds(
            Decided,
            text=_words,
            decided_on=st.dates(),
            decided_by=st.lists(_words, max_size=2).map(tuple),
            awaiting=st.lists(_words, max_size=2).map(tuple),
        ),
        max_size=2,
    ).map(tuple),
    persons=st.lists(st.builds(PlanPerson, name=_words), max_size=2).map(tuple),
)


@given(_contents)
def test_what_is_kept_comes_back_as_it_was(whole: PlanContent) -> None:
    assert from_json(to_json(whole)) == whole
    assert to_json(from_json(to_json(whole))) == to_json(replace(whole))


def test_a_format_of_another_version_is_not_guessed_at() -> None:
    with pytest.raises(ValueError, match="unknown format"):
        from_json('{"format": 2}')
