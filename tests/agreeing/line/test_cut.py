"""A line that is cut without a word, or comes back: seen by the silence of the server, and by asking it.

Nothing here may depend on how fast this machine is. Without the rules a desk waits for its own twenty seconds
of patience, twice, or for the pass of the next minute: longer than these tests wait.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.agreeing.central import Central
from tests.agreeing.line.conftest import House
from tests.agreeing.line.joined import Joined
from tests.agreeing.proof.proxy import Proxy, Way
from tests.agreeing.servers import ENOUGH, in_this_process, places_named
from tests.agreeing.sync.desks import found, station
from tests.worlds import small_house
from zvhdesk.domain.standing import Stand, Standing
from zvhdesk.models.cases import Case
from zvhserver.app import system_clock
from zvhserver.cli import houses
from zvhserver.store.engine import open_store

Opens = Callable[[Path, str], Joined]
BEAT_SECONDS = 0.2


@pytest.fixture
def brisk(tmp_path: Path) -> Iterator[str]:
    """A server that speaks five times a second, and a desk at `tmp_path / "desk"` that made a house there."""
    (tmp_path / "server").mkdir()
    store = open_store(places_named(("--data", str(tmp_path / "server"))))
    with in_this_process(store, ENOUGH, system_clock(), BEAT_SECONDS, keep_alive=75) as here:
        first = station(tmp_path / "desk", str(here.client.base_url))
        small_house(first.desk)
        found(first, houses.new_code(store))
        first.exchange()
        first.close()
        yield first.server.address


@pytest.fixture
def proxy(brisk: str) -> Iterator[Proxy]:
    """The line to it."""
    with Proxy(brisk) as made:
        yield made


@pytest.fixture
def listening(tmp_path: Path, proxy: Proxy, opened: Opens) -> Joined:
    """The desk, while it hears the server."""
    desk = opened(tmp_path / "desk", proxy.url)
    desk.begin()
    desk.until(lambda: proxy.heard[Way.IN].count(b": here") > 2)
    assert desk.line.standing.stand is Stand.UP_TO_DATE
    return desk


def test_a_cut_that_nobody_tells_of_is_seen_by_the_silence(listening: Joined, proxy: Proxy) -> None:
    proxy.pause()
    listening.until(lambda: listening.line.standing.stand is Stand.OFFLINE)
    proxy.heal()
    listening.until(lambda: listening.line.standing.stand is Stand.UP_TO_DATE)


def test_what_comes_in_no_more_is_seen_too(listening: Joined, proxy: Proxy) -> None:
    """The server still hears the desk, and no word of it comes back."""
    proxy.cut(Way.IN)
    listening.until(lambda: listening.line.standing.stand is Stand.OFFLINE)
    proxy.heal()
    listening.until(lambda: listening.line.standing.stand is Stand.UP_TO_DATE)


def test_a_call_that_waits_for_an_answer_is_let_go(listening: Joined, proxy: Proxy) -> None:
    asked = proxy.heard[Way.OUT].count(b"GET /v1/heads")
    proxy.pause()
    listening.line.look_now()
    listening.until(lambda: proxy.heard[Way.OUT].count(b"GET /v1/heads") > asked)
    listening.until(lambda: listening.line.standing.stand is Stand.OFFLINE)
    assert listening.line.standing.waiting == 0


def test_what_goes_out_and_is_lost_is_seen_though_words_come_in(listening: Joined, proxy: Proxy) -> None:
    """The call by itself would wait for twenty seconds."""
    proxy.cut(Way.OUT)
    _somebody_writes(listening, "aan tafel")
    began = proxy.heard[Way.IN].count(b": here")
    listening.qtbot.waitUntil(lambda: listening.line.standing.stand is Stand.OFFLINE, timeout=15_000)
    assert proxy.heard[Way.IN].count(b": here") > began
    assert listening.line.standing.waiting == 1
    proxy.heal()
    listening.until(lambda: listening.line.standing.stand is Stand.UP_TO_DATE)


def test_a_server_that_takes_its_time_is_asked_beside_and_waited_for(
    listening: Joined, proxy: Proxy, tmp_path: Path
) -> None:
    """It holds the call up, and says so to who asks: nothing is let go, and nothing is sent twice."""
    said: list[Standing] = []
    listening.line.standing_changed.connect(said.append)
    with _held_up(tmp_path / "server"):
        _somebody_writes(listening, "aan tafel")
        listening.until(lambda: proxy.heard[Way.OUT].count(b"GET /health") > 2)
        assert _pushed(proxy) == 1
    listening.until(lambda: any(one.waiting for one in said) and said[-1].waiting == 0)
    assert [one.offline_since for one in said if one.offline_since is not None] == []
    assert _pushed(proxy) == 1


def test_a_call_that_takes_much_with_it_is_left_to_its_own_patience(
    listening: Joined, proxy: Proxy, tmp_path: Path
) -> None:
    """On a slow line that is still on its way, and a greeting stands in the line behind it."""
    with _held_up(tmp_path / "server"):
        _somebody_writes(listening, "".join(f"{number:x} " for number in range(30_000)))
        listening.until(lambda: _pushed(proxy) == 1)
        began = proxy.heard[Way.IN].count(b": here")
        listening.until(lambda: proxy.heard[Way.IN].count(b": here") > began + 10)
        assert proxy.heard[Way.OUT].count(b"GET /health") == 0
    listening.until(lambda: listening.line.standing.waiting == 0)


def _somebody_writes(desk: Joined, text: str) -> None:
    """And a pass begins by itself."""
    desk.write(desk.asked(lambda one: one.read(lambda s: s.query(Case).one().id)), text)


def _pushed(proxy: Proxy) -> int:
    return proxy.heard[Way.OUT].count(b"/env HTTP/1.1")


@contextmanager
def _held_up(server: Path) -> Iterator[None]:
    """Nothing is written there, by whoever asks; it is read, and who listens hears its words."""
    store = open_store(places_named(("--data", str(server))))
    with store.write():
        yield
    store.close()


def test_a_hint_of_the_network_is_no_truth(house: House, central: Central, opened: Opens) -> None:
    """The server may be in the same building: it is asked, and as long as it answers nothing else is said."""
    desk = opened(house.folders[0], central.url)
    desk.begin()
    said: list[Standing] = []
    desk.line.standing_changed.connect(said.append)
    for _ in range(3):
        with desk.qtbot.waitSignal(desk.line.passed, timeout=20_000):
            desk.line.doubt()
    assert [one.offline_since for one in said if one.offline_since is not None] == []


def test_a_hint_that_is_true_is_seen_at_once(house: House, central: Central, opened: Opens) -> None:
    with Proxy(central.url) as proxy:
        desk = opened(house.folders[0], proxy.url)
        desk.begin()
        asked = proxy.heard[Way.OUT].count(b"GET /health")
        proxy.pause()
        desk.line.doubt()
        desk.until(lambda: proxy.heard[Way.OUT].count(b"GET /health") > asked)
        desk.until(lambda: desk.line.standing.stand is Stand.OFFLINE)
        proxy.heal()
        desk.line.doubt()
        desk.until(lambda: desk.line.standing.stand is Stand.UP_TO_DATE)
        desk.line.close()
