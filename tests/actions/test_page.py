"""The page as its user meets it: by keyboard, by mouse, by ear."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QImage
from PySide6.QtWidgets import QAbstractButton, QWidget
from sqlalchemy import text

from tests.actions import world
from tests.actions.pages import CTRL, SEARCHES, Open, S, button, many, nothing, some
from tests.actions.world import a_case, an_action
from zvhdesk.services import actions
from zvhdesk.services.actions import ActionFilters, By, Show
from zvhdesk.services.desk import Desk
from zvhdesk.ui.actions.delegate import INSET


def test_it_opens_with_what_presses_and_the_keyboard_at_the_longest_late(screen: Open) -> None:
    it = screen(some)
    assert it.heads() == ["GGZ De Regge", "Woonstichting Dinkelborg"]
    assert it.shown() == ["late", "six", "blocked", "week"]
    assert it.page.focusWidget() is it.page.list
    assert it.page.list.action_id == "late"
    assert it.badges == [3]
    sub = it.page.findChild(QWidget, "topbar.sub")
    assert sub is not None
    assert sub.property("text") == "5 open · 3 te laat · 1 loopt deze week af"


def test_the_lines_end_where_the_tiles_end(screen: Open) -> None:
    it = screen(many)
    lines, tiles = it.page.list.viewport(), it.page.tiles
    assert it.page.list.verticalScrollBar().isVisible()
    ends = [each.mapTo(it.page, QPoint(each.width(), 0)).x() for each in (lines, tiles)]
    assert ends[0] - INSET == ends[1]


def test_an_empty_house_says_what_would_be_here(screen: Open) -> None:
    it = screen(nothing)
    asked: list[str] = []
    it.page.go.connect(lambda key, _argument: asked.append(key))
    board = button(it, "actions.board")
    assert board.isVisible()
    assert not it.page.filters.row.isVisible()
    board.click()
    assert asked == ["board"]
    assert it.badges == [0]


def test_chips_and_groupings(screen: Open) -> None:
    it = screen(some)
    it.choose("open")
    assert it.shown() == ["late", "six", "blocked", "week", "next"]
    it.choose("case")
    assert it.heads() == ["2025-0417 · J.A.Ö.", "2026-0088 · J.A.W."]
    assert it.shown() == ["late", "blocked", "next", "six", "week"]
    it.choose("term")
    assert it.heads() == ["Te laat", "Deze week", "Volgende week"]
    it.choose("blocked")
    assert it.shown() == ["blocked"]
    it.choose("done")
    assert it.shown() == ["done"]
    assert it.heads() == ["Afgerond, termijn in maart 2026"]
    it.choose("all")
    assert len(it.shown()) == 6


def test_a_filter_that_leaves_nothing_says_so_and_shows_the_way(screen: Open) -> None:
    it = screen(lambda desk: world.put(desk, a_case("one", an_action("later", 40))))
    assert not it.shown()
    clear = button(it, "actions.clear")
    assert clear.isVisible()
    clear.click()
    it.settle()
    assert it.shown() == ["later"]
    assert it.page.focusWidget() is it.page.list


@pytest.mark.parametrize(
    "typed, found", [("FINANCIELE", ["six"]), ("huisbezoek wijk", ["blocked"]), ("0088 regge", ["six"])]
)
def test_search_by_keyboard_and_back_to_the_list(screen: Open, typed: str, found: list[str]) -> None:
    it = screen(some)
    it.press(Qt.Key.Key_F, CTRL)
    assert it.page.focusWidget() is it.page.filters.field
    it.type(typed)
    it.qtbot.waitUntil(lambda: it.shown() == found)
    it.press(Qt.Key.Key_Down)
    assert it.page.focusWidget() is it.page.list
    assert it.page.list.action_id == found[0]
    it.press(Qt.Key.Key_F, CTRL)
    it.press(Qt.Key.Key_Escape)
    it.qtbot.waitUntil(lambda: len(it.shown()) == 4)
    it.press(Qt.Key.Key_Escape)
    assert it.page.focusWidget() is it.page.list


def test_searching_is_logged_once_and_never_with_the_words(screen: Open) -> None:
    it = screen(some)
    it.page.filters.use(ActionFilters(words="oz"))
    it.page.filters.use(ActionFilters(words="ozt"))
    it.settle()
    assert it.asked(lambda desk: desk.read(lambda s: s.execute(text(SEARCHES)).scalar())) == 1


def test_ten_thousand_actions_open_and_scroll_on(screen: Open) -> None:
    it = screen(lambda desk: world.put(desk, *world.many(1_250, 8)))
    it.choose("all")
    rows = it.page.list.rows
    assert (rows.total, rows.loaded) == (8_896, 200)
    it.press(Qt.Key.Key_End)
    it.qtbot.waitUntil(lambda: rows.loaded == 400)
    heads = it.heads()
    assert len(heads) == len(set(heads)), "a page goes on in the group in which the last one ended"
    assert len(it.shown()) == len(set(it.shown())) == 400


def test_a_refresh_keeps_what_was_scrolled_to_and_chosen(screen: Open) -> None:
    it = screen(many)
    it.choose("open")
    it.press(Qt.Key.Key_End)
    it.qtbot.waitUntil(lambda: it.page.list.rows.loaded > 200)
    it.press(Qt.Key.Key_PageUp)
    chosen, place = it.page.list.action_id, it.page.list.verticalScrollBar().value()
    assert place > 0
    loaded = it.page.list.rows.loaded
    it.page.refresh()
    it.settle()
    assert (it.page.list.action_id, it.page.list.verticalScrollBar().value()) == (chosen, place)
    assert it.page.list.rows.loaded == loaded
    # Also when another row left the list.
    first = it.shown()[0]
    it.asked(
        lambda desk: desk.change(
            lambda s: actions.change_status(s, first, S.DONE, None, world.TODAY), actions.STATUS
        )
    )
    assert first not in it.shown()
    assert it.page.list.action_id == chosen
    assert it.page.list.verticalScrollBar().value() == place


def test_arrows_step_over_the_heads_and_home_is_the_first_action(screen: Open) -> None:
    it = screen(some)
    walked = [it.page.list.action_id]
    for _ in range(4):
        it.press(Qt.Key.Key_Down)
        walked.append(it.page.list.action_id)
    assert walked == ["late", "six", "blocked", "week", "week"]
    it.press(Qt.Key.Key_Up)
    it.press(Qt.Key.Key_Up)
    assert it.page.list.action_id == "six"
    it.press(Qt.Key.Key_Home)
    assert it.page.list.action_id == "late"
    it.press(Qt.Key.Key_End)
    assert it.page.list.action_id == "week"


def test_tiles_tell_and_lead_on(screen: Open) -> None:
    def fill(desk: Desk) -> None:
        some(desk)
        world.put(desk, a_case("still", an_action("still", 30), wall=world.day(-40)))

    it = screen(fill)
    tile = it.page.findChild(QWidget, "tile.longest")
    assert tile is not None
    assert tile.accessibleName() == (
        "Langst te laat: 23 dagen, GGZ De Regge, Zorgmachtiging onderzoeken en uitkomst melden"
    )
    in_time = it.page.findChild(QWidget, "tile.intime")
    assert in_time is not None
    assert in_time.accessibleName().endswith("0%, 0 van 3 in de laatste twee weken")
    assert "2 mrt tot en met 15 mrt: 0 van 3 op tijd, 0%" in it.page.tiles.chart.accessibleDescription()
    button(it, "actions.longest").click()
    it.settle()
    assert it.page.pane.action_id == "late"
    button(it, "actions.idle").click()
    it.settle()
    assert it.shown() == ["still"]
    assert it.chip("idle").isVisible()


def test_no_percentage_over_nothing(screen: Open) -> None:
    it = screen(lambda desk: world.put(desk, a_case("one", an_action("a", 3))))
    tile = it.page.findChild(QWidget, "tile.intime")
    assert tile is not None
    assert tile.accessibleName() == "Op tijd afgerond, per twee weken: geen acties in deze weken"
    assert not it.page.tiles.chart.isVisible()


def test_everything_is_said_aloud_and_no_name_is(screen: Open) -> None:
    it = screen(some)
    it.press(Qt.Key.Key_Return)
    rows = it.page.list.rows
    spoken = [str(rows.index(at).data(Qt.ItemDataRole.AccessibleTextRole)) for at in range(rows.rowCount())]
    assert spoken[0] == "GGZ De Regge, 2 te laat, 2 open in 2 casussen"
    assert spoken[1] == (
        "GGZ De Regge, 2 te laat, 2 open in 2 casussen. Zorgmachtiging onderzoeken en uitkomst melden. "
        "casus 2025-0417 · J.A.Ö. GGZ De Regge, FACT-team. termijn 21 feb 2026. 23 dagen te laat. status open"
    )
    assert "reden: wacht op politie" in " ".join(spoken)
    assert "ztürk" not in " ".join(spoken)
    for widget in it.page.findChildren(QAbstractButton):
        if widget.isVisible():
            interface = QAccessible.queryAccessibleInterface(widget)
            assert interface.text(QAccessible.Text.Name), widget.objectName()
            assert widget.objectName(), interface.text(QAccessible.Text.Name)
    for name in ("actions.search", "actions.list", "actions.status", "actions.reason", "actions.history"):
        found = it.page.findChild(QWidget, name)
        assert found is not None
        assert found.accessibleName(), name


@pytest.mark.parametrize("size", [(1232, 900), (816, 700), (512, 450)])
@pytest.mark.parametrize("pane", [False, True])
def test_a_picture_of_it_at_every_size(screen: Open, size: tuple[int, int], pane: bool) -> None:
    it = screen(some)
    it.page.resize(*size)
    if pane:
        it.press(Qt.Key.Key_Return)
    it.settle()
    picture = it.page.grab().toImage()
    assert colours(picture) > 40
    page = it.page.rect()
    for widget in visible(it.page):
        at = widget.mapTo(it.page, QPoint(0, 0))
        assert at.x() >= 0, widget.objectName()
        assert at.x() + widget.width() <= page.width(), widget.objectName()
    assert it.page.pane.isVisible() == pane
    assert it.page.list.isVisible() == (not pane or size[0] > 700)


def visible(page: QWidget) -> Iterator[QWidget]:
    """What can be used: buttons, fields and lists that are shown."""
    for widget in page.findChildren(QWidget):
        if widget.isVisible() and widget.objectName().startswith(("actions.", "chip.")):
            yield widget


def colours(picture: QImage) -> int:
    small = picture.scaled(160, 120)
    return len({small.pixel(x, y) for x in range(160) for y in range(120)})


def test_the_page_can_be_opened_at_one_action(screen: Open) -> None:
    it = screen(some)
    it.page.opened("week")
    it.settle()
    assert it.page.pane.action_id == "week"
    assert it.page.list.action_id == "week"


def test_filters_keep_their_words_when_the_grouping_changes(screen: Open) -> None:
    it = screen(some)
    it.page.filters.use(ActionFilters(Show.OPEN, By.PARTNER, "wijk"))
    it.settle()
    it.choose("case")
    assert it.page.filters.now == ActionFilters(Show.OPEN, By.CASE, "wijk")
    assert it.shown() == ["blocked"]
