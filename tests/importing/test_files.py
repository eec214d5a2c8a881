from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.importing.registers import DRENTHE_CSV, GOOD, as_csv, drenthe_rows, workbook
from zvhdesk.domain.refusals import BadInput, Refused
from zvhdesk.services.importing.csvfile import DELIMITERS, read_csv
from zvhdesk.services.importing.files import read_file

HEAD = list(GOOD)
ROW = list(GOOD.values())


def test_the_register_itself() -> None:
    source = read_file(DRENTHE_CSV)
    assert source.headings == tuple(drenthe_rows()[0])
    assert source.description == "CSV, 192 rijen"
    assert (source.records[0].line, source.records[-1].line) == (2, 193)


@pytest.mark.parametrize("delimiter", DELIMITERS)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_every_delimiter_in_every_encoding(delimiter: str, encoding: str) -> None:
    text = as_csv(
        [[*HEAD, "opmerking"], [*ROW, "Ömer zei: één; twee, drie\tvier | vijf"]], delimiter
    ).decode()
    source = read_csv("x.csv", text.encode(encoding))
    assert source.headings == (*HEAD, "opmerking")
    assert source.records[0].cells == (*ROW, "Ömer zei: één; twee, drie\tvier | vijf")


@given(st.lists(st.lists(st.sampled_from(["a", "b\nc", "d\r\ne", 'f"g', "h;i", ""]), min_size=3, max_size=3)))
def test_the_line_is_the_physical_line_where_a_record_starts(rows: list[list[str]]) -> None:
    """The oracle counts line ends in everything written before the record."""
    data = as_csv([["casusnummer", "gemeente", "bsn"], *rows])
    written = [as_csv([row]).decode() for row in rows]
    expected, line = [], 2
    for row, text in zip(rows, written, strict=True):
        if any(row):
            expected.append(line)
        line += text.replace("\r\n", "\n").count("\n")
    assert [record.line for record in read_csv("x.csv", data).records] == expected


def test_empty_lines_count_and_are_no_rows() -> None:
    data = b"casusnummer;aanmelddatum\n\n1;2024-01-01\n;\n2;2024-01-02\n"
    assert [record.line for record in read_csv("x.csv", data).records] == [3, 5]


def test_lines_above_the_heading_are_passed_over() -> None:
    source = read_csv("x.csv", b"Export van het oude systeem\n\nZaak;Ingekomen op\nVH-18-0042;3 okt 2023\n")
    assert source.headings == ("Zaak", "Ingekomen op")
    assert source.records[0].line == 4


def test_the_line_in_which_excel_says_its_delimiter() -> None:
    source = read_csv("x.csv", b"sep=,\r\nZaak,Ingekomen op\r\nVH;3,3 okt 2023\r\n")
    assert source.records[0].cells == ("VH;3", "3 okt 2023")
    assert source.records[0].line == 3


def test_a_workbook_of_several_sheets(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "oud.xlsx",
        {
            "Toelichting": [["Deze werkmap is gemaakt door"], ["iemand"]],
            "Zaken": [
                ["Register"],
                ["Zaak", "Ingekomen op", "BSN", "Plaats"],
                ["VH-1", date(2023, 10, 3), 12345672, "Borne"],
            ],
            "Lijsten": [["Plaats", "Postcode"], ["Borne", "7620"]],
        },
    )
    source = read_file(path)
    assert source.sheet == "Zaken"
    assert source.description == "Excel, blad Zaken, 1 rij"
    assert source.records[0].line == 3
    assert source.records[0].cells[:3] == ("VH-1", date(2023, 10, 3), 12345672)


def test_a_workbook_is_known_by_what_it_holds(tmp_path: Path) -> None:
    path = workbook(tmp_path / "register.csv", {"Blad1": [HEAD, ROW]})
    assert read_file(path).kind == "Excel"


def test_a_workbook_that_counts_from_1904(tmp_path: Path) -> None:
    path = workbook(tmp_path / "mac.xlsx", {"Blad1": [HEAD, ROW]}, date_1904=True)
    assert read_file(path).nought == date(1904, 1, 1)


@pytest.mark.parametrize(
    "content",
    [b"", b"\n\n", b"PK\x03\x04 broken", b"\xd0\xcf\x11\xe0 old", b"a;b\0c\n"],
    ids=["empty", "blank", "broken workbook", "old workbook", "binary"],
)
def test_a_file_that_is_no_register_is_refused_with_a_sentence(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_bytes(content)
    with pytest.raises(Refused) as refused:
        read_file(path)
    assert isinstance(refused.value.reason, BadInput)
    assert refused.value.reason.sentence.endswith(".")


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused):
        read_file(tmp_path / "weg.csv")


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    with suppress(Refused):
        assert read_csv("x.csv", data).headings
