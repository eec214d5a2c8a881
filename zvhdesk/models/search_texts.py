"""The second search index: what is written in a case, as `search` is the index of numbers and names.

`search_text` holds the words, `search_text_key` whose they are: `kind` is the table of that row. An index of
its own, so that a common word in 100,000 actions never stands between a name and its case. A shielded or
deleted case takes its texts along, by trigger, so that every writer feeds it (DATA.md 10).
"""

from sqlalchemy import Connection

TEXTS: dict[str, str] = {
    "action": "x.text || coalesce(' ' || x.owner, '')",
    "decision": "x.text",
    "goal": "x.text",
    "note_paragraph": "x.text",
    "contribution": "x.text",
    "plan": "x.crisis",
}
"""Table to the words of one of its rows, called x. Each has a `case_id`."""

_TABLES = (
    (
        "CREATE TABLE IF NOT EXISTS search_text_key"
        "(id INTEGER PRIMARY KEY, kind TEXT NOT NULL, ref TEXT NOT NULL)"
    ),
    "CREATE UNIQUE INDEX IF NOT EXISTS ix_search_text_key ON search_text_key(kind, ref)",
    (
        "CREATE VIRTUAL TABLE IF NOT EXISTS search_text "
        "USING fts5(words, tokenize='unicode61 remove_diacritics 2', prefix='3')"
    ),
    "INSERT INTO search_text(search_text, rank) VALUES('secure-delete', 1)",
)
_VISIBLE = "NOT x.deleted AND NOT c.deleted AND NOT c.shielded"


def _learn(table: str, where: str) -> str:
    return (
        "INSERT OR IGNORE INTO search_text_key(kind, ref) "
        f"SELECT '{table}', x.id FROM {table} x JOIN case_ c ON c.id = x.case_id "
        f"WHERE {where} AND {_VISIBLE};"
    )


def _forget(table: str, where: str) -> str:
    return f"DELETE FROM search_text_key WHERE kind = '{table}' AND {where};"


def _of_case() -> str:
    """What a case does with all of its texts when it comes, goes, or is shielded."""
    return " ".join(
        _forget(table, f"ref IN (SELECT id FROM {table} WHERE case_id = new.id)")
        + _learn(table, "x.case_id = new.id")
        for table in TEXTS
    )


def _words(where: str) -> str:
    """Key and words of every row that `where` says, for the key called k."""
    return " UNION ALL ".join(
        f"SELECT k.id, {words} FROM {table} x JOIN search_text_key k ON k.ref = x.id AND k.kind = '{table}' "
        f"WHERE {where}"
        for table, words in TEXTS.items()
    )


def _triggers() -> dict[str, str]:
    made = {
        # Written per kind, so that one new key looks into one table.
        "search_text_key_insert": "AFTER INSERT ON search_text_key BEGIN "
        "INSERT INTO search_text(rowid, words) "
        + " UNION ALL ".join(
            f"SELECT new.id, {words} FROM {table} x WHERE new.kind = '{table}' AND x.id = new.ref"
            for table, words in TEXTS.items()
        )
        + "; END",
        "search_text_key_delete": (
            "AFTER DELETE ON search_text_key BEGIN DELETE FROM search_text WHERE rowid = old.id; END"
        ),
        "search_text_case_insert": f"AFTER INSERT ON case_ BEGIN {_of_case()} END",
        "search_text_case_update": f"AFTER UPDATE OF shielded, deleted ON case_ BEGIN {_of_case()} END",
    }
    for table in TEXTS:
        again = _forget(table, "ref = new.id") + _learn(table, "x.id = new.id")
        made[f"search_text_{table}_insert"] = f"AFTER INSERT ON {table} BEGIN {again} END"
        made[f"search_text_{table}_update"] = f"AFTER UPDATE ON {table} BEGIN {again} END"
        gone = _forget(table, "ref = old.id")
        made[f"search_text_{table}_delete"] = f"AFTER DELETE ON {table} BEGIN {gone} END"
    return made


_TRIGGERS = _triggers()


def rebuild(connection: Connection) -> None:
    """Make the index and its triggers, and read every row in anew."""
    for statement in _TABLES:
        connection.exec_driver_sql(statement)
    for name, body in _TRIGGERS.items():
        connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {name}")
        connection.exec_driver_sql(f"CREATE TRIGGER {name} {body}")
    connection.exec_driver_sql("DELETE FROM search_text_key")
    for table in TEXTS:
        connection.exec_driver_sql(_learn(table, "1"))


def newest(connection: Connection) -> int:
    """The newest key: what comes after it was learned later."""
    found = connection.exec_driver_sql("SELECT coalesce(max(id), 0) FROM search_text_key").scalar_one()
    return int(found)


def pause(connection: Connection) -> None:
    """From here on new rows only note their keys."""
    connection.exec_driver_sql("DROP TRIGGER search_text_key_insert")


def catch_up(connection: Connection, since: int) -> None:
    """Read in the words of every key after `since`, and go on as before."""
    connection.exec_driver_sql(f"INSERT INTO search_text(rowid, words) {_words('k.id > ' + str(int(since)))}")
    connection.exec_driver_sql(f"CREATE TRIGGER search_text_key_insert {_TRIGGERS['search_text_key_insert']}")
