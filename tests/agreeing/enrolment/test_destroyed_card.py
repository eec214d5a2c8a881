"""The report of a destruction on the page of devices: who did it, who did not yet, who never will."""

from dataclasses import replace
from datetime import UTC, date, datetime

from pytestqt.qtbot import QtBot

from zvhdesk.domain.destruction import Answer, DestructionReport, DeviceAnswer
from zvhdesk.domain.enrolment import DeviceRow
from zvhdesk.ui.agreeing.destroyed_card import DestroyedCard

NOW = datetime(2026, 3, 12, 10, tzinfo=UTC)


def _answer(person: str, answer: Answer) -> DeviceAnswer:
    device = DeviceRow(person, person, person, "B", False, False, NOW, NOW)
    return DeviceAnswer(device, answer, NOW.date())


def _words(card: DestroyedCard, row: int) -> list[str]:
    model = card.answers.rows
    return [column.text(model.rows[row]) for column in model.columns]


def test_it_says_of_each_computer_how_it_stands(qtbot: QtBot) -> None:
    card = DestroyedCard()
    qtbot.addWidget(card)
    card.show_reports(())
    assert not card.isVisible()
    people = {"A": Answer.DONE, "B": Answer.OUTSTANDING, "C": Answer.LOCKED, "D": Answer.CUT_OFF}
    answers = tuple(_answer(person, answer) for person, answer in people.items())
    nobody = DeviceRow("E", "E", "E", "C", me=False, admin=False, since=NOW, last=None)
    answers = (*answers, DeviceAnswer(nobody, Answer.OUTSTANDING, None))
    later = DestructionReport("0190a1b2c3d4", ("A. Een", ""), date(2026, 3, 11), answers, 1, ("E:/kopie",))
    whole = DestructionReport("0190b1c2d3e4", ("A. Een", "B. Twee"), date(2025, 3, 1), answers[:1])
    card.show_reports((later, whole))
    assert card.chosen.text() == "Kenmerk A1B2-C3D4: 3 van 5 computers nog niet"
    assert [_words(card, row)[2:] for row in range(5)] == [
        ["12 mrt 2026", "uitgevoerd"],
        ["laatste bericht 12 mrt 2026", "nog niet"],
        ["laatste bericht 12 mrt 2026", "op slot"],
        ["ingetrokken 12 mrt 2026", "geen toegang meer"],
        ["liet nog nooit iets weten", "nog niet"],
    ]
    assert "30 dagen" in card.told.text
    assert "trekt een beheerder hem in" in card.told.text
    assert "in E:/kopie staan misschien nog kopieën" in card.told.text
    assert "Eén computer was toen al ingetrokken" in card.told.text
    card.orders.choose(whole.id)
    assert card.chosen.text() == "Kenmerk B1C2-D3E4: overal uitgevoerd"
    assert card.told.text == ""
    card.show_reports((replace(whole, aside=("huis-opzij-2025-02-03",)),))
    assert card.chosen.text() == "Kenmerk B1C2-D3E4: op deze computer nog niet"
    assert card.told.text.startswith("Opzij gezet op deze computer: huis-opzij-2025-02-03. Daar")
