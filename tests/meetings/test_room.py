"""Tafelzicht: what the wall may show, of which case, to whom, and that each showing is recorded."""

from dataclasses import replace
from datetime import date
from functools import partial

import pytest

from tests.meetings.world import TODAY, World, refused
from zvhdesk.domain.refusals import BadInput, CannotUndoFormal, CaseGone, MeetingNotLive, UnsignedThird
from zvhdesk.domain.terms import Capacity, ContributionKind, DisclosureKind, Presence, Step
from zvhdesk.models.cases import Action, Case, Goal
from zvhdesk.models.people import Person
from zvhdesk.models.plans import Decision, Disclosure
from zvhdesk.services.dossier.past import take_back
from zvhdesk.services.meetings import attendance, capture, room, running
from zvhdesk.services.meetings.released import QUESTION, Piece, Released, goal_key, pieces
from zvhdesk.services.meetings.rows import Wall


def wall(world: World, item: str, released: Released | None = None) -> Wall:
    return world.desk.read(lambda s: room.wall(s, item, world.clock().date(), released=released))


def released_now(world: World) -> dict[str, Piece]:
    """All of the case at the table, in the words of now."""
    case = world.console().case
    assert case is not None
    return pieces(case, {})


def decided(seen: Wall) -> list[str]:
    return [row.text for row in seen.decisions]


def act(world: World, item: str, text: str, who: str = "politie", due: date = date(2026, 3, 26)) -> str:
    return world.desk.change(lambda s: capture.record_action(s, item, text, who, due), "action.capture")


def admit(world: World, capacity: Capacity) -> str:
    return world.desk.change(
        lambda s: attendance.admit_guest(
            s, world.meeting, "", "", capacity, screened=None, presence=Presence.IN_ROOM
        ),
        "meeting.admit",
    )


def test_the_wall_shows_the_case_with_initials_for_names(world: World) -> None:
    item = world.at_case(0)
    act(world, item, "spreekt Joost Aalberts en zijn zus")
    act(world, item, "bereidt voor", "gemeente", date(2027, 1, 2))
    world.do(lambda s: capture.record_decision(s, item, "Aalberts krijgt woonbegeleiding"), "decision.record")
    seen = wall(world, item)
    assert (seen.number, seen.initials, seen.table, seen.place) == (
        "2026-0001",
        "J.A.",
        "Top-X",
        "casus 1 van 4",
    )
    assert seen.step == "Kader en doel"
    assert seen.question == "Hoe krijgen we de woonsituatie van J.A. veilig?"
    assert seen.goals == ("J.A. woont veilig",)
    assert [(row.who, row.text, row.due) for row in seen.actions] == [
        ("Politie", "spreekt J.A. en zijn zus", "26 maart"),
        ("Gemeente Hengelo", "bereidt voor", "2 januari 2027"),
    ]
    assert decided(seen) == ["J.A. krijgt woonbegeleiding"]


def test_only_what_was_released_is_on_the_wall(world: World) -> None:
    item = world.at_case(0)
    first, waits, held = (act(world, item, f"doet {at}") for at in range(3))
    world.do(lambda s: capture.hold_back(s, held), "action.hold")
    made = world.desk.change(lambda s: capture.record_decision(s, item, "Besloten"), "decision.record")
    released = released_now(world)
    del released[waits], released[made]
    seen = wall(world, item, {**released, held: Piece("doet 2")})
    assert [row.id for row in seen.actions] == [first]
    assert seen.decisions == ()
    world.do(lambda s: capture.hold_back(s, made), "action.hold")
    assert wall(world, item).decisions == ()
    assert wall(world, item, {made: Piece("Besloten")}).decisions == ()


def test_what_was_changed_since_its_release_reads_as_it_was_released(world: World) -> None:
    item = world.at_case(0)
    made = act(world, item, "belt de familie")
    taken = world.desk.change(lambda s: capture.record_decision(s, item, "Besloten"), "decision.record")
    released, before = released_now(world), wall(world, item)
    world.put(Action, made, text="belt Karel Hendriks", partner_id="gemeente", due_on=date(2026, 4, 2))
    world.put(Decision, taken, text="Anders besloten")
    world.put(Case, world.cases[0], question="Waar woont Karel Hendriks?")
    (goal,) = [row for row in world.all_of(Goal) if row.case_id == world.cases[0]]
    world.put(Goal, goal.id, text="Karel Hendriks woont veilig")
    assert wall(world, item, released) == replace(before, goals=())
    assert wall(world, item, released_now(world)) == wall(world, item) != before
    assert goal_key("Karel Hendriks woont veilig") in released_now(world)


def test_old_words_are_masked_with_the_names_of_now(world: World) -> None:
    item = world.at_case(0)
    old = {QUESTION: Piece("Waar woont Karel Hendriks?")}
    assert wall(world, item, old).question == "Waar woont Karel Hendriks?"
    (person,) = [row for row in world.all_of(Person) if row.surname == "Aalberts"]
    world.put(Person, person.id, initials="Karel", surname="Hendriks")
    assert wall(world, item, old).question == "Waar woont K.H.?"


