"""What the rail and the page say of how a desk stands with the others."""

from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy.orm import Session

from tests.agreeing.line.standing_page import AT, THERE, Shown, shown
from tests.elsewhere import heard
from zvhdesk.domain.brake import Doer, Question
from zvhdesk.domain.enrolment import DeviceRow
from zvhdesk.domain.lease import Lease
from zvhdesk.domain.standing import Aside, Stand, Standing, Trouble
from zvhdesk.domain.terms import Compartment
from zvhdesk.line.standing import counts, told, trouble_in, trouble_of
from zvhdesk.models.agreeing import CompartmentState, DestroyedStream
from zvhdesk.models.capture import CaptureSession
from zvhdesk.models.cases import Case
from zvhdesk.services import dropped
from zvhdesk.sync.exchange import Halt, Outcome
from zvhdesk.sync.server import SaidNo
from zvhdesk.ui.agreeing.shut import why_shut
from zvhdesk.ui.agreeing.words import TROUBLES, brief, explained
from zvhdesk.ui.kit import Rail
from zvhdesk.ui.kit.conflict import GoneCard
from zvhdesk.wire.messages import Why

__all__ = ["shown"]


@pytest.mark.parametrize(
    "standing, words",
    [
        (Standing(), ""),
        (Standing(address="https://zvh.example"), "Verbinding zoeken"),
        (Standing(address="https://zvh.example", waiting=2), "Verbinding zoeken"),
        (THERE, "Bijgewerkt"),
        (replace(THERE, waiting=1), "1 wacht op verzending"),
        (replace(THERE, waiting=12), "12 wachten op verzending"),
        (replace(THERE, waiting=3, offline_since=AT), "Zonder verbinding sinds 10:31"),
        (replace(THERE, offline_since=AT - timedelta(days=1)), "Zonder verbinding sinds wo 11 mrt 10:31"),
        (
            replace(THERE, conflicts=1, offline_since=AT),
            "1 punt vraagt aandacht, zonder verbinding sinds 10:31",
        ),
        (THERE.missed(AT).busy(AT + timedelta(seconds=70)), "De server is druk, opnieuw om 10:32"),
        (replace(THERE, conflicts=1).busy(AT), "1 punt vraagt aandacht, de server is druk"),
        (replace(THERE, conflicts=1), "1 punt vraagt aandacht"),
        (replace(THERE, conflicts=1, trouble=Trouble.LOST), "2 punten vragen aandacht"),
    ],
)
def test_the_line_in_the_rail(standing: Standing, words: str) -> None:
    assert brief(standing, AT) == words


def test_every_trouble_is_explained_and_says_that_nothing_is_lost() -> None:
    assert TROUBLES.keys() == set(Trouble)
    for trouble in set(Trouble) - {Trouble.REVOKED}:
        assert "Er gaat niets verloren" in TROUBLES[trouble].meaning, trouble
        assert explained(replace(THERE, trouble=trouble)) == TROUBLES[trouble]


def test_every_halt_of_a_pass_is_a_trouble() -> None:
    for halt in Halt:
        assert trouble_of(Outcome(halt=halt)) is not None, halt


def test_what_a_pass_held_stands_until_a_pass_holds_nothing() -> None:
    question = Question(b"c" * 16, 34, 120, (), 7)
    held = told(THERE, Outcome(halt=Halt.BRAKE, brake=question))
    assert (held.trouble, held.brake) == (Trouble.BRAKE, question)
    assert told(held, Outcome()).brake is None


def test_what_is_held_is_asked_with_who_did_it(shown: Shown) -> None:
    assert not shown.window.brake.isVisibleTo(shown.window)
    user = shown.asked(lambda desk: desk.user)
    question = Question(b"c" * 16, 34, 120, (Doer(user, 0),), 7)
    shown.stand(replace(THERE, trouble=Trouble.BRAKE, brake=question))
    assert shown.said("headline") == "Er zou in een keer veel verdwijnen"
    assert "34 van de 120 casussen" in shown.said("brake")
    assert "A. Voorzitter" in shown.said("brake")
    shown.click("server.brake.allow")
    assert shown.line.allowed == [question]
    shown.stand(shown.line.standing.missed(AT).let_through())
    assert shown.said("headline") == "Zonder verbinding met de server"
    assert shown.said("brake").startswith("U hebt het toegestaan.")
    assert not shown.find(QWidget, "server.brake.allow").isVisibleTo(shown.window)
    shown.stand(THERE)
    assert not shown.window.brake.isVisibleTo(shown.window)


def test_what_the_server_said_before_it_went_away_is_not_the_headline(shown: Shown) -> None:
    shown.stand(replace(THERE, trouble=Trouble.FULL).missed(AT))
    assert shown.said("headline") == "Zonder verbinding met de server"
    assert replace(THERE, trouble=Trouble.BRAKE).missed(AT).trouble is Trouble.BRAKE


