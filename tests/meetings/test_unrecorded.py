"""What was typed and never recorded is counted before a meeting is closed: nobody sees it again."""

from tests.meetings.world import World
from zvhdesk.domain.terms import ContributionKind, NoteKind, Step
from zvhdesk.models.capture import Cell
from zvhdesk.services.meetings import capture, running


def _keep(world: World, form: str, cell: Cell, text: str) -> int:
    world.desk.keep_draft(form, cell, text, 0)
    return world.desk.read(lambda s: running.ready_to_close(s, world.meeting, world.now_ms)).unrecorded


def test_every_line_note_and_turn_that_was_not_recorded_counts(world: World) -> None:
    item = world.at_case(0)
    case = world.console().case
    assert case is not None
    note = world.call("note.add", capture.add_note, item, Step.JUDGEMENT, "Eerst", NoteKind.NOTE, None)
    assert _keep(world, "capture", ("", item, "action"), "@Politie belt") == 1
    assert _keep(world, "console", ("note", item, "judgement"), "Wij duiden") == 2
    assert _keep(world, "console", ("turn", case.round[0].id, "said"), "Wij zien") == 3
    assert _keep(world, "console", ("note_paragraph", note, "text"), "Eerst anders") == 4
    # An empty line, what somebody chose, and the chair's own note are none; nor is another case.
    assert _keep(world, "capture", ("", item, "decision"), " ") == 4
    assert _keep(world, "console", ("turn", case.round[0].id, "kind"), ContributionKind.OPINION) == 4
    assert _keep(world, "own_note", ("chair_note", item, "text"), "Voor mij") == 4
    assert _keep(world, "capture", ("", "elders", "action"), "Iets") == 4
