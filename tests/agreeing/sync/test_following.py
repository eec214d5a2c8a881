"""An old backup was put back without a word, and others wrote on: what each of the desks comes to."""

from dataclasses import replace

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.agreeing.sync.desks import Station, again, question
from tests.agreeing.sync.parted import (
    all_agree,
    go_on,
    goals,
    going_on,
    looked,
    part,
    refused,
    shelf_of,
    stops,
    told,
    write_and_lose,
    write_on,
)
from tests.agreeing.sync.put_back import ON_SQLITE, World
from tests.recording.state import state
from tests.worlds import KEY
from zvhdesk.domain.refusing import Refusing
from zvhdesk.models.agreeing import CompartmentState, Fate, SealedEnvelope
from zvhdesk.models.cases import Case, Goal
from zvhdesk.models.engine import open_engine
from zvhdesk.models.local import AccessEvent
from zvhdesk.sync import astray, following, left
from zvhdesk.sync.acting import Halted, as_member
from zvhdesk.sync.astray import NotGoing
from zvhdesk.sync.checking import AS_PUT_BACK, Wrong
from zvhdesk.sync.exchange import Halt, Outcome
from zvhdesk.sync.steps import AtDesk, play


def test_every_word_of_all_three_is_on_every_desk_once_each_went_on(parted: World) -> None:
    first, second, third = parted.desks
    parted.goal(first, "terwijl het stilstond")
    assert [one.exchange().halt for one in (first, second, third)] == [Halt.HISTORY, Halt.HISTORY, None]
    go_on(first)
    assert first.exchange() == Outcome()
    third.exchange()
    assert {"van de eerste", "terwijl het stilstond"} <= set(goals(third))
    assert question(third, parted.case) == "Wie belt?"
    # What the second wrote is nobody's to send but its own desk's: until then it is told.
    assert "van de tweede" not in goals(first)
    kept = left.left(first.desk)
    assert [(one.number, one.what) for one in kept] == [
        ("2026-0115", "Doel toegevoegd"), ("2026-B001", "Casus aangemaakt"),
    ]  # fmt: skip
    assert ("Doel", "van de tweede") in {(field.label, field.new) for one in kept for field in one.fields}
    go_on(second)
    all_agree(parted)
    every = ["terwijl het stilstond", "van de eerste", "van de tweede"]
    assert goals(third) == sorted([*every, *(f"van de derde {at}" for at in range(12))])
    assert third.desk.read(lambda s: set(s.scalars(select(Case.number)))) >= {"2026-B001"}
    assert [left.left(one.desk) for one in parted.desks] == [(), (), ()]


@ON_SQLITE
def test_what_others_lost_is_kept_as_it_came(parted: World) -> None:
    first = parted.desks[0]
    first.exchange()
    query = select(SealedEnvelope.hdr, SealedEnvelope.ct, SealedEnvelope.sig)
    second = parted.desks[1].me.dev
    before = first.desk.read(lambda s: set(s.execute(query.where(SealedEnvelope.dev == second))))
    go_on(first)
    kept = query.where(SealedEnvelope.fate == Fate.LEFT)
    found = first.desk.read(lambda s: set(s.execute(kept)))
    assert len(found) == left_count(first) == 2
    assert found <= before


def left_count(at: Station) -> int:
    return at.desk.read(lambda s: left.count(s, at.desk.device))


@ON_SQLITE
def test_it_is_told_beforehand_what_will_happen(parted: World) -> None:
    first = parted.desks[0]
    first.exchange()
    before = first.desk.read(state)
    (found,) = looked(first)
    assert (found.own, found.others) == (2, 2)
    assert found.there[0] > found.here[0] > found.since
    assert first.desk.read(state) == before
    assert stops(first) == [Wrong.FORK] or stops(first) == [Wrong.COUNT]


@ON_SQLITE
def test_a_desk_that_is_still_ahead_of_a_server_that_parted_goes_on_too(world: World) -> None:
    """It never stopped: the server has fewer than it, but others."""
    part(world, more=1)
    first = world.desks[0]
    assert first.exchange().halt is Halt.LOST
    assert not stops(first)
    go_on(first)
    go_on(world.desks[1])
    all_agree(world)
    assert set(goals(first)) == {"van de eerste", "van de tweede", "van de derde 0"}


@ON_SQLITE
def test_a_server_that_only_lacks_something_is_no_reason(world: World) -> None:
    part(world, more=0)
    assert world.desks[0].exchange().halt is Halt.LOST
    assert refused(world.desks[0]) is NotGoing.LESS
    assert refused(world.desks[2]) is NotGoing.WHOLE


@ON_SQLITE
def test_after_a_restore_that_came_too_late_a_stopped_desk_brings_what_is_lacking(parted: World) -> None:
    """The desk stopped; then the newest backup was put back as it should be."""
    first, second, _third = parted.desks
    first.exchange()
    parted.put_back()
    parted.restore("--begin")
    parted.serve()
    assert first.exchange().halt is Halt.HISTORY
    (found,) = looked(first)
    assert (found.own, found.others) == (0, 0)
    go_on(first)
    assert left_count(first) == 0
    assert first.exchange().halt in (None, Halt.RESTORING)
    parted.restore("--open")
    second.exchange()
    first.exchange()
    assert {"van de eerste", "van de tweede"} <= set(goals(first)) & set(goals(second))


