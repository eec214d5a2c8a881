"""The two statements of the case board.

They are written out because their plan matters: with 10,000 open cases the counts come from one pass over the
index `ix_case_board`, and each column reads only the cards it shows. Nothing typed is ever part of the text;
every value is a parameter. Conditions here and words in domain.attention say the same: a test compares them.
"""

# ruff: noqa: S608 - the pieces are constants of this file.

from zvhdesk.domain.terms import BOARD_PHASES, STILL_OPEN

_STILL_OPEN = ", ".join(sorted(f"'{status.value}'" for status in STILL_OPEN))
_PHASES = ", ".join(f"'{phase.value}'" for phase in BOARD_PHASES)

VISIBLE = "c.shielded = 0 AND c.deleted = 0"
"""What a user may see on board, lists and search: a shielded case is not counted either (DATA.md 14)."""

ANYTHING = f"SELECT 1 FROM case_ c WHERE {VISIBLE} AND c.phase IN ({_PHASES}) LIMIT 1"

_CHOSEN = """
  (:area_on = 0 OR c.municipality IN (SELECT value FROM json_each(:places)))
  AND (:mine_on = 0 OR c.process_manager_id = :me)
  AND (:advice_on = 0 OR c.phase <> 'at_table' OR c.product = 'extended_advice')
"""
_TABLE = """(:table_on = 0 OR c.table_id IS :table_id
  OR (:table_id IS NULL AND c.table_id NOT IN (SELECT value FROM json_each(:tables))))"""

_SINCE = "COALESCE(c.phase_since, c.first_processed_on, :today)"
_URGENT = "c.id IN (SELECT r.case_id FROM referral r WHERE r.urgent = 1 AND r.deleted = 0)"
_OVERDUE = f"""c.id IN (SELECT a.case_id FROM action a
  WHERE a.status IN ({_STILL_OPEN}) AND a.due_on < :today AND a.deleted = 0)"""

_COMPLETE = """(COALESCE(c.municipality, '') <> '' AND EXISTS (
    SELECT 1 FROM referral r JOIN subject s ON s.case_id = r.case_id JOIN person p ON p.id = s.person_id
    WHERE r.case_id = c.id AND r.deleted = 0 AND r.referrer_id <> '' AND s.role = 'main' AND s.deleted = 0
      AND p.deleted = 0 AND p.surname <> '' AND p.birth_date <> ''
      AND (r.reason <> '' OR EXISTS (SELECT 1 FROM case_ d WHERE d.id = c.id AND d.main_topic <> ''))))"""
_EMPTY_FIELDS = f"""CASE WHEN c.phase <> 'referred' OR {_COMPLETE} THEN 0 ELSE max(1,
    (COALESCE(c.municipality, '') = '') + (COALESCE(f.referrer_id, '') = '')
    + (COALESCE(f.reason, c.main_topic, '') = '')
    + (COALESCE(p.surname, '') = '') + (COALESCE(p.birth_date, '') = '')) END"""

# Once for the whole statement: the index on the BSN gives those that two persons have, that on the person who
# has two places. CROSS JOIN keeps SQLite at that order: without statistics it reads every place.
_TWINS = """WITH twins AS MATERIALIZED (SELECT s.case_id FROM person p CROSS JOIN subject s
    ON s.person_id = p.id WHERE p.deleted = 0 AND s.deleted = 0 AND p.bsn IN (SELECT q.bsn FROM person q
    CROSS JOIN subject t ON t.person_id = q.id CROSS JOIN case_ d ON d.id = t.case_id
    WHERE q.bsn IN (SELECT bsn FROM person WHERE bsn <> '' GROUP BY bsn HAVING count(*) > 1)
      AND q.deleted = 0 AND t.deleted = 0 AND d.deleted = 0 AND d.shielded = 0
      AND COALESCE(d.first_processed_on >= :kept_since, 1)
    GROUP BY q.bsn HAVING count(DISTINCT q.id) > 1)
  UNION SELECT s.case_id FROM (SELECT person_id FROM subject GROUP BY person_id HAVING count(*) > 1) u
    CROSS JOIN subject s ON s.person_id = u.person_id WHERE s.deleted = 0
    GROUP BY s.case_id, s.person_id HAVING count(*) > 1)"""
_TWIN = "c.id IN (SELECT case_id FROM twins)"

# 0 asks for nothing, 1 asks for attention, 2 does so because the phase takes too long (the note of a column).
_ASKS = f"""CASE
  WHEN c.phase = 'assessment' AND {_SINCE} <= :assessment_before THEN 2
  WHEN c.phase = 'at_table' AND {_SINCE} <= :stagnant_before AND NOT EXISTS (
    SELECT 1 FROM change_set x WHERE x.stream_id = c.stream_id AND x.wall_ms >= :stagnant_ms) THEN 2
  WHEN c.first_processed_on < :warning_before THEN 1
  WHEN {_OVERDUE} THEN 1
  WHEN c.phase IN ('referred', 'assessment', 'triage') AND {_URGENT} THEN 1
  WHEN c.phase IN ('referred', 'assessment') AND c.brp_checked_on IS NULL THEN 1
  WHEN {_TWIN} THEN 1
  WHEN c.phase = 'referred' THEN NOT {_COMPLETE}
  ELSE 0 END"""
