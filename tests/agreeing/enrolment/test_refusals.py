"""What goes wrong at the door: a sentence beside the field, and nothing typed is lost."""

import socket
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from tests.agreeing.central import Central
from tests.agreeing.enrolment.houses import FirstDesk, NewDesk
from tests.agreeing.servers import places_named, serving
from zvhdesk.domain.enrolment import After
from zvhdesk.domain.standing import Stand
from zvhdesk.line.enrolling import LineEnrolling
from zvhdesk.services import opening
from zvhdesk.services.unlock.lock import LOCK_NAME
from zvhdesk.sync import enrolled
from zvhdesk.ui.agreeing.address import tidy_address, wrong_address
from zvhdesk.ui.agreeing.connection import NotDone, TypedServer
from zvhdesk.ui.agreeing.explain import OWN_DEVICE
from zvhdesk.ui.agreeing.join_window import JoinWindow
from zvhserver.cli import houses
from zvhserver.store import tables
from zvhserver.store.engine import open_store

NOWHERE = "http://127.0.0.1:9"


def test_a_wrong_code_or_address_for_a_house(first: FirstDesk, central: Central) -> None:
    first.to_server(NOWHERE, "fout")
    first.until(lambda: bool(first.said("enrol.server.address.error")))
    first.write("enrol.server.address", central.url)
    first.press("enrol.server.next")
    first.settle()
    first.press("enrol.server.next")
    first.until(lambda: bool(first.said("enrol.server.code.error")))
    assert first.find(QLineEdit, "enrol.server.address").text() == central.url
    assert first.find(QLineEdit, "enrol.server.code").text() == "fout"
    first.write("enrol.server.code", central.new_code())
    first.press("enrol.server.next")
    first.settle()
    first.press("enrol.server.next")
    first.until(lambda: bool(first.shown("enrol.server.end") and first.read("enrol.server.end")))


def test_a_house_is_made_though_its_page_was_left(first: FirstDesk, central: Central) -> None:
    """The page says that one may leave it: then it agrees by itself."""
    owner = QObject()
    said: list[object] = []
    enrolling = LineEnrolling(first.line, first.tasks)
    server, code = TypedServer(central.url), central.new_code()
    enrolling.make_house(server, code, lambda _done, _of: None, said.append, said.append, owner)
    delete(owner)
    first.until(lambda: first.line.standing.stand is Stand.UP_TO_DATE)
    assert said == []


def test_a_wrong_code_and_digits_that_differ(first: FirstDesk, second: NewDesk, central: Central) -> None:
    first.on_server(central.url, central.new_code())
    code = first.code()
    second.knock(NOWHERE, "AAAA-BBBB-CCCC")
    second.until(lambda: bool(second.said("join.address.error")))
    second.write("join.address", central.url)
    second.press("join.next")
    second.until(lambda: bool(second.said("join.code.error")))
    assert second.find(QLineEdit, "join.code").text() == "AAAA-BBBB-CCCC"
    second.write("join.code", code.lower().replace("-", " "))
    second.press("join.next")
    second.until(lambda: second.shown("join.digits"))
    first.until(lambda: first.shown("enrol.door.digits"))
    second.press("join.differ")
    assert "laat dan dat apparaat meteen intrekken" in second.said("join.message")
    assert second.shown("join.code")
    first.press("enrol.door.differ")
    assert "niemand toegelaten" in first.read("enrol.door.end")
    first.press("enrol.door.next")
    first.settle()
    assert first.devices.grid.rows.rowCount() == 1


def test_somebody_else_knocked_first(
    qtbot: QtBot, tmp_path: Path, first: FirstDesk, second: NewDesk, central: Central
) -> None:
    first.on_server(central.url, central.new_code())
    code = first.code()
    other = NewDesk(qtbot, tmp_path / "derde", first.clock)
    other.knock(central.url, code)
    other.until(lambda: other.shown("join.digits"))
    second.knock(central.url, code)
    second.until(lambda: "al een apparaat" in second.said("join.code.error"))
    # Broken off at the digits: nothing is left of it, and the program begins anew.
    other.end()
    opening.clear_unfinished(other.folder)
    assert [one.name for one in other.folder.iterdir()] == [LOCK_NAME]


