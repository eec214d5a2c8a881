"""Desks and server against loops that do the least that must be done, in one run; everything on this machine.

`first_sync`: a new desk takes the whole history of a house, against a loop that only verifies, decrypts and
inserts the same envelopes and what is in them in pages of 500 (bare_sync.py): into tables with the indexes of
the desk's, as `push` is against a table as the server's, and beside it into the same without any index.
`first_sync_long`: the same with the history of five times as many cases.
`push`: 500 envelopes over HTTP to a server on PostgreSQL, against verifying the same signatures and inserting
the same rows by unnest. `idle_pass`: a pass of a desk that is up to date, with ten times the history.
`commit_to_applied`: from the commit on one desk until it stands in the database of another that listens, each
desk in a process of its own. `commit_to_painted`: the same until the window of the other, at a meeting that
runs, has painted it.
"""

import gc
import json
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import date
from pathlib import Path

import httpx
import psycopg
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from sqlalchemy import select, text

from tests.agreeing.servers import Running, places_named, serving
from tests.agreeing.serving.houses import House, public
from tests.agreeing.serving.postgres import Cluster
from tests.agreeing.sync.desks import Station, found, goal, join, station, write
from tests.bench import bare_echo
from tests.bench.bare_sync import Spent, all_sealed, bare_sync, spending
from tests.bench.lanes import exchanged
from tests.bench.listening import Listening
from tests.killed import world
from tests.worlds import KEY, FixedClock
from zvhdesk.demo.house import fill
from zvhdesk.line.address import Address, keep_address
from zvhdesk.models.base import new_id
from zvhdesk.models.capture import CaptureSession
from zvhdesk.models.meetings import AgendaItem
from zvhdesk.services.clock import system_clock
from zvhdesk.services.desk import Desk
from zvhdesk.services.meetings import overview
from zvhdesk.services.meetings import running as meetings
from zvhdesk.sync.server import Server
from zvhdesk.wire import signing
from zvhdesk.wire.envelope import START, Envelope, Header, next_chain
from zvhdesk.wire.signing import Purpose
from zvhserver.cli.houses import new_code
from zvhserver.store.engine import open_store

CASES, FEW, MANY = 200, 10, 1_000
SYNCS, LONG_SYNCS, PUSHES, IDLE, SEEN = 9, 3, 9, 40, 60
PER_SECOND = 20_000
ENVELOPE = bytes(700)
"""About what a change set of the demo house takes."""
_COUNTS = text("SELECT (SELECT count(*) FROM change_set), (SELECT count(*) FROM change_op)")


def house(folder: Path, running: Running, cases: int) -> Station:
    """The demo house with so many cases and what was written in them since, all of it at the server."""
    first = station(folder, running.url)
    fill(first.desk, date(2026, 3, 12), cases=cases)
    ids = first.desk.read(lambda s: list(s.execute(text("SELECT id FROM case_")).scalars()))
    for case in ids:
        write(first, case, f"Hoe blijft er zorg nu het traject stopt? {case}")
        goal(first, case, "Binnen een maand een vaste begeleider")
    store = open_store(places_named(running.places))
    found(first, new_code(store))
    store.close()
    first.exchange()
    return first


# The first sync.


def first_sync(folder: Path, running: Running, first: Station, rounds: int | None = None) -> dict[str, float]:
    """Each round a new desk that joins, and both bare loops."""
    envelopes = all_sealed(first)
    changes, ops = first.desk.read(lambda s: s.execute(_COUNTS).one())
    assert len(envelopes) == changes
    ours: list[Spent] = []
    bare: list[Spent] = []
    plain: list[Spent] = []
    for number in range(rounds or SYNCS):
        with closing(station(folder / f"new-{number}", running.url)) as new:
            join(first, new, bytes.fromhex(new_id()), take=False)
            with spending() as spent:
                exchanged(new)
            ours.append(spent)
            took = new.desk.read(lambda s: s.execute(_COUNTS).one())
        assert took == (changes, ops)
        bare.append(bare_sync(folder / f"bare-{number}.db", envelopes, indexed=True))
        plain.append(bare_sync(folder / f"plain-{number}.db", envelopes, indexed=False))
    seconds = [one.seconds for one in ours]
    busy = [one.processor for one in ours]
    return {
        **compared(seconds, [one.seconds for one in bare], 2.5),
        "processor_ratio": compared(busy, [one.processor for one in bare], 2.5)["ratio"],
        "ratio_without_index": compared(seconds, [one.seconds for one in plain], 2.5)["ratio"],
        "envelopes": changes,
        "field_operations": ops,
        "per_second": round(ops / statistics.median(seconds)),
        "per_processor_second": round(ops / statistics.median(busy)),
        "at_least": PER_SECOND,
    }


