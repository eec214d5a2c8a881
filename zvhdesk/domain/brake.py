"""The brake: what others did is held when it would take too many cases of this desk away at once (issue 3).

One act gone wrong, or one desk in wrong hands, must not empty the boards of a house while nobody looks.
"""

from dataclasses import dataclass

DAY_MS = 24 * 60 * 60 * 1000
"""What came in within a day counts together."""

_DAILY = 1
"""In a house with fewer than five cases one is more than a fifth, and to close one is daily work: two in a
day, half of four or all of two, are asked about as everywhere."""
_ONE_IN = 5


@dataclass(frozen=True, slots=True)
class Doer:
    """Who did it: id of the member, UTC milliseconds of the first of it."""

    user: str
    at_ms: int


@dataclass(frozen=True, slots=True)
class Question:
    """What is held: so many of so many cases would be shielded, removed or destroyed.

    `comp` is the compartment. `braking.allow` lets it through: what was recorded up to number `until` at the
    server, or of what was ordered to destroy these `streams`.
    """

    comp: bytes
    cases: int
    of: int
    by: tuple[Doer, ...]
    until: int
    streams: frozenset[str] = frozenset()


def too_many(cases: int, of: int) -> bool:
    """Whether that is more than a fifth of the cases of this desk, visible and not shielded."""
    return cases > _DAILY and cases * _ONE_IN > of
