"""Backups by the lines of docs/beheer.md: putting one back loses nothing and brings nothing back."""

import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import httpx
import pytest
from sqlalchemy import Table, Update, delete, insert, select, update

from tests.agreeing.servers import ENOUGH, Here, in_this_process, places_named
from tests.agreeing.serving.copies import Databases, give_keys
from tests.agreeing.serving.houses import House
from tests.agreeing.serving.test_envelopes import why
from tests.agreeing.serving.test_keys import destroy, key, order_of
from zvhdesk.wire.encoding import from_text, to_text
from zvhdesk.wire.envelope import read_out
from zvhdesk.wire.messages import RESTORING_HEADER
from zvhserver.acts import compartments
from zvhserver.app import system_clock
from zvhserver.cli.main import main as zvhserver
from zvhserver.store import tables as t
from zvhserver.store.engine import Store, open_store


@contextmanager
def served(databases: Databases, house: House | None = None) -> Iterator[Here]:
    """A server on them, as long as the block lasts; a house that was there before is at it again."""
    with in_this_process(open_store(places_named(databases.words)), ENOUGH, system_clock()) as at:
        for dev in house.devices if house else ():
            dev.client, dev.token = at.client, ""
        yield at


def done(databases: Databases, *words: str) -> None:
    """A command of the administrator, which succeeds."""
    assert zvhserver([*words, *databases.words]) == 0


def is_whole(databases: Databases) -> None:
    """The check finds nothing wrong, once there are keys: the houses of these tests have none."""
    store = open_store(places_named(databases.words))
    give_keys(store)
    store.close()
    done(databases, "check")


def test_one_put_back_is_made_whole_by_the_desks(
    databases: Databases, capsys: pytest.CaptureFixture[str]
) -> None:
    """The desks are the newest backup (SYNC.md A.1, 21): 0 lost."""
    done(databases, "house", "add")
    code = capsys.readouterr().out.strip()
    with served(databases) as at:
        house = House(at.client)
        assert house.found(code).status_code == 201
        house.writer.says(house.comp, b"before")
        backup = databases.backup("2026-01-01")
        for word in (b"after one", b"after two"):
            house.writer.says(house.comp, word)
        whole = house.reader.pull(house.comp).json()
    databases.put_back(backup, backup)
    is_whole(databases)
    done(databases, "restore", "--begin", "--all")
    with served(databases, house):
        assert why(house.writer.push(house.comp, house.writer.made(house.comp)))[:2] == (503, "restore")
        assert house.reader.pull(house.comp).json()["head"]["seq"] == 4
        assert why(_bring(house, whole["items"][-1:])) == (409, "gap", 5)
        for _ in range(2):
            assert _bring(house, whole["items"]).json() == whole["head"]
        done(databases, "restore", "--check")
        head = read_out(6, from_text(whole["head"]["chain"]))
        assert (
            f"{house.id.hex()[:8]}  {house.comp.hex()[:8]}  restore  head {head}" in capsys.readouterr().out
        )
        done(databases, "restore", "--open", "--all")
        assert house.reader.pull(house.comp).json() == whole
        assert house.writer.says(house.comp).status_code == 200
    capsys.readouterr()
    is_whole(databases)
    assert capsys.readouterr().out == "1 compartments, 7 envelopes, 0 faults.\n"


def _bring(house: House, items: list[dict[str, Any]]) -> httpx.Response:
    return house.writer.call("POST", f"/v1/c/{to_text(house.comp)}/restore", {"items": items})


