"""What the board reads: counts, filters, what nobody may see, and the same reasons in SQL as in words."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from tests.board import world
from tests.board.world import TODAY, case_rows, day, put
from zvhdesk.domain.attention import asks
from zvhdesk.domain.terms import Phase, Product
from zvhdesk.models.base import new_id
from zvhdesk.models.cases import Case
from zvhdesk.services import board as service
from zvhdesk.services.board import NO_TABLE, BoardCard, BoardFilters, BoardRows
from zvhdesk.services.desk import Desk

ALL = BoardFilters()


def read(desk: Desk, filters: BoardFilters = ALL, limit: int = 100, *, names: bool = False) -> BoardRows:
    return desk.read(lambda s: service.board(s, TODAY, filters, desk.user, limit, names=names))


def cards(rows: BoardRows) -> dict[str, BoardCard]:
    return {card.id: card for column in rows.columns for card in column.cards}


def column(rows: BoardRows, phase: Phase) -> list[str]:
    return [card.id for one in rows.columns if one.phase is phase for card in one.cards]


def test_an_empty_house_has_six_empty_columns(desk: Desk) -> None:
    rows = read(desk)
    assert [one.title for one in rows.columns] == [
        "Aangemeld", "Beoordelen", "Triage", "Werkvoorraad", "Op de casustafel", "Afschalen",
    ]  # fmt: skip
    assert (rows.total, rows.asking, rows.anything) == (0, 0, False)


def test_a_card_says_who_what_and_why(desk: Desk) -> None:
    put(
        desk,
        case_rows("a", number="2026-0115", phase=Phase.ASSESSMENT, phase_since=day(1), table_id="rood",
                  urgent=True, main_topic="stalking", minor_children=True, judged={"a": True}),
        case_rows("b", phase=Phase.REFERRED, referrer="p-Veilig Thuis"),
    )  # fmt: skip
    found = cards(read(desk))
    card = found["a"]
    assert (card.number, card.initials, card.name) == ("2026-0115", "J.A.A.", "")
    assert (card.table, card.colour, card.age) == ("C. Rood", "#A61B1B", "1 d")
    assert card.summary == "Stalking, minderjarigen"
    assert [tag.words for tag in card.tags] == ["spoed", "1 van 4 beoordeeld"]
    assert found["b"].summary == "Veilig Thuis"


def test_names_come_only_when_they_are_asked_for(desk: Desk) -> None:
    put(desk, case_rows("a", surname="Öztürk"))
    assert all(not card.name for card in cards(read(desk)).values())
    assert cards(read(desk, names=True))["a"].name == "J.A. Öztürk"
    assert "ztürk" not in repr(read(desk))


def test_shielded_deleted_and_closed_cases_are_neither_shown_nor_counted(desk: Desk) -> None:
    put(
        desk,
        case_rows("seen", table_id="topx"),
        case_rows("shielded", table_id="topx", shielded=True, urgent=True),
        case_rows("deleted", table_id="topx", deleted=True, urgent=True),
        case_rows("closed", table_id="topx", phase=Phase.CLOSED, shielded=True),
    )
    for filters in (ALL, replace(ALL, table="topx"), replace(ALL, by_table=True)):
        rows = read(desk, filters)
        assert set(cards(rows)) == {"seen"}
        assert (rows.total, rows.all_tables, rows.asking) == (1, 1, 0)
    assert [choice.count for choice in read(desk).tables if choice.count] == [1]


def test_a_house_with_only_shielded_cases_looks_empty(desk: Desk) -> None:
    put(desk, case_rows("a", shielded=True))
    assert not read(desk).anything


def test_filters(desk: Desk) -> None:
    put(
        desk,
        case_rows("a", municipality="Hengelo", table_id="topx", process_manager_id=desk.user),
        case_rows("b", municipality="Enschede", table_id="jor", urgent=True),
        case_rows("c", municipality="Borne", table_id=None),
        case_rows("d", phase=Phase.AT_TABLE, product=Product.COORDINATION, table_id="topx"),
        case_rows("e", phase=Phase.AT_TABLE, product=Product.EXTENDED_ADVICE, table_id="topx"),
    )
    wanted = {
        replace(ALL, table="topx"): {"a", "d", "e"},
        replace(ALL, table=NO_TABLE): {"c"},
        replace(ALL, area="midden"): {"a", "c", "d", "e"},
        replace(ALL, area="zuid"): {"b"},
        replace(ALL, municipality="Borne"): {"c"},
        replace(ALL, mine=True): {"a"},
        replace(ALL, attention=True): {"b"},
        # A filter of the casustafel's column only.
        replace(ALL, advice=True): {"a", "b", "c", "e"},
        replace(ALL, area="midden", table="topx", advice=True): {"a", "e"},
    }
    assert read(desk).in_advice == 1
    for filters, ids in wanted.items():
        rows = read(desk, filters)
        assert set(cards(rows)) == ids, filters
        assert rows.total == len(ids)


def test_the_chip_of_a_table_shows_what_choosing_it_would_give(desk: Desk) -> None:
    put(desk, *world.many(60))
    for area in (None, "zuid"):
        rows = read(desk, BoardFilters(area=area, table="jor"))
        for choice in rows.tables:
            assert read(desk, BoardFilters(area=area, table=choice.key)).total == choice.count
        assert rows.all_tables == read(desk, BoardFilters(area=area)).total


def test_cases_that_lost_their_table_get_a_chip_and_the_newly_referred_do_not(desk: Desk) -> None:
    put(desk, case_rows("a", table_id=None))
    assert NO_TABLE not in {choice.key for choice in read(desk).tables}
    put(desk, case_rows("b", table_id=None, phase=Phase.TRIAGE))
    assert [choice.count for choice in read(desk).tables if choice.key == NO_TABLE] == [2]


def test_counts_are_whole_and_pages_follow_each_other(desk: Desk) -> None:
    put(desk, *world.many(120))
    whole = read(desk, limit=1000)
    for filters in (ALL, replace(ALL, by_table=True)):
        whole = read(desk, filters, limit=1000)
        first = read(desk, filters, limit=7)
        assert [one.count for one in first.columns] == [one.count for one in whole.columns] == [20] * 6
        for phase in world.PHASES:
            ids = column(first, phase)
            while len(ids) < 20:
                # A lambda of this round alone.
                ids += _more(desk, filters, phase, len(ids))
            assert ids == column(whole, phase)


def _more(desk: Desk, filters: BoardFilters, phase: Phase, there: int) -> list[str]:
    def more(session: Session) -> list[str]:
        return [card.id for card in service.more(session, TODAY, filters, desk.user, phase, there, 7)]

    return desk.read(more)


def test_urgent_comes_first_and_then_who_waits_longest(desk: Desk) -> None:
    put(
        desk,
        case_rows("new", referred_on=day(1)),
        case_rows("old", referred_on=day(9)),
        case_rows("urgent", referred_on=day(0), urgent=True),
    )
    assert column(read(desk), Phase.REFERRED) == ["urgent", "old", "new"]


def test_columns_note_what_their_clock_says(desk: Desk) -> None:
    put(
        desk,
        case_rows("a", phase=Phase.ASSESSMENT, referred_on=day(30)),
        case_rows("b", phase=Phase.ASSESSMENT, referred_on=day(2)),
        case_rows("c", phase=Phase.WAITING_LIST, product=Product.COORDINATION, referred_on=day(61)),
        case_rows("d", phase=Phase.AT_TABLE, product=Product.COORDINATION, referred_on=day(90), wall=day(60)),
    )
    notes = {one.phase: one.note for one in read(desk).columns}
    assert notes[Phase.ASSESSMENT] == "1 over termijn"
    assert notes[Phase.WAITING_LIST] == "langst 61 d"
    assert notes[Phase.AT_TABLE] == "1 stagneert"


def test_an_aanmelding_that_lacks_its_gemeente_alone_asks(desk: Desk) -> None:
    """Nothing was ever typed there: that is no value at all, and not an empty one."""
    lacking = case_rows(
        "a", phase=Phase.REFERRED, municipality=None, referrer="p-Politie", reason="Overlast",
        surname="Aalberts", birth_date="1990", brp_checked_on=TODAY,
    )  # fmt: skip
    put(desk, lacking)
    rows = read(desk)
    assert [tag.words for tag in cards(rows)["a"].tags] == ["1 veld leeg"]
    assert rows.asking == 1
    assert set(cards(read(desk, replace(ALL, attention=True)))) == {"a"}


back = st.integers(0, 100).map(day)
drawn = st.fixed_dictionaries(
    {
        "phase": st.sampled_from(world.PHASES),
        "referred_on": back,
        "wall": back,
        "urgent": st.booleans(),
        "brp_checked_on": st.none() | st.just(TODAY),
        "municipality": st.sampled_from(["Hengelo", None]),
        "referrer": st.sampled_from(["p-Politie", None]),
        "reason": st.sampled_from(["Overlast", None, ""]),
        "main_topic": st.sampled_from(["Overlast", None]),
        "surname": st.sampled_from(["Aalberts", None, ""]),
        "birth_date": st.sampled_from(["1990", None]),
        "person": st.booleans(),
        "actions": st.lists(st.integers(-3, 3), max_size=2),
        "product": st.none() | st.sampled_from(Product),
        "first_processed_on": st.sampled_from(
            [TODAY, date(2021, 3, 15), date(2021, 3, 16), date(2021, 6, 14), date(2021, 6, 15)]
        ),
    }
)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(cases=st.lists(drawn, min_size=1, max_size=12))
def test_the_count_of_attention_agrees_with_the_words_on_the_cards(
    desk: Desk, cases: list[dict[str, object]]
) -> None:
    before = read(desk, limit=10_000)
    put(desk, *(case_rows(new_id(), **values) for values in cases))  # type: ignore[arg-type]
    rows = read(desk, limit=10_000)
    asking = {card.id for card in cards(rows).values() if asks(card.tags)}
    assert rows.asking == len(asking)
    assert set(cards(read(desk, replace(ALL, attention=True), limit=10_000))) == asking
    assert rows.total == before.total + len(cases)


@pytest.mark.parametrize("days, short", [(0, "0 d"), (99, "99 d"), (100, "3 mnd"), (400, "13 mnd")])
def test_age_in_days_and_then_in_months(desk: Desk, days: int, short: str) -> None:
    put(desk, case_rows("a", referred_on=TODAY - timedelta(days=days)))
    assert cards(read(desk))["a"].age == short


def test_a_change_of_the_case_is_on_the_next_board(desk: Desk) -> None:
    put(desk, case_rows("a"))

    def shield(session: Session) -> None:
        case = session.get(Case, "a")
        assert case is not None
        case.shielded = True

    desk.change(shield, "case.edit")
    assert not cards(read(desk))
