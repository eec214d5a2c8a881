"""Once a day, and when it leaves, a desk says what it has seen: two histories do not stay hidden."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from tests.agreeing.central import Central
from tests.agreeing.sync.conftest import Two
from tests.agreeing.sync.desks import Station, said_by, write
from tests.agreeing.sync.kept import Kept, Small
from zvhdesk.models.agreeing import CompartmentState
from zvhdesk.sync import beacons
from zvhdesk.sync.steps import play
from zvhdesk.wire.beacon import Beacon
from zvhdesk.wire.encoding import Malformed


@pytest.fixture
def two(pair: Kept[Small], central: Central, tmp_path: Path) -> Iterator[Two]:
    with pair.again(tmp_path, central) as (first, second):
        yield first, second, pair.about.case


def _said(at: Station, by: Station) -> list[Beacon]:
    return said_by(at.desk, by.desk.device)


def _states(at: Station) -> dict[str, tuple[int, bytes]]:
    rows = at.desk.read(lambda s: s.scalars(select(CompartmentState)).all())
    return {row.name: (row.seq, row.chain) for row in rows}


def test_each_day_it_says_what_it_has_seen_in_each_compartment(two: Two) -> None:
    first, second, _ = two
    second.exchange()
    assert _said(second, second) == []
    seen = _states(second)
    for _ in range(2):
        second.clock.forward(days=1, hours=1)
        second.exchange()
        second.exchange()
    first.exchange()
    said = _said(first, second)
    assert len(said) == 4
    assert set(seen.values()) <= {(one.seen_seq, one.chain) for one in said}


def test_when_it_leaves_it_says_so_only_when_there_was_anything_new(two: Two) -> None:
    first, second, case = two
    second.exchange()
    play(beacons.leaving(), second.desk, second.server)
    second.exchange()
    assert _said(second, second) == []
    write(first, case, "nieuw")
    first.exchange()
    second.exchange()
    seen = _states(second)["regulier"]
    for _ in range(2):
        play(beacons.leaving(), second.desk, second.server)
        second.exchange()
    assert [(one.seen_seq, one.chain) for one in _said(second, second)] == [seen]


def test_a_beacon_reads_as_it_was_written() -> None:
    made = Beacon(7, b"c" * 32)
    assert Beacon.from_bytes(made.to_bytes()) == made
    for wrong in (b"", made.to_bytes()[:-1], b"\xa0"):
        with pytest.raises(Malformed):
            Beacon.from_bytes(wrong)
