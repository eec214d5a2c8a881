"""T9: a word in every text column of every table that travels, and who has the server finds none of them.

The life of a house is led there: founding, joining, revoking, recovery, destruction, and a server that is put
back from a backup. Not in its files, its tables, its log, its backups, its memory, on its lines; and not in
the folder of a desk.
"""

import base64
import re
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import httpx
import pytest
from sqlalchemy import select

from tests.agreeing.proof import sight
from tests.agreeing.proof.proxy import Proxy, Way
from tests.agreeing.servers import ENOUGH, in_this_process, places_named, serving
from tests.agreeing.serving.asking import REQUESTS
from tests.agreeing.serving.copies import Databases
from tests.agreeing.serving.houses import House
from tests.agreeing.sync.desks import Station, found, join, station
from tests.agreeing.sync.test_destroyed import second_admin
from tests.leak.canaries import canaries
from tests.leak.house import fill
from tests.leak.search import leaks
from tests.recording.state import state
from zvhdesk.domain.terms import Compartment
from zvhdesk.models.base import new_id
from zvhdesk.models.capture import CaptureSession
from zvhdesk.models.cases import Case
from zvhdesk.models.local import AccessEvent
from zvhdesk.services import destruction
from zvhdesk.sync import destroyed, keys, revoking
from zvhdesk.sync.server import Server
from zvhdesk.sync.steps import play
from zvhdesk.wire.messages import DestroyOrder, Signed
from zvhdesk.wire.roster import AfterRevoking
from zvhdesk.wire.signing import Purpose, sign
from zvhserver.app import system_clock
from zvhserver.cli.houses import new_code
from zvhserver.cli.main import main as zvhserver
from zvhserver.store.engine import open_store

WORDS = canaries()
PLANTED = {"planted": "Kanariëzonderkooi"}


@dataclass
class Life:
    """A house of canaries, each desk with a line that is listened to; `log` is the server's own."""

    databases: Databases
    folder: Path
    opened: ExitStack
    desks: list[Station] = field(default_factory=list)
    lines: list[Proxy] = field(default_factory=list)
    colleague: bytes = field(default_factory=lambda: bytes.fromhex(new_id()))
    memory: bytes = b""

    @property
    def log(self) -> Path:
        return self.folder / "of the server" / "log"

    def line(self, url: str) -> str:
        self.lines.append(self.opened.enter_context(Proxy(url)))
        return self.lines[-1].url

    def desk(self, url: str) -> Station:
        folder = self.folder / "desks" / f"{len(self.desks)}"
        self.desks.append(self.opened.enter_context(closing(station(folder, self.line(url)))))
        return self.desks[-1]

    def code(self) -> str:
        with closing(open_store(places_named(self.databases.words))) as store:
            return new_code(store)

    def led(self) -> None:
        """With a server in a process of its own, until it is lost and put back."""
        self.log.parent.mkdir()
        (self.folder / "desks").mkdir()
        with serving(self.databases.words, self.log) as running:
            self._begun(running.url)
            self._left_and_recovered(running.url)
            self._destroyed()
            self.databases.backup("before")
            first = self.desks[0]
            first.desk.change(_late_case, "case.create")
            first.exchange()
            self.memory = sight.memory(running.process.pid)
        with self._put_back() as url:
            for one in self.desks[:2]:
                one.server.close()
                one.server = Server(self.line(url))
                one.exchange()
            assert zvhserver(["restore", *self.databases.words, "--open", "--all"]) == 0
            assert [one.exchange().halt for one in self.desks[:2]] == [None, None]
            self._planted(url)

    def _begun(self, url: str) -> None:
        first, second = self.desk(url), self.desk(url)
        first.desk.change(lambda s: fill(s, first.desk.user), "house.setup")
        found(first, self.code())
        join(first, second, self.colleague)
        there = second.desk.read(state)
        assert there == first.desk.read(state), "all of it travelled"
        assert {name for name, word in WORDS.items() if word in str(there)} == set(WORDS)
        with first.server.news() as news:
            assert news is not None

    def _left_and_recovered(self, url: str) -> None:
        """A third desk joins and is revoked; the root, with both sheets, makes an admin of the second."""
        first, second, third = *self.desks, self.desk(url)
        join(first, third, bytes.fromhex(new_id()))
        play(revoking.revoke(first.me, third.me.dev, AfterRevoking.WIPE), first.desk, first.server)
        second.exchange()
        third.exchange()
        second_admin(first, self.colleague)
        first.exchange()
        second.exchange()

    def _destroyed(self) -> None:
        first, second = self.desks[:2]
        comp = first.desk.read(partial(keys.compartment_named, name=Compartment.REGULAR)) or b""
        case = first.desk.read(lambda s: s.scalars(select(Case.id)).one())
        for stream in first.desk.read(partial(destruction.streams_of, case_id=case)):
            of = partial(destroyed.order_for, house=first.me.house, comp=comp, stream=stream)
            order = first.desk.read(of).to_bytes()
            both = (first.me, second.me)
            sigs = [Signed(dev=me.dev, sig=sign(me.sign, Purpose.DESTROY, order)) for me in both]
            first.server.destroy(comp, bytes.fromhex(stream), DestroyOrder(order=order, sigs=sigs))
        for one in (first, second):
            one.exchange()
            assert one.desk.read(lambda s: s.get(Case, case)) is None

    @contextmanager
    def _put_back(self) -> Iterator[str]:
        before = self.databases.backups / "before"
        self.databases.put_back(before, before)
        assert zvhserver(["restore", *self.databases.words, "--begin", "--all"]) == 0
        store = open_store(places_named(self.databases.words))
        with in_this_process(store, ENOUGH, system_clock()) as at:
            yield str(at.client.base_url)

    def _planted(self, url: str) -> None:
        """Another house says a word that nobody sealed."""
        with httpx.Client(base_url=self.line(url), timeout=20) as client:
            house = House(client)
            house.found(self.code())
            assert house.writer.says(house.comp, PLANTED["planted"].encode()).status_code == 200
            assert house.reader.pull(house.comp).status_code == 200
        self.databases.backup("after")