# Push.


def push(running: Running, cluster: Cluster) -> dict[str, float]:
    """Each round 500 new envelopes, and other 500 into a table of the same shape beside it."""
    store = open_store(places_named(running.places))
    code = new_code(store)
    store.close()
    with httpx.Client(base_url=running.url, timeout=60) as client, bare_table(cluster) as insert:
        made = House(client)
        assert made.found(code).status_code == 201
        ours, bare = [], []
        for _ in range(PUSHES):
            batch = _batch(made)
            begin = time.perf_counter()
            assert made.writer.push(made.comp, *batch).status_code == 200
            ours.append(time.perf_counter() - begin)
            batch = _batch(made, keep=False)
            begin = time.perf_counter()
            insert(batch, public(made.writer.key))
            bare.append(time.perf_counter() - begin)
    return compared(ours, bare, 2.5)


def _batch(made: House, *, keep: bool = True) -> list[Envelope]:
    before = dict(made.writer.heads)
    batch = [made.writer.keeps(made.comp, made.writer.made(made.comp, ENVELOPE)) for _ in range(500)]
    if not keep:
        made.writer.heads = before
    return batch


@contextmanager
def bare_table(cluster: Cluster) -> Iterator[Callable[[list[Envelope], bytes], None]]:
    """A table as the server's, in a database of its own, and a way to insert envelopes by unnest."""
    url = cluster.database().replace("postgresql+psycopg", "postgresql")
    columns = ("house", "comp", "env_id", "stream", "dev", "env_hash", "chain", "hdr", "ct", "sig")
    with psycopg.connect(url) as connection:
        connection.execute(
            "CREATE TABLE envelope (seq bigint, dseq bigint, recv_ms bigint, "
            + ", ".join(f"{name} bytea" for name in columns)
            + ", PRIMARY KEY (house, comp, seq), UNIQUE (house, comp, env_id), "
            + "UNIQUE (house, comp, dev, dseq))"
        )
        connection.execute("CREATE INDEX ON envelope (house, comp, stream)")
        connection.commit()
        wanted = "seq, dseq, recv_ms, " + ", ".join(columns)
        lists = "%s::bigint[], %s::bigint[], %s::bigint[]" + ", %s::bytea[]" * len(columns)
        statement = f"INSERT INTO envelope ({wanted}) SELECT * FROM unnest({lists})"
        count, chain = 0, START

        def insert(batch: list[Envelope], signer: bytes) -> None:
            nonlocal count, chain
            key = Ed25519PublicKey.from_public_bytes(signer)
            rows: list[tuple[object, ...]] = []
            for one in batch:
                key.verify(one.sig, signing.signed_bytes(Purpose.ENVELOPE, one.signed))
                header, count = Header.from_bytes(one.hdr), count + 1
                chain = next_chain(chain, count, 0, one.hash)
                ids = (header.house, header.comp, header.env_id, header.stream, header.dev)
                rows.append((count, count, 0, *ids, one.hash, chain, one.hdr, one.ct, one.sig))
            connection.execute(statement, [list(column) for column in zip(*rows, strict=True)], binary=True)
            connection.commit()

        yield insert


# Up to date.


def idle_pass(few: Station, many: Station) -> dict[str, float]:
    """Passes that find nothing new, in turns."""
    for one in (few, many):
        one.exchange()
    ours: list[float] = []
    less: list[float] = []
    for _ in range(IDLE):
        for one, times in ((many, ours), (few, less)):
            begin = time.perf_counter()
            one.exchange()
            times.append(time.perf_counter() - begin)
    counts = [
        one.desk.read(lambda s: s.execute(text("SELECT count(*) FROM envelope")).scalar_one())
        for one in (few, many)
    ]
    return {**compared(ours, less, 1.2), "envelopes": counts[1], "against_envelopes": counts[0]}


# From desk to desk.


