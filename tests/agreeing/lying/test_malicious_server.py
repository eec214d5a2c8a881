"""T7: a server that lies to its desks. In every kind and way they stop and say which rule was broken.

Were it not for that rule they would hold different things from then on, with nobody the wiser: that is what
the assertion says when a rule is taken away (tests/mutations.toml).
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from random import Random

import pytest

from tests.agreeing.central import Central
from tests.agreeing.lying.house import House, Moment, founded, held, moments
from tests.agreeing.lying.lies import KINDS
from tests.agreeing.lying.scene import Scene, Stop
from tests.agreeing.sizes import SEED, runs
from zvhdesk.domain.standing import Stand, Standing, Trouble
from zvhdesk.line.standing import told
from zvhdesk.models.agreeing import CompartmentState
from zvhdesk.sync.checking import Wrong
from zvhdesk.sync.outcome import Halt
from zvhdesk.ui.agreeing.words import TROUBLES, brief, explained

EACH = 25
NOW = datetime(2026, 3, 12, 9, 41, tzinfo=UTC)
THERE = Standing(address="https://zvh.example.nl", last_contact=NOW)
TROUBLE = {
    Halt.HISTORY: Trouble.HISTORY,
    Halt.LOST: Trouble.LOST,
    Halt.ROSTER: Trouble.ROSTER,
    Halt.KEY: Trouble.KEY,
    Halt.NO_KEY: Trouble.NO_KEY,
}


@dataclass(frozen=True)
class Told:
    """A house, and its moments."""

    house: House
    moments: list[Moment]


@pytest.fixture(scope="module")
def lied_to(central: Central, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Told]:
    with founded(central, tmp_path_factory.mktemp("lying"), SEED) as house:
        yield Told(house, moments(house, runs(EACH)))


@pytest.mark.long
@pytest.mark.parametrize("kind", KINDS)
def test_a_lie_stops_a_desk_and_is_said(lied_to: Told, kind: str) -> None:
    for n, moment in enumerate(lied_to.moments):
        way = KINDS[kind][n % len(KINDS[kind])]
        scene = Scene(lied_to.house, moment, Random(f"{kind}/{moment.at}"))
        expected = way(scene)
        _judge(scene, expected, f"{way.__name__}, moment {moment.at}")


def _judge(scene: Scene, expected: Stop, what: str) -> None:
    """Either all desks hold what is honest, or one stopped as it should; and its window says so."""
    stopped = [_stop(scene, at) for at in range(len(scene.passes))]
    rails = [told(THERE, outcome) for _, outcome in scene.passes]
    if not any(one.trouble for one in rails):
        holds = [held(one, scene.house.comp) for one, _ in scene.passes]
        others = holds[1:] or [held(scene.open(scene.moment.kept.ahead), scene.house.comp)]
        says = ", ".join(brief(one, NOW) for one in rails)
        assert all(one == holds[0] for one in others), f"diverged silently: {what}; the rail says: {says}"
    assert [one for one in stopped if one is not None] == [expected], what
    said = next(one for one in rails if one.trouble)
    assert (said.stand, said.trouble) == (Stand.ATTENTION, TROUBLE[expected.halt]), what
    assert brief(said, NOW) == "1 punt vraagt aandacht"
    assert explained(replace(said, waiting=3)) == TROUBLES[TROUBLE[expected.halt]]


def _stop(scene: Scene, at: int) -> Stop | None:
    one, outcome = scene.passes[at]
    wrong = one.desk.read(lambda s: s.get_one(CompartmentState, scene.house.comp).stopped)
    return None if outcome.halt is None else Stop(outcome.halt, Wrong(wrong) if wrong else None)
