"""T1: the rule by which versions replace one another, against what truly happened before what.

Desks write cells offline, push and pull through a server that only orders, with clocks that are off by days.
The oracle knows who had seen which writing: sets, no numbers and no clocks. Now and then a desk undoes what
it wrote last; a choice between versions that was undone counts as not made (docs/decisions/0013). The cells
are of one row, which is deleted and brought back: what was edited meanwhile stands beside that (0015).
"""

from dataclasses import dataclass, field
from random import Random

from tests.agreeing.sizes import runs
from zvhdesk.models.capture.gone import beside
from zvhdesk.models.capture.records import DELETED
from zvhdesk.models.capture.undone import Written, standing
from zvhdesk.models.capture.versions import Author, Version, shown
from zvhdesk.models.codec import encode

EDITED = ("a", "b")
CELLS = (*EDITED, DELETED)
INTERLEAVINGS = 10_000
STEPS = 40


@dataclass
class Writing:
    """One writing as the oracle knows it: what its author had seen in that row, all of it."""

    id: int
    desk: int
    cell: str
    wall_ms: int
    base_seq: int
    seen: frozenset[int]
    undoes: int | None = None
    deletes: bool = False
    """In the cell `deleted`: whether the row is."""
    of_card: bool = False
    """Whether it says what becomes of a row that was edited while it was deleted."""
    seq: int | None = None
    recv_ms: int | None = None


@dataclass
class Desk:
    """A desk of the model: its log in the order of its revs, and the versions it keeps for each cell."""

    id: int
    off_ms: int
    cursor: int = 0
    waiting: list[Writing] = field(default_factory=list)
    revs: dict[int, int] = field(default_factory=dict)
    log: dict[str, list[tuple[Writing, Author]]] = field(default_factory=dict)
    kept: dict[str, list[Writing]] = field(default_factory=dict)
    known: frozenset[int] = frozenset()


class World:
    """Desks and a server. Every act is one of a dice's choices."""

    def __init__(self, desks: int, dice: Random) -> None:
        self.dice = dice
        self.now = 1_700_000_000_000
        self.desks = [Desk(at, dice.randrange(-200_000_000, 200_000_000)) for at in range(desks)]
        self.log: list[Writing] = []
        self.writings: list[Writing] = []
        self.forms: list[tuple[Desk, str, int, int, frozenset[int]]] = []

    def run(self, steps: int) -> None:
        """So many acts, and then everybody hears everything."""
        forms = (self.open_form, self.save_form)
        acts = (*forms, *forms, self.choose, self.answer, self.undo, self.push, self.pull)
        for _ in range(steps):
            self.now += self.dice.randrange(1, 5000)
            self.dice.choice(acts)(self.dice.choice(self.desks))
        for desk in self.desks:
            self._push(desk, len(desk.waiting))
        for desk in self.desks:
            self._pull(desk, len(self.log))

    def open_form(self, desk: Desk) -> None:
        """A form shows a cell. What it shows is all that its writer has seen."""
        self.forms.append((desk, self.dice.choice(CELLS), len(desk.revs), desk.cursor, desk.known))

    def save_form(self, _desk: Desk) -> None:
        """Save a form, perhaps long after it was opened; that of the row itself deletes it."""
        if not self.forms:
            return
        form = self.forms.pop(self.dice.randrange(len(self.forms)))
        self._write(*form, deletes=form[1] == DELETED)

    def choose(self, desk: Desk) -> None:
        """Say which of several holds. Undo that at once, or when another has heard of it."""
        several = [cell for cell in CELLS if len(desk.kept.get(cell, [])) > 1]
        if several:
            cell = self.dice.choice(several)
            deletes = cell == DELETED and self.dice.random() < 0.5
            self._write(desk, cell, len(desk.revs), desk.cursor, desk.known, deletes=deletes)
            if self.dice.random() < 0.5:
                self._push(desk, len(desk.waiting))
                self._pull(self.dice.choice(self.desks), len(self.log))
            else:
                self.undo(desk)

    def answer(self, desk: Desk) -> None:
        """Bring the row back that was edited while it was deleted, or leave it so."""
        if self.card(desk):
            deletes = self.dice.random() < 0.5
            here = len(desk.revs), desk.cursor, desk.known
            self._write(desk, DELETED, *here, deletes=deletes, of_card=True)

    def undo(self, desk: Desk) -> None:
        """Take back what this desk wrote last in a cell, with nothing after it but what was taken back."""
        last = [_last([one for one, _ in log]) for log in desk.log.values()]
        mine = [one for one in last if one is not None and one.desk == desk.id]
        if mine:
            undone = self.dice.choice(mine)
            cell, deletes = undone.cell, undone.cell == DELETED and not undone.deletes
            here = len(desk.revs), desk.cursor, desk.known
            self._write(desk, cell, *here, undoes=undone.id, deletes=deletes)

    def _write(
        self,
        desk: Desk,
        cell: str,
        rev: int,
        cursor: int,
        seen: frozenset[int],
        *,
        undoes: int | None = None,
        deletes: bool = False,
        of_card: bool = False,
    ) -> None:
        own = frozenset(one.id for one in self.writings if one.desk == desk.id)
        at, wall_ms = len(self.writings), self.now + desk.off_ms
        written = Writing(at, desk.id, cell, wall_ms, cursor, seen | own, undoes, deletes, of_card)
        self.writings.append(written)
        desk.waiting.append(written)
        self._arrive(desk, written, Author(str(desk.id), None, seen_rev=rev))

    def push(self, desk: Desk) -> None:
        """Some of what waits, in order."""
        self._push(desk, self.dice.randrange(4))

    def pull(self, desk: Desk) -> None:
        """Some of what is there."""
        self._pull(desk, self.dice.randrange(6))

    def _push(self, desk: Desk, most: int) -> None:
        for written in desk.waiting[:most]:
            self.log.append(written)
            written.seq, written.recv_ms = len(self.log), self.now
        desk.waiting = desk.waiting[most:]

    def _pull(self, desk: Desk, most: int) -> None:
        for written in self.log[desk.cursor : desk.cursor + most]:
            desk.cursor += 1
            if written.desk != desk.id:
                author = Author(str(written.desk), None, seen_seq=written.base_seq)
                self._arrive(desk, written, author)

    def _arrive(self, desk: Desk, written: Writing, author: Author) -> None:
        stood = desk.kept.get(written.cell, [])
        kept = [one for one in stood if not author.replaces(self.version(desk, one))]
        desk.revs[written.id] = len(desk.revs) + 1
        desk.kept[written.cell] = [*kept, written]
        log = desk.log.setdefault(written.cell, [])
        log.append((written, author))
        if written.undoes is not None:
            revs = {one.rev for one in standing([self.in_log(desk, *entry) for entry in log])}
            desk.kept[written.cell] = [one for one, _ in log if desk.revs[one.id] in revs]
        desk.known |= {written.id} | written.seen

    def version(self, desk: Desk, written: Writing) -> Version:
        """A writing as that desk has it."""
        return Version(
            rev=desk.revs[written.id],
            device=str(written.desk),
            run=None,
            wall_ms=written.wall_ms,
            seq=written.seq,
            recv_ms=written.recv_ms,
            new=encode(written.deletes) if written.cell == DELETED else str(written.id),
        )

    def in_log(self, desk: Desk, written: Writing, author: Author) -> Written:
        """A writing as it stands in the log of that desk. Each is an act of its own."""
        undoes = None if written.undoes is None else str(written.undoes)
        return Written(self.version(desk, written), author, str(written.id), undoes, written.of_card)

    def card(self, desk: Desk) -> set[int]:
        """The edits that stand beside the deletion of the row, by what that desk has."""
        log = {cell: [self.in_log(desk, *entry) for entry in here] for cell, here in desk.log.items()}
        return {int(edit.version.new) for _, edit in beside(log)}

    def truly_beside(self) -> set[int]:
        """What holds of the edits, by who did not know that the row was gone, unseen by who deleted it."""
        said = [one for one in self.writings if one.cell == DELETED]
        gone = [said_by for said_by in said if said_by.id in _maxima(said) and said_by.deletes]
        hold = {one for cell in EDITED for one in self.truly_concurrent(cell)} if gone else set()
        return {
            one
            for one in hold
            if not any(one in deletion.seen for deletion in gone)
            and (
                any(deletion.id not in self.writings[one].seen for deletion in gone)
                or _stood([each for each in said if each.id in self.writings[one].seen])
            )
        }

    def truly_concurrent(self, cell: str) -> set[int]:
        """What nobody who wrote later had seen: the maxima of what happened before what."""
        return _maxima([one for one in self.writings if one.cell == cell])


