"""Two desks each record the judgement of lid 1 (WGS 2.31(2)) without having heard of the other's."""

import pytest

from tests.agreeing.sync.desks import Station, act_now
from tests.recording.state import state
from zvhdesk.domain.refusals import JudgedTwice, Refused
from zvhdesk.domain.terms import PartnerClass, Phase
from zvhdesk.models.capture import CaptureSession
from zvhdesk.models.house import Partner
from zvhdesk.services import adding, assessment, conflicts, moving, undo
from zvhdesk.services.case_sheet import gather_sheet
from zvhdesk.services.conflicts import SETTLE, Conflict, Settled
from zvhdesk.services.dossier import dossier

DAY = "11-03-2026"
Two = tuple[Station, Station]


def judge(at: Station, case: str, answer: str, ground: str, day: str = DAY) -> None:
    typed = {
        f"{what}.{one}": words for one in "abcd" for what, words in (("met", answer), ("ground", ground))
    }

    def fn(session: CaptureSession) -> None:
        police = session.query(Partner.id).filter_by(class_=PartnerClass.PARAGRAPH_1).scalar()
        assessment.record_typed(session, case, {**typed, "decided_on": day}, [police])

    act_now(at, fn, assessment.INTENT)


def agree(beside: Two) -> None:
    for one in (*beside, *beside):
        one.exchange()
    assert beside[0].desk.read(state) == beside[1].desk.read(state)


def answers(at: Station, case: str) -> list[bool | None]:
    """What the page says of each criterion; the paper and the rule of the board say the same."""
    shown = at.desk.read(lambda s: dossier(s, case, at.desk.today())).judged
    said = [row.met for row in shown]
    facts = at.desk.read(lambda s: moving.facts(s, case, at.desk.today())).judged
    paper = at.desk.read(lambda s: gather_sheet(s, case, at.clock())).judged
    assert list(facts.values()) == said
    assert [row.answer for row in paper] == ["ja" if met else "nee" for met in said]
    return said


def asked(at: Station, case: str) -> list[Conflict]:
    found = at.desk.read(lambda s: dossier(s, case, at.desk.today())).asked
    return [one for one in found.conflicts if one.cell[0] == "criterion_judgement"]


def choose(at: Station, card: Conflict, ground: str) -> Settled | Conflict | None:
    version = next(one.id for one in card.versions if ground in one.words)
    return act_now(at, lambda s: conflicts.choose(s, card, version), SETTLE)


@pytest.fixture
def judged(beside: Two, case: str) -> Two:
    judge(beside[0], case, "nee", "Te licht.")
    judge(beside[1], case, "ja", "Zwaar genoeg.")
    agree(beside)
    return beside


def test_both_show_the_same_and_who_looks_sees_that_there_are_two(judged: Two, case: str) -> None:
    assert answers(judged[0], case) == answers(judged[1], case)
    first, second = (asked(one, case) for one in judged)
    assert first == second
    (card,) = first
    assert {one.words.splitlines()[0] for one in card.versions} == {
        "a: nee. Te licht.",
        "a: ja. Zwaar genoeg.",
    }
    assert {one.words.splitlines()[-1] for one in card.versions} == {
        "Beoordeeld op 11 mrt 2026 door Politie."
    }
    assert {one.who for one in card.versions} == {"A. Voorzitter", "iemand van dit huis"}
    shown = [one.words for one in card.versions if one.shown]
    assert shown == [card.versions[0].words]
    assert ("a: ja" in shown[0]) is all(answers(judged[0], case))


def test_the_rail_counts_it_and_says_where_it_stands(judged: Two, case: str) -> None:
    for one in judged:
        today = one.desk.today()
        (question,) = one.desk.read(lambda s, t=today: conflicts.all_open(s, t))  # type: ignore[misc]
        assert (question.label, question.where) == ("Beoordeling door lid 1", "2026-0115")
        assert (question.page, question.argument) == ("dossier", (case, "overview"))
        assert one.desk.read(lambda s, t=today: conflicts.count(s, t)) == 1  # type: ignore[misc]


def test_nothing_goes_to_triage_on_one_of_the_two(judged: Two, case: str) -> None:
    for one in judged:
        with pytest.raises(Refused) as refused:
            act_now(one, lambda s, at=one: moving.move(s, case, Phase.TRIAGE, at.desk.today()), moving.INTENT)  # type: ignore[misc]
        assert refused.value.reason == JudgedTwice()


def test_the_paper_says_that_there_is_another(judged: Two, case: str) -> None:
    for one in judged:
        paper = one.desk.read(lambda s, at=one: gather_sheet(s, case, at.clock()))  # type: ignore[misc]
        assert paper.judged_by == (
            "Beoordeeld op 11 mrt 2026 door Politie. Er is nog een andere beoordeling vastgelegd; "
            "welke geldt is nog niet gekozen."
        )


