"""Adding rows to a case: each an act of its own, refused with a sentence at the right field."""

from collections.abc import Callable, Mapping

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from tests.worlds import SmallHouse
from zvhdesk.domain.reading.tidy import tidy
from zvhdesk.domain.refusals import BadInput, CaseGone, LidOneMissing, Refused
from zvhdesk.domain.terms import Criterion, SubjectRole
from zvhdesk.models.capture import CaptureSession
from zvhdesk.models.cases import Action, Case, Contribution, CriterionJudgement, Goal, Subject
from zvhdesk.models.local import ChangeSet, Draft
from zvhdesk.models.people import Person
from zvhdesk.services import adding, assessment
from zvhdesk.services.dossier import history_page, take_back

Act = Callable[[CaptureSession, str, Mapping[str, str]], str]


def add(house: SmallHouse, act: Act, intent: str, **typed: str) -> str:
    return house.desk.change(lambda session: act(session, house.case_id, typed), intent)


def refusal(house: SmallHouse, act: Act, **typed: str) -> BadInput:
    with pytest.raises(Refused) as refused:
        add(house, act, "case.edit", **typed)
    assert isinstance(refused.value.reason, BadInput)
    return refused.value.reason


def person(**typed: str) -> dict[str, str]:
    return {"role": "family", "relation": "zus", "surname": "Loon", **typed}


def test_a_contribution_holds_what_was_typed(house: SmallHouse) -> None:
    row = add(
        house,
        adding.add_contribution,
        adding.CONTRIBUTION,
        partner_id=house.care,
        received_on="do 5 mrt 2026",
        kind="opinion",
        text="  Wij zien een terugval.  ",
        ground="goed hulpverlenerschap",
    )
    found = house.desk.read(lambda s: s.get_one(Contribution, row))
    assert (found.text, found.kind.value, found.received_on.isoformat()) == (
        "Wij zien een terugval.",
        "opinion",
        "2026-03-05",
    )
    assert (found.ground, found.condition) == ("goed hulpverlenerschap", None)
    assert house.desk.read(lambda s: s.scalars(select(ChangeSet.intent)).all())[-1] == "contribution.add"


def test_an_action_needs_someone_and_a_date(house: SmallHouse) -> None:
    assert refusal(house, adding.add_action, text="").field == "Actie"
    assert refusal(house, adding.add_action, text="Bellen").field == "Wie"
    assert refusal(house, adding.add_action, text="Bellen", partner_id=house.police).field == "Termijn"
    bad = refusal(house, adding.add_action, text="Bellen", partner_id=house.police, due_on="31 feb 2026")
    assert (bad.field, bad.sentence) == ("Termijn", "31 februari 2026 bestaat niet.")


def test_numbers_of_actions_are_not_given_out_again(house: SmallHouse) -> None:
    typed = {"text": "Bellen", "partner_id": house.police, "due_on": "2026-03-20"}
    first = add(house, adding.add_action, adding.ACTION, **typed)
    house.desk.change(lambda s: adding.remove(s, "action", first), adding.REMOVE)
    second = add(house, adding.add_action, adding.ACTION, **typed)
    assert house.desk.read(lambda s: s.get_one(Action, second).number) == 2


def test_someone_of_the_circle_has_a_relation(house: SmallHouse) -> None:
    bad = refusal(house, adding.add_person, **person(relation=" "))
    assert bad.field == "Relatie"
    assert "2.19" in bad.sentence
    assert refusal(house, adding.add_person, **person(role="main")).field == "Rol"
    assert refusal(house, adding.add_person, **person(surname="")).field == "Achternaam"
    assert refusal(house, adding.add_person, **person(bsn="123456789")).field == "BSN"
    assert refusal(house, adding.add_person, **person(birth_date="13-13-2010")).field == "Geboortedatum"
    row = add(house, adding.add_person, adding.PERSON, **person(birth_date="2010"))
    subject = house.desk.read(lambda s: s.get_one(Subject, row))
    assert (subject.role, subject.relation) == (SubjectRole.FAMILY, "zus")
    stream = house.desk.read(lambda s: s.get_one(Person, subject.person_id).stream_id)
    assert stream not in (house.case_stream, house.person_stream), "each person has a stream of their own"


def test_the_same_bsn_is_the_same_person_or_a_possible_duplicate(house: SmallHouse) -> None:
    assert refusal(house, adding.add_person, **person(bsn="999990019")).field == "BSN"

    def elsewhere(session: CaptureSession) -> str:
        case = Case(stream_id="b" * 32, number="2026-0116")
        session.add_all_new([case])
        return case.id

    other = house.desk.change(elsewhere, "case.create")
    same = person(bsn="999990019", birth_date="1988-11-07")
    unlike = person(bsn="999990019", birth_date="1990-01-01")
    known = house.desk.change(lambda s: adding.add_person(s, other, same), adding.PERSON)
    assert house.desk.read(lambda s: s.get_one(Subject, known).person_id) == house.person_id
    house.desk.change(lambda s: adding.remove(s, "subject", known), adding.REMOVE)
    double = house.desk.change(lambda s: adding.add_person(s, other, unlike), adding.PERSON)
    subject = house.desk.read(lambda s: s.get_one(Subject, double))
    assert house.desk.read(lambda s: s.get_one(Person, subject.person_id).possible_duplicate)


