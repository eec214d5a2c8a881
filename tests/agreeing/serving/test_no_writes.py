"""A database that takes no more: a desk is told, loses nothing, and the same is taken once it can be."""

import logging
import secrets
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from pathlib import Path
from time import monotonic
from typing import Any

import psycopg
import pytest
from sqlalchemy import Engine, event, text

from tests.agreeing.servers import Here, places_named
from tests.agreeing.serving.test_envelopes import why
from tests.agreeing.serving.test_news import listening
from tests.agreeing.sync.desks import found, station, write
from tests.worlds import small_house
from zvhdesk.domain.standing import Trouble
from zvhdesk.line.standing import trouble_in
from zvhdesk.sync.exchange import Outcome
from zvhdesk.sync.server import SaidNo
from zvhserver.cli.houses import new_code

Obstacle = Callable[[Engine], AbstractContextManager[None]]


@contextmanager
def _pragma(engine: Engine, statement: str) -> Iterator[None]:
    """On every connection to this SQLite."""

    def prepare(connection: Any, record: object) -> None:
        del record
        connection.execute(statement).fetchall()

    event.listen(engine, "connect", prepare)
    engine.dispose()
    yield
    event.remove(engine, "connect", prepare)
    engine.dispose()


@contextmanager
def _said(engine: Engine, before: str, after: str) -> Iterator[None]:
    """Said to PostgreSQL, and taken back."""
    for statement in (before, after):
        with engine.begin() as connection:
            connection.execute(text(statement))
        engine.dispose()
        if statement is before:
            yield


@contextmanager
def _no_room(engine: Engine) -> Iterator[None]:
    """Of what is large PostgreSQL cannot write a byte: the system says that there is no space on the device.

    The file that it goes to, empty until then, leads to the device that is always full.
    """
    of = "SELECT pg_relation_filepath(reltoastrelid) FROM pg_class WHERE oid = 'envelope'::regclass"
    with engine.connect() as connection:
        place = connection.scalar(text(of))
    file = Path(str(engine.url.query["host"]), str(place))
    assert file.stat().st_size == 0
    engine.dispose()
    kept = file.rename(file.with_name("kept"))
    file.symlink_to("/dev/full")
    yield
    engine.dispose()
    kept.rename(file)


def full(engine: Engine) -> AbstractContextManager[None]:
    """No page more."""
    sqlite = engine.dialect.name == "sqlite"
    return _pragma(engine, "PRAGMA max_page_count=1") if sqlite else _no_room(engine)


def in_other_words(engine: Engine) -> AbstractContextManager[None]:
    """As PostgreSQL says that it is full in the language of its machine; SQLite has one language."""
    raising = "RAISE EXCEPTION USING ERRCODE = 'disk_full', MESSAGE = 'kon bestand niet uitbreiden'"
    return _said(
        engine,
        f"CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {raising}; END $$;"
        "CREATE TRIGGER refuse BEFORE INSERT ON envelope EXECUTE FUNCTION refuse()",
        "DROP FUNCTION refuse CASCADE",
    )


def read_only(engine: Engine) -> AbstractContextManager[None]:
    """As a standby is, or what an administrator closed."""
    if engine.dialect.name == "sqlite":
        return _pragma(engine, "PRAGMA query_only=ON")
    of = f"ALTER DATABASE {engine.url.database}"
    write = "SET TRANSACTION READ WRITE; "
    return _said(
        engine,
        f"{of} SET default_transaction_read_only = on",
        f"{write}{of} RESET default_transaction_read_only",
    )


@pytest.fixture
def at(here: Callable[..., Here], new_places: Callable[[], tuple[str, ...]]) -> Here:
    """A server whose databases are its own."""
    return here(None, places_named(new_places()))


@pytest.mark.parametrize(
    "new_places, obstacle, status",
    [
        ("sqlite", full, (507, "full")),
        ("sqlite", read_only, (503, "busy")),
        ("postgresql", full, (507, "full")),
        ("postgresql", in_other_words, (507, "full")),
        ("postgresql", read_only, (503, "busy")),
    ],
    indirect=["new_places"],
)
def test_it_says_so_and_takes_the_same_again_when_it_can(
    at: Here, caplog: pytest.LogCaptureFixture, obstacle: Obstacle, status: tuple[int, str]
) -> None:
    house = at.house()
    made = house.writer.made(house.comp, secrets.token_bytes(200_000))
    page = house.writer.pull(house.comp).json()
    with caplog.at_level(logging.WARNING, "zvhserver"), obstacle(at.store.main_engine):
        assert why(house.writer.push(house.comp, made))[:2] == status
        assert house.writer.pull(house.comp).json() == page, "it reads on, and nothing is half there"
    kinds = {"DiskFull", "ReadOnlySqlTransaction", "OperationalError"}
    said = [record.getMessage() for record in caplog.records if record.levelno == logging.WARNING]
    assert len(said) == 1
    assert said[0].removeprefix("the database: ") in kinds
    caplog.clear()
    assert house.writer.push(house.comp, made).status_code == 200


def test_a_desk_says_why_it_waits_and_sends_it_when_there_is_room(
    at: Here, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with closing(station(tmp_path / "desk", str(at.client.base_url))) as one:
        case = small_house(one.desk).case_id
        found(one, new_code(at.store))
        with full(at.store.main_engine):
            write(one, case, "wat er niet meer bij kan" * 2000)
            with pytest.raises(SaidNo) as told:
                one.exchange()
            assert trouble_in(told.value) is Trouble.FULL
        assert one.exchange() == Outcome()
    caplog.clear()


@pytest.mark.parametrize("new_places", ["postgresql"], indirect=True)
def test_a_database_that_was_away_is_found_again(at: Here) -> None:
    """Every connection to it ends, as when it starts anew: the next call is answered, and news comes."""
    house = at.house()
    assert house.reader.headers
    with psycopg.connect(at.store.listen_url, autocommit=True) as beside:
        others = "FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
        hears = f"SELECT pid {others} AND query LIKE 'LISTEN%'"
        before = beside.execute(hears).fetchall()
        assert len(before) == 1
        beside.execute(f"SELECT pg_terminate_backend(pid) {others}")
        assert house.writer.says(house.comp).status_code == 200
        with listening(str(at.client.base_url), house.reader) as heard:
            until = monotonic() + 20
            while beside.execute(hears).fetchall() in (before, []):
                assert monotonic() < until, "it does not listen again"
            house.writer.says(house.comp)
            assert heard.next()["head_seq"] == 5
