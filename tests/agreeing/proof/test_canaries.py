"""T9: a word in every text column of every table that travels, and who has the server finds none of them.

Not in its files, its tables, its log, on its lines; and not in the folder of a desk.
"""

import base64
from contextlib import ExitStack, closing
from pathlib import Path

import httpx
import pytest

from tests.agreeing.conftest import Running, places_named
from tests.agreeing.proof import sight
from tests.agreeing.proof.proxy import Proxy, Way
from tests.agreeing.serving.houses import House
from tests.agreeing.sync.desks import found, join, station
from tests.leak.canaries import canaries
from tests.leak.house import fill
from tests.leak.search import files, leaks
from tests.recording.state import state
from zvhdesk.models.base import new_id
from zvhserver.cli.houses import new_code
from zvhserver.store.engine import Store

WORDS = canaries()
PLANTED = {"planted": "Kanariëzonderkooi"}


def test_who_has_the_server_finds_none_of_the_words(server: Running, store: Store, tmp_path: Path) -> None:
    assert len(WORDS) >= 50
    with ExitStack() as opened:
        lines = [opened.enter_context(Proxy(server.url)) for _ in range(2)]
        first, second = (
            opened.enter_context(closing(station(tmp_path / f"desk-{at}", line.url)))
            for at, line in enumerate(lines)
        )
        first.desk.change(lambda s: fill(s, first.desk.user), "house.setup")
        found(first, new_code(store))
        join(first, second, bytes.fromhex(new_id()))
        heard = [bytes(line.heard[way]) for line in lines for way in Way]
        assert all(len(one) > 1000 for one in heard)
        assert b"content-encoding" not in b"".join(heard).lower()
        for one in heard:
            assert sight.seen_in(one, WORDS) == set()
        assert seen_at(server, WORDS) == {}
        assert leaks(tmp_path, WORDS) == {}
        there = second.desk.read(state)
        assert there == first.desk.read(state), "all of it travelled"
        assert {name for name, word in WORDS.items() if word in str(there)} == set(WORDS)


def test_a_word_in_the_clear_would_be_found(server: Running, store: Store) -> None:
    """Sealed by nobody: on the line and in the server's tables it stands as it is."""
    word = PLANTED["planted"]
    with Proxy(server.url) as line, httpx.Client(base_url=line.url, timeout=20) as client:
        house = House(client)
        house.found(new_code(store))
        assert house.writer.says(house.comp, word.encode()).status_code == 200
        assert house.reader.pull(house.comp).status_code == 200
        for way in Way:
            assert sight.seen_in(bytes(line.heard[way]), PLANTED) == set(PLANTED), way
    assert seen_at(server, PLANTED).keys() & {"tables", "server.db", "server.db-wal"}


@pytest.mark.parametrize("form", ["utf-8", "utf-16-le"])
def test_a_word_in_base64_is_found(form: str) -> None:
    word = PLANTED["planted"].encode(form)
    assert sight.seen_in(b'{"ct":"' + base64.urlsafe_b64encode(b"x" + word).rstrip(b"=") + b'"}', PLANTED)


def seen_at(server: Running, words: dict[str, str]) -> dict[str, set[str]]:
    """Where at the server: in a file, in the log, in the tables of PostgreSQL."""
    places = {"log": server.log.read_bytes()}
    if server.is_postgres:
        at = places_named(server.places)
        places["tables"] = sight.dump(at.main) + sight.dump(at.keys)
    else:
        places |= {file.name: file.read_bytes() for file in files(Path(server.places[1]))}
    assert len(places["log"]) > 0
    seen = {name: sight.seen_in(data, words) for name, data in places.items()}
    return {name: which for name, which in seen.items() if which}
