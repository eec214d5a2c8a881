"""A condition that a supplier sets after the plan was adopted holds for every copy since (WGS 2.29(3))."""

from tests.plans.world import TODAY, PlanHouse
from tests.worlds import FixedClock
from zvhdesk.models.capture import CaptureSession
from zvhdesk.models.cases import Contribution
from zvhdesk.services.plans import copies, versions
from zvhdesk.services.plans.copies import Order

FREE = "Zus is betrokken en bereikbaar."


def _order(world: PlanHouse, who: str) -> Order:
    now = FixedClock()()
    return world.desk.read(lambda s: copies.prepare(s, world.concept, [world.receivers[who]], now))[0]


def _change(world: PlanHouse, **values: str) -> None:
    def fn(session: CaptureSession) -> None:
        row = session.query(Contribution).filter_by(text=FREE).one()
        for column, value in values.items():
            setattr(row, column, value)

    world.desk.change(fn, "case.edit")


def _picture(order: Order) -> list[str]:
    return [source.text for source in order.paper.picture]


def test_what_was_made_conditional_since_goes_to_its_supplier_alone(world: PlanHouse) -> None:
    adopted_by = [world.receivers["police"]]
    world.desk.change(lambda s: versions.adopt(s, world.concept, adopted_by, TODAY), "plan.adopt")
    before = _order(world, "police")
    assert FREE in _picture(before)
    _change(world, condition="Alleen voor onze eigen behandelaar van de zus.")
    after = _order(world, "police")
    assert FREE not in _picture(after)
    assert after.left_out.count == before.left_out.count + 1
    assert "behandelaar van de zus" in after.left_out.why
    assert FREE in _picture(_order(world, "care"))


def test_also_when_its_text_was_changed_with_it(world: PlanHouse) -> None:
    adopted_by = [world.receivers["police"]]
    world.desk.change(lambda s: versions.adopt(s, world.concept, adopted_by, TODAY), "plan.adopt")
    _change(world, condition="Niet verder geven.", text="Zus is anoniem bereikbaar.")
    assert FREE not in _picture(_order(world, "police"))
    assert FREE in _picture(_order(world, "care"))