_ATTENTION = f"(:attention_on = 0 OR {_ASKS} > 0)"

COUNTS = f"""{_TWINS}
SELECT phase, table_id, asks, advice, count(*), min(since) FROM (
  SELECT c.phase AS phase, c.table_id AS table_id, {_ASKS} AS asks, {_SINCE} AS since,
    c.phase = 'at_table' AND c.product IS 'extended_advice' AS advice
  FROM case_ c WHERE {VISIBLE} AND c.phase IN ({_PHASES}) AND {_CHOSEN}
) GROUP BY 1, 2, 3, 4
"""
"""One row per phase, table, degree of asking and being in advies: how many, and since when. Every filter
but the table and the attention applies: the chips of the tables show what choosing them would give."""

_WHERE = f"{VISIBLE} AND {_CHOSEN} AND {_TABLE} AND {_ATTENTION}"
_OLDEST = "c.phase_since, c.number"
_BY_TABLE = f"""COALESCE((SELECT t.position FROM case_table t WHERE t.id = c.table_id), 999), c.table_id,
  {_URGENT} DESC, {_OLDEST}"""
_MAY_BE_URGENT = ("referred", "assessment", "triage")


def _column(phase: str, *, grouped: bool) -> str:
    """The ids of one column: urgent first where that counts, then who is there longest."""
    here = f"FROM case_ c WHERE c.phase = '{phase}' AND {_WHERE}"
    page = f"LIMIT :limit_{phase} OFFSET :offset"
    if grouped:
        return f"SELECT * FROM (SELECT c.id AS id {here} ORDER BY {_BY_TABLE} {page})"
    if phase not in _MAY_BE_URGENT:
        return f"SELECT * FROM (SELECT c.id AS id {here} ORDER BY {_OLDEST} {page})"
    # Two parts, so that the long one stops at the limit of the index instead of sorting the column.
    return f"""SELECT * FROM (SELECT * FROM (SELECT c.id AS id FROM (
        SELECT DISTINCT r.case_id FROM referral r WHERE r.urgent = 1 AND r.deleted = 0) u
        CROSS JOIN case_ c ON c.id = u.case_id WHERE c.phase = '{phase}' AND {_WHERE} ORDER BY {_OLDEST})
      UNION ALL SELECT * FROM (SELECT c.id AS id {here} AND NOT {_URGENT}
        ORDER BY {_OLDEST} LIMIT :limit_{phase} + :offset) {page})"""


# The plus keeps SQLite from the index on status: without statistics it prefers it to the one on the case.
_OPEN = f"FROM action a WHERE a.case_id = c.id AND a.deleted = 0 AND +a.status IN ({_STILL_OPEN})"
_CARD = f"""{_TWINS}
SELECT c.id, c.number, c.phase, c.product, c.municipality, c.main_topic, c.mental_health, c.mild_disability,
  c.addiction, c.stalking, c.minor_children, c.life_course, c.first_processed_on,
  c.brp_checked_on IS NOT NULL, {_SINCE}, c.waiting_since, c.table_id, {_URGENT},
  p.initials, p.prefix, p.surname,
  (SELECT k.name FROM partner k WHERE k.id = f.referrer_id), {_EMPTY_FIELDS},
  CASE WHEN c.phase = 'assessment' THEN (SELECT count(DISTINCT j.criterion) FROM criterion_judgement j
    WHERE j.case_id = c.id AND j.deleted = 0) ELSE 0 END,
  (SELECT count(*) {_OPEN} AND a.due_on < :today), (SELECT count(*) {_OPEN}),
  (SELECT min(a.due_on) {_OPEN} AND a.due_on >= :today),
  CASE WHEN c.phase = 'at_table' THEN (SELECT max(x.wall_ms) FROM change_set x
    WHERE x.stream_id = c.stream_id) END,
  {_TWIN}
FROM ($columns) chosen JOIN case_ c ON c.id = chosen.id
LEFT JOIN referral f ON f.id = (SELECT r.id FROM referral r WHERE r.case_id = c.id AND r.deleted = 0
  ORDER BY r.id LIMIT 1)
LEFT JOIN person p ON p.id = (SELECT s.person_id FROM subject s WHERE s.case_id = c.id AND s.role = 'main'
  AND s.deleted = 0 ORDER BY s.id LIMIT 1) AND p.deleted = 0
"""


def cards(phases: tuple[str, ...], *, grouped: bool) -> str:
    """The statement for the cards of these phases, in order: `:limit_<phase>` of each from `:offset` on."""
    return _CARD.replace("$columns", " UNION ALL ".join(_column(phase, grouped=grouped) for phase in phases))
