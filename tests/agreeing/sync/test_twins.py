"""One human recorded by two desks apart, with one BSN: each case says so, and asks for attention."""

from functools import partial

import pytest
from sqlalchemy import select

from tests.agreeing.sync.conftest import Two, term_over
from tests.agreeing.sync.desks import Station
from tests.meetings.world import add_case_rows
from zvhdesk.domain.terms import SubjectRole
from zvhdesk.models.capture import CaptureSession
from zvhdesk.models.cases import Action, Case
from zvhdesk.services import adding
from zvhdesk.services.board import BoardCard, BoardFilters, board
from zvhdesk.services.dossier import PersonRow, dossier
from zvhdesk.services.twins import HERE
from zvhdesk.ui.dossier.persons import double_words

TYPED = {"initials": "P.", "surname": "Dubbel", "birth_date": "01-02-1990", "bsn": "123456782"} | {
    "relation": "zus",
    "role": next(role.value for role in SubjectRole if role is not SubjectRole.MAIN),
}


def _cases(two: Two) -> list[str]:
    """Two active ones that both desks have."""
    first, second, _old = two
    made = [_made(first, number) for number in ("2026-0301", "2026-0302")]
    for one in (first, second, first):
        one.exchange()
    return made


def _made(at: Station, number: str) -> str:
    """Nothing else in it asks for attention."""

    def fn(session: CaptureSession) -> str:
        case = add_case_rows(session, number, ("J.", None, number)).id
        for action in session.scalars(select(Action).where(Action.case_id == case)):
            action.due_on = None
        return case

    return at.desk.change(fn, "case.create")


def _sister(at: Station, case: str) -> PersonRow:
    page = at.desk.read(partial(dossier, case_id=case, today=at.desk.today()))
    (found,) = (row for row in page.persons if row.relation == "zus")
    return found


def _apart(two: Two, cases: list[str]) -> None:
    first, second, _old = two
    for one, case in ((first, cases[0]), (second, cases[1])):
        one.desk.act(partial(adding.add_person, case_id=case, typed=TYPED), adding.PERSON)
    for one in (first, second, first, second):
        one.exchange()


def _on_board(at: Station, filters: BoardFilters) -> dict[str, BoardCard]:
    user, today = at.desk.user, at.desk.today()
    rows = at.desk.read(lambda s: board(s, today, filters, user, 100))
    return {card.id: card for column in rows.columns for card in column.cards}


def test_both_cases_say_with_which_other_one_on_every_desk(two: Two) -> None:
    """SYNC.md A.1, 6: a duplicate BSN becomes a visible possible duplicate."""
    cases = _cases(two)
    _apart(two, cases)
    for one in two[:2]:
        assert [_sister(one, case).twins for case in cases] == [("2026-0302",), ("2026-0301",)]
        assert all(_sister(one, case).possible_duplicate for case in cases)
        page = one.desk.read(partial(dossier, case_id=cases[0], today=one.desk.today()))
        assert [reason.words for reason in page.head.attention] == ["mogelijk dubbel"]
        asking = _on_board(one, BoardFilters(attention=True))
        assert all("mogelijk dubbel" in [tag.words for tag in asking[case].tags] for case in cases)


def test_of_a_shielded_case_there_is_no_hint(two: Two) -> None:
    """DATA.md 14."""
    cases = _cases(two)
    _apart(two, cases)

    def shield(session: CaptureSession) -> None:
        session.get_one(Case, cases[1]).shielded = True

    two[0].desk.change(shield, "case.close")
    assert not _sister(two[0], cases[0]).possible_duplicate
    tags = _on_board(two[0], BoardFilters())[cases[0]].tags
    assert "mogelijk dubbel" not in [tag.words for tag in tags]


@pytest.mark.parametrize("known", [True, False], ids=["somebody both know", "somebody new"])
def test_two_desks_that_take_one_human_into_one_case_are_told(two: Two, *, known: bool) -> None:
    """On one desk the second is refused: somebody with this BSN is in the case."""
    cases = _cases(two)
    if known:
        two[0].desk.act(partial(adding.add_person, case_id=cases[1], typed=TYPED), adding.PERSON)
        two[0].exchange()
        two[1].exchange()
    _apart(two, [cases[0], cases[0]])
    for one in two[:2]:
        page = one.desk.read(partial(dossier, case_id=cases[0], today=one.desk.today()))
        assert [row.twins for row in page.persons] == [(), (HERE,), (HERE,)]
        assert [double_words(row) for row in page.persons[1:]] == ["mogelijk dubbel in deze casus"] * 2
        asking = _on_board(one, BoardFilters(attention=True))
        assert "mogelijk dubbel" in [tag.words for tag in asking[cases[0]].tags]


def test_of_a_case_whose_term_is_over_there_is_no_hint(two: Two) -> None:
    """WGS 1.8(7): it is not named."""
    cases = _cases(two)
    _apart(two, cases)
    term_over(two[0].desk, cases[1])
    assert not _sister(two[0], cases[0]).possible_duplicate
    tags = _on_board(two[0], BoardFilters())[cases[0]].tags
    assert "mogelijk dubbel" not in [tag.words for tag in tags]
