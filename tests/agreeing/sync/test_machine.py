"""T2: desks on the real stack in any order of acts, with answers that get lost and programs that end.

The oracle is kept beside them: for each writing what its author had seen in that cell. In the end all desks
hold the same, and of each cell exactly those versions stand side by side that nobody had seen. A choice that
was undone counts as not made. Of a row that was deleted while it was edited all show the same card, with
exactly the edits that whoever deleted it had not seen. So does a desk that joins afterwards.
"""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, suppress
from dataclasses import dataclass
from pathlib import Path
from random import Random

import pytest

from tests.agreeing.servers import Running
from tests.agreeing.sizes import SEED, TIMES
from tests.agreeing.sync.desks import Station, again, found, join, station
from tests.agreeing.sync.oracle import COLS, Cell, Oracle, require_same, require_versions, texts
from tests.agreeing.sync.taken_away import LABELS, TakenAway, cards_of, known, require_cards
from tests.worlds import small_house
from zvhdesk.domain.refusals import Refused
from zvhdesk.models.base import new_id
from zvhdesk.models.capture import CaptureSession, head_rev
from zvhdesk.models.cases import Case, Goal
from zvhdesk.services import adding, conflicts, undo
from zvhdesk.sync.exchange import exchange
from zvhdesk.sync.server import SaidNo, Unreachable
from zvhdesk.sync.steps import AtDesk, Step, Story, T

DESKS = (3, 2, 4)
"""So many in a block, in turn; one more joins afterwards."""
BLOCK = 20
"""Runs in one house, each with cases of its own; each block has a new one."""
BLOCKS = [
    *(("sqlite", at) for at in range(SEED, SEED + 3 * TIMES)),
    *(("postgresql", at) for at in range(SEED + 3 * TIMES, SEED + 4 * TIMES)),
]
CASES = 2
STEPS = 30
FAR = 0.05
"""Of clocks that are set."""
LOST = 0.03
"""Of requests, and of answers."""


@dataclass
class Form:
    """An open form: at which rev it was shown one cell, and which writings it showed the outcome of."""

    desk: int
    cell: Cell
    rev: int
    seen: frozenset[str]


@dataclass
class RowForm:
    """An open page: at which rev it was shown one goal that stood, and which acts its desk had then."""

    desk: int
    row: str
    rev: int
    seen: frozenset[str]


class Lossy:
    """Plays a story on a line that breaks: a request or an answer is lost, as the dice say."""

    def __init__(self, dice: Random) -> None:
        self._dice = dice

    def play(self, story: Story[T], at: Station) -> None:
        """Until it ends or is cut off. What was done on either side stays done."""
        step = next(story, None)
        while step is not None:
            try:
                try:
                    result = self._do(step, at)
                except SaidNo as no:
                    step = story.throw(no)
                else:
                    step = story.send(result)
            except (StopIteration, Unreachable):
                return

    def _do(self, step: Step, at: Station) -> object:
        if isinstance(step, AtDesk):
            return step.fn(at.desk)
        if self._dice.random() < LOST:
            raise Unreachable("request")
        result = step.fn(at.server)
        if self._dice.random() < LOST:
            raise Unreachable("answer")
        return result


