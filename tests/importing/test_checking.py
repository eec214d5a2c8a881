from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.importing.registers import DRENTHE, GOOD, TODAY, TWENTE, as_csv, small
from zvhdesk.domain.reading.births import ages_on
from zvhdesk.domain.refusals import BadInput, Refused
from zvhdesk.domain.terms import Border, Phase, Product
from zvhdesk.services.importing.ages import age_outside
from zvhdesk.services.importing.checking import Cancelled, CancelToken, Options, check
from zvhdesk.services.importing.csvfile import read_csv
from zvhdesk.services.importing.drafts import CaseDraft, Checked, Rejection, error_list
from zvhdesk.services.importing.fields import Field
from zvhdesk.services.importing.guessing import guess_columns
from zvhdesk.services.importing.house_view import HouseView, TableView, number_key
from zvhdesk.services.importing.mapping import Mapping, mapping_of
from zvhdesk.services.importing.source import Source
from zvhdesk.services.municipalities import Finder

AS_IT_IS = Options()
TOMORROW = (TODAY + timedelta(days=1)).isoformat()


def mapped(source: Source) -> Mapping:
    return Mapping(tuple(Field(heading) for heading in source.headings))


def checked(*changes: dict[str, Any], house: HouseView = TWENTE, options: Options = AS_IT_IS) -> Checked:
    source = small(*changes)
    return check(source, mapped(source), house, TODAY, options)


def only_case(change: dict[str, Any], house: HouseView = TWENTE) -> CaseDraft:
    found = checked(change, house=house)
    assert found.rejected == ()
    return found.cases[0]


def only_rejection(change: dict[str, Any], house: HouseView = TWENTE) -> Rejection:
    found = checked(change, house=house)
    assert found.cases == ()
    return found.rejected[0]


def test_a_good_row_comes_in_whole() -> None:
    case = only_case({"bsn": "999990019", "ggz": "J", "stalking": "0", "gemeentegrens": "andere provincie"})
    assert (case.line, case.number, case.referred_on) == (2, "2024-0001", date(2024, 2, 1))
    assert (case.referrer, case.municipality, case.table_id) == ("Politie", "Enschede", "Top-X")
    assert (case.product, case.border) == (Product.COORDINATION, Border.PROVINCE)
    assert case.flags["mental_health"] is True
    assert case.flags["stalking"] is False
    assert case.flags["addiction"] is None
    assert case.person is not None
    assert (case.person.initials, case.person.prefix, case.person.surname) == ("A.B.", "van", "Testveld")
    assert (case.person.birth_date, case.person.bsn) == ("1990-05-04", "999990019")


