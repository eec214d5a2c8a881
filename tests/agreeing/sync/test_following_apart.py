"""An old backup was put back without a word: a desk of CTER goes on in its own file, also where it reads."""

from pathlib import Path

from sqlalchemy import select

from tests.agreeing.central import Central
from tests.agreeing.lying.shelf import Shelf
from tests.agreeing.sync.desks import Station
from tests.agreeing.sync.parted import go_on, looked
from tests.agreeing.sync.test_apart import CTER, begun, case, house_with_cter
from tests.agreeing.sync.test_following import left_count
from tests.recording.state import state
from zvhdesk.domain.terms import Compartment
from zvhdesk.models.capture import CaptureSession
from zvhdesk.models.cases import Case
from zvhdesk.models.house import House
from zvhdesk.sync.exchange import Halt, Outcome


def rename(at: Station, name: str) -> None:
    def fn(session: CaptureSession) -> None:
        session.scalars(select(House)).one().name = name

    at.desk.change(fn, "house.edit")


def numbers(at: Station) -> set[str]:
    return at.desk.read(lambda s: set(s.scalars(select(Case.number))))


def test_both_parts_of_it_go_on(central: Central, tmp_path: Path) -> None:
    with house_with_cter(central, tmp_path) as world:
        begun(world)
        first, colleague, leader, member = world.first, world.colleague, world.leader, world.member
        everybody = (first, colleague, leader, member)
        for one in (*everybody, *everybody):
            one.exchange()
        shelf = Shelf(central.store, first.me.house)
        backup = shelf.read()
        case(leader, "2026-A001")
        rename(first, "Verloren naam")
        for one in (leader, first, leader):
            one.exchange()
        shelf.put(backup)
        for at in range(8):
            case(member, f"2026-B00{at}")
            rename(colleague, f"Naam {at}")
            for one in (member, colleague):
                one.exchange()
        assert leader.exchange().halt is Halt.HISTORY
        assert {one.name for one in looked(leader)} == {Compartment.HOUSE, CTER}
        go_on(leader)
        assert leader.exchange() == Outcome()
        assert left_count(leader) == 1
        assert first.exchange().halt is Halt.HISTORY
        go_on(first)
        for one in (*everybody, *everybody):
            assert one.exchange().halt is None
        assert left_count(leader) == 0
        assert leader.desk.read(state) == member.desk.read(state)
        assert first.desk.read(state) == colleague.desk.read(state)
        assert numbers(member) == {"2026-A001", *(f"2026-B00{at}" for at in range(8))}
