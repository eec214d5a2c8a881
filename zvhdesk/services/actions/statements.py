"""The statements of the list of all actions.

They are written out because their plan matters: with 100,000 actions the groups are counted in one pass over
an index, and a page reads only the rows of the groups in view. Nothing typed is ever part of the text; every
value is a parameter. Conditions here and words in domain.actions say the same: a test compares them.
"""

# ruff: noqa: S608 - the pieces are constants of this file.

from functools import cache

from sqlalchemy import TextClause, text

from zvhdesk.domain.actions import NEEDS_REASON
from zvhdesk.domain.terms import STILL_OPEN, ActionStatus, Phase
from zvhdesk.models import folding
from zvhdesk.services.actions.rows import By, Show
from zvhdesk.services.board_sql import VISIBLE

MOST_WORDS = 6
"""Words that are looked for; more say nothing more."""


def _list(statuses: frozenset[ActionStatus]) -> str:
    return ", ".join(sorted(f"'{status.value}'" for status in statuses))


_OPEN = f"a.status IN ({_list(STILL_OPEN)})"
_LATE = f"({_OPEN} AND a.due_on < :today)"
_SEEN = f"a.deleted = 0 AND +a.case_id IN (SELECT c.id FROM case_ c WHERE {VISIBLE})"
"""An action of a case that this user may see; a shielded case is not counted either (DATA.md 14).

The plus keeps SQLite from looking up every case there is in the index of the actions.
"""

# A case whose stream was not touched since cannot have a changed action; the others are looked into.
_IDLE_CASES = f"""SELECT c.id FROM case_ c WHERE {VISIBLE} AND c.phase = '{Phase.AT_TABLE.value}'
  AND EXISTS (SELECT 1 FROM action b WHERE b.case_id = c.id AND b.deleted = 0
    AND b.status IN ({_list(STILL_OPEN)}))
  AND NOT EXISTS (SELECT 1 FROM change_set x CROSS JOIN change_op o ON o.rev = x.rev
    CROSS JOIN action b ON b.id = o.row
    WHERE x.stream_id = c.stream_id AND x.wall_ms >= :idle_ms AND +o.tbl = 'action' AND b.deleted = 0
      AND b.status IN ({_list(STILL_OPEN)}))"""

_SHOWN = {
    Show.PRESSING: "COALESCE(a.due_on <= :sunday, 0)",
    Show.OPEN: "1",
    Show.BLOCKED: f"a.status = '{ActionStatus.BLOCKED.value}'",
    Show.DONE: f"a.status = '{ActionStatus.DONE.value}'",
    Show.ALL: "1",
    Show.IDLE: "1",
}
"""What is listed among the statuses below."""
_STATUSES = {
    Show.DONE: STILL_OPEN | {ActionStatus.DONE},
    Show.ALL: frozenset(ActionStatus),
}
"""The statuses that list or groups count; only the open ones unless said here."""

_KEYS = {
    By.PARTNER: "a.partner_id",
    By.CASE: "a.case_id",
    By.TERM: f"""CASE WHEN NOT {_OPEN} THEN '6' || COALESCE(substr(a.due_on, 1, 7), '')
      WHEN a.due_on IS NULL THEN '5' WHEN a.due_on < :today THEN '1' WHEN a.due_on <= :sunday THEN '2'
      WHEN a.due_on <= :next_sunday THEN '3' ELSE '4' END""",
}
"""The key of a group. A term is a digit in the order of time; what is over stands per month behind it."""

_RANKS = {
    By.PARTNER: "late DESC, oldest, (SELECT q.name FROM partner q WHERE q.id = k), k",
    By.CASE: "late DESC, oldest, k",
    By.TERM: "substr(k, 1, 1), substr(k, 2) DESC",
}
"""Overdue first: the group with the most late actions, of those the one that is late the longest."""

# In key order, so that nothing is sorted to be counted. Without statistics SQLite would take another.
_HINTS = {By.PARTNER: "INDEXED BY ix_action_partner", By.CASE: "INDEXED BY ix_action_case", By.TERM: ""}
_ORDER = f"""NOT {_OPEN}, a.due_on IS NULL, CASE WHEN {_OPEN} THEN a.due_on END, a.due_on DESC,
  a.case_id, a.number, a.id"""
"""Within a group: open before over, open ones by their term, what is over with the newest first.

All of it stands in the index; what a desk got first says nothing, so that rows of one term are in order of
their case and number.
"""

_NEWEST = "ORDER BY s.seq IS NULL DESC, s.seq DESC, s.rev DESC LIMIT 1"
"""The newest of change sets in the order of the server, the same on every desk; what waits is newest."""

_REASON = f"""CASE WHEN a.status IN ({_list(NEEDS_REASON)}) THEN (SELECT s.reason FROM change_op o
  JOIN change_set s ON s.rev = o.rev WHERE o.tbl = 'action' AND o.row = a.id AND o.col = 'status'
  AND o.new = '"' || a.status || '"' AND s.reason IS NOT NULL {_NEWEST}) END"""


def _has(word: str) -> str:
    """Whether an action has this word, a parameter, in its text, owner, partner or case number."""
    like = f"LIKE :{word} ESCAPE '\\'"
    return f"""({folding.plain("a.text")} {like} OR {folding.plain("COALESCE(a.owner, '')")} {like}
      OR a.partner_id IN (SELECT q.id FROM partner q WHERE {folding.plain("q.name")} {like})
      OR a.case_id IN (SELECT c.id FROM case_ c WHERE {VISIBLE} AND {folding.plain("c.number")} {like}))"""