class Machine:
    """Two to four desks of one house and what they do."""

    def __init__(self, desks: list[Station], cases: list[str], goals: list[str], seed: int) -> None:
        self.desks, self.cases, self.goals, self.dice = desks, cases, goals, Random(seed)
        self.cells = [(case, col) for case in cases for col in COLS]
        self.oracle, self.forms = Oracle(), list[Form]()
        self.rows, self.pages = TakenAway(), list[RowForm]()
        self.line = Lossy(self.dice)

    def run(self) -> None:
        """So many acts; then the line holds, and everybody hears everything."""
        often = (
            (self.open_form, 2), (self.save_form, 4), (self.choose, 1), (self.goal, 1), (self.pass_, 3),
            (self.restart, 1), (self.open_goal, 5), (self.edit_goal, 5), (self.delete_goal, 4),
            (self.answer, 4),
        )  # fmt: skip
        acts = [act for act, times in often for _ in range(times)]
        for _ in range(STEPS):
            at = self.dice.randrange(len(self.desks))
            # Off by hours; now and then by days, after which a desk says what it has seen.
            far = 86_400 if self.dice.random() < FAR else 1800
            self.desks[at].clock.forward(seconds=self.dice.randrange(-far, far))
            self.dice.choice(acts)(at)
        for one in (*self.desks, *self.desks[:-1]):
            one.exchange()

    def open_form(self, at: int) -> None:
        """Show a field."""
        cell, desk = self.dice.choice(self.cells), self.desks[at].desk
        seen = self.oracle.known(desk.read(lambda s: texts(s, cell)))
        self.forms.append(Form(at, cell, desk.read(head_rev), seen))

    def save_form(self, at: int) -> None:
        """Save one, perhaps long after it was shown. Where the stale-form rule would ask, both are kept."""
        mine = [form for form in self.forms if form.desk == at]
        if not mine:
            return
        form = self.dice.choice(mine)
        self.forms.remove(form)
        text = new_id()
        case, col = form.cell
        self.desks[at].desk.change(
            lambda s: setattr(s.get_one(Case, case), col, text), "case.edit", base_rev=form.rev
        )
        self.oracle.saved(text, form.cell, at, form.seen)

    def choose(self, at: int) -> None:
        """Say what holds where several versions stand; undo it, perhaps when others heard of it."""
        desk = self.desks[at].desk
        shown = [(cell, desk.read(lambda s, c=cell: texts(s, c))) for cell in self.cells]  # type: ignore[misc]
        several = [found for found in shown if len(found[1]) > 1]
        if not several:
            return
        (cell, stood), text = self.dice.choice(several), new_id()

        def fill(session: CaptureSession) -> str:
            setattr(session.get_one(Case, cell[0]), cell[1], text)
            return session.act.id

        act = desk.change(fill, "case.edit")
        self.oracle.saved(text, cell, at, self.oracle.known(stood))
        if self.dice.random() < FAR:
            return
        if self.dice.random() < 0.5:
            self.pass_(at)
        # What came in since in the same cell forbids it.
        with suppress(Refused):
            desk.change(lambda s: undo.undo(s, act), "undo", undo_of=act)
            self.oracle.undone.add(text)

    def goal(self, at: int) -> None:
        """A new row in a case, and a change of the case with it: one act."""
        case = self.dice.choice(self.cases)

        def add(session: CaptureSession) -> None:
            row = session.get_one(Case, case)
            session.add(Goal(stream_id=row.stream_id, case_id=case, position=0, text=new_id()))

        self.desks[at].desk.change(add, "goal.add")

    def open_goal(self, at: int) -> None:
        """Show a goal that stands."""
        row, desk = self.dice.choice(self.goals), self.desks[at].desk
        if not desk.read(lambda s: s.get_one(Goal, row).deleted):
            self.pages.append(RowForm(at, row, desk.read(head_rev), desk.read(lambda s: known(s, row))))

    def edit_goal(self, at: int) -> None:
        """Write in a goal, perhaps long after it was shown."""
        page = self._page(at)
        if page is not None:
            col, text = self.dice.choice(sorted(LABELS)), new_id()
            self._in_row(at, page, lambda s: setattr(s.get_one(Goal, page.row), col, text), "case.edit")

    def delete_goal(self, at: int) -> None:
        """Take a goal away, perhaps long after it was shown."""
        page = self._page(at)
        if page is not None and not self.desks[at].desk.read(lambda s: s.get_one(Goal, page.row).deleted):
            self._in_row(at, page, lambda s: adding.remove(s, "goal", page.row), "row.remove")

    def answer(self, at: int) -> None:
        """Bring a goal back that was edited while it was deleted, or leave it so."""
        shown = cards_of(self.desks[at])
        asked = [row for row in self.goals if row in shown]
        if asked:
            row, desk = self.dice.choice(asked), self.desks[at].desk
            page = RowForm(at, row, desk.read(head_rev), desk.read(lambda s: known(s, row)))
            say, intent = self.dice.choice(
                ((conflicts.restore, conflicts.RESTORE), (conflicts.leave, conflicts.LEAVE))
            )
            self._in_row(at, page, lambda s: say(s, "goal", row), intent)

    def _page(self, at: int) -> RowForm | None:
        mine = [page for page in self.pages if page.desk == at]
        if not mine:
            return None
        page = self.dice.choice(mine)
        self.pages.remove(page)
        return page

    def _in_row(self, at: int, page: RowForm, fn: Callable[[CaptureSession], None], intent: str) -> None:
        """An act in a goal; now and then it is undone, perhaps when others heard of it."""
        one = self.desks[at]
        act = one.desk.change(_named(fn), intent, base_rev=page.rev)
        self.rows.saved(one, at, act, page.seen)
        if self.dice.random() < 0.6:
            return
        if self.dice.random() < 0.5:
            self.pass_(at)
        seen = one.desk.read(lambda s: known(s, page.row))
        with suppress(Refused):
            undone = one.desk.change(_named(lambda s: undo.undo(s, act)), "undo", undo_of=act)
            self.rows.saved(one, at, undone, seen, act)

    def pass_(self, at: int) -> None:
        """One pass on a bad line."""
        self.line.play(exchange(), self.desks[at])

    def restart(self, at: int) -> None:
        """The program ends and starts again."""
        again(self.desks[at])


