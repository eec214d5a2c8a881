"""The history of a case is readable: who, when, what, old and new, in Dutch."""

from functools import partial

from tests.worlds import FixedClock, SmallHouse
from zvhdesk.domain.terms import Phase, Product
from zvhdesk.models.capture import CaptureSession
from zvhdesk.models.cases import Case
from zvhdesk.models.people import Person
from zvhdesk.models.tables import METADATA, REPLICATED
from zvhdesk.services.fields import FIELDS, OTHER_LABELS
from zvhdesk.services.history import FieldChange, HistoryEntry, history


def _history(house: SmallHouse) -> tuple[HistoryEntry, ...]:
    return house.desk.read(lambda s: history(s, house.case_stream, house.case_id))


def test_an_act_over_two_streams_is_one_entry_with_words(house: SmallHouse, clock: FixedClock) -> None:
    clock.forward(hours=1)

    def edit(session: CaptureSession) -> None:
        case = session.get_one(Case, house.case_id)
        case.phase, case.product, case.table_id = Phase.TRIAGE, Product.COORDINATION, house.table
        session.get_one(Person, house.person_id).initials = "H.J."

    house.desk.change(edit, "case.move", reason="Besproken met de aanmelder")
    newest = _history(house)[0]
    assert (newest.who, newest.what, newest.reason) == (
        "A. Voorzitter",
        "Verplaatst in de casusreis",
        "Besproken met de aanmelder",
    )
    assert newest.at == clock()
    assert set(newest.fields) == {
        FieldChange("Fase", "Beoordelen", "Triage"),
        FieldChange("Product", "", "Procesregie"),
        FieldChange("Casustafel", "", "Top-X"),
        FieldChange("Voorletters", "H.", "H.J.", personal=True),
    }


def _ask(house: SmallHouse, question: str, session: CaptureSession) -> None:
    session.get_one(Case, house.case_id).question = question


def test_newest_first_and_limited(house: SmallHouse, clock: FixedClock) -> None:
    for text in ("een", "twee", "drie"):
        clock.forward(minutes=1)
        house.desk.change(partial(_ask, house, text), "case.edit")
    assert [entry.fields[0].new for entry in _history(house)[:3]] == ["drie", "twee", "een"]
    assert len(house.desk.read(lambda s: history(s, house.case_stream, house.case_id, limit=2))) == 2


def test_every_labelled_column_exists() -> None:
    columns = {
        (cls.__tablename__, c.name) for cls in REPLICATED for c in METADATA.tables[cls.__tablename__].columns
    }
    assert set(FIELDS) | set(OTHER_LABELS) <= columns
    assert not set(FIELDS) & set(OTHER_LABELS)
