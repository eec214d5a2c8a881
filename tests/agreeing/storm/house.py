"""A house whose desks and server are processes, each with a HOME of its own, and a line to each desk."""

import shutil
from contextlib import ExitStack, closing
from dataclasses import dataclass, field
from pathlib import Path
from select import select as wait
from typing import Self

from sqlalchemy import select

from tests.agreeing.proof.proxy import Proxy
from tests.agreeing.servers import places_named
from tests.agreeing.serving import process
from tests.agreeing.storm import desk
from tests.agreeing.sync.desks import Station, found, join, station
from tests.agreeing.sync.oracle import COLS, Cell, Oracle, require_agreement
from tests.nursery import Child, Nursery
from tests.worlds import small_house
from zvhdesk.models.base import new_id
from zvhdesk.models.cases import Case
from zvhdesk.models.codec import encode
from zvhdesk.models.local import ChangeOp
from zvhserver.cli.houses import new_code
from zvhserver.store.engine import open_store

PATIENCE = 60
EMPTY = ["0", "None"]
PASSES = 4
"""Within so many passes a desk is even again, once all is well."""


@dataclass
class Writing:
    """What a desk began to write: where, and what stood there as it saw it."""

    cell: Cell
    seen: frozenset[str]


@dataclass
class Worker:
    """A desk's process, and all that it said in all its lives."""

    folder: Path
    programs: Nursery
    line: Proxy
    begun: dict[str, Writing] = field(default_factory=dict)
    saved: set[str] = field(default_factory=set)
    wanted: dict[str, Cell] = field(default_factory=dict)
    said: list[str] | None = field(default_factory=list)
    """What its last pass came to, nothing when it just started; None while it works."""

    def __post_init__(self) -> None:
        self.child = self._start()

    def _start(self) -> Child:
        self.said = []
        return self.programs.start(desk.__name__, str(self.folder), self.line.url)

    def killed(self) -> None:
        """Killed, and started again."""
        self._take(self.child.kill())
        self.child = self._start()

    def write(self, cell: Cell) -> None:
        """One act."""
        text = new_id()
        self.wanted[text] = cell
        self.child.say(f"write {cell[0]} {cell[1]} {text}")

    def pass_(self) -> None:
        """One pass."""
        self.said = None
        self.child.say("pass")

    def passed(self) -> list[str]:
        """One pass; what it came to."""
        self.pass_()
        return self.result()

    def clocks(self, zone: str, ahead: int) -> list[int]:
        """What it finds of clocks after a pass with its own so many seconds off, there; in minutes."""
        self.child.say(f"zone {zone}")
        self.child.say(f"ahead {ahead}")
        assert self.passed() == EMPTY
        self.said = None
        self.child.say("clock")
        return [int(one) for one in self.result()]

    def is_even(self) -> bool:
        """Whether nothing waits there any more, after a pass or two."""
        return any(self.passed() == EMPTY for _ in range(PASSES))

    def result(self) -> list[str]:
        """Wait until its pass is done."""
        while self.said is None:
            assert wait([self.child], [], [], PATIENCE)[0], "it hangs"
            self.hear()
        return self.said

    def hear(self) -> None:
        """What it said by now."""
        said = self.child.hear(PATIENCE)
        assert not self.child.ended, "it ended by itself"
        self._take(said or [])

    def _take(self, lines: list[bytes]) -> None:
        for line in lines:
            word, *rest = line.decode().split()
            if word == "begin":
                self.begun[rest[0]] = Writing(self.wanted[rest[0]], frozenset(rest[1:]))
            elif word == "saved":
                self.saved.add(rest[0])
            else:
                self.said = rest

    def kept(self, one: Station) -> dict[str, Writing]:
        """What of all it began is in its history: all that it saved, and perhaps one more."""
        there = set(one.desk.read(lambda s: s.scalars(select(ChangeOp.new)).all()))
        kept = {text: writing for text, writing in self.begun.items() if encode(text) in there}
        assert self.saved <= kept.keys(), "what was saved is gone"
        return kept


class House:
    """Three desks, their lines and their server, from copies of what `prepare` left."""

    def __init__(self, programs: Nursery, prepared: Path, folder: Path, desks: int) -> None:
        shutil.copytree(prepared, folder)
        self._programs, self._folder, self._open = programs, folder, ExitStack()
        self.server = self._serve()
        self.workers = [
            Worker(folder / f"{at}", programs, self._open.enter_context(Proxy(self.server.url)))
            for at in range(desks)
        ]
        case = (folder / "case").read_text()
        self.cells: list[Cell] = [(case, col) for col in COLS]

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for one in self.workers:
            one.child.kill()
        self._open.close()

    def _serve(self) -> process.Program:
        places = ("--data", str(self._folder / "server"))
        return self._open.enter_context(process.program(self._programs, self._folder / "image", places))

    def server_killed(self) -> None:
        """Killed, and started again at another port."""
        self.server.child.kill()
        self.server = self._serve()
        for one in self.workers:
            one.line.toward(self.server.url)

    def require_agreement(self, what: str) -> None:
        """Nothing waits, no two desks differ, nothing that was saved is lost."""
        for one in (*self.workers, *self.workers):
            assert one.is_even(), f"{what}: it is stuck, {one.said}"
        for one in self.workers:
            one.child.kill()
        with ExitStack() as opened:
            stations = [
                opened.enter_context(closing(station(one.folder, self.server.url, made=True)))
                for one in self.workers
            ]
            kept = [one.kept(at) for one, at in zip(self.workers, stations, strict=True)]
            require_agreement(stations, what_happened(kept), self.cells, what)


def what_happened(kept: list[dict[str, Writing]]) -> Oracle:
    """All that was written in an order in which everybody had seen what they saw."""
    oracle, left = Oracle(), [list(one.items()) for one in kept]
    while any(left):
        ready = [at for at, some in enumerate(left) if some and some[0][1].seen <= oracle.where.keys()]
        assert ready, "somebody saw what nobody wrote"
        text, writing = left[ready[0]].pop(0)
        oracle.saved(text, writing.cell, ready[0], oracle.known(set(writing.seen)))
    return oracle


def prepare(programs: Nursery, folder: Path, desks: int) -> Path:
    """A small house with so many desks that hold all of it, and its server; nothing runs any more."""
    (folder / "server").mkdir(parents=True)
    places = ("--data", str(folder / "server"))
    with process.program(programs, folder / "image", places) as server, ExitStack() as opened:
        store = open_store(places_named(places))
        opened.callback(store.close)
        made = [opened.enter_context(closing(station(folder / f"{at}", server.url))) for at in range(desks)]
        small_house(made[0].desk)
        found(made[0], new_code(store))
        for other in made[1:]:
            join(made[0], other, bytes.fromhex(new_id()))
        (folder / "case").write_text(made[0].desk.read(lambda s: s.scalars(select(Case.id)).one()))
    return folder
