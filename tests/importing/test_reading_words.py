import pytest
from hypothesis import given
from hypothesis import strategies as st

from zvhdesk.domain.bsn import is_bsn, read_bsn
from zvhdesk.domain.reading.cells import Cell, Unreadable
from zvhdesk.domain.reading.names import Name, is_initials, is_prefix, read_name
from zvhdesk.domain.reading.words import read_border, read_flag, read_product
from zvhdesk.domain.terms import Border, Product


@pytest.mark.parametrize(
    "typed", ["ja", "Ja", "J", "1", 1, 1.0, "true", "TRUE", True, "waar", "WAAR", "x", " j "]
)
def test_yes(typed: Cell) -> None:
    assert read_flag(typed) is True


@pytest.mark.parametrize("typed", ["nee", "Nee", "N", "0", 0, "false", False, "onwaar", "ONWAAR"])
def test_no(typed: Cell) -> None:
    assert read_flag(typed) is False


@pytest.mark.parametrize("typed", ["", None, "onbekend", "?", "-"])
def test_unknown(typed: Cell) -> None:
    assert read_flag(typed) is None


@pytest.mark.parametrize("typed", ["misschien", "2", "2023-01-01"])
def test_another_word_is_refused(typed: str) -> None:
    with pytest.raises(Unreadable):
        read_flag(typed)


@pytest.mark.parametrize(
    "typed, product",
    [
        ("procesregie", Product.COORDINATION),
        ("Procesregie", Product.COORDINATION),
        ("uitgebreid advies", Product.EXTENDED_ADVICE),
        ("Uitgebreid Advies", Product.EXTENDED_ADVICE),
        ("advies", Product.ADVICE),
        ("", None),
    ],
)
def test_products(typed: str, product: Product | None) -> None:
    assert read_product(typed) is product


def test_an_unknown_product_is_refused() -> None:
    with pytest.raises(Unreadable, match="product"):
        read_product("nazorg")


def test_borders() -> None:
    assert read_border("andere provincie") is Border.PROVINCE
    assert read_border("andere gemeente in de regio") is Border.REGION
    assert read_border("nationaal") is Border.NATIONAL
    assert read_border("buitenland") is Border.ABROAD
    assert read_border("nee") is None
    with pytest.raises(Unreadable):
        read_border("ja")


def completed(first_eight: int) -> str:
    """Nine digits of which the last is the remainder; no BSN when that is 10."""
    digits = f"{first_eight:08d}"
    rest = sum(int(digit) * weight for digit, weight in zip(digits, range(9, 1, -1), strict=True)) % 11
    return f"{digits}{rest}"


@given(st.integers(0, 99_999_999))
def test_of_ten_last_digits_at_most_one_makes_a_bsn(first_eight: int) -> None:
    """The oracle is the definition: 9a + 8b + ... + 2h is congruent to the last digit, modulo 11."""
    digits = f"{first_eight:08d}"
    rest = sum(int(digit) * weight for digit, weight in zip(digits, range(9, 1, -1), strict=True)) % 11
    expected = {rest} if rest < 10 and first_eight + rest > 0 else set()
    assert {last for last in range(10) if is_bsn(f"{digits}{last}")} == expected


@given(st.integers(1, 99_999_999).map(completed).filter(is_bsn), st.integers(0, 7))
def test_two_different_neighbours_swapped_are_found(bsn: str, at: int) -> None:
    swapped = bsn[:at] + bsn[at + 1] + bsn[at] + bsn[at + 2 :]
    assert swapped == bsn or not is_bsn(swapped)


@pytest.mark.parametrize(
    "typed", [12345672, "12345672", "012345672", "0123.45.672", " 012345672 ", 12345672.0]
)
def test_a_lost_leading_nought_comes_back(typed: Cell) -> None:
    assert read_bsn(typed) == "012345672"


@pytest.mark.parametrize("typed", ["123456789", "1234567", "0000000000", "000000000", "abc", "99999001O"])
def test_a_bad_bsn_is_refused_without_repeating_it(typed: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read_bsn(typed)
    assert typed not in refused.value.sentence


@pytest.mark.parametrize(
    "typed, name",
    [
        ("Jansen, A. van", Name("A.", "van", "Jansen")),
        ("van Jansen, A.", Name("A.", "van", "Jansen")),
        ("Berg, J.P. van der", Name("J.P.", "van der", "Berg")),
        ("A. van Jansen", Name("A.", "van", "Jansen")),
        ("J.P. de Vries-Smit", Name("J.P.", "de", "Vries-Smit")),
        ("J. P. Bakker", Name("J. P.", None, "Bakker")),
        ("Jansen A.", Name("A.", None, "Jansen")),
        ("van der Berg J.", Name("J.", "van der", "Berg")),
        ("Jansen", Name(None, None, "Jansen")),
        ("Fatima El Amrani", Name("Fatima", "El", "Amrani")),
        ("Jan Willem de Boer", Name("Jan Willem", "de", "Boer")),
        ("Piet Jansen", Name("Piet", None, "Jansen")),
    ],
)
def test_a_name_in_one_column(typed: str, name: Name) -> None:
    assert read_name(typed) == name


@given(
    st.from_regex(r"([A-Z]\.){1,3}", fullmatch=True),
    st.sampled_from([None, "van", "de", "van der", "in 't", "ten"]),
    st.from_regex(r"[A-Z][a-zéëöü]{2,12}", fullmatch=True),
)
def test_every_usual_order_gives_the_same_name(initials: str, prefix: str | None, surname: str) -> None:
    before = f"{prefix} " if prefix else ""
    expected = Name(initials, prefix, surname)
    assert read_name(f"{surname}, {initials}{' ' + prefix if prefix else ''}") == expected
    assert read_name(f"{before}{surname}, {initials}") == expected
    assert read_name(f"{initials} {before}{surname}") == expected
    assert is_initials(initials)
    assert prefix is None or is_prefix(prefix)
