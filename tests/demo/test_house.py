from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tests.worlds import new_desk
from zvhdesk.demo.house import fill
from zvhdesk.demo.people import People
from zvhdesk.demo.plans import case_plans
from zvhdesk.domain.bsn import is_bsn
from zvhdesk.domain.clocks import destroy_by, retention_passed
from zvhdesk.domain.reading.births import ages_on
from zvhdesk.domain.terms import BOARD_PHASES, ActionStatus, PartnerClass, Phase
from zvhdesk.models.cases import Action, Case, Contribution, CriterionJudgement, Goal, Referral, Subject
from zvhdesk.models.house import CaseTable, Municipality, Partner
from zvhdesk.models.local import ChangeSet
from zvhdesk.models.people import Person
from zvhdesk.services.desk import Desk

TODAY = date(2026, 3, 12)
NOW = datetime(2026, 3, 12, 9, 41, tzinfo=UTC)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    desk = new_desk(tmp_path_factory.mktemp("demo"), lambda: NOW)
    fill(desk, TODAY)
    yield desk
    desk.close()


def every(demo: Desk, cls: type[Any]) -> list[Any]:
    return demo.read(lambda session: list(session.scalars(select(cls))))


def test_the_board_is_that_of_a_busy_house(demo: Desk) -> None:
    cases = every(demo, Case)
    phases = Counter(case.phase for case in cases)
    assert sum(phases[phase] for phase in BOARD_PHASES) == 64
    assert [phases[phase] for phase in BOARD_PHASES] == [5, 6, 8, 9, 31, 5]
    assert phases[Phase.CLOSED] == 8
    assert {case.shielded for case in cases if case.phase is Phase.CLOSED} == {True}
    assert {case.shielded for case in cases if case.phase is not Phase.CLOSED} == {False}
    assert len({case.number for case in cases}) == 72
    assert len({case.municipality for case in cases} - {None}) >= 8


def test_every_reason_for_attention_is_there(demo: Desk) -> None:
    cases, referrals = every(demo, Case), every(demo, Referral)
    open_cases = [case for case in cases if not case.shielded]
    actions = every(demo, Action)
    late = [one for one in actions if one.status is ActionStatus.OPEN and one.due_on < TODAY]
    busy = {one.case_id for one in actions if one.status is ActionStatus.OPEN}
    assert any(case.brp_checked_on is None for case in open_cases)
    assert any(referral.urgent for referral in referrals)
    assert any(case.municipality is None and case.question is None for case in open_cases)
    assert any(case.phase is Phase.TRIAGE and (TODAY - case.phase_since).days > 28 for case in open_cases)
    assert max((TODAY - c.phase_since).days for c in open_cases if c.phase is Phase.WAITING_LIST) == 61
    assert len({one.case_id for one in late}) >= 4
    assert any(
        case.phase is Phase.AT_TABLE and case.id not in busy and (TODAY - case.phase_since).days > 42
        for case in open_cases
    )
    assert sum(retention_passed(case.first_processed_on, TODAY) for case in open_cases) == 1
    assert any(0 <= (destroy_by(case.first_processed_on) - TODAY).days <= 30 for case in open_cases)
    assert any(case.age_deviation for case in open_cases)
    assert any(person.possible_duplicate for person in every(demo, Person))


def test_the_order_of_the_law_holds_in_it(demo: Desk) -> None:
    """WGS 2.31(2): lid 1 judged before triage, and nothing was asked of partners before that."""
    judged = Counter(one.case_id for one in every(demo, CriterionJudgement))
    contributed = {one.case_id for one in every(demo, Contribution)}
    for case in every(demo, Case):
        if case.phase in (Phase.REFERRED, Phase.ASSESSMENT):
            assert case.id not in contributed
        else:
            assert judged[case.id] == 4
        if case.phase not in (Phase.REFERRED, Phase.ASSESSMENT, Phase.TRIAGE):
            assert case.product is not None
            assert case.table_id is not None
    planned = {one.case_id for one in every(demo, Goal)}
    assert planned >= {case.id for case in every(demo, Case) if case.phase is Phase.AT_TABLE}


