"""Two desks hand out copies of one plan apart: a paper that is found leads to one receiver (WGS 1.7)."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from sqlalchemy import select

from tests.agreeing.central import Central
from tests.agreeing.sync.desks import Station
from tests.agreeing.sync.kept import Kept, Small
from tests.recording.state import state
from zvhdesk.domain.terms import PartnerClass
from zvhdesk.models.house import Partner
from zvhdesk.models.plans import Disclosure
from zvhdesk.services import numbering
from zvhdesk.services.plans import copies, versions

Two = tuple[Station, Station]


@pytest.fixture
def two(pair: Kept[Small], central: Central, tmp_path: Path) -> Iterator[Two]:
    """Both have the plan that lid 1 adopted; the second desk has its letter."""
    with pair.again(tmp_path, central) as both:
        first, second = both
        numbering.take_letter(second.desk, 1)
        plan = first.desk.act(lambda s: versions.begin(s, pair.about.case), versions.BEGIN)
        police = receiver(first, PartnerClass.PARAGRAPH_1)
        first.desk.change(lambda s: versions.adopt(s, plan, [police], first.desk.today()), versions.ADOPT)
        agree(both)
        yield both


def receiver(at: Station, class_: PartnerClass) -> str:
    return at.desk.read(lambda s: s.scalars(select(Partner.id).where(Partner.class_ == class_)).one())


def agree(two: Two) -> None:
    for one in (*two, *two):
        one.exchange()
    assert two[0].desk.read(state) == two[1].desk.read(state)


def hand_out(at: Station, plan: str, partners: Sequence[str]) -> list[str]:
    """Make the copies and record them, as the window does; their numbers."""
    orders = at.desk.read(lambda s: copies.prepare(s, plan, partners, at.clock()))
    ready = [copies.made(order, order.copy_number.encode()) for order in orders]
    assert at.desk.act(lambda s: copies.record(s, ready), copies.INTENT)
    return [order.copy_number for order in orders]


def plan_of(at: Station, case: str) -> str:
    current = at.desk.read(lambda s: versions.plan_card(s, case, at.desk.today())).current
    assert current is not None
    return current.id


def test_no_number_goes_to_two_receivers(two: Two, pair: Kept[Small]) -> None:
    plan = plan_of(two[0], pair.about.case)
    police, care = (receiver(two[0], one) for one in (PartnerClass.PARAGRAPH_1, PartnerClass.PARAGRAPH_2))
    assert hand_out(two[0], plan, [police, care]) == ["2026-0115-1-01", "2026-0115-1-02"]
    assert hand_out(two[1], plan, [care]) == ["2026-0115-1-B01"]
    agree(two)
    for one in two:
        rows = one.desk.read(lambda s: list(s.scalars(select(Disclosure))))
        assert len({row.copy_number for row in rows}) == 3
    assert hand_out(two[0], plan, [care]) == ["2026-0115-1-03"], "it counts on in numbers of its own"
    assert hand_out(two[1], plan, [police]) == ["2026-0115-1-B02"]


def test_the_same_copy_is_made_again_at_the_other_desk(two: Two, pair: Kept[Small]) -> None:
    """Its number is that of the register, not of who makes it again."""
    plan = plan_of(two[1], pair.about.case)
    hand_out(two[1], plan, [receiver(two[1], PartnerClass.PARAGRAPH_2)])
    agree(two)
    row = two[0].desk.read(lambda s: s.scalars(select(Disclosure.id)).one())
    made = two[0].desk.read(lambda s: copies.again(s, row, two[0].desk.today()))
    assert made.order.copy_number == made.order.paper.watermark == "2026-0115-1-B01"
