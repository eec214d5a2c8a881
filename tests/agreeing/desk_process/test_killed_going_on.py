"""T3: a desk is killed while it goes on with a server that got an old backup. It is done, or nothing was."""

from random import Random

from sqlalchemy import text

from tests.agreeing.desk_process import going_on
from tests.agreeing.sizes import SEED
from tests.agreeing.sync.desks import Station, station
from tests.agreeing.sync.parted import all_agree, go_on, goals, part, stops
from tests.agreeing.sync.put_back import ON_SQLITE, World
from tests.nursery import Nursery
from tests.recording.state import state

KILLS = 6


def killed(nursery: Nursery, at: Station, turns: int) -> Station:
    """Let it go on, and kill it after so many turns. What stands there then."""
    folder, url = at.desk.folder, at.server.address
    at.close()
    child = nursery.start(going_on.__name__, str(folder), url)
    assert child.hear(60) is not None, "it ended by itself"
    # Burning turns, not sleeping: the kill falls anywhere.
    for _ in range(turns):
        pass
    child.kill()
    found = station(folder, url, made=True)
    with found.desk.engine.connect() as connection:
        assert connection.execute(text("PRAGMA integrity_check")).scalars().all() == ["ok"]
    return found


@ON_SQLITE
def test_a_desk_that_is_killed_while_it_goes_on_loses_nothing(world: World, nursery: Nursery) -> None:
    part(world, more=40)
    first, second, _third = world.desks
    world.goal(first, "terwijl het stilstond")
    for one in (first, second):
        one.exchange()
    before, dice, n = first.desk.read(state), Random(SEED), 0
    while stops(first) and n < KILLS:
        first = world.desks[0] = killed(nursery, first, dice.randrange(4_000_000))
        n += 1
        if stops(first):
            assert first.desk.read(state) == before
    if stops(first):
        go_on(first)
    go_on(second)
    all_agree(world)
    assert {"terwijl het stilstond", "van de eerste", "van de tweede"} <= set(goals(first))
    first.close()
