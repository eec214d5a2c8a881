"""The text of the two recovery sheets: each one half of an XOR, in rows a person can type without despair.

A sheet is 8 rows of 10 characters in Crockford's base 32 (no I, L, O or U). A row is 5 bytes in 8 characters
and then 2 that check it: its value modulo the prime 1021, plus a step per row. That finds every single wrong
character, every two neighbours swapped and every two rows swapped, and says in which row. The 40 bytes of the
sheet are its number and format (1), the pair it belongs to (4), its half of the seed (32) and a checksum of
all that (3).

One half alone is 32 random bytes: it says nothing about the seed.
"""

import secrets
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Final

from zvhdesk.domain.store_refusals import SheetTrouble, StoreRefused, WrongSheet
from zvhdesk.services.unlock.recovery_key import PAIR_BYTES, SEED_BYTES

ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
ROWS: Final = 8
ROW_CHARACTERS: Final = 10

_FORMAT = 1
_ROW_BYTES = 5
_DATA_CHARACTERS = 8
_CHECK_MODULUS = 1021
_ROW_STEP = 97
_CHECKSUM_BYTES = 3
_LOOKALIKES = str.maketrans({"O": "0", "I": "1", "L": "1"})
_VALUE = {character: value for value, character in enumerate(ALPHABET)}


@dataclass(frozen=True, slots=True)
class SheetText:
    """One recovery sheet as it is printed and typed: number 1 or 2, and 8 rows of 10 characters.

    `label` is the house's, `made` the day and `pair` the mark that both sheets share; they stand on the paper
    and are not typed.
    """

    number: int
    label: str
    made: date
    pair: str
    rows: tuple[str, ...]

    @property
    def text(self) -> str:
        """All rows under one another, each as two groups of five."""
        return "\n".join(f"{row[:5]} {row[5:]}" for row in self.rows)


@dataclass(frozen=True, slots=True)
class Half:
    """What a sheet says: which of the two, of which pair, and its half of the seed."""

    number: int
    pair: bytes
    share: bytes


def split(seed: bytes, pair: bytes, label: str, made: date) -> tuple[SheetText, SheetText]:
    """Two sheets that together, and only together, give the seed of 32 bytes."""
    first = secrets.token_bytes(SEED_BYTES)
    second = _xor(seed, first)
    return write(Half(1, pair, first), label, made), write(Half(2, pair, second), label, made)


def join(first: Half, second: Half) -> bytes:
    """The seed. Both halves are of the same pair."""
    return _xor(first.share, second.share)


def write(half: Half, label: str, made: date) -> SheetText:
    """The sheet of this half."""
    body = bytes([_FORMAT << 4 | half.number]) + half.pair + half.share
    data = body + _checksum(body)
    rows = (data[at : at + _ROW_BYTES] for at in range(0, len(data), _ROW_BYTES))
    return SheetText(
        half.number, label, made, half.pair.hex().upper(), tuple(_write_row(*row) for row in enumerate(rows))
    )


def read(which: int, typed: str) -> Half:
    """What was typed for sheet 1 or 2; case, spaces, dashes, row numbers and O for 0 do not matter.

    Raises StoreRefused(WrongSheet).
    """
    data = b"".join(_read_row(which, index, row) for index, row in enumerate(_rows(which, typed)))
    body, checksum = data[:-_CHECKSUM_BYTES], data[-_CHECKSUM_BYTES:]
    if checksum != _checksum(body) or body[0] >> 4 != _FORMAT:
        raise StoreRefused(WrongSheet(which, SheetTrouble.WHOLE))
    if body[0] & 0xF != which:
        raise StoreRefused(WrongSheet(which, SheetTrouble.OTHER_NUMBER))
    return Half(which, body[1 : 1 + PAIR_BYTES], body[1 + PAIR_BYTES :])


def _rows(which: int, typed: str) -> list[str]:
    lines = [clean for line in typed.splitlines() if (clean := _clean(line))]
    if len(lines) == ROWS:
        rows = [_without_label(index, line) for index, line in enumerate(lines)]
        for index, row in enumerate(rows):
            if len(row) != ROW_CHARACTERS:
                raise StoreRefused(WrongSheet(which, SheetTrouble.ROW, index + 1))
        return rows
    whole = "".join(lines)
    if len(whole) != ROWS * ROW_CHARACTERS:
        raise StoreRefused(WrongSheet(which, SheetTrouble.LENGTH))
    return [whole[at : at + ROW_CHARACTERS] for at in range(0, len(whole), ROW_CHARACTERS)]


def _clean(line: str) -> str:
    return "".join(character for character in line.upper() if character.isalnum()).translate(_LOOKALIKES)


def _without_label(index: int, line: str) -> str:
    labelled = len(line) == ROW_CHARACTERS + 1 and line.startswith(str(index + 1))
    return line[1:] if labelled else line


def _write_row(index: int, data: bytes) -> str:
    value = int.from_bytes(data)
    return _digits(value, _DATA_CHARACTERS) + _digits(_check(index, value), ROW_CHARACTERS - _DATA_CHARACTERS)


def _read_row(which: int, index: int, row: str) -> bytes:
    if any(character not in _VALUE for character in row):
        raise StoreRefused(WrongSheet(which, SheetTrouble.ROW, index + 1))
    value, check = _number(row[:_DATA_CHARACTERS]), _number(row[_DATA_CHARACTERS:])
    if check != _check(index, value):
        raise StoreRefused(WrongSheet(which, SheetTrouble.ROW, index + 1))
    return value.to_bytes(_ROW_BYTES)


def _check(index: int, value: int) -> int:
    return (value + _ROW_STEP * (index + 1)) % _CHECK_MODULUS


def _digits(value: int, count: int) -> str:
    return "".join(ALPHABET[value >> 5 * place & 31] for place in reversed(range(count)))


def _number(digits: str) -> int:
    value = 0
    for digit in digits:
        value = value << 5 | _VALUE[digit]
    return value


def _checksum(body: bytes) -> bytes:
    return sha256(b"zvh/1/sheet" + body).digest()[:_CHECKSUM_BYTES]


def _xor(one: bytes, other: bytes) -> bytes:
    return bytes(left ^ right for left, right in zip(one, other, strict=True))
