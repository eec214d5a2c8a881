"""How much a proof does: as the tests have it, or what a long run asks for in the environment (docs/soak.md).

SOAK_SEED is the first seed and SOAK_TIMES how many times as many runs; without them the tests' own.
"""

import os

SEED = int(os.environ.get("SOAK_SEED", "0"))
TIMES = int(os.environ.get("SOAK_TIMES", "1"))
LONG = "SOAK_SEED" in os.environ
"""Whether this is such a run: what is made up is then made up anew for each seed."""


def runs(usual: int) -> range:
    """The seeds of so many runs."""
    return range(SEED, SEED + usual * TIMES)


def times(usual: int) -> int:
    """So many, or so many times as many."""
    return usual * TIMES
