"""What is in use stands, by whatever road that comes to a desk or leaves it (docs/decisions/0027)."""

from datetime import date
from itertools import permutations

import pytest
from sqlalchemy import select

from tests.agreeing.sync import points
from tests.elsewhere import all_heard, heard
from tests.worlds import SmallHouse
from zvhdesk.models.base import Replicated, new_id
from zvhdesk.models.capture import CaptureSession, Cell, bulk, in_use, placed, unwrite
from zvhdesk.models.cases import Case
from zvhdesk.models.codec import Value
from zvhdesk.models.house import CaseTable, Partner
from zvhdesk.models.local import ChangeOp, ChangeSet
from zvhdesk.models.meetings import AgendaItem, Attendance, Meeting, NoteParagraph


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


def test_in_whatever_order_it_is_heard_a_paragraph_keeps_whom_it_names_as_long_as_its_meeting_stands(
    house: SmallHouse,
) -> None:
    orders = list(permutations(range(3)))
    made = house.desk.change(lambda s: [_a_meeting(s) for _ in orders], "meeting.plan")
    for step in range(3):
        acts = (_acts(*one)[order[step]] for one, order in zip(made, orders, strict=True))
        all_heard(house.desk, dict(acts), seen=False)
    partners = select(Partner.deleted).where(Partner.id.in_([partner for *_, partner in made]))

    def gone() -> list[bool]:
        return house.desk.read(lambda s: list(s.scalars(partners)))

    assert gone() == [True] * len(orders)
    all_heard(house.desk, {("meeting", one, "deleted"): False for one, *_ in made}, seen=True)
    assert gone() == [False] * len(orders)
    all_heard(house.desk, {("agenda_item", item, "deleted"): True for _, item, *_ in made}, seen=True)
    assert gone() == [True] * len(orders), "nor when only the point is taken off"


def _a_meeting(session: CaptureSession) -> tuple[str, str, str, str]:
    """With a point and a paragraph under it, and an organisation that this does not name yet."""
    meeting = points.make(session, Meeting)
    item = points.make(session, AgendaItem, meeting_id=meeting)
    return meeting, item, points.make(session, NoteParagraph, item_id=item), points.make(session, Partner)


def _acts(meeting: str, _item: str, note: str, partner: str) -> tuple[tuple[Cell, Value], ...]:
    return (
        (("partner", partner, "deleted"), True),
        (("meeting", meeting, "deleted"), True),
        (("note_paragraph", note, "partner_id"), partner),
    )


def test_a_point_that_is_put_back_has_back_whom_its_paragraphs_name(house: SmallHouse) -> None:
    """On one desk, where nobody else wrote anything."""
    _, item, note, partner = house.desk.change(_a_meeting, "meeting.plan")

    def put(row: tuple[type[Replicated], str], col: str, value: Value) -> bool:
        house.desk.change(lambda s: setattr(s.get_one(*row), col, value), "agenda.edit")
        return house.desk.read(lambda s: s.get_one(Partner, partner).deleted)

    put((NoteParagraph, note), "partner_id", partner)
    put((AgendaItem, item), "deleted", True)
    assert put((Partner, partner), "deleted", True), "nobody sees that it is named"
    assert not put((AgendaItem, item), "deleted", False)
    assert put((AgendaItem, item), "deleted", True)


def test_a_meeting_that_comes_in_by_pieces_keeps_who_was_there_once_it_is_whole(house: SmallHouse) -> None:
    """Until then it is not there (docs/decisions/0031), though nobody ever said that it is deleted."""
    meeting, cell = new_id(), ("partner", house.care, "deleted")
    there = {"meeting_id": meeting, "partner_id": house.care}
    house.desk.change(lambda s: points.make(s, Attendance, **there), "attendance.add")
    heard(house.desk, ("meeting", meeting, "place"), "Zaal 1", seen=False)
    heard(house.desk, cell, True, seen=True)
    assert house.desk.read(lambda s: s.get_one(Partner, house.care).deleted)
    lacks: dict[str, Value] = {"table_id": house.table, "held_on": date(2026, 4, 1)}
    lacks |= {"starts": "09:30", "ends": "11:00"}
    all_heard(house.desk, {("meeting", meeting, col): value for col, value in lacks.items()}, seen=True)
    assert not house.desk.read(lambda s: s.get_one(Partner, house.care).deleted)


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
