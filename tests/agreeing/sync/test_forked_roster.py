"""Two lists of devices, each signed: an old backup was put back, and an admin let somebody in on it.

No desk takes the other's, and no program decides: docs/beheer.md, When there are two lists of devices.
"""

from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from functools import partial
from pathlib import Path

from tests.agreeing.sync.desks import Station, join, station
from tests.agreeing.sync.parted import goals
from tests.agreeing.sync.put_back import ON_SQLITE, World
from tests.agreeing.sync.test_destroyed import second_admin
from tests.recording.state import state
from zvhdesk.models.base import new_id
from zvhdesk.sync import revoking, rosters
from zvhdesk.sync.exchange import Halt, Outcome
from zvhdesk.sync.steps import play
from zvhdesk.wire.roster import AfterRevoking


@contextmanager
def _joined(world: World, by: Station, folder: Path) -> Iterator[Station]:
    with closing(station(folder, by.server.address)) as made:
        by.exchange()
        join(by, made, bytes.fromhex(new_id()))
        yield made


@ON_SQLITE
def test_by_the_manual_one_list_stays_and_who_was_on_the_other_joins_anew(
    world: World, tmp_path: Path
) -> None:
    first, second, third = world.desks
    roster = first.desk.read(partial(rosters.known, house=first.me.house, root=first.me.root))
    second_admin(first, roster.devices[second.me.dev].device.user)
    for one in (first, second, third):
        one.exchange()
    world.backup()
    with ExitStack() as opened:
        fourth = opened.enter_context(_joined(world, first, tmp_path / "vierde"))
        world.desks.append(fourth)
        world.goal(first, "op de ene lijst")
        first.exchange()
        world.put_back()
        world.serve()
        opened.enter_context(_joined(world, second, tmp_path / "vijfde"))
        world.goal(second, "op de andere lijst")
        second.exchange()
        assert [one.exchange().halt for one in (first, third)] == [Halt.ROSTER, None]
        # Once more, and now at once with a restore: who has the list that stays comes first.
        world.put_back()
        world.restore("--begin")
        world.serve()
        assert first.exchange().halt is None
        assert {one.exchange().halt for one in (second, third)} == {Halt.ROSTER}
        world.restore("--open")
        for one in (second, third):
            play(revoking.revoke(first.me, one.me.dev, AfterRevoking.KEEP), first.desk, first.server)
        first.exchange()
        again = opened.enter_context(_joined(world, first, tmp_path / "derde, opnieuw"))
        for one in (first, fourth, again):
            assert one.exchange() == Outcome()
        assert again.desk.read(state) == first.desk.read(state)
        assert "op de ene lijst" in goals(again)
