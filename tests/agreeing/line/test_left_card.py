"""What the page says of what stands only on this computer, and what a person can do with it."""

from dataclasses import replace
from datetime import timedelta

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from tests.agreeing.line.standing_page import AT, THERE, Shown, shown
from zvhdesk.services.history import FieldChange
from zvhdesk.services.left import LeftAct
from zvhdesk.ui.agreeing.words import brief

__all__ = ["shown"]


def test_what_stands_only_here_is_not_called_up_to_date(shown: Shown) -> None:
    shown.line.acts = (LeftAct("Bea Berg", 1_773_300_000_000, "", "", (), unread=True),)
    shown.stand(replace(THERE, left=2))
    assert brief(shown.line.standing, AT) == "1 punt vraagt aandacht"
    assert shown.said("headline") == "Iets van een collega staat alleen nog hier"
    assert shown.said("meaning").startswith("2 wijzigingen van collega's staan niet meer op de server")
    assert "op de eigen computer ook verder" in shown.said("then")
    assert shown.said("left.0") == "Wordt hier bewaard zoals het kwam."
    assert shown.said("left.more") == "en nog 1 wijziging"
    shown.stand(THERE)
    assert shown.said("headline") == "Alles is bijgewerkt"


def test_what_does_not_come_back_can_be_copied_and_after_a_second_thought_put_away(shown: Shown) -> None:
    written = (FieldChange("Doel", "", "Veilig thuis", personal=False),)
    stays = LeftAct("Bea Berg", 1_773_300_000_000, "2026-0115", "Doel toegevoegd", written, id=1)
    gone = replace(stays, gone=True, id=2)
    shown.line.acts = (stays, gone)
    shown.stand(replace(THERE, left=2))
    assert shown.window.findChild(QWidget, "server.left.0.drop") is None, "that comes back by itself"
    assert "hoort niet meer bij het huis" in shown.said("left.1.gone")
    shown.click("server.left.1.copy")
    assert QGuiApplication.clipboard().text() == "Doel: Veilig thuis"
    shown.click("server.left.1.drop")
    assert "voorgoed weg" in shown.said("left.1.gone")
    shown.stand(replace(THERE, left=2, last_contact=AT + timedelta(minutes=1)))
    assert "voorgoed weg" in shown.said("left.1.gone"), "a pass asks nobody again"
    shown.click("server.left.1.keep")
    assert shown.line.away == []
    shown.click("server.left.1.drop")
    shown.click("server.left.1.sure")
    assert shown.line.away == [gone]


def test_of_a_shielded_case_nothing_is_shown_and_it_is_put_away_knowingly(shown: Shown) -> None:
    act = LeftAct("Bea Berg", 1_773_300_000_000, "", "Doel toegevoegd", (), closed=True, gone=True, id=3)
    shown.line.acts = (act,)
    shown.stand(replace(THERE, left=1))
    assert not shown.find(QWidget, "server.left.0.copy").isVisibleTo(shown.window), "there is nothing to copy"
    assert "wordt hier niet getoond" in shown.said("left.0.gone")
    shown.click("server.left.0.drop")
    assert "voorgoed weg" in shown.said("left.0.gone")
    assert "niet getoond" in shown.said("left.0.gone"), "whoever decides did not see it"
    shown.click("server.left.0.sure")
    assert shown.line.away == [act]


def test_what_another_copy_of_this_computer_wrote_is_not_said_to_come_back(shown: Shown) -> None:
    own = LeftAct("Ada Voorzitter", 1_773_300_000_000, "", "", (), unread=True, own=True, id=4)
    shown.line.acts = (own,)
    shown.stand(replace(THERE, left=1))
    assert "deze computer zelf" in shown.said("left.0.gone")
    assert "niet vanzelf terug" in shown.said("left.0.gone")
    shown.click("server.left.0.drop")
    shown.click("server.left.0.sure")
    assert shown.line.away == [own]