@pytest.mark.parametrize(
    "change, column, reason",
    [
        ({"aanmelddatum": "30-02-2019"}, "aanmelddatum", "30 februari 2019 bestaat niet."),
        ({"geboortedatum": "31-04-1990"}, "geboortedatum", "31 april 1990 bestaat niet."),
        ({"aanmelddatum": "1988"}, "aanmelddatum", "Dit is geen datum."),
        ({"bsn": "999990018"}, "bsn", "BSN klopt niet volgens de elfproef."),
        ({"bsn": "12345"}, "bsn", "Een BSN heeft negen cijfers."),
        ({"gemeente": "Hengeloo"}, "gemeente", "Gemeente Hengeloo onbekend. Bedoelt u Hengelo?"),
        ({"gemeente": "Almere"}, "gemeente", "Almere hoort niet bij dit huis."),
        ({"gemeente": "Jansen"}, "gemeente", "Deze gemeente is niet bekend."),
        ({"casustafel": "Code Roed"}, "casustafel", "Casustafel Code Roed onbekend. Bedoelt u Code Rood?"),
        ({"casustafel": "Jansen"}, "casustafel", "Deze casustafel is niet bekend."),
        ({"geboortedatum": "2024-02-02"}, "geboortedatum", "Geboren na de aanmelding."),
        ({"geboortedatum": "2025"}, "geboortedatum", "Geboren na de aanmelding."),
        (
            {"aanmelddatum": TOMORROW, "start_behandeling": ""},
            "aanmelddatum",
            "De aanmelding ligt in de toekomst.",
        ),
        ({"casusnummer": ""}, "casusnummer", "Het casusnummer ontbreekt."),
        ({"aanmelddatum": ""}, "aanmelddatum", "De aanmelddatum ontbreekt."),
        ({"afgesloten": "2024-01-31"}, "afgesloten", "Afgesloten vóór de aanmelding."),
        ({"start_behandeling": "2024-01-31"}, "start_behandeling", "Begonnen vóór de aanmelding."),
        (
            {"werkvoorraad_sinds": "2024-01-31"},
            "werkvoorraad_sinds",
            "Op de werkvoorraad vóór de aanmelding.",
        ),
        ({"afgesloten": "2024-02-10"}, "afgesloten", "Afgesloten vóór het begin van de behandeling."),
        ({"afgesloten": TOMORROW}, "afgesloten", "Afgesloten in de toekomst."),
        (
            {"product": "nazorg"},
            "product",
            "Dit product is niet bekend: procesregie, uitgebreid advies of advies.",
        ),
        ({"ggz": "misschien"}, "ggz", "Hier staat geen ja of nee."),
        (
            {"casustafel": "JOR", "geboortedatum": "1992-05-04"},
            "geboortedatum",
            "JOR is voor 12 tot en met 23 jaar; deze persoon was 31.",
        ),
        (
            {"casustafel": "JOR", "geboortedatum": "2012-02-02"},
            "geboortedatum",
            "JOR is voor 12 tot en met 23 jaar; deze persoon was 11.",
        ),
        (
            {"casustafel": "VPO", "geboortedatum": "2006-02-02"},
            "geboortedatum",
            "VPO is voor 18 jaar en ouder; deze persoon was 17.",
        ),
    ],
)
def test_a_row_is_refused_with_its_column_and_reason(
    change: dict[str, str], column: str, reason: str
) -> None:
    rejection = only_rejection(change)
    assert (rejection.line, rejection.column, rejection.reason) == (2, column, reason)


def test_the_heading_of_the_file_names_the_column() -> None:
    source = read_csv("x.csv", as_csv([["Zaak", "Ingekomen op"], ["VH-1", "30-2-2019"]]))
    found = check(source, mapping_of(guess_columns(source, TWENTE)), TWENTE, TODAY)
    assert found.rejected[0].column == "Ingekomen op"


def test_all_that_is_wrong_with_a_row_is_said_at_once() -> None:
    rejection = only_rejection({"aanmelddatum": "30-02-2019", "bsn": "999990018", "gemeente": "Hengeloo"})
    assert rejection.column == "aanmelddatum"
    assert rejection.reason == (
        "30 februari 2019 bestaat niet. Kolom gemeente: Gemeente Hengeloo onbekend. Bedoelt u Hengelo? "
        "Kolom bsn: BSN klopt niet volgens de elfproef."
    )
    assert not rejection.waivable


@given(
    st.lists(
        st.sampled_from(
            [("aanmelddatum", "30-02-2019"), ("gemeente", "Jansen"), ("bsn", "12345"), ("ggz", "misschien"),
             ("verslaving", "misschien"), ("product", "nazorg"), ("afgesloten", "vorig jaar")]
        ),
        min_size=1, unique=True,
    )
)  # fmt: skip
def test_a_row_is_one_entry_that_names_the_column_of_every_fault(faults: list[tuple[str, str]]) -> None:
    rejection = only_rejection({"ggz": "", "verslaving": "", "afgesloten": ""} | dict(faults))
    order = [*GOOD, "ggz", "verslaving", "afgesloten"]
    first, *others = sorted((name for name, _ in faults), key=order.index)
    assert rejection.column == first
    assert f"Kolom {first}:" not in rejection.reason
    assert [rejection.reason.count(f"Kolom {name}: ") for name in others] == [1] * len(others)
    assert rejection.reason.count("Kolom ") == len(others)


def test_an_age_beside_another_fault_names_its_column() -> None:
    change = {"casustafel": "JOR", "geboortedatum": "1992-05-04", "gemeente": "Jansen"}
    assert only_rejection(change).reason == (
        "Deze gemeente is niet bekend. "
        "Kolom geboortedatum: JOR is voor 12 tot en met 23 jaar; deze persoon was 31."
    )


def test_an_empty_gemeente_is_unknown_and_comes_in() -> None:
    assert only_case({"gemeente": ""}).municipality is None
    assert only_case({"gemeente": "onbekend"}).municipality is None


