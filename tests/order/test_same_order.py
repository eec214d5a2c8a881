"""Two desks with the same rows show the same, in the same order, on every page and every paper.

The oracle is that a row has no place of its own: what was received first says nothing (SYNC.md A.2).
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.order.turned import Turned, turned
from tests.worlds import FixedClock
from zvhdesk.domain.refusals import Refusal, Refused
from zvhdesk.domain.terms import BOARD_PHASES
from zvhdesk.models.cases import Action, Case
from zvhdesk.models.house import CaseTable
from zvhdesk.models.meetings import AgendaItem, Meeting
from zvhdesk.models.plans import Plan
from zvhdesk.services import board, case_sheet, figures, finding, house, moving, regimes
from zvhdesk.services.actions import listing
from zvhdesk.services.actions.detail import detail
from zvhdesk.services.actions.rows import ActionFilters, By, Show
from zvhdesk.services.actions.tiles import tiles
from zvhdesk.services.board import BoardFilters
from zvhdesk.services.desk import Desk
from zvhdesk.services.dossier import dossier, history_page
from zvhdesk.services.going_out import going_out
from zvhdesk.services.importing.house_view import HouseView, read_house
from zvhdesk.services.meetings import (
    candidates,
    closing,
    console,
    decisions_list,
    follow_up,
    left_behind,
    next_table,
    overview,
    planning,
    returning,
    room,
    turns,
)
from zvhdesk.services.meetings.door import items_of
from zvhdesk.services.meetings.involved import involved
from zvhdesk.services.plans import copies, versions
from zvhdesk.services.plans import overview as plans

CLOCK = FixedClock()
NOW = CLOCK()
TODAY = NOW.date()
NOW_MS = int(NOW.timestamp() * 1000)
DEVICE = "een ander apparaat"
Read = Callable[[Session, str], Any]


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Turned]:
    made = turned(tmp_path_factory.mktemp("turned"), CLOCK)
    yield made
    made.close()


def _ids(both: Turned, of: Any) -> list[str]:
    return sorted(both.one.read(lambda session: list(session.scalars(of))))


def require_same(both: Turned, read: Callable[[Session], Any], what: str) -> Any:
    one, other = (_answer(desk, read) for desk in (both.one, both.other))
    assert one == other, what
    return one


def _answer(desk: Desk, read: Callable[[Session], Any]) -> Any:
    try:
        return desk.read(read)
    except Refused as refused:
        return refused.reason


OF_CASE: dict[str, Read] = {
    "dossier": lambda s, case: dossier(s, case, TODAY, names=True),
    "geschiedenis": lambda s, case: history_page(s, case, "iemand").entries,
    "casusblad": lambda s, case: case_sheet.gather_sheet(s, case, NOW),
    "feiten": lambda s, case: moving.facts(s, case, TODAY),
    "planversies": lambda s, case: versions.plan_card(s, case, TODAY),
    "betrokken": lambda s, case: [partner.id for partner in involved(s, [case])],
}
OF_PLAN: dict[str, Read] = {
    "inhoud": lambda s, plan: versions.content_of(s, plan, TODAY),
    "leesexemplaar": lambda s, plan: copies.house_paper(s, plan, NOW),
    "ontvangers": copies.receivers,
}
OF_MEETING: dict[str, Read] = {
    "agenda": lambda s, meeting: planning.agenda(s, meeting, TODAY, DEVICE),
    "regiescherm": lambda s, meeting: console.console(s, meeting, NOW_MS, DEVICE),
    "besluitenlijst": lambda s, meeting: decisions_list.decisions_list(s, meeting, NOW),
    "sluiten": lambda s, meeting: closing.ready_to_close(s, meeting, NOW_MS),
    "nawerken": follow_up.owed,
    "van de agenda": left_behind.left_behind,
    "komt terug": lambda s, meeting: returning.returns(s, s.get_one(Meeting, meeting), items_of(s, meeting)),
    "doorgeschoven": lambda s, meeting: returning.points_put_off(s, s.get_one(Meeting, meeting)),
    "aan tafel": lambda s, meeting: [partner.id for partner in turns.partners_present(s, meeting)],
    "plannen": lambda s, meeting: plans.overview(s, TODAY, meeting),
}
OF_TABLE: dict[str, Read] = {
    "kandidaten": lambda s, table: candidates.candidates(s, table, "", TODAY),
    "bord": lambda s, table: board.board(s, TODAY, BoardFilters(table=table), ""),
    "volgende": lambda s, table: _id_of(next_table.next_planned(s, table, TODAY)),
}
OF_HOUSE: dict[str, Callable[[Session], Any]] = {
    "bord": lambda s: board.board(s, TODAY, BoardFilters(), "", names=True),
    "bord per tafel": lambda s: board.board(s, TODAY, BoardFilters(by_table=True), ""),
    "meer": lambda s: [board.more(s, TODAY, BoardFilters(), "", phase, 0) for phase in BOARD_PHASES],
    "bijeenkomsten": lambda s: overview.meetings(s, TODAY, DEVICE),
    "plannen": lambda s: plans.overview(s, TODAY),
    "tegels": lambda s: tiles(s, TODAY),
    "jaarcijfers": lambda s: figures.figures(s, TODAY.year),
    "beheer": lambda s: house.overview(s, ""),
    "keuze van tafels": lambda s: regimes.choices(s, None),
    "gaat uit": going_out,
    "gevonden": lambda s: finding.find(s, "2026", names=True).hits,
    "gevonden teksten": lambda s: finding.find(s, "de", names=True).texts,
    "overnemen": lambda s: _seen_by_an_import(read_house(s)),
}


def _seen_by_an_import(view: HouseView) -> Any:
    return view.tables, view.partners, view.persons


def _id_of(row: Any) -> str | None:
    return None if row is None else row.id


def require_same_of_each(both: Turned, read: Read, ids: Sequence[str], what: str) -> None:
    answers = [require_same(both, lambda s, of=one: read(s, of), what) for one in ids]  # type: ignore[misc]
    assert any(not isinstance(answer, Refusal) for answer in answers), "none of them was shown"


@pytest.mark.parametrize("what", OF_CASE)
def test_of_every_case(both: Turned, what: str) -> None:
    require_same_of_each(both, OF_CASE[what], _ids(both, select(Case.id)), what)


@pytest.mark.parametrize("what", OF_PLAN)
def test_of_every_plan(both: Turned, what: str) -> None:
    require_same_of_each(both, OF_PLAN[what], _ids(both, select(Plan.id)), what)


@pytest.mark.parametrize("what", OF_MEETING)
def test_of_every_meeting(both: Turned, what: str) -> None:
    require_same_of_each(both, OF_MEETING[what], _ids(both, select(Meeting.id)), what)


def test_of_every_case_at_a_table(both: Turned) -> None:
    ids = _ids(both, select(AgendaItem.id).where(AgendaItem.case_id.is_not(None)))
    require_same_of_each(both, lambda s, item: room.wall(s, item, TODAY), ids, "zaalscherm")


def test_of_every_action(both: Turned) -> None:
    ids = _ids(both, select(Action.id))
    require_same_of_each(both, lambda s, action: detail(s, action, TODAY), ids, "actie")


@pytest.mark.parametrize("what", OF_TABLE)
def test_of_every_table(both: Turned, what: str) -> None:
    require_same_of_each(both, OF_TABLE[what], _ids(both, select(CaseTable.id)), what)


@pytest.mark.parametrize("what", OF_HOUSE)
def test_of_the_house(both: Turned, what: str) -> None:
    require_same(both, OF_HOUSE[what], what)


@pytest.mark.parametrize("by", By)
@pytest.mark.parametrize("show", Show)
def test_of_the_actions(both: Turned, show: Show, by: By) -> None:
    require_same(both, lambda s: listing.page(s, TODAY, ActionFilters(show, by)), f"{show} {by}")
    # A page may end between two of one term, group, case and number.
    require_same(both, lambda s: listing.page(s, TODAY, ActionFilters(show, by), limit=1), f"{show} {by} 1")
