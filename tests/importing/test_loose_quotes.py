"""Every line of a CSV is in a row or refused: a loose quote swallows nothing."""

import csv
import io
from datetime import date

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.importing.registers import GOOD, TODAY, TWENTE, as_csv
from zvhdesk.domain.refusals import Refused
from zvhdesk.services.importing.checking import check
from zvhdesk.services.importing.csvfile import read_csv
from zvhdesk.services.importing.csvlines import SWALLOWS, UNCLOSED
from zvhdesk.services.importing.drafts import Checked
from zvhdesk.services.importing.fields import Field
from zvhdesk.services.importing.mapping import Mapping

HEAD = [*GOOD, "hoofdonderwerp", "ggz"]


def record(at: int, topic: str = "overlast") -> list[str]:
    """A record in which every text says which one it is, so that it is recognised in another."""
    own = {"casusnummer": f"2024-{at:04d}", "achternaam": f"Veld{at:04d}", "bsn": ""}
    return [*(GOOD | own).values(), f"{topic} z{at:04d}", "ja"]


def plain(lines: list[list[str]]) -> list[str]:
    return [";".join(line) for line in [HEAD, *lines]]


def quoted(lines: list[list[str]]) -> list[str]:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=";", quoting=csv.QUOTE_ALL, lineterminator="\n").writerows([HEAD, *lines])
    return out.getvalue().splitlines()


def checked(text: str) -> Checked:
    source = read_csv("x.csv", text.encode())
    mapping = Mapping(tuple(Field(heading) for heading in source.headings))
    return check(source, mapping, TWENTE, TODAY)


def holds_another(found: Checked) -> bool:
    return any(
        f"{other:04d}" in text
        for case in found.cases
        for other in range(1, 100)
        if f"2024-{other:04d}" != case.number.replace('"', "")
        for text in (case.topic or "", (case.person and case.person.surname) or "", case.number[5:])
    )


@settings(max_examples=300, deadline=None)
@given(
    st.integers(2, 8),
    st.sampled_from([plain, quoted]),
    st.lists(st.tuples(st.integers(1, 8), st.integers(0, 150)), min_size=1, max_size=4),
)
def test_loose_quotes_anywhere_swallow_no_record(
    count: int, style: object, quotes: list[tuple[int, int]]
) -> None:
    assert callable(style)
    lines: list[str] = style([record(at) for at in range(1, count + 1)])
    for line, place in quotes:
        at = 1 + (line - 1) % count
        where = place % (len(lines[at]) + 1)
        lines[at] = f'{lines[at][:where]}"{lines[at][where:]}'
    found = checked("\n".join(lines) + "\n")
    told = sorted([case.line for case in found.cases] + [one.line for one in found.rejected])
    assert told == list(range(2, count + 2))
    assert not holds_another(found)


@settings(max_examples=100, deadline=None)
@example([11, 11, 11, 11, 11, 13], [(6, 2, 0), (1, 2, 1)])
@given(
    st.lists(st.integers(11, len(HEAD)), min_size=6, max_size=6),
    st.lists(st.tuples(st.integers(1, 6), st.integers(0, 14), st.integers(0, 1)), min_size=2, max_size=2),
)
def test_loose_quotes_before_fields_of_a_file_that_leaves_out_empty_ends(
    widths: list[int], quotes: list[tuple[int, int, int]]
) -> None:
    """Of the example the first and the last row together are as wide as one: they swallowed all between."""
    lines = plain([record(at)[:width] for at, width in enumerate(widths, start=1)])
    for at, place, beyond in quotes:
        places = [0, len(lines[at])] + [i for i, sign in enumerate(lines[at]) if sign == ";"]
        where = places[place % len(places)] + beyond
        lines[at] = f'{lines[at][:where]}"{lines[at][where:]}'
    found = checked("\n".join(lines) + "\n")
    told = [case.line for case in found.cases] + [one.line for one in found.rejected]
    assert sorted(told) == [2, 3, 4, 5, 6, 7]
    assert not holds_another(found)


@pytest.mark.parametrize("field", range(len(HEAD)))
def test_a_quote_in_a_heading_closed_in_the_first_row(field: int) -> None:
    rows = [HEAD, *(record(at) for at in range(1, 4))]
    rows[0] = [*HEAD[:field], f'"{HEAD[field]}', *HEAD[field + 1 :]]
    rows[1][field] = f'{rows[1][field]}"'
    with pytest.raises(Refused) as refused:
        checked("\n".join(";".join(row) for row in rows))
    assert "Verbeter rij 1 " in str(refused.value.reason)


@pytest.mark.parametrize("delimiter", ",\t|")
def test_a_row_is_seen_within_a_text_where_its_number_is_not_first(delimiter: str) -> None:
    """Rows with their ends left out, of which two with a loose quote have the width of one."""
    order = ["gemeente", *(name for name in HEAD if name != "gemeente")]
    rows = [[dict(zip(HEAD, record(at), strict=True))[name] for name in order] for at in range(1, 7)]
    rows = [row if at == 4 else row[:5] for at, row in enumerate(rows)]
    rows[1][1], rows[4][1] = f'"{rows[1][1]}', f'{rows[4][1]}"'
    found = checked("\n".join(delimiter.join(row) for row in [order, *rows]))
    assert [one.line for one in found.rejected if one.reason == SWALLOWS] == [3]
    assert sorted([case.line for case in found.cases] + [one.line for one in found.rejected]) == [
        2,
        3,
        4,
        5,
        6,
        7,
    ]