def test_removing_is_undone_and_the_betrokkene_stays(house: SmallHouse) -> None:
    goal = add(house, adding.add_goal, adding.GOAL, text="Geen incidenten")
    house.desk.change(lambda s: adding.remove(s, "goal", goal), adding.REMOVE)
    assert house.desk.read(lambda s: s.get_one(Goal, goal).deleted)
    newest = house.desk.read(lambda s: history_page(s, house.case_id, house.desk.user)).entries[0]
    assert [(c.label, c.old, c.new) for c in newest.fields] == [("Doel 1", "Geen incidenten", "verwijderd")]
    take_back(house.desk)
    assert not house.desk.read(lambda s: s.get_one(Goal, goal).deleted)
    main = house.desk.read(lambda s: s.scalars(select(Subject.id)).one())
    with pytest.raises(Refused) as refused:
        house.desk.change(lambda s: adding.remove(s, "subject", main), adding.REMOVE)
    assert isinstance(refused.value.reason, BadInput)
    with pytest.raises(Refused) as refused:
        house.desk.change(lambda s: adding.remove(s, "goal", "nothing"), adding.REMOVE)
    assert refused.value.reason == CaseGone()
    with pytest.raises(KeyError):
        house.desk.change(lambda s: adding.remove(s, "partner", house.police), adding.REMOVE)


def test_the_draft_of_a_form_goes_when_its_row_is_added(house: SmallHouse) -> None:
    house.desk.keep_draft(adding.GOAL, ("", house.case_id, "text"), "Geen inci", 0)
    assert house.desk.read(lambda s: adding.form_drafts(s, adding.GOAL, house.case_id)) == {
        "text": "Geen inci"
    }
    add(house, adding.add_goal, adding.GOAL, text="Geen incidenten")
    assert house.desk.read(lambda s: s.scalars(select(Draft)).all()) == []


def whole(**typed: str) -> dict[str, str]:
    answers = {f"met.{c.value}": "ja" for c in Criterion}
    grounds = {f"ground.{c.value}": "Zie de aanmelding." for c in Criterion}
    return answers | grounds | {"decided_on": "11 mrt 2026"} | typed


def judge(house: SmallHouse, typed: dict[str, str], deciders: list[str]) -> None:
    house.desk.change(lambda s: assessment.record_typed(s, house.case_id, typed, deciders), assessment.INTENT)


@pytest.mark.parametrize(
    "typed, field",
    [
        ({"met.c": ""}, "met.c"),
        ({"ground.b": " "}, "ground.b"),
        ({"decided_on": ""}, "decided_on"),
        ({"decided_on": "13 mrt 2026"}, "decided_on"),
        ({"decided_on": "9 mrt 2026"}, "decided_on"),
        ({"decided_on": "gisteren"}, "decided_on"),
    ],
)
def test_a_judgement_is_refused_at_its_field(house: SmallHouse, typed: dict[str, str], field: str) -> None:
    with pytest.raises(Refused) as refused:
        judge(house, whole(**typed), [house.police])
    assert isinstance(refused.value.reason, BadInput)
    assert refused.value.reason.field == field
    assert house.desk.read(lambda s: s.scalars(select(CriterionJudgement)).all()) == []


def test_only_lid_one_judges(house: SmallHouse) -> None:
    for deciders in ([], [house.care], [house.police, house.care]):
        with pytest.raises(Refused) as refused:
            judge(house, whole(), deciders)
        assert refused.value.reason == LidOneMissing()
    judge(house, whole(), [house.police])
    rows = house.desk.read(lambda s: s.scalars(select(CriterionJudgement)).all())
    assert {(row.criterion, row.met, row.decided_by) for row in rows} == {
        (c, True, "Politie") for c in Criterion
    }


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(st.characters(blacklist_categories=["Cs"]), max_size=60))
def test_whatever_is_typed_is_taken_or_refused_with_a_sentence(house: SmallHouse, text: str) -> None:
    typed = {"text": text, "partner_id": house.police, "due_on": "2026-03-20"}
    if tidy(text):
        row = add(house, adding.add_action, adding.ACTION, **typed)
        assert house.desk.read(lambda s: s.get_one(Action, row).text) == text.strip()
    else:
        assert refusal(house, adding.add_action, **typed).sentence