def test_an_empty_casustafel_is_the_default_of_the_house() -> None:
    assert only_case({"casustafel": "", "gemeente": "Emmen"}, DRENTHE).table_id == "casusoverleg"
    assert only_case({"casustafel": ""}).table_id is None


def test_a_case_number_twice_in_the_file() -> None:
    found = checked(
        {}, {"casusnummer": "2024-0009"}, {"casusnummer": " 2024-0001 "}, {"casusnummer": "2024-0009"}
    )
    assert [case.line for case in found.cases] == [2, 3]
    assert [(one.line, one.column, one.reason) for one in found.rejected] == [
        (4, "casusnummer", "Casusnummer 2024-0001 staat ook op rij 2."),
        (5, "casusnummer", "Casusnummer 2024-0009 staat ook op rij 3."),
    ]


def test_a_case_number_twice_of_which_the_first_stays_out() -> None:
    found = checked({"bsn": "999990018"}, {"casusnummer": "2024-0001"}, {"casusnummer": "2024-0001"})
    assert found.cases == ()
    assert [one.reason for one in found.rejected][1:] == [
        "Casusnummer 2024-0001 staat ook op rij 2, die ook niet wordt overgenomen. Laat er één staan."
    ] * 2


def test_a_case_number_twice_of_which_the_first_is_let_in() -> None:
    rows = ({"casustafel": "JOR"}, {"casusnummer": "2024-0001"})
    assert checked(*rows).rejected[1].reason.endswith("die ook niet wordt overgenomen. Laat er één staan.")
    let_in = checked(*rows, options=Options(accept_age=True))
    assert [one.reason for one in let_in.rejected] == ["Casusnummer 2024-0001 staat ook op rij 2."]


def test_a_house_that_takes_any_gemeente() -> None:
    house = HouseView(Finder(()), TWENTE.tables, takes_any_gemeente=True)
    assert only_case({"gemeente": "Almere"}, house).municipality == "Almere"
    assert (
        only_rejection({"gemeente": "Almeree"}, house).reason
        == "Gemeente Almeree onbekend. Bedoelt u Almere?"
    )
    assert only_rejection({"gemeente": "Bergen"}, house).reason.startswith(
        "Gemeente Bergen onbekend. Bedoelt u"
    )


def test_a_case_number_of_the_house() -> None:
    house = HouseView(TWENTE.gemeenten, TWENTE.tables, numbers=frozenset({number_key("2024-0001")}))
    assert only_rejection({}, house).reason == "Casusnummer 2024-0001 is al in gebruik."


def test_a_bsn_in_the_column_of_numbers_is_not_repeated() -> None:
    found = checked({"casusnummer": "999990019"}, {"casusnummer": "999990019"})
    assert found.rejected[0].reason == "Dit casusnummer staat ook op rij 2."


def test_an_age_outside_the_limits_comes_in_when_a_person_says_so() -> None:
    rows: tuple[dict[str, str], ...] = (
        {},
        {"casustafel": "JOR", "geboortedatum": "1992-05-04"},
        {"casustafel": "JOR", "geboortedatum": "1993-05-04"},
    )
    sentence = "JOR is voor 12 tot en met 23 jaar; deze persoon was 31."

    refused = checked(*rows)
    assert [(one.line, one.waivable) for one in refused.rejected] == [(3, True), (4, True)]

    ticked = checked(*rows, options=Options(accepted_lines=frozenset({3})))
    assert [one.line for one in ticked.rejected] == [4]
    assert [case.age_deviation for case in ticked.cases] == [None, sentence]

    all_in = checked(*rows, options=Options(accept_age=True))
    assert all_in.rejected == ()
    assert all_in.cases[1].age_deviation == sentence


def test_accepting_ages_accepts_nothing_else() -> None:
    change = {"casustafel": "JOR", "geboortedatum": "1992-05-04", "bsn": "999990018"}
    assert not only_rejection(change).waivable
    assert checked(change, options=Options(accept_age=True)).cases == ()


@given(st.dates(date(1985, 1, 1), date(2020, 1, 1)), st.dates(date(2021, 1, 1), date(2025, 1, 1)))
def test_both_ends_of_a_table_count(born: date, referred_on: date) -> None:
    youth = TableView("jor", "JOR", "JOR", 12, 23)
    age = ages_on(born.isoformat(), referred_on)[0]
    assert (age_outside(youth, born.isoformat(), referred_on) is None) == (12 <= age <= 23)
    # A year alone refuses only when nobody born in it would do.
    least, greatest = ages_on(str(born.year), referred_on)
    assert (age_outside(youth, str(born.year), referred_on) is None) == (greatest >= 12 and least <= 23)


