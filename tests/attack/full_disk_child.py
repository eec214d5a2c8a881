"""A desk whose disk fills up: no file may grow far past what is there now. Argument: an empty folder.

Prints one line per finding; exits 0 when all held.
"""

import resource
import sys
from pathlib import Path

from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from tests.recording.state import records, state
from tests.worlds import KEY, FixedClock, small_house
from zvhdesk.services import adding
from zvhdesk.services.desk import Desk


def main(folder: Path) -> None:
    """Fill it, be refused, make room, go on; then open it again."""
    desk = Desk.create(folder, KEY, FixedClock())
    house = small_house(desk)
    largest = max(path.stat().st_size for path in folder.iterdir())
    resource.setrlimit(resource.RLIMIT_FSIZE, (largest + 400_000, resource.RLIM_INFINITY))
    typed = {"text": "x" * 3900}
    done = 0
    full = False
    while not full:
        assert done < 5000, "the disk never filled"
        before = (desk.read(state), len(desk.read(records)))
        full = _is_full(desk, house.case_id, typed)
        done += 1
    after = (desk.read(state), len(desk.read(records)))
    assert after == before, "a refused act left something behind"
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    desk.change(lambda s: adding.add_goal(s, house.case_id, typed), adding.GOAL)
    at_end = desk.read(state)
    desk.close()
    again = Desk.open(folder, KEY, FixedClock())
    assert again.read(state) == at_end
    with again.engine.connect() as connection:
        assert connection.execute(text("PRAGMA integrity_check")).scalars().all() == ["ok"]
    again.close()
    print(f"held after {done}")


def _is_full(desk: Desk, case_id: str, typed: dict[str, str]) -> bool:
    """Add a goal; whether there was no room for it. The error must not tell what was typed."""
    said = ""
    try:
        desk.change(lambda s: adding.add_goal(s, case_id, typed), adding.GOAL)
    except DBAPIError as error:
        said = str(error)
    assert "xxx" not in said, "what was typed stands in the message"
    return bool(said)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
