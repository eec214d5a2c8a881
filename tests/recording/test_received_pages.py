"""A page that is written at once comes to the same as its change sets one by one, in the whole database."""

from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from shutil import copyfile
from typing import Any

import pytest
from sqlalchemy import Connection, select, text

from tests.worlds import KEY, FixedClock, SmallHouse
from zvhdesk.models.base import new_id
from zvhdesk.models.capture import CaptureSession, ChangeSetRecord, OpRecord, apply, rows_of
from zvhdesk.models.capture.apply import apply_alone
from zvhdesk.models.local import ChangeSet
from zvhdesk.models.tables import METADATA
from zvhdesk.services.desk import DATABASE, Changes, Desk

_MANY = 60
_COLUMNS: dict[str, dict[str, tuple[str, ...]]] = {
    "case_": {
        "question": ('"een"', '"twee"', "null"),
        "phase": ('"triage"', '"at_table"', "null"),
        "phase_since": ('"2026-03-12"', "null"),
        "number": ('"2026-0200"', '"2026-0201"'),
        "shielded": ("true", "false"),
        "deleted": ("true", "false"),
    },
    "goal": {
        "text": ('"veilig wonen"', '"weer naar school"'),
        "position": ("0", "7"),
        "deleted": ("true", "false"),
    },
    "person": {
        "surname": ('"De Wit"', '"Brown"'),
        "bsn": ('"123456782"', "null"),
        "deleted": ("true", "false"),
    },
}
_KINDS = {"case_": "case", "goal": "case", "person": "person"}
_INDEXES = ("search", "search_text")


@dataclass
class History:
    """What others recorded, at random: some saw what stood there, some did not; some is told twice."""

    dice: Random
    rows: list[tuple[str, str, str]]
    """Table, row id, stream: those that stand here already come first."""
    records: list[ChangeSetRecord] = field(default_factory=list)

    def goes_on(self) -> None:
        """One more change set."""
        dice, seq = self.dice, len(self.records) + 1
        if self.records and dice.random() < 0.05:
            self.records.append(dice.choice(self.records))
            return
        if dice.random() < 0.4:
            self.rows.append(self._new_row())
        stream = dice.choice(self.rows[-4:] if dice.random() < 0.5 else self.rows)[2]
        here = [row for row in self.rows if row[2] == stream]
        ops = [op for row in dice.sample(here, min(len(here), 2)) for op in self._ops(row, seq)]
        self.records.append(
            ChangeSetRecord(
                cs_id=f"{seq:032x}",
                act=f"{seq:032x}",
                stream_id=stream,
                compartment="regulier",
                kind=_KINDS[here[0][0]],
                device=dice.choice("ab"),
                user="collega",
                wall_ms=dice.randrange(10**6),
                intent="case.edit",
                reason=None,
                undo_of=None,
                ops=tuple(ops),
                run=dice.choice("xy"),
                seq=seq,
                recv_ms=dice.randrange(10**6),
            )
        )

    def _new_row(self) -> tuple[str, str, str]:
        tbl = self.dice.choice(sorted(_KINDS))
        cases = [stream for of, _, stream in self.rows if of == "case_"]
        row = f"{self.dice.randrange(16**32):032x}"
        return tbl, row, self.dice.choice(cases) if tbl == "goal" else row[::-1]

    def _ops(self, row: tuple[str, str, str], seq: int) -> Iterator[OpRecord]:
        columns = _COLUMNS[row[0]]
        often = [col for col in columns if col != "deleted"] if self.dice.random() < 0.8 else list(columns)
        base = seq - 1 if self.dice.random() < 0.7 else self.dice.randrange(seq)
        for col in self.dice.sample(often, self.dice.randint(1, 2)):
            yield OpRecord(*row[:2], col, self.dice.choice(columns[col]), base)
        case = next((one for of, one, stream in self.rows if of == "case_" and stream == row[2]), None)
        if row[0] == "goal" and case is not None:
            yield OpRecord(*row[:2], "case_id", f'"{case}"', base)


@pytest.mark.parametrize("seed", range(2))
def test_pages_of_any_size_come_to_the_same(
    seed: int, house: SmallHouse, tmp_path: Path, clock: FixedClock
) -> None:
    history = History(
        Random(seed),
        [("case_", house.case_id, house.case_stream), ("person", house.person_id, house.person_stream)],
    )
    for _ in range(_MANY):
        history.goes_on()
    _our_own_comes_back(house.desk, history)
    house.desk.close()
    alone = _taken(tmp_path / "alone", house, clock, history.records, size=0)
    assert alone["cell"], "nothing stood side by side: this history proves little"
    for size in (7, _MANY):
        assert _taken(tmp_path / str(size), house, clock, history.records, size) == alone, size


def _our_own_comes_back(desk: Desk, history: History) -> None:
    """One of our own change sets under a new envelope, in the middle."""
    mine = desk.read(lambda s: s.scalars(select(ChangeSet.cs_id).order_by(ChangeSet.rev.desc())).first())
    at = len(history.records) // 2
    one = history.records[at]
    history.records[at] = ChangeSetRecord(
        **{name: getattr(one, name) for name in one.__slots__} | {"cs_id": mine or new_id()}
    )


def _taken(
    folder: Path, house: SmallHouse, clock: FixedClock, records: Sequence[ChangeSetRecord], size: int
) -> dict[str, Any]:
    """All that stands on a copy of the house that took them in pages of that size; 0: each by itself."""
    folder.mkdir()
    copyfile(house.desk.folder / DATABASE, folder / DATABASE)
    told: list[Changes] = []
    with closing(Desk.open(folder, KEY, clock)) as desk:
        desk.on_change = told.append
        desk.receive(lambda session: _take(session, records, size))
        with desk.engine.connect() as connection:
            found = _everything(connection)
    return found | {
        "topics": frozenset().union(*(one.topics for one in told)),
        "ids": frozenset().union(*(one.ids for one in told)),
    }


def _take(session: CaptureSession, records: Sequence[ChangeSetRecord], size: int) -> None:
    for at in range(0, len(records), size or 1):
        if size:
            apply(session, records[at : at + size])
        else:
            _alone(session, records[at])


def _alone(session: CaptureSession, record: ChangeSetRecord) -> None:
    if session.scalar(select(ChangeSet.rev).where(ChangeSet.cs_id == record.cs_id)) is not None:
        apply(session, [record])  # told before: that is not about pages
        return
    rows = rows_of(record)
    assert rows is not None
    apply_alone(session, record, rows)


def _everything(connection: Connection) -> dict[str, Any]:
    """Every row of every table, and whose words the indexes find."""
    found: dict[str, Any] = {
        table.name: list(connection.execute(select(table).order_by(*table.primary_key.columns)))
        for table in METADATA.sorted_tables
    }
    for name in _INDEXES:
        words = (
            f"SELECT k.kind, k.ref, w.words FROM {name}_key k JOIN {name} w ON w.rowid = k.id ORDER BY 1, 2"
        )
        found[name] = connection.execute(text(words)).all()
    return found