def test_ages_fit_the_tables_but_for_the_one_deviation(demo: Desk) -> None:
    tables = {table.id: table for table in every(demo, CaseTable)}
    persons = {person.id: person for person in every(demo, Person)}
    main = {one.case_id: persons[one.person_id] for one in every(demo, Subject) if one.role == "main"}
    referred = {one.case_id: one.referred_on for one in every(demo, Referral)}
    for case in every(demo, Case):
        birth = main[case.id].birth_date
        if case.table_id is None or birth is None:
            continue
        table, (least, greatest) = tables[case.table_id], ages_on(birth, referred[case.id])
        fits = (table.min_age is None or greatest >= table.min_age) and (
            table.max_age is None or least <= table.max_age
        )
        assert fits == (case.age_deviation is None)


def test_nothing_in_it_lies_ahead_of_today(demo: Desk) -> None:
    now = int(NOW.timestamp() * 1000)
    assert all(one.wall_ms <= now for one in every(demo, ChangeSet))
    for case in every(demo, Case):
        days = (
            case.first_processed_on,
            case.phase_since,
            case.started_on,
            case.closed_on,
            case.brp_checked_on,
        )
        assert all(day <= TODAY for day in days if day is not None)
        assert case.first_processed_on <= case.phase_since
    assert all(one.received_on <= TODAY for one in every(demo, Contribution))
    assert all(one.decided_on <= TODAY for one in every(demo, CriterionJudgement))


def test_history_is_spread_over_time_and_says_demo(demo: Desk) -> None:
    sets = every(demo, ChangeSet)
    assert {one.origin for one in sets} == {"demo"}
    assert len({one.wall_ms // 86_400_000 for one in sets}) > 50
    assert {"case.refer", "assessment.record", "contribution.add", "plan.change"} <= {
        one.intent for one in sets
    }


def test_no_third_refers(demo: Desk) -> None:
    thirds = {one.id for one in every(demo, Partner) if one.class_ is PartnerClass.THIRD}
    assert thirds
    assert not thirds & {one.referrer_id for one in every(demo, Referral)}


def test_every_gemeente_has_a_work_area(demo: Desk) -> None:
    assert all(one.work_area_id for one in every(demo, Municipality))


def test_the_same_seed_and_day_are_the_same_house(tmp_path: Path, demo: Desk) -> None:
    other = new_desk(tmp_path, lambda: NOW)
    fill(other, TODAY)

    def told(session: Session) -> list[tuple[object, ...]]:
        rows = session.execute(
            select(Case.number, Case.phase, Case.question, Person.surname, Person.bsn)
            .join(Subject, Subject.case_id == Case.id)
            .join(Person, Person.id == Subject.person_id)
        )
        return sorted((tuple(map(str, row)) for row in rows), key=str)

    assert other.read(told) == demo.read(told)
    other.close()


@given(st.integers(0, 10_000), st.dates(date(2024, 1, 1), date(2040, 12, 31)), st.integers(0, 130))
def test_a_house_can_be_planned_on_any_day(seed: int, today: date, cases: int) -> None:
    plans = case_plans(Random(seed), today, cases)
    assert len([plan for plan in plans if plan.phase is not Phase.CLOSED]) == cases
    assert [plan.referred_on for plan in plans] == sorted(plan.referred_on for plan in plans)
    assert all(plan.referred_on <= plan.phase_since <= today for plan in plans)


def test_bsns_are_of_the_range_for_tests_and_never_twice() -> None:
    people = People(Random(3))
    bsns = [people.one(TODAY, (12, 70)).bsn for _ in range(900)]
    known = [bsn for bsn in bsns if bsn is not None]
    assert len(set(known)) == len(known) > 800
    assert all(bsn.startswith("99999") and is_bsn(bsn) for bsn in known)


def test_every_person_has_one_stream(demo: Desk) -> None:
    persons = every(demo, Person)
    assert len({person.stream_id for person in persons}) == len(persons)
    count = demo.read(lambda s: s.scalar(select(func.count()).select_from(Subject)))
    assert count == len(persons)
