"""A desk of a house with a server that hears nothing for thirty days locks, and loses nothing by it."""

from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import event, func, select
from sqlalchemy.orm import Session

from tests.agreeing.central import Central
from tests.agreeing.sync.desks import Station, again, found, station, write
from tests.worlds import FixedClock, new_desk, small_house
from zvhdesk.domain.lease import Lease, LeaseState, Meter
from zvhdesk.models.agreeing import CompartmentState
from zvhdesk.models.cases import Case
from zvhdesk.models.local import ChangeSet
from zvhdesk.services import lease
from zvhdesk.sync.checking import Wrong
from zvhdesk.sync.exchange import Halt, Outcome
from zvhdesk.sync.server import Server, Unreachable

HOUR = 60 * 60 * 1000
DAY = 24 * HOUR


@pytest.fixture
def one(central: Central, tmp_path: Path) -> Iterator[Station]:
    with closing(station(tmp_path / "a", central.url)) as made:
        small_house(made.desk)
        found(made, central.new_code())
        made.exchange()
        yield made


@pytest.mark.parametrize(
    "days, state, left",
    [
        (0, LeaseState.GOOD, 30),
        (22, LeaseState.GOOD, 8),
        (23, LeaseState.WARN, 7),
        (29, LeaseState.WARN, 1),
        (30, LeaseState.LOCKED, 0),
        (300, LeaseState.LOCKED, 0),
    ],
)
def test_it_warns_from_day_23_and_locks_at_day_30(days: int, state: LeaseState, left: int) -> None:
    found = Lease.of(Meter.at_contact(5).on(5 + days * DAY))
    assert (found.state, found.left) == (state, left)


def test_a_clock_that_is_set_back_gives_nothing_back() -> None:
    meter = _worked(Meter.at_contact(0), 29)
    for _ in range(3):
        meter = meter.on(meter.counted_ms - 20 * DAY)
    assert Lease.of(meter).state is LeaseState.LOCKED
    # Neither does one that ran ahead at the contact itself.
    ahead = Meter.at_contact(4000 * DAY).on(0).on(29 * DAY)
    assert Lease.of(ahead).state is LeaseState.LOCKED


@pytest.mark.parametrize("went_by, days", [(HOUR, 1), (5 * DAY, 5)], ids=["at once", "after five days"])
def test_a_clock_that_jumped_ahead_and_is_put_right_opens_again(went_by: int, days: int) -> None:
    before = Meter.at_contact(0).on(2 * HOUR)
    ahead = before.on(2 * HOUR + 40 * DAY)
    assert Lease.of(ahead).state is LeaseState.LOCKED
    assert Lease.of(ahead.on(2 * HOUR + went_by)).days == days


@pytest.mark.parametrize("start", [0, 30 * 365 * DAY], ids=["1970", "2000"])
@pytest.mark.parametrize("met", [False, True], ids=["alone", "with a contact"])
def test_a_dead_battery_shuts_nobody_out(start: int, met: bool) -> None:
    """Each start it stands in the past, until the network puts it right: a day, and not fifty years."""
    now = 56 * 365 * DAY
    meter = Meter.at_contact(now)
    for _ in range(20):
        meter = meter.on(start + HOUR)
        if met:
            meter = Meter.at_contact(start + 2 * HOUR, meter)
        now += HOUR
        meter = meter.on(now)
    assert Lease.of(meter).days == (0 if met else 20)
    assert Lease.of(meter.on(now + 31 * DAY)).state is LeaseState.LOCKED, "and it runs on"


def test_a_clock_that_goes_back_and_on_gives_no_work_back() -> None:
    meter = _worked(Meter.at_contact(40 * DAY).on(0), 29)
    assert Lease.of(meter.on(40 * DAY)).state is LeaseState.LOCKED


def test_no_work_is_given_back_with_a_leap() -> None:
    """Whoever sets the clock ahead and back has thirty days of working with it, and no more."""
    worked = _worked(Meter.at_contact(0).on(40 * DAY), 29)
    assert Lease.of(worked.on(0)).state is LeaseState.LOCKED
    meter = Meter.at_contact(0)
    for _ in range(30):
        meter = meter.on(meter.counted_ms + 40 * DAY)
        meter = meter.on(meter.counted_ms - 40 * DAY)
    assert Lease.of(meter).state is LeaseState.LOCKED