def _asked(show: Show, words: int) -> str:
    """What else is asked of an action: that its case stands still, and the words."""
    idle = [f"a.case_id IN ({_IDLE_CASES})"] if show is Show.IDLE else []
    return " AND ".join([*idle, *(_has(f"word{at}") for at in range(words))]) or "1"


@cache
def groups(show: Show, by: By, words: int) -> TextClause:
    """The groups that have a row, in their order: key, late, open, cases, and how many rows are listed.

    `words` is how many of `:word0`, `:word1` and on there are. With words, and of cases that stand still,
    only what was found is counted.
    """
    among = _STATUSES.get(show, STILL_OPEN)
    # Among open actions alone nothing has to be asked of each of them again.
    open_, late, case = ("1", "a.due_on < :today", "a.case_id")
    if among != STILL_OPEN:
        open_, late, case = _OPEN, _LATE, f"CASE WHEN {_OPEN} THEN a.case_id END"
    cases = "1" if by is By.CASE else f"count(DISTINCT {case})"
    # With words every text is read: that is quickest in the order in which they lie.
    source = "action a NOT INDEXED" if words else f"action a {_HINTS[by]}"
    return text(f"""
WITH g AS MATERIALIZED (
  SELECT {_KEYS[by]} AS k, sum({open_}) AS open_, COALESCE(sum({late}), 0) AS late,
    min(CASE WHEN {late} THEN a.due_on END) AS oldest, {cases} AS cases, sum({_SHOWN[show]}) AS n
  FROM {source} WHERE a.status IN ({_list(among)}) AND {_SEEN} AND {_asked(show, words)} GROUP BY 1)
SELECT k, late, open_, cases, n FROM g WHERE n > 0 ORDER BY {_RANKS[by]}
""")


@cache
def rows(show: Show, by: By, words: int) -> TextClause:
    """`:limit` rows after the first `:skip` of the groups in `:wanted`: a JSON list of [place, key].

    Per action: id, case, number, text, term, status, owner, partner, case number, the three parts of the
    name, reason, and the place of its group.
    """
    among = _STATUSES.get(show, STILL_OPEN)
    # Few groups are in view: each is looked up in the index of its key. A term has no index to be found by.
    join, same = ("JOIN", "=") if by is By.TERM else ("CROSS JOIN", "IS" if by is By.PARTNER else "=")
    return text(f"""
WITH w AS MATERIALIZED (SELECT value ->> 0 AS place, value ->> 1 AS k FROM json_each(:wanted)),
x AS MATERIALIZED (SELECT a.rowid AS r, w.place AS place
  FROM w {join} action a {_HINTS[by]} ON {_KEYS[by]} {same} w.k
  WHERE a.status IN ({_list(among)}) AND {_SEEN} AND {_SHOWN[show]} AND {_asked(show, words)}
  ORDER BY w.place, {_ORDER} LIMIT :limit OFFSET :skip)
SELECT a.id, a.case_id, a.number, a.text, a.due_on, a.status, a.owner, q.name, c.number,
  p.initials, p.prefix, p.surname, {_REASON}, x.place
FROM x JOIN action a ON a.rowid = x.r JOIN case_ c ON c.id = a.case_id
LEFT JOIN partner q ON q.id = a.partner_id
LEFT JOIN person p ON p.id = (SELECT s.person_id FROM subject s WHERE s.case_id = c.id AND s.role = 'main'
  AND s.deleted = 0 ORDER BY s.id LIMIT 1) AND p.deleted = 0
ORDER BY x.place, {_ORDER}
""")


COUNTS = text(f"""
SELECT count(*), COALESCE(sum(a.due_on < :today), 0),
  COALESCE(sum(a.due_on >= :today AND a.due_on <= :sunday), 0)
FROM action a WHERE {_OPEN} AND {_SEEN}
""")
LATE = text(f"SELECT count(*) FROM action a WHERE {_LATE} AND {_SEEN}")
ANYTHING = text(f"SELECT 1 FROM action a WHERE {_SEEN} LIMIT 1")

IN_TIME = text(f"""
SELECT CAST((julianday(due_on) - julianday(:first)) / 14 AS INTEGER), count(*), sum(in_time) FROM (
  SELECT a.due_on AS due_on, CASE WHEN a.status = '{ActionStatus.DONE.value}' THEN (
    SELECT date(s.wall_ms / 1000, 'unixepoch', 'localtime') <= a.due_on FROM change_op o
    JOIN change_set s ON s.rev = o.rev WHERE o.tbl = 'action' AND o.row = a.id AND o.col = 'status'
      AND o.new = '"{ActionStatus.DONE.value}"' {_NEWEST}) IS 1
    ELSE 0 END AS in_time
  FROM action a WHERE a.due_on BETWEEN :first AND :last
    AND a.status IN ({_list(frozenset(ActionStatus))}) AND {_SEEN}) GROUP BY 1
""")
"""Per fortnight, counted from 0: how many actions were due, and how many were done in time."""

LONGEST = text(f"""
SELECT a.id, a.due_on, q.name, a.text FROM action a LEFT JOIN partner q ON q.id = a.partner_id
WHERE a.rowid = (SELECT a.rowid FROM action a WHERE {_OPEN} AND {_SEEN}
  AND a.due_on = (SELECT min(a.due_on) FROM action a WHERE {_LATE} AND {_SEEN}) ORDER BY a.id LIMIT 1)
""")

IDLE = text(f"SELECT count(*) FROM ({_IDLE_CASES})")
