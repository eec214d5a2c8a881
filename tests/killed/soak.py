"""Many kills in a row, as `make soak` has them: ten in each house, one line for each house.

`python -m tests.killed.soak [--kills N] [--minutes M] [--seed S]`. A run that was broken off goes on with the
seed after the last line it printed.
"""

import argparse
import os
import platform
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from time import monotonic

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from tests.killed.killing import CHILD, TARGETS, Fell, Killing
from tests.killed.reopening import reopened
from tests.nursery import Nursery
from zvhdesk.ui.theme import Scheme, Theme

EACH = 10


@dataclass(slots=True)
class Tally:
    """What came of it: kills, acts acknowledged before them, during what they fell, and what was wrong."""

    kills: int = 0
    acts: int = 0
    during: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    def add(self, fell: Fell, wrong: list[str]) -> None:
        """One more kill."""
        self.kills += 1
        self.acts += fell.acts
        self.during[fell.during] += 1
        self.wrong += wrong


def house(nursery: Nursery, folder: Path, seed: int) -> Iterator[tuple[Fell, list[str]]]:
    """Ten kills in one house, each from what the one before left, and what was wrong after each."""
    killing, dice = Killing(nursery, folder, seed), Random(seed)
    try:
        for target in dice.sample(TARGETS, EACH):
            fell = killing.kill(target)
            wrong = [*fell.wrong, *reopened(folder, fell.found)]
            if killing.found() != fell.found:
                wrong.append("opening it again changed something")
            yield fell, [f"seed {seed}, {fell.meant}/{fell.during}: {one}" for one in wrong]
    finally:
        killing.close()


def main(arguments: list[str]) -> int:
    """Non-zero when anything was wrong after any kill."""
    wanted = _parse(arguments)
    application = QApplication(sys.argv[:1])
    theme = Theme(application, Scheme.LIGHT)
    whole, since, seed = Tally(), monotonic(), wanted.seed
    nursery = Nursery(CHILD)
    while whole.kills < wanted.kills and monotonic() - since < wanted.minutes * 60:
        ten = Tally()
        with tempfile.TemporaryDirectory(prefix="zvhdesk-soak-") as where:
            for fell, wrong in house(nursery, Path(where) / "house", seed):
                for tally in (ten, whole):
                    tally.add(fell, wrong)
        fell_in = ", ".join(f"{name} {times}" for name, times in ten.during.most_common())
        print(
            f"seed {seed}: {ten.kills} kills, {ten.acts} acts begun, {len(ten.wrong)} wrong ({fell_in})",
            flush=True,
        )
        for one in ten.wrong:
            print(f"  {one}", flush=True)
        seed += 1
    nursery.close()
    del theme
    _sum_up(whole, monotonic() - since, seed)
    return 1 if whole.wrong else 0


def _parse(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="soak", description=__doc__)
    for name, kind, standard in (("kills", int, "200"), ("minutes", float, "60"), ("seed", int, "0")):
        parser.add_argument(f"--{name}", type=kind, default=kind(os.environ.get(name.upper(), standard)))
    return parser.parse_args(arguments)


def _sum_up(whole: Tally, seconds: float, next_seed: int) -> None:
    during = ", ".join(f"{name} {times}" for name, times in whole.during.most_common())
    print(
        f"{whole.kills} kills in {seconds / 60:.1f} minutes, {whole.acts} acts begun, "
        f"{len(whole.wrong)} wrong. They fell during: {during}. The next seed is {next_seed}.\n"
        f"{platform.platform()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
