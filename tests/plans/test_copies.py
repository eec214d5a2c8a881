"""Every copy has its number and its row, and no row stands for a copy that was never made."""

from collections.abc import Sequence
from datetime import date, timedelta
from hashlib import sha256

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from tests.plans.world import CONDITIONS, TODAY, PlanHouse, adopt
from zvhdesk.domain.refusals import (
    CannotUndoFormal,
    CaseGone,
    LidOneMissing,
    NotAReceiver,
    Refused,
    RetentionPassed,
)
from zvhdesk.domain.terms import DisclosureKind, PartnerClass
from zvhdesk.models.capture import CaptureSession
from zvhdesk.models.cases import Case
from zvhdesk.models.house import Partner
from zvhdesk.models.local import AccessEvent
from zvhdesk.models.plans import Disclosure
from zvhdesk.services import dossier
from zvhdesk.services.papers.plan import plan_pdf
from zvhdesk.services.plans import copies, versions
from zvhdesk.services.plans.copies import Made, Order


def prepare(world: PlanHouse, who: Sequence[str], plan_id: str = "") -> tuple[Order, ...]:
    which = plan_id or world.concept
    return world.desk.read(lambda s: copies.prepare(s, which, who, world.desk.clock()))


def bytes_of(orders: Sequence[Order]) -> list[Made]:
    return [copies.made(order, plan_pdf(order.paper)) for order in orders]


def record(world: PlanHouse, ready: Sequence[Made]) -> bool:
    return world.desk.change(lambda s: copies.record(s, ready), copies.INTENT)


def register(world: PlanHouse) -> list[Disclosure]:
    return world.desk.read(
        lambda s: list(s.scalars(select(Disclosure).order_by(Disclosure.copy_number)).all())
    )


def refused(world: PlanHouse, who: Sequence[str]) -> object:
    with pytest.raises(Refused) as found:
        prepare(world, who)
    return found.value.reason


def change_case(world: PlanHouse, **values: object) -> None:
    def act(session: CaptureSession) -> None:
        for column, value in values.items():
            setattr(session.get_one(Case, world.case_id), column, value)

    world.desk.change(act, "case.edit")


def test_a_concept_has_no_copies(world: PlanHouse) -> None:
    assert refused(world, [world.house.police]) == LidOneMissing()


def test_a_third_and_an_unknown_class_receive_nothing(world: PlanHouse) -> None:
    adopt(world)
    assert refused(world, [world.third]) == NotAReceiver(unknown=False)
    assert refused(world, [world.unknown]) == NotAReceiver(unknown=True)
    assert refused(world, [world.house.police, world.third]) == NotAReceiver(unknown=False)
    assert refused(world, ["nobody"]) == NotAReceiver(unknown=True)


def test_who_became_a_third_meanwhile_gets_no_row_either(world: PlanHouse) -> None:
    adopt(world)
    ready = bytes_of(prepare(world, [world.house.care]))
    world.desk.change(
        lambda s: setattr(s.get_one(Partner, world.house.care), "class_", PartnerClass.THIRD), "partner.edit"
    )
    with pytest.raises(Refused) as found:
        record(world, ready)
    assert found.value.reason == NotAReceiver(unknown=False)
    assert register(world) == []


def test_each_copy_is_registered_with_the_digest_of_its_bytes(world: PlanHouse) -> None:
    adopt(world)
    ready = bytes_of(prepare(world, list(world.receivers.values())))
    assert register(world) == [], "nothing before the bytes are there"
    assert record(world, ready)
    rows = register(world)
    assert [row.copy_number for row in rows] == [f"2026-0115-1-{at:02d}" for at in range(1, 6)]
    for row, copy in zip(rows, ready, strict=True):
        assert row.digest == sha256(copy.pdf).hexdigest()
        assert (row.kind, row.plan_id, row.case_id) == (DisclosureKind.COPY, world.concept, world.case_id)
        assert (row.partner_id, row.stream_id) == (copy.order.partner_id, world.house.case_stream)


def test_the_register_knows_what_was_left_out_of_whose_copy_and_why(world: PlanHouse) -> None:
    adopt(world)
    record(world, bytes_of(prepare(world, list(world.receivers.values()))))
    left_out = {row.partner_id: (row.left_out, row.left_out_why or "") for row in register(world)}
    count, why = left_out[world.house.police]
    assert count == 3
    assert CONDITIONS["care"] in why
    assert CONDITIONS["probation"] in why
    assert "GGZ De Regge" in why
    count, why = left_out[world.house.care]
    assert (count, CONDITIONS["care"] in why, CONDITIONS["probation"] in why) == (1, False, True)


def test_a_number_that_was_taken_meanwhile_writes_nothing(world: PlanHouse) -> None:
    adopt(world)
    late = bytes_of(prepare(world, [world.house.police, world.om]))
    assert record(world, bytes_of(prepare(world, [world.house.care])))
    assert not record(world, late)
    assert len(register(world)) == 1
    anew = prepare(world, [world.house.police, world.om])
    assert [order.copy_number for order in anew] == ["2026-0115-1-02", "2026-0115-1-03"]
    assert record(world, bytes_of(anew))


