"""What is in use stands, by whatever road that comes to a desk or leaves it (docs/decisions/0027)."""

import pytest
from sqlalchemy import select

from tests.elsewhere import heard
from tests.worlds import SmallHouse
from zvhdesk.models.base import new_id
from zvhdesk.models.capture import CaptureSession, bulk, in_use, placed, unwrite
from zvhdesk.models.cases import Case
from zvhdesk.models.house import CaseTable
from zvhdesk.models.local import ChangeOp, ChangeSet


def remove_elsewhere(house: SmallHouse) -> None:
    heard(house.desk, ("case_table", house.table, "deleted"), True, seen=True)


def stands(house: SmallHouse) -> bool:
    return house.desk.read(lambda s: not s.get_one(CaseTable, house.table).deleted)


def put(house: SmallHouse, base_rev: int | None = None) -> None:
    """The case at that table, by who had seen so much."""

    def fn(session: CaptureSession) -> None:
        session.get_one(Case, house.case_id).table_id = house.table

    house.desk.change(fn, "case.edit", base_rev=base_rev)


def newest(house: SmallHouse, col: str) -> ChangeSet:
    """The change set that wrote such a column last."""
    of = select(ChangeSet).join(ChangeOp).where(ChangeOp.col == col).order_by(ChangeSet.rev.desc()).limit(1)
    return house.desk.read(lambda s: s.scalars(of).one())


def test_a_register_that_was_read_before_its_table_was_removed_is_taken_over(house: SmallHouse) -> None:
    remove_elsewhere(house)
    assert not stands(house)
    row = {"id": new_id(), "stream_id": new_id(), "number": "2026-0400", "table_id": house.table}
    house.desk.change(lambda s: bulk(s, {Case: [row]}), "import.register")
    assert stands(house)


@pytest.mark.parametrize("removed_first", [True, False])
def test_a_desk_that_did_neither_hears_both(house: SmallHouse, *, removed_first: bool) -> None:
    cell = ("case_", house.case_id, "table_id")
    if removed_first:
        remove_elsewhere(house)
    heard(house.desk, cell, house.table, seen=False)
    if not removed_first:
        remove_elsewhere(house)
    assert stands(house)
    heard(house.desk, cell, None, seen=True, later_ms=120_000)
    assert not stands(house)


def test_what_a_desk_forgets_of_a_lost_history_is_in_no_use(house: SmallHouse) -> None:
    put(house)
    remove_elsewhere(house)
    heard(house.desk, ("case_", house.case_id, "table_id"), None, seen=True)
    assert not stands(house)
    back = newest(house, "table_id").rev
    house.desk.receive(lambda s: unwrite(s, [back]))
    assert stands(house), "it points there again"
    mine = newest(house, "table_id").rev
    house.desk.receive(lambda s: unwrite(s, [mine]))
    assert not stands(house)
    gone = newest(house, "deleted").rev
    house.desk.receive(lambda s: unwrite(s, [gone]))
    assert stands(house)
    assert house.desk.read(in_use.held) == set()


def test_a_version_that_is_not_shown_uses_nothing(house: SmallHouse) -> None:
    """Of two that two desks wrote apart another may be shown when the server has them both."""
    heard(house.desk, ("case_", house.case_id, "table_id"), None, seen=False, later_ms=-20_000)
    put(house, base_rev=0)
    remove_elsewhere(house)
    assert stands(house)
    mine = newest(house, "table_id")
    house.desk.receive(lambda s: placed(s, mine.cs_id, 10**15, mine.wall_ms - 60_000))
    assert not stands(house)
