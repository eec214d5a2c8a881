"""Texts that nobody expects: NUL, emoji, writing from right to left, half a letter, and very much of it."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from tests.attack.acts import TEXTS
from tests.worlds import FixedClock, SmallHouse
from zvhdesk.domain.reading.tidy import tidy
from zvhdesk.domain.refusals import BadInput, Refused
from zvhdesk.models.capture import Cell
from zvhdesk.models.cases import Case
from zvhdesk.models.local import AccessEvent, ChangeSet
from zvhdesk.models.people import Person
from zvhdesk.services import adding, editing
from zvhdesk.services.case_sheet import gather_sheet
from zvhdesk.services.dossier import history_page
from zvhdesk.services.editing import Saved
from zvhdesk.services.finding import find
from zvhdesk.services.papers.case_sheet import case_sheet_pdf

_HERE = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150, deadline=None)


def _save(house: SmallHouse, cell: Cell, typed: str) -> object:
    rev = house.desk.read(lambda s: editing.show(s, [cell], "dossier"))[cell].rev
    return house.desk.change(
        lambda s: editing.save(s, "dossier", cell, typed, rev), "case.edit", base_rev=rev
    )


@_HERE
@given(typed=st.text(max_size=120))
def test_whatever_is_typed_into_find_is_an_answer(house: SmallHouse, typed: str) -> None:
    found = house.desk.read(lambda s: find(s, typed))
    assert all(hit.case_id == house.case_id for hit in found.hits)
    house.desk.read(lambda s: find(s, f"{typed} Loon", names=True))


@_HERE
@given(name=st.text(st.characters(categories=("L", "N")), min_size=3, max_size=30).filter(tidy))
def test_a_name_in_any_script_is_stored_and_read_back(house: SmallHouse, name: str) -> None:
    cell = ("person", house.person_id, "surname")
    assert isinstance(_save(house, cell, name), Saved)
    assert house.desk.read(lambda s: s.get_one(Person, house.person_id).surname) == name.strip()
    house.desk.read(lambda s: find(s, name))


@pytest.mark.parametrize("typed", [text for text in TEXTS if text.strip()])
def test_a_strange_text_is_kept_whole_and_can_be_printed(house: SmallHouse, typed: str) -> None:
    for cell in (("case_", house.case_id, "question"), ("person", house.person_id, "address")):
        if cell[2] == "question" or len(typed) <= 400:
            assert isinstance(_save(house, cell, typed), Saved)
    house.desk.change(lambda s: adding.add_goal(s, house.case_id, {"text": typed}), adding.GOAL)
    assert house.desk.read(lambda s: s.get_one(Case, house.case_id).question) == typed.strip()
    pdf = case_sheet_pdf(house.desk.read(lambda s: gather_sheet(s, house.case_id, house.desk.clock())))
    assert pdf.startswith(b"%PDF")


def test_half_a_letter_is_refused_with_a_sentence(house: SmallHouse) -> None:
    """A lone surrogate, as a broken paste gives, cannot be stored by any database."""
    cell, typed = ("case_", house.case_id, "question"), "kapot \ud83d teken"
    with pytest.raises(Refused) as refused:
        _save(house, cell, typed)
    assert isinstance(refused.value.reason, BadInput)
    house.desk.keep_draft("dossier", cell, typed, 1)
    assert house.desk.read(lambda s: editing.show(s, [cell], "dossier"))[cell].draft == "kapot ? teken"


def test_a_draft_of_megabytes_is_kept(house: SmallHouse) -> None:
    cell, huge = ("case_", house.case_id, "question"), "lang " * 1_000_000
    house.desk.keep_draft("dossier", cell, huge, 1)
    assert house.desk.read(lambda s: editing.show(s, [cell], "dossier"))[cell].draft == huge


def test_the_clock_may_jump_either_way_and_every_act_stays_in_the_history(
    house: SmallHouse, clock: FixedClock
) -> None:
    for at, jump in enumerate((timedelta(hours=-1), timedelta(days=-400), timedelta(days=800))):
        clock.now += jump
        assert isinstance(_save(house, ("case_", house.case_id, "question"), f"tekst {at}"), Saved)
    page = house.desk.read(lambda s: history_page(s, house.case_id, house.desk.user))
    said = [change.new for entry in page.entries for change in entry.fields]
    assert {"tekst 0", "tekst 1", "tekst 2"} <= set(said)
    counts = house.desk.read(
        lambda s: [
            s.scalar(select(func.count()).select_from(cls).where(cls.user == house.desk.user))
            for cls in (ChangeSet, AccessEvent)
        ]
    )
    assert counts[0] == counts[1]