def _named(fn: Callable[[CaptureSession], None]) -> Callable[[CaptureSession], str]:
    """The same, and it returns which act it was."""

    def run(session: CaptureSession) -> str:
        fn(session)
        return session.act.id

    return run


def new_cases(one: Station, many: int) -> list[tuple[str, str]]:
    """So many cases, each with one goal and nothing else."""

    def add(session: CaptureSession) -> list[tuple[str, str]]:
        rows = [Case(stream_id=new_id(), number=f"2026-{at:04}") for at in range(many)]
        session.add_all_new(rows)
        goals = [Goal(stream_id=row.stream_id, case_id=row.id, position=0, text=new_id()) for row in rows]
        session.add_all_new(goals)
        return [(row.id, goal.id) for row, goal in zip(rows, goals, strict=True)]

    return one.desk.change(add, "case.create")


@pytest.fixture
def stations(server: Running, code: str, tmp_path: Path, block: int) -> Iterator[list[Station]]:
    many = DESKS[block % len(DESKS)]
    with ExitStack() as opened:
        made = [opened.enter_context(closing(station(tmp_path / f"{at}", server.url))) for at in range(many)]
        small_house(made[0].desk)
        found(made[0], code)
        for other in made[1:]:
            join(made[0], other, bytes.fromhex(new_id()))
        yield made


@pytest.mark.long
@pytest.mark.timeout(240)  # four desks on a machine that does other work too
@pytest.mark.parametrize("new_places, block", BLOCKS, indirect=["new_places"])
def test_any_order_of_acts_comes_out_the_same(
    stations: list[Station], server: Running, tmp_path: Path, block: int
) -> None:
    cases = new_cases(stations[0], CASES * BLOCK)
    for one in stations:
        one.exchange()
    cards, done = 0, list[Machine]()
    for at in range(BLOCK):
        seed = block * BLOCK + at
        mine, goals = zip(*cases[CASES * at : CASES * (at + 1)], strict=True)
        machine = Machine(stations, list(mine), list(goals), seed)
        machine.run()
        require_versions(stations, machine.oracle, machine.cells, f"seed {seed}")
        cards += require_cards(stations, machine.rows, goals, f"seed {seed}")
        done.append(machine)
    assert cards > 0, "no row was edited while it was deleted: this block proves little"
    with closing(station(tmp_path / "later", server.url)) as later:
        join(stations[0], later, bytes.fromhex(new_id()))
        everybody = [*stations, later]
        require_same(everybody, f"block {block}")
        what, shown = f"who joined after block {block}", [cards_of(one) for one in everybody]
        for machine in done:
            require_versions([later], machine.oracle, machine.cells, what)
            require_cards(everybody, machine.rows, machine.goals, what, shown)
