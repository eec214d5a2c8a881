"""An old backup was put back without a word: who was let in since then, and who was taken out.

In the part of the house nobody wrote on from the backup: that is restored, late but not too late. The cases
parted (docs/beheer.md).
"""

from contextlib import closing
from functools import partial
from pathlib import Path

from sqlalchemy.orm import Session

from tests.agreeing.sync.conftest import term_over
from tests.agreeing.sync.desks import Station, join, station
from tests.agreeing.sync.parted import all_agree, go_on, goals, write_on
from tests.agreeing.sync.put_back import ON_SQLITE, World
from tests.agreeing.sync.test_destroyed import second_admin
from tests.agreeing.sync.test_following import left_count
from zvhdesk.domain.terms import Compartment
from zvhdesk.models.agreeing import CompartmentMember
from zvhdesk.models.base import new_id
from zvhdesk.models.cases import Case
from zvhdesk.sync import keys, ordering, outgoing, revoking, rosters
from zvhdesk.sync.exchange import Halt, Outcome
from zvhdesk.sync.steps import play
from zvhdesk.wire.membership import Membership
from zvhdesk.wire.roster import AfterRevoking


@ON_SQLITE
def test_who_was_let_in_since_is_let_in_again(world: World, tmp_path: Path) -> None:
    first, second, _third = world.desks
    world.backup()
    with closing(station(tmp_path / "vierde", first.server.address)) as fourth:
        join(first, fourth, bytes.fromhex(new_id()))
        world.goal(fourth, "van de vierde")
        for one in (fourth, first, second):
            one.exchange()
        world.desks.append(fourth)
        write_on(world)
        world.restore("--begin")
        assert first.exchange().halt is Halt.HISTORY
        go_on(first)
        first.exchange()
        assert second.exchange().halt is Halt.HISTORY
        go_on(second)
        # What was said of members is nobody's work.
        assert left_count(second) == 1
        # Nobody there knows the fourth, until the desk that let it in said so again.
        assert fourth.exchange().halt is Halt.OUTSIDE
        world.restore("--open")
        assert first.exchange() == Outcome()
        assert fourth.exchange().halt is Halt.HISTORY
        go_on(fourth)
        all_agree(world)
        assert "van de vierde" in goals(first)


@ON_SQLITE
def test_who_was_taken_out_since_stays_out(world: World) -> None:
    first, second, third = world.desks
    world.backup()
    gone = second.me.dev
    play(revoking.revoke(first.me, gone, AfterRevoking.KEEP), first.desk, first.server)
    world.goal(first, "onder een nieuwe sleutel")
    first.exchange()
    write_on(world)
    world.restore("--begin")
    first.exchange()
    go_on(first)
    for one in (first, third, first):
        one.exchange()
    world.restore("--open")
    world.desks.remove(second)
    all_agree(world)
    assert "onder een nieuwe sleutel" in goals(third)
    members = third.desk.read(lambda s: {row.dev for row in s.query(CompartmentMember)})
    assert gone not in members
    roster = third.desk.read(partial(rosters.known, house=third.me.house, root=third.me.root))
    assert roster.active(gone) is None
    assert second.exchange().halt is Halt.REVOKED
    assert first.exchange() == Outcome()


@ON_SQLITE
def test_what_another_admin_said_of_a_device_since_stands(world: World, tmp_path: Path) -> None:
    first, _second, third = world.desks
    second_admin(first, bytes.fromhex(user_of(third)))
    world.everybody()
    world.backup()
    with closing(station(tmp_path / "vierde", first.server.address)) as fourth:
        join(first, fourth, bytes.fromhex(new_id()))
        dev = fourth.me.dev
    write_on(world)
    world.restore("--begin")
    assert first.exchange().halt is Halt.HISTORY
    world.restore("--open")
    third.exchange()

    me = third.me

    def not_a_member(session: Session) -> None:
        roster = rosters.known(session, me.house, me.root)
        comp = keys.compartment_named(session, Compartment.REGULAR) or b""
        outgoing.say_member(session, me, roster, comp, Membership(dev, None))

    third.desk.keep(not_a_member)
    assert third.exchange() == Outcome()
    go_on(first)
    world.desks.pop(1)
    all_agree(world)
    comp = third.desk.read(lambda s: keys.compartment_named(s, Compartment.REGULAR)) or b""
    assert third.desk.read(lambda s: s.get(CompartmentMember, (comp, dev))) is None


def user_of(at: Station) -> str:
    """Whose device it is, by the roster."""
    roster = at.desk.read(partial(rosters.known, house=at.me.house, root=at.me.root))
    found = roster.active(at.me.dev)
    assert found is not None
    return found.user.hex()


def destroyed_and_put_back(world: World) -> None:
    """Two of three destroyed the case, and a backup from before it stands at the server again."""
    first, second, _third = world.desks
    second_admin(first, bytes.fromhex(user_of(second)))
    term_over(first.desk, world.case)
    for _ in range(2):
        world.everybody()
    world.backup()
    batch = ordering.propose(first.desk, world.case)
    for one in (first, second):
        one.exchange()
    play(ordering.confirm(batch), second.desk, second.server)
    for one in (second, first):
        one.exchange()
    assert not has(first, world.case)
    world.put_back()
    world.serve()


@ON_SQLITE
def test_what_was_destroyed_since_is_destroyed_there_too(world: World) -> None:
    first, second, third = world.desks
    destroyed_and_put_back(world)
    assert has(third, world.case)
    for _ in range(12):
        world.new_case(third)
        third.exchange()
    for one in (first, second):
        one.exchange()
    go_on(first)
    for one in (first, third):
        one.exchange()
    assert not has(third, world.case)
    go_on(second)
    all_agree(world)


def has(at: Station, case: str) -> bool:
    """Whether anything of a case is in the rows."""
    return at.desk.read(lambda s: s.get(Case, case)) is not None
