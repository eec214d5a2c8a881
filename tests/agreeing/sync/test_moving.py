"""The server at another address: what it must have before a desk goes there. Looking keeps nothing."""

import ssl
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from socket import create_server, socket

import pytest

from tests.agreeing.central import Central
from tests.agreeing.lying.shelf import Log, Row, Rows, Shelf
from tests.agreeing.sync.certificates import self_signed
from tests.agreeing.sync.desks import TRUST, Station
from tests.agreeing.sync.elsewhere import elsewhere
from tests.agreeing.sync.kept import Kept, Small
from zvhdesk.domain.refusing import Refusing
from zvhdesk.sync import rosters
from zvhdesk.sync.moving import NotOurs, look_there
from zvhdesk.sync.server import SaidNo, Server, Untrusted
from zvhdesk.sync.steps import play
from zvhdesk.wire.messages import Why


@dataclass(frozen=True)
class Moved:
    """A desk of an admin and one of a colleague, and another server of which a test says what it has."""

    desk: Station
    colleague: Station
    rows: Rows
    shelf: Shelf

    def look(self, rows: Rows, at: Station | None = None) -> bool:
        """What comes of a look at a server that has this."""
        self.shelf.put(rows)
        looks = at or self.desk
        return play(look_there(), looks.desk, looks.server)

    def refused(self, rows: Rows, at: Station | None = None) -> object:
        """The reason."""
        with pytest.raises(Refusing) as no:
            self.look(rows, at)
        return no.value.reason

    @property
    def longest(self) -> Log:
        """The history that has most."""
        comps = [row["id"] for row in self.rows["compartment"]]
        return max((Log(self.rows, comp) for comp in comps), key=lambda log: len(log.items))


@pytest.fixture
def moved(tmp_path: Path, pair: Kept[Small]) -> Iterator[Moved]:
    """Its rows were copied whole."""
    with elsewhere(tmp_path / "elders") as there:
        url = str(there.client.base_url)
        with pair.put_down(tmp_path, url, there.store) as (first, second):
            yield Moved(first, second, pair.rows, Shelf(there.store, pair.house))


def test_the_same_house_at_another_address(moved: Moved) -> None:
    assert moved.look(moved.rows) is False


def test_one_that_was_put_back_has_less(moved: Moved) -> None:
    log = moved.longest
    assert moved.look(log.told(log.items[:-1]).rows) is True
    assert moved.look({**moved.rows, "roster": moved.rows["roster"][:-1]}) is True
    assert moved.look({**moved.rows, "member": []}) is True


def test_the_server_of_another_house_is_refused_and_nothing_of_it_kept(moved: Moved) -> None:
    def of_roster(change: Callable[[list[Row]], list[Row]]) -> Rows:
        return {**moved.rows, "roster": change(moved.rows["roster"])}

    def known() -> int:
        return len(moved.desk.desk.read(rosters.entries))

    before = known()
    unknown = {**moved.rows, "device": []}
    assert moved.refused(unknown) is NotOurs.NEW, "an admin may make the house again there"
    assert moved.refused(unknown, moved.colleague) is NotOurs.STRANGER
    other = of_roster(lambda rows: [{**rows[0], "body": rows[0]["body"] + b" "}, *rows[1:]])
    assert moved.refused(other) is NotOurs.HOUSE
    more = of_roster(lambda rows: [*rows, {**rows[-1], "seq": rows[-1]["seq"] + 1}])
    assert moved.refused(more) is NotOurs.HOUSE
    assert known() == before


def test_another_history_is_refused(moved: Moved) -> None:
    log = moved.longest
    last = {**log.items[-1], "recv_ms": log.items[-1]["recv_ms"] + 1}
    assert moved.refused(log.told([*log.items[:-1], last]).rows) is NotOurs.HISTORY
    first = {**log.items[0], "recv_ms": log.items[0]["recv_ms"] + 1}
    assert moved.refused(log.told([first, *log.items[1:-1]]).rows) is NotOurs.HISTORY


def test_only_the_roster_says_that_a_device_was_revoked(moved: Moved) -> None:
    rows = [{**row, "active": False} for row in moved.rows["device"]]
    with pytest.raises(SaidNo) as no:
        moved.look({**moved.rows, "device": rows})
    assert no.value.why is Why.REVOKED


def test_a_certificate_that_is_not_trusted_is_told_apart(tmp_path: Path, central: Central) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(self_signed(tmp_path / "eigen.pem"))
    with create_server(("127.0.0.1", 0)) as listening:
        answering = threading.Thread(target=_shake_hands, args=(listening.accept, context))
        answering.start()
        server = Server(f"https://127.0.0.1:{listening.getsockname()[1]}", TRUST)
        with pytest.raises(Untrusted):
            server.heads()
        server.close()
        answering.join(20)


def _shake_hands(accept: Callable[[], tuple[socket, object]], context: ssl.SSLContext) -> None:
    caller, _address = accept()
    with caller, pytest.raises(ssl.SSLError):
        context.wrap_socket(caller, server_side=True)