def test_a_server_that_is_too_busy_is_not_called_away(shown: Shown) -> None:
    shown.stand(replace(THERE, waiting=2, trouble=Trouble.FULL).busy(AT + timedelta(minutes=1)))
    assert shown.said("headline") == "De server is nu te druk"
    assert "2 wijzigingen wachten op verzending" in shown.said("meaning")
    assert "vanzelf opnieuw, om 10:32." in shown.said("meaning")
    assert shown.said("contact") == "10:31; de server is druk, opnieuw om 10:32"
    assert shown.line.standing.missed(AT).stand is Stand.OFFLINE
    assert shown.line.standing.reached(AT).stand is Stand.WAITING


def test_what_cannot_be_read_here_yet_is_not_called_up_to_date(shown: Shown) -> None:
    shown.stand(replace(THERE, aside=2, why_aside=Aside(newer=2)))
    assert brief(shown.line.standing, AT) == "1 punt vraagt aandacht"
    assert shown.said("headline") == "Iets van een collega is hier nog niet te lezen"
    assert "nieuwere versie" in shown.said("meaning")
    assert shown.said("then") == "Vraag een beheerder van uw huis om de nieuwe versie."


def test_each_cause_why_it_cannot_be_read_has_its_own_words(shown: Shown) -> None:
    shown.stand(replace(THERE, aside=3, why_aside=Aside(keyless=2, unknown=1)))
    assert "nieuwere versie" not in shown.said("meaning")
    keyless, unknown, _kept = shown.said("meaning").split("\n")
    assert keyless.startswith("Van een deel is de sleutel hier nog niet.")
    assert unknown.endswith("Vraag een beheerder van uw huis of dat apparaat is toegelaten.")
    assert shown.said("aside") == "3 berichten: 2 zonder sleutel, 1 van een onbekend apparaat"


def test_what_cannot_be_applied_here_is_not_called_unread(shown: Shown) -> None:
    shown.stand(replace(THERE, aside=2, why_aside=Aside(failed=2)))
    assert shown.said("headline") == "Iets van een collega is hier nog niet te verwerken"
    assert "elke dag opnieuw" in shown.said("meaning")
    assert "Meld het een beheerder van uw huis" in shown.said("then")
    assert shown.said("aside") == "2 berichten: 2 niet te verwerken"
    shown.stand(replace(THERE, aside=2, why_aside=Aside(keyless=1, failed=1)))
    assert shown.said("headline") == "Iets van een collega is hier nog niet te lezen"


def test_what_was_dropped_is_said_until_it_was_seen(shown: Shown) -> None:
    """Also after a restart: it is counted from what stands here."""

    def destroyed(session: Session) -> None:
        session.add(DestroyedStream(stream="s", comp=b"c" * 16, message=b"", unsent=2))

    shown.asked(lambda desk: desk.keep(destroyed))
    found = shown.asked(lambda desk: desk.read(lambda s: counts(s, desk.today(), desk.device)))
    shown.stand(found.on(THERE))
    assert shown.said("dropped").startswith("2 wijzigingen van u vervallen.")
    assert shown.line.standing.stand is Stand.ATTENTION
    shown.click("server.dropped.seen")
    shown.asked(lambda desk: desk.keep(dropped.see))
    found = shown.asked(lambda desk: desk.read(lambda s: counts(s, desk.today(), desk.device)))
    assert found.dropped == 0
    assert not shown.window.dropped.isVisibleTo(shown.window)


@pytest.mark.parametrize("trouble", Trouble)
def test_each_trouble_says_why_a_locked_desk_does_not_open(trouble: Trouble) -> None:
    """Nobody can work on there, so that is not said; who can help, or that it can be tried again, is."""
    said = why_shut(replace(THERE, trouble=trouble, lease=Lease(31)))
    assert "werken" not in said
    assert "beheerder" in said or "opnieuw" in said
    gone = replace(THERE, trouble=trouble, lease=Lease(31)).missed(AT)
    assert why_shut(gone).startswith("De server antwoordt niet.")
    assert why_shut(gone.busy(AT)).startswith("De server is nu te druk.")


def test_a_lease_is_warned_of_beside_the_trouble_until_all_was_heard(shown: Shown) -> None:
    shown.stand(replace(THERE, trouble=Trouble.HISTORY).leased(Lease(25)).reached(AT, heard=False))
    assert shown.said("headline") == explained(replace(THERE, trouble=Trouble.HISTORY)).headline
    assert "over 5 dagen op slot" in shown.window.warning.text
    ran_out = shown.line.standing.leased(Lease(30))
    assert (ran_out.locked, ran_out.trouble) == (True, Trouble.HISTORY)
    assert ran_out.reached(AT).lease is None
    assert ran_out.leased(Lease(1)).lease is None


def test_the_last_week_of_a_lease_is_said(shown: Shown) -> None:
    shown.stand(replace(THERE, lease=Lease(25)))
    assert shown.window.warning.isVisibleTo(shown.window)
    assert "over 5 dagen op slot" in shown.window.warning.text
    assert shown.line.standing.stand is Stand.ATTENTION
    shown.stand(THERE)
    assert not shown.window.warning.isVisibleTo(shown.window)


