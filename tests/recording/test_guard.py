"""No way around the recording: every replicated table aborts a write that was not captured (DATA.md 6)."""

import pytest
from sqlalchemy import delete, insert, select, text, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from tests.worlds import SmallHouse
from zvhdesk.models import guard
from zvhdesk.models.base import Local, Replicated
from zvhdesk.models.capture import CaptureSession
from zvhdesk.models.cases import Case
from zvhdesk.models.tables import LOCAL, METADATA, REPLICATED
from zvhdesk.services.desk import Desk


def test_the_list_of_tables_is_whole() -> None:
    mapped = {cls.__tablename__ for cls in (*REPLICATED, *LOCAL)}
    assert mapped == set(METADATA.tables)
    assert all(issubclass(cls, Replicated) for cls in REPLICATED)
    assert all(issubclass(cls, Local) for cls in LOCAL)


def test_no_replicated_table_has_a_unique_or_check_constraint_or_a_required_column() -> None:
    for cls in REPLICATED:
        table = METADATA.tables[cls.__tablename__]
        assert {type(c).__name__ for c in table.constraints} == {"PrimaryKeyConstraint"}
        assert not any(index.unique for index in table.indexes)
        assert [c.name for c in table.columns if not c.nullable] in (["stream_id", "id"], ["id", "stream_id"])


@pytest.mark.parametrize("cls", REPLICATED, ids=lambda cls: cls.__tablename__)
def test_raw_and_bulk_writes_are_blocked(desk: Desk, cls: type[Replicated]) -> None:
    filled = [{"id": "x", "stream_id": "y"}]
    _write_through_the_door(desk, cls)
    for statement in (insert(cls).values(filled), update(cls).values(deleted=True), delete(cls)):
        with Session(desk.engine) as session, pytest.raises(IntegrityError, match="uncaptured write"):
            session.execute(statement)
    table = cls.__tablename__
    for raw in (
        f"UPDATE {table} SET deleted = 1",
        f"DELETE FROM {table}",
        f"INSERT INTO {table}(id) VALUES('z')",
    ):
        with desk.engine.connect() as connection, pytest.raises(IntegrityError, match="uncaptured write"):
            connection.execute(text(raw))


def _write_through_the_door(desk: Desk, cls: type[Replicated]) -> None:
    """One row of the table, so that an UPDATE and a DELETE have something to hit."""

    def add(session: CaptureSession) -> None:
        with session.guard.up():
            session.execute(insert(cls).values(id="there", stream_id="y", deleted=False))

    desk.change(add, "test")


def test_the_guard_is_down_again_after_a_write_and_after_a_failure(house: SmallHouse) -> None:
    def fail(session: CaptureSession) -> None:
        # The flush itself fails: this id is taken.
        session.add(Case(id=house.case_id, stream_id=house.case_stream, number="2026-9999"))
        session.flush()

    with pytest.raises(IntegrityError, match="UNIQUE"):
        house.desk.change(fail, "case.edit")
    with house.desk.engine.connect() as connection, pytest.raises(IntegrityError, match="uncaptured"):
        connection.execute(text("UPDATE case_ SET number = 'x'"))


def test_triggers_are_counted_and_rebuilt(desk: Desk) -> None:
    names = guard.trigger_names()
    assert len(names) == 3 * len(REPLICATED)
    with desk.engine.begin() as connection:
        connection.execute(text(f"DROP TRIGGER {names[4]}"))
        with pytest.raises(RuntimeError, match="1"):
            guard.assert_complete(connection)
        guard.rebuild(connection)
        guard.assert_complete(connection)


def test_reading_needs_no_guard(house: SmallHouse) -> None:
    assert house.desk.read(lambda s: s.scalar(select(Case.number))) == "2026-0115"
