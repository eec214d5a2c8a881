"""Another desk takes a row away while somebody types in it here: what they typed is kept, and said."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget
from sqlalchemy import select

from tests.dossier.conftest import Opened
from tests.dossier.looking import words
from tests.elsewhere import heard
from zvhdesk.models.cases import Action, Goal, Subject
from zvhdesk.models.local import Draft
from zvhdesk.models.people import Person
from zvhdesk.services import adding
from zvhdesk.ui.kit import SaveState


def row_of(full: Opened, cls: type[Goal | Action | Subject], **where: object) -> str:
    return full.asked(lambda desk: desk.read(lambda s: s.query(cls).filter_by(**where).one().id))


def removed_elsewhere(full: Opened, tbl: str, row: str) -> None:
    full.asked(lambda desk: heard(desk, (tbl, row, "deleted"), True, seen=True))
    full.settle()


def drafts(full: Opened) -> list[str]:
    return full.asked(lambda desk: desk.read(lambda s: list(s.scalars(select(Draft.text)))))


def typed_and_gone(full: Opened) -> list[SaveState]:
    """Somebody types in the first action, and a colleague takes it away at once. What was said of saving."""
    full.tab("plan")
    said: list[SaveState] = []
    full.page.saving.connect(said.append)
    editor = full.find(QWidget, "action.1.text")
    editor.setFocus()
    QTest.keyClick(editor, Qt.Key.Key_End)
    QTest.keyClicks(editor, " en de huisarts")
    removed_elsewhere(full, "action", row_of(full, Action, number=1))
    return said


@pytest.fixture
def left(full: Opened) -> Opened:
    """The dossier after that."""
    typed_and_gone(full)
    return full


def test_it_is_said_with_what_was_typed(full: Opened) -> None:
    left, said = full, typed_and_gone(full)
    assert said == [SaveState.SAVING, SaveState.SAVED], "nothing waits any more"
    card = left.find(QWidget, "dossier.plan.left")
    assert card.isVisible()
    assert left.find(QLabel, "dossier.plan.left.0.typed.0").text() == "Bellen met de school en de huisarts"
    assert "door iemand van dit huis" in words(left)
    assert "Actie verwijderd op een andere computer, terwijl u erin typte." in words(left)
    left.click("dossier.plan.left.0.copy")
    assert QGuiApplication.clipboard().text() == "Bellen met de school en de huisarts"


def test_it_comes_back_with_the_text(left: Opened) -> None:
    row = row_of(left, Action, number=1)
    left.click("dossier.plan.left.0.restore")
    stored = left.asked(
        lambda d: d.read(lambda s: (s.get_one(Action, row).deleted, s.get_one(Action, row).text))
    )
    assert stored == (False, "Bellen met de school en de huisarts")
    assert not left.find(QWidget, "dossier.plan.left").isVisible()
    assert drafts(left) == []


def test_it_is_put_away_only_when_asked(left: Opened) -> None:
    left.page.refresh()
    left.settle()
    assert left.find(QWidget, "dossier.plan.left").isVisible()
    left.click("dossier.plan.left.0.drop")
    assert not left.find(QWidget, "dossier.plan.left").isVisible()
    assert drafts(left) == []


def test_a_name_that_was_typed_stays_hidden_with_the_names(full: Opened) -> None:
    subject = row_of(full, Subject, relation="moeder")
    person = full.asked(lambda d: d.read(lambda s: s.query(Person).filter_by(surname="Zwaan").one().id))
    full.asked(lambda desk: desk.keep_draft("dossier", ("person", person, "surname"), "Zwaanstra", 0))
    removed_elsewhere(full, "subject", subject)
    full.tab("persons")
    assert full.find(QLabel, "dossier.persons.left.0.typed.0").text() == "verborgen"
    full.click("dossier.names")
    full.tab("persons")
    assert full.find(QLabel, "dossier.persons.left.0.typed.0").text() == "Zwaanstra"


def test_what_one_took_away_oneself_was_meant(full: Opened) -> None:
    goal = row_of(full, Goal, position=1)
    full.asked(lambda desk: desk.keep_draft("dossier", ("goal", goal, "text"), "Anders", 0))
    full.asked(lambda desk: desk.change(lambda s: adding.remove(s, "goal", goal), adding.REMOVE))
    full.tab("plan")
    assert not full.find(QWidget, "dossier.plan.left").isVisible()
