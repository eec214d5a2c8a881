"""The line of a desk to a real server, as the window has it."""

import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.agreeing.central import Central
from tests.agreeing.line.conftest import House
from tests.agreeing.line.joined import Joined
from tests.agreeing.servers import places_named, serving
from tests.agreeing.sync.desks import found, station
from tests.worlds import small_house
from zvhdesk.domain.lease import LeaseState
from zvhdesk.domain.standing import Stand, Standing, Trouble
from zvhdesk.line.connecting import LineConnecting
from zvhdesk.line.duties import Duties
from zvhdesk.models.agreeing import CompartmentState, OwnSecret
from zvhdesk.services import lease
from zvhdesk.sync import joining
from zvhdesk.sync.checking import Wrong
from zvhdesk.sync.server import SaidNo, Unreachable
from zvhdesk.sync.steps import Story, at_desk, at_server
from zvhdesk.ui.agreeing.connecting import NotReached
from zvhdesk.wire.messages import No, Why
from zvhserver.cli import houses
from zvhserver.store.engine import open_store

Opens = Callable[[Path, str], Joined]


def test_what_one_commits_the_other_sees_by_itself(house: House, central: Central, opened: Opens) -> None:
    chair, notes = (opened(folder, central.url) for folder in house.folders)
    heard: list[object] = []
    chair.begin()
    notes.begin()
    notes.tasks.changed.connect(heard.append)
    chair.write(house.case, "Wie belt de school?")
    notes.until(lambda: bool(heard))
    assert notes.question(house.case) == "Wie belt de school?"
    chair.until(lambda: chair.line.standing.stand is Stand.UP_TO_DATE)
    # And back: hearing costs no pass of one's own, writing does.
    notes.write(house.case, "De leerplichtambtenaar belt.")
    chair.until(lambda: chair.question(house.case) == "De leerplichtambtenaar belt.")


def test_a_house_without_a_server_stands_alone(house: House, opened: Opens) -> None:
    desk = opened(house.folders[0], "")
    desk.line.begin()
    desk.write(house.case, "Zonder server")
    assert desk.line.standing == Standing()
    assert desk.line.standing.stand is Stand.ALONE
    failed: list[object] = []
    desk.line.play(lambda: joining.invite("A"), lambda _none: None, failed.append)
    assert isinstance(failed[0], Unreachable)


def test_a_server_that_goes_and_comes_back(tmp_path: Path, opened: Opens) -> None:
    """Work goes on; what waits is counted; the time is that of the first failure; then it goes by itself."""
    words, port = ("--data", str(tmp_path / "server")), _free_port()
    first = station(tmp_path / "first", f"http://127.0.0.1:{port}")
    case = small_house(first.desk).case_id
    with serving(words, tmp_path / "log", "--port", str(port)):
        store = open_store(places_named(words))
        found(first, houses.new_code(store))
        store.close()
        first.exchange()
    first.close()
    desk = opened(first.desk.folder, first.server.address)
    desk.line.begin()
    desk.until(lambda: desk.line.standing.stand is Stand.OFFLINE)
    since = desk.line.standing.offline_since
    desk.clock.forward(minutes=3)
    desk.write(case, "Onderweg geschreven")
    desk.until(lambda: desk.line.standing.waiting == 1)
    desk.line.look_now()
    desk.write(case, "Onderweg herschreven")
    desk.until(lambda: desk.line.standing.waiting == 2)
    assert desk.line.standing.stand is Stand.OFFLINE
    assert since is not None
    assert desk.line.standing.offline_since == since < desk.clock.now
    with serving(words, tmp_path / "log", "--port", str(port)):
        desk.line.look_now()
        desk.until(lambda: desk.line.standing.stand is Stand.UP_TO_DATE)
        assert desk.line.standing.waiting == 0
        assert desk.line.standing.last_contact == desk.clock.now
        desk.line.close()


def test_a_server_that_is_too_busy_is_there(house: House, opened: Opens) -> None:
    for folder, status, why in zip(house.folders, (503, 429), (Why.BUSY, Why.OFTEN), strict=True):
        with _too_busy(status, why) as url:
            desk = opened(folder, url)
            desk.line.begin()
            desk.until(lambda desk=desk: desk.line.standing.stand is Stand.BUSY)  # type: ignore[misc]
            standing = desk.line.standing
            assert standing.offline_since is None
            assert standing.again is not None
            assert timedelta() <= standing.again - desk.clock.now.replace(second=0) <= timedelta(minutes=1)
            desk.line.close()


