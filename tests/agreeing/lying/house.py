"""A house whose server will lie to its desks: its history at many moments, each kept whole."""

import shutil
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from random import Random

from sqlalchemy import select

from tests.agreeing.central import Central
from tests.agreeing.lying.shelf import Rows, Shelf
from tests.agreeing.sync.desks import Station, found, goal, join, station
from tests.recording.state import state
from tests.worlds import KEY, small_house
from zvhdesk.domain.terms import Compartment
from zvhdesk.models.agreeing import CompartmentMember, CompartmentState
from zvhdesk.models.base import new_id
from zvhdesk.models.capture import CaptureSession, head_rev
from zvhdesk.models.cases import Case
from zvhdesk.services.desk import Desk
from zvhdesk.sync import keys, revoking, rosters
from zvhdesk.sync.own import Own
from zvhdesk.sync.steps import play
from zvhdesk.wire.roster import AfterRevoking

NAMES = ("a", "b", "c")
"""The desks that stay; the first is an admin's."""


@dataclass(frozen=True)
class Kept:
    """Three desks: one that was away, one that has what it wrote itself, one that has all of it."""

    behind: Path
    middle: Path
    ahead: Path


@dataclass(frozen=True)
class Moment:
    """The house at a moment: the server's tables, and how far its desks are.

    While one was away another wrote, up to number `answered`, and `other` went on from `seen`, having read
    that: its first word stands beside one of theirs, its second one over their last.
    """

    at: int
    rows: Rows
    kept: Kept
    other: str
    answered: int
    seen: int


@dataclass(frozen=True)
class Leaver:
    """A device that was revoked, and gave the server what it had: its keys and the secret of the case.

    And the key since, by its epoch like the one before, which somebody who stayed gave away.
    """

    me: Own
    keys: dict[int, bytes]
    secret: bytes


@dataclass
class House:
    """Three desks that write, one that was put out, and every moment that is to be lied about."""

    shelf: Shelf
    desks: dict[str, Station]
    case: str
    stream: bytes
    leaver: Leaver
    early: Rows
    folder: Path
    comp: bytes
    dice: Random
    copies: dict[str, Station] = field(default_factory=dict)

    def copy(self, kept: Path) -> Station:
        """A desk as it was then, until it is asked for again. It logs in as the desk that it is a copy of."""
        name = kept.name.split("-")[0]
        origin, there = self.desks[name], self.folder / f"copy-{name}"
        if name in self.copies:
            # Its engine stays, which knows all statements already: that is most of what an opening costs.
            self.copies[name].desk.engine.dispose()
            shutil.rmtree(there)
        shutil.copytree(kept, there)
        if name not in self.copies:
            self.copies[name] = Station(Desk.open(there, KEY, origin.clock), origin.server, origin.clock)
        return self.copies[name]

    def keep(self, name: str, at: object) -> Path:
        """A copy of a desk as it is now."""
        desk, kept = self.desks[name].desk, self.folder / f"{name}-{at}"
        desk.engine.dispose()
        shutil.copytree(desk.folder, kept)
        return kept

    def close(self) -> None:
        """Let go of the copies."""
        for one in self.copies.values():
            one.desk.close()

    def live_on(self, at: int) -> Moment:
        """A few random acts; then a desk falls behind while the two others write in turns."""
        for each in self.desks.values():
            each.clock.forward(minutes=1)
        behind, first, second = self.dice.sample(NAMES, 3)
        for _ in range(self.dice.randrange(3)):
            self._act(self.dice.choice((first, second)))
        one, other = self.desks[first], self.desks[second]
        shown = other.desk.read(head_rev)
        self._write(first, "main_topic", f"{at}: de een")
        self._write(first, "question", f"{at}: eerst", hours=1)
        one.exchange()
        middle = self.keep(first, at)
        other.exchange()
        runs = self._seq(first), self._seq(second)
        # In a form that was open since before: neither of the two saw the other's.
        self._write(second, "main_topic", f"{at}: de ander", hours=2, base_rev=shown)
        self._write(second, "question", f"{at}: daarna")
        for n in range(self.dice.randrange(3)):
            goal(other, self.case, f"{at}: doel {n}")
        other.exchange()
        kept = Kept(self.keep(behind, at), middle, self.keep(second, at))
        return Moment(at, self.shelf.read(), kept, second, *runs)

    def _act(self, name: str) -> None:
        text = f"{self.dice.random()}"
        if self.dice.random() < 0.5:
            goal(self.desks[name], self.case, text)
        else:
            self._write(name, self.dice.choice(("question", "main_topic")), text)

    def _write(self, name: str, col: str, text: str, hours: int = 0, base_rev: int | None = None) -> None:
        """By a clock that is so many hours ahead."""
        one = self.desks[name]
        one.clock.forward(hours=hours)
        fn = partial(_set, case=self.case, col=col, text=text)
        one.desk.change(fn, "case.edit", base_rev=base_rev)
        one.clock.forward(hours=-hours)

    def _seq(self, name: str) -> int:
        return self.desks[name].desk.read(lambda s: s.get_one(CompartmentState, self.comp).seq)


