"""What stands only here is counted and told, also what nobody here can read, until its own desk goes on."""

import shutil
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.agreeing.sync.desks import Station, again
from tests.agreeing.sync.parted import go_on, looked, write_and_lose, write_on
from tests.agreeing.sync.put_back import ON_SQLITE, World
from tests.agreeing.sync.test_following import left_count
from tests.worlds import KEY
from zvhdesk.domain.standing import Aside
from zvhdesk.line.standing import counts
from zvhdesk.models.agreeing import Fate, SealedEnvelope
from zvhdesk.models.local import AccessEvent, ChangeOp, ChangeSet
from zvhdesk.services.desk import Desk
from zvhdesk.services.left import LeftAct
from zvhdesk.sync import left, revoking
from zvhdesk.sync.exchange import Outcome
from zvhdesk.sync.steps import play
from zvhdesk.wire.roster import AfterRevoking

_AS_IT_CAME = ("comp", "env_id", "dev", "dseq", "env_hash", "hdr", "ct", "sig", "recv_ms")


def _newer(at: Station) -> None:
    """What it wrote last says something that only a later version knows."""

    def add(session: Session) -> None:
        change = session.scalars(select(ChangeSet).order_by(ChangeSet.rev.desc())).first()
        assert change is not None
        rev, row = change.rev, "f" * 32
        op = ChangeOp(rev=rev, tbl="goal", row=row, col="colour_of_2031", old="null", new="1", base_rev=rev)
        session.add(op)

    at.desk.keep(add)


def _told(at: Station) -> list[LeftAct]:
    return [one for one in left.left(at.desk) if one.unread]


@ON_SQLITE
def test_what_stood_aside_stands_only_here_as_well(world: World) -> None:
    first, second, third = world.desks
    write_and_lose(world)
    world.goal(second, "met een veld van later")
    _newer(second)
    second.exchange()
    assert first.exchange() == Outcome(aside=1)
    write_on(world)
    for one in (first, second):
        one.exchange()
    assert [one.others for one in looked(first)] == [3], "it is said beforehand"
    go_on(first)
    first.exchange()
    assert left_count(first) == 3
    (unread,) = _told(first)
    assert (unread.number, unread.what, unread.fields) == ("", "", ())
    assert unread.who == left.left(first.desk)[0].who, "of the same colleague as the rest"
    found = first.desk.read(lambda s: counts(s, first.desk.today(), first.desk.device))
    assert (found.left, found.aside, found.why_aside) == (3, 0, Aside())
    go_on(second)
    for one in (second, first, third):
        one.exchange()
    assert left_count(first) == 0
    assert left.left(first.desk) == ()
    assert first.exchange().aside == 1, "it came in again, and waits for a newer version as before"


@ON_SQLITE
def test_what_a_device_wrote_that_left_the_house_can_be_put_away_here(world: World) -> None:
    """Not before: it comes back by itself as long as its desk can go on."""
    first, second, third = world.desks
    write_and_lose(world)
    write_on(world)
    first.exchange()
    go_on(first)
    first.exchange()
    goal, _case = left.left(first.desk)
    assert not goal.gone
    left.put_away(first.desk, goal.id)
    assert left_count(first) == 2
    play(revoking.revoke(first.me, second.me.dev, AfterRevoking.KEEP), first.desk, first.server)
    assert [one.gone for one in left.left(first.desk)] == [True, True]
    left.put_away(first.desk, goal.id)
    assert [one.number for one in left.left(first.desk)] == ["2026-B001"]
    assert left_count(first) == 1
    assert left.PUT_AWAY in first.desk.read(lambda s: list(s.scalars(select(AccessEvent.action))))
    left.put_away(first.desk, goal.id)
    for one in (first, third):
        one.exchange()
    assert left_count(first) == 1


@ON_SQLITE
def test_what_the_lost_disk_wrote_and_this_copy_could_not_read_is_told_until_it_is_back(
    world: World, tmp_path: Path
) -> None:
    """Nobody sends it again: this desk cannot, and no other may."""
    second = world.desks[1]
    _unread_of_the_lost_disk(world, tmp_path)
    go_on(second)
    for _ in range(2):
        world.goal(second, "van na het terugzetten")
        second.exchange()
    (told,) = left.left(second.desk)
    assert (told.unread, told.own, told.gone) == (True, True, False)
    assert left_count(second) == 1
    _comes_again(second)
    assert left_count(second) == 0
    assert left.left(second.desk) == ()


@ON_SQLITE
def test_it_can_be_put_away(world: World, tmp_path: Path) -> None:
    second = world.desks[1]
    _unread_of_the_lost_disk(world, tmp_path)
    go_on(second)
    (told,) = left.left(second.desk)
    left.put_away(second.desk, told.id)
    assert left.left(second.desk) == ()


def _unread_of_the_lost_disk(world: World, folder: Path) -> None:
    """The second desk wrote something of a later version after its copy and the backup; both are put back."""
    first, second, _third = world.desks
    for _ in range(2):
        world.everybody()
    second.desk.close()
    copy = Path(shutil.copytree(second.desk.folder, folder / "copy"))
    again(second)
    world.backup()
    world.goal(second, "van de tweede")
    _newer(second)
    for one in (second, first):
        one.exchange()
    second.desk.close()
    second.desk = Desk.open(copy, KEY, second.clock)
    second.server.log_out()
    second.exchange()
    write_on(world)
    world.goal(second, "van na het terugzetten")
    second.exchange()


@ON_SQLITE
def test_what_can_be_read_by_now_and_stands_in_the_log_is_told_no_more(world: World) -> None:
    second = world.desks[1]
    world.goal(second, "van de tweede")
    second.exchange()
    _also(second, Fate.TAKEN, Fate.LEFT, env_id=bytes(16))
    assert left.left(second.desk) == ()
    assert left_count(second) == 0


def _comes_again(at: Station) -> None:
    """The very envelope is among what the server hands out, under a number: a better backup was found."""
    _also(at, Fate.LEFT, Fate.ASIDE, seq=10**6, chain=bytes(32))


def _also(at: Station, there: Fate, fate: Fate, **otherwise: Any) -> None:
    """The last envelope of this desk with that fate stands there with another one too."""
    query = select(SealedEnvelope).where(SealedEnvelope.fate == there, SealedEnvelope.dev == at.me.dev)

    def fn(session: Session) -> None:
        row = session.scalars(query.order_by(SealedEnvelope.id.desc())).first()
        values = {name: getattr(row, name) for name in _AS_IT_CAME} | {"fate": fate} | otherwise
        session.add(SealedEnvelope(**values))

    at.desk.keep(fn)
