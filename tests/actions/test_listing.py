"""The list of all actions against an oracle that looks at every row."""

from collections.abc import Iterator
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from tests.actions import oracle, world
from tests.actions.oracle import Known
from zvhdesk.domain.terms import ActionStatus
from zvhdesk.models.cases import Action, Case
from zvhdesk.models.local import ChangeOp, ChangeSet
from zvhdesk.services import actions
from zvhdesk.services.actions import ActionFilters, ActionPage, By, Show, statements
from zvhdesk.services.actions.listing import moments
from zvhdesk.services.desk import Desk

WORDS = (
    "",
    "zorg",
    "MACHTIGING",
    "financiele",
    "Financiële",
    "ggz regge",
    "2026-0001",
    "één",
    "cafe",
    "%",
    "_",
)
words = st.sampled_from(WORDS) | st.text(alphabet="aeéE%_\\ 0-", max_size=4)
filters = st.builds(ActionFilters, st.sampled_from(Show), st.sampled_from(By), words)
days = st.integers(-200, 80).map(world.day)


def idle(session: Session, case: Case) -> bool:
    """An open action, and nothing recorded of any open one since 28 days before today."""
    ids = [
        one.id
        for one in session.scalars(select(Action).where(Action.case_id == case.id))
        if not one.deleted and one.status.value in oracle.OPEN
    ]
    last = session.scalars(
        select(ChangeSet.wall_ms).join(ChangeOp, ChangeOp.rev == ChangeSet.rev).where(ChangeOp.row.in_(ids))
    ).all()
    return bool(ids) and max(last) < moments(world.TODAY)["idle_ms"]


@pytest.fixture(scope="module")
def known(busy: Desk) -> dict[str, Known]:
    return {one.id: one for one in busy.read(lambda s: oracle.everything(s, idle))}


@settings(max_examples=120, deadline=None)
@given(chosen=filters, today=days)
def test_exactly_what_is_asked_for_is_listed(
    busy: Desk, known: dict[str, Known], chosen: ActionFilters, today: date
) -> None:
    if chosen.show is Show.IDLE:
        today = world.TODAY
    page = busy.read(lambda s: actions.page(s, today, chosen, limit=10_000))
    asked = {one.id for one in known.values() if oracle.listed(one, chosen, today)}
    assert {row.id for row in page.rows} == asked
    assert len(page.rows) == len(asked) == page.total


@settings(max_examples=120, deadline=None)
@given(chosen=filters, today=days)
def test_groups_are_whole_and_the_overdue_come_first(
    busy: Desk, known: dict[str, Known], chosen: ActionFilters, today: date
) -> None:
    page = busy.read(lambda s: actions.page(s, today, chosen, limit=10_000))
    keys = oracle.runs([row.group for row in page.rows])
    assert len(keys) == len(set(keys)), "a group is in one piece"
    for row in page.rows:
        assert row.group == oracle.key_of(known[row.id], chosen.by, today)
    if chosen.by is By.TERM:
        assert keys == sorted(keys, key=lambda key: (key[0], [-ord(sign) for sign in key[1:]] or [0]))
    else:
        late = [page.groups[key].late for key in keys]
        assert late == sorted(late, reverse=True)
    for key in keys:
        rows = [known[row.id] for row in page.rows if row.group == key]
        order = [not row.is_open for row in rows]
        assert order == sorted(order), "what is over stands beneath"
        terms = [date.max if row.due is None else row.due for row in rows if row.is_open]
        assert terms == sorted(terms)
        over = [row.due for row in rows if not row.is_open and row.due is not None]
        assert over == sorted(over, reverse=True)


@settings(max_examples=60, deadline=None)
@given(chosen=filters, today=days)
def test_a_group_counts_all_of_it_and_with_words_what_was_found(
    busy: Desk, known: dict[str, Known], chosen: ActionFilters, today: date
) -> None:
    page = busy.read(lambda s: actions.page(s, today, chosen, limit=10_000))
    whole = [one for one in known.values() if oracle.has(one, chosen.words)]
    if chosen.show is Show.IDLE:
        today = world.TODAY
        page = busy.read(lambda s: actions.page(s, today, chosen, limit=10_000))
        whole = [one for one in whole if one.idle]
    for key, group in page.groups.items():
        mine = [one for one in whole if oracle.key_of(one, chosen.by, today) == key and one.is_open]
        assert group.open == len(mine)
        assert group.late == sum(oracle.is_late(one, today) for one in mine)
        if chosen.by is not By.CASE:
            assert group.cases == len({one.case_id for one in mine})
        assert group.count == sum(row.group == key for row in page.rows)


@settings(max_examples=60, deadline=None)
@given(chosen=filters, size=st.integers(1, 90))
def test_pages_put_together_are_the_whole_list(busy: Desk, chosen: ActionFilters, size: int) -> None:
    whole = busy.read(lambda s: actions.page(s, world.TODAY, chosen, limit=10_000))

    def piece(offset: int) -> ActionPage:
        order = whole.order if offset else None
        return busy.read(lambda s: actions.page(s, world.TODAY, chosen, offset, size, order))

    def pieces() -> Iterator[str]:
        for offset in range(0, whole.total, size):
            part = piece(offset)
            assert part.total == whole.total
            assert part.groups == {key: whole.groups[key] for key in part.groups}
            yield from (row.id for row in part.rows)

    assert list(pieces()) == [row.id for row in whole.rows]


