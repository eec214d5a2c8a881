import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zvhdesk.domain.refusals import BadInput, Refused
from zvhdesk.domain.terms import PartnerClass, PartnerDomain
from zvhdesk.services.importing.fields import Field
from zvhdesk.services.importing.mapping import (
    Mapping,
    from_json,
    read_mapping_file,
    signature,
    to_json,
)
from zvhdesk.services.importing.partners import PartnerAnswer, suggest

HEADINGS = ("Zaak", "Ingekomen op", "Melder", "Opmerking")
GUESSED = Mapping((Field.NUMBER, Field.REFERRED_ON, Field.REFERRER, None))


@given(
    st.lists(
        st.sampled_from([*Field, None]), min_size=1, max_size=8, unique_by=lambda field: field or object()
    ),
    st.lists(
        st.builds(
            PartnerAnswer, st.text(min_size=1), st.sampled_from(PartnerDomain), st.sampled_from(PartnerClass)
        ),
        unique_by=lambda answer: answer.name,
    ),
    st.data(),
)
def test_a_mapping_comes_back_from_its_text(
    fields: list[Field | None], answers: list[PartnerAnswer], data: st.DataObject
) -> None:
    headings = data.draw(st.lists(st.text("abc 1", max_size=4), min_size=len(fields), max_size=len(fields)))
    mapping = Mapping(tuple(fields), tuple(answers))
    assert from_json(to_json(mapping, headings), headings) == mapping


@given(st.permutations(HEADINGS))
def test_the_order_of_the_columns_makes_no_other_layout(order: list[str]) -> None:
    assert signature(order) == signature(HEADINGS)
    moved = from_json(to_json(GUESSED, HEADINGS), order)
    assert dict(zip(order, moved.columns, strict=True)) == dict(zip(HEADINGS, GUESSED.columns, strict=True))


def test_a_correction_moves_a_field() -> None:
    corrected = GUESSED.with_column(3, Field.REFERRER)
    assert corrected.columns == (Field.NUMBER, Field.REFERRED_ON, None, Field.REFERRER)
    assert corrected.with_column(0, None).missing() == (Field.NUMBER,)


def test_a_mapping_file_says_only_what_differs_and_speaks_dutch(tmp_path: Path) -> None:
    path = tmp_path / "m.json"
    path.write_text(
        json.dumps(
            {
                "columns": {"Melder": None, "opmerking": "hoofdonderwerp"},
                "partners": {
                    "Politie": {"domain": "veiligheid", "class": "lid 1"},
                    "MEE": {"domain": "care"},
                },
            }
        ),
        encoding="utf-8",
    )
    mapping = read_mapping_file(path, HEADINGS, GUESSED)
    assert mapping.columns == (Field.NUMBER, Field.REFERRED_ON, None, Field.TOPIC)
    assert mapping.partners == (
        PartnerAnswer("Politie", PartnerDomain.SAFETY, PartnerClass.PARAGRAPH_1),
        PartnerAnswer("MEE", PartnerDomain.CARE, PartnerClass.UNKNOWN),
    )


@pytest.mark.parametrize(
    "text",
    [
        "geen json",
        "[]",
        '{"columns": {"Zaak": "onzin"}}',
        '{"columns": {"Bestaat niet": "bsn"}}',
        '{"columns": {"Zaak": "bsn", "Melder": "bsn"}}',
        '{"partners": {"Politie": {"domain": "leger"}}}',
        '{"partners": {"Politie": "lid 1"}}',
    ],
)
def test_a_mapping_that_makes_no_sense_is_refused_with_a_sentence(text: str) -> None:
    with pytest.raises(Refused) as refused:
        from_json(text, HEADINGS, GUESSED)
    assert isinstance(refused.value.reason, BadInput)


@pytest.mark.parametrize(
    "name, domain, class_",
    [
        ("Politie", PartnerDomain.SAFETY, PartnerClass.PARAGRAPH_1),
        ("Openbaar Ministerie", PartnerDomain.SAFETY, PartnerClass.PARAGRAPH_1),
        ("DJI", PartnerDomain.SAFETY, PartnerClass.PARAGRAPH_1),
        ("Raad voor de Kinderbescherming", PartnerDomain.SAFETY, PartnerClass.PARAGRAPH_1),
        ("Gemeente (sociaal domein)", PartnerDomain.MUNICIPALITY, PartnerClass.PARAGRAPH_1),
        ("Gemeentelijk procesregisseur", PartnerDomain.MUNICIPALITY, PartnerClass.PARAGRAPH_1),
        ("GGD Drenthe (OGGZ)", PartnerDomain.CARE, PartnerClass.PARAGRAPH_1),
        ("GGZ Drenthe", PartnerDomain.CARE, PartnerClass.PARAGRAPH_2),
        ("Veilig Thuis Drenthe", PartnerDomain.CARE, PartnerClass.PARAGRAPH_2),
        ("Leger des Heils (reclassering)", PartnerDomain.SAFETY, PartnerClass.PARAGRAPH_2),
        ("Leger des Heils (welzijn)", PartnerDomain.UNKNOWN, PartnerClass.UNKNOWN),
        ("Woonstichting Het Anker", PartnerDomain.UNKNOWN, PartnerClass.UNKNOWN),
    ],
)
def test_what_a_name_suggests(name: str, domain: PartnerDomain, class_: PartnerClass) -> None:
    assert suggest(name) == PartnerAnswer(name, domain, class_)
