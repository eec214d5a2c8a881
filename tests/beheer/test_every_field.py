"""Every field and every choice of Beheer obeys the stale-form rule (DATA.md 7)."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QPushButton

from tests.elsewhere import heard
from tests.every_field import both_are_shown
from zvhdesk.domain.terms import PartnerDomain
from zvhdesk.models.house import Partner
from zvhdesk.services.desk import Desk
from zvhdesk.ui.beheer import AdminPage
from zvhdesk.ui.grid.delegate import CellSelect
from zvhdesk.ui.grid.model import MARKED
from zvhdesk.ui.kit.conflict import ConflictCard
from zvhdesk.ui.tasks import Tasks


class Screen:
    """The page with its lanes."""

    def __init__(self, page: AdminPage, tasks: Tasks, settled: Callable[[], None]) -> None:
        self.page, self.tasks, self.settle = page, tasks, settled

    def asked(self, fn: Callable[[Desk], object]) -> object:
        answers: list[object] = []
        self.tasks.ask(fn, answers.append)
        self.settle()
        return answers[0]

    def domain(self, partner: str) -> object:
        return self.asked(lambda d: d.read(lambda s: s.get_one(Partner, partner).domain))


@pytest.fixture
def screen(page: AdminPage, tasks: Tasks, settled: Callable[[], None]) -> Screen:
    return Screen(page, tasks, settled)


@pytest.mark.parametrize("section, least", [("house", 3), ("people", 3), ("partners", 1), ("tables", 4)])
def test_both_are_shown_in_every_field(screen: Screen, section: str, least: int) -> None:
    screen.page.opened(section)
    screen.settle()
    assert both_are_shown(screen, screen.page) >= least


def test_a_choice_that_hangs_open_is_judged_by_what_stood_when_it_opened(screen: Screen) -> None:
    screen.page.opened("partners")
    screen.settle()
    pane = screen.page.partners
    row = pane.grid.rows.rows[0]
    pane.grid.edit(pane.grid.rows.index(0, pane.grid.rows.column_at("domain")))
    editor = pane.grid.findChild(CellSelect)
    assert editor is not None
    editor.choose(PartnerDomain.SAFETY)
    screen.asked(
        lambda desk: heard(desk, ("partner", row.id, "domain"), PartnerDomain.MUNICIPALITY, seen=True)
    )
    assert editor.value == PartnerDomain.SAFETY, "what others write does not move it"
    editor.picked.emit()
    screen.settle()
    assert screen.domain(row.id) is PartnerDomain.MUNICIPALITY
    assert "intussen gewijzigd in Gemeente; u koos Veiligheid" in pane.message.text


def test_two_versions_in_a_list_are_marked_and_chosen_above_it(screen: Screen) -> None:
    screen.page.opened("partners")
    screen.settle()
    pane = screen.page.partners
    row = pane.grid.rows.rows[0]
    screen.asked(
        lambda desk: heard(desk, ("partner", row.id, "domain"), PartnerDomain.MUNICIPALITY, seen=False)
    )
    screen.settle()
    at = pane.grid.rows.index(pane.grid.rows.at(row.id), 0)
    assert at.data(MARKED)
    card = pane.findChild(ConflictCard, "admin.partners.asked.0.several")
    assert card is not None
    keep = card.findChild(QPushButton, "admin.partners.asked.0.keep.1")
    assert keep is not None
    keep.click()
    screen.settle()
    assert screen.domain(row.id) is row.domain
    assert not pane.grid.rows.index(pane.grid.rows.at(row.id), 0).data(MARKED)
