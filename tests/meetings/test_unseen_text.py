"""A text in which nothing can be seen is no text: NUL, signs without width, fillers, control signs."""

from collections.abc import Callable
from unicodedata import category

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.meetings.world import TODAY, World, refused
from zvhdesk.domain.actions import reason_refusal
from zvhdesk.domain.reading.tidy import tidy
from zvhdesk.domain.refusals import BadInput, Refused
from zvhdesk.domain.terms import ActionStatus, ContributionKind, Step
from zvhdesk.models.capture import CaptureSession
from zvhdesk.models.meetings import AgendaItem
from zvhdesk.services.fields import FIELDS, read_text
from zvhdesk.services.meetings import capture, planning

_UNSEEN = st.text(
    st.one_of(
        st.sampled_from("\0\x07\x1b\x7f\u200b\u200c\u200d\u2060\ufeff\u00ad\u202e\u3164\u115f\u2800\ufe0f"),
        st.characters(categories=("Cc", "Cf", "Zs", "Zl", "Zp")),
    ),
    max_size=20,
)
_NAMED = ("\0", "\u200b\u200d", " \ufeff\t\x1b", "\u3164")
Fn = Callable[[CaptureSession], object]


@given(typed=_UNSEEN)
def test_what_cannot_be_seen_is_empty(typed: str) -> None:
    assert tidy(typed) == ""
    assert FIELDS["case_", "question"].read(typed) is None
    for required in (("action", "text"), ("agenda_item", "title"), ("note_paragraph", "text")):
        with pytest.raises(Refused):
            FIELDS[required].read(typed)
    with pytest.raises(Refused):
        read_text("Besluit", typed, "Noem wat er is besloten.")
    assert isinstance(reason_refusal(ActionStatus.NOT_DONE, typed), BadInput)


@given(before=_UNSEEN, sign=st.characters(categories=("L", "N", "P", "S")), after=_UNSEEN)
def test_one_sign_that_can_be_seen_makes_it_a_text(before: str, sign: str, after: str) -> None:
    if sign in "\u3164\u115f\u1160\uffa0\u2800" or category(sign) == "Cs":
        return
    assert tidy(f"{before}{sign}{after}") == f"{before}{sign}{after}".strip()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=12, deadline=None)
@given(typed=st.sampled_from(_NAMED) | _UNSEEN)
def test_nothing_at_the_table_takes_it(at_case: tuple[World, str], typed: str) -> None:
    world, item = at_case
    case = world.console().case
    assert case is not None
    turn = case.round[0].id
    acts: tuple[Fn, ...] = (
        lambda s: capture.record_action(s, item, typed, "politie", TODAY),
        lambda s: capture.record_decision(s, item, typed),
        lambda s: capture.say(s, turn, typed, ContributionKind.FACT),
        lambda s: capture.add_note(s, item, Step.JUDGEMENT, typed),
        lambda s: planning.add_point(s, world.meeting, typed, 5),
    )
    for act in acts:
        assert isinstance(refused(lambda act=act: world.do(act)), BadInput)  # type: ignore[misc]
    world.desk.keep(lambda s: capture.keep_own_note(s, world.meeting, item, typed))
    assert world.console().own_note == ""
    assert isinstance(refused(lambda: world.do(lambda s: capture.move_own_note(s, item))), BadInput)


@pytest.fixture
def at_case(world: World) -> tuple[World, str]:
    """A meeting at its first case, and its item."""
    return world, world.at_case(0)


@pytest.mark.parametrize("typed", _NAMED)
def test_a_title_or_owner_of_nothing_is_no_title_or_owner(world: World, typed: str) -> None:
    row = next(row for row in world.console().items if row.case_id == world.cases[0])
    world.call("agenda.edit", planning.remove_item, row.id)
    made = world.call("agenda.add", planning.add_case, world.meeting, world.cases[0], 30, typed)
    assert next(one.title for one in world.all_of(AgendaItem) if one.id == made) == row.title
    item = world.at_case(0)
    action = world.call("action.capture", capture.record_action, item, "belt", "politie", TODAY, typed)
    case = world.console().case
    assert case is not None
    assert [one.id for one in case.actions] == [action]
