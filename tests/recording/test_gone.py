"""A row that was deleted at one desk while others edited it, as one of these has it."""

from sqlalchemy import select, update

from tests.elsewhere import heard
from tests.worlds import SmallHouse
from zvhdesk.models.capture import CaptureSession, placed
from zvhdesk.models.cases import Goal
from zvhdesk.models.local import ChangeSet
from zvhdesk.services import conflicts

LATER = 10**13


def test_the_edits_on_its_card_stand_in_the_order_of_the_server(house: SmallHouse) -> None:
    """Also where one of them was made here, and was here before the others."""
    desk = house.desk

    def new(session: CaptureSession) -> str:
        row = Goal(stream_id=house.case_stream, case_id=house.case_id, position=0, text="een doel")
        session.add(row)
        session.flush()
        return row.id

    goal = desk.change(new, "goal.add")
    desk.keep(lambda s: s.execute(update(ChangeSet).values(seq=ChangeSet.rev)))
    desk.change(lambda s: setattr(s.get_one(Goal, goal), "text", "van hier"), "goal.edit")
    heard(desk, ("goal", goal, "deleted"), value=True, seen=False, later_ms=1)
    heard(desk, ("goal", goal, "measure"), "van een derde", seen=False, later_ms=2, device="derde")
    assert _edits(desk.read(lambda s: conflicts.gone_rows(s, ["goal"]))) == ["van een derde", "van hier"]
    desk.receive(_placed)
    assert _edits(desk.read(lambda s: conflicts.gone_rows(s, ["goal"]))) == ["van een derde", "van hier"]


def _placed(session: CaptureSession) -> None:
    unsent = select(ChangeSet.cs_id).where(ChangeSet.seq.is_(None))
    placed(session, session.scalars(unsent).one(), LATER, LATER)


def _edits(cards: tuple[conflicts.GoneRow, ...]) -> list[str]:
    (card,) = cards
    return [edit.words for edit in card.edits]
