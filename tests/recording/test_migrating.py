"""A database of the version before: opened, it has the newest schema, the same values and every trigger."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, text

from tests.worlds import KEY, FixedClock
from zvhdesk.domain.terms import ActionStatus, Step, StreamKind
from zvhdesk.models import guard, migrations, schema
from zvhdesk.models.cases import Action, Case
from zvhdesk.models.engine import open_engine
from zvhdesk.models.local import ChangeSet, Stream
from zvhdesk.models.meetings import AgendaItem
from zvhdesk.services import regions
from zvhdesk.services.board import BoardFilters, board
from zvhdesk.services.desk import DATABASE, Desk
from zvhdesk.services.finding import find

ROWS = (
    "INSERT INTO stream(id, compartment, kind) VALUES ('common', 'huis', 'common')",
    "INSERT INTO stream(id, compartment, kind) VALUES ('s1', 'regulier', 'case')",
    "INSERT INTO house(id, stream_id, name, auto_lock_minutes) VALUES ('h', 'common', 'Huis Voorbeeld', 10)",
    (
        "INSERT INTO case_(id, stream_id, deleted, number, phase, phase_since, shielded) "
        "VALUES ('c1', 's1', 0, '2025-0417', 'at_table', '2026-01-05', 0)"
    ),
    (
        "INSERT INTO action(id, stream_id, deleted, case_id, number, text, status, due_on) "
        "VALUES ('a1', 's1', 0, 'c1', 1, 'Zorgmachtiging onderzoeken', 'open', '2026-02-17')"
    ),
)


def at_first_schema(folder: Path) -> list[tuple[object, ...]]:
    """A database as the first schema had it, with a case and an action. Returns the action's row."""
    engine = open_engine(folder / DATABASE, KEY, create=True)
    with engine.begin() as connection:
        _upgrade(connection, "0001")
        for statement in ROWS:
            connection.execute(text(statement))
        before = [tuple(row) for row in connection.execute(text("SELECT * FROM action"))]
    engine.dispose()
    return before


def _upgrade(connection: Connection, to: str) -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(migrations.__file__).parent))
    config.attributes["connection"] = connection
    command.upgrade(config, to)


def test_the_first_schema_becomes_the_newest_and_loses_nothing(tmp_path: Path, clock: FixedClock) -> None:
    before = at_first_schema(tmp_path)
    desk = Desk.open(tmp_path, KEY, clock)
    try:
        with desk.engine.connect() as connection:
            assert schema.revision(connection) == schema.HEAD
            guard.assert_complete(connection)
            after = [tuple(row) for row in connection.execute(text("SELECT * FROM action"))]
        width = len(before[0])
        assert [row[:width] for row in after] == before
        assert {value for row in after for value in row[width:]} == {None}
        assert (tmp_path / "before-0001.db").exists()
    finally:
        desk.close()


def test_what_came_from_before_works_with_what_is_new(tmp_path: Path, clock: FixedClock) -> None:
    at_first_schema(tmp_path)
    desk = Desk.open(tmp_path, KEY, clock)
    try:
        (card,) = desk.read(lambda s: board(s, desk.today(), BoardFilters(), desk.user)).columns[4].cards
        assert card.number == "2025-0417"
        assert [hit.text for hit in desk.read(lambda s: find(s, "zorgmachtiging")).texts] == [
            "Zorgmachtiging onderzoeken"
        ]
        desk.change(
            lambda s: setattr(s.get_one(Action, "a1"), "status", ActionStatus.BLOCKED), "action.status"
        )
        assert desk.read(lambda s: s.get_one(Action, "a1").read_back) is None
        assert desk.read(lambda s: s.query(ChangeSet).count()) == 1
    finally:
        desk.close()


def test_a_house_from_before_gets_its_stream_for_meetings_once(tmp_path: Path, clock: FixedClock) -> None:
    at_first_schema(tmp_path)
    desk = Desk.open(tmp_path, KEY, clock)
    try:
        first = desk.change(regions.meetings_stream, "meeting.plan")
        assert desk.change(regions.meetings_stream, "meeting.plan") == first
        made = desk.read(lambda s: s.get_one(Stream, first))
        assert (made.compartment.value, made.kind) == ("regulier", StreamKind.COMMON)

        def point(session: object) -> None:
            session.add_all_new(  # type: ignore[attr-defined]
                [
                    AgendaItem(stream_id=first, meeting_id="m", position=0, title="Opening", minutes=5),
                    AgendaItem(
                        stream_id="s1", meeting_id="m", case_id="c1", position=1, title="T", minutes=30
                    ),
                ]
            )

        desk.change(point, "agenda.add")
        kinds = desk.read(
            lambda s: {row.case_id: s.get_one(Stream, row.stream_id).kind for row in s.query(AgendaItem)}
        )
        assert kinds == {None: StreamKind.COMMON, "c1": StreamKind.CASE}
        assert desk.read(lambda s: s.get_one(Case, "c1").number) == "2025-0417"
        assert desk.read(lambda s: {row.step for row in s.query(AgendaItem)}) == {Step.FRAME}
    finally:
        desk.close()