@pytest.mark.parametrize(
    "change, phase, since",
    [
        ({"afgesloten": "2024-06-01"}, Phase.CLOSED, date(2024, 6, 1)),
        ({"start_behandeling": "", "werkvoorraad_sinds": "2024-02-05"}, Phase.WAITING_LIST, date(2024, 2, 5)),
        ({"werkvoorraad_sinds": "2024-02-05"}, Phase.AT_TABLE, date(2024, 2, 20)),
        ({}, Phase.AT_TABLE, date(2024, 2, 20)),
        ({"product": "uitgebreid advies", "start_behandeling": ""}, Phase.AT_TABLE, date(2024, 2, 1)),
        ({"product": "", "start_behandeling": ""}, Phase.AT_TABLE, date(2024, 2, 1)),
        ({"product": "", "start_behandeling": "", "casustafel": ""}, Phase.REFERRED, date(2024, 2, 1)),
    ],
)
def test_where_a_case_stands_after_the_import(change: dict[str, str], phase: Phase, since: date) -> None:
    case = only_case(change)
    assert (case.phase, case.phase_since) == (phase, since)


def test_a_row_with_more_cells_than_the_heading_has_slipped() -> None:
    data = as_csv([list(GOOD), [*GOOD.values(), "te veel"]])
    source = read_csv("x.csv", data)
    found = check(source, mapped(source), TWENTE, TODAY)
    assert found.rejected[0].reason == "Deze rij heeft meer velden dan de kop."


def test_a_short_row_is_empty_at_its_end() -> None:
    source = read_csv("x.csv", as_csv([list(GOOD), list(GOOD.values())[:4]]))
    assert check(source, mapped(source), TWENTE, TODAY).cases[0].person is None


def test_without_a_column_for_the_number_nothing_is_checked() -> None:
    source = small({})
    mapping = mapped(source).with_column(0, None)
    with pytest.raises(Refused) as refused:
        check(source, mapping, TWENTE, TODAY)
    assert isinstance(refused.value.reason, BadInput)
    assert refused.value.reason.sentence == "Wijs eerst aan welke kolom casusnummer is."


def test_progress_is_told_and_a_cancel_is_noticed() -> None:
    source = small(*({} for _ in range(700)))
    seen: list[tuple[int, int]] = []
    token = CancelToken()

    def watch(done: int, total: int) -> None:
        seen.append((done, total))
        if done >= 250:
            token.cancel()

    with pytest.raises(Cancelled):
        check(source, mapped(source), TWENTE, TODAY, progress=watch, cancel=token)
    assert seen == [(0, 700), (250, 700)]


@given(
    st.dictionaries(
        st.sampled_from(list(GOOD)),
        st.sampled_from(
            ["", "Testveld", "999990019", "30-2-2019", "JOR", "ja", "2024-01-01", "1", "x" * 300, "Politie"]
        ),
    )
)
def test_any_row_is_taken_over_or_refused_and_no_reason_holds_a_name_or_a_bsn(change: dict[str, str]) -> None:
    found = checked({"achternaam": "Testveld", "bsn": "999990019"} | change)
    assert len(found.cases) + len(found.rejected) == 1
    for rejection in found.rejected:
        assert "Testveld" not in rejection.reason
        assert "999990019" not in rejection.reason
        assert rejection.reason.endswith((".", "?"))
        assert rejection.column in GOOD


def test_the_error_list_is_a_table_without_names_and_bsn() -> None:
    found = checked({"bsn": "999990018"}, {"gemeente": "Hengeloo"})
    text = error_list(found.rejected).decode("utf-8-sig")
    assert text.splitlines() == [
        "Rij;Kolom;Waarom",
        "2;bsn;BSN klopt niet volgens de elfproef.",
        "3;gemeente;Gemeente Hengeloo onbekend. Bedoelt u Hengelo?",
    ]
    assert "Testveld" not in text


def test_a_heading_that_a_spreadsheet_would_run_is_made_harmless() -> None:
    assert b"'=HYPERLINK" in error_list([Rejection(2, "=HYPERLINK(1)", "Dit is geen datum.")])
