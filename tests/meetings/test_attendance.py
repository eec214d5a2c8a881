"""Who is at the table: expected, admitted for one meeting, signed, as last time."""

from datetime import timedelta
from functools import partial

import pytest

from tests.meetings.world import TODAY, Act, World, refused
from zvhdesk.domain.refusals import AttendeeGone, BadInput, MeetingNotLive
from zvhdesk.domain.terms import Capacity, PartnerClass, Presence
from zvhdesk.models.meetings import Attendance
from zvhdesk.services import editing
from zvhdesk.services.meetings import attendance, planning
from zvhdesk.services.meetings.rows import AttendeeRow, TurnRow


def rows(world: World, meeting: str = "") -> dict[str, AttendeeRow]:
    found = world.desk.read(lambda s: attendance.attendance(s, meeting or world.meeting))
    return {row.organisation or row.capacity.value: row for row in found}


def admit(
    world: World, organisation: str, capacity: Capacity = Capacity.SUBSTITUTE, name: str = "K. Jansen"
) -> str:
    return world.desk.change(
        lambda s: attendance.admit_guest(
            s, world.meeting, organisation, name, capacity, screened=True, presence=Presence.IN_ROOM
        ),
        "meeting.admit",
    )


def test_a_partner_is_on_the_list_once(world: World) -> None:
    first, again = (
        world.desk.change(lambda s: attendance.expect_partner(s, world.meeting, "om"), "meeting.edit")
        for _ in range(2)
    )
    assert first == again
    assert isinstance(
        refused(lambda: world.do(lambda s: attendance.expect_partner(s, world.meeting, "nobody"))), BadInput
    )


def test_who_excused_themselves_is_expected_again_when_asked_for(world: World) -> None:
    row = world.attendee("ggz")
    world.do(lambda s: attendance.set_presence(s, row, Presence.EXCUSED), "meeting.admit")
    world.do(lambda s: attendance.expect_partner(s, world.meeting, "ggz"), "meeting.edit")
    assert rows(world)["GGZ De Regge"].presence is Presence.EXPECTED


def test_a_substitute_of_a_partner_is_one_of_theirs(world: World) -> None:
    admit(world, "openbaar ministerie")
    row = rows(world)["Openbaar Ministerie"]
    assert (row.partner_id, row.class_, row.name) == ("om", PartnerClass.PARAGRAPH_1, "K. Jansen")
    assert (row.screened, row.unsigned) == (True, False)


def test_a_guest_of_no_partner_is_a_third_who_signs(world: World) -> None:
    guest = admit(world, "Camping De Hoek", Capacity.PARTNER)
    row = rows(world)["Camping De Hoek"]
    assert (row.class_, row.unsigned, row.present) == (PartnerClass.THIRD, True, True)
    world.do(lambda s: attendance.sign(s, guest, TODAY), "meeting.admit")
    signed = rows(world)["Camping De Hoek"]
    assert (signed.unsigned, signed.signed_on) == (False, TODAY)
    seen_by = {row.id: row.signed_seen_by for row in world.all_of(Attendance)}
    assert seen_by[guest] == world.desk.user


def test_a_tolk_of_a_partner_of_the_house_does_not_become_that_partner(world: World) -> None:
    admit(world, "Politie", Capacity.INTERPRETER)
    tolk = next(row for row in world.console().attendance if row.capacity is Capacity.INTERPRETER)
    assert tolk.partner_id is None
    assert tolk.unsigned


def test_an_organisation_is_named_but_the_betrokkene_is_not(world: World) -> None:
    """The list stands in the common stream, which is never destroyed (DATA.md 3)."""
    assert isinstance(refused(lambda: admit(world, " ", Capacity.PARTNER)), BadInput)
    reason = refused(lambda: admit(world, "", Capacity.SUBJECT, name="J. Aalberts"))
    assert isinstance(reason, BadInput)
    assert reason.field == "Naam"
    reason = refused(lambda: admit(world, "Joost Aalberts", Capacity.SUBJECT, name=""))
    assert isinstance(reason, BadInput)
    assert reason.field == "Organisatie"
    admit(world, "", Capacity.SUBJECT, name="")
    assert not rows(world)["subject"].unsigned


