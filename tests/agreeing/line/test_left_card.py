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
    shown.line.acts = (stays, gone, replace(gone, closed=True, fields=(), number="", id=3))
    shown.stand(replace(THERE, left=3))
    assert shown.window.findChild(QWidget, "server.left.0.drop") is None, "that comes back by itself"
    assert shown.window.findChild(QWidget, "server.left.2.drop") is None, "nobody may see what it is"
    assert "hoort niet meer bij het huis" in shown.said("left.1.gone")
    assert "vanzelf terug" in shown.said("left.2.gone")
    shown.click("server.left.1.copy")
    assert QGuiApplication.clipboard().text() == "Doel: Veilig thuis"
    shown.click("server.left.1.drop")
    assert "voorgoed weg" in shown.said("left.1.gone")
    shown.stand(replace(THERE, left=3, last_contact=AT + timedelta(minutes=1)))
    assert "voorgoed weg" in shown.said("left.1.gone"), "a pass asks nobody again"
    shown.click("server.left.1.keep")
    assert shown.line.away == []
    shown.click("server.left.1.drop")
    shown.click("server.left.1.sure")
    assert shown.line.away == [gone]
