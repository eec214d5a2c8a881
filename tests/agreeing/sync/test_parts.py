"""What does not fit into one envelope, or into one push, travels all the same: whole acts, each once."""

import json
import shutil
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.agreeing.central import Central
from tests.agreeing.sync.desks import Station, station
from tests.agreeing.sync.kept import Kept, Small
from tests.agreeing.sync.playing import played
from tests.recording.state import state
from zvhdesk.domain.terms import Compartment
from zvhdesk.models.agreeing import CompartmentState, SealedEnvelope
from zvhdesk.models.base import new_id
from zvhdesk.models.capture import CaptureSession, ChangeSetRecord, OpRecord, versions
from zvhdesk.models.cases import Case, Goal
from zvhdesk.models.local import ChangeSet
from zvhdesk.services.importing.broken_rows import LONGEST
from zvhdesk.sync import keys, outgoing, parts, payload, rosters
from zvhdesk.sync.exchange import Outcome, exchange
from zvhdesk.sync.opening import Opener
from zvhdesk.sync.own import Own
from zvhdesk.wire import limits
from zvhdesk.wire.envelope import Header
from zvhdesk.wire.padding import padded_length
from zvhdesk.wire.roster import Roster

TEXT = "é" * LONGEST
"""The longest that a cell may hold."""


@pytest.fixture
def two(pair: Kept[Small], central: Central, tmp_path: Path) -> Iterator[tuple[Station, Station, str]]:
    with pair.again(tmp_path, central) as (first, second):
        yield first, second, pair.about.case


def _goals(session: CaptureSession, case: str, count: int, text: str = TEXT) -> None:
    row = session.get_one(Case, case)
    row.question = "met veel doelen"
    session.add_all(
        Goal(stream_id=row.stream_id, case_id=case, position=at, text=text) for at in range(count)
    )


def test_a_change_set_larger_than_an_envelope_arrives_whole_and_once(
    two: tuple[Station, Station, str],
) -> None:
    first, second, case = two
    first.desk.change(partial(_goals, case=case, count=12), "goal.add")
    assert first.exchange() == Outcome()
    assert second.exchange() == Outcome()
    assert second.desk.read(lambda s: len(s.scalars(select(Goal)).all())) == 12
    assert first.desk.read(state) == second.desk.read(state)
    acts = second.desk.read(
        lambda s: s.execute(
            select(ChangeSet.act, ChangeSet.cs_id).where(ChangeSet.intent == "goal.add")
        ).all()
    )
    assert len({act for act, _ in acts}) == 1
    assert len({cs for _, cs in acts}) == len(acts) > 3
    assert first.exchange() == second.exchange() == Outcome()


def test_what_was_given_and_is_sealed_anew_is_not_taken_twice(two: tuple[Station, Station, str]) -> None:
    """The push arrived and its answer did not; then the desk found that it had to seal again."""
    first, second, case = two
    first.desk.change(partial(_goals, case=case, count=8), "goal.add")
    me, comp = first.me, first.desk.read(partial(keys.compartment_named, name=Compartment.REGULAR)) or b""
    roster = first.desk.read(partial(rosters.known, house=me.house, root=me.root))
    one = first.desk.keep(partial(_records, me=me, roster=roster, comp=comp))
    first.desk.keep(partial(outgoing.unseal, me=me, roster=roster, comp=comp))
    other = first.desk.keep(partial(_records, me=me, roster=roster, comp=comp))
    assert [(part.cs_id, part.ops) for part in one] == [(part.cs_id, part.ops) for part in other]
    assert first.exchange() == second.exchange() == Outcome()
    assert first.desk.read(state) == second.desk.read(state)


def _records(session: Session, me: Own, roster: Roster, comp: bytes) -> list[ChangeSetRecord]:
    """What a desk would push next, opened again."""
    made = outgoing.batch(session, me, roster, comp)
    opener = Opener(session, me, roster, session.get_one(CompartmentState, comp))
    opened = [opener.record(Header.from_bytes(one.hdr), one.hdr, one.ct, 1, 1) for one in made]
    return [one for one in opened if one is not None]