def test_what_is_taken_back_comes_off(world: World) -> None:
    item = world.at_case(0)
    act(world, item, "belt")
    assert wall(world, item).actions
    take_back(world.desk)
    assert not wall(world, item).actions


def test_the_five_newest_are_shown_in_their_order(world: World) -> None:
    item = world.at_case(0)
    for at in range(8):
        act(world, item, f"doet {at}")
    assert [row.text for row in wall(world, item).actions] == [f"doet {at}" for at in range(3, 8)]


def test_neither_the_round_nor_notes_nor_another_case_is_on_the_wall(world: World) -> None:
    world.start()
    said = []
    for case in range(4):
        world.go(case)
        item = world.item(case)
        found = world.console().case
        assert found is not None
        turn = found.round[0].id
        world.call("round.say", capture.say, turn, f"gezegd-{case}", ContributionKind.FACT)
        world.call("note.add", capture.add_note, item, Step.JUDGEMENT, f"genoteerd-{case}")
        world.call("decision.record", capture.record_decision, item, f"besloten-{case}")
        act(world, item, f"afgesproken-{case}")
        world.desk.keep(
            partial(capture.keep_own_note, meeting_id=world.meeting, item_id=item, text="voor mijzelf")
        )
        said.append(item)
    for case, item in enumerate(said):
        shown = repr(wall(world, item))
        assert f"besloten-{case}" in shown
        assert f"afgesproken-{case}" in shown
        assert "gezegd" not in shown
        assert "genoteerd" not in shown
        assert "voor mijzelf" not in shown
        assert not any(f"-{other}" in shown.replace("2026-", "") for other in range(4) if other != case)
        for name in ("Aalberts", "Noord", "Çelik", "Smit"):
            assert name not in shown


@pytest.mark.parametrize("capacity", [one for one in Capacity if one not in ("partner", "substitute")])
def test_with_a_guest_of_no_organisation_only_question_goals_and_actions(
    world: World, capacity: Capacity
) -> None:
    item = world.at_case(0)
    act(world, item, "belt")
    world.do(lambda s: capture.record_decision(s, item, "Besloten"), "decision.record")
    guest = admit(world, capacity)
    world.do(lambda s: attendance.sign(s, guest, TODAY), "meeting.admit")
    seen = wall(world, item)
    assert seen.decisions == ()
    assert seen.question
    assert seen.goals
    assert seen.actions
    world.do(lambda s: attendance.set_presence(s, guest, Presence.LEFT), "meeting.admit")
    assert decided(wall(world, item)) == ["Besloten"]


def test_while_somebody_unsigned_is_present_nothing_is_shown(world: World) -> None:
    item = world.at_case(0)
    world.arrive("woning", presence=Presence.ONLINE)
    for ask in (
        lambda: world.desk.read(lambda s: room.may_show(s, world.meeting)),
        lambda: wall(world, item),
        lambda: world.do(lambda s: room.show(s, item), "disclosure.record"),
    ):
        assert refused(ask) == UnsignedThird(1)
    assert not world.all_of(Disclosure)
    row = world.attendee("woning")
    world.do(lambda s: attendance.sign(s, row, TODAY), "meeting.admit")
    world.desk.read(lambda s: room.may_show(s, world.meeting))


def test_each_showing_is_recorded_with_who_saw_it(world: World) -> None:
    world.arrive("politie", "gemeente")
    world.arrive("ggz", presence=Presence.ONLINE)
    item = world.at_case(0)
    admit(world, Capacity.SUBJECT)
    first = world.desk.change(lambda s: room.show(s, item), "disclosure.record")
    assert first == wall(world, item)
    world.clock.forward(minutes=3)
    gone = world.attendee("ggz")
    world.do(lambda s: attendance.set_presence(s, gone, Presence.LEFT), "meeting.admit")
    world.do(lambda s: room.show(s, item), "disclosure.record")
    rows = world.all_of(Disclosure)
    assert [(r.kind, r.item_id, r.audience, r.guests) for r in rows] == [
        (DisclosureKind.WALL, item, "gemeente ggz politie", 1),
        (DisclosureKind.WALL, item, "gemeente politie", 1),
    ]
    assert [r.at_ms for r in rows] == [world.now_ms - 180_000, world.now_ms]
    assert {row.stream_id for row in rows} == {world.streams[0]}
    assert refused(lambda: take_back(world.desk)) == CannotUndoFormal()


def test_a_case_that_was_shielded_a_point_and_a_closed_meeting_show_nothing(world: World) -> None:
    item = world.at_case(0)
    assert isinstance(refused(lambda: wall(world, world.point(0))), BadInput)

    world.shield(0)
    assert refused(lambda: wall(world, item)) == CaseGone()
    assert refused(lambda: world.do(lambda s: room.show(s, item))) == CaseGone()
    world.go(1)
    other = world.item(1)
    world.do(lambda s: running.close(s, world.meeting), "meeting.close")
    assert refused(lambda: wall(world, other)) == MeetingNotLive()