@ON_SQLITE
def test_ended_between_any_two_steps_it_is_done_or_not_and_can_be_done_again(parted: World) -> None:
    first, second, _third = parted.desks
    parted.goal(first, "terwijl het stilstond")
    first.exchange()
    before, left_off = first.desk.read(state), 0
    while stops(first):
        assert first.desk.read(state) == before
        left_off += 1
        ended_after(first, left_off)
    assert left_off > 5
    second.exchange()
    go_on(second)
    all_agree(parted)
    assert {"terwijl het stilstond", "van de eerste", "van de tweede"} <= set(goals(first))


def ended_after(at: Station, steps: int) -> None:
    """Its person decides to go on; after so many steps its program ends, and starts again."""
    story = going_on(at)
    step = next(story, None)
    for _ in range(steps):
        if step is None:
            break
        result = step.fn(at.desk) if isinstance(step, AtDesk) else step.fn(at.server)
        try:
            step = story.send(result)
        except StopIteration:
            step = None
    story.close()
    again(at)


@ON_SQLITE
def test_whoever_changed_something_meanwhile_is_shown_it_first(parted: World) -> None:
    first, _second, third = parted.desks
    first.exchange()
    shown = looked(first)
    parted.goal(third, "intussen")
    third.exchange()
    # More at the server is the same history; another number where they part is not.
    other = as_member(lambda me: following.follow(me, (replace(shown[0], since=1),)))
    with pytest.raises(Refusing) as no:
        play(other, first.desk, first.server)
    assert no.value.reason is NotGoing.CHANGED
    assert stops(first)
    play(as_member(lambda me: following.follow(me, shown)), first.desk, first.server)
    assert first.exchange() == Outcome()


@ON_SQLITE
def test_what_is_done_is_accounted_for_and_a_copy_is_there_before(parted: World) -> None:
    first = parted.desks[0]
    first.exchange()
    go_on(first)
    acts = first.desk.read(lambda s: list(s.scalars(select(AccessEvent.action))))
    assert following.FOLLOW in acts
    (copy,) = first.desk.folder.glob("before-server-*.db")
    engine = open_engine(copy, KEY)
    with Session(engine) as session:
        assert "van de tweede" in set(session.scalars(select(Goal.text)))
    engine.dispose()


@ON_SQLITE
def test_a_history_that_does_not_hold_is_not_gone_on_with(parted: World) -> None:
    """Of what came after the backup one was left out: no chain of this house has it so."""
    first = parted.desks[0]
    first.exchange()
    before = first.desk.read(state)
    told(parted, lambda items: [*items[:-3], *items[-2:]])
    assert refused(first) is NotGoing.FALSE
    assert stops(first)
    assert first.desk.read(state) == before


@ON_SQLITE
@pytest.mark.parametrize("left", [1, None], ids=["beginning", "whole"])
def test_a_history_that_is_another_from_the_start_is_not_gone_on_with(
    parted: World, left: int | None
) -> None:
    """Only its first envelope was received at another time. Also when what there is of it holds by itself."""
    first = parted.desks[0]
    first.exchange()
    told(parted, lambda found: [{**found[0], "recv_ms": found[0]["recv_ms"] - 1}, *found[1:]][:left])
    assert refused(first) is NotGoing.FALSE


@ON_SQLITE
def test_a_device_that_is_no_member_there_does_not_go_on(parted: World) -> None:
    first = parted.desks[0]
    first.exchange()
    shelf, log = shelf_of(parted)
    left_in = [one for one in log.rows["member"] if one["dev"] != first.me.dev]
    shelf.put({**log.rows, "member": left_in})
    shelf.store.close()
    assert refused(first) is NotGoing.NO_MEMBER


@ON_SQLITE
def test_two_histories_are_still_seen_afterwards(world: World) -> None:
    """The server goes back to what it showed before: who decided once is asked again."""
    write_and_lose(world)
    shelf, before = shelf_of(world)
    shelf.store.close()
    write_on(world)
    first, second, third = world.desks
    first.exchange()
    go_on(first)
    world.goal(first, "na het verdergaan")
    assert first.exchange() == Outcome()
    # To the other desk that has the history of before, what it wrote now shows that there are two.
    assert second.exchange().halt is Halt.HISTORY
    shelf, _log = shelf_of(world)
    shelf.put(before.rows)
    assert first.exchange().halt in (Halt.HISTORY, Halt.LOST)
    assert third.exchange().halt in (Halt.HISTORY, Halt.LOST)
    shelf.store.close()


@ON_SQLITE
@pytest.mark.parametrize("wrong", [one for one in Wrong if one not in AS_PUT_BACK])
def test_a_stop_for_a_lie_is_not_gone_past(parted: World, wrong: Wrong) -> None:
    first = parted.desks[0]
    first.exchange()
    first.desk.keep(lambda s: setattr(s.scalars(select(CompartmentState)).all()[-1], "stopped", wrong.value))
    assert not first.desk.read(astray.may_be)
    assert refused(first) == Halted(Halt.HISTORY)