def _late_case(session: CaptureSession) -> None:
    number, question = WORDS["case_.number"], WORDS["case_.question"]
    session.add(Case(stream_id=new_id(), number=number, question=question))


def test_who_has_the_server_finds_none_of_the_words(
    databases: Databases, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    assert len(WORDS) >= 50
    with ExitStack() as opened, caplog.at_level("INFO", "zvhserver"):
        seen = sight.Sight(databases)
        life = Life(databases, tmp_path, opened)
        life.led()
        places = seen.seen({**WORDS, **PLANTED})
        assert {name: which for name, which in places.items() if which - set(PLANTED)} == {}
        in_clear = {name for name, which in places.items() if which == set(PLANTED)}
        assert in_clear == ({"data", "backups"} | ({"wal", "tables"} if databases.cluster else set()))
        *lines, planted = ([bytes(line.heard[way]) for way in Way] for line in life.lines)
        assert not any(sight.seen_in(heard, WORDS) for line in lines for heard in line)
        assert all(sight.seen_in(heard, PLANTED) for heard in planted)
        logged = life.log.read_text() + "\n".join(record.getMessage() for record in caplog.records)
        asked = set(re.findall(r"\b([A-Z]+ /\S+) \d{3}", logged))
        assert asked == {row.split(" (")[0] for row in REQUESTS} - {"GET /health"}, "every road was taken"
        assert sight.seen_in(logged.encode(), {**WORDS, **PLANTED}) == set()
        assert b"zvhserver" in life.memory
        assert sight.seen_as_it_is(life.memory, WORDS) == set()
        _nobody_hears_who_looked(life)
    assert leaks(tmp_path / "desks", WORDS) == {}
    assert leaks(life.log.parent, WORDS) == {}, "what the server left where it may leave things"


def _nobody_hears_who_looked(life: Life) -> None:
    """The access log stays where it is: sending it is reserved (SYNC.md, Settled)."""
    first = life.desks[0]
    objects = {one.encode() for one in first.desk.read(lambda s: s.scalars(select(AccessEvent.object)).all())}
    heard = [sight.unveiled(bytes(line.heard[way])) for line in life.lines for way in Way]
    assert len(objects) > 1
    assert not [
        one for one in objects for data in heard if one in data or bytes.fromhex(one.decode()) in data
    ]


@pytest.mark.parametrize("form", ["utf-8", "utf-16-le"])
def test_a_word_in_base64_is_found(form: str) -> None:
    word = PLANTED["planted"].encode(form)
    assert sight.seen_in(b'{"ct":"' + base64.urlsafe_b64encode(b"x" + word).rstrip(b"=") + b'"}', PLANTED)
    assert sight.seen_as_it_is(b"\0" + word + b"\0", PLANTED)
