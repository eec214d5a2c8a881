"""T5: clocks that are years off, step while people work, or go through the change of the hour.

Nothing is refused and desks agree: a clock decides only which of several versions is shown.
"""

from datetime import UTC, datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

from tests.agreeing.proof.conftest import Made
from tests.agreeing.sizes import runs
from tests.agreeing.sync.desks import Station
from tests.agreeing.sync.oracle import COLS, Oracle, require_agreement, texts
from zvhdesk.models.base import new_id
from zvhdesk.models.cases import Case
from zvhdesk.sync.exchange import Outcome

RUNS, WRITINGS = 20, 4
DUTCH = ZoneInfo("Europe/Amsterdam")
CHANGES = (datetime(2026, 3, 29, 1, 0, tzinfo=UTC), datetime(2026, 10, 25, 1, 0, tzinfo=UTC))
"""The hour that is not there, and the hour that is there twice."""
TEN_YEARS = timedelta(days=3653)


def set_clock(one: Station, dice: Random) -> None:
    """Anywhere within ten years, or about a change of the hour."""
    if dice.random() < 0.4:
        moment = dice.choice(CHANGES) + timedelta(minutes=dice.randrange(-90, 90))
    else:
        moment = datetime.now(UTC) + TEN_YEARS * dice.uniform(-1, 1)
    one.clock.now = moment.astimezone(DUTCH)


def test_no_clock_stops_a_save_or_parts_two_desks(desks: Made) -> None:
    both, oracle = desks(2), Oracle()
    case = both[0].desk.read(lambda s: s.query(Case.id).limit(1).scalar() or "")
    cells = [(case, col) for col in COLS]
    for seed in runs(RUNS):
        dice = Random(seed)
        for one in both:
            set_clock(one, dice)
        for _ in range(WRITINGS):
            at, cell, text = dice.randrange(2), dice.choice(cells), new_id()
            one = both[at]
            seen = oracle.known(one.desk.read(lambda s, c=cell: texts(s, c)))  # type: ignore[misc]
            one.desk.change(lambda s, c=cell, t=text: setattr(s.get_one(Case, c[0]), c[1], t), "case.edit")  # type: ignore[misc]
            oracle.saved(text, cell, at, seen)
            if dice.random() < 0.5:
                set_clock(one, dice)
        for one in (*both, both[0]):
            assert one.exchange() == Outcome(), f"seed {seed}"
        require_agreement(both, oracle, cells, f"seed {seed}")