def _set(session: CaptureSession, case: str, col: str, text: str) -> None:
    setattr(session.get_one(Case, case), col, text)


def held(one: Station, comp: bytes) -> object:
    """All that desks of one house have to agree on: every row, the roster, who is a member."""
    me = one.me
    members = select(CompartmentMember.dev, CompartmentMember.role).where(CompartmentMember.comp == comp)
    return (
        one.desk.read(state),
        one.desk.read(partial(rosters.known, house=me.house, root=me.root)).link,
        one.desk.read(lambda s: sorted(tuple(row) for row in s.execute(members))),
    )


@contextmanager
def founded(central: Central, folder: Path, seed: int) -> Iterator[House]:
    """A house of four desks, one of which is revoked; each was kept as it was before that."""
    with ExitStack() as opened:

        def made(name: str) -> Station:
            return opened.enter_context(closing(station(folder / name, central.url)))

        desks, leaver = {name: made(name) for name in NAMES}, made("leaver")
        first = desks["a"]
        small = small_house(first.desk)
        found(first, central.new_code())
        for other in (desks["b"], desks["c"], leaver):
            join(first, other, bytes.fromhex(new_id()))
        goal(leaver, small.case_id, "van wie nog meedoet")
        for one in (leaver, *desks.values()):
            one.exchange()
        comp = first.desk.read(partial(keys.compartment_named, name=Compartment.REGULAR))
        assert comp is not None
        shelf = Shelf(central.store, first.me.house)
        house = House(
            shelf, desks, small.case_id, bytes.fromhex(small.case_stream),
            _gives_away(leaver, comp, small.case_stream), shelf.read(), folder, comp, Random(seed),
        )  # fmt: skip
        for name in ("b", "c"):
            house.keep(name, "early")
        play(revoking.revoke(first.me, leaver.me.dev, AfterRevoking.KEEP), first.desk, first.server)
        for one in (first, *desks.values()):
            one.exchange()
        house.leaver.keys[2] = _key(first, comp, 2)
        with closing(house):
            yield house


def _gives_away(leaver: Station, comp: bytes, stream: str) -> Leaver:
    secret = leaver.desk.read(partial(keys.secret_of, stream=stream))
    assert secret is not None
    return Leaver(leaver.me, {1: _key(leaver, comp, 1)}, secret)


def _key(at: Station, comp: bytes, epoch: int) -> bytes:
    key = at.desk.read(partial(keys.of_epoch, comp=comp, epoch=epoch))
    assert key is not None
    return key


def early(house: House, name: str) -> Path:
    """A desk as it was before a device was revoked."""
    return house.folder / f"{name}-early"


def moments(house: House, seeds: Sequence[int]) -> list[Moment]:
    """One for each seed, each with the ones before in its past."""
    return [house.live_on(at) for at in seeds]
