"""Tables of rows: what is chosen stays chosen, and a choice is made by keyboard or from the list."""

from dataclasses import dataclass, replace

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from zvhdesk.ui.grid import Column, Grid
from zvhdesk.ui.grid.delegate import EDITOR
from zvhdesk.ui.kit import Select
from zvhdesk.ui.theme import TagKind, Theme

Key = Qt.Key


@dataclass(frozen=True, slots=True)
class Fruit:
    id: str
    name: str
    colour: str = "rood"


COLUMNS = (
    Column("name", "Naam", lambda row: row.name, strong=True),
    Column(
        "colour",
        "Kleur",
        lambda row: row.colour,
        width=120,
        choices=(("rood", "rood"), ("geel", "geel"), ("groen", "groen")),
        value=lambda row: row.colour,
    ),
    Column("tag", "", lambda _row: "nieuw", width=90, tag=lambda _row: TagKind.NEW),
)


def shown(qtbot: QtBot, rows: list[Fruit], *, whole_rows: bool = True) -> Grid:
    grid = Grid("fruit", "Fruit", COLUMNS, whole_rows=whole_rows)
    grid.show_rows(rows)
    grid.resize(500, 300)
    qtbot.addWidget(grid)
    with qtbot.waitActive(grid):
        grid.show()
        grid.activateWindow()
    return grid


FRUIT = [Fruit("a", "appel"), Fruit("b", "banaan", "geel"), Fruit("p", "peer", "groen")]


def test_what_is_chosen_stays_chosen_when_the_rows_are_read_again(qtbot: QtBot, theme: Theme) -> None:
    grid = shown(qtbot, FRUIT)
    grid.choose("b")
    told: list[str] = []
    grid.row_chosen.connect(told.append)
    grid.show_rows([Fruit("0", "aardbei"), *(replace(row, name=row.name.upper()) for row in FRUIT)])
    assert grid.chosen == "b"
    assert grid.currentIndex().row() == 2
    grid.show_rows([FRUIT[0]])
    assert grid.chosen == ""
    assert told[-1] == ""


def test_a_choice_is_made_by_keyboard_and_left_alone_by_escape(qtbot: QtBot, theme: Theme) -> None:
    grid = shown(qtbot, FRUIT, whole_rows=False)
    grid.setFocus()
    assert grid.currentIndex().column() == 1  # where something can be chosen
    edits: list[tuple[str, str, str]] = []
    grid.edited.connect(lambda *edit: edits.append(edit))
    QTest.keyClick(grid, Key.Key_Down)
    QTest.keyClick(grid, Key.Key_Return)
    editor = grid.findChild(Select, EDITOR)
    assert editor is not None
    assert editor.accessibleName() == "Kleur, banaan"
    QTest.keyClick(editor, Key.Key_Down)
    assert edits == []  # on the way is not a choice
    QTest.keyClick(editor, Key.Key_Escape)
    qtbot.waitUntil(lambda: grid.findChild(Select, EDITOR) is None)
    assert edits == []
    QTest.keyClick(grid, Key.Key_Space)
    editor = grid.findChild(Select, EDITOR)
    assert editor is not None
    QTest.keyClick(editor, Key.Key_Down)
    QTest.keyClick(editor, Key.Key_Return)
    qtbot.waitUntil(lambda: edits == [("b", "colour", "groen")])


def test_choosing_what_stands_there_is_no_change(qtbot: QtBot, theme: Theme) -> None:
    grid = shown(qtbot, FRUIT)
    index = grid.rows.index(0, 1)
    assert not grid.rows.setData(index, "rood")
    assert grid.rows.setData(index, "geel")


def test_columns_share_the_width_and_titles_are_read(qtbot: QtBot, theme: Theme) -> None:
    grid = shown(qtbot, FRUIT)
    assert sum(grid.columnWidth(at) for at in range(3)) == grid.viewport().width()
    spoken = grid.rows.index(1, 1).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "Kleur: geel"
    assert grid.rows.rowCount(grid.rows.index(0, 0)) == 0
    assert grid.rows.data(QModelIndex()) is None
    grid.grab()


def test_tab_leaves_the_table(qtbot: QtBot, theme: Theme) -> None:
    grid = shown(qtbot, FRUIT)
    assert not grid.tabKeyNavigation()


def test_a_chosen_row_shows_that_the_keyboard_is_there(qtbot: QtBot, theme: Theme) -> None:
    grid = shown(qtbot, FRUIT)
    grid.choose("b")
    grid.clearFocus()
    without = grid.grab().toImage()
    grid.setFocus(Qt.FocusReason.TabFocusReason)
    assert grid.grab().toImage() != without
