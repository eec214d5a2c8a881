"""What a desk hears of a restore of its server, also when nothing waits there itself."""

from datetime import timedelta

from tests.agreeing.sync.desks import Station
from tests.agreeing.sync.put_back import ON_SQLITE, World
from zvhdesk.domain.standing import Restore
from zvhdesk.services import restore
from zvhdesk.sync.exchange import Halt, Outcome


def _heard(at: Station) -> Restore | None:
    return at.desk.read(restore.last)


@ON_SQLITE
def test_a_desk_knows_that_it_goes_on_and_that_it_is_over(world: World) -> None:
    at = world.desks[0]
    assert at.exchange() == Outcome()
    assert _heard(at) is None
    begun = at.clock.now
    world.restore("--begin")
    for _ in range(2):
        # Nothing waits here, so that nothing is refused either.
        assert at.exchange() == Outcome()
        assert _heard(at) == Restore(begun)
        at.clock.forward(hours=1)
    world.restore("--open")
    over = at.clock.now
    for _ in range(2):
        assert at.exchange() == Outcome()
        assert _heard(at) == Restore(begun, over)
        at.clock.forward(hours=1)
    world.restore("--begin")
    again = at.clock.now
    world.goal(at, "terwijl het wordt hersteld")
    assert at.exchange().halt is Halt.RESTORING
    assert _heard(at) == Restore(again)
    assert again - begun == timedelta(hours=4)
