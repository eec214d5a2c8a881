"""The search index: one FTS5 table fed by triggers, so that every writer feeds it (DATA.md 10).

`search` holds the words, `search_key` which row each belongs to (kind `case` or `person`). A shielded or
deleted row leaves by trigger; a person stays only as long as one of their cases may be found.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection

from zvhdesk.models import search_texts

_TABLES = (
    "CREATE TABLE IF NOT EXISTS search_key(id INTEGER PRIMARY KEY, kind TEXT NOT NULL, ref TEXT NOT NULL)",
    "CREATE UNIQUE INDEX IF NOT EXISTS ix_search_key ON search_key(kind, ref)",
    (
        "CREATE VIRTUAL TABLE IF NOT EXISTS search "
        "USING fts5(words, tokenize='unicode61 remove_diacritics 2', prefix='2 3 4')"
    ),
    "INSERT INTO search(search, rank) VALUES('secure-delete', 1)",
)

_PERSON_WORDS = (
    "trim(coalesce(p.initials, '') || ' ' || coalesce(p.prefix, '') || ' ' || coalesce(p.surname, '') || ' ' "
    "|| replace(coalesce(p.initials, ''), '.', ''))"
)
_PERSON_VISIBLE = (
    "NOT p.deleted AND EXISTS(SELECT 1 FROM subject s JOIN case_ c ON c.id = s.case_id "
    "WHERE s.person_id = p.id AND NOT s.deleted AND NOT c.deleted AND NOT c.shielded)"
)


def _forget(kind: str, where: str) -> str:
    return f"DELETE FROM search_key WHERE kind = '{kind}' AND {where};"


def _learn_person(where: str) -> str:
    return (
        "INSERT OR IGNORE INTO search_key(kind, ref) "
        f"SELECT 'person', p.id FROM person p WHERE {where} AND {_PERSON_VISIBLE};"
    )


_OF_CASE = "(SELECT person_id FROM subject WHERE case_id = new.id)"
_LEARN_CASE = (
    "INSERT INTO search_key(kind, ref) SELECT 'case', new.id WHERE NOT new.shielded AND NOT new.deleted;"
)

_TRIGGERS: dict[str, str] = {
    # The words follow the keys, so that an insert never has to look into the index: reading it in the middle
    # of an import would make FTS5 write out a segment per row.
    "search_key_insert": (
        "AFTER INSERT ON search_key BEGIN INSERT INTO search(rowid, words) "
        "SELECT new.id, number FROM case_ WHERE new.kind = 'case' AND id = new.ref UNION ALL "
        f"SELECT new.id, {_PERSON_WORDS} FROM person p WHERE new.kind = 'person' AND p.id = new.ref; END"
    ),
    "search_key_delete": "AFTER DELETE ON search_key BEGIN DELETE FROM search WHERE rowid = old.id; END",
    "search_case_insert": f"AFTER INSERT ON case_ BEGIN {_LEARN_CASE} END",
    "search_case_update": (
        "AFTER UPDATE OF number, shielded, deleted ON case_ BEGIN "
        + _forget("case", "ref = new.id")
        + _LEARN_CASE
        + _forget("person", f"ref IN {_OF_CASE}")
        + _learn_person(f"p.id IN {_OF_CASE}")
        + " END"
    ),
    "search_case_delete": f"AFTER DELETE ON case_ BEGIN {_forget('case', 'ref = old.id')} END",
    "search_subject_insert": f"AFTER INSERT ON subject BEGIN {_learn_person('p.id = new.person_id')} END",
    "search_subject_update": (
        "AFTER UPDATE ON subject BEGIN "
        + _forget("person", "ref IN (old.person_id, new.person_id)")
        + _learn_person("p.id IN (old.person_id, new.person_id)")
        + " END"
    ),
    "search_subject_delete": (
        "AFTER DELETE ON subject BEGIN "
        + _forget("person", "ref = old.person_id")
        + _learn_person("p.id = old.person_id")
        + " END"
    ),
    "search_person_insert": f"AFTER INSERT ON person BEGIN {_learn_person('p.id = new.id')} END",
    "search_person_update": (
        "AFTER UPDATE OF initials, prefix, surname, deleted ON person BEGIN "
        + _forget("person", "ref = new.id")
        + _learn_person("p.id = new.id")
        + " END"
    ),
    "search_person_delete": f"AFTER DELETE ON person BEGIN {_forget('person', 'ref = old.id')} END",
}


def rebuild(connection: Connection) -> None:
    """Make the index and its triggers, and read every row in anew. Part of every migration."""
    for statement in _TABLES:
        connection.exec_driver_sql(statement)
    for name, body in _TRIGGERS.items():
        connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {name}")
        connection.exec_driver_sql(f"CREATE TRIGGER {name} {body}")
    connection.exec_driver_sql("DELETE FROM search_key")
    connection.exec_driver_sql(
        "INSERT INTO search_key(kind, ref) SELECT 'case', id FROM case_ WHERE NOT shielded AND NOT deleted"
    )
    connection.exec_driver_sql(_learn_person("1"))
    search_texts.rebuild(connection)


@contextmanager
def fed_at_once(connection: Connection) -> Iterator[None]:
    """Within the block new rows only note their keys; their words go into the index together, at its end.

    For thousands of new rows in one transaction: FTS5 otherwise writes a segment at every statement that
    follows (10,000 cases: 90 s instead of 10). The trigger comes back with the words, or with the rollback.
    """
    before = connection.exec_driver_sql("SELECT coalesce(max(id), 0) FROM search_key").scalar_one()
    texts_before = search_texts.newest(connection)
    search_texts.pause(connection)
    connection.exec_driver_sql("DROP TRIGGER search_key_insert")
    yield
    connection.exec_driver_sql(
        "INSERT INTO search(rowid, words) "
        "SELECT k.id, c.number FROM search_key k JOIN case_ c ON c.id = k.ref "
        "WHERE k.kind = 'case' AND k.id > ? "
        f"UNION ALL SELECT k.id, {_PERSON_WORDS} FROM search_key k JOIN person p ON p.id = k.ref "
        "WHERE k.kind = 'person' AND k.id > ?",
        (before, before),
    )
    connection.exec_driver_sql(f"CREATE TRIGGER search_key_insert {_TRIGGERS['search_key_insert']}")
    search_texts.catch_up(connection, texts_before)