def test_a_server_that_answers_wrongly_is_warned_of_and_locks(
    house: House, central: Central, opened: Opens
) -> None:
    """It answers every minute, and what was destroyed elsewhere is not heard all the same."""
    desk = opened(house.folders[0], central.url)
    desk.asked(lambda there: there.keep(_stop_all))
    duties = Duties(desk.line, desk.tasks, desk.line)
    locked: list[bool] = []
    duties.locked.connect(lambda: locked.append(True))
    desk.begin()
    for days, state in ((24, LeaseState.WARN), (8, LeaseState.LOCKED)):
        assert not locked
        desk.clock.forward(days=days)
        desk.line.look_now()
        desk.until(lambda state=state: _leased(desk) is state)  # type: ignore[misc]
        assert desk.line.standing.trouble is Trouble.HISTORY
    assert locked == [True]
    said: list[NotReached | None] = []
    connecting = LineConnecting(desk.line, desk.tasks)
    connecting.connect(lambda: said.append(None), said.append)
    desk.until(lambda: bool(said))
    assert said[0] is not None
    assert said[0].sentence.startswith("De server antwoordt, maar geeft iets anders")


def test_a_refusal_is_warned_of(house: House, opened: Opens) -> None:
    with _too_busy(400, Why.VERSION) as url:
        desk = opened(house.folders[0], url)
        desk.asked(lease.look)
        desk.clock.forward(days=25)
        desk.line.begin()
        desk.until(lambda: desk.line.standing.lease is not None)
        assert desk.line.standing.trouble is Trouble.TOO_OLD
        desk.line.close()


def test_closing_does_not_wait_for_the_server(house: House, central: Central, opened: Opens) -> None:
    desk = opened(house.folders[0], central.url)
    desk.begin()
    desk.line.close()
    passed: list[object] = []
    desk.line.passed.connect(passed.append)
    desk.write(house.case, "Na het ophangen")
    desk.line.look_now()
    desk.settle()
    assert not passed


def test_a_story_says_how_it_ended(house: House, central: Central, opened: Opens) -> None:
    desk = opened(house.folders[0], central.url)
    desk.begin()
    ended: list[object] = []

    def story() -> Story[str]:
        yield from joining.invite("ABCDEFGHJKLM")
        return (yield from at_desk(lambda there: there.device))

    desk.line.play(story, ended.append, ended.append)
    desk.until(lambda: len(ended) == 1)
    assert ended == [house.devices[0]]

    def refused() -> Story[None]:
        # A compartment that is not this house's.
        yield from at_server(lambda server: server.pull(b"0" * 16, 0, 1))

    desk.line.play(refused, ended.append, ended.append)
    desk.until(lambda: len(ended) == 2)
    assert isinstance(ended[1], SaidNo)


def test_a_bug_in_a_pass_is_told_once(house: House, central: Central, opened: Opens) -> None:
    desk = opened(house.folders[0], central.url)
    # A signing key that is none, of a disk that went bad.
    desk.asked(lambda there: there.keep(lambda s: s.merge(OwnSecret(name="sign", value=b"none"))))
    desk.line.begin()
    desk.qtbot.waitUntil(lambda: len(desk.bugs) == 1, timeout=20_000)
    assert desk.line.standing.trouble is Trouble.BROKEN
    told, desk.bugs[:] = len(desk.bugs), []
    desk.write(house.case, "Er wordt doorgewerkt")
    # Counted a good while after a pass would have begun.
    desk.until(lambda: desk.line.standing.waiting == 1)
    assert (told, desk.bugs) == (1, [])
    desk.line.look_now()
    desk.qtbot.waitUntil(lambda: len(desk.bugs) == 1, timeout=20_000)


def _leased(desk: Joined) -> LeaseState | None:
    """How it stands with the lease by a pass of now."""
    standing = desk.line.standing
    return standing.lease.state if standing.lease and standing.last_contact == desk.clock.now else None


def _stop_all(session: Session) -> None:
    for state in session.scalars(select(CompartmentState)):
        state.stopped = Wrong.CHAIN.value


@contextmanager
def _too_busy(status: int, why: Why) -> Iterator[str]:
    """A server that says so to every call; its address."""
    said = No(why=why).model_dump_json().encode()

    class Answers(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["content-length"]))
            self.send_response(status)
            self.send_header("content-length", str(len(said)))
            self.end_headers()
            self.wfile.write(said)

        def log_message(self, *_: object) -> None:
            """Nothing on the screen of the tests."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Answers) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def _free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])
