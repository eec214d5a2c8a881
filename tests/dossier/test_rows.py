"""What the dossier's rows hold, and what they must not."""

from collections.abc import Iterator
from datetime import date
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import select

from tests.dossier.conftest import furnished
from tests.worlds import FixedClock, SmallHouse, filled_house
from zvhdesk.domain.attention import Kind
from zvhdesk.domain.refusals import CaseGone, Refused, RetentionPassed
from zvhdesk.models.capture import CaptureSession
from zvhdesk.models.cases import Case
from zvhdesk.models.local import ChangeSet
from zvhdesk.services import adding, editing
from zvhdesk.services.dossier import (
    OPENED,
    Dossier,
    Progress,
    access_lines,
    dossier,
    history_page,
    secret,
    take_back,
)

NAMES = ("Loon", "Loonstra", "Zwaan", "1988-11-07", "7 nov 1988", "999990019", "Dorpsweg")


def read(house: SmallHouse, *, names: bool = False) -> Dossier:
    return house.desk.read(lambda session: dossier(session, house.case_id, house.desk.today(), names=names))


def set_case(house: SmallHouse, **values: object) -> None:
    def change(session: CaptureSession) -> None:
        case = session.get_one(Case, house.case_id)
        for column, value in values.items():
            setattr(case, column, value)

    house.desk.change(change, "case.edit")


@pytest.fixture
def filled(tmp_path: Path, clock: FixedClock) -> Iterator[SmallHouse]:
    house, _ = filled_house(tmp_path, clock, furnished)
    yield house
    house.desk.close()


def test_hidden_names_are_nowhere_in_what_the_screen_gets(filled: SmallHouse) -> None:
    said = repr(read(filled))
    assert [name for name in NAMES if name in said] == []
    shown = repr(read(filled, names=True))
    assert "Zwaan" in shown
    assert "999990019" not in shown, "a BSN is shown by an act of its own"
    assert "Dorpsweg" not in shown, "and so is an address"


def test_the_betrokkene_comes_first_and_then_who_is_a_minor(filled: SmallHouse) -> None:
    rows = read(filled).persons
    assert [(row.role_word, row.relation, row.minor) for row in rows] == [
        ("Betrokkene", "", False),
        ("Gezin", "dochter", True),
        ("Gezin", "moeder", False),
    ]
    assert [row.age for row in rows] == ["37 jaar", "11 jaar", "65 of 66 jaar"]
    assert rows[0].bsn == "•••••0019"


def test_what_is_late_stands_on_top_and_asks_attention(filled: SmallHouse) -> None:
    found = read(filled)
    assert [(row.number, row.days_late) for row in found.actions] == [(2, 2), (1, 0)]
    assert found.head.attention[0].kind is Kind.LATE
    assert found.head.attention[0].full.startswith("Aangiften bundelen, 2 dagen te laat")


def test_the_journey_says_where_the_case_stands_and_when(filled: SmallHouse) -> None:
    steps = read(filled).head.journey
    assert [(step.title, step.progress) for step in steps] == [
        ("Aangemeld", Progress.DONE),
        ("Beoordeeld", Progress.DONE),
        ("Triage", Progress.DONE),
        ("Op de casustafel", Progress.NOW),
        ("Afschalen", Progress.LATER),
    ]
    assert steps[0].detail == "10 mrt 2026 · Politie"
    assert steps[-1].detail == "vernietigen uiterlijk 10 mrt 2031"


def test_the_werkvoorraad_is_a_step_for_who_waited_there(house: SmallHouse) -> None:
    set_case(house, waiting_since=date(2026, 3, 11))
    assert "Werkvoorraad" in [step.title for step in read(house).head.journey]


@pytest.mark.parametrize("column", ["shielded", "deleted"])
def test_a_case_that_is_shielded_or_gone_is_not_opened(house: SmallHouse, column: str) -> None:
    set_case(house, **{column: True})
    with pytest.raises(Refused) as refused:
        read(house)
    assert refused.value.reason == CaseGone()
    with pytest.raises(Refused):
        house.desk.read(lambda session: history_page(session, house.case_id, house.desk.user))


