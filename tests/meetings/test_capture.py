"""What is recorded at the table: actions, decisions with their voices, the round, notes, the own note."""

from datetime import date
from functools import partial

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session

from tests.elsewhere import heard
from tests.meetings.world import TODAY, Act, World, refused
from zvhdesk.domain.refusals import (
    BadInput,
    CannotUndoFormal,
    CaseGone,
    LidOneAbsent,
    LidOneMissing,
    MeetingNotLive,
    RetentionPassed,
)
from zvhdesk.domain.terms import ContributionKind, NoteKind, Presence, Step, TurnState
from zvhdesk.models.capture import head_rev
from zvhdesk.models.cases import Action, Case, Contribution
from zvhdesk.models.house import Partner
from zvhdesk.models.local import ChangeSet, Draft
from zvhdesk.models.meetings import ChairNote
from zvhdesk.models.plans import Decision, Voice
from zvhdesk.services.dossier.past import take_back
from zvhdesk.services.meetings import attendance, capture, doubted, own_note, room, running
from zvhdesk.services.meetings.rows import AgreedAction, AgreedDecision, CaseAtTable, TurnRow

DUE = date(2026, 3, 26)


def action(world: World, item: str, text: str = "belt de familie", who: str | None = "politie") -> str:
    return world.desk.change(lambda s: capture.record_action(s, item, text, who, DUE), "action.capture")


def decision(world: World, item: str, text: str = "De aanpak gaat door") -> str:
    return world.desk.change(lambda s: capture.record_decision(s, item, text), "decision.record")


def case_of(world: World) -> CaseAtTable:
    case = world.console().case
    assert case is not None
    return case


def actions(world: World) -> dict[str, AgreedAction]:
    return {row.id: row for row in case_of(world).actions}


def decisions(world: World) -> dict[str, AgreedDecision]:
    return {row.id: row for row in case_of(world).decisions}


def turn(world: World, partner: str) -> TurnRow:
    return next(row for row in case_of(world).round if row.partner_id == partner)


def test_an_action_has_an_owner_a_date_and_the_next_number(world: World) -> None:
    item = world.at_case(0)
    made = action(world, item, "  belt de familie ")
    row = actions(world)[made]
    assert (row.number, row.text, row.who, row.due_on) == (4, "belt de familie", "Politie", DUE)
    stored = next(one for one in world.all_of(Action) if one.id == made)
    assert isinstance(stored, Action)
    assert (stored.made_on, stored.item_id, stored.owner) == (TODAY, item, None)


@pytest.mark.parametrize(
    "text, partner, due_on, sentence",
    [
        ("  ", "politie", DUE, "Noem wat er gebeurt, bijvoorbeeld: belt de familie."),
        ("belt", None, DUE, "Noem met @ wie dit doet."),
        ("belt", "nobody", DUE, "Noem met @ wie dit doet."),
        ("belt", "politie", None, "Noem een datum, bijvoorbeeld: vóór 28 mrt."),
        ("belt \ud83d", "politie", DUE, "Hierin staat een kapot teken. Haal het weg of typ het opnieuw."),
        ("b" * 4001, "politie", DUE, "Dit is te lang: houd 4000 tekens aan."),
    ],
)
def test_what_an_action_lacks_is_said(
    world: World, text: str, partner: str | None, due_on: date | None, sentence: str
) -> None:
    item = world.at_case(0)
    reason = refused(
        lambda: world.do(lambda s: capture.record_action(s, item, text, partner, due_on), "action.capture")
    )
    assert reason == BadInput("Actie", sentence)
    assert not case_of(world).actions


def test_a_partner_that_the_house_has_no_more_gets_no_action(world: World) -> None:
    item = world.at_case(0)
    world.put(Partner, "nieuw", deleted=True)
    assert isinstance(refused(lambda: action(world, item, who="nieuw")), BadInput)


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(keep=st.lists(st.booleans(), min_size=1, max_size=6))
def test_numbers_count_on_and_are_never_given_out_again(world: World, keep: list[bool]) -> None:
    """Also not when the act is taken back at once; and another case counts by itself."""
    if world.console().current is None:
        world.start()
    world.go(0)
    item = world.item(0)
    numbers = []
    for kept in keep:
        made = action(world, item)
        numbers.append(actions(world)[made].number)
        if not kept:
            take_back(world.desk)
            assert made not in actions(world)
    assert numbers == list(range(numbers[0], numbers[0] + len(keep)))


