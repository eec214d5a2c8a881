"""Once a meeting is over its own notes are nowhere on the disk: no page, free or used, and not in the log."""

from pathlib import Path

from sqlalchemy.orm import Session

from tests.destruction.pages import plain
from tests.meetings.world import World
from tests.worlds import KEY
from zvhdesk.services.desk import DATABASE
from zvhdesk.services.meetings import capture

_CANARY = "kanarie-eigen-aantekening"


def _found(database: Path) -> bool:
    return _CANARY.encode() in plain(database, KEY)


def _checkpoint(world: World) -> None:
    with world.desk.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")


def test_after_closing_no_page_and_no_log_holds_an_own_note(world: World) -> None:
    database = world.desk.folder / DATABASE
    log = database.with_name(f"{DATABASE}-wal")
    item = world.at_case(0)
    # Short and long: a long one has pages of its own, which come free whole.
    for at, case in enumerate((item, world.item(1), world.item(2))):
        for again in range(1, 4):
            text = f"{_CANARY} {at} " * (1 if at == 0 else 900 * again)
            world.desk.keep_draft("own_note", ("", case, "text"), text, 0)
            world.desk.keep(lambda s, case=case, text=text: _keep(s, world, case, text))  # type: ignore[misc]
    assert log.stat().st_size > 0
    _checkpoint(world)
    assert _found(database)
    world.desk.keep(lambda s: _keep(s, world, item, f"{_CANARY} nog eens"))
    world.close()
    assert log.stat().st_size == 0
    assert not _found(database)


def _keep(session: Session, world: World, item: str, text: str) -> None:
    capture.keep_own_note(session, world.meeting, item, text)


def test_an_act_in_between_leaves_the_log_alone(world: World) -> None:
    """Only an end is worth the wait of a checkpoint."""
    world.at_case(0)
    world.go(1)
    assert (world.desk.folder / f"{DATABASE}-wal").stat().st_size > 0
