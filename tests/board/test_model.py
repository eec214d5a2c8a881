"""The item model: a refresh changes only what differs, so that views keep selection and scroll."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPersistentModelIndex
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication

from zvhdesk.domain.attention import Kind, Reason
from zvhdesk.domain.terms import Phase
from zvhdesk.services.board import BoardCard
from zvhdesk.ui.board.delegate import tooltip
from zvhdesk.ui.board.model import HEADING, ColumnModel, spoken

CARD = BoardCard(
    id="x",
    number="2026-0117",
    initials="K.t.B.",
    name="",
    phase=Phase.TRIAGE,
    table="Top-X",
    colour="#4B6EA8",
    place="Hengelo",
    summary="Ernstige overlast, verward gedrag",
    tags=(
        Reason(Kind.LATE, "spoed", "spoed volgens de aanmelder"),
        Reason(Kind.PLAIN, "wacht", "wacht 9 dagen"),
    ),
    age="9 d",
    age_full="sinds 9 dagen",
)

ids = st.lists(st.sampled_from("abcdefghij"), unique=True, max_size=10)


def cards(names: list[str]) -> list[BoardCard]:
    return [replace(CARD, id=name, number=name) for name in names]


@given(before=ids, after=ids)
def test_any_two_boards_lead_to_the_second(qapp: QApplication, before: list[str], after: list[str]) -> None:
    model = ColumnModel(Phase.TRIAGE)
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.show(cards(before), len(before), by_table=False)
    held = {name: QPersistentModelIndex(model.index(row)) for row, name in enumerate(before)}
    resets: list[None] = []
    model.modelReset.connect(lambda: resets.append(None))
    model.show(cards(after), len(after), by_table=False)
    assert [card.id for card in model.cards] == after
    if not resets:
        for name, index in held.items():
            # Who stayed is still held by the same index, wherever it went.
            assert index.isValid() == (name in after)
            assert not index.isValid() or model.cards[index.row()].id == name
    del tester


def test_a_page_that_was_read_before_is_not_shown_twice(qapp: QApplication) -> None:
    model = ColumnModel(Phase.TRIAGE)
    model.show(cards(["a", "b"]), 4, by_table=False)
    model.append(cards(["b", "c"]))
    assert [card.id for card in model.cards] == ["a", "b", "c"]


def test_a_column_reads_on_until_all_are_there_and_asks_once(qapp: QApplication) -> None:
    model = ColumnModel(Phase.TRIAGE)
    asked: list[int] = []
    model.wanted.connect(asked.append)
    model.show(cards(["a", "b"]), 3, by_table=False)
    root = model.index(-1)
    assert model.canFetchMore(root)
    model.fetchMore(root)
    assert not model.canFetchMore(root)
    model.append(cards(["c"]))
    assert not model.canFetchMore(root)
    assert asked == [2]


def test_a_heading_stands_where_another_table_begins(qapp: QApplication) -> None:
    model = ColumnModel(Phase.TRIAGE)
    rows = [replace(CARD, id=str(at), table=table) for at, table in enumerate(["JOR", "JOR", "VPO", ""])]
    model.show(rows, 4, by_table=True)
    assert [model.index(row).data(HEADING) for row in range(4)] == ["JOR", "", "VPO", "Zonder tafel"]
    model.show(rows, 4, by_table=False)
    assert [model.index(row).data(HEADING) for row in range(4)] == [""] * 4


def test_a_screen_reader_hears_the_whole_card() -> None:
    assert spoken(CARD) == (
        "2026-0117, K.t.B.. Top-X. Ernstige overlast, verward gedrag. spoed volgens de aanmelder. "
        "wacht 9 dagen. Triage sinds 9 dagen"
    )
    assert "wacht 9 dagen" in tooltip(CARD)


def test_what_is_dragged_is_the_id_and_nothing_else(qapp: QApplication) -> None:
    model = ColumnModel(Phase.TRIAGE)
    model.show([CARD], 1, by_table=False)
    carried = model.mimeData([model.index(0)])
    assert carried.formats() == ["application/x-zvhdesk-case"]
    assert bytes(carried.data(carried.formats()[0]).data()) == b"x"
