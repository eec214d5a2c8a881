"""A house that has been through much and whose server is lost with all its files; and an empty one."""

import shlex
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from shutil import copytree

from sqlalchemy import select

from tests.agreeing.servers import ENOUGH, Running, in_this_process, places_named, serving
from tests.agreeing.serving.copies import TEXT, Databases, block
from tests.agreeing.sync.desks import TRUST, Station, found, goal, join, station, write
from tests.agreeing.sync.test_apart import CTER, case, cter_station, join_apart
from tests.agreeing.sync.test_destroyed import second_admin
from tests.worlds import KEY, FixedClock, small_house
from zvhdesk.domain.terms import Compartment
from zvhdesk.models.base import new_id
from zvhdesk.models.capture import CaptureSession
from zvhdesk.models.cases import Case, Goal
from zvhdesk.services import destruction
from zvhdesk.services.desk import Desk
from zvhdesk.sync import apart, destroyed, joining, keys, revoking
from zvhdesk.sync.exchange import Halt, Outcome
from zvhdesk.sync.moving import make_again
from zvhdesk.sync.server import SaidNo, Server
from zvhdesk.sync.steps import play
from zvhdesk.wire.destroying import Order
from zvhdesk.wire.messages import DestroyOrder, Signed, Why
from zvhdesk.wire.roster import AfterRevoking
from zvhdesk.wire.signing import Purpose, sign
from zvhserver.app import system_clock
from zvhserver.cli import houses
from zvhserver.cli.main import main as zvhserver
from zvhserver.store.engine import Store, open_store

SECRET = "wat weg is"
DRILL = TEXT[TEXT.index("## When everything is gone") :]
NOWHERE = "http://127.0.0.1:9"
DESKS = ("a", "b", "c", "k", "l")


@dataclass
class Gone:
    """`first` and `second` are of admins, `third` of none; `leader` is of the first's person, in CTER.

    So is `member`, who is no admin. `stays` and `goes` are cases, `streams` those that went with it.
    """

    databases: Databases
    log: Path
    first: Station
    second: Station
    third: Station
    leader: Station
    member: Station
    server: ExitStack
    stays: str = ""
    goes: str = ""
    streams: tuple[str, ...] = ()

    @property
    def desks(self) -> tuple[Station, ...]:
        """Of the regular cases."""
        return self.first, self.second, self.third

    @property
    def everybody(self) -> tuple[Station, ...]:
        """All that are not revoked."""
        return (*self.desks, self.leader, self.member)

    @property
    def words(self) -> tuple[str, ...]:
        """That name the databases of now."""
        return self.databases.words

    def serve(self) -> None:
        """Start the server; every desk is told where. On PostgreSQL it is a process."""
        if self.databases.cluster is not None:
            self.serve_in_a_process()
            return
        here = in_this_process(open_store(places_named(self.words)), ENOUGH, system_clock())
        self._told(str(self.server.enter_context(here).client.base_url))

    def serve_in_a_process(self) -> Running:
        """The same on any database, as one that can be killed."""
        running = self.server.enter_context(serving(self.words, self.log))
        self._told(running.url)
        return running

    def _told(self, url: str) -> None:
        for one in self.everybody:
            one.server.close()
            one.server = Server(url, TRUST)

    def store(self) -> Store:
        """The databases of now, beside the server."""
        return open_store(places_named(self.words))

    def by_the_manual(self, step: str, comp: bytes = b"") -> None:
        """The commands of that step of docs/beheer.md, When everything is gone; each succeeds."""
        for line in block(step, DRILL):
            program, *words = shlex.split(line.replace("5e6f7a8b", comp.hex()))
            assert (program, words[-2]) == ("zvhserver", "--data")
            assert zvhserver([*words[:-2], *self.words]) == 0

    def new_code(self) -> str:
        """As `house add` prints it."""
        store = self.store()
        code = houses.new_code(store)
        store.close()
        return code

    def make_again(self, at: Station, code: str) -> bool:
        """At that desk; the answer is whether the server has less than it."""
        return play(make_again(code), at.desk, at.server)

    def halts(self, *which: Station) -> list[Halt | None]:
        """One pass at each of these, or at all of them, and how it halted."""
        return [one.exchange().halt for one in which or self.everybody]

    def empty_again(self) -> None:
        """The server of now is lost too."""
        self.server.close()
        self.databases = Databases(self.databases.folder.with_name("nog een"))
        self.serve()

    def open(self) -> None:
        """All brought theirs."""
        assert zvhserver(["restore", *self.words, "--open", "--all"]) == 0

    def comp(self, at: Station, name: Compartment = Compartment.REGULAR) -> bytes:
        """The id of a compartment."""
        found_comp = at.desk.read(partial(keys.compartment_named, name=name))
        assert found_comp is not None
        return found_comp

    def destroy(self, case_id: str) -> tuple[str, ...]:
        """Two admins sign for every stream of a case, and the server has it."""
        streams = self.first.desk.read(partial(destruction.streams_of, case_id=case_id))
        comp = self.comp(self.first)
        for stream in streams:
            of = partial(destroyed.order_for, house=self.first.me.house, comp=comp, stream=stream)
            order: Order = self.first.desk.read(of)
            both = (self.first.me, self.second.me)
            sigs = [Signed(dev=me.dev, sig=sign(me.sign, Purpose.DESTROY, order.to_bytes())) for me in both]
            self.first.server.destroy(
                comp, bytes.fromhex(stream), DestroyOrder(order=order.to_bytes(), sigs=sigs)
            )
        return tuple(streams)


