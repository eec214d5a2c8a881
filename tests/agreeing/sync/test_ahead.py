"""The page after this one: it comes while this one is written, and is what would have come in its turn."""

from collections.abc import Callable, Iterator
from contextlib import closing
from functools import partial
from pathlib import Path
from threading import Event, Thread
from typing import Any

import pytest

from tests.agreeing.central import Central
from tests.agreeing.sync.conftest import Two
from tests.agreeing.sync.kept import Kept, Small
from zvhdesk.domain.terms import Compartment
from zvhdesk.services.desk import Desk
from zvhdesk.sync import keys
from zvhdesk.sync.ahead import Ahead
from zvhdesk.sync.server import Server, Unreachable
from zvhdesk.sync.steps import at_desk, play, play_over

LIMIT = 3


@pytest.fixture
def two(pair: Kept[Small], central: Central, tmp_path: Path) -> Iterator[Two]:
    """Two desks of a house."""
    with pair.again(tmp_path, central) as (first, second):
        yield first, second, pair.about.case


def _comp(two: Two) -> bytes:
    comp = two[0].desk.read(partial(keys.compartment_named, name=Compartment.REGULAR))
    assert comp is not None
    return comp


@pytest.mark.parametrize("taken", [1, 2, LIMIT])
def test_it_begins_with_what_was_left_of_the_one_before(two: Two, taken: int) -> None:
    server, comp = two[0].server, _comp(two)
    first = server.pull(comp, 0, LIMIT)
    assert first.more
    ahead = Ahead(comp, first, LIMIT)
    ahead.ask(server)
    found = ahead.page(server, taken)
    again = server.pull(comp, taken, 2 * LIMIT - taken)
    assert (found.items, found.head, found.more) == (again.items, again.head, again.more)


def test_one_that_did_not_come_is_asked_for_in_its_turn(two: Two) -> None:
    server, comp = two[0].server, _comp(two)
    ahead = Ahead(comp, server.pull(comp, 0, LIMIT), LIMIT)
    with closing(Server("http://127.0.0.1:9")) as away:
        ahead.ask(away)
        with pytest.raises(Unreachable):
            ahead.page(away, LIMIT)
    assert ahead.page(server, LIMIT) == server.pull(comp, LIMIT, LIMIT)


def test_both_lanes_work_at_once_and_the_desk_is_always_waited_for(two: Two) -> None:
    """The desk is not ready before the other lane did its part: one after the other they would never end."""
    at, met, ready = two[0], Event(), list[str]()

    def write(desk: Desk) -> None:
        assert met.wait(30)
        ready.append(desk.device)

    def ask(fn: Callable[[Desk], Any]) -> Callable[[], Any]:
        thread = Thread(target=fn, args=(at.desk,))
        thread.start()
        return thread.join

    def breaks(server: Server) -> None:
        del server
        met.set()
        raise Unreachable("meanwhile")

    with pytest.raises(Unreachable):
        play_over(at_desk(write, breaks), ask, at.server)
    assert ready == [at.desk.device]


def test_on_one_thread_it_comes_first(two: Two) -> None:
    order: list[str] = []

    story = at_desk(lambda _desk: order.append("desk"), lambda _server: order.append("server"))
    play(story, two[0].desk, two[0].server)
    assert order == ["server", "desk"]
