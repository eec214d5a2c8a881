"""What was prepared of a meeting is not typed into any more once it began, and it ends after it begins."""

from functools import partial

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.meetings.world import World, refused
from zvhdesk.domain.refusals import BadInput, MeetingNotLive, MeetingStarted
from zvhdesk.models.capture import Cell
from zvhdesk.models.meetings import AgendaItem, Meeting
from zvhdesk.services import editing
from zvhdesk.services.meetings import planning

PREPARED = (
    ("meeting", "held_on", "13 maart 2026"),
    ("meeting", "starts", "9.30"),
    ("meeting", "ends", "12.00"),
    ("meeting", "place", "Zaal 3"),
    ("meeting", "chair_id", ""),
    ("agenda_item", "title", "Iets anders"),
    ("agenda_item", "minutes", "45"),
)
AT_TABLE = (
    ("agenda_item", "purpose", "Besluiten over de woning"),
    ("agenda_item", "next_on", "2 april 2026"),
)


def cell(world: World, tbl: str, column: str) -> Cell:
    return tbl, world.meeting if tbl == "meeting" else world.item(0), column


def type_in(world: World, where: Cell, typed: str) -> object:
    """What a form does that shows the field now and saves this."""
    shown = world.desk.read(lambda s: editing.show(s, [where], "tables")[where])
    return world.call("meeting.edit", editing.save, "tables", where, typed, shown.rev)


def value(world: World, where: Cell) -> object:
    cls = Meeting if where[0] == "meeting" else AgendaItem
    return world.desk.read(lambda s: getattr(s.get_one(cls, where[1]), where[2]))


@pytest.mark.parametrize("tbl, column, typed", [*PREPARED, *AT_TABLE])
def test_while_it_is_prepared_all_of_it_is_typed_into(
    world: World, tbl: str, column: str, typed: str
) -> None:
    where = cell(world, tbl, column)
    before = value(world, where)
    assert isinstance(type_in(world, where, typed), editing.Saved)
    assert value(world, where) != before


@pytest.mark.parametrize("closed", [False, True])
@pytest.mark.parametrize("tbl, column, typed", PREPARED)
def test_once_it_began_nothing_that_was_prepared_changes(
    world: World, tbl: str, column: str, typed: str, *, closed: bool
) -> None:
    world.at_case()
    where = cell(world, tbl, column)
    if closed:
        world.close()
    before = value(world, where)
    world.desk.keep_draft("tables", where, typed, 0)
    assert refused(partial(type_in, world, where, typed)) == MeetingStarted()
    assert value(world, where) == before
    shown = world.desk.read(lambda s: editing.show(s, [where], "tables")[where])
    assert shown.draft == typed, "what was typed is not lost"


@pytest.mark.parametrize("tbl, column, typed", AT_TABLE)
def test_what_is_typed_at_the_table_ends_with_the_meeting(
    world: World, tbl: str, column: str, typed: str
) -> None:
    where = (tbl, world.at_case(), column)
    assert isinstance(type_in(world, where, typed), editing.Saved)
    world.close()
    assert refused(partial(type_in, world, where, "")) == MeetingNotLive()


def test_a_meeting_that_is_not_held_takes_no_edits(world: World) -> None:
    cells = cell(world, "agenda_item", "title"), cell(world, "meeting", "place")
    world.do(lambda s: planning.cancel_meeting(s, world.meeting), "meeting.edit")
    for where in cells:
        save = partial(world.call, "meeting.edit", editing.save, "tables", where, "Toch", 0)
        assert refused(save) == MeetingNotLive()


@pytest.mark.parametrize(
    "column, typed, reason",
    [
        ("ends", "9:00", BadInput("Einde", "Het einde ligt na het begin van 09:00.")),
        ("ends", "8.59", BadInput("Einde", "Het einde ligt na het begin van 09:00.")),
        ("starts", "11:30", BadInput("Begin", "Het begin ligt vóór het einde van 11:30.")),
        ("starts", "23", BadInput("Begin", "Het begin ligt vóór het einde van 11:30.")),
    ],
)
def test_an_end_before_its_beginning_is_said_of_the_field(
    world: World, column: str, typed: str, reason: BadInput
) -> None:
    where = cell(world, "meeting", column)
    before = value(world, where)
    assert refused(partial(type_in, world, where, typed)) == reason
    assert value(world, where) == before


MINUTES = st.integers(0, 24 * 60 - 1)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30, deadline=None)
@given(edits=st.lists(st.tuples(st.sampled_from(["starts", "ends"]), MINUTES), max_size=6))
def test_whatever_is_typed_it_ends_after_it_begins(world: World, edits: list[tuple[str, int]]) -> None:
    """The oracle counts in minutes, not in text."""
    for column, at in edits:
        where = cell(world, "meeting", column)
        times = {name: _minutes(value(world, cell(world, "meeting", name))) for name in ("starts", "ends")}
        may = times["starts"] < at if column == "ends" else at < times["ends"]
        act = partial(type_in, world, where, f"{at // 60}:{at % 60:02}")
        if may:
            act()
            assert _minutes(value(world, where)) == at
        else:
            assert isinstance(refused(act), BadInput)


def _minutes(hour: object) -> int:
    hours, _, minutes = str(hour).partition(":")
    return int(hours) * 60 + int(minutes)
