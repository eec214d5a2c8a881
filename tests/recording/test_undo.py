"""Undo is a new act with the old values (DATA.md 9)."""

import pytest

from tests.recording.state import records, state
from tests.worlds import KEY, FixedClock, SmallHouse
from zvhdesk.domain.refusals import CannotUndoFormal, NothingToUndo, Refused, TouchedSince
from zvhdesk.domain.terms import FORMAL_INTENTS, Phase
from zvhdesk.models.base import new_id
from zvhdesk.models.capture import CaptureSession, bulk
from zvhdesk.models.cases import Action, Case
from zvhdesk.services.desk import Desk
from zvhdesk.services.undo import last_act, undo

__all__ = ["KEY"]


def _edit(house: SmallHouse, intent: str = "case.edit", **values: object) -> str:
    def edit(session: CaptureSession) -> str:
        case = session.get_one(Case, house.case_id)
        for name, value in values.items():
            setattr(case, name, value)
        return session.act.id

    return house.desk.change(edit, intent)


def _undo(house: SmallHouse, act: str) -> None:
    house.desk.change(lambda s: undo(s, act), "undo", undo_of=act)


def test_values_come_back_by_a_new_act_that_says_what_it_undoes(house: SmallHouse) -> None:
    before = house.desk.read(state)
    act = _edit(house, question="Wat nu?", phase=Phase.TRIAGE, urgent=None)
    _undo(house, act)
    assert house.desk.read(state) == before
    assert house.desk.read(records)[-1].undo_of == act
    assert house.desk.read(records)[-2].act == act, "the undone act stays in history"


def test_what_was_created_becomes_deleted(house: SmallHouse) -> None:
    def add(session: CaptureSession) -> tuple[str, str]:
        row = Action(stream_id=house.case_stream, case_id=house.case_id, number=1, text="Bellen")
        session.add(row)
        return row.id, session.act.id

    row_id, act = house.desk.change(add, "action.add")
    _undo(house, act)
    assert house.desk.read(lambda s: s.get_one(Action, row_id).deleted)


def test_an_undo_can_be_undone(house: SmallHouse) -> None:
    act = _edit(house, question="Wat nu?")
    after = house.desk.read(state)
    _undo(house, act)
    _undo(house, house.desk.read(records)[-1].act)
    assert house.desk.read(state) == after


def test_refused_when_another_act_touched_the_cell_since(house: SmallHouse) -> None:
    act = _edit(house, question="Een")
    _edit(house, question="Twee")
    before = house.desk.read(state)
    with pytest.raises(Refused) as refused:
        _undo(house, act)
    assert refused.value.reason == TouchedSince()
    assert house.desk.read(state) == before


def test_another_cell_changed_since_does_not_matter(house: SmallHouse) -> None:
    act = _edit(house, question="Een")
    _edit(house, main_topic="stalking")
    _undo(house, act)
    assert house.desk.read(lambda s: s.get_one(Case, house.case_id).question) is None


@pytest.mark.parametrize("intent", sorted(FORMAL_INTENTS))
def test_formal_acts_are_not_undone(house: SmallHouse, intent: str) -> None:
    act = _edit(house, intent, question="Besloten")
    with pytest.raises(Refused) as refused:
        _undo(house, act)
    assert refused.value.reason == CannotUndoFormal()


def test_the_formal_intents_of_the_design_are_formal() -> None:
    """DATA.md 9: besluit, vaststellen, afsluiten, verstrekking, toelaten."""
    assert {
        "decision.record",
        "plan.adopt",
        "case.close",
        "disclosure.record",
        "meeting.admit",
    } <= FORMAL_INTENTS


def test_an_import_is_one_act(house: SmallHouse) -> None:
    before = house.desk.read(state)

    def take_over(session: CaptureSession) -> str:
        cases = [{"id": new_id(), "stream_id": new_id(), "number": f"2025-{n:04}"} for n in range(6)]
        bulk(session, {Case: cases})
        return session.act.id

    house.desk.change(take_over, "import.register", origin="import")
    last = house.desk.read(lambda s: last_act(s, house.desk.user))
    assert last.cases == 6
    _undo(house, last.id)
    assert last.undone == "Ongedaan gemaakt: het overnemen van 6 casussen."
    after = house.desk.read(state)
    assert len(after["case_"]) == len(before["case_"]) + 6
    assert sum(not row[-1] for row in after["case_"]) == len(before["case_"])


def test_last_act_goes_back_one_act_at_a_time(house: SmallHouse, clock: FixedClock) -> None:
    first, second = _edit(house, question="Een"), _edit(house, main_topic="stalking")
    assert house.desk.read(lambda s: last_act(s, house.desk.user)).id == second
    _undo(house, second)
    clock.forward(seconds=1)
    assert house.desk.read(lambda s: last_act(s, house.desk.user)).id == first


def test_an_import_of_which_one_case_was_worked_on_since_is_not_undone(house: SmallHouse) -> None:
    def take_over(session: CaptureSession) -> tuple[str, str]:
        rows = [{"id": new_id(), "stream_id": new_id(), "number": f"2025-{n:04}"} for n in range(3)]
        bulk(session, {Case: rows})
        return rows[1]["id"], session.act.id

    case, act = house.desk.change(take_over, "import.register", origin="import")
    house.desk.change(lambda s: setattr(s.get_one(Case, case), "question", "Wat nu?"), "case.edit")
    before = house.desk.read(state)
    with pytest.raises(Refused) as refused:
        _undo(house, act)
    assert refused.value.reason == TouchedSince()
    assert house.desk.read(state) == before


def test_setting_up_the_house_is_not_undone(house: SmallHouse) -> None:
    """Without it there would be no tables, no gemeenten and nobody to undo anything."""
    before = house.desk.read(state)
    with pytest.raises(Refused) as refused:
        house.desk.read(lambda s: last_act(s, house.desk.user))
    assert refused.value.reason == NothingToUndo()
    with pytest.raises(Refused) as refused:
        _undo(house, house.desk.read(records)[0].act)
    assert refused.value.reason == CannotUndoFormal()
    assert house.desk.read(state) == before


def test_nothing_to_undo(desk: Desk) -> None:
    with pytest.raises(Refused) as refused:
        desk.read(lambda s: last_act(s, desk.user))
    assert refused.value.reason == NothingToUndo()