def test_everyone_as_last_time(world: World) -> None:
    world.arrive("gemeente")
    world.arrive("politie", presence=Presence.ONLINE)
    world.arrive("om", presence=Presence.PHONE)
    world.arrive("woning")
    admit(world, "Camping De Hoek", Capacity.OBSERVER)
    left, ggz = world.attendee("woning"), world.attendee("ggz")
    world.do(lambda s: attendance.set_presence(s, left, Presence.LEFT), "meeting.admit")
    world.do(lambda s: attendance.set_presence(s, ggz, Presence.EXCUSED), "meeting.admit")
    world.start()
    world.close()
    following = world.desk.change(
        lambda s: planning.plan_meeting(s, "topx", TODAY + timedelta(days=7), "9", "11", "", None),
        "meeting.plan",
    )
    excused = next(row.id for row in rows(world, following).values() if row.partner_id == "om")
    gone = next(row.id for row in rows(world, following).values() if row.partner_id == "politie")
    world.do(lambda s: attendance.set_presence(s, excused, Presence.EXCUSED), "meeting.admit")
    world.do(lambda s: attendance.remove_attendee(s, gone), "meeting.edit")
    count = world.desk.change(lambda s: attendance.as_last_time(s, following), "meeting.admit")
    assert count == 2
    assert {row.partner_id: row.presence for row in rows(world, following).values()} == {
        "gemeente": Presence.IN_ROOM,
        "politie": Presence.ONLINE,
        "om": Presence.EXCUSED,
        "woning": Presence.EXPECTED,
        "ggz": Presence.EXPECTED,
    }
    assert world.desk.change(lambda s: attendance.as_last_time(s, following), "meeting.admit") == 0


def test_at_a_first_time_nobody_is_as_last_time(world: World) -> None:
    assert world.desk.change(lambda s: attendance.as_last_time(s, world.meeting), "meeting.admit") == 0


def test_two_of_one_organisation_are_each_as_they_were(world: World) -> None:
    for name in ("A. Eerste", "B. Tweede"):
        admit(world, "Openbaar Ministerie", Capacity.PARTNER, name)
    world.start()
    world.close()
    following = world.desk.change(
        lambda s: planning.plan_meeting(s, "topx", TODAY + timedelta(days=7), "9", "11", "", None),
        "meeting.plan",
    )
    assert world.desk.change(lambda s: attendance.as_last_time(s, following), "meeting.admit") == 2
    found = world.desk.read(lambda s: attendance.attendance(s, following))
    assert [(row.name, row.presence) for row in found if row.partner_id == "om"] == [
        ("A. Eerste", Presence.IN_ROOM),
        ("B. Tweede", Presence.IN_ROOM),
    ]


def test_the_list_of_a_closed_meeting_stands(world: World) -> None:
    row = world.attendee("ggz")
    world.start()
    world.close()
    acts: tuple[Act, ...] = (
        lambda s: attendance.set_presence(s, row, Presence.IN_ROOM),
        lambda s: attendance.sign(s, row, TODAY),
        lambda s: attendance.remove_attendee(s, row),
        lambda s: attendance.expect_partner(s, world.meeting, "om"),
        lambda s: attendance.as_last_time(s, world.meeting),
    )
    for act in acts:
        assert refused(partial(world.do, act)) == MeetingNotLive()


def test_who_was_taken_off_the_list_is_said_to_be_off_the_list(world: World) -> None:
    row = world.attendee("ggz")
    world.do(lambda s: attendance.remove_attendee(s, row), "meeting.edit")
    acts: tuple[Act, ...] = (
        lambda s: attendance.set_presence(s, row, Presence.IN_ROOM),
        lambda s: attendance.sign(s, row, TODAY),
        lambda s: attendance.remove_attendee(s, row),
        lambda s: editing.save(s, "tables", ("attendance", row, "name"), "K. Jansen", 0),
    )
    for act in acts:
        assert refused(partial(world.do, act)) == AttendeeGone()


@pytest.mark.parametrize("presence", [Presence.IN_ROOM, Presence.ONLINE, Presence.PHONE])
def test_who_comes_in_during_a_case_has_a_turn_at_it(world: World, presence: Presence) -> None:
    world.at_case(0)
    world.arrive("om", presence=presence)
    assert "om" in [turn.partner_id for turn in round_of(world)]


def test_an_unsigned_third_has_a_turn_once_signed(world: World) -> None:
    world.at_case(0)
    world.arrive("woning")
    assert "woning" not in [turn.partner_id for turn in round_of(world)]
    row = world.attendee("woning")
    world.do(lambda s: attendance.sign(s, row, TODAY), "meeting.admit")
    assert "woning" in [turn.partner_id for turn in round_of(world)]


def round_of(world: World) -> tuple[TurnRow, ...]:
    case = world.console().case
    assert case is not None
    return case.round
