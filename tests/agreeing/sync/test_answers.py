"""Answers that make no sense, or promise more without end: a pass ends all the same."""

import socket
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from tests.agreeing.central import Central
from tests.agreeing.sync.desks import Station, found, join, station
from tests.agreeing.sync.playing import played
from tests.worlds import small_house
from zvhdesk.models.base import new_id
from zvhdesk.sync.exchange import Halt, Outcome, exchange
from zvhdesk.sync.server import Server, Unreachable
from zvhdesk.wire.envelope import NO_STREAM, START, Header, Kind, signed
from zvhdesk.wire.messages import DestroyedPage, Heads, RosterPage, StreamKeyPage

ENDLESS = StreamKeyPage | RosterPage | DestroyedPage
ID = b"i" * 16


@pytest.fixture
def newcomer(central: Central, tmp_path: Path) -> Iterator[Station]:
    """A desk that was let in, and heard of nothing yet."""
    with (
        closing(station(tmp_path / "a", central.url)) as first,
        closing(station(tmp_path / "b", central.url)) as second,
    ):
        small_house(first.desk)
        found(first, central.new_code())
        join(first, second, bytes.fromhex(new_id()), take=False)
        yield second


def test_a_newcomer_that_is_given_no_key_says_so(newcomer: Station) -> None:
    """The server says that it is in no compartment: there is nothing to ask a key of."""

    def hides(_name: str, result: object) -> object:
        return result.model_copy(update={"comps": []}) if isinstance(result, Heads) else result

    assert played(exchange(), newcomer, hides) == Outcome(halt=Halt.NO_KEY)
    assert newcomer.exchange() == Outcome(), "the server is honest again"


def test_more_that_never_comes_is_not_waited_for(newcomer: Station) -> None:
    calls, secrets = list[str](), list[StreamKeyPage]()

    def heard(name: str, result: object) -> object:
        calls.append(name)
        if isinstance(result, StreamKeyPage):
            # The first of them again, for ever.
            secrets.append(result)
            result = secrets[0]
        assert len(calls) < 50, "the pass does not end"
        if isinstance(result, Heads):
            comps = [one.model_copy(update={"destroyed": 9}) for one in result.comps]
            return result.model_copy(update={"link": b"x" * 32, "comps": comps})
        return result.model_copy(update={"more": True}) if isinstance(result, ENDLESS) else result

    assert played(exchange(), newcomer, heard).halt is None
    assert {"roster", "secrets", "destroyed"} <= set(calls)


def test_receipts_of_something_else_are_no_answer() -> None:
    """What was handed in would be handed in again and again."""
    header = Header(Kind.OPS, ID, ID, NO_STREAM, 1, ID, ID, 1, START, 0, START)
    envelope = signed(header, b"ct", Ed25519PrivateKey.generate())
    with socket.create_server(("127.0.0.1", 0)) as listening:
        thread = threading.Thread(target=_says, args=(listening, b'{"receipts": []}'))
        thread.start()
        address = f"http://127.0.0.1:{listening.getsockname()[1]}"
        with closing(Server(address)) as server, pytest.raises(Unreachable):
            server.push(ID, [envelope])
        thread.join(20)


def _says(listening: socket.socket, body: bytes) -> None:
    """Take one call, and answer it with that."""
    taken, _ = listening.accept()
    with taken:
        taken.recv(65536)
        taken.sendall(
            b"HTTP/1.1 200 OK\r\ncontent-length: %d\r\nconnection: close\r\n\r\n" % len(body) + body
        )
        while taken.recv(65536):
            pass
