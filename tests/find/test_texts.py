"""Finding what is written in a case: exactly the open cases' words, whoever wrote them."""

from functools import partial
from typing import Any

import pytest

from tests.worlds import SmallHouse
from zvhdesk.domain.terms import NoteKind, Step
from zvhdesk.models.base import Replicated
from zvhdesk.models.capture import CaptureSession, bulk
from zvhdesk.models.cases import Action, Case, Contribution, Goal
from zvhdesk.models.meetings import NoteParagraph
from zvhdesk.models.plans import Decision, Plan
from zvhdesk.models.search import fed_at_once
from zvhdesk.models.search_texts import TEXTS
from zvhdesk.services import undo
from zvhdesk.services.finding import find

WRITTEN: dict[str, tuple[type[Replicated], dict[str, Any], str]] = {
    "action": (Action, {"number": 1, "text": "Zorgmachtiging onderzoeken"}, "zorgmach"),
    "decision": (Decision, {"number": 1, "text": "Ontruiming aangehouden", "decided_on": None}, "ontruiming"),
    "goal": (Goal, {"position": 1, "text": "Rust in het portiek"}, "portiek"),
    "note_paragraph": (
        NoteParagraph,
        {
            "item_id": "i",
            "step": Step.JUDGEMENT,
            "position": 1,
            "text": "Dreiging neemt af",
            "kind": NoteKind.NOTE,
        },
        "dreiging",
    ),
    "contribution": (
        Contribution,
        {"partner_id": "p", "received_on": None, "text": "Elf meldingen van geluid"},
        "meldingen",
    ),
    "plan": (Plan, {"version": 1, "crisis": "Bel de crisisdienst"}, "crisisdienst"),
}


def test_every_text_of_the_index_is_tried_here() -> None:
    assert set(WRITTEN) == set(TEXTS)


def add(house: SmallHouse, kind: str) -> str:
    """Write one row of that kind into the case, as a form does. Returns its id."""
    cls, values, _ = WRITTEN[kind]

    def fn(session: CaptureSession) -> str:
        row = cls(**{"stream_id": house.case_stream, "case_id": house.case_id, **values})
        session.add_all_new([row])
        return row.id

    return house.desk.change(fn, "action.add")


def found(house: SmallHouse, typed: str) -> list[str]:
    return [hit.text for hit in house.desk.read(lambda s: find(s, typed)).texts]


@pytest.mark.parametrize("kind", sorted(WRITTEN))
def test_a_text_is_found_and_leads_to_its_case(house: SmallHouse, kind: str) -> None:
    add(house, kind)
    _, values, typed = WRITTEN[kind]
    (hit,) = house.desk.read(lambda s: find(s, typed)).texts
    assert hit.text == values.get("text", values.get("crisis"))
    assert (hit.case_id, hit.number, hit.who) == (house.case_id, "2026-0115", "H.v.L.")


def put(session: CaptureSession, case_id: str, column: str, *, value: bool) -> None:
    setattr(session.get_one(Case, case_id), column, value)


@pytest.mark.parametrize("kind", sorted(WRITTEN))
@pytest.mark.parametrize("column", ["shielded", "deleted"])
def test_a_text_goes_and_comes_back_with_its_case(house: SmallHouse, kind: str, column: str) -> None:
    add(house, kind)
    typed = WRITTEN[kind][2]
    for away in (True, False):
        house.desk.change(partial(put, case_id=house.case_id, column=column, value=away), "case.close")
        assert bool(found(house, typed)) is not away
        rows = house.desk.read(
            lambda s: s.connection().exec_driver_sql("SELECT count(*) FROM search_text").scalar_one()
        )
        assert bool(rows) is not away, "the words themselves must not stay in the index"


@pytest.mark.parametrize("kind", sorted(WRITTEN))
def test_what_is_taken_back_is_not_found(house: SmallHouse, kind: str) -> None:
    add(house, kind)
    act = house.desk.read(lambda s: undo.last_act(s, house.desk.user)).id
    house.desk.change(lambda s: undo.undo(s, act), "undo", undo_of=act)
    assert found(house, WRITTEN[kind][2]) == []


def test_a_changed_text_is_found_by_its_new_words_only(house: SmallHouse) -> None:
    row_id = add(house, "action")
    house.desk.change(lambda s: setattr(s.get_one(Action, row_id), "text", "Huisbezoek plannen"), "case.edit")
    assert found(house, "zorgmach") == []
    assert found(house, "huisbez") == ["Huisbezoek plannen"]


def test_rows_written_together_are_read_in_together(house: SmallHouse) -> None:
    rows = [
        {"id": f"a{at}", "stream_id": house.case_stream, "case_id": house.case_id, "number": at, "text": text}
        for at, text in enumerate(("Woning zoeken", "Woning keuren", "Iets anders"))
    ]

    def fn(session: CaptureSession) -> None:
        with fed_at_once(session.connection()):
            bulk(session, {Action: rows})

    house.desk.change(fn, "import.register")
    assert found(house, "woning") == ["Woning keuren", "Woning zoeken"]
    add(house, "goal")
    assert found(house, "portiek") == ["Rust in het portiek"]
