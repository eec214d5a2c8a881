"""A window of 720 px, as a laptop at 200 % is: what the kit shows is shorter there, wrapped, never cut."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from zvhdesk.domain.terms import Step as TableStep
from zvhdesk.services.words import word
from zvhdesk.ui.console.steps import StepTabs
from zvhdesk.ui.kit import Button, Step, StepState, StepStrip, Tabs, TopBar

WIDE, SMALL, TWICE = 1232, 752, 512
"""Room beside the rail: at 1440 px, at 960 px (1920 at 200 %) and at 720 px (1440 at 200 %)."""

InWindow = Callable[[QWidget, int], QWidget]


@pytest.fixture
def in_window(qtbot: QtBot) -> InWindow:
    """Shows a widget so wide, above one that wants all the rest, as the top bar of a page is."""
    made: list[QWidget] = []

    def show(widget: QWidget, width: int) -> QWidget:
        holder = QWidget()
        made.append(holder)
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        rest = QWidget()
        rest.setMinimumHeight(300)
        column.addWidget(widget)
        column.addWidget(rest, 1)
        qtbot.addWidget(holder)
        holder.resize(width, 400)
        holder.show()
        qtbot.waitExposed(holder)
        qtbot.waitUntil(lambda: widget.width() == width)
        return holder

    return show


def whole(line: QLabel) -> int:
    """Width of its words on one line, px."""
    return line.fontMetrics().horizontalAdvance(line.text())


@pytest.mark.parametrize("width", [WIDE, SMALL, TWICE])
def test_the_top_bar_cuts_neither_its_title_nor_its_buttons(
    qtbot: QtBot, in_window: InWindow, width: int
) -> None:
    bar = TopBar("Casusbord", "64 casussen · 14 vragen aandacht")
    buttons = [Button("Groeperen per tafel", "x.group"), Button("Namen tonen", "x.names")]
    for button in buttons:
        bar.add(button)
    in_window(bar, width)
    lines = [bar.findChild(QLabel, name) for name in ("topbar.title", "topbar.sub")]
    qtbot.waitUntil(lambda: all(line is not None and line.width() >= whole(line) for line in lines))
    for one in (*buttons, bar.search):
        where = QRect(one.mapTo(bar, QPoint(0, 0)), one.size())
        assert bar.rect().contains(where), one.objectName()
        assert one.height() >= one.sizeHint().height()
    assert bar.search.width() >= 132
    places = {one.mapTo(bar, one.rect().center()).y() for one in (*buttons, bar.search)}
    assert len(places) == 1, "one line of acts"


def test_a_long_line_beneath_the_title_is_wrapped(in_window: InWindow) -> None:
    bar = TopBar(
        "Top-X, zo 22 nov", "11:00 tot 13:30 · Vergaderzaal 2 · voorzitter M. de Graaf · 10 verwacht"
    )
    bar.add(Button("Alle bijeenkomsten", "x.all"))
    bar.add(Button("Gaat niet door", "x.cancel"))
    in_window(bar, SMALL)
    sub = bar.findChild(QLabel, "topbar.sub")
    assert sub is not None
    assert sub.height() >= sub.heightForWidth(sub.width())


@pytest.mark.parametrize("width", [WIDE, SMALL, TWICE])
def test_no_tab_stands_behind_an_arrow(qtbot: QtBot, in_window: InWindow, width: int) -> None:
    tabs = Tabs("x")
    for key, words, short in (
        ("a", "Overzicht", ""),
        ("b", "Personen", ""),
        ("c", "Informatie (6)", "Info (6)"),
        ("d", "Plan en acties (30)", "Plan (30)"),
        ("e", "Geschiedenis", "Historie"),
    ):
        tabs.add(key, words, QWidget, short)
    holder = in_window(tabs, width)
    assert tabs.bar.wanted <= tabs.bar.width()
    assert tabs.bar.tabText(4) == ("Historie" if width == TWICE else "Geschiedenis")
    assert tabs.bar.accessibleTabName(4) == "Geschiedenis"
    holder.resize(WIDE, 400)
    qtbot.waitUntil(lambda: tabs.bar.tabText(4) == "Geschiedenis")


@pytest.mark.parametrize("width", [900, 480, 350])
@pytest.mark.parametrize("step", list(TableStep))
def test_the_steps_at_the_table_fit_and_the_one_of_now_has_its_word(
    in_window: InWindow, width: int, step: TableStep
) -> None:
    tabs = StepTabs()
    tabs.show_step(step)
    in_window(tabs, width)
    assert tabs.bar.wanted <= tabs.bar.width()
    at = tabs.bar.currentIndex()
    assert len(tabs.bar.tabText(at)) > 3
    assert tabs.bar.accessibleTabName(at).endswith(word(step))


JOURNEY = (
    Step("Aangemeld", "16 mei 2026 · Gemeente Hengelo, veiligheid", StepState.DONE),
    Step("Beoordeeld", "18 mei 2026 · 4 van 4 criteria", StepState.DONE),
    Step("Triage", "procesregie · Top-X", StepState.DONE),
    Step("Op de casustafel", "sinds 11 sep 2026", StepState.NOW),
    Step("Afschalen", "vernietigen uiterlijk 16 mei 2031", StepState.LATER),
)


def test_the_journey_wraps_what_does_not_fit(qtbot: QtBot, in_window: InWindow) -> None:
    strip = StepStrip(JOURNEY)
    holder = in_window(strip, WIDE)
    wide = strip.height()
    holder.resize(SMALL, 400)
    qtbot.waitUntil(lambda: strip.width() == SMALL)
    assert strip.height() == strip.heightForWidth(SMALL) > wide


def test_a_journey_of_narrow_steps_says_what_is_now_and_when_it_must_be_destroyed(
    in_window: InWindow,
) -> None:
    strip = StepStrip(JOURNEY)
    in_window(strip, TWICE)
    said = [words for words, _size, _state in strip.in_short()]
    assert said == ["Op de casustafel · sinds 11 sep 2026", "Afschalen · vernietigen uiterlijk 16 mei 2031"]
    assert strip.height() == strip.heightForWidth(TWICE)
    strip.grab()
    assert "Gemeente Hengelo, veiligheid" in strip.toolTip()
