"""Every change is recorded, in the same transaction, one change set per stream (DATA.md 5)."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tests.recording.state import records, state
from tests.worlds import FixedClock, SmallHouse, new_desk, small_house
from zvhdesk.domain.terms import Phase
from zvhdesk.models.base import new_id
from zvhdesk.models.capture import CaptureSession, UncapturedDelete, apply, bulk, head_rev
from zvhdesk.models.cases import Action, Case, Referral, Subject
from zvhdesk.models.local import AccessEvent, ChangeOp, ChangeSet, Stream
from zvhdesk.models.people import Person
from zvhdesk.services.desk import EVERYTHING, Changes, Desk


def newest_ops(desk: Desk, change_sets: int) -> list[tuple[str, str, str]]:
    """Column, old and new of what the newest change sets wrote."""

    def ops(session: Session) -> list[tuple[str, str, str]]:
        found = session.execute(
            select(ChangeOp.col, ChangeOp.old, ChangeOp.new)
            .where(ChangeOp.rev > head_rev(session) - change_sets)
            .order_by(ChangeOp.id)
        )
        return [(col, old, new) for col, old, new in found]

    return desk.read(ops)


def test_an_act_makes_one_change_set_per_stream_that_share_the_act(house: SmallHouse) -> None:
    def both(session: CaptureSession) -> None:
        session.get_one(Case, house.case_id).question = "Hoe wordt het thuis weer veilig?"
        session.get_one(Person, house.person_id).address = "Dorpsstraat 1"

    house.desk.change(both, "case.edit")
    newest = house.desk.read(records)[-2:]
    assert {record.stream_id for record in newest} == {house.case_stream, house.person_stream}
    assert len({record.act for record in newest}) == 1
    assert len({record.cs_id for record in newest}) == 2
    assert set(newest_ops(house.desk, 2)) == {
        ("question", "null", '"Hoe wordt het thuis weer veilig?"'),
        ("address", "null", '"Dorpsstraat 1"'),
    }


def test_an_insert_records_one_op_per_filled_column(house: SmallHouse) -> None:
    def add(session: CaptureSession) -> str:
        row = Action(stream_id=house.case_stream, case_id=house.case_id, number=1, text="Bellen")
        session.add(row)
        session.flush()
        return row.id

    row_id = house.desk.change(add, "action.add")
    columns = house.desk.read(lambda s: s.scalars(select(ChangeOp.col).where(ChangeOp.row == row_id)).all())
    assert sorted(columns) == ["case_id", "held_back", "number", "read_back", "status", "text"]


def test_a_cell_set_twice_in_one_act_is_one_op_with_the_first_old_and_the_last_new(house: SmallHouse) -> None:
    def twice(session: CaptureSession) -> None:
        case = session.get_one(Case, house.case_id)
        case.phase = Phase.TRIAGE
        session.flush()
        case.phase = Phase.WAITING_LIST

    house.desk.change(twice, "case.move")
    assert newest_ops(house.desk, 1) == [("phase", '"assessment"', '"waiting_list"')]


def test_an_act_that_fails_leaves_neither_data_nor_record(house: SmallHouse) -> None:
    before = house.desk.read(lambda s: (state(s), s.scalar(select(func.count(ChangeSet.rev)))))

    def fail(session: CaptureSession) -> None:
        session.get_one(Case, house.case_id).question = "weg"
        session.flush()
        raise ValueError

    with pytest.raises(ValueError):  # noqa: PT011  (our own, made above)
        house.desk.change(fail, "case.edit")
    assert house.desk.read(lambda s: (state(s), s.scalar(select(func.count(ChangeSet.rev))))) == before


def test_base_is_what_the_form_was_shown(house: SmallHouse) -> None:
    def edit(session: CaptureSession) -> None:
        session.get_one(Case, house.case_id).main_topic = "stalking"

    house.desk.change(edit, "case.edit", base_rev=1)
    bases = house.desk.read(
        lambda s: s.scalars(select(ChangeOp.base_rev).where(ChangeOp.rev == head_rev(s))).all()
    )
    assert bases == [1]


def test_deleting_a_row_is_refused_because_deleting_is_a_field(house: SmallHouse) -> None:
    with pytest.raises(UncapturedDelete):
        house.desk.change(lambda s: s.delete(s.get_one(Case, house.case_id)), "case.edit")


def test_every_change_says_what_it_touched(house: SmallHouse) -> None:
    heard: list[Changes] = []
    house.desk.on_change = heard.append

    def edit(session: CaptureSession) -> None:
        session.get_one(Case, house.case_id).main_topic = "stalking"

    house.desk.change(edit, "case.edit")
    house.desk.change(lambda s: bulk(s, {Case: [_plain_case(new_id())]}), "import.register")
    assert heard[0] == Changes(frozenset({"case_"}), frozenset({house.case_id, house.case_stream}))
    assert EVERYTHING in heard[1].topics


def test_a_received_history_gives_the_same_state_and_may_be_repeated(
    house: SmallHouse, tmp_path: Path, clock: FixedClock
) -> None:
    house.desk.change(
        lambda s: bulk(s, {Case: [_plain_case(new_id()) for _ in range(5)]}),
        "import.register",
        origin="import",
    )
    sent = house.desk.read(records)
    other = tmp_path / "other"
    other.mkdir()
    desk = new_desk(other, clock)
    for _ in range(2):
        desk.change(lambda s: apply(s, sent), "received")
    assert desk.read(state) == house.desk.read(state)
    assert [r.cs_id for r in desk.read(records)] == [r.cs_id for r in sent]
    desk.close()


def test_bulk_records_the_same_as_the_flush(tmp_path: Path, clock: FixedClock) -> None:
    """The same rows through both writers: same state, same ops, one change set per stream."""
    desks = []
    for name in ("flush", "bulk"):
        (tmp_path / name).mkdir()
        desks.append(new_desk(tmp_path / name, clock))
    stream, row_id = new_id(), new_id()
    entry = _plain_case(stream) | {"id": row_id}
    desks[0].change(lambda s: s.add(Case(**entry)), "import.register")
    desks[1].change(lambda s: bulk(s, {Case: [entry]}), "import.register")
    first, second = (desk.read(lambda s: (state(s), [r.ops for r in records(s)])) for desk in desks)
    assert first == second
    for desk in desks:
        desk.close()


def test_each_act_is_in_the_audit_without_a_value(house: SmallHouse) -> None:
    def rows(session: CaptureSession) -> None:
        session.add(
            Referral(stream_id=house.case_stream, case_id=house.case_id, referred_on=date(2026, 3, 10))
        )
        session.add(Subject(stream_id=house.case_stream, case_id=house.case_id, person_id=house.person_id))

    house.desk.change(rows, "case.edit")
    house.desk.look(lambda _: None, "case.open", house.case_id)
    lines = house.desk.read(lambda s: s.execute(select(AccessEvent.action, AccessEvent.object)).all())
    assert [action for action, _ in lines][-2:] == ["case.edit", "case.open"]
    assert all(len(pseudonym) == 16 for _, pseudonym in lines)
    assert not {house.case_id, house.case_stream} & {pseudonym for _, pseudonym in lines}
    assert lines[-1].object == lines[-2].object == house.desk.pseudonym(house.case_id), "one case, one name"


def test_streams_are_known_with_their_kind(desk: Desk) -> None:
    house = small_house(desk)
    kinds = desk.read(lambda s: dict(s.execute(select(Stream.id, Stream.kind)).all()))
    assert kinds[house.case_stream] == "case"
    assert kinds[house.person_stream] == "person"
    assert sorted(kinds.values()) == ["case", "common", "person"]


def _plain_case(stream: str) -> dict[str, Any]:
    return {
        "id": new_id(),
        "stream_id": stream,
        "number": "2025-0001",
        "first_processed_on": date(2025, 1, 2),
    }
