"""From a house on one desk to a case on a second one, over every page and a real server; and back."""

import pytest
from PySide6.QtWidgets import QLineEdit
from sqlalchemy import select

from tests.agreeing.central import Central
from tests.agreeing.enrolment.houses import KEYRING, PASSPHRASE, FirstDesk, NewDesk, Program, join
from tests.agreeing.sync.desks import said_by
from zvhdesk.domain.enrolment import After
from zvhdesk.domain.standing import Stand
from zvhdesk.domain.store_refusals import StoreRefused
from zvhdesk.models.capture import CaptureSession
from zvhdesk.models.cases import Case
from zvhdesk.models.local import Draft
from zvhdesk.services import house, opening
from zvhdesk.services.clock import system_clock
from zvhdesk.services.unlock import vault
from zvhdesk.ui.grid import Grid
from zvhdesk.ui.kit.inplace import LineEdit
from zvhdesk.ui.unlock.leased import LeaseWindow
from zvhdesk.ui.unlock.revoked import RevokedWindow

_ASKED = "Wie belt er?"
_AGAIN = "heel andere woorden voor deze nieuwe zin"


@pytest.mark.long
def test_from_one_desk_to_two_and_back(first: FirstDesk, second: NewDesk, central: Central) -> None:
    case = ("case_", first.case, "question")
    first.asked(lambda desk: desk.keep_draft("case", case, "Een concept", 0))
    first.on_server(central.url, central.new_code())
    assert first.said("devices.advice").startswith("Er is één beheerder")
    join(first, second, central.url, "B. Tweede")
    number = second.asked(lambda desk: desk.read(lambda s: s.get_one(Case, first.case).number))
    assert number == "2026-0115"
    assert second.asked(lambda desk: desk.read(lambda s: s.scalars(select(Draft)).all())) == []
    assert second.app.workbench is not None
    line = second.app.workbench.line
    words = second.asked(lambda desk: desk.read(lambda s: opening.house_words(s, desk.user)))
    assert (words.person, words.role) == ("B. Tweede", "procesondersteuner")
    second.until(lambda: line.standing.last_contact is not None)
    assert line.standing.stand is Stand.UP_TO_DATE
    first.asked(lambda desk: desk.change(lambda s: _ask(s, first.case), "case.edit"))
    second.until(
        lambda: second.asked(lambda desk: desk.read(lambda s: s.get_one(Case, first.case).question)) == _ASKED
    )
    device = second.asked(lambda desk: desk.device)
    second.end()
    # A program that ends says what it has seen.
    first.until(lambda: bool(first.asked(lambda desk: said_by(desk, device))))
    _is_a_house_of_its_own(first, second)
    first.show_window()  # a program that ends hides all it finds
    _who_came_is_told_once_and_gets_a_name(first)
    _revoke(first)
    _hears_it_and_shuts(second, first.sheets)


def _ask(session: CaptureSession, case: str) -> None:
    session.get_one(Case, case).question = _ASKED


def _who_came_is_told_once_and_gets_a_name(first: FirstDesk) -> None:
    first.until(lambda: bool(first.line.standing.newcomers))
    first.window.go("server")
    assert first.read("server.newcomers").endswith("is apparaat B van B. Tweede toegelaten.")
    first.press("server.newcomers.seen")
    first.until(lambda: not first.line.standing.newcomers)
    first.window.go("admin", "devices")
    first.settle()
    first.choose_device(1)
    first.press("devices.name")
    first.until(lambda: first.shown("admin.devices.label"))
    first.settle()
    first.find(LineEdit, "admin.devices.label").put("laptop notulist")
    first.devices.leave()
    first.until(lambda: first.read("devices.chosen") == "B. Tweede, laptop notulist")
    # As `zvhserver restore --check` names it: devices of one morning begin with the same characters.
    assert first.read("devices.mark") == f"Kenmerk op de server: {first.devices.rows[1].id[-8:]}"
    first.choose_device(0)


def _hears_it_and_shuts(second: NewDesk, sheets: tuple[str, ...]) -> None:
    """At its next contact the desk gives up its keys and ends; whoever starts it again is told."""
    last = Program(second.qtbot, second.folder, second.clock)
    last.unlock(_AGAIN)
    last.qtbot.waitUntil(lambda: bool(last.ended), timeout=20_000)
    last.end()
    second.clock.forward(days=40)  # a lease that ran out keeps no officer out
    told = Program(second.qtbot, second.folder, second.clock)
    told.until(lambda: isinstance(told.app.front, RevokedWindow))
    told.front()
    with pytest.raises(StoreRefused):
        vault.unlock(second.folder, _AGAIN, KEYRING)
    _the_officers_see_what_was_not_sent(told, sheets)
    told = Program(second.qtbot, second.folder, second.clock)
    told.until(lambda: isinstance(told.app.front, RevokedWindow))
    told.end()


