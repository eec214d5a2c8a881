"""Made-up people: names from lists, BSNs from a range that is never given out, everyone invented."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from zvhdesk.domain.bsn import is_bsn

_SURNAMES = (
    "Aalders", "Asbreuk", "Bakker", "Beekhuis", "Boersma", "Brand", "Dekker", "Dijkhuis", "Elderink", "Evers",
    "Gerritsen", "Grooten", "Haarman", "Hesselink", "Hofstede", "Jansma", "Kamphuis", "Koster", "Kuipers",
    "Lammers", "Leferink", "Meijer", "Mulder", "Nijhof", "Nijland", "Oosterveld", "Pierik",
    "Postma", "Reinders", "Roelofs", "Scholten", "Smit", "Spenkelink", "Steggink", "Terpstra", "Vermeer",
    "Visser", "Vos", "Wassink", "Wessels", "Wolters", "Yıldız", "Zandbergen", "El Amrani", "Kowalska",
)  # fmt: skip
_PREFIXES = (None, None, None, None, None, "van", "de", "van den", "ten", "van der", "ter")
_LETTERS = "ABCDEFGHIJKLMNPRSTVWYZ"


@dataclass(frozen=True, slots=True)
class MadeUp:
    """A made-up person. `birth_date` is ISO text, sometimes partial, sometimes unknown."""

    initials: str
    prefix: str | None
    surname: str
    birth_date: str | None
    bsn: str | None


class People:
    """An endless line of made-up people, the same for the same seed. No BSN comes twice."""

    def __init__(self, dice: Random, bsn_prefix: str = "99999") -> None:
        self._dice = dice
        self._bsns = _bsns(dice, bsn_prefix)

    def one(self, today: date, ages: tuple[int, int], *, known: bool = True) -> MadeUp:
        """A person with an age between `ages` (years, both included); `known` is with BSN and birth date."""
        dice = self._dice
        initials = "".join(f"{letter}." for letter in dice.sample(_LETTERS, dice.choice((1, 1, 1, 2))))
        prefix = dice.choice(_PREFIXES)
        born = today - timedelta(days=round(365.25 * (dice.randint(*ages) + 0.1 + 0.8 * dice.random())))
        return MadeUp(
            initials=initials,
            prefix=prefix,
            surname=dice.choice(_SURNAMES),
            birth_date=born.isoformat() if known else f"{born.year}",
            bsn=next(self._bsns, None) if known else None,
        )


def _bsns(dice: Random, prefix: str) -> Iterator[str]:
    width = 9 - len(prefix)
    numbers = [f"{prefix}{tail:0{width}d}" for tail in range(10**width)]
    valid = [number for number in numbers if is_bsn(number)]
    dice.shuffle(valid)
    return iter(valid)