def test_after_five_years_nothing_is_changed_any_more(filled: SmallHouse) -> None:
    set_case(filled, first_processed_on=date(2021, 3, 11))
    assert read(filled).head.read_only
    cell = ("case_", filled.case_id, "question")
    with pytest.raises(Refused) as refused:
        filled.desk.change(lambda s: editing.save(s, "dossier", cell, "Toch nog iets", 10**6), "case.edit")
    assert refused.value.reason == RetentionPassed()
    with pytest.raises(Refused) as refused:
        filled.desk.change(lambda s: adding.add_goal(s, filled.case_id, {"text": "Doel"}), adding.GOAL)
    assert refused.value.reason == RetentionPassed()


def test_on_the_last_day_of_the_five_years_it_still_may(filled: SmallHouse) -> None:
    set_case(filled, first_processed_on=date(2021, 3, 12))
    assert not read(filled).head.read_only
    filled.desk.change(lambda s: adding.add_goal(s, filled.case_id, {"text": "Doel"}), adding.GOAL)


def test_who_opened_the_case_is_counted_by_its_pseudonym(house: SmallHouse, clock: FixedClock) -> None:
    for _ in range(3):
        house.desk.look(lambda _: None, OPENED, house.case_id)
        clock.forward(hours=1)
    house.desk.look(lambda _: None, OPENED, "another case")
    assert [(line.who, line.times) for line in access_lines(house.desk, house.case_id)] == [
        ("A. Voorzitter", 3)
    ]
    clock.forward(days=31)
    assert access_lines(house.desk, house.case_id) == ()


def test_only_a_bsn_or_an_address_is_a_secret(house: SmallHouse) -> None:
    shown = house.desk.read(lambda session: secret(session, house.person_id, "bsn"))
    assert shown.text == "999990019"
    with pytest.raises(KeyError):
        house.desk.read(lambda session: secret(session, house.person_id, "surname"))


def test_history_comes_in_pages_that_miss_nothing(house: SmallHouse, clock: FixedClock) -> None:
    def ask(at: int, session: CaptureSession) -> None:
        session.get_one(Case, house.case_id).question = f"Vraag {at}"

    for at in range(450):
        clock.forward(seconds=1 if at % 3 else 0)
        house.desk.change(partial(ask, at), "case.edit")
    whats: list[str] = []
    page = house.desk.read(lambda session: history_page(session, house.case_id, house.desk.user))
    while True:
        whats += [entry.fields[0].new for entry in page.entries if entry.what == "Bijgewerkt"]
        if page.more is None:
            break
        before = page.more
        page = house.desk.read(lambda s: history_page(s, house.case_id, house.desk.user, before))  # noqa: B023
    assert whats == [f"Vraag {at}" for at in reversed(range(450))]


def test_taking_back_goes_on_from_act_to_act(house: SmallHouse) -> None:
    cell = ("case_", house.case_id, "question")
    for words in ("Een", "Twee", "Drie"):
        house.desk.change(lambda s, words=words: editing.save(s, "f", cell, words, 10**6), "case.edit")  # type: ignore[misc]
    for expected in ("Twee", "Een", None):
        take_back(house.desk)
        assert house.desk.read(lambda s: s.get_one(Case, house.case_id).question) == expected


def test_a_formal_act_is_passed_over_by_the_button(filled: SmallHouse) -> None:
    newest = filled.desk.read(lambda s: history_page(s, filled.case_id, filled.desk.user)).undoable
    filled.desk.change(
        lambda s: setattr(s.get_one(Case, filled.case_id), "case_manager", "X"), "assessment.record"
    )
    page = filled.desk.read(lambda s: history_page(s, filled.case_id, filled.desk.user))
    assert page.undoable == newest


def test_a_commit_of_nothing_leaves_no_trace(filled: SmallHouse) -> None:
    cell = ("case_", filled.case_id, "question")
    before = filled.desk.read(lambda s: len(s.scalars(select(ChangeSet)).all()))
    filled.desk.change(lambda s: editing.save(s, "f", cell, "Hoe wordt het veilig?", 10**6), "case.edit")
    assert filled.desk.read(lambda s: len(s.scalars(select(ChangeSet)).all())) == before