def _the_officers_see_what_was_not_sent(told: Program, sheets: tuple[str, ...]) -> None:
    """However long ago it was; and nothing but the sheets opens it afterwards."""
    told.press("revoked.recover")
    assert not told.shown("recovery.new")
    told.sheet("recovery.sheet1", sheets[1])
    told.sheet("recovery.sheet2", sheets[0])
    told.press("recovery.open")
    told.until(lambda: bool(told.said("recovery.message")))
    told.sheet("recovery.sheet1", sheets[0])
    told.sheet("recovery.sheet2", sheets[1])
    told.press("recovery.open")
    told.until(lambda: told.entered)
    assert told.app.workbench is not None
    told.window = told.app.workbench.window
    told.until(lambda: told.shown("server.unsent"))
    assert told.read("server.headline") == "Deze computer is uit het huis verwijderd"
    assert told.read("server.unsent.0.what").startswith("Bijgewerkt · 1 wijziging")
    told.press("server.unsent.0")
    told.settle()
    assert told.window.page is not None
    assert told.window.page.objectName() == "page.dossier"
    told.end()


def _is_a_house_of_its_own(first: FirstDesk, second: NewDesk) -> None:
    """Nothing is left of the joining; its passphrase and the sheets of the house open it."""
    assert not (second.folder / vault.SETUP_MARK).exists()
    assert not (second.folder / "inrichten").exists()
    assert vault.label(second.folder) == "Zorg- en Veiligheidshuis Voorbeeld"
    opening.open_house(second.folder, PASSPHRASE, KEYRING, system_clock).close()
    sheets = (first.sheets[0], first.sheets[1])
    desk = opening.recover_house(second.folder, sheets, _AGAIN, KEYRING, system_clock)
    case = first.case
    desk.change(lambda s: setattr(s.get_one(Case, case), "question", "Niet verstuurd?"), "case.edit")
    desk.close()


def _revoke(first: FirstDesk) -> None:
    """The list shows both; the own one stays; the colleague goes, once it was chosen how.

    From the list of people too: a device that reads on is not left behind.
    """
    rows = first.devices.grid.rows
    assert rows.rowCount() == 2
    assert not first.shown("devices.revoke")
    first.choose_device(1)
    assert first.shown("devices.remove")
    first.window.go("admin", "people")
    first.settle()
    first.find(Grid, "admin.people.list").choose(first.devices.rows[1].user)
    first.press("admin.people.remove")
    first.until(lambda: first.shown("enrol.revoke.names"))
    assert "eerste" not in first.read("enrol.revoke.names")
    first.press("enrol.revoke.next")
    assert first.said("enrol.revoke.error")
    first.press("enrol.revoke.keep")
    first.press("enrol.revoke.next")
    first.until(lambda: first.shown("enrol.revoke.end"))
    first.press("enrol.revoke.next")
    first.settle()
    assert first.devices.rows[1].revoked is After.KEEP
    assert first.devices.rows[1].revoked_at is not None
    assert first.devices.rows[1].person == ""
    members = first.asked(lambda desk: desk.read(lambda s: house.overview(s, desk.user).members))
    assert [member.name for member in members] == ["A. Voorzitter"]


def test_thirty_days_without_contact_shut_a_desk_until_it_has_some(
    first: FirstDesk, central: Central
) -> None:
    """Nothing of the house is shown before; one button, and it opens (SYNC.md, Settled: Locking)."""
    first.on_server(central.url, central.new_code())
    first.line.close()  # a pass on its way would begin the lease anew
    now_ms = int(first.clock().timestamp() * 1000)
    long_ago = f"{31 * 24 * 60 * 60 * 1000} {now_ms}"
    first.asked(lambda desk: desk.set_setting("lease", long_ago))
    address = first.asked(lambda desk: desk.setting("server") or "")
    first.asked(lambda desk: desk.set_setting("server", "http://127.0.0.1:1"))
    first.end()
    again = Program(first.qtbot, first.folder, first.clock)
    again.unlock(PASSPHRASE)
    again.until(lambda: isinstance(again.app.front, LeaseWindow))
    again.front()
    again.press("lease.connect")
    again.until(lambda: bool(again.said("lease.message")))
    assert again.said("lease.message").startswith("De server antwoordt niet.")
    assert not again.entered
    # A desk that is shut has no Beheer: the new address is typed here.
    again.press("lease.move")
    again.settle()
    assert again.read("move.now") == "Nu in gebruik: http://127.0.0.1:1"
    assert again.read("topbar.title") == "Adres van de server"
    assert again.find(QLineEdit, "move.address").hasFocus()
    again.write("move.address", address)
    again.press("move.next")
    again.until(lambda: again.shown("move.end"))
    again.press("move.next")
    again.until(lambda: again.entered)
    again.end()


def test_a_new_admin_by_the_two_sheets(first: FirstDesk, central: Central) -> None:
    typed = {"name": "B. Tweede", "initials": "BT", "role": "adviseur"}
    first.asked(lambda desk: desk.change(lambda s: house.add_member(s, house.OF_HOUSE, typed), "member.add"))
    first.on_server(central.url, central.new_code())
    first.press("devices.admin")
    first.settle()
    one, two = first.sheets
    first.sheet("enrol.admin.sheet1", two)
    first.sheet("enrol.admin.sheet2", one)
    first.press("enrol.admin.next")
    first.until(lambda: bool(first.said("enrol.admin.sheet1.error")))
    first.sheet("enrol.admin.sheet1", one)
    first.sheet("enrol.admin.sheet2", two)
    first.press("enrol.admin.next")
    first.until(lambda: first.shown("enrol.admin.end"))
    assert first.read("enrol.admin.end").startswith("B. Tweede is nu beheerder")
