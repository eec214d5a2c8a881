"""The dossier in its window over a real encrypted house."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any, TypeVar

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.lanes import OnLanes
from tests.worlds import FixedClock, SmallHouse, filled_house, no_more
from zvhdesk.domain.terms import ContributionKind, Phase, Product, SubjectRole
from zvhdesk.models.base import new_id
from zvhdesk.models.capture import CaptureSession
from zvhdesk.models.cases import Action, Case, Contribution, Goal, Subject
from zvhdesk.models.people import Person
from zvhdesk.services.desk import Desk
from zvhdesk.ui.dossier import DossierPage
from zvhdesk.ui.shell import MainWindow, Page, Place
from zvhdesk.ui.theme import Theme

T = TypeVar("T")
W = TypeVar("W", bound=QWidget)
TODAY = date(2026, 3, 12)


def furnish(session: CaptureSession, house: SmallHouse) -> None:
    """The case of the small house on its casustafel, with a circle, contributions, goals and actions."""
    case = session.get_one(Case, house.case_id)
    case.phase, case.phase_since, case.started_on = Phase.AT_TABLE, TODAY - timedelta(9), TODAY - timedelta(9)
    case.product, case.table_id, case.question = Product.COORDINATION, house.table, "Hoe wordt het veilig?"
    stream: dict[str, Any] = {"stream_id": house.case_stream, "case_id": house.case_id}
    child = Person(stream_id=new_id(), initials="S.", surname="Loonstra", birth_date="2015-02")
    mother = Person(
        stream_id=new_id(), initials="T.", surname="Zwaan", birth_date="1960", address="Dorpsweg 1"
    )
    session.add_all_new(
        [
            child,
            mother,
            Subject(**stream, person_id=mother.id, role=SubjectRole.FAMILY, relation="moeder"),
            Subject(**stream, person_id=child.id, role=SubjectRole.FAMILY, relation="dochter"),
            Contribution(
                **stream,
                partner_id=house.police,
                received_on=TODAY - timedelta(4),
                text="Elf meldingen in twaalf weken.",
            ),
            Contribution(
                **stream,
                partner_id=house.care,
                received_on=TODAY - timedelta(3),
                text="Wij zien de zus als ingang.",
                kind=ContributionKind.OPINION,
                condition="Niet aan de verhuurder.",
            ),
            Goal(**stream, position=1, text="Geen incidenten", measure="meldingen per week"),
            Action(**stream, number=1, text="Bellen met de school", due_on=TODAY + timedelta(5)),
            Action(
                **stream,
                number=2,
                text="Aangiften bundelen",
                partner_id=house.police,
                due_on=TODAY - timedelta(2),
            ),
        ]
    )


def furnished(house: SmallHouse) -> None:
    """That case."""
    house.desk.change(lambda session: furnish(session, house), "plan.change")


class Opened(OnLanes[MainWindow]):
    """A window with the dossier, its lanes, and the house they work on."""

    def __init__(self, qtbot: QtBot, folder: Path, fill: Callable[[SmallHouse], None]) -> None:
        super().__init__(qtbot)
        self.clock = FixedClock()
        houses: list[SmallHouse] = []

        def start() -> Desk:
            of, then = (no_more, fill) if "<locals>" in fill.__qualname__ else (fill, no_more)
            houses.append(filled_house(folder, self.clock, of)[0])
            then(houses[0])
            return houses[0].desk

        self.tasks.open(start, lambda _none: None)
        self.settle()
        self.house = houses[0]
        self.page = DossierPage(self.tasks)
        self.window = MainWindow(
            self.tasks,
            [
                Place("board", "Casusbord", "square-kanban", Page),
                Place("dossier", "Dossier", "", lambda: self.page, "board"),
                Place("actions", "Acties", "list-checks", Page),
            ],
            "Huis",
        )
        self.window.undo_requested.connect(self.page.undo)
        qtbot.addWidget(self.window)
        self.window.resize(1440, 900)
        self.show_window()
        self.window.go("dossier", self.house.case_id)
        self.settle()

    def tab(self, key: str) -> None:
        """Open a tab."""
        content = self.page.content
        assert content is not None
        content.open(key)
        self.settle()


@pytest.fixture
def opened(
    qtbot: QtBot, theme: Theme, tmp_path: Path
) -> Iterator[Callable[[Callable[[SmallHouse], None]], Opened]]:
    """Opens the dossier of a small house that was filled so."""
    made: list[Opened] = []

    def make(fill: Callable[[SmallHouse], None]) -> Opened:
        made.append(Opened(qtbot, tmp_path, fill))
        return made[-1]

    yield make
    for one in made:
        one.tasks.close()
        one.window.close()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@pytest.fixture
def full(opened: Callable[[Callable[[SmallHouse], None]], Opened]) -> Opened:
    """The dossier of a case with something on every tab."""
    return opened(furnished)
