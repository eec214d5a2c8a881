"""Het casusblad, read back from the PDF as a reader would."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.dossier.conftest import furnished
from tests.papers import reading
from tests.worlds import FixedClock, SmallHouse, filled_house
from zvhdesk.domain.numbers import NumberInCase
from zvhdesk.domain.refusals import CaseGone, Refused, RetentionPassed
from zvhdesk.domain.terms import Regime
from zvhdesk.models.capture import CaptureSession
from zvhdesk.models.cases import Case
from zvhdesk.models.house import CaseTable
from zvhdesk.models.people import Person
from zvhdesk.services.case_sheet import gather_sheet
from zvhdesk.services.papers.case_sheet import case_sheet_pdf
from zvhdesk.services.papers.sheet_values import CaseSheet, SheetAction, SheetSource

GROUND = (
    "Verstrekt op grond van artikel 1.7 en 2.31 van de Wet gegevensverwerking door samenwerkingsverbanden. "
    "Alleen te gebruiken voor: Hoe wordt het veilig? Geheimhouding: artikel 1.11 van die wet. "
    "Niet verder verstrekken. Vernietigen zodra u het niet meer nodig hebt."
)


@pytest.fixture
def filled(tmp_path: Path, clock: FixedClock) -> Iterator[SmallHouse]:
    house, _ = filled_house(tmp_path, clock, furnished)
    yield house
    house.desk.close()


def sheet_of(house: SmallHouse) -> CaseSheet:
    return house.desk.look(
        lambda session: gather_sheet(session, house.case_id, house.desk.clock()),
        "case.preview",
        house.case_id,
    )


def pages(sheet: CaseSheet) -> list[str]:
    """The text of each page, its line ends taken for spaces."""
    return reading.pages(case_sheet_pdf(sheet))


def change(house: SmallHouse, **values: object) -> None:
    def act(session: CaptureSession) -> None:
        case = session.get_one(Case, house.case_id)
        for column, value in values.items():
            setattr(case, column, value)

    house.desk.change(act, "case.edit")


def test_page_one_has_number_and_initials_and_the_name_stands_inside(filled: SmallHouse) -> None:
    first, *later = pages(sheet_of(filled))
    assert "Zorg- en Veiligheidshuis Voorbeeld" in first
    assert "Casusblad" in first
    assert "Casus 2026-0115 · H.v.L." in first
    assert "Vertrouwelijk" in first
    for name in ("van Loon", "Loonstra", "Zwaan"):
        assert name not in first
        assert name in " ".join(later)
    assert "7 nov 1988" in " ".join(later)


def test_no_bsn_and_no_address_is_ever_printed(filled: SmallHouse) -> None:
    said = " ".join(pages(sheet_of(filled)))
    assert "Dorpsweg" not in said
    assert re.search(r"\d{9}|0019", said) is None


def test_ground_purpose_and_secrecy_are_said_in_the_words_of_the_law(filled: SmallHouse) -> None:
    assert GROUND in pages(sheet_of(filled))[0]


def test_a_table_under_another_regime_does_not_claim_the_wgs(filled: SmallHouse) -> None:
    filled.desk.change(
        lambda s: setattr(s.get_one(CaseTable, filled.table), "regime", Regime.OTHER), "case.edit"
    )
    found = pages(sheet_of(filled))
    assert "Verstrekt op de grondslag van de casustafel Top-X." in " ".join(found)
    for page in found:
        assert "Geheimhouding: volgens de afspraken van de casustafel." in page, "the foot of every page"
        assert "WGS" not in page
        assert "Wet gegevensverwerking" not in page


def test_what_a_supplier_put_a_condition_on_is_left_out_without_a_word_of_it(filled: SmallHouse) -> None:
    said = " ".join(pages(sheet_of(filled)))
    assert "Elf meldingen in twaalf weken. Politie, 8 mrt 2026" in said
    assert "zus als ingang" not in said
    assert "GGZ De Regge" not in said
    assert "verhuurder" not in said
    assert "Dit exemplaar is op uw taak afgestemd." in said


def test_nothing_left_out_is_not_called_tailored(house: SmallHouse) -> None:
    assert "op uw taak afgestemd" not in " ".join(pages(sheet_of(house)))


def test_late_is_a_shape_and_a_word(filled: SmallHouse) -> None:
    first = pages(sheet_of(filled))[0]
    assert "▲ 2 dagen te laat" in first
    assert first.index("Aangiften bundelen") < first.index("Bellen met de school"), "what is late comes first"


def test_every_page_says_when_which_and_that_it_is_secret(filled: SmallHouse) -> None:
    found = pages(sheet_of(filled))
    assert len(found) >= 2
    for at, page in enumerate(found, start=1):
        assert "Afgedrukt op 12 mrt 2026 om 09:41" in page
        assert f"{at} van {len(found)}" in page
        assert "artikel 1.11 WGS" in page
        assert "Vertrouwelijk" in page


def test_the_metadata_holds_no_name_and_no_number(filled: SmallHouse) -> None:
    pdf = case_sheet_pdf(sheet_of(filled))
    metadata = str(reading.metadata(pdf))
    for word in ("Loon", "2026", "H.v.L", "Top-X"):
        assert word not in metadata
    assert "Casusblad" in metadata


def test_letters_with_marks_come_out_whole_also_when_they_came_in_pieces(filled: SmallHouse) -> None:
    pieces = unicodedata.normalize("NFD", "Één patiënt, zéér grijs, café, Çelik, naïef, ĳs €")
    change(filled, question=pieces)
    assert unicodedata.normalize("NFC", pieces) in pages(sheet_of(filled))[0]


def test_text_of_a_person_is_never_markup(filled: SmallHouse) -> None:
    change(filled, question="<b>vet</b> & <font size=99>groot</font>")
    assert "<b>vet</b> & <font size=99>groot</font>" in pages(sheet_of(filled))[0]


def test_a_long_table_goes_on_with_its_head_repeated(filled: SmallHouse) -> None:
    sheet = sheet_of(filled)
    actions = tuple(
        SheetAction(
            NumberInCase(at), f"Actie nummer {at} met een zin erachter", "Politie", "28 mrt 2026", "Open", ""
        )
        for at in range(1, 121)
    )
    found = pages(replace(sheet, actions=actions))
    with_rows = [page for page in found if "Actie nummer" in page]
    assert len(with_rows) >= 3
    assert all("Nr Actie Wie Termijn Status" in page for page in with_rows)
    said = " ".join(found)
    assert all(f"Actie nummer {at} " in said for at in range(1, 121))


def test_a_text_longer_than_a_page_goes_on(filled: SmallHouse) -> None:
    text = " ".join(f"woord{at}" for at in range(900))
    sheet = replace(
        sheet_of(filled),
        picture=(SheetSource(text, "Politie, 1 mrt 2026"),),
        actions=(SheetAction(NumberInCase(1), text, "Politie", "", "Open", "3 dagen te laat"),),
    )
    said = " ".join(pages(sheet))
    assert said.count("woord899") == 2


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(st.characters(blacklist_categories=["Cs"]), max_size=700))
def test_whatever_was_typed_can_be_printed(filled: SmallHouse, text: str) -> None:
    sheet = replace(
        sheet_of(filled),
        question=text,
        house=text[:60].replace("\n", " "),
        picture=(SheetSource(text, text[:40]),),
        facts=((text[:30], text),),
    )
    assert case_sheet_pdf(sheet).startswith(b"%PDF")


def test_an_empty_case_has_a_sheet_that_says_so(house: SmallHouse) -> None:
    said = " ".join(pages(sheet_of(house)))
    for words in ("Nog geen casusvraag.", "Nog geen doelen.", "Nog geen acties.", "Nog niet beoordeeld."):
        assert words in said
    assert "Gemeente Enschede" in said, "the name, not the code"


def test_after_the_term_nothing_is_handed_out(filled: SmallHouse) -> None:
    change(filled, first_processed_on=date(2021, 3, 11))
    with pytest.raises(Refused) as refused:
        sheet_of(filled)
    assert refused.value.reason == RetentionPassed()


def test_a_shielded_case_has_no_sheet(filled: SmallHouse) -> None:
    change(filled, shielded=True)
    with pytest.raises(Refused) as refused:
        sheet_of(filled)
    assert refused.value.reason == CaseGone()


def test_someone_without_a_name_is_still_on_the_sheet(house: SmallHouse) -> None:
    def forget(session: CaptureSession) -> None:
        person = session.get_one(Person, house.person_id)
        person.initials = person.prefix = person.surname = person.birth_date = None

    house.desk.change(forget, "case.edit")
    first, *later = pages(sheet_of(house))
    assert "2026-0115 · onbekend" in first
    assert "naam onbekend" in " ".join(later)
