"""What comes from elsewhere is of this desk or of the house, whichever way it is written."""

import pytest

from zvhdesk.domain.terms import Compartment, Phase, StreamKind
from zvhdesk.models.base import new_id
from zvhdesk.models.capture import ChangeSetRecord, OpRecord, apply_read, rows_of
from zvhdesk.models.cases import Case
from zvhdesk.models.codec import encode
from zvhdesk.models.local import ChangeSet, Stream
from zvhdesk.services.desk import Desk


def case_of(compartment: Compartment, number: str) -> ChangeSetRecord:
    """A case that another desk made in that compartment."""
    row = new_id()
    values = {"number": number, "phase": Phase.REFERRED}
    return ChangeSetRecord(
        cs_id=new_id(),
        act=new_id(),
        stream_id=new_id(),
        compartment=compartment.value,
        kind=StreamKind.CASE.value,
        device=new_id(),
        user=new_id(),
        wall_ms=1,
        intent="case.add",
        reason=None,
        undo_of=None,
        ops=tuple(OpRecord("case_", row, col, new=encode(value)) for col, value in values.items()),
        seq=1,
        recv_ms=1,
    )


def received(desk: Desk, *records: ChangeSetRecord, late: bool) -> None:
    """They come in, as the exchange writes them."""
    read = [(record, rows) for record in records if (rows := rows_of(record)) is not None]
    assert len(read) == len(records)
    desk.receive(lambda session: apply_read(session, read, late=late))


@pytest.mark.parametrize("late", [False, True])
@pytest.mark.parametrize("side", ["regular", "cter"])
def test_nothing_of_the_other_compartment_is_written(
    side: str, late: bool, request: pytest.FixtureRequest
) -> None:
    """A page at a time, or one by one; what stands beside it in the page is not written either."""
    desk: Desk = request.getfixturevalue(side)
    own, other = Compartment.REGULAR, Compartment.CTER
    if side == "cter":
        own, other = other, own
    counts = desk.read(lambda s: [s.query(one).count() for one in (Case, ChangeSet, Stream)])
    with pytest.raises(ValueError, match="another compartment"):
        received(desk, case_of(own, "2026-1"), case_of(other, "2026-2"), late=late)
    assert desk.read(lambda s: [s.query(one).count() for one in (Case, ChangeSet, Stream)]) == counts
    received(desk, case_of(own, "2026-1"), late=late)
    assert desk.read(lambda s: s.query(Case).filter(Case.number == "2026-1").count()) == 1
