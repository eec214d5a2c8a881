"""A desk of a house with a server that hears nothing for thirty days locks, and loses nothing by it."""

from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import event, func, select

from tests.agreeing.central import Central
from tests.agreeing.sync.desks import Station, again, found, station, write
from tests.worlds import FixedClock, new_desk, small_house
from zvhdesk.domain.lease import Lease, LeaseState, Meter
from zvhdesk.models.cases import Case
from zvhdesk.models.local import ChangeSet
from zvhdesk.services import lease
from zvhdesk.sync.exchange import Outcome
from zvhdesk.sync.server import Server, Unreachable

DAY = 24 * 60 * 60 * 1000


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
    meter = Meter.at_contact(0).on(29 * DAY)
    for _ in range(3):
        meter = meter.on(meter.counted_ms - 20 * DAY)
    assert Lease.of(meter).state is LeaseState.LOCKED
    # Neither does one that ran ahead at the contact itself.
    ahead = Meter.at_contact(4000 * DAY).on(0).on(29 * DAY)
    assert Lease.of(ahead).state is LeaseState.LOCKED


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


def _case(one: Station) -> str:
    return one.desk.read(lambda s: s.scalars(select(Case.id)).one())