def test_each_case_counts_by_itself(world: World) -> None:
    world.start()
    for case in (0, 1):
        world.go(case)
        made = action(world, world.item(case))
        assert actions(world)[made].number == 4


def test_what_was_open_before_stands_apart_the_latest_first(world: World) -> None:
    item = world.at_case(0)
    action(world, item)
    assert [(row.number, row.days_late, row.who) for row in case_of(world).earlier] == [
        (1, 3, "Gemeente Hengelo"),
        (2, 0, "GGZ De Regge"),
    ]


def test_an_action_is_read_back_and_held_back(world: World) -> None:
    item = world.at_case(0)
    made = action(world, item)
    world.do(lambda s: capture.read_back(s, made), "action.read_back")
    world.do(lambda s: capture.hold_back(s, made), "action.hold")
    row = actions(world)[made]
    assert (row.read_back, row.held_back) == (True, True)
    take_back(world.desk)
    assert not actions(world)[made].held_back


def test_what_one_desk_kept_off_the_wall_and_another_did_not_is_off_it_until_someone_chose(
    world: World,
) -> None:
    """No clock decides it: here the version that counts is the one that shows it."""
    item = world.at_case(0)
    made, said = action(world, item), decision(world, item)

    def on_wall() -> tuple[int, int]:
        shown = world.desk.read(lambda s: room.wall(s, item, TODAY))
        return len(shown.actions), len(shown.decisions)

    assert on_wall() == (1, 1)
    for tbl, row in (("action", made), ("decision", said)):
        heard(world.desk, (tbl, row, "held_back"), value=True, seen=False, later_ms=-60_000)
    assert not world.desk.read(lambda s: s.get_one(Action, made).held_back)
    assert on_wall() == (0, 0)
    assert (actions(world)[made].held_back, decisions(world)[said].held_back) == (True, True)
    for row in (made, said):
        rev = world.desk.read(head_rev)
        world.desk.change(lambda s, row=row: doubted.release(s, row), doubted.RELEASE, base_rev=rev)  # type: ignore[misc]
    assert on_wall() == (1, 1)


def test_a_decision_has_the_voices_of_lid_one_present(world: World) -> None:
    world.arrive("gemeente", "om", "ggz")
    item = world.at_case(0)
    made = decision(world, item)
    row = decisions(world)[made]
    assert row.decided_by == "Gemeente Hengelo, Openbaar Ministerie"
    assert row.awaiting == "Politie"
    assert row.provisional
    assert row.number == 1


def test_who_was_absent_is_asked_afterwards_and_then_it_stands(world: World) -> None:
    world.arrive("gemeente")
    item = world.at_case(0)
    made = decision(world, item)
    assert refused(lambda: world.do(lambda s: capture.agree(s, made, "ggz"))) == LidOneMissing()
    world.close()
    world.do(lambda s: capture.agree(s, made, "politie"), "decision.agree")
    again = world.desk.read(
        lambda s: [(v.partner_id, v.agreed_on) for v in s.query(Voice).order_by("partner_id")]
    )
    assert again == [("gemeente", TODAY), ("politie", TODAY)]
    assert refused(lambda: take_back(world.desk)) == CannotUndoFormal()


def test_without_lid_one_nothing_is_decided(world: World) -> None:
    world.arrive("ggz")
    item = world.at_case(0)
    assert refused(lambda: decision(world, item)) == LidOneAbsent()
    assert not world.all_of(Decision)


def test_a_representative_of_lid_one_by_phone_decides_and_one_who_left_does_not(world: World) -> None:
    world.arrive("politie", presence=Presence.PHONE)
    world.arrive("om", "gemeente")
    item = world.at_case(0)
    left = world.attendee("om")
    world.do(lambda s: attendance.set_presence(s, left, Presence.LEFT), "meeting.admit")
    made = decision(world, item)
    row = decisions(world)[made]
    assert (row.decided_by, row.awaiting) == ("Gemeente Hengelo, Politie", "Openbaar Ministerie")


