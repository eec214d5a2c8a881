"""Killed at any moment of a meeting (SIGKILL), it reopens in the same agenda item with nothing lost."""

from pathlib import Path

import pytest

from tests.killed.killing import Killing
from tests.killed.reopening import reopened
from tests.nursery import Nursery
from tests.recording.state import records, state
from tests.worlds import KEY
from zvhdesk.models.capture import apply
from zvhdesk.services.clock import system_clock
from zvhdesk.services.desk import Desk
from zvhdesk.ui.theme import Theme

KILLS = (
    ("kept", "record", "step", "close", "start"),
    ("go", "commit", "kept", "hold", "close"),
    ("start", "typing", "door", "record", "show"),
    ("empty", "step", "pause", "go", "typing"),
)
"""During what: twenty, each beginning from what the kill before left."""


@pytest.mark.parametrize("seed", range(len(KILLS)))
def test_killed_at_any_moment_it_reopens_in_the_same_item_with_nothing_lost(
    theme: Theme, nursery: Nursery, tmp_path: Path, seed: int
) -> None:
    killing = Killing(nursery, tmp_path / "house", seed)
    try:
        for target in KILLS[seed]:
            fell = killing.kill(target)
            assert fell.acts, "it never got as far as one act"
            assert fell.wrong == (), fell
            assert reopened(killing.folder, fell.found) == [], fell
            assert killing.found() == fell.found, "opening it again changed something"
    finally:
        killing.close()
    _replays(killing.desk(), tmp_path / "replayed")


def _replays(desk: Desk, there: Path) -> None:
    """What was recorded makes the same house again."""
    there.mkdir()
    again = Desk.create(there, KEY, system_clock)
    again.change(lambda session: apply(session, desk.read(records)), "received")
    assert again.read(state) == desk.read(state)
    again.close()
    desk.close()
