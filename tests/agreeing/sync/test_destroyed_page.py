"""Vernietigde casussen, on the page of devices: what every desk knows of who carried out a destruction."""

from contextlib import closing
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QAbstractItemView, QLabel, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from tests.agreeing.central import Central
from tests.agreeing.enrolment.in_house import InHouse, named
from tests.agreeing.sync.conftest import Two
from tests.agreeing.sync.desks import join, station
from tests.agreeing.sync.test_receipts import ordered
from tests.pictures import keep
from tests.worlds import FixedClock
from zvhdesk.models.base import new_id
from zvhdesk.services import devices
from zvhdesk.services.clock import system_clock
from zvhdesk.sync import revoking
from zvhdesk.sync.acting import between_passes
from zvhdesk.sync.steps import play
from zvhdesk.wire.roster import AfterRevoking


class Looks(InHouse):
    """A desk at the page of devices."""

    def __init__(self, qtbot: QtBot, folder: Path, url: str, clock: FixedClock) -> None:
        super().__init__(qtbot, folder, url, clock)
        self.show_window()
        self.main.go("admin", "devices")
        self.settle()


def test_who_did_and_who_did_not_yet_and_who_never_will(
    qtbot: QtBot, two: Two, central: Central, tmp_path: Path
) -> None:
    first, second, _case = two
    for one in (first, second):
        one.clock.now = system_clock()
    named(first, second.me.dev, "B. Tweede")
    for one, label in ((first, "laptop kamer 2"), (second, "laptop notulist")):
        one.desk.change(partial(devices.name, device=one.desk.device, label=label), devices.NAME)
        one.exchange()
    with closing(station(tmp_path / "c", central.url)) as third:
        join(first, third, bytes.fromhex(new_id()))
        dev = third.me.dev
    ordered(two)
    second.exchange()
    play(
        between_passes(partial(revoking.revoke, dev=dev, after=AfterRevoking.WIPE)), first.desk, first.server
    )
    second.exchange()
    folder, url = second.desk.folder, second.server.address
    second.close()
    seen = Looks(qtbot, folder, url, second.clock)
    assert seen.shown("devices.destroyed")
    chosen = seen.find(QLabel, "devices.destroyed.chosen").text()
    assert chosen.startswith("Kenmerk ")
    rows = seen.find(QAbstractItemView, "devices.destroyed.answers").model()
    assert rows.rowCount() == 3
    card = seen.find(QWidget, "devices.destroyed.answers")
    seen.find(QScrollArea, "devices.all").ensureWidgetVisible(card)
    keep(seen.window, "vernietigde-casussen")
    seen.line.close()
    seen.tasks.close()