def test_a_leap_is_kept_and_so_is_what_an_earlier_version_kept(one: Station) -> None:
    one.clock.forward(days=40)
    assert _days(one) >= 39
    one.clock.forward(days=-40, hours=1)
    assert _days(one) == 1
    one.desk.set_setting("lease", f"{7 * DAY} {int(one.clock().timestamp() * 1000)}")
    assert _days(one) == 7


def test_a_clock_that_is_corrected_costs_nothing() -> None:
    meter = Meter.at_contact(0)
    for _ in range(100):
        meter = meter.on(meter.counted_ms - 60_000)
    assert meter.used_ms == 0


def test_a_desk_without_a_server_has_no_lease(tmp_path: Path) -> None:
    clock = FixedClock()
    with closing(new_desk(tmp_path, clock)) as desk:
        clock.forward(days=400)
        assert lease.look(desk) is None


def test_it_runs_until_the_next_contact_and_what_waited_goes_out(one: Station) -> None:
    for days, state in ((22, LeaseState.GOOD), (1, LeaseState.WARN), (7, LeaseState.LOCKED)):
        one.clock.forward(days=days, hours=1)  # summer time begins meanwhile
        again(one)
        found = lease.look(one.desk)
        assert found is not None
        assert found.state is state
    assert one.exchange() == Outcome()
    found = lease.look(one.desk)
    assert found == Lease(0)


def test_no_contact_is_counted_when_the_server_is_not_there(one: Station) -> None:
    one.clock.forward(days=31)
    one.server.close()
    one.server = Server("http://127.0.0.1:9")
    with pytest.raises(Unreachable):
        one.exchange()
    found = lease.look(one.desk)
    assert found is not None
    assert found.state is LeaseState.LOCKED


def test_a_contact_is_written_down_at_most_once_a_minute(one: Station) -> None:
    one.clock.forward(minutes=2)
    written: list[str] = []
    event.listen(
        one.desk.engine, "before_cursor_execute", lambda *given: written.append(given[2]), named=False
    )
    for _ in range(5):
        one.clock.now += timedelta(seconds=5)
        lease.contact(one.desk)
        lease.look(one.desk)
    assert len([sql for sql in written if sql.startswith(("INSERT", "UPDATE"))]) == 1


def test_what_was_recorded_while_it_was_locked_out_is_sent(one: Station) -> None:
    one.clock.forward(days=29, hours=2)
    write(one, _case(one), "vlak voor het slot")
    one.clock.forward(days=1)
    again(one)
    found = lease.look(one.desk)
    assert found is not None
    assert found.state is LeaseState.LOCKED
    assert one.exchange() == Outcome()
    waiting = select(func.count()).select_from(ChangeSet).where(ChangeSet.seq.is_(None))
    assert one.desk.read(lambda s: s.scalar(waiting)) == 0


@pytest.mark.parametrize("worse", [Halt.ROSTER, Halt.KEY, Halt.HISTORY, Halt.LOST, Halt.OUTSIDE])
def test_a_lesser_halt_hides_no_worse_one(worse: Halt) -> None:
    for lesser in (Halt.RESTORING, Halt.BRAKE, Halt.NO_KEY):
        for order in ((worse, lesser), (lesser, worse)):
            outcome = Outcome()
            for halt in order:
                outcome.halted(halt)
            assert (outcome.halt, outcome.heard) == (worse, False)
        assert Outcome(halt=lesser).heard


def test_a_history_that_does_not_hold_is_no_contact(one: Station) -> None:
    """Of one compartment, while the other is agreed on: its desk is warned and locked as any other."""

    def stop(session: Session) -> None:
        first = session.scalars(select(CompartmentState)).first()
        assert first is not None
        first.stopped = Wrong.CHAIN.value

    one.desk.keep(stop)
    one.clock.forward(days=25, hours=1)  # summer time begins meanwhile
    again(one)
    write(one, _case(one), "de andere gaat door")
    assert one.exchange().halt is Halt.HISTORY
    assert lease.look(one.desk) == Lease(25)


def _worked(meter: Meter, days: int) -> Meter:
    """A meter that was looked at every day."""
    for _ in range(days):
        meter = meter.on(meter.counted_ms + DAY)
    return meter


def _days(one: Station) -> int:
    found = lease.look(one.desk)
    assert found is not None
    return found.days


def _case(one: Station) -> str:
    return one.desk.read(lambda s: s.scalars(select(Case.id)).one())