def _last(log: list[Writing]) -> Writing | None:
    """What is newest here of all that was not taken back."""
    undone = {one.undoes for one in log}
    left = [one for one in log if one.undoes is None and one.id not in undone]
    return left[-1] if left else None


def _stood(said: list[Writing]) -> bool:
    """Whether the row stood, or may have, for who knew this of its deletions."""
    hold = _maxima(said)
    return not hold or any(not one.deletes for one in said if one.id in hold)


def _maxima(here: list[Writing]) -> set[int]:
    """Of these, without the choices that were undone and what was written from those to their undo."""
    by_id, gone = {one.id: one for one in here}, set[int]()
    for undo in here:
        choice = None if undo.undoes is None else by_id.get(undo.undoes)
        if choice is None:
            continue
        if choice.of_card or len(_maxima([one for one in here if one.id in choice.seen])) > 1:
            gone |= {choice.id, undo.id}
            gone |= {one.id for one in here if choice.id in one.seen and one.id in undo.seen}
    left = [one for one in here if one.id not in gone]
    return {one.id for one in left if not any(one.id in other.seen for other in left)}


def test_versions_side_by_side_are_exactly_those_that_nobody_had_seen() -> None:
    # The dice alone make an interleaving: nothing would be left of it when it is made smaller.
    seeds = [block * INTERLEAVINGS + at for block in runs(1) for at in range(INTERLEAVINGS)]
    cards = 0
    for seed in seeds:
        dice = Random(seed)
        world = World(dice.randrange(2, 6), dice)
        world.run(STEPS)
        for cell in CELLS:
            _agree(world, cell, f"seed {seed}")
        wanted = world.truly_beside()
        assert all(world.card(desk) == wanted for desk in world.desks), f"seed {seed}"
        cards += bool(wanted)
    assert cards > INTERLEAVINGS / 100


def _agree(world: World, cell: str, which: str) -> None:
    wanted = world.truly_concurrent(cell)
    on_screen = set()
    for desk in world.desks:
        kept = desk.kept.get(cell, [])
        assert {one.id for one in kept} == wanted, which
        if kept:
            on_screen.add(shown([world.version(desk, one) for one in kept]).new)
    assert len(on_screen) <= 1, f"every desk shows the same one: {which}"


def test_a_clock_that_runs_ahead_wins_nothing() -> None:
    ahead = Version(1, "a", None, wall_ms=9_000_000, seq=1, recv_ms=1000, new="1")
    later = Version(2, "b", None, wall_ms=2000, seq=2, recv_ms=2500, new="2")
    assert shown([ahead, later]) is later