def test_what_cannot_be_read_yet_is_counted(shown: Shown) -> None:
    shown.stand(replace(THERE, aside=4))
    assert shown.said("aside") == "4 berichten"
    shown.stand(THERE)
    assert shown.said("aside") == "niets"


def test_how_far_this_desk_is_can_be_read_out(shown: Shown) -> None:
    """In the form in which the administrator finds it at the server."""
    assert shown.said("heads") == "nog niets"

    def at(session: Session) -> None:
        for n, name in ((2, Compartment.REGULAR), (1, Compartment.HOUSE)):
            kept = CompartmentState(comp=bytes([n]) * 16, name=name, seq=n, chain=bytes([n, 0xAB]) * 16)
            session.add(kept)

    shown.asked(lambda desk: desk.keep(at))
    counted = shown.asked(lambda desk: desk.read(partial(counts, today=AT.date(), device=desk.device)))
    shown.stand(counted.on(THERE))
    assert shown.said("heads") == "huis 1 (01ab 01ab), regulier 2 (02ab 02ab)"


def test_a_server_that_does_not_know_this_device_is_not_said_to_refuse_a_change() -> None:
    assert trouble_in(SaidNo(Why.PROOF, None)) is Trouble.UNKNOWN
    assert trouble_in(SaidNo(Why.SHAPE, None)) is Trouble.OLD_SERVER
    assert trouble_in(SaidNo(Why.GONE, None)) is Trouble.REFUSED


def test_a_device_that_was_let_in_is_told_once(shown: Shown) -> None:
    came = DeviceRow("d2", "a", "Bea Berg", "B", False, False, AT, None, label="laptop notulist")
    shown.stand(replace(THERE, newcomers=(came,)))
    assert shown.line.standing.stand is Stand.ATTENTION
    assert shown.said("headline") == "Er is een apparaat bij gekomen"
    assert shown.said("newcomers") == "Op 12 mrt 2026 is laptop notulist van Bea Berg toegelaten."
    shown.click("server.newcomers.seen")
    assert not shown.window.newcomers.isVisibleTo(shown.window)
    assert shown.said("headline") == "Alles is bijgewerkt"


def test_a_case_that_is_gone_with_an_edit_in_it_comes_back_from_here(shown: Shown) -> None:
    """It has no page of its own any more."""
    case = shown.house.case_id

    def delete(session: CaptureSession) -> None:
        session.get_one(Case, case).deleted = True

    shown.asked(lambda desk: desk.change(delete, "undo"))
    cell = ("case_", case, "question")
    shown.asked(lambda desk: heard(desk, cell, "Wie belt?", seen=False, later_ms=-60_000))
    shown.stand(replace(THERE, conflicts=1))
    found = shown.window.gone.findChild(GoneCard)
    assert found is not None
    assert found.isVisibleTo(shown.window)
    assert "Casus: 2026-0115" in found.accessibleName()
    assert not shown.window.questions.isVisibleTo(shown.window)
    shown.click(found.objectName().replace(".gone", ".restore"))
    assert not shown.asked(lambda desk: desk.read(lambda s: s.get_one(Case, case).deleted))


def test_who_is_alone_or_not_joined_finds_the_way_to_the_server(shown: Shown) -> None:
    gone: list[tuple[str, object]] = []
    shown.window.go.connect(lambda key, argument: gone.append((key, argument)))
    shown.click("server.devices")
    shown.stand(replace(THERE, trouble=Trouble.NOT_JOINED))
    shown.click("server.devices")
    assert gone == [("admin", "devices")] * 2
    shown.stand(THERE)
    assert not shown.window.devices.isVisibleTo(shown.window)


def test_the_page_follows_and_asks(shown: Shown) -> None:
    line, page = shown.line, shown.window
    assert shown.said("headline") == "Dit huis werkt zonder server"
    assert not page.now.isVisibleTo(page)
    shown.stand(replace(THERE, waiting=2, offline_since=AT, last_contact=AT))
    assert shown.said("headline") == "Zonder verbinding met de server"
    assert (shown.said("waiting"), shown.said("contact")) == (
        "2 wijzigingen",
        "10:31; zonder verbinding sinds 10:31",
    )
    page.now.click()
    assert line.looked == 1


def test_the_rail_says_nothing_for_a_house_without_a_server(qtbot: QtBot) -> None:
    rail = Rail("Huis")
    qtbot.addWidget(rail)
    rail.show()
    assert not rail.stand.isVisible()
    rail.set_stand(Stand.WAITING, "3 wachten op verzending")
    assert rail.stand.isVisible()
    assert rail.stand.accessibleName() == "3 wachten op verzending"
    with qtbot.waitSignal(rail.stand_chosen):
        rail.stand.click()