def test_the_same_copies_are_not_recorded_twice(world: PlanHouse) -> None:
    adopt(world)
    ready = bytes_of(prepare(world, [world.om]))
    assert record(world, ready)
    assert not record(world, ready)
    assert not record(world, [*bytes_of(prepare(world, [world.house.care]))] * 2)
    assert len(register(world)) == 1


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.integers(0, 4), st.booleans()), min_size=1, max_size=8))
def test_however_they_cross_each_number_is_given_out_once(
    world: PlanHouse, turns: list[tuple[int, bool]]
) -> None:
    if world.desk.read(lambda s: versions.plan_card(s, world.case_id, TODAY)).concept:
        adopt(world)
    who = list(world.receivers.values())
    waiting: list[Made] = []
    for at, keeps_waiting in turns:
        orders = prepare(world, [who[at]])
        copy = copies.made(orders[0], orders[0].copy_number.encode())
        if keeps_waiting:
            waiting.append(copy)
        else:
            assert record(world, [copy])
    for copy in waiting:
        record(world, [copy])
    numbers = [row.copy_number for row in register(world)]
    assert len(set(numbers)) == len(numbers)


def test_a_receiver_named_twice_gets_one_copy(world: PlanHouse) -> None:
    adopt(world)
    assert len(prepare(world, [world.om, world.om])) == 1


def test_each_version_counts_from_one(world: PlanHouse) -> None:
    adopt(world)
    record(world, bytes_of(prepare(world, [world.om])))
    second = world.desk.change(lambda s: versions.begin(s, world.case_id), versions.BEGIN)
    adopt(world, second)
    assert [order.copy_number for order in prepare(world, [world.om], second)] == ["2026-0115-2-01"]


def test_the_hundredth_copy_has_a_number_of_its_own(world: PlanHouse) -> None:
    adopt(world)

    def hundred(session: CaptureSession) -> None:
        row = Disclosure(
            stream_id=world.house.case_stream,
            case_id=world.case_id,
            kind=DisclosureKind.COPY,
            at_ms=0,
            copy_number="2026-0115-1-99",
        )
        session.add_all_new([row])

    world.desk.change(hundred, copies.INTENT)
    assert [order.copy_number for order in prepare(world, [world.om])] == ["2026-0115-1-100"]


def test_handing_out_is_formal_and_in_the_audit(world: PlanHouse) -> None:
    adopt(world)
    record(world, bytes_of(prepare(world, [world.om])))
    actions = world.desk.read(lambda s: list(s.scalars(select(AccessEvent.action))))
    assert actions.count(copies.INTENT) == 1
    with pytest.raises(Refused) as found:
        dossier.take_back(world.desk)
    assert found.value.reason == CannotUndoFormal()


def test_nothing_is_handed_out_after_the_term_or_from_behind_the_shield(world: PlanHouse) -> None:
    adopt(world)
    ready = bytes_of(prepare(world, [world.om]))
    change_case(world, first_processed_on=date(2021, 3, 11))
    assert refused(world, [world.om]) == RetentionPassed()
    with pytest.raises(Refused) as found:
        record(world, ready)
    assert found.value.reason == RetentionPassed()
    change_case(world, first_processed_on=date(2026, 3, 10), shielded=True)
    assert refused(world, [world.om]) == CaseGone()
    with pytest.raises(Refused):
        record(world, ready)
    with pytest.raises(Refused):
        world.desk.read(lambda s: copies.receivers(s, world.concept))
    assert register(world) == []


def test_a_copy_can_be_made_again_to_the_byte(world: PlanHouse) -> None:
    adopt(world)
    ready = bytes_of(prepare(world, [world.house.care]))
    record(world, ready)
    row = register(world)[0]
    found = world.desk.read(lambda s: copies.again(s, row.id, TODAY + timedelta(30)))
    assert found.digest == row.digest
    assert plan_pdf(found.order.paper) == ready[0].pdf
    with pytest.raises(Refused):
        world.desk.read(lambda s: copies.again(s, "nothing", TODAY))


def test_the_involved_are_proposed_with_the_reason(world: PlanHouse) -> None:
    adopt(world)
    found = world.desk.read(lambda s: copies.receivers(s, world.concept))
    why = {row.partner_id: row.why for row in found.rows}
    assert why == {
        world.house.police: (
            *("eigen acties", "bracht informatie in", "aanmelder"),
            "aan tafel op 12 mrt 2026",
        ),
        world.house.care: ("eigen acties", "bracht informatie in"),
        world.om: ("eigen acties", "aan tafel op 12 mrt 2026"),
        world.probation: ("bracht informatie in",),
        world.far: (),
    }, "who excused itself is not involved, and can still be added"
    assert found.barred == ("Bewindvoering De Linde (onbekend)", "Woonstichting Het Anker (derde)")
    assert [row.name for row in found.rows][-1] == "Veilig Thuis"


def test_who_has_a_copy_of_this_version_is_not_proposed_again(world: PlanHouse) -> None:
    adopt(world)
    record(world, bytes_of(prepare(world, [world.om])))
    rows = world.desk.read(lambda s: copies.receivers(s, world.concept)).rows
    proposed = {row.partner_id for row in rows if row.proposed}
    assert proposed == {world.house.police, world.house.care, world.probation}
    held = next(row.copy for row in rows if row.partner_id == world.om)
    assert held is not None
    assert held.short == "01"
