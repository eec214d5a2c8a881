"""News: a desk hears that there is more, also from another process, and nothing of what is not its own."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
from typing import Any

import httpx
import pytest

from tests.agreeing.servers import Here, Running, places_named, serving
from tests.agreeing.serving.houses import Dev, House
from zvhdesk.wire import limits
from zvhdesk.wire.encoding import to_text
from zvhdesk.wire.messages import BEAT_HEADER
from zvhdesk.wire.roster import AfterRevoking, Revoke
from zvhserver.cli.houses import new_code
from zvhserver.store.engine import open_store


class Heard:
    """What this device hears, in its order. It listens from the moment this exists."""

    def __init__(self, answer: httpx.Response) -> None:
        self._lines = answer.iter_lines()
        self.beat = answer.headers[BEAT_HEADER]
        assert next(self._lines) == ": here"

    def word(self) -> str:
        """The next word, news or not."""
        return next(line for line in self._lines if line)

    def next(self) -> dict[str, Any]:
        """The next news; waits for it. Raises StopIteration when the server ended it."""
        line = next(line for line in self._lines if line.startswith("data: "))
        made: dict[str, Any] = json.loads(line.removeprefix("data: "))
        return made


@contextmanager
def listening(url: str, dev: Dev) -> Iterator[Heard]:
    with (
        httpx.Client(base_url=url, timeout=30) as client,
        client.stream("GET", "/v1/events", headers=dev.headers) as answer,
    ):
        assert answer.headers["content-type"] == "text/event-stream; charset=utf-8"
        yield Heard(answer)


def test_a_member_hears_and_who_is_none_does_not(house: House, server: Running) -> None:
    with listening(server.url, house.reader) as member, listening(server.url, house.outsider) as other:
        house.writer.says(house.comp)
        assert member.next() == {"c": to_text(house.comp), "head_seq": 4}
        # Its news end when it is revoked, and there were none: however late each word came to it.
        entry = house.entry(Revoke(house.outsider.id, AfterRevoking.KEEP), house.admin)
        assert house.admin.call("POST", "/v1/roster", {"entries": [entry]}).status_code == 201
        house.writer.says(house.comp)
        assert next(iter(other.next, None), "ended") == "ended"


def test_a_revoked_device_hears_no_more(house: House, server: Running) -> None:
    with listening(server.url, house.reader) as heard:
        entry = house.entry(Revoke(house.reader.id, AfterRevoking.KEEP), house.admin)
        assert house.admin.call("POST", "/v1/roster", {"entries": [entry]}).status_code == 201
        house.writer.says(house.comp)
        assert next(iter(heard.next, None), "ended") == "ended"


@pytest.mark.parametrize("new_places", ["postgresql"], indirect=True)
def test_what_comes_in_at_one_process_is_heard_at_another(house: House, server: Running) -> None:
    with serving(server.places, server.log) as second, listening(second.url, house.reader) as heard:
        house.writer.says(house.comp)
        assert heard.next()["head_seq"] == 4


def test_a_server_that_stops_ends_them(new_places: Callable[[], tuple[str, ...]], tmp_path: Path) -> None:
    """And it does not wait for them."""
    places, log = new_places(), tmp_path / "log"
    with serving(places, log) as running, httpx.Client(base_url=running.url, timeout=20) as client:
        store, house = open_store(places_named(places)), House(client)
        assert house.found(new_code(store)).status_code == 201
        store.close()
        with listening(running.url, house.admin) as last:
            running.process.terminate()
            assert next(iter(last.next, None), "ended") == "ended"
        running.process.wait(20)
    assert "ERROR" not in log.read_text(), "it stopped without cutting anything off"


def test_who_may_listen_no_more_is_let_go_though_nothing_happens(here: Callable[..., Here]) -> None:
    """Its token ended: no news tells that."""
    at = here(beat_seconds=0.02)
    house = at.house()
    with listening(str(at.client.base_url), house.reader) as heard:
        heard.word()
        at.now_ms += (limits.TOKEN_MINUTES + 1) * 60_000
        assert next(iter(heard.next, None), "ended") == "ended"


def test_who_waits_hears_a_word_in_time_however_much_happens_to_others(
    here: Callable[..., Here],
) -> None:
    """A desk takes silence for a cut: on a busy server there is none either."""
    at = here(beat_seconds=0.2)
    house = at.house()
    with listening(str(at.client.base_url), house.outsider) as heard:
        assert heard.beat == "0.2"
        words = Thread(target=heard.word, daemon=True)
        words.start()
        for _ in range(400):
            house.writer.says(house.comp)
            if not words.is_alive():
                break
        assert not words.is_alive(), "a word between four hundred that are not for this desk"
