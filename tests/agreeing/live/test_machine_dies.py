"""The chair's machine dies in the middle of typing: the note taker goes on, on the same item, at once."""

import json
import os
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from time import monotonic
from typing import Any

import pytest

from tests.agreeing.live.conftest import Central
from tests.agreeing.sync.desks import Station, found, join
from tests.killed import world
from tests.nursery import Nursery
from tests.worlds import KEY, FixedClock
from zvhdesk.domain.terms import Step
from zvhdesk.models.base import new_id
from zvhdesk.services.clock import system_clock
from zvhdesk.services.desk import Desk
from zvhdesk.services.meetings import overview, running
from zvhdesk.sync.schedule import Schedule
from zvhdesk.sync.server import Server
from zvhserver.cli import houses

CHILD = "tests.agreeing.live.child"
PATIENCE = 60.0
WITHIN = 10.0
"""Seconds from the death of the chair's machine to the note taker going on at the same item."""
SENT = "@Politie belt de familie vóór do 26 mrt 2037"


class Machine:
    """A desk in a process of its own."""

    def __init__(self, nursery: Nursery, folder: Path, url: str) -> None:
        self._child = nursery.start(CHILD)
        self.do("open", [str(folder), url])

    def do(self, what: str, argument: object = "") -> Any:
        """Say it, and hear the answer."""
        self._child.say(json.dumps([what, argument]))
        lines: list[bytes] = []
        while not lines:
            heard = self._child.hear(PATIENCE)
            assert heard is not None, f"no answer to {what}"
            lines = heard
        return json.loads(lines[-1])

    def kill(self) -> None:
        """SIGKILL."""
        self._child.kill()


@pytest.fixture
def nursery() -> Iterator[Nursery]:
    """Has the program loaded."""
    with closing(Nursery(CHILD)) as made:
        yield made


def seated(tmp_path: Path, central: Central) -> str:
    """Two desks of a house, at a meeting that the first leads. Returns the meeting."""
    world.make(tmp_path / "chair")
    with closing(_station(tmp_path / "chair", central.url)) as chair:
        meeting = chair.desk.read(lambda s: overview.meetings(s, chair.desk.today(), chair.desk.device))[0].id
        chair.desk.change(lambda s: running.start(s, meeting, chair.desk.device), "meeting.start")
        found(chair, houses.new_code(central.store))
        (tmp_path / "notes").mkdir()
        Desk.create(tmp_path / "notes", KEY, system_clock).close()
        with closing(_station(tmp_path / "notes", central.url)) as notes:
            join(chair, notes, bytes.fromhex(new_id()))
    return meeting


def _station(folder: Path, url: str) -> Station:
    return Station(Desk.open(folder, KEY, system_clock), Server(url), FixedClock())


def at_the_table(tmp_path: Path, central: Central, nursery: Nursery) -> tuple[str, Machine, Machine]:
    """The meeting, and both desks with it open: of the chair, of the note taker."""
    meeting = seated(tmp_path, central)
    chair, notes = (Machine(nursery, tmp_path / name, central.url) for name in ("chair", "notes"))
    for machine in (chair, notes):
        machine.do("meeting", meeting)
    return meeting, chair, notes


def types_a_line(chair: Machine) -> None:
    """At the next item, up to the Enter."""
    chair.do("ctrl", "PageDown")
    chair.do("press", "F2")
    chair.do("type", SENT)


def test_what_the_chair_committed_is_at_the_note_taker_in_time_to_take_over() -> None:
    """By the schedule of the passes, whatever the machine: out, and in at the news of it."""
    idle = Schedule(0.0).answered(0.0)
    waits = [idle.wanted(1.0).left(1.0) for _desk in ("chair", "note taker")]
    assert sum(waits) <= WITHIN


def test_by_their_own_lines_it_takes_no_longer_than_it_may(
    tmp_path: Path, meeting_server: Central, nursery: Nursery, capsys: pytest.CaptureFixture[str]
) -> None:
    """From the Enter of the chair to the note taker leading at that item, with nobody exchanging for them."""
    _, chair, notes = at_the_table(tmp_path, meeting_server, nursery)
    for machine in (chair, notes):
        machine.do("connect", meeting_server.url)
    types_a_line(chair)
    begun = monotonic()
    chair.do("press", "Return")
    item = chair.do("state")["item"]
    assert chair.do("type_on", "nog een zin die niemand vastlegde ") == "typing"
    notes.do("see", [item, "belt de familie"])
    chair.kill()
    notes.do("press", "F12")
    after, lasted = notes.do("state"), monotonic() - begun
    with capsys.disabled():
        print(f" [{lasted:.2f} s from the chair's Enter to the note taker leading] ", end="")
    assert (after["leads"], after["item"]) == (True, item)
    assert lasted <= WITHIN
    notes.kill()


def test_the_note_taker_goes_on_where_the_chair_was(
    tmp_path: Path, meeting_server: Central, nursery: Nursery, capsys: pytest.CaptureFixture[str]
) -> None:
    meeting, chair, notes = at_the_table(tmp_path, meeting_server, nursery)
    types_a_line(chair)
    chair.do("press", "Return")
    chair.do("exchange")
    before = chair.do("state")
    notes.do("exchange")
    taking_notes = notes.do("state")
    assert (taking_notes["leads"], taking_notes["offered"]) == (False, True), "it need not know that one died"
    assert chair.do("type_on", "nog een zin die niemand vastlegde ") == "typing"
    died = monotonic()
    chair.kill()
    steps = [("press", "F12"), ("wall", "")]
    for what, argument in steps:
        notes.do(what, argument)
    after = notes.do("state")
    with capsys.disabled():
        print(
            f" [pid {os.getpid()}: {monotonic() - died:.2f} s from death to the wall, {len(steps)} acts] ",
            end="",
        )
    assert before["lines"] == ["belt de familie"]
    assert after == {**before, "leads": True, "offered": False, "wall": before["item"]}
    again = Machine(nursery, tmp_path / "chair", meeting_server.url)
    notes.do("exchange")
    again.do("meeting", meeting)
    assert again.do("state")["leads"], "it does not know yet"
    again.do("exchange")
    late = again.do("state")
    assert (late["leads"], late["wall"], late["item"]) == (False, "", before["item"])
    assert late["step"] == Step.FRAME
    again.kill()
    notes.kill()
