"""A desk whose disk was lost and whose copy was put back, at a server that was put back as well."""

import shutil
from pathlib import Path

from sqlalchemy import select

from tests.agreeing.sync.desks import again, question, write
from tests.agreeing.sync.disagreeing import act
from tests.agreeing.sync.parted import all_agree, beside, go_on, goals, looked, stops, write_on
from tests.agreeing.sync.put_back import ON_SQLITE, World
from tests.agreeing.sync.test_following import left_count
from tests.agreeing.sync.test_following_rows import goal_named
from tests.worlds import KEY
from zvhdesk.models.cases import Goal
from zvhdesk.models.local import ChangeSet
from zvhdesk.services.desk import Desk
from zvhdesk.sync import left


def _disk_lost_and_server_put_back(world: World, folder: Path) -> None:
    """The second desk wrote after its copy and after the backup; both are put back, and others wrote on."""
    first, second, _third = world.desks
    write(first, world.case, "Wie belde?")
    world.goal(first, "van voor de kopie")
    for _ in range(2):
        world.everybody()
    second.desk.close()
    copy = Path(shutil.copytree(second.desk.folder, folder / "copy"))
    again(second)
    world.backup()
    write(second, world.case, "Wie belt er nu?")
    world.goal(second, "van de tweede")
    row = goal_named(second, "van voor de kopie")
    act(second, lambda s: setattr(s.get_one(Goal, row), "text", "herschreven"), "case.edit")
    for one in (second, first):
        one.exchange()
    second.desk.close()
    second.desk = Desk.open(copy, KEY, second.clock)
    second.server.log_out()
    second.exchange()
    write_on(world)


@ON_SQLITE
def test_what_the_lost_disk_had_sent_goes_again_from_its_own_device(world: World, tmp_path: Path) -> None:
    _disk_lost_and_server_put_back(world, tmp_path)
    first, second, third = world.desks
    mine = select(ChangeSet.act).where(ChangeSet.origin == "received", ChangeSet.device == second.desk.device)
    sent = second.desk.read(lambda s: set(s.scalars(mine)))
    assert len(sent) == 3, "this copy of the device only received them"
    world.goal(second, "van na het terugzetten")
    for one in (first, second):
        one.exchange()
    assert stops(second)
    (parted,) = looked(second)
    assert (parted.own, parted.others) == (3, 0)
    go_on(second)
    assert left_count(second) == 0
    assert {"van de tweede", "herschreven"} <= set(goals(second))
    for one in (second, third):
        one.exchange()
    assert {"van de tweede", "herschreven", "van na het terugzetten"} <= set(goals(third))
    assert question(third, world.case) == "Wie belt er nu?"
    assert sent <= third.desk.read(lambda s: set(s.scalars(select(ChangeSet.act)))), "as the same acts"
    go_on(first)
    all_agree(world)
    assert [left.left(one.desk) for one in world.desks] == [(), (), ()]
    # Whoever wrote them had seen what they replaced: nobody is asked.
    assert [beside(one) for one in world.desks] == [{}, {}, {}]