def commit_to_applied(folder: Path, running: Running, first: Station) -> dict[str, float]:
    """A field is written here; the other process says when it stands there. Beside it a bare echo."""
    case = first.desk.read(lambda s: s.execute(text("SELECT id FROM case_ LIMIT 1")).scalar_one())
    with closing(station(folder / "listener", running.url)) as other:
        join(first, other, bytes.fromhex(new_id()))
    with Listening(folder / "listener", running.url, case) as listening:
        return _seen(first, case, listening)


def commit_to_painted(folder: Path, running: Running) -> dict[str, float]:
    """The question of the case at the table is written at the desk that leads, and painted at the other."""
    world.make(folder / "chair")
    desk = Desk.open(folder / "chair", KEY, system_clock)
    with closing(Station(desk, Server(running.url), FixedClock())) as chair:
        meeting, case = _at_the_table(desk)
        store = open_store(places_named(running.places))
        found(chair, new_code(store))
        store.close()
        (folder / "notes").mkdir()
        Desk.create(folder / "notes", KEY, system_clock).close()
        with closing(station(folder / "notes", running.url, made=True)) as notes:
            join(chair, notes, bytes.fromhex(new_id()))
            keep_address(notes.desk, Address(running.url))
        with Listening(folder / "notes", running.url, meeting, "tests.bench.painting") as listening:
            return _seen(chair, case, listening)


def _at_the_table(desk: Desk) -> tuple[str, str]:
    """The meeting of today begins with its first case."""
    meeting = desk.read(lambda s: overview.meetings(s, desk.today(), desk.device))[0].id
    case = desk.setting("test.case.0") or ""

    def begin(session: CaptureSession) -> None:
        item = session.scalars(select(AgendaItem.id).where(AgendaItem.case_id == case)).one()
        meetings.start(session, meeting, session.act.device)
        meetings.go_to(session, meeting, item)

    desk.change(begin, "meeting.start")
    return meeting, case


def _seen(first: Station, case: str, listening: Listening) -> dict[str, float]:
    took, echoed = [], []
    with bare_echo.connected() as echo:
        for number in range(SEEN):
            words = f"vraag {number}"
            write(first, case, words)
            begin = time.perf_counter()
            first.exchange()
            listening.wait_for(words)
            took.append(time.perf_counter() - begin)
            begin = time.perf_counter()
            echo(ENVELOPE)
            echoed.append(time.perf_counter() - begin)
    p95 = statistics.quantiles(took, n=20)[-1] * 1000
    return {
        "ms": round(statistics.median(took) * 1000, 1),
        "p95_ms": round(p95, 1),
        "echo_p95_ms": round(statistics.quantiles(echoed, n=20)[-1] * 1000, 2),
        "ratio": round(p95 / 300, 2),
        "at_most": 1.0,
    }


def compared(ours: list[float], measure: list[float], at_most: float) -> dict[str, float]:
    """Medians in milliseconds, and the median of the ratios per round."""
    return {
        "ms": round(statistics.median(ours) * 1000, 1),
        "against_ms": round(statistics.median(measure) * 1000, 1),
        "ratio": round(statistics.median(a / b for a, b in zip(ours, measure, strict=True)), 2),
        "at_most": at_most,
    }


def main() -> None:
    """Prints the figures as one line of JSON."""
    # As in the program, where the lanes collect no garbage (ui/garbage.py); the bare loops have the same.
    gc.disable()
    figures = {}
    with tempfile.TemporaryDirectory() as where:
        folder = Path(where)
        places = ("--data", str(folder / "server"))
        (folder / "server").mkdir()
        with (
            serving(places, folder / "log") as running,
            closing(house(folder / "many", running, CASES)) as many,
            closing(house(folder / "few", running, FEW)) as few,
        ):
            figures["first_sync"] = first_sync(folder, running, many)
            figures["idle_pass_ten_times_history"] = idle_pass(few, many)
            figures["commit_to_applied"] = commit_to_applied(folder, running, many)
            figures["commit_to_painted"] = commit_to_painted(folder, running)
            (folder / "long").mkdir()
            with closing(house(folder / "long" / "first", running, MANY)) as large:
                figures["first_sync_long"] = first_sync(folder / "long", running, large, LONG_SYNCS)
        with tempfile.TemporaryDirectory(prefix="zvh-pg-") as pg, Cluster.started(Path(pg)) as cluster:
            databases = ("--database", cluster.database(), "--keys-database", cluster.database())
            with serving(databases, folder / "log") as running:
                figures["push_500_to_postgresql"] = push(running, cluster)
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
