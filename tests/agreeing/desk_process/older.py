"""A desk with a program of an older version: one that does not know some tables and columns yet.

It takes what there is, writes a goal, gives it, and says how many envelopes it keeps aside.
"""

from pathlib import Path
from random import Random

from tests.agreeing.sync.desks import goal, station
from zvhdesk.models.tables import BY_NAME, COLUMNS
from zvhdesk.sync import opening

TABLES, FIELDS = 4, 12
_ALWAYS = frozenset({"id", "stream_id", "deleted"})
_NEEDED = frozenset({"case_", "goal"})


def forget(dice: Random) -> None:
    """From here on this process is of an older version."""
    for name in dice.sample(sorted(BY_NAME.keys() - _NEEDED), TABLES):
        del BY_NAME[name]
    known = [cell for cell in sorted(COLUMNS) if cell[0] in BY_NAME and cell[1] not in _ALWAYS]
    fields = dice.sample(known, FIELDS)
    for cell in list(COLUMNS):
        if cell[0] not in BY_NAME or cell in fields:
            del COLUMNS[cell]


def main(folder: str, url: str, case: str, seed: str) -> None:
    """One pass, as such a program makes it; without a seed one that does not know the kind of any act yet."""
    if not seed:
        opening.READ = frozenset()
        here = station(Path(folder), url, made=True)
        print(here.exchange().aside, flush=True)
        here.close()
        return
    forget(Random(int(seed)))
    here = station(Path(folder), url, made=True)
    here.exchange()
    goal(here, case, f"van versie {seed}")
    print(here.exchange().aside, flush=True)
    here.close()