def test_a_decision_is_not_taken_back(world: World) -> None:
    item = world.at_case(0)
    decision(world, item)
    assert refused(lambda: take_back(world.desk)) == CannotUndoFormal()
    assert len(decisions(world)) == 1


def test_one_speaks_at_a_time(world: World) -> None:
    world.at_case(0)
    first, second = turn(world, "gemeente").id, turn(world, "politie").id
    world.do(lambda s: capture.say(s, first, "Drie waarschuwingen", ContributionKind.FACT), "round.say")
    for one in (first, second, turn(world, "ggz").id):
        world.call("round.settle", capture.settle_turn, one, TurnState.SPEAKING)
    assert [row.state for row in case_of(world).round] == [
        TurnState.CONTRIBUTED,
        TurnState.WAITING,
        TurnState.SPEAKING,
    ]


def test_what_is_said_is_a_contribution_of_that_partner(world: World) -> None:
    item = world.at_case(0)
    speaker = turn(world, "ggz").id
    first = world.desk.change(
        lambda s: capture.say(s, speaker, "Contact verbroken", ContributionKind.FACT), "round.say"
    )
    again = world.desk.change(
        lambda s: capture.say(s, speaker, "Contact hersteld", ContributionKind.OPINION), "round.say"
    )
    assert first == again
    row = turn(world, "ggz")
    assert (row.text, row.is_fact, row.state) == ("Contact hersteld", False, TurnState.CONTRIBUTED)
    stored = next(one for one in world.all_of(Contribution) if one.id == first)
    assert isinstance(stored, Contribution)
    assert (stored.partner_id, stored.received_on, stored.item_id) == ("ggz", TODAY, item)
    reason = refused(lambda: world.do(lambda s: capture.say(s, speaker, " ", ContributionKind.FACT)))
    assert isinstance(reason, BadInput)
    assert turn(world, "ggz").text == "Contact hersteld"


def test_what_was_said_and_taken_back_can_be_said_again(world: World) -> None:
    world.at_case(0)
    speaker = turn(world, "ggz").id
    world.do(lambda s: capture.say(s, speaker, "Eerst", ContributionKind.FACT), "round.say")
    take_back(world.desk)
    assert (turn(world, "ggz").text, turn(world, "ggz").state) == ("", TurnState.WAITING)
    world.do(lambda s: capture.say(s, speaker, "Daarna", ContributionKind.FACT), "round.say")
    assert turn(world, "ggz").text == "Daarna"


def test_notes_stand_under_their_step_and_a_tegengeluid_says_whose_it_is(world: World) -> None:
    item = world.at_case(0)
    for step, text, kind, who in (
        (Step.JUDGEMENT, "Het risico is groot", NoteKind.NOTE, "om"),
        (Step.JUDGEMENT, "Wij zien dat anders", NoteKind.DISSENT, "ggz"),
        (Step.APPROACH, "Buurtveiligheid", NoteKind.PARKED, None),
    ):
        world.call("note.add", capture.add_note, item, step, text, kind, who)
    assert [(row.step, row.text, row.who) for row in case_of(world).notes] == [
        (Step.JUDGEMENT, "Het risico is groot", ""),
        (Step.JUDGEMENT, "Wij zien dat anders", "GGZ De Regge"),
        (Step.APPROACH, "Buurtveiligheid", ""),
    ]
    reason = refused(
        lambda: world.do(lambda s: capture.add_note(s, item, Step.FRAME, "Nee", NoteKind.DISSENT), "note.add")
    )
    assert reason == BadInput("Tegengeluid", "Noem met @ van wie dit tegengeluid is.")


def test_the_own_note_is_of_this_desk_alone(world: World) -> None:
    item, desk = world.at_case(0), world.desk
    before = desk.read(lambda s: s.query(ChangeSet).count())
    desk.keep(lambda s: capture.keep_own_note(s, world.meeting, item, "Eerst het doel \ud83d"))
    assert world.console().own_note == "Eerst het doel ?"
    assert desk.read(lambda s: s.query(ChangeSet).count()) == before
    world.go(1)
    assert world.console().own_note == ""
    world.go(0)
    desk.keep(lambda s: capture.keep_own_note(s, world.meeting, item, " "))
    assert world.console().own_note == ""
    assert desk.read(lambda s: s.query(ChairNote).count()) == 0


