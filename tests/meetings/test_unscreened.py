"""Who is not screened says no yes for lid 1 (WGS 1.8(2)): not at the table, and it is said to the chair."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.meetings.world import World, refused
from zvhdesk.domain.refusals import LidOneAbsent, LidOneUnscreened
from zvhdesk.domain.terms import Capacity, PartnerClass, Presence
from zvhdesk.models.meetings import Attendance
from zvhdesk.models.plans import Decision, Voice
from zvhdesk.services.meetings import attendance, capture
from zvhdesk.services.meetings.reading import attendee_rows, undecided

LID_ONE = {"gemeente": "Gemeente Hengelo", "politie": "Politie", "om": "Openbaar Ministerie"}
NAMES = {**LID_ONE, "ggz": "GGZ De Regge"}
SEATS = st.lists(
    st.tuples(
        st.sampled_from(sorted(NAMES)),
        st.sampled_from([Capacity.PARTNER, Capacity.SUBSTITUTE]),
        st.sampled_from([True, None, False]),
        st.sampled_from([Presence.IN_ROOM, Presence.PHONE, Presence.LEFT]),
    ),
    max_size=6,
)


def sit(
    world: World, partner: str, *, screened: bool | None, capacity: Capacity = Capacity.SUBSTITUTE
) -> str:
    return world.call(
        "meeting.admit",
        attendance.admit_guest,
        world.meeting,
        NAMES[partner],
        "",
        capacity,
        screened=screened,
        presence=Presence.IN_ROOM,
    )


def decide(world: World, item: str) -> str:
    return world.call("decision.record", capture.record_decision, item, "De aanpak gaat door")


def said_yes(world: World, decision: str) -> tuple[set[str], set[str]]:
    """Whose voice the decision has, and who is still to be asked."""
    rows = [row for row in world.all_of(Voice) if row.about_id == decision]
    yes = {row.partner_id for row in rows if row.agreed_on is not None}
    return yes, {row.partner_id for row in rows} - yes


def test_a_substitute_who_is_not_screened_leaves_the_decision_to_be_asked(world: World) -> None:
    world.arrive("gemeente")
    sit(world, "om", screened=False)
    item = world.at_case(0)
    made = decide(world, item)
    assert said_yes(world, made) == ({"gemeente"}, {"om", "politie"})
    case = world.console().case
    assert case is not None
    assert case.decisions[0].provisional
    assert undecided(world.console().attendance) == ("Openbaar Ministerie",)
    world.call("decision.agree", capture.agree, made, "om")
    assert said_yes(world, made) == ({"gemeente", "om"}, {"politie"})


def test_with_nobody_else_of_lid_one_nothing_is_decided(world: World) -> None:
    world.arrive("ggz")
    sit(world, "om", screened=False)
    sit(world, "politie", screened=False)
    item = world.at_case(0)
    assert refused(lambda: decide(world, item)) == LidOneUnscreened(("Openbaar Ministerie", "Politie"))
    assert not world.all_of(Decision)


def test_one_who_is_screened_says_yes_for_both(world: World) -> None:
    sit(world, "om", screened=False)
    sit(world, "om", screened=True)
    item = world.at_case(0)
    assert said_yes(world, decide(world, item))[0] == {"om"}
    assert undecided(world.console().attendance) == ()


@given(seats=SEATS)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_lid_one_says_yes_in_somebody_who_is_screened_and_in_nobody_else(
    world: World, seats: list[tuple[str, Capacity, bool | None, Presence]]
) -> None:
    """The oracle reads the law from the seats alone: lid 1, at the table, not known to be unscreened."""
    if world.console().current is None:
        world.at_case(0)
    for row in world.all_of(Attendance):
        world.put(Attendance, row.id, deleted=True)
    for partner, capacity, screened, presence in seats:
        made = sit(world, partner, screened=screened, capacity=capacity)
        world.call("meeting.admit", attendance.set_presence, made, presence)
    here = [(who, screened) for who, _, screened, presence in seats if presence is not Presence.LEFT]
    may = {who for who, screened in here if who in LID_ONE and screened in (True, None)}
    without = {who for who, _ in here if who in LID_ONE} - may
    if may:
        yes, later = said_yes(world, decide(world, world.item(0)))
        assert yes == may
        assert without <= later
    else:
        names = tuple(sorted(LID_ONE[who] for who in without))
        reason = LidOneUnscreened(names) if without else LidOneAbsent()
        assert refused(lambda: decide(world, world.item(0))) == reason
    rows = world.desk.read(lambda s: attendee_rows(s, world.meeting))
    assert {row.class_ for row in rows if row.unscreened} <= {PartnerClass.PARAGRAPH_1}
    assert undecided(rows) == tuple(sorted(LID_ONE[who] for who in without))