def test_one_house_is_restored_and_another_works_on(
    new_places: Callable[[], tuple[str, ...]], capsys: pytest.CaptureFixture[str]
) -> None:
    words = new_places()
    with in_this_process(open_store(places_named(words)), ENOUGH, system_clock()) as at:
        one, other = at.house(), at.house()
        for wrong, status in (((), 2), (("--house", "zz"), 1), (("--house", ""), 2)):
            assert zvhserver(["restore", *words, "--begin", *wrong]) == status
        assert capsys.readouterr().out == ""
        assert zvhserver(["restore", *words, "--begin", "--house", one.id.hex()[:8]]) == 0
        assert [line.split()[:3] for line in capsys.readouterr().out.splitlines()] == [
            [one.id.hex()[:8], one.comp.hex()[:8], "restore"]
        ]
        assert other.writer.says(other.comp).status_code == 200
        assert why(one.writer.push(one.comp, one.writer.made(one.comp)))[:2] == (503, "restore")
        with at.store.read() as connection:
            new = [compartments.mode_of(connection, house.id).value for house in (one, other)]
        assert new == ["restore", "open"]
        said = [RESTORING_HEADER in house.writer.call("GET", "/v1/heads").headers for house in (one, other)]
        assert said == [True, False]
        assert zvhserver(["restore", *words, "--check"]) == 0
        assert {tuple(line.split()[::2][:2]) for line in capsys.readouterr().out.splitlines()} == {
            (one.id.hex()[:8], "restore"), (other.id.hex()[:8], "open"),
        }  # fmt: skip
        assert zvhserver(["restore", *words, "--open", "--house", one.id.hex()]) == 0
        assert one.writer.says(one.comp).status_code == 200
        assert RESTORING_HEADER not in one.writer.call("GET", "/v1/heads").headers


def test_what_was_destroyed_a_week_ago_is_in_no_backup_that_is_left(databases: Databases) -> None:
    stream = secrets.token_bytes(16)
    with served(databases) as at:
        house = at.house()
        assert key(house, stream).status_code == 201
        house.writer.says(house.comp, stream=stream)
        before = databases.backup("before")
        order = order_of(house, stream, house.admin, house.second)
        assert destroy(house, stream, order).status_code == 202
        after = databases.backup("after")
    databases.put_back(before, before)
    assert _secrets(databases) == {stream}, "whoever takes this one within the week has it"
    databases.aged("before", 7)
    databases.aged("after", 6)
    databases.backup("today")
    assert [databases.secrets_in(name) for name in ("before", "after")] == [False, True]
    databases.put_back(before, after)
    done(databases, "restore", "--begin", "--all")
    assert _secrets(databases) == set()


def _secrets(databases: Databases) -> set[bytes]:
    store = open_store(places_named(databases.words))
    with store.read_keys() as connection:
        found = set(connection.scalars(select(t.stream_key.c.stream)))
    store.close()
    return found


def test_no_secret_of_a_backup_grows_older_than_seven_days(databases: Databases) -> None:
    """Until the clean-up of tomorrow, that is. What the first database says is kept as long as one likes."""
    if databases.cluster is None:
        open_store(places_named(databases.words)).close()
    ages = range(10)
    for days in ages:
        folder = databases.backups / f"{days}"
        folder.mkdir(parents=True)
        for name in (databases.keys_name, "main.dump", "server.db"):
            (folder / name).touch()
        databases.aged(folder.name, days)
    databases.backup("today")
    kept = [days for days in ages if databases.secrets_in(f"{days}")]
    assert kept == list(range(7))
    assert max(kept) + 1 <= 7
    assert len(list(databases.backups.glob("?/main.dump"))) == len(ages)


def test_a_secret_that_a_backup_brought_back_does_not_stay(new_places: Callable[[], tuple[str, ...]]) -> None:
    """The two databases may be put back as of two moments: what is gone in one has no secret in the other."""
    words, of = new_places(), {"house": b"h" * 16, "comp": b"c" * 16}
    store = open_store(places_named(words))
    with store.write() as connection:
        values: dict[str, object] = {**of, "stream": b"1" * 16, "n": 1, "message": b"{}"}
        connection.execute(insert(t.gone).values(values))
    with store.write_keys() as connection:
        for n in (1, 2):
            values = {**of, "stream": b"%d" % n * 16, "epoch": 1, "n": n, "box": b"b"}
            connection.execute(insert(t.stream_key).values(values))
    assert zvhserver(["restore", *words, "--begin", "--all"]) == 0
    with store.read_keys() as connection:
        assert connection.scalars(select(t.stream_key.c.stream)).all() == [b"2" * 16]
    store.close()


