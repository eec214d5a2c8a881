"""One read of the console: few queries whatever is on the agenda, and every row in its own stream."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import event

from tests.meetings.world import TODAY, World, add_case_rows, refused
from zvhdesk.domain.refusals import MeetingNotLive
from zvhdesk.domain.terms import ContributionKind, NoteKind, Step, StreamKind
from zvhdesk.models.cases import Case
from zvhdesk.models.house import Partner
from zvhdesk.models.local import ChangeOp, ChangeSet, Stream
from zvhdesk.models.tables import BY_NAME
from zvhdesk.services.meetings import attendance, capture, own_note, planning, returning, room, running
from zvhdesk.services.meetings.console import console
from zvhdesk.services.regions import meetings_stream


@contextmanager
def counted(world: World) -> Iterator[list[str]]:
    statements: list[str] = []

    def count(*given: Any) -> None:
        statements.append(given[2])

    event.listen(world.desk.engine, "before_cursor_execute", count)
    yield statements
    event.remove(world.desk.engine, "before_cursor_execute", count)


def busy(world: World, case: int, times: int) -> None:
    """So much recorded under a case as a long item brings."""
    item = world.item(case)
    found = world.console().case
    assert found is not None
    for at in range(times):
        world.do(lambda s: capture.record_action(s, item, "belt", "politie", TODAY), "action.capture")
        world.do(lambda s: capture.record_decision(s, item, "Gaat door"), "decision.record")
        world.do(
            lambda s: capture.add_note(s, item, Step.JUDGEMENT, "Anders", NoteKind.DISSENT, "ggz"), "note.add"
        )
        turn = found.round[at % len(found.round)].id
        world.call("round.say", capture.say, turn, "Iets", ContributionKind.FACT)


def test_the_number_of_queries_does_not_grow_with_the_meeting(world: World) -> None:
    world.at_case(0)
    busy(world, 0, 1)
    with counted(world) as few:
        world.console()
    for at in range(6):
        made = world.call("case.create", add_case_rows, f"2026-01{at}0", ("X.", None, f"Naam{at}")).id
        world.call("agenda.add", planning.add_case, world.meeting, made)
    world.arrive("om", "ggz")
    busy(world, 0, 4)
    with counted(world) as many:
        seen = world.console()
    assert sum(row.case_id is not None for row in seen.items) == 10
    assert len(many) == len(few) <= 24


def test_a_console_shows_the_meeting_and_where_it_stands(world: World) -> None:
    world.at_case(1)
    seen = world.console()
    assert seen.table_purpose == "Meest complex"
    assert seen.case is not None
    assert (seen.case.number, seen.case.initials, seen.case.referrer) == ("2026-0002", "B.v.N.", "Politie")
    assert seen.case.goals == ("Noord woont veilig",)
    assert not seen.case.read_only
    assert [(one.name, one.present) for one in seen.partners][:3] == [
        ("Gemeente Hengelo", True),
        ("Politie", True),
        ("De Haven", False),
    ]
    assert seen.ends_ms == datetime(2026, 3, 12, 11, 30).astimezone().timestamp() * 1000


def test_a_partner_that_was_removed_is_offered_as_long_as_it_has_something_to_do(world: World) -> None:
    """Removed by who did not know: on one desk it is refused (docs/decisions/0027)."""
    item = world.at_case(0)
    world.do(lambda s: capture.record_action(s, item, "belt", "om", TODAY), "action.capture")

    world.put(Partner, "om", deleted=True)
    seen = world.console()
    assert "om" in [one.id for one in seen.partners]
    assert seen.case is not None
    assert seen.case.actions[0].who == "Openbaar Ministerie"


def test_a_case_whose_term_ends_at_the_table_is_read_only(world: World) -> None:
    world.at_case(0)

    world.put(Case, world.cases[0], first_processed_on=date(2020, 1, 1))
    case = world.console().case
    assert case is not None
    assert case.read_only


def test_a_meeting_that_is_not_there_has_no_console(world: World) -> None:
    assert refused(lambda: world.desk.read(lambda s: console(s, "nothing", 0, ""))) == MeetingNotLive()


def whole_meeting(world: World) -> None:
    """Every act there is, once."""
    world.arrive("gemeente", "om", "ggz", "woning")
    third = world.attendee("woning")
    world.do(lambda s: attendance.sign(s, third, TODAY), "meeting.admit")
    world.do(lambda s: planning.add_point(s, world.meeting, "Koffie", 10), "agenda.add")
    world.at_case(0)
    busy(world, 0, 2)
    item, last = world.item(0), world.item(3)
    made = world.console().case
    assert made is not None
    world.do(lambda s: capture.read_back(s, made.actions[0].id), "action.read_back")
    world.do(lambda s: capture.hold_back(s, made.actions[1].id), "action.hold")
    world.do(lambda s: capture.agree(s, made.decisions[0].id, "politie"), "decision.agree")
    world.desk.keep(lambda s: capture.keep_own_note(s, world.meeting, item, "Mijn gedachte"))
    world.do(lambda s: capture.move_own_note(s, item), own_note.MOVED)
    world.do(lambda s: room.show(s, item), "disclosure.record")
    world.do(lambda s: running.pause(s, world.meeting), "meeting.pause")
    world.clock.forward(minutes=1)
    world.do(lambda s: running.resume(s, world.meeting), "meeting.pause")
    world.do(
        lambda s: planning.plan_meeting(s, "topx", TODAY + timedelta(days=7), "9", "11", "", None),
        "meeting.plan",
    )
    world.do(lambda s: running.postpone(s, last), "meeting.item")
    world.do(lambda s: planning.move_item(s, world.meeting, last, 0), "agenda.edit")
    world.go(1)
    world.close()


def test_every_row_stands_in_the_stream_it_belongs_to(world: World) -> None:
    """DATA.md 3: meeting, attendance and points in the common stream, the rest in that of its case."""
    whole_meeting(world)
    common = world.desk.change(meetings_stream, "test.act")
    case_streams = dict(zip(world.cases, world.streams, strict=True))
    found: set[str] = set()
    for table in (
        "meeting",
        "attendance",
        "agenda_item",
        "turn",
        "note_paragraph",
        "decision",
        "voice",
        "disclosure",
    ):
        for row in world.all_of(BY_NAME[table]):
            case_id = getattr(row, "case_id", None)
            assert row.stream_id == (common if case_id is None else case_streams[case_id])
            found.add(table)
    assert len(found) == 8


def test_a_change_set_never_mixes_streams(world: World) -> None:
    whole_meeting(world)

    def read(session: Any) -> None:
        kinds = {one.id: one.kind for one in session.query(Stream)}
        checked = 0
        for op, change in session.query(ChangeOp, ChangeSet).filter(ChangeSet.rev == ChangeOp.rev):
            row = session.get(BY_NAME[op.tbl], op.row)
            assert row.stream_id == change.stream_id, (op.tbl, op.col)
            wanted = StreamKind.CASE if getattr(row, "case_id", None) else BY_NAME[op.tbl].stream_kind
            if op.tbl != "agenda_item" or row.case_id is not None:
                assert kinds[change.stream_id] is wanted
            checked += 1
        assert checked > 200

    world.desk.read(read)


def test_no_name_of_a_case_is_in_the_common_stream(world: World) -> None:
    """It is never destroyed, so that nothing of a case may stay behind in it."""
    whole_meeting(world)
    common = world.desk.change(meetings_stream, "test.act")

    def written(session: Any) -> str:
        ops = session.query(ChangeOp.new).join(ChangeSet, ChangeSet.rev == ChangeOp.rev)
        return " ".join(new for (new,) in ops.filter(ChangeSet.stream_id == common))

    text = world.desk.read(written)
    assert returning.OPENING in text
    for word in ("Aalberts", "Noord", "2026-0001", "actie te laat", "belt", "Mijn gedachte"):
        assert word not in text