def test_a_server_that_goes_and_a_code_that_runs_out_while_one_joins(
    tmp_path: Path, first: FirstDesk, second: NewDesk
) -> None:
    """Two people take their time to compare; the roster names the new desk by the keys it had by then."""
    words, port = ("--data", str(tmp_path / "server")), free_port()
    log = tmp_path / "log"
    with serving(words, log, "--port", str(port)) as running:
        store = open_store(places_named(words))
        first.on_server(running.url, houses.new_code(store))
        code = first.code()
        second.knock(running.url, code)
        second.until(lambda: second.shown("join.digits"))
        _types_the_code_once_more(second, code)
        first.until(lambda: first.shown("enrol.door.digits"))
        first.press("enrol.door.next")
        first.until(lambda: first.shown("enrol.door.end"))
    second.press("join.next")
    second.until(lambda: second.shown("join.next"))
    assert "antwoordt niet" in second.said("join.message")
    with store.write() as connection:
        connection.execute(tables.join.delete())
    store.close()
    with serving(words, log, "--port", str(port)):
        second.press("join.next")
        second.until(lambda: "verlopen" in second.said("join.code.error"))
        first.press("enrol.door.next")
        first.settle()
        second.write("join.code", first.code("B. Tweede"))
        second.press("join.next")
        first.until(lambda: first.shown("enrol.door.digits"))
        assert "al op naam van A. Voorzitter (u)" in first.said("enrol.door.digits.message")
        first.press("enrol.door.next")
        first.until(lambda: first.shown("enrol.door.end"))
        second.press("join.next")
        second.until(lambda: second.entered)
        named = {device.user for device in first.asked(enrolled.devices)}
        assert named == {first.asked(lambda desk: desk.user)}
        second.end()
        first.line.close()


def _types_the_code_once_more(second: NewDesk, code: str) -> None:
    """Ten minutes after it knocked, the code is over for certain."""
    assert isinstance(second.window, JoinWindow)
    second.press("join.stop")
    second.window.guide.expiry.timeout.emit()
    second.press("join.back")
    assert "verlopen" in second.said("join.digits.message")
    assert "al op Ze zijn gelijk, laat dan dat apparaat intrekken" in second.said("join.digits.message")
    second.press("join.anew")
    second.write("join.code", code)
    second.press("join.next")
    second.until(lambda: second.shown("join.digits"))


def test_the_own_device_is_not_revoked_by_accident(first: FirstDesk, central: Central) -> None:
    first.on_server(central.url, central.new_code())
    assert first.devices.rows[0].me
    assert not first.shown("devices.revoke")
    assert not first.shown("devices.remove")
    ends: list[object] = []
    enrolling = LineEnrolling(first.line, first.tasks)
    own = (first.devices.rows[0].id,)
    enrolling.revoke(own, After.WIPE, lambda: ends.append("revoked"), ends.append, first.tasks)
    first.until(lambda: bool(ends))
    assert ends == [NotDone("", OWN_DEVICE)]


@pytest.mark.parametrize(
    "typed, good",
    [
        ("zvh.voorbeeld.nl", True),
        (" https://zvh.voorbeeld.nl:8443/ ", True),
        ("http://127.0.0.1:8000", True),
        ("http://zvh.voorbeeld.nl", False),
        ("https://", False),
        ("ftp://zvh.voorbeeld.nl", False),
        ("https://zvh.voorbeeld.nl/pad", False),
        ("https://naam:geheim@zvh.voorbeeld.nl", False),
        ("https://zvh.voorbeeld.nl:poort", False),
        ("", False),
        ("twee woorden", False),
        ("http://[::1", False),
    ],
)
def test_an_address(typed: str, *, good: bool) -> None:
    assert (wrong_address(typed) == "") is good
    if good:
        assert tidy_address(typed).startswith("http")


def free_port() -> int:
    """One that nobody listens at."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])
