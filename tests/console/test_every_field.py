"""While a meeting runs nothing opens by itself: in every field both texts are kept, and marked (SYNC.md)."""

from tests.console.conftest import Open, at_case
from tests.elsewhere import heard
from tests.every_field import both_stand
from tests.meetings.world import World
from zvhdesk.domain.terms import Step
from zvhdesk.models.meetings import NoteParagraph
from zvhdesk.services import conflicts
from zvhdesk.services.meetings import capture
from zvhdesk.ui.kit.conflict import ConflictCard, ConflictNote


def noted(world: World) -> None:
    """A paragraph stands under Duiding, and the police said something."""
    at_case(world)
    item = world.item(0)
    world.desk.change(lambda s: capture.add_note(s, item, Step.JUDGEMENT, "Wij duiden dit zo."), "note.add")


def test_in_every_field_both_are_kept_and_marked(opened: Open) -> None:
    table = opened(noted)
    view = table.page.view
    assert view is not None
    kinds = set()
    for step in (Step.FRAME, Step.JUDGEMENT, Step.AGREEMENTS):
        view.open_step(step)
        table.settle()
        kinds.add(both_stand(table, table.window) > 0)
    assert kinds == {True}
    assert table.window.findChildren(ConflictCard) == []


def test_two_versions_of_a_note_are_marked_there_and_wait_for_casustafels(opened: Open) -> None:
    table = opened(noted)
    note = table.asked(lambda d: d.read(lambda s: s.query(NoteParagraph.id).scalar()))
    table.asked(lambda d: heard(d, ("note_paragraph", note, "text"), "Anders geduid.", seen=False))
    table.settle()
    view = table.page.view
    assert view is not None
    view.open_step(Step.JUDGEMENT)
    table.settle()
    marked = table.window.findChildren(ConflictNote)
    assert [one.objectName() for one in marked] == [f"console.note.{note}.several"]
    waits = table.asked(lambda d: d.read(lambda s: conflicts.of_meeting(s, table.world.meeting)))
    assert [one.cell for one in waits.conflicts] == [("note_paragraph", note, "text")]
