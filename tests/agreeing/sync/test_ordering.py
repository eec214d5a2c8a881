"""One proposes on their desk, the other confirms on theirs, and it goes from both."""

from collections.abc import Iterator
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import select

from tests.agreeing.sync.conftest import Two, term_over
from tests.agreeing.sync.desks import ends_after, write
from tests.worlds import FixedClock, SmallHouse, new_desk, small_house
from zvhdesk.domain.destruction import Answer
from zvhdesk.domain.refusals import BadInput, Refused
from zvhdesk.line.enrolling import house_of
from zvhdesk.models.base import new_id
from zvhdesk.models.capture import CaptureSession
from zvhdesk.models.cases import Case, Subject
from zvhdesk.models.destructions import Destruction
from zvhdesk.models.people import Person
from zvhdesk.services import destruction, destruction_orders
from zvhdesk.services.destruction_orders import PROPOSE, Hand
from zvhdesk.sync import ordering
from zvhdesk.sync.server import SaidNo, Server
from zvhdesk.sync.steps import play
from zvhdesk.wire.messages import Why


def _refused(caught: pytest.ExceptionInfo[Refused]) -> str:
    assert isinstance(caught.value.reason, BadInput)
    return caught.value.reason.sentence


def test_two_persons_on_two_desks_destroy_a_case(two: Two) -> None:
    first, second, case = two
    batch = ordering.propose(first.desk, case)
    first.exchange()
    second.exchange()
    (proposal,) = second.desk.read(destruction_orders.waiting)
    assert (proposal.batch, proposal.by, len(proposal.streams)) == (batch, first.desk.user, 2)
    with pytest.raises(Refused) as caught:
        play(ordering.confirm(batch), first.desk, first.server)
    assert "Een ander" in _refused(caught)
    play(ordering.confirm(batch), second.desk, second.server)
    for one in (second, first):
        assert one.exchange().halt is None
        assert one.desk.read(lambda s: s.get(Case, case)) is None
        assert one.desk.read(lambda s: s.scalars(select(Person.id)).all()) == []
        left = one.desk.read(lambda s: s.scalars(select(Destruction)).all())
        assert {(row.proposed_by_id, row.confirmed_by_id) for row in left} == {
            (first.desk.user, second.desk.user)
        }
        assert one.desk.read(destruction_orders.waiting) == []


def test_a_desk_that_ends_between_the_orders_and_the_decision_goes_on_at_its_next_pass(two: Two) -> None:
    """The server has the order for the case, and neither that for its person nor what was decided."""
    first, second, case = two
    batch = ordering.propose(first.desk, case)
    first.exchange()
    second.exchange()
    ends_after(second, ordering.confirm(batch), Server.destroy)
    first.exchange()
    assert first.desk.read(lambda s: s.get(Case, case)) is None
    assert len(first.desk.read(destruction_orders.waiting)) == 1, "nobody said yet that it was decided"
    for one in (second, first, second, first, second):
        one.exchange()
    for one in (first, second):
        assert one.desk.read(lambda s: s.scalars(select(Person.id)).all()) == []
        assert one.desk.read(destruction_orders.waiting) == []
        (report,) = house_of(one.desk).destroyed
        assert [it.answer for it in report.devices] == [Answer.DONE, Answer.DONE]


def test_what_was_written_after_the_proposal_is_not_destroyed_unseen(two: Two) -> None:
    first, second, case = two
    batch = ordering.propose(first.desk, case)
    write(first, case, "toch nog iets")
    first.exchange()
    second.exchange()
    for odd in ("", "geen handtekening"):  # a colleague's program may have written anything there
        second.desk.change(partial(_say_of_each, batch=batch, odd=odd), "destruction.propose")
        assert second.exchange().halt is None
        with pytest.raises(Refused) as caught:
            play(ordering.confirm(batch), second.desk, second.server)
        assert "opnieuw" in _refused(caught)


def _say_of_each(session: CaptureSession, batch: str, odd: str) -> None:
    for row in session.scalars(select(Destruction).where(Destruction.batch == batch)):
        row.proposed_device_id = row.proposed_device_id[:32] + odd
        row.proposed_sig = odd or row.proposed_sig


def test_the_server_takes_no_order_for_more_than_both_had_seen(two: Two) -> None:
    first, second, case = two
    batch = ordering.propose(first.desk, case)
    first.exchange()
    second.exchange()
    write(first, case, "terwijl de ander bevestigt")
    first.exchange()
    with pytest.raises(SaidNo) as caught:
        play(ordering.confirm(batch), second.desk, second.server)
    assert caught.value.why is Why.STALE
    assert second.desk.read(lambda s: s.get(Case, case)) is not None
    assert [one.batch for one in second.desk.read(destruction_orders.waiting)] == [batch], "nothing decided"


# A house without a server.


@pytest.fixture
def alone(tmp_path: Path) -> Iterator[SmallHouse]:
    with closing(new_desk(tmp_path, FixedClock())) as desk:
        yield small_house(desk)


def _propose(house: SmallHouse) -> str:
    hand = Hand(house.desk.user, house.desk.device, house.desk.today(), {})
    return house.desk.change(partial(destruction_orders.propose, case_id=house.case_id, hand=hand), PROPOSE)


def test_a_house_without_a_server_writes_down_who_stood_beside_it(alone: SmallHouse) -> None:
    term_over(alone.desk, alone.case_id)
    batch = _propose(alone)
    for name in ("", "  ", "a. voorzitter"):
        with pytest.raises(Refused):
            destruction_orders.confirm_here(alone.desk, batch, name)
    destruction_orders.confirm_here(alone.desk, batch, "B. Tweede")
    assert alone.desk.read(lambda s: s.get(Case, alone.case_id)) is None
    rows = alone.desk.read(lambda s: s.scalars(select(Destruction)).all())
    assert {row.second_name for row in rows} == {"B. Tweede"}
    with pytest.raises(Refused):
        destruction_orders.confirm_here(alone.desk, batch, "B. Tweede")


def test_only_what_may_not_be_kept_any_longer_is_destroyed(alone: SmallHouse) -> None:
    with pytest.raises(Refused) as caught:
        _propose(alone)
    assert "10-03-2031" in _refused(caught)
    term_over(alone.desk, alone.case_id)
    batch = _propose(alone)
    with pytest.raises(Refused):
        _propose(alone)
    alone.desk.change(
        partial(destruction_orders.withdraw, batch=batch, today=alone.desk.today()),
        destruction_orders.WITHDRAW,
    )
    with pytest.raises(Refused):
        destruction_orders.confirm_here(alone.desk, batch, "B. Tweede")
    assert _propose(alone) != batch


def test_a_person_who_came_into_another_case_meanwhile_stays(alone: SmallHouse) -> None:
    term_over(alone.desk, alone.case_id)
    batch = _propose(alone)
    other = Case(stream_id=new_id(), number="2026-0002")

    def meanwhile(session: CaptureSession) -> None:
        session.add_all_new([other])
        session.add(Subject(stream_id=other.stream_id, case_id=other.id, person_id=alone.person_id))

    alone.desk.change(meanwhile, "case.create")
    destruction_orders.confirm_here(alone.desk, batch, "B. Tweede")
    assert alone.desk.read(lambda s: s.get(Person, alone.person_id)) is not None
    assert alone.desk.read(partial(destruction.streams_of, case_id=other.id)) == (
        other.stream_id,
        alone.person_stream,
    )
