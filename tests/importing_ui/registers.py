"""Registers on disk for the import page: made up, small or as large as asked."""

import random
from collections.abc import Sequence
from pathlib import Path

from zvhdesk.domain.bsn import is_bsn

HEADINGS = (
    "Zaak",
    "Ingekomen op",
    "Melder",
    "Plaats",
    "Naam",
    "Geboren",
    "Burgerservicenr",
    "Overleg",
    "Regie",
)
SURNAMES = ("Jansen", "de Vries", "van den Berg", "Bakker", "Yılmaz")
PARTNERS = ("Veilig Thuis", "Politie Oost", "GGZ De Regge", "Woonstichting De Brug", "Gemeente Enschede")


def bsns(count: int) -> list[str]:
    """So many different numbers that pass the elfproef."""
    found: list[str] = []
    number = 900_000_000
    while len(found) < count:
        number += 1
        if is_bsn(str(number)):
            found.append(str(number))
    return found


def rows(count: int, seed: int = 1) -> list[list[str]]:
    """Good rows for a house with the gemeente Enschede and the tables Top-X and JOR."""
    dice = random.Random(seed)
    numbers = bsns(count)
    made: list[list[str]] = []
    for at in range(count):
        table = dice.choice(("Top-X", "JOR"))
        birth = dice.randint(2003, 2008) if table == "JOR" else dice.randint(1960, 2000)
        day = f"{dice.randint(1, 28)}-{dice.randint(1, 12)}-2025"
        made.append(
            [
                f"VH-25-{at + 1:05}",
                day,
                dice.choice(PARTNERS),
                "Enschede",
                f"{dice.choice('ABCDEFGH')}. {dice.choice(SURNAMES)}",
                f"{dice.randint(1, 28)}-{dice.randint(1, 12)}-{birth}",
                numbers[at],
                table,
                dice.choice(("procesregie", "uitgebreid advies", "")),
            ]
        )
    return made


def write(path: Path, lines: Sequence[Sequence[str]], headings: Sequence[str] = HEADINGS) -> Path:
    """A CSV as such systems write it."""
    text = "\r\n".join(";".join(line) for line in (headings, *lines)) + "\r\n"
    path.write_bytes(text.encode("cp1252", errors="replace"))
    return path


def with_faults(count: int = 20) -> list[list[str]]:
    """Rows of which six are wrong, each in its own way: line 3, 5, 7, 9, 11 (too old for JOR) and 13."""
    made = rows(count)
    made[1][0] = made[0][0]
    made[3][1] = "30-2-2025"
    made[5][3] = "Enschedee"
    made[7][6] = "123456789"
    made[9][5], made[9][7] = "1-1-1990", "JOR"
    made[11][5] = "1-1-2026"
    return made
