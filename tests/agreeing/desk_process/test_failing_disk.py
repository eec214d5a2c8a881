"""T3: a disk is full, or gives errors, in the middle of an act or an exchange, and is well again after it."""

import shutil
from collections import Counter, defaultdict
from contextlib import closing
from pathlib import Path
from random import Random

from sqlalchemy import select

from tests.agreeing.central import Central
from tests.agreeing.desk_process import failing
from tests.agreeing.sizes import SEED, TIMES
from tests.agreeing.sync.desks import Station, found, goal, join, station
from tests.nursery import Child, Nursery
from tests.recording.state import state
from tests.small_disk import seen_in
from tests.worlds import small_house
from zvhdesk.models.base import new_id
from zvhdesk.models.cases import Goal
from zvhdesk.sync.exchange import Outcome

FAULTS = ("full", "writes", "reads")
ACTS, PASSES = 8, 5
"""How often it fails within an act, at every so many writes of it, and how often within a pass."""


def told(child: Child, line: str) -> list[str]:
    """What it answers to a line."""
    child.say(line)
    return heard(child)


def heard(child: Child) -> list[str]:
    """The words of the next line it says."""
    while not (said := child.hear(60)):
        assert said is not None, "it ended by itself"
    return said[0].decode().split()


def moments(dice: Random) -> list[int]:
    """After how many writes it fails. An act is some sixty, a pass some hundreds."""
    acts = [at * 8 + dice.randrange(8) for at in range(ACTS)] * TIMES
    return acts + [dice.randrange(60, 300) for _ in range(PASSES * TIMES)]


def goals(at: Station) -> list[str]:
    """All of them."""
    mine = select(Goal.text).where(Goal.text.like("nummer %")).order_by(Goal.text)
    return list(at.desk.read(lambda s: s.scalars(mine).all()))


def test_a_disk_that_fails_costs_what_was_refused_and_nothing_else(
    central: Central, programs: Nursery, tmp_path: Path
) -> None:
    dice, done, came = Random(f"disk {SEED}"), list[str](), Counter[str]()
    kinds = defaultdict[str, Counter[str]](Counter)
    with closing(station(tmp_path / "b", central.url)) as other:
        first = station(tmp_path / "a", central.url)
        case = small_house(first.desk).case_id
        found(first, central.new_code())
        join(first, other, bytes.fromhex(new_id()))
        first.close()
        child = programs.start(
            failing.__name__, str(tmp_path / "a"), str(tmp_path / "image"), central.url, case
        )
        (size,) = heard(child)
        points = moments(dice)
        for number, writes in enumerate(dice.sample(points, len(points))):
            goal(other, case, f"nummer {number} b")
            other.exchange()
            fault = dice.choice(FAULTS)
            said = told(child, f"{number} {writes} {fault}")
            came.update(said)
            kinds[fault].update(said)
            done += [f"nummer {number} b"] + [f"nummer {number}"] * (said[0] == "done")
        print("a disk that is", size, dict(kinds))
        assert told(child, f"{number + 1} 0 none") == ["done", "sent"], "it goes on where it is"
        assert min(came[word] for word in ("done", "refused", "sent", "stopped")) > 0, came
        assert min(kinds[fault]["stopped"] for fault in FAULTS) > 0, kinds
        shutil.copytree(seen_in(child.pid, tmp_path / "a"), tmp_path / "kept")
        child.kill()
        assert other.exchange() == Outcome()
        with closing(station(tmp_path / "kept", central.url, made=True)) as first:
            assert first.exchange() == Outcome()
            assert other.exchange() == Outcome()
            for one in (first, other):
                assert goals(one) == sorted([*done, f"nummer {number + 1}"])
            assert first.desk.read(state) == other.desk.read(state)