def test_a_copy_of_the_desk_knows_the_parts_as_its_own(
    two: tuple[Station, Station, str], tmp_path: Path
) -> None:
    """Put back as it was before it sent: what stands at the server it recorded itself; no second version."""
    first, second, case = two
    first.desk.change(partial(_goals, case=case, count=8), "goal.add")
    folder = first.desk.folder
    first.desk.close()
    shutil.copytree(folder, tmp_path / "copy")
    first.desk = station(folder, first.server.address, made=True).desk
    first.exchange()
    with closing(station(tmp_path / "copy", first.server.address, made=True)) as twin:
        assert twin.exchange() == Outcome()
        goals = twin.desk.read(lambda s: [goal.id for goal in s.scalars(select(Goal))])
        for goal in goals:
            kept = twin.desk.read(lambda s, g=goal: versions.of_cell(s, ("goal", g, "text")))  # type: ignore[misc]
            assert len(kept) == 1
        second.exchange()
        assert twin.desk.read(state) == second.desk.read(state)


def test_a_push_that_is_full_by_bytes_ends_with_an_act(two: tuple[Station, Station, str]) -> None:
    first, second, case = two
    others = first.desk.change(_cases, "case.create")
    for at in range(4):
        first.desk.change(partial(_everywhere, cases=[case, *others], text=f"{at}"), "goal.add")
    counts: list[int] = []

    def heard(name: str, result: Any) -> object:
        if name == "push":
            counts.append(len(result))
        return result

    assert played(exchange(), first, heard) == Outcome(), "all of it in one pass"
    assert len(counts) > 1
    seen = first.desk.read(_by_push)[-sum(counts) :]
    assert len(seen) == sum(counts)
    at = 0
    for count in counts[:-1]:
        at += count
        assert seen[at - 1] != seen[at], "the next push begins with another act"
    assert second.exchange() == Outcome()
    first.exchange()
    assert first.desk.read(state) == second.desk.read(state)


def _cases(session: CaptureSession) -> list[str]:
    rows = [Case(stream_id=new_id(), number=f"2026-B{at:03}") for at in range(7)]
    session.add_all(rows)
    session.flush()
    return [row.id for row in rows]


def _everywhere(session: CaptureSession, cases: list[str], text: str) -> None:
    """One act in eight cases: about a megabyte and a half."""
    for case in cases:
        _goals(session, case, 3, text + TEXT[1:])


def _by_push(session: Session) -> list[str]:
    """The act of each envelope of this desk's own acts, in the order they were given."""
    rows = session.execute(
        select(ChangeSet.act)
        .join(SealedEnvelope, SealedEnvelope.cs_id == ChangeSet.cs_id)
        .where(ChangeSet.origin != "received")
        .order_by(SealedEnvelope.dseq)
    )
    return list(rows.scalars())


TEXTS = st.integers(0, LONGEST).map(lambda size: json.dumps("é" * size, ensure_ascii=False))
OPS = st.lists(st.tuples(st.integers(0, 3), TEXTS), min_size=1, max_size=40)


@settings(max_examples=60, deadline=None)
@given(OPS)
def test_nothing_falls_between_the_parts_and_each_fits(found: list[tuple[int, str]]) -> None:
    ops = tuple(OpRecord("goal", f"{row:032}", f"col{at}", new) for at, (row, new) in enumerate(found))
    record = ChangeSetRecord(
        "c" * 32, "a" * 32, "5" * 32, "regulier", "zaak", "d" * 32, "e" * 32, 1, "goal.add", "x" * 4000, None,
        ops, run="f" * 32,
    )  # fmt: skip
    made = parts.of(record)
    assert {op for part in made for op in part.ops} == set(ops)
    assert sum(len(part.ops) for part in made) == len(ops)
    assert len({part.cs_id for part in made}) == len(made)
    assert made[0].cs_id == record.cs_id
    most = limits.ENVELOPE_BYTES - limits.HEADER_BYTES - 64 - 16
    assert all(padded_length(len(payload.written(part)) + 1) <= most for part in made)
    later = replace(record, ops=tuple(op._replace(base_seq=10**9) for op in ops))
    assert [part.cs_id for part in parts.of(later)] == [part.cs_id for part in made]
    assert [len(part.ops) for part in parts.of(later)] == [len(part.ops) for part in made]