def new_case(at: Station, text: str) -> str:
    """A case with a question; its id."""

    def fn(session: CaptureSession) -> str:
        row = Case(stream_id=new_id(), number="2026-B001", question=text)
        session.add(row)
        session.flush()
        return row.id

    return at.desk.change(fn, "case.create")


def refused(at: Station) -> Why:
    """Why a pass there was refused."""
    try:
        at.exchange()
    except SaidNo as no:
        return no.why
    raise AssertionError("it was not refused")


@dataclass(frozen=True)
class Left:
    """What is left of a house: the folders of its desks, by their letters, and what a test has to know."""

    folder: Path
    stays: str
    goes: str
    streams: tuple[str, ...]

    @contextmanager
    def put_down(self, folder: Path, databases: Databases) -> Iterator[Gone]:
        """Copies of the desks, before a new server that is empty."""
        with ExitStack() as opened, ExitStack() as server:
            a, b, c, k, m = (
                opened.enter_context(closing(_opened(Path(copytree(self.folder / one, folder / one)))))
                for one in DESKS
            )
            log = folder / "server.log"
            gone = Gone(databases, log, a, b, c, k, m, server, self.stays, self.goes, self.streams)
            gone.serve()
            yield gone


def _opened(folder: Path) -> Station:
    if folder.name in DESKS[:3]:
        return station(folder, NOWHERE, made=True)
    clock = FixedClock()
    return Station(Desk.open(folder, KEY, clock, CTER), Server(NOWHERE, TRUST), clock)


def been_through_much(folder: Path) -> Left:
    """Cases, a revoked device and new keys, a case that was destroyed, CTER; and what not all desks have yet.

    The last that the third desk gave is of the case that was destroyed, and it did not hear of it.
    """
    with ExitStack() as opened, ExitStack() as server:
        first, second, third, lost = (
            opened.enter_context(closing(station(folder / name, NOWHERE))) for name in (*DESKS[:3], "x")
        )
        leader, member = (
            opened.enter_context(closing(cter_station(folder / name, NOWHERE))) for name in DESKS[3:]
        )
        databases = Databases(folder / "server")
        made = Gone(databases, folder / "server.log", first, second, third, leader, member, server)
        made.stays = small_house(first.desk).case_id
        made.serve()
        lost.server.close()
        lost.server = Server(first.server.address, TRUST)
        found(first, made.new_code())
        user = bytes.fromhex(new_id())
        join(first, second, user)
        second_admin(first, user)
        first.exchange()
        for one in (third, lost):
            join(first, one, bytes.fromhex(new_id()))
        _begin_apart(made)
        made.goes = new_case(first, SECRET)
        for at in range(4):
            new_case(first, f"casus {at}")
        for one in (first, third, lost):
            one.exchange()
        goal(lost, made.stays, "van wie er niet meer is")
        lost.exchange()
        write(third, made.goes, f"{SECRET}, ook van de derde")
        for one in (third, second, first, second):
            one.exchange()
        streams = made.destroy(made.goes)
        for one in (first, second, first, second):
            assert one.exchange() == Outcome()
        play(revoking.revoke(first.me, lost.me.dev, AfterRevoking.KEEP), first.desk, first.server)
        goal(first, made.stays, "onder de nieuwe sleutel")
        for one in (first, second):
            one.exchange()
        for one in (leader, member, leader):
            one.exchange()
        # What only one of them has, and what nobody gave yet.
        goal(second, made.stays, "alleen bij de tweede")
        second.exchange()
        goal(third, made.stays, "nog niet gegeven")
    return Left(folder, made.stays, made.goes, streams)


def _begin_apart(made: Gone) -> None:
    """The leader begins CTER and lets the other one in; each has a case there."""
    first, leader, member = made.first, made.leader, made.member
    join_apart(first, leader, bytes.fromhex(first.desk.user))
    join_apart(first, member, bytes.fromhex(new_id()))
    leader.exchange()
    assert play(apart.begin(leader.me), leader.desk, leader.server)
    leader.exchange()
    assert play(joining.let_in(leader.me, member.me.dev, CTER), leader.desk, leader.server)
    leader.exchange()
    member.server.log_out()
    member.exchange()
    for at, number in ((leader, "2026-0001"), (member, "2026-B001")):
        case(at, number)
        at.exchange()


def goals(at: Station) -> set[str]:
    """The texts of the goals on a desk."""
    return set(at.desk.read(lambda s: s.scalars(select(Goal.text)).all()))