@settings(max_examples=40, deadline=None)
@given(today=days)
def test_late_is_open_and_past_its_term(busy: Desk, known: dict[str, Known], today: date) -> None:
    counted = busy.read(lambda s: actions.counts(s, today))
    late = [one for one in known.values() if oracle.is_late(one, today)]
    assert counted.late == len(late) == busy.read(lambda s: actions.late_count(s, today))
    assert counted.open == sum(one.is_open for one in known.values())
    week = ActionFilters(Show.PRESSING, By.TERM)
    assert counted.this_week == sum(oracle.listed(one, week, today) for one in known.values()) - len(late)
    page = busy.read(lambda s: actions.page(s, today, ActionFilters(Show.ALL), limit=10_000))
    assert {row.id for row in page.rows if row.days_late} == {one.id for one in late}


def test_what_may_not_be_seen_is_not_there(busy: Desk) -> None:
    page = busy.read(lambda s: actions.page(s, world.TODAY, ActionFilters(Show.ALL), limit=10_000))
    assert not {"shielded", "gone-case", "deleted"} & {row.id for row in page.rows}
    assert {"half", "marks", "loose", "stranger", "over"} <= {row.id for row in page.rows}


def test_a_row_says_initials_and_never_a_name(busy: Desk) -> None:
    page = busy.read(lambda s: actions.page(s, world.TODAY, ActionFilters(Show.ALL), limit=10_000))
    assert {row.initials for row in page.rows} <= {
        "J.A.A.",
        "J.A.t.B.",
        "J.A.B.",
        "J.A.Ç.",
        "J.A.D.",
        "J.A.Ö.",
        "J.A.V.",
        "J.A.W.",
        "J.A.t.",
    }
    assert "ztürk" not in repr(page)


@pytest.mark.parametrize(
    "by, titles",
    [
        (By.PARTNER, {"GGZ De Regge", "Nog niemand"}),
        (By.CASE, {"2026-ODD1 · J.A.A."}),
        (By.TERM, {"Te laat", "Deze week", "Volgende week", "Later", "Zonder termijn", "Afgerond"}),
    ],
)
def test_groups_have_a_name(busy: Desk, by: By, titles: set[str]) -> None:
    page = busy.read(lambda s: actions.page(s, world.TODAY, ActionFilters(Show.ALL, by), limit=10_000))
    assert titles <= {group.title for group in page.groups.values()}
    if by is By.TERM:
        assert "Afgerond, termijn in maart 2026" in {group.title for group in page.groups.values()}


def test_why_it_is_blocked_is_told_with_it(desk: Desk) -> None:
    world.put(desk, world.a_case("one", world.an_action("a")))

    def block(status: ActionStatus, why: str) -> None:
        desk.change(lambda s: actions.change_status(s, "a", status, why, world.TODAY), actions.STATUS)

    block(ActionStatus.BLOCKED, "wacht op politie")
    page = desk.read(lambda s: actions.page(s, world.TODAY, ActionFilters(Show.BLOCKED)))
    assert [row.reason for row in page.rows] == ["wacht op politie"]
    block(ActionStatus.IN_PROGRESS, "kan weer verder")
    page = desk.read(lambda s: actions.page(s, world.TODAY, ActionFilters(Show.OPEN)))
    assert [row.reason for row in page.rows] == [""], "that was why it was blocked, and it is not any more"


@pytest.mark.parametrize("by", By)
def test_the_plan_counts_from_an_index_and_reads_only_the_rows_in_view(busy: Desk, by: By) -> None:
    params = moments(world.TODAY) | {"wanted": "[]", "skip": 0, "limit": 200}

    def of_actions(statement: object) -> list[str]:
        asked = text(f"EXPLAIN QUERY PLAN {statement}")
        plan = [str(row[3]) for row in busy.read(lambda s: s.execute(asked, params).all())]
        return [step for step in plan if " a " in f"{step} "]

    counted = of_actions(statements.groups(Show.OPEN, by, 0))
    assert all("COVERING INDEX" in step for step in counted), counted
    read = of_actions(statements.rows(Show.OPEN, by, 0))
    assert sum("INTEGER PRIMARY KEY (rowid=?)" in step for step in read) == 1, read
    assert sum("SEARCH a USING COVERING INDEX" in step for step in read) == len(read) - 1, read


def test_an_empty_house_has_nothing_and_says_so(desk: Desk) -> None:
    counted = desk.read(lambda s: actions.counts(s, world.TODAY))
    assert (counted.open, counted.late, counted.this_week, counted.anything) == (0, 0, 0, False)
    assert not desk.read(lambda s: actions.page(s, world.TODAY, ActionFilters())).rows
