"""What the page says beside its headline: a restore of the server, and clocks that are off."""

from collections.abc import Iterator
from dataclasses import astuple, replace
from datetime import timedelta
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.agreeing.line.standing_page import AT, THERE, Shown
from tests.worlds import FixedClock
from zvhdesk.domain.standing import AheadClock, Restore, Stand, Standing, Trouble
from zvhdesk.ui.agreeing.shut import why_shut
from zvhdesk.ui.agreeing.told import lasts, of_restore
from zvhdesk.ui.agreeing.words import TROUBLES

NOW = FixedClock()()
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)


@pytest.fixture
def shown(qtbot: QtBot, tmp_path: Path) -> Iterator[Shown]:
    """Opened, standing alone."""
    made = Shown(qtbot, tmp_path)
    yield made
    made.tasks.close()


def _restored(standing: Standing, until_ago: timedelta | None = None) -> Standing:
    until = None if until_ago is None else NOW - until_ago
    return replace(standing, restore=Restore(NOW - 30 * HOUR, until))


def test_a_restore_that_goes_on_is_said_though_nothing_waits_here(shown: Shown) -> None:
    shown.stand(_restored(THERE))
    assert shown.window.restore.isVisibleTo(shown.window)
    said = shown.window.restore.text
    assert said.startswith("De server wordt hersteld, sinds wo 11 mrt 03:41.")
    assert "Deze computer heeft teruggegeven wat hij had." in said
    assert "Wat andere computers nog hebben, brengen zij zelf" in said
    # It asks nothing of anybody here.
    assert shown.line.standing.stand is Stand.UP_TO_DATE


@pytest.mark.parametrize(
    "standing", [replace(THERE, trouble=Trouble.RESTORING), replace(THERE, trouble=Trouble.HISTORY)], ids=str
)
def test_who_did_not_give_all_is_not_said_to_have(standing: Standing) -> None:
    assert "teruggegeven" not in of_restore(_restored(standing), NOW)
    assert "teruggegeven" not in of_restore(_restored(THERE.missed(AT)), NOW)


def test_its_end_is_said_for_a_day(shown: Shown) -> None:
    shown.stand(_restored(THERE, HOUR))
    said = shown.window.restore.text
    assert said == "De server is hersteld, en neemt sinds 08:41 weer alles aan."
    shown.stand(_restored(THERE, 24 * HOUR))
    assert not shown.window.restore.isVisibleTo(shown.window)
    shown.stand(_restored(THERE, -HOUR))
    assert not shown.window.restore.isVisibleTo(shown.window)


def test_a_clock_that_is_off_is_said_with_what_to_do(shown: Shown) -> None:
    shown.stand(replace(THERE, clock_off=3 * HOUR + 5 * MINUTE))
    said = shown.window.warning.text
    assert said.startswith("De klok van deze computer loopt 3 uur en 5 minuten voor op die van de server.")
    assert "er gaat niets verloren" in said
    assert "Laat deze computer de tijd vanzelf gelijkzetten." in said
    shown.stand(replace(THERE, clock_off=-2 * MINUTE))
    assert "loopt 2 minuten achter op die van de server" in shown.window.warning.text
    shown.stand(THERE)
    assert not shown.window.warning.isVisibleTo(shown.window)


def test_whose_clock_else_runs_ahead_is_said(shown: Shown) -> None:
    other = AheadClock("laptop van Bea Berg", 26 * HOUR)
    shown.stand(replace(THERE, ahead=(other,)))
    assert shown.window.warning.text.startswith("De klok van laptop van Bea Berg loopt 1 dag en 2 uur voor.")
    assert "deze computer" not in shown.window.warning.text


def test_a_part_in_which_the_server_does_not_know_this_computer_names_no_part() -> None:
    """It may have been put out of it; or the server lost that part and was opened too early."""
    said = " ".join(astuple(TROUBLES[Trouble.OUTSIDE]))
    for words in ("Misschien is deze computer daar uitgehaald.", "weer open ging voordat dat deel terug was"):
        assert words in said
    assert "begint de beheerder van de server het herstel opnieuw" in said
    for other in (said, why_shut(replace(THERE, trouble=Trouble.OUTSIDE))):
        assert "CTER" not in other
        assert "hoort niet meer" not in other


def test_two_lists_of_devices_are_for_people_to_settle() -> None:
    found = TROUBLES[Trouble.ROSTER]
    assert "Misschien is een oude reservekopie van de server teruggezet" in found.meaning
    assert found.then.startswith(
        "Bel een beheerder van uw huis. Die zoekt het uit met de beheerder van de server"
    )
    assert "op deze computer valt het niet op te lossen" in found.then


def test_where_a_person_may_go_on_one_administrator_is_named(shown: Shown) -> None:
    shown.stand(replace(THERE, trouble=Trouble.HISTORY, put_back=True))
    assert shown.said("then").startswith("Bel de beheerder van de server, en kies dan hieronder.")
    shown.stand(replace(THERE, trouble=Trouble.HISTORY))
    assert shown.said("then").startswith("Bel een beheerder van uw huis.")
    assert "30 dagen" in shown.said("then")


def test_how_long_is_said_as_people_say_it() -> None:
    for off, words in (
        (MINUTE, "1 minuut"),
        (-61 * MINUTE, "1 uur en 1 minuut"),
        (24 * HOUR, "1 dag"),
        (-timedelta(days=400, hours=2, minutes=7), "400 dagen en 2 uur"),
    ):
        assert lasts(off) == words
