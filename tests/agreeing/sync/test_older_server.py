"""A server that is older than the desk: it does not know what is asked, and the desk says so."""

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from threading import Thread

import pytest
import uvicorn
from fastapi import APIRouter, FastAPI

from tests.agreeing.servers import ENOUGH
from tests.agreeing.sync.desks import TRUST, Station, found, station
from tests.worlds import small_house
from zvhdesk.domain.standing import Trouble
from zvhdesk.line.explaining import OF_AGAIN, not_done
from zvhdesk.line.standing import trouble_in, trouble_of
from zvhdesk.sync.exchange import Halt
from zvhdesk.sync.moving import make_again
from zvhdesk.sync.server import SaidNo, Server
from zvhdesk.sync.steps import play
from zvhdesk.ui.agreeing.words import TROUBLES
from zvhdesk.wire.messages import Why
from zvhdesk.wire.texts import Message
from zvhserver.acts.answers import Refusal
from zvhserver.app import create
from zvhserver.cli.houses import new_code
from zvhserver.cli.running import listening_at
from zvhserver.store import tables as t
from zvhserver.store.engine import Places, Store, open_store

Change = Callable[[FastAPI], None]


@contextmanager
def older(store: Store, change: Change) -> Iterator[str]:
    """The server as it is, with a part of it as it was before; its address."""
    app = create(store, ENOUGH)
    change(app)
    server, listening = (
        uvicorn.Server(uvicorn.Config(app, log_level="warning", access_log=False)),
        listening_at("127.0.0.1", 0),
    )
    thread = Thread(target=server.run, kwargs={"sockets": [listening]})
    thread.start()
    try:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(20)
        listening.close()


class _House(Message):
    code: str
    entries: list[dict[str, str]]


class _Restored(Message):
    items: list[dict[str, object]]


def _before_0017(app: FastAPI) -> None:
    """Neither a house that is made again nor a word of who was let in."""
    router = APIRouter()

    @router.post("/v1/houses")
    def found_it(message: _House) -> None:
        raise Refusal(Why.UNKNOWN)

    @router.post("/v1/c/{comp}/restore")
    def restore(comp: str, message: _Restored) -> None:
        raise Refusal(Why.UNKNOWN)

    app.router.routes[:0] = router.routes


def _without_heads(app: FastAPI) -> None:
    app.router.routes[:] = [one for one in app.routes if getattr(one, "path", "") != "/v1/heads"]


def _as_it_is(app: FastAPI) -> None:
    """Nothing is older in it."""
    assert app.routes


@pytest.fixture
def places(tmp_path: Path) -> Places:
    """Of a server with a house."""
    (tmp_path / "server").mkdir()
    return Places.in_folder(tmp_path / "server")


@pytest.fixture
def first(tmp_path: Path, places: Places) -> Iterator[Station]:
    """The desk of that house."""
    with closing(station(tmp_path / "a", "http://127.0.0.1:9")) as made:
        small_house(made.desk)
        store = open_store(places)
        with older(store, _as_it_is) as url:
            _at(made, url)
            found(made, new_code(store))
            made.exchange()
        yield made


def _at(one: Station, url: str) -> None:
    one.server.close()
    one.server = Server(url, TRUST)


def test_what_it_does_not_understand_halts_that_part_and_says_who_upgrades(
    first: Station, places: Places
) -> None:
    """A desk that was put out shows in each pass that it was let in: the server may have been lost."""
    store = open_store(places)
    with store.write() as connection:
        connection.execute(t.member.delete())
    with older(store, _before_0017) as url:
        _at(first, url)
        outcome = first.exchange()
    assert (outcome.halt, outcome.heard) == (Halt.OLD_SERVER, False)
    assert trouble_of(outcome) is Trouble.OLD_SERVER
    assert "bij te werken" in TROUBLES[Trouble.OLD_SERVER].then


def test_a_house_is_not_made_again_there_and_the_page_says_why(first: Station, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    empty = open_store(Places.in_folder(tmp_path / "empty"))
    with older(empty, _before_0017) as url:
        _at(first, url)
        with pytest.raises(SaidNo) as no:
            play(make_again(new_code(empty)), first.desk, first.server)
    assert no.value.why is Why.SHAPE
    assert "om hem bij te werken" in not_done(no.value, OF_AGAIN).sentence


def test_a_call_that_it_does_not_have_is_said_to_be_that(first: Station, places: Places) -> None:
    with older(open_store(places), _without_heads) as url:
        _at(first, url)
        with pytest.raises(SaidNo) as no:
            first.exchange()
    assert trouble_in(no.value) is Trouble.OLD_SERVER
