"""The console in 720 by 450 px, a laptop at 200 %: a step is in view on arrival, with one scroll bar."""

from PySide6.QtCore import Qt

from tests.console.conftest import Table
from zvhdesk.domain.terms import Step
from zvhdesk.ui.console.case_view import CaseView
from zvhdesk.ui.console.scroller import Scroller
from zvhdesk.ui.console.steps import StepTabs


def view_of(table: Table) -> CaseView:
    found = table.page.findChild(CaseView)
    assert found is not None
    return found


def bars(view: CaseView) -> list[str]:
    """The columns that scroll now."""
    around = [one for one in view.findChildren(Scroller) if one.isVisible()]
    return [one.objectName() for one in around if one.verticalScrollBar().maximum() > 0]


def seen(view: CaseView) -> int:
    """How much of the step is in view beneath its tabs, px."""
    area = view.findChild(Scroller, "console.case")
    tabs = view.findChild(StepTabs)
    assert area is not None
    assert tabs is not None
    foot = tabs.mapTo(area.viewport(), tabs.rect().bottomLeft()).y()
    top = tabs.mapTo(area.viewport(), tabs.rect().topLeft()).y()
    return area.viewport().height() - foot if top >= 0 else 0


def test_a_step_has_height_on_arrival_and_scrolls_with_its_head(table: Table) -> None:
    table.window.resize(720, 450)
    table.settle()
    for at, step in enumerate(Step):
        view = view_of(table)
        table.qtbot.waitUntil(lambda: seen(view_of(table)) >= 60)
        table.qtbot.waitUntil(lambda: bars(view_of(table)) in ([], ["console.case"]))
        assert view.step is step
        if at + 1 < len(Step):
            table.alt(Qt.Key.Key_Right)
            table.settle()


def test_in_a_high_window_only_the_step_scrolls(table: Table) -> None:
    table.window.resize(720, 450)
    table.settle()
    table.window.resize(1440, 900)
    table.settle()
    assert "console.case" not in bars(view_of(table))
