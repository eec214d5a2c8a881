"""Half a row is no case; a program that leaves out empty ends writes whole rows all the same."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from tests.importing.registers import DRENTHE, GOOD, TODAY, TWENTE, drenthe_rows
from zvhdesk.services.importing.broken_rows import LONGEST
from zvhdesk.services.importing.checking import check
from zvhdesk.services.importing.csvfile import read_csv
from zvhdesk.services.importing.drafts import Checked
from zvhdesk.services.importing.fields import Field
from zvhdesk.services.importing.guessing import guess_columns
from zvhdesk.services.importing.mapping import Mapping, mapping_of

HEAD = [*GOOD, "afgesloten"]


def lines(count: int, closed: str = "") -> list[str]:
    rows = [
        [*(GOOD | {"casusnummer": f"2024-{at:04d}", "bsn": ""}).values(), closed]
        for at in range(1, count + 1)
    ]
    return [";".join(row) for row in [HEAD, *rows]]


def checked(text: list[str]) -> Checked:
    source = read_csv("x.csv", "\n".join(text).encode())
    mapping = Mapping(tuple(Field(heading) if heading else None for heading in source.headings))
    return check(source, mapping, TWENTE, TODAY)


@given(st.integers(3, 40), st.data())
def test_a_row_cut_off_among_full_ones_is_refused(count: int, data: st.DataObject) -> None:
    text = lines(count)
    at = data.draw(st.integers(1, count))
    fields = data.draw(st.integers(1, len(HEAD) - 1))
    text[at] = ";".join(text[at].split(";")[:fields])
    found = checked(text)
    assert [one.line for one in found.rejected] == [at + 1]
    assert len(found.cases) == count - 1
    word = "veld" if fields == 1 else "velden"
    assert found.rejected[0].reason == f"Deze rij heeft {fields} {word} en de kop {len(HEAD)}."


@given(st.integers(2, 20), st.data())
def test_a_row_broken_by_an_end_of_line_is_refused_in_both_parts(count: int, data: st.DataObject) -> None:
    text = lines(count, (TODAY - timedelta(days=1)).isoformat())
    at = data.draw(st.integers(1, count))
    place = data.draw(st.integers(text[at].index(";") + 12, text[at].index(";procesregie")))
    text[at] = f"{text[at][:place]}\n{text[at][place:]}"
    found = checked(text)
    assert {at + 1, at + 2} == {one.line for one in found.rejected}
    assert len(found.cases) == count - 1


def test_a_cell_that_is_too_long_is_refused_with_its_row() -> None:
    """It fits into nothing that travels between desks."""
    text = lines(5)
    text[2] = text[2].removesuffix(";") + ";" + "x" * (LONGEST + 1)
    found = checked(text)
    assert [(one.line, one.reason) for one in found.rejected] == [
        (3, "In deze rij staat een tekst van meer dan 32.767 tekens. Kort die in.")
    ]
    assert len(found.cases) == 4


def test_a_program_that_leaves_out_empty_ends_is_read() -> None:
    """Every row for itself, or as Excel does it: alike for the rows of a block of sixteen."""
    head, *rows = [list(drenthe_rows()[0]), *(list(row.values()) for row in drenthe_rows())]
    bare = [_stripped(row, 0) for row in rows]
    blocks = [
        _stripped(row, max(len(_stripped(one, 0)) for one in rows[at - at % 16 : at - at % 16 + 16]))
        for at, row in enumerate(rows)
    ]
    for made in (bare, blocks):
        source = read_csv("x.csv", "\n".join(";".join(row) for row in [head, *made]).encode())
        found = check(source, mapping_of(guess_columns(source, DRENTHE)), DRENTHE, TODAY)
        assert found.rejected == ()
        assert len(found.cases) == 192


def test_empty_headings_at_the_end_are_no_fields() -> None:
    text = lines(4)
    found = checked([f"{text[0]};;", *text[1:3], *(f"{row};;" for row in text[3:])])
    assert (len(found.cases), found.rejected) == (4, ())


def _stripped(row: list[str], least: int) -> list[str]:
    kept = list(row)
    while len(kept) > least and not kept[-1]:
        kept.pop()
    return kept
