"""Migrations: the models are the newest schema, and what they may drop is there after each."""

from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text

from tests.worlds import KEY, FixedClock, SmallHouse
from zvhdesk.domain.store_refusals import NewerSchema, StoreRefused
from zvhdesk.models import schema
from zvhdesk.models.engine import open_engine
from zvhdesk.models.tables import METADATA
from zvhdesk.services.desk import Desk


def _ours(_object: object, name: str | None, kind: str, _reflected: bool, _compare: object) -> bool:
    return not (kind == "table" and str(name).startswith("search"))


def test_the_models_are_the_head(desk: Desk) -> None:
    with desk.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"include_object": _ours})
        assert compare_metadata(context, METADATA) == []
        assert schema.revision(connection) == schema.HEAD == schema.KNOWN[-1]


def test_a_newer_schema_is_refused_and_nothing_is_touched(house: SmallHouse, clock: FixedClock) -> None:
    folder = house.desk.folder
    with house.desk.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    house.desk.close()
    before = _bytes(folder)
    with pytest.raises(StoreRefused) as refused:
        Desk.open(folder, KEY, clock)
    assert isinstance(refused.value.reason, NewerSchema)
    assert _bytes(folder) == before
    engine = open_engine(folder / "desk.db", KEY)
    with engine.begin() as connection:
        connection.execute(text(f"UPDATE alembic_version SET version_num = '{schema.HEAD}'"))
    engine.dispose()
    reopened = Desk.open(folder, KEY, clock)
    assert reopened.user == house.desk.user
    reopened.close()


def _bytes(folder: Path) -> dict[str, bytes]:
    return {
        path.name: path.read_bytes() for path in folder.iterdir() if not path.name.endswith(("-shm", "-wal"))
    }
