"""The page as its user meets it: by keyboard, by mouse, by ear."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QDragEnterEvent, QDropEvent, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QListView, QMenu, QPushButton
from sqlalchemy import text

from tests.board import world
from tests.board.conftest import Board, Fill
from tests.board.world import case_rows, day, put
from tests.elsewhere import heard
from zvhdesk.domain.terms import Phase, Product
from zvhdesk.services.desk import Desk
from zvhdesk.ui.board.column import CardList
from zvhdesk.ui.board.model import MIME

Open = Callable[[Fill], Board]
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
NAMES = "SELECT count(*) FROM access_event WHERE action = 'names.show'"


def some(desk: Desk) -> None:
    put(
        desk,
        case_rows("a", number="2026-0131", referred_on=day(1), surname="Öztürk"),
        case_rows("b", number="2026-0130", referred_on=day(3)),
        case_rows("c", number="2026-0115", phase=Phase.ASSESSMENT, table_id="rood", urgent=True),
        case_rows("d", number="2026-0117", phase=Phase.TRIAGE, product=Product.COORDINATION, table_id="topx"),
    )


def many(desk: Desk) -> None:
    put(desk, *world.many(1_200))


def nothing(desk: Desk) -> None:
    """A house that has no case yet."""


def cards(board: Board, phase: Phase) -> CardList:
    return board.page.columns.columns[phase].list


def shown(board: Board, phase: Phase) -> list[str]:
    return [card.id for card in cards(board, phase).cards.cards]


def press(board: Board, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    where = board.page.focusWidget()
    assert where is not None
    QTest.keyClick(where, key, modifier)
    board.settle()


def button(board: Board, name: str) -> QPushButton:
    found = board.page.findChild(QPushButton, name)
    assert found is not None, name
    return found


def chip(board: Board, key: str) -> QAbstractButton:
    found = board.page.findChild(QAbstractButton, f"chip.{key}")
    assert found is not None, key
    return found


def phase_of(board: Board, case_id: str) -> object:
    statement = text("SELECT phase FROM case_ WHERE id = :id")
    return board.asked(lambda desk: desk.read(lambda s: s.execute(statement, {"id": case_id}).scalar()))


def test_it_opens_with_the_house_and_the_keyboard_at_the_first_card(board: Open) -> None:
    it = board(some)
    assert shown(it, Phase.REFERRED) == ["b", "a"]
    assert it.page.rows is not None
    assert it.page.rows.total == 4
    assert it.page.focusWidget() is cards(it, Phase.REFERRED)
    assert cards(it, Phase.REFERRED).case_id == "b"


def test_an_empty_board_says_what_would_be_here_and_how_to_begin(board: Open) -> None:
    it = board(nothing)
    assert button(it, "board.import").isVisible()
    with it.qtbot.waitSignal(it.page.open_import):
        QTest.mouseClick(button(it, "board.import"), Qt.MouseButton.LeftButton)


def test_filters_that_leave_nothing_say_so_and_are_wiped_with_one_button(board: Open) -> None:
    it = board(some)
    chip(it, "tafel.kmt").click()
    it.settle()
    assert button(it, "board.clear").isVisible()
    button(it, "board.clear").click()
    it.settle()
    assert shown(it, Phase.REFERRED) == ["b", "a"]


def test_more_cases_than_a_page_open_and_scroll_on(board: Open) -> None:
    it = board(lambda desk: put(desk, *world.many(1_200)))
    assert it.page.rows is not None
    assert it.page.rows.total == 1_200
    here = cards(it, Phase.TRIAGE)
    assert here.cards.rowCount() == 100
    assert here.cards.total == 200
    here.setFocus()
    press(it, Qt.Key.Key_End)
    it.qtbot.waitUntil(lambda: here.cards.rowCount() == 200)


def test_a_refresh_keeps_what_was_scrolled_to_and_chosen(board: Open) -> None:
    it = board(many)
    here = cards(it, Phase.TRIAGE)
    here.setFocus()
    press(it, Qt.Key.Key_End)
    it.qtbot.waitUntil(lambda: here.cards.rowCount() == 200)
    press(it, Qt.Key.Key_End)
    chosen, place = here.case_id, here.verticalScrollBar().value()
    it.page.refresh()
    it.settle()
    assert (here.case_id, here.verticalScrollBar().value(), here.cards.rowCount()) == (chosen, place, 200)


def test_arrows_walk_over_cards_and_columns_and_enter_opens(board: Open) -> None:
    it = board(some)
    press(it, Qt.Key.Key_Down)
    assert cards(it, Phase.REFERRED).case_id == "a"
    press(it, Qt.Key.Key_Right)
    assert it.page.focusWidget() is cards(it, Phase.ASSESSMENT)
    press(it, Qt.Key.Key_Right)
    press(it, Qt.Key.Key_Right)
    assert it.page.focusWidget() is cards(it, Phase.TRIAGE), "there is no card further on"
    press(it, Qt.Key.Key_Left)
    press(it, Qt.Key.Key_Return)
    assert it.opened == ["c"]


def test_ctrl_right_takes_the_card_along_and_ctrl_left_back(board: Open) -> None:
    it = board(some)
    press(it, Qt.Key.Key_Right, CTRL)
    assert phase_of(it, "b") == "assessment"
    assert it.page.focusWidget() is cards(it, Phase.ASSESSMENT)
    assert cards(it, Phase.ASSESSMENT).case_id == "b"
    press(it, Qt.Key.Key_Left, SHIFT)
    assert phase_of(it, "b") == "referred"
    assert cards(it, Phase.REFERRED).case_id == "b"


def test_a_refusal_is_explained_and_the_card_stays(board: Open) -> None:
    it = board(some)
    press(it, Qt.Key.Key_Right)
    press(it, Qt.Key.Key_Right, CTRL)
    assert it.page.refusal.isVisible()
    assert it.page.refusal.text.startswith("2026-0115 blijft staan. Er is nog geen criterium beoordeeld.")
    assert shown(it, Phase.ASSESSMENT) == ["c"]
    assert phase_of(it, "c") == "assessment"
    assert cards(it, Phase.ASSESSMENT).case_id == "c"
    step = button(it, "board.refusal.step")
    assert step.text() == "Beoordeling vastleggen"
    asked: list[tuple[str, str]] = []
    it.page.open_at.connect(lambda case_id, place: asked.append((case_id, place)))
    step.click()
    assert asked == [("c", "assessment")]
    press(it, Qt.Key.Key_Escape)
    assert not it.page.refusal.isVisible()


def test_a_case_that_a_colleague_moved_meanwhile_is_not_moved_unseen(board: Open) -> None:
    it = board(some)
    # Heard and moved before the board shows it.
    it.tasks.ask(
        lambda desk: heard(desk, ("case_", "b", "phase"), Phase.TRIAGE, seen=True), lambda _none: None
    )
    it.page.move_case("b", Phase.ASSESSMENT)
    it.settle()
    assert it.page.refusal.text.startswith(
        "Iemand van dit huis heeft deze casus intussen verplaatst naar Triage;"
    )
    assert phase_of(it, "b") == "triage"
    it.page.move_case("b", Phase.ASSESSMENT)
    it.settle()
    assert phase_of(it, "b") == "assessment", "whoever saw it may choose"


def test_the_keyboard_comes_back_to_the_column_it_was_in(board: Open) -> None:
    it = board(some)
    press(it, Qt.Key.Key_Right)
    it.page.filters.row.setFocus()
    it.page.columns.take_keyboard()
    assert it.page.focusWidget() is cards(it, Phase.ASSESSMENT)


def test_esc_after_a_refusal_leaves_the_keyboard_at_the_card(board: Open) -> None:
    it = board(some)
    press(it, Qt.Key.Key_Right)
    press(it, Qt.Key.Key_Right, CTRL)
    assert it.page.refusal.isVisible()
    press(it, Qt.Key.Key_Escape)
    assert it.page.focusWidget() is cards(it, Phase.ASSESSMENT)
    assert cards(it, Phase.ASSESSMENT).case_id == "c"
    press(it, Qt.Key.Key_Right, CTRL)
    button(it, "board.refusal.close").setFocus()
    button(it, "board.refusal.close").click()
    assert it.page.focusWidget() is cards(it, Phase.ASSESSMENT)


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_the_menu_offers_the_steps_there_are(board: Open) -> None:
    it = board(some)
    press(it, Qt.Key.Key_Right)
    press(it, Qt.Key.Key_Right)
    press(it, Qt.Key.Key_F10, SHIFT)
    menu = it.page.findChild(QMenu, "board.menu")
    assert menu is not None
    assert [act.text() for act in menu.actions() if act.text()] == [
        "Dossier openen",
        "Verplaatsen naar Beoordelen",
        "Verplaatsen naar Werkvoorraad",
        "Verplaatsen naar Op de casustafel",
    ]
    menu.actions()[-1].trigger()
    menu.close()
    it.settle()
    assert phase_of(it, "d") == "at_table"


def drop(it: Board, case_id: str, phase: Phase) -> None:
    where = cards(it, phase)
    mime = QMimeData()
    mime.setData(MIME, case_id.encode())
    enter = QDragEnterEvent(
        QPoint(9, 9),
        Qt.DropAction.MoveAction,
        mime,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    where.dragEnterEvent(enter)
    assert enter.isAccepted()
    where.dropEvent(
        QDropEvent(
            QPointF(9, 9), Qt.DropAction.MoveAction, mime, Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
    )  # fmt: skip
    it.settle()


def test_a_card_is_dragged_to_another_column(board: Open) -> None:
    it = board(some)
    drop(it, "d", Phase.WAITING_LIST)
    assert shown(it, Phase.WAITING_LIST) == ["d"]
    assert shown(it, Phase.TRIAGE) == []
    drop(it, "c", Phase.TRIAGE)
    assert shown(it, Phase.ASSESSMENT) == ["c"]
    assert it.page.refusal.isVisible()


def test_what_is_no_card_is_not_taken(board: Open) -> None:
    it = board(some)
    mime = QMimeData()
    mime.setText("b")
    enter = QDragEnterEvent(
        QPoint(9, 9),
        Qt.DropAction.CopyAction,
        mime,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    cards(it, Phase.TRIAGE).dragEnterEvent(enter)
    assert not enter.isAccepted()


def test_names_are_hidden_until_they_are_shown_and_that_is_logged(board: Open) -> None:
    it = board(some)

    def spoken() -> str:
        model = cards(it, Phase.REFERRED).cards
        return str(model.index(1).data(Qt.ItemDataRole.AccessibleTextRole))

    def logged() -> object:
        return it.asked(lambda desk: desk.read(lambda s: s.execute(text(NAMES)).scalar()))

    assert "ztürk" not in spoken()
    assert logged() == 0
    button(it, "board.names").click()
    it.settle()
    assert "J.A. Öztürk" in spoken()
    assert button(it, "board.names").text() == "Namen verbergen"
    assert logged() == 1
    button(it, "board.names").click()
    it.settle()
    assert "ztürk" not in spoken()
    assert logged() == 1


def test_names_hidden_while_they_are_on_their_way_never_arrive(board: Open) -> None:
    it = board(some)
    seen: list[str] = []
    model = cards(it, Phase.REFERRED).cards
    model.dataChanged.connect(lambda *_: seen.extend(card.name for card in model.cards))
    it.page.toggle_names()
    it.page.toggle_names()
    it.settle()
    assert not any(seen)
    assert all(not card.name for card in model.cards)


def test_names_do_not_stay_behind_when_the_page_is_left(board: Open) -> None:
    it = board(some)
    button(it, "board.names").click()
    it.settle()
    it.page.left()
    it.page.opened()
    it.settle()
    assert not it.page.names_shown
    assert all(not card.name for card in cards(it, Phase.REFERRED).cards.cards)


def test_chips_carry_counts_and_filter(board: Open) -> None:
    it = board(some)
    assert chip(it, "alle").text() == "Alle 4"
    assert chip(it, "tafel.topx").text() == "Top-X 1"
    assert not chip(it, "advies").isVisible(), "nothing is in advies"
    chip(it, "aandacht").click()
    it.settle()
    assert [shown(it, phase) for phase in world.PHASES[:3]] == [[], ["c"], []]
    chip(it, "aandacht").click()
    it.settle()
    menu = it.page.filters.place_menu()
    assert [act.text() for act in menu.actions() if act.text()][:2] == ["Alle gemeenten", "Borne"]
    menu.actions()[2].trigger()
    it.settle()
    assert chip(it, "gemeente").text() == "Gemeente Borne"
    assert it.page.rows is not None
    assert it.page.rows.total == 0


def test_cards_can_stand_per_table(board: Open) -> None:
    it = board(lambda desk: put(desk, *world.many(60)))
    button(it, "board.group").click()
    it.settle()
    tables = [card.table for card in cards(it, Phase.TRIAGE).cards.cards]
    assert tables == sorted(tables, key=["Top-X", "C. Rood", "JOR", "VPO", "KMT"].index)


def test_every_card_and_control_has_a_name_for_a_screen_reader(board: Open) -> None:
    it = board(some)
    here = QAccessible.queryAccessibleInterface(cards(it, Phase.REFERRED))
    assert here.text(QAccessible.Text.Name) == "Aangemeld, 2 casussen"
    assert here.role() == QAccessible.Role.List
    first = here.child(0)
    assert first.role() == QAccessible.Role.ListItem
    assert first.text(QAccessible.Text.Name).startswith("2026-0130, J.A.A.")
    for kind in (QAbstractButton, QListView):
        for widget in it.page.findChildren(kind):
            if widget.isVisible():
                named = QAccessible.queryAccessibleInterface(widget)
                assert named.text(QAccessible.Text.Name), widget.objectName()


def test_the_picture_shows_cards(board: Open) -> None:
    it = board(some)
    picture = it.page.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    rows = range(150, 400, 5)
    colours = {picture.pixel(x, y) for x in range(picture.width()) for y in rows}
    # The ring of the keyboard, the late tag and the red square of Code Rood are all there.
    for wanted in ("#1d6fd6", "#fce5d8", "#a61b1b"):
        assert int(f"ff{wanted[1:]}", 16) in colours, wanted


def test_on_a_narrow_window_columns_scroll_sideways(board: Open) -> None:
    it = board(some)
    it.page.resize(500, 600)
    it.settle()
    bar = it.page.columns.horizontalScrollBar()
    assert bar.maximum() > 0
    press(it, Qt.Key.Key_Right)
    press(it, Qt.Key.Key_Right)
    assert bar.value() > 0, "the column with the keyboard is brought into view"


def test_a_card_left_alone_is_no_move(board: Open) -> None:
    it = board(some)
    it.page.move_case("b", Phase.REFERRED)
    it.settle()
    assert not it.page.refusal.isVisible()
