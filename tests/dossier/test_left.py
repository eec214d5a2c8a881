"""What is told of what others wrote and stands nowhere else: nothing that may not be seen here."""

import json

from sqlalchemy.orm import Session

from tests.worlds import SmallHouse
from zvhdesk.domain.terms import Compartment, StreamKind
from zvhdesk.models.base import new_id
from zvhdesk.models.capture import CaptureSession, ChangeSetRecord, OpRecord
from zvhdesk.models.cases import Case
from zvhdesk.services.left import Kept, LeftAct, in_words


def record(stream: str, *ops: OpRecord) -> ChangeSetRecord:
    return ChangeSetRecord(
        cs_id=new_id(), act=new_id(), stream_id=stream, compartment=Compartment.REGULAR, kind=StreamKind.CASE,
        device=new_id(), user=new_id(), wall_ms=1, intent="case.edit", reason=None, undo_of=None, ops=ops,
    )  # fmt: skip


def told(house: SmallHouse, *records: ChangeSetRecord) -> tuple[LeftAct, ...]:
    def read(session: Session) -> tuple[LeftAct, ...]:
        kept = [Kept(at, one) for at, one in enumerate(records)]
        return in_words(session, kept, house.desk.today())

    return house.desk.read(read)


def test_of_a_case_that_is_shielded_only_whose_and_when_are_said(house: SmallHouse) -> None:
    question = OpRecord("case_", house.case_id, "question", json.dumps("Wie belt?"))
    (seen,) = told(house, record(house.case_stream, question))
    assert (seen.number, [one.new for one in seen.fields]) == ("2026-0115", ["Wie belt?"])

    def shield(session: CaptureSession) -> None:
        session.get_one(Case, house.case_id).shielded = True

    house.desk.change(shield, "case.edit")
    (closed,) = told(house, record(house.case_stream, question))
    assert closed.closed
    assert (closed.number, closed.fields) == ("", ())


def test_one_that_was_shielded_in_what_was_left_is_shielded_too(house: SmallHouse) -> None:
    stream, row = new_id(), new_id()
    number = OpRecord("case_", row, "number", json.dumps("2026-B007"))
    shielded = OpRecord("case_", row, "shielded", "true")
    assert [one.number for one in told(house, record(stream, number))] == ["2026-B007"]
    both = told(house, record(stream, number), record(stream, shielded))
    assert [(one.number, one.fields, one.closed) for one in both] == [("", (), True)] * 2


def test_who_a_person_is_stands_in_no_list(house: SmallHouse) -> None:
    name = OpRecord("person", new_id(), "surname", json.dumps("Jansen"))
    (one,) = told(house, record(new_id(), name))
    assert [(field.new, field.personal) for field in one.fields] == [("", True)]
