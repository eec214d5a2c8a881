"""A desk that ends hangs up: whatever its network lane waits for ends at once, in real threads."""

import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import httpcore
import pytest

from tests.agreeing.central import Central
from tests.agreeing.sync.desks import Station, found, station
from tests.worlds import small_house
from zvhdesk.sync.server import Server, Unreachable
from zvhdesk.sync.sockets import Sockets

AT_ONCE = 5
"""Seconds within which a thread must have ended: a call by itself waits for eight, or twenty."""


@dataclass
class Mute:
    """A machine that takes connections and never says a word; or, when full, does not even take them."""

    listening: socket.socket
    scheme: str = "http"

    @property
    def url(self) -> str:
        return f"{self.scheme}://127.0.0.1:{self.listening.getsockname()[1]}"


class Held(Sockets):
    """Says when it has a socket, which is not connected yet."""

    def __init__(self) -> None:
        super().__init__()
        self.there = threading.Event()

    def hold(self, made: socket.socket) -> None:
        super().hold(made)
        self.there.set()


@pytest.fixture
def mute() -> Iterator[Mute]:
    with closing(socket.create_server(("127.0.0.1", 0), backlog=0)) as made:
        yield Mute(made)


@pytest.fixture
def at(central: Central, tmp_path: Path) -> Iterator[Station]:
    """The first desk of a house, logged in."""
    with closing(station(tmp_path / "desk", central.url)) as made:
        small_house(made.desk)
        found(made, central.new_code())
        made.exchange()
        yield made


def ends(call: Callable[[], object], server: Server, waits: Callable[[], object]) -> None:
    """Once `waits` came back the call stands still in its thread; it ends when the desk hangs up."""
    seen: list[BaseException] = []

    def run() -> None:
        try:
            call()
        except Unreachable as error:
            seen.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    waits()
    server.hang_up()
    thread.join(AT_ONCE)
    assert not thread.is_alive()
    assert [type(one) for one in seen] == [Unreachable]
    server.close()


def test_who_listens_for_news_is_let_go(at: Station) -> None:
    heard = threading.Event()

    def listen() -> None:
        with at.server.news() as news:
            heard.set()
            for _ in news:
                pass

    ends(listen, at.server, lambda: heard.wait(20))


def test_a_call_that_gets_no_answer_ends(mute: Mute) -> None:
    taken: list[socket.socket] = []
    server = Server(mute.url)
    ends(lambda: server.roster(0), server, lambda: taken.append(_asked(mute)))
    taken[0].close()


def test_a_call_that_is_shaking_hands_ends(mute: Mute) -> None:
    """TLS waits for the other side's first word."""
    taken: list[socket.socket] = []
    mute.scheme = "https"
    server = Server(mute.url, ssl.create_default_context())
    ends(lambda: server.roster(0), server, lambda: taken.append(_asked(mute)))
    taken[0].close()


def test_a_connection_that_is_not_taken_ends(mute: Mute) -> None:
    """As when the line to the office is down: nobody answers, and nobody says that there is nobody."""
    crowd = [_knocking(mute) for _ in range(4)]
    sockets, seen = Held(), list[str]()

    def connect() -> None:
        try:
            host, port = mute.listening.getsockname()
            sockets.connect_tcp(host, port, timeout=60)
        except httpcore.ConnectError as error:
            seen.append(type(error).__name__)

    thread = threading.Thread(target=connect)
    thread.start()
    assert sockets.there.wait(20)
    sockets.cut()
    thread.join(AT_ONCE)
    assert not thread.is_alive()
    assert seen == ["ConnectError"]
    for one in crowd:
        one.close()


class CutOnceHeld(Sockets):
    """Cut by another thread just before the connection is begun: nothing tells the socket of it."""

    def hold(self, made: socket.socket) -> None:
        super().hold(made)
        self.cut()


def test_one_that_was_cut_before_it_began_is_not_waited_for(mute: Mute) -> None:
    crowd = [_knocking(mute) for _ in range(4)]
    host, port = mute.listening.getsockname()
    with pytest.raises(httpcore.ConnectError):
        CutOnceHeld().connect_tcp(host, port, timeout=2)
    for one in crowd:
        one.close()


def test_after_that_no_call_is_made(at: Station) -> None:
    at.server.hang_up()
    for call in (lambda: at.server.roster(0), lambda: at.server.log_in(at.me), at.exchange):
        with pytest.raises(Unreachable):
            call()


def _asked(mute: Mute) -> socket.socket:
    """The other end of the call, which has said its first word."""
    taken, _ = mute.listening.accept()
    assert taken.recv(1)
    return taken


def _knocking(mute: Mute) -> socket.socket:
    made = socket.socket()
    made.setblocking(False)
    made.connect_ex(mute.listening.getsockname())
    return made