def test_the_own_note_moves_to_the_dossier_under_the_step_of_now(world: World) -> None:
    item, desk = world.at_case(0), world.desk
    assert isinstance(refused(lambda: world.do(lambda s: capture.move_own_note(s, item))), BadInput)
    desk.keep(lambda s: capture.keep_own_note(s, world.meeting, item, "Eerst het doel"))
    world.do(lambda s: running.set_step(s, item, Step.APPROACH), "meeting.step")
    world.do(lambda s: capture.move_own_note(s, item), own_note.MOVED)
    assert [(row.step, row.text) for row in case_of(world).notes] == [(Step.APPROACH, "Eerst het doel")]
    assert world.console().own_note == ""


def test_what_was_typed_goes_from_the_drafts_with_its_act(world: World) -> None:
    item, desk = world.at_case(0), world.desk
    speaker = turn(world, "ggz").id
    kept = (
        (capture.CAPTURE_FORM, item, lambda: action(world, item)),
        (capture.CAPTURE_FORM, item, lambda: decision(world, item)),
        (
            capture.ROUND_FORM,
            speaker,
            lambda: world.do(lambda s: capture.say(s, speaker, "Ja", ContributionKind.FACT)),
        ),
        (capture.NOTE_FORM, item, lambda: world.do(lambda s: capture.add_note(s, item, Step.FRAME, "Ja"))),
    )
    for form, row, act in kept:
        desk.keep_draft(form, ("", row, "text"), "half getypt", 0)
        act()
        assert desk.read(lambda s: s.query(Draft).count()) == 0, form


def every_act(world: World, item: str, speaker: str) -> list[Act]:
    return [
        lambda s: capture.record_action(s, item, "belt", "politie", DUE),
        lambda s: capture.record_decision(s, item, "Gaat door"),
        lambda s: capture.settle_turn(s, speaker, TurnState.NOTHING_NEW),
        lambda s: capture.say(s, speaker, "Iets", ContributionKind.FACT),
        lambda s: capture.add_note(s, item, Step.FRAME, "Iets"),
        lambda s: capture.move_own_note(s, item),
        lambda s: running.set_step(s, item, Step.ROUND),
        lambda s: running.postpone(s, item),
    ]


def test_nothing_is_recorded_at_a_meeting_that_does_not_run(world: World) -> None:
    item = world.at_case(0)
    speaker = turn(world, "ggz").id
    world.close()
    for act in every_act(world, item, speaker):
        assert refused(partial(world.do, act)) == MeetingNotLive()


@pytest.mark.parametrize(
    "column, value, reason",
    [("shielded", True, CaseGone()), ("first_processed_on", date(2020, 1, 1), RetentionPassed())],
)
def test_nothing_is_recorded_in_a_case_that_was_closed_to_us(
    world: World, column: str, value: object, reason: object
) -> None:
    item = world.at_case(0)
    speaker, made, decided = turn(world, "ggz").id, action(world, item), decision(world, item)
    world.put(Case, world.cases[0], **{column: value})
    acts: list[Act] = [
        *every_act(world, item, speaker),
        lambda s: capture.read_back(s, made),
        lambda s: capture.hold_back(s, decided),
        lambda s: capture.agree(s, decided, "om"),
    ]
    for act in acts:
        assert refused(partial(world.do, act)) == reason


def test_at_a_point_without_a_case_nothing_is_recorded(world: World) -> None:
    world.start()
    point = world.point(0)
    assert isinstance(refused(lambda: action(world, point)), BadInput)
    assert isinstance(refused(lambda: decision(world, point)), BadInput)


def test_what_is_kept_beside_the_acts_can_be_no_row_of_a_case(world: World) -> None:
    """`Desk.keep` writes rows of this desk alone: the guard refuses any other."""

    def write(session: Session) -> None:
        session.get_one(Case, world.cases[0]).question = "Ongezien gewijzigd"

    with pytest.raises(DatabaseError):
        world.desk.keep(write)
    world.at_case(0)
    assert case_of(world).question == "Hoe krijgen we de woonsituatie van Aalberts veilig?"