@settings(max_examples=100, deadline=None)
@given(
    st.lists(
        st.lists(
            st.sampled_from(
                [
                    "eerste",
                    "twee, drie",
                    'zei "nee"',
                    "a; b",
                    "",
                    "x;y;z",
                    "12-03-2024 gebeld",
                    "zie 2024-0001",
                ]
            ),
            min_size=1,
            max_size=6,
        ),
        min_size=1,
        max_size=5,
    )
)
def test_a_long_text_over_several_lines_is_read(texts: list[list[str]]) -> None:
    rows = [record(at) for at in range(1, len(texts) + 1)]
    for row, text in zip(rows, texts, strict=True):
        row[-2] = "\n".join(text)
    found = checked(as_csv([HEAD, *rows]).decode())
    assert found.rejected == ()
    read = [" ".join((case.topic or "").split()) for case in found.cases]
    assert read == [" ".join(" ".join(text).split()) for text in texts]


def test_a_text_whose_lines_look_like_rows_is_read_or_refused_and_never_lost() -> None:
    row = record(1)
    row[-2] = "eerste\n12-03-2024; gebeld\n12-03-2024; gebeld"
    found = checked(as_csv([HEAD, row, record(2)]).decode())
    read = [" ".join((case.topic or "").split()) for case in found.cases]
    if "eerste 12-03-2024; gebeld 12-03-2024; gebeld" not in read:
        assert found.rejected[0].line == 2
        assert found.rejected[0].reason == SWALLOWS


@pytest.mark.parametrize("at, out", [((4,), [5]), ((4, 5), [5, 6])], ids=["one", "two rows after each other"])
def test_the_row_where_it_starts_is_refused_and_reading_goes_on(at: tuple[int, ...], out: list[int]) -> None:
    lines = plain([record(one) for one in range(1, 11)])
    for one in at:
        lines[one] = lines[one].replace(";overlast", ';"overlast')
    found = checked("\r\n".join(lines))
    assert [(one.line, one.column, one.reason) for one in found.rejected] == [
        (line, "hoofdonderwerp", UNCLOSED) for line in out
    ]
    assert len(found.cases) == 10 - len(out)


@pytest.mark.parametrize("field", range(len(HEAD)))
@pytest.mark.parametrize("apart", [1, 3])
def test_a_quote_closed_in_the_same_column_of_another_record(field: int, apart: int) -> None:
    """Together they have the width of one record, and read as one when nothing else is asked."""
    rows = [record(at) for at in range(1, 11)]
    rows[4][field] = f'"{rows[4][field]}'
    rows[4 + apart][field] = f'{rows[4 + apart][field]}"'
    found = checked("\n".join(plain(rows)))
    assert 6 in [one.line for one in found.rejected]
    told = sorted([case.line for case in found.cases] + [one.line for one in found.rejected])
    assert told == list(range(2, 12))
    assert not holds_another(found)


def test_a_text_that_holds_a_pasted_record_is_refused() -> None:
    inside = ";".join(record(9))
    lines = plain([record(1), record(2), record(3)])
    lines[2] = lines[2].replace("overlast", f'"begin\n{inside}\neinde"', 1)
    found = checked("\n".join(lines))
    assert 3 in [one.line for one in found.rejected]
    assert [case.line for case in found.cases if case.line < 4] == [2]


@pytest.mark.parametrize("column", [1, 7, 12])
def test_the_rest_of_a_refused_row_is_no_case(column: int) -> None:
    """A loose quote before a text of several lines: what stands on its next line may look like a row."""
    order = [name for name in HEAD if name != "hoofdonderwerp"]
    order.insert(column, "hoofdonderwerp")
    values = dict(zip(HEAD, record(1), strict=True))
    text = [values | {"casusnummer": f"2024-{at:04d}"} for at in range(1, 6)]
    lines = [";".join(order), *(";".join(row[name] for name in order) for row in text)]
    lines[2] = lines[2].replace("overlast z0001", '"begin\n"rest; van de tekst"', 1)
    found = checked("\n".join(lines))
    assert [one.line for one in found.rejected] == [3, 4]
    assert [case.line for case in found.cases] == [2, 5, 6, 7]


def test_quotes_within_a_text_are_read_as_they_stand() -> None:
    lines = plain([record(1), record(2)])
    lines[1] = lines[1].replace("overlast", 'hij zei "nee"')
    lines[2] = lines[2].replace("overlast z0002", '"de "Blauwe Brug" hier"')
    assert [case.topic for case in checked("\n".join(lines)).cases] == [
        'hij zei "nee" z0001',
        'de "Blauwe Brug" hier',
    ]


def test_what_a_case_says_is_of_its_own_row() -> None:
    found = checked("\n".join(plain([record(1)])))
    assert found.cases[0].referred_on == date(2024, 2, 1)
    assert not holds_another(found)
