"""The two databases given wrongly, once, in whatever command: that is said, and nothing is left behind."""

from pathlib import Path

import psycopg
import pytest
from sqlalchemy import create_engine, make_url

from tests.agreeing.serving.copies import TEXT
from tests.agreeing.serving.postgres import Cluster
from zvhserver.cli.main import main
from zvhserver.store import tables

Pair = tuple[str, str]

COMMANDS = [
    ["house", "add"],
    ["house", "schema"],
    ["check"],
    ["restore", "--check"],
    ["restore", "--begin", "--all"],
    ["run", "--port", "0"],
]


@pytest.fixture
def made(cluster: Cluster, capsys: pytest.CaptureFixture[str]) -> Pair:
    """The addresses of a server's two databases, main first."""
    pair = cluster.database(), cluster.database()
    assert main(["house", "add", *_words(pair)]) == 0
    capsys.readouterr()
    return pair


def _words(pair: Pair) -> list[str]:
    return ["--database", pair[0], "--keys-database", pair[1]]


def _told(address: str) -> str:
    return address.replace("postgresql+psycopg", "postgresql")


def _tables(address: str) -> set[str]:
    with psycopg.connect(_told(address)) as connection:
        return {
            row[0]
            for row in connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        }


def _left_behind(address: str) -> None:
    """As versions of before did in the database of the secrets."""
    engine = create_engine(address)
    tables.main.create_all(engine)
    engine.dispose()


def _said(capsys: pytest.CaptureFixture[str], status: int, *words: str) -> str:
    assert main(list(words)) == status
    out, err = capsys.readouterr()
    assert not (status and out)
    return err


def test_the_other_way_round_is_said_and_the_right_way_works_after_it(
    made: Pair, capsys: pytest.CaptureFixture[str]
) -> None:
    before = [_tables(one) for one in made]
    for command in COMMANDS:
        said = _said(capsys, 1, *command, *_words(made[::-1]))
        assert "the other way round" in said
        assert said.endswith("Nothing was changed.\n")
        assert said.count("\n") == 1
    assert [_tables(one) for one in made] == before == [set(tables.main.tables), set(tables.keys.tables)]
    assert main(["check", *_words(made)]) == 0


def test_a_database_that_is_of_something_else_is_said_to_be(
    made: Pair, cluster: Cluster, capsys: pytest.CaptureFixture[str]
) -> None:
    """One of the two is right, or neither; `house add` would make what is lacking."""
    empty, (of_main, of_keys) = cluster.database(), made
    for pair, words in [
        ((of_keys, empty), "given as the main database holds the secrets"),
        ((empty, of_main), "given as the database of the secrets is a main one"),
    ]:
        assert words in _said(capsys, 1, "house", "add", *_words(pair))
    assert _tables(empty) == set()


def test_looking_makes_nothing(cluster: Cluster, capsys: pytest.CaptureFixture[str]) -> None:
    pair = cluster.database(), cluster.database()
    for command in (["check"], ["restore", "--check"]):
        assert "no server in that main database" in _said(capsys, 1, *command, *_words(pair))
    assert [_tables(one) for one in pair] == [set(), set()]


def test_what_is_lacking_in_a_backup_is_made_by_its_restore_and_not_by_looking(
    made: Pair, capsys: pytest.CaptureFixture[str]
) -> None:
    """A backup of the main one by an older version, and none of the secrets."""
    for address, table in ((made[0], "brought"), (made[1], "stream_key")):
        with psycopg.connect(_told(address)) as connection:
            connection.execute(f"DROP TABLE {table}".encode())
    assert "restore --begin" in _said(capsys, 1, "check", *_words(made))
    assert _tables(made[1]) == set()
    _said(capsys, 0, "restore", "--begin", "--all", *_words(made))
    assert [_tables(one) for one in made] == [set(tables.main.tables), set(tables.keys.tables)]
    with psycopg.connect(_told(made[0])) as connection:
        connection.execute("DROP TABLE brought")
    _said(capsys, 0, "restore", "--check", *_words(made))
    assert "brought" not in _tables(made[0])


def test_what_an_earlier_mistake_left_is_taken_out_as_the_guide_says(
    made: Pair, capsys: pytest.CaptureFixture[str]
) -> None:
    """And its lines do nothing in the wrong one of the two."""
    lines = _lines_of("The two addresses the other way round")
    _left_behind(made[1])
    said = _said(capsys, 1, "check", *_words(made))
    assert 'docs/beheer.md says under "The two addresses the other way round"' in said
    assert "the other way round: what is" in _said(capsys, 1, "check", *_words(made[::-1]))
    with (
        psycopg.connect(_told(made[0]), autocommit=True) as connection,
        pytest.raises(psycopg.errors.UndefinedTable),
    ):
        connection.execute(lines)
    assert _tables(made[0]) == set(tables.main.tables)
    with psycopg.connect(_told(made[1]), autocommit=True) as connection:
        connection.execute(lines)
    assert _tables(made[1]) == set(tables.keys.tables)
    assert main(["check", *_words(made)]) == 0


def test_tables_with_something_in_them_are_nothing_to_take_out(
    made: Pair, capsys: pytest.CaptureFixture[str]
) -> None:
    _left_behind(made[1])
    with psycopg.connect(_told(made[1])) as connection:
        connection.execute("INSERT INTO nonce VALUES ('n', 'd', 1)")
    said = _said(capsys, 1, "check", *_words(made))
    assert "is a main one" in said
    assert "beheer" not in said


def _lines_of(heading: str) -> bytes:
    section = TEXT.partition(f"## {heading}\n")[2].partition("\n## ")[0]
    return "\n".join(line for line in section.splitlines() if line.startswith("    ")).encode()


def test_two_files_that_were_put_back_under_each_others_name(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "data"
    words = ["--data", str(folder)]
    assert main(["house", "add", *words]) == 0
    capsys.readouterr()
    _swap(folder)
    before = [path.read_bytes() for path in sorted(folder.glob("*.db"))]
    assert "the other way round" in _said(capsys, 1, "house", "add", *words)
    assert [path.read_bytes() for path in sorted(folder.glob("*.db"))] == before
    _swap(folder)
    assert main(["check", *words]) == 0


def _swap(folder: Path) -> None:
    for old, new in (("server", "between"), ("keys", "server"), ("between", "keys")):
        (folder / f"{old}.db").rename(folder / f"{new}.db")


def test_tables_of_another_user_are_said_to_be_so(
    made: Pair, cluster: Cluster, capsys: pytest.CaptureFixture[str]
) -> None:
    """As when PostgreSQL's administrator puts a backup back, and not the user that the server runs as."""
    with psycopg.connect(cluster.url, dbname=make_url(made[0]).database) as connection:
        for table in tables.main.tables:
            connection.execute(f'ALTER TABLE "{table}" OWNER TO CURRENT_USER'.encode())
    for command in (["check"], ["restore", "--begin", "--all"], ["run", "--port", "0"]):
        said = _said(capsys, 1, *command, *_words(made))
        assert "as the user that the server runs as" in said, command