@pytest.fixture(scope="module")
def history(new_places: Callable[[], tuple[str, ...]]) -> Iterator[tuple[tuple[str, ...], Store]]:
    """The databases of a server that was stopped, with five envelopes."""
    words = new_places()
    with in_this_process(open_store(places_named(words)), ENOUGH, system_clock()) as at:
        house = at.house()
        house.writer.says(house.comp)
        house.writer.says(house.comp)
    store = open_store(places_named(words))
    give_keys(store)
    yield words, store
    store.close()


def _at(seq: int) -> Update:
    return update(t.envelope).where(t.envelope.c.seq == seq)


@pytest.mark.parametrize(
    "edit",
    [
        _at(4).values(ct=b"\0"),
        _at(4).values(sig=bytes(64)),
        _at(4).values(recv_ms=t.envelope.c.recv_ms + 1),
        delete(t.envelope).where(t.envelope.c.seq == 4),
        _at(5).values(chain=bytes(32)),
        update(t.compartment).values(head_seq=4),
        update(t.house).values(roster_seq=99),
        update(t.roster).where(t.roster.c.seq == 3).values(sig=bytes(64)),
        delete(t.roster).where(t.roster.c.seq == 2),
        update(t.device).values(admin=True),
        update(t.device).values(active=False),
        delete(t.member),
        update(t.member).values(role="write"),
        update(t.dev_head).values(dseq=9),
        delete(t.key_box),
        insert(t.gone).values(house=b"", comp=b"", stream=b"s" * 16, n=1, message=b"{}"),
        delete(t.stream_key),
    ],
)
def test_check_finds_what_was_changed_in_the_tables(
    history: tuple[tuple[str, ...], Store], capsys: pytest.CaptureFixture[str], edit: Any
) -> None:
    words, store = history
    if edit.table is t.gone:
        with store.read() as connection:
            house, comp = connection.execute(select(t.compartment.c.house, t.compartment.c.id)).one()
            edit = edit.values(house=house, comp=comp)
    assert zvhserver(["check", *words]) == 0
    with _undone(store, edit.table):
        with store.write_keys() if edit.table is t.stream_key else store.write() as connection:
            connection.execute(edit)
        assert zvhserver(["check", *words]) == 1
        assert not capsys.readouterr().out.endswith(" 0 faults.\n")
    assert zvhserver(["check", *words]) == 0


def test_check_finds_a_key_that_the_roster_does_not_name(
    history: tuple[tuple[str, ...], Store], capsys: pytest.CaptureFixture[str]
) -> None:
    words, store = history
    with _undone(store, t.compartment), _undone(store, t.key_box):
        with store.write() as connection:
            connection.execute(update(t.compartment).values(epoch=2))
            connection.execute(update(t.key_box).values(epoch=2))
        assert zvhserver(["check", *words]) == 1
        assert capsys.readouterr().out.endswith(" 1 faults.\n")


def test_how_new_programs_must_be_is_said_and_set_for_each_house(
    history: tuple[tuple[str, ...], Store], capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["house", "schema", *history[0]]
    assert zvhserver(words) == 0
    line = capsys.readouterr().out
    assert line.endswith("  schema 1 or newer\n")
    assert zvhserver([*words, "--least", "1", "--house", line[:8].upper()]) == 0
    assert capsys.readouterr().out == line
    assert zvhserver([*words, "--house", "geen"]) == 1
    assert capsys.readouterr().err == "There is no such house.\n"
    assert zvhserver([*words, "--least", "2"]) == 1
    assert "Upgrade it first" in capsys.readouterr().err, "a slip would shut out everybody"


@contextmanager
def _undone(store: Store, table: Table) -> Iterator[None]:
    """What happens to this table meanwhile is undone."""
    read, write = (store.read_keys, store.write_keys) if table is t.stream_key else (store.read, store.write)
    with read() as connection:
        rows = [row._asdict() for row in connection.execute(select(table))]
    yield
    with write() as connection:
        connection.execute(delete(table))
        if rows:
            connection.execute(insert(table), rows)
