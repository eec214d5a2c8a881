"""Recovery sheets: what was printed reads back through every way of typing, and a mistake is always found."""

import secrets
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.store.world import refused
from zvhdesk.domain.store_refusals import SheetTrouble, StoreRefused, WrongSheet
from zvhdesk.services.unlock import recovery_key, sheets
from zvhdesk.services.unlock.sheets import ALPHABET, ROW_CHARACTERS, ROWS, Half, SheetText

DAY = date(2026, 11, 22)

halves = st.builds(
    Half, st.sampled_from([1, 2]), st.binary(min_size=4, max_size=4), st.binary(min_size=32, max_size=32)
)
places = st.tuples(st.integers(0, ROWS - 1), st.integers(0, ROW_CHARACTERS - 1))


def printed(half: Half) -> SheetText:
    return sheets.write(half, "Huis", DAY)


def with_character(sheet: SheetText, row: int, column: int, character: str) -> str:
    rows = list(sheet.rows)
    rows[row] = rows[row][:column] + character + rows[row][column + 1 :]
    return "\n".join(rows)


@given(halves)
def test_a_sheet_is_eight_rows_without_doubtful_letters(half: Half) -> None:
    sheet = printed(half)
    assert [len(row) for row in sheet.rows] == [ROW_CHARACTERS] * ROWS
    assert not set("".join(sheet.rows)) & set("ILOU")
    assert sheet.pair == half.pair.hex().upper()


@given(
    halves,
    # How each character is written and what comes behind it: drawn one by one they cost eight seconds.
    st.binary(min_size=ROWS * ROW_CHARACTERS, max_size=ROWS * ROW_CHARACTERS),
    st.lists(st.sampled_from(["", "{} ", "{}. "]), min_size=ROWS, max_size=ROWS),
    st.sampled_from(["\n", "\r\n", "\n\n"]),
)
def test_it_reads_back_however_it_is_typed(half: Half, hands: bytes, labels: list[str], ending: str) -> None:
    typed, hand = [], iter(hands)
    for index, row in enumerate(printed(half).rows):
        characters = [_typed(character, next(hand)) for character in row]
        typed.append(labels[index].format(index + 1) + "".join(characters))
    assert sheets.read(half.number, ending.join(typed)) == half


def _typed(character: str, hand: int) -> str:
    look_alikes = {"0": "0Oo", "1": "1IiLl"}.get(character, character + character.lower())
    noise = ("", " ", "-", ".", "  ")
    return look_alikes[hand % len(look_alikes)] + noise[hand // 16 % len(noise)]


@given(halves)
def test_it_reads_back_from_one_long_line(half: Half) -> None:
    assert sheets.read(half.number, "".join(printed(half).rows)) == half


@given(halves, places, st.sampled_from(ALPHABET))
def test_one_wrong_character_is_found_in_its_row(half: Half, place: tuple[int, int], wrong: str) -> None:
    sheet = printed(half)
    row, column = place
    typed = with_character(sheet, row, column, wrong)
    if sheet.rows[row][column] == wrong:
        assert sheets.read(half.number, typed) == half
    else:
        with refused(WrongSheet(half.number, SheetTrouble.ROW, row + 1)):
            sheets.read(half.number, typed)


@given(halves, st.integers(0, ROWS - 1), st.integers(0, 6))
def test_two_swapped_neighbours_are_found_in_their_row(half: Half, row: int, column: int) -> None:
    sheet = printed(half)
    one, two = sheet.rows[row][column], sheet.rows[row][column + 1]
    swapped = sheet.rows[row][:column] + two + one + sheet.rows[row][column + 2 :]
    typed = "\n".join(swapped if index == row else text for index, text in enumerate(sheet.rows))
    if one == two:
        assert sheets.read(half.number, typed) == half
    else:
        with refused(WrongSheet(half.number, SheetTrouble.ROW, row + 1)):
            sheets.read(half.number, typed)


@given(halves, st.permutations(range(ROWS)))
def test_rows_in_another_order_are_found(half: Half, order: list[int]) -> None:
    rows = printed(half).rows
    typed = "\n".join(rows[index] for index in order)
    first_wrong = next((at for at, index in enumerate(order) if at != index), None)
    if first_wrong is None:
        assert sheets.read(half.number, typed) == half
    else:
        with refused(WrongSheet(half.number, SheetTrouble.ROW, first_wrong + 1)):
            sheets.read(half.number, typed)


@given(halves, halves, st.integers(1, ROWS - 1))
def test_rows_of_two_sheets_do_not_make_one(half: Half, other: Half, at: int) -> None:
    mixed = printed(half).rows[:at] + printed(other).rows[at:]
    if mixed in (printed(half).rows, printed(other).rows):
        return
    with pytest.raises(StoreRefused) as caught:
        sheets.read(half.number, "\n".join(mixed))
    assert caught.value.reason == WrongSheet(half.number, SheetTrouble.WHOLE)


@given(halves)
def test_the_other_sheet_is_known_for_what_it_is(half: Half) -> None:
    with refused(WrongSheet(3 - half.number, SheetTrouble.OTHER_NUMBER)):
        sheets.read(3 - half.number, printed(half).text)


@pytest.mark.parametrize("typed", ["", "ABCDE", "0" * 79, "0" * 81])
def test_missing_characters_are_counted(typed: str) -> None:
    with refused(WrongSheet(1, SheetTrouble.LENGTH)):
        sheets.read(1, typed)


@given(halves, places, st.sampled_from("UuÉß€"))
def test_a_character_that_is_on_no_sheet_is_never_read(
    half: Half, place: tuple[int, int], wrong: str
) -> None:
    typed = with_character(printed(half), *place, wrong)
    with refused(WrongSheet(half.number, SheetTrouble.ROW, place[0] + 1)):
        sheets.read(half.number, typed)


@given(st.text(max_size=120), st.sampled_from([1, 2]))
def test_any_text_is_refused_and_never_crashes(typed: str, which: int) -> None:
    with pytest.raises(StoreRefused):
        sheets.read(which, typed)


@given(st.binary(min_size=32, max_size=32))
def test_two_halves_give_the_seed_and_one_is_fresh_chance(seed: bytes) -> None:
    first, second = sheets.split(seed, bytes(4), "Huis", DAY)
    again, _ = sheets.split(seed, bytes(4), "Huis", DAY)
    assert sheets.join(sheets.read(1, first.text), sheets.read(2, second.text)) == seed
    assert first.rows != again.rows


def test_the_same_seed_always_gives_the_same_key_pair() -> None:
    key = secrets.token_bytes(32)
    pair = recovery_key.pair_from(bytes(range(32)))
    box = recovery_key.seal(key, pair.public)
    assert recovery_key.pair_from(bytes(range(32))).public == pair.public
    # Sheets of any earlier version must go on working: this is the pair of that seed, for ever.
    assert recovery_key.pair_id(pair.public).hex() == "17fb10fc"
    assert recovery_key.unseal(box, recovery_key.pair_from(bytes(range(32)))) == key
    assert recovery_key.unseal(box, recovery_key.pair_from(bytes(32))) is None
    assert recovery_key.unseal(box[:-1], pair) is None
    assert recovery_key.unseal(b"", pair) is None