@pytest.mark.parametrize("ground, met", [("Te licht.", False), ("Zwaar genoeg.", True)])
def test_whoever_chooses_settles_it_for_both(judged: Two, case: str, ground: str, met: bool) -> None:
    assert isinstance(choose(judged[0], asked(judged[0], case)[0], ground), Settled)
    agree(judged)
    for one in judged:
        assert answers(one, case) == [met] * 4
        assert asked(one, case) == []


def test_two_that_choose_apart_and_differ_are_asked_again(judged: Two, case: str) -> None:
    choose(judged[0], asked(judged[0], case)[0], "Te licht.")
    choose(judged[1], asked(judged[1], case)[0], "Zwaar genoeg.")
    agree(judged)
    assert [len(asked(one, case)[0].versions) for one in judged] == [2, 2]
    assert answers(judged[0], case) == answers(judged[1], case)


def test_two_that_choose_the_same_are_not(judged: Two, case: str) -> None:
    for one in judged:
        choose(one, asked(one, case)[0], "Te licht.")
    agree(judged)
    for one in judged:
        assert (asked(one, case), answers(one, case)) == ([], [False] * 4)


def test_what_came_in_after_the_card_is_not_decided_unseen(judged: Two, case: str) -> None:
    before = asked(judged[0], case)[0]
    choose(judged[1], asked(judged[1], case)[0], "Zwaar genoeg.")
    judge(judged[0], case, "nee", "Toch niet.")
    agree(judged)
    outcome = choose(judged[0], before, "Te licht.")
    assert isinstance(outcome, Conflict)
    assert {one.words.splitlines()[0] for one in outcome.versions} == {
        "a: ja. Zwaar genoeg.",
        "a: nee. Toch niet.",
    }


def test_taken_back_the_card_stands_again(judged: Two, case: str) -> None:
    choose(judged[0], asked(judged[0], case)[0], "Te licht.")
    last = judged[0].desk.read(lambda s: undo.last_act(s, judged[0].desk.user))
    judged[0].desk.change(lambda s: undo.undo(s, last.id), "undo", undo_of=last.id)
    agree(judged)
    assert [len(asked(one, case)) for one in judged] == [1, 1]


def test_who_recorded_the_same_apart_agrees(beside: Two, case: str) -> None:
    for one in beside:
        judge(one, case, "ja", "Zwaar genoeg.")
    agree(beside)
    for one in beside:
        assert (asked(one, case), answers(one, case)) == ([], [True] * 4)
        assert one.desk.read(lambda s, at=one: conflicts.count(s, at.desk.today())) == 0  # type: ignore[misc]


def test_of_two_days_the_later_one_is_shown_whoever_heard_of_it_first(beside: Two, case: str) -> None:
    judge(beside[0], case, "ja", "Zwaar genoeg.", "12-03-2026")
    judge(beside[1], case, "nee", "Te licht.")
    agree(beside)
    for one in beside:
        assert answers(one, case) == [True] * 4
        assert len(asked(one, case)) == 1


def test_goals_and_contributions_of_one_day_stand_in_one_order(beside: Two, case: str) -> None:
    for one, word in zip(beside, ("eerste", "tweede"), strict=True):
        for at in (1, 2):
            act_now(one, lambda s, w=f"Doel {word} {at}": adding.add_goal(s, case, {"text": w}), adding.GOAL)  # type: ignore[misc]
            typed = {"received_on": DAY, "kind": "fact", "text": f"Inbreng {word} {at}"}
            act_now(one, lambda s, t=typed: _bring(s, case, t), adding.CONTRIBUTION)  # type: ignore[misc]
    agree(beside)
    shown = [one.desk.read(lambda s, at=one: gather_sheet(s, case, at.clock())) for one in beside]  # type: ignore[misc]
    assert shown[0].goals == shown[1].goals
    assert shown[0].picture == shown[1].picture
    assert (len(shown[0].goals), len(shown[0].picture)) == (4, 4)
    pages = [one.desk.read(lambda s, at=one: dossier(s, case, at.desk.today())) for one in beside]  # type: ignore[misc]
    assert pages[0].goals == pages[1].goals
    assert pages[0].contributions == pages[1].contributions


def _bring(session: CaptureSession, case: str, typed: dict[str, str]) -> None:
    police = session.query(Partner.id).filter_by(class_=PartnerClass.PARAGRAPH_1).scalar()
    adding.add_contribution(session, case, {**typed, "partner_id": police})
