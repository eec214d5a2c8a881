"""Which column is what: by its heading and by its content, with how certain that is."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from zvhdesk.domain.reading.cells import text_of
from zvhdesk.domain.reading.names import is_full_name
from zvhdesk.domain.reading.words import key
from zvhdesk.services.importing.content import Column, columns_of, distinct, fit, numbered_by_year
from zvhdesk.services.importing.date_headings import date_field
from zvhdesk.services.importing.dates_order import in_order, order_dates
from zvhdesk.services.importing.fields import CASE_DATES, FLAGS, Field
from zvhdesk.services.importing.headings import field_like_heading, field_of_heading
from zvhdesk.services.importing.house_view import HouseView
from zvhdesk.services.importing.source import Source


class Certainty(StrEnum):
    """How certain a guess is; the values are the words on screen. `leeg`: there is nothing in the column."""

    SURE = "zeker"
    CHECK = "controleer"
    EMPTY = "leeg"


@dataclass(frozen=True, slots=True)
class Guess:
    """What a column is taken for; `field` None means `niet overgenomen`."""

    at: int
    heading: str
    field: Field | None
    certainty: Certainty


_FREE = frozenset({Field.NUMBER, Field.REFERRER, Field.TOPIC, Field.NAME, Field.INITIALS, Field.PREFIX})
_NAMES = frozenset({Field.SURNAME, Field.NAME, Field.INITIALS, Field.PREFIX})
_DATES = frozenset({*CASE_DATES, Field.BIRTH})
_TELLING = (Field.BSN, Field.TABLE, Field.PRODUCT, Field.MUNICIPALITY, Field.BORDER)
"""Fields whose values can hardly be anything else, the most telling first."""

_HALF, _MOST, _ALL = 0.5, 0.9, 0.97
_MEANINGLESS = re.compile(r"^(kolom|column|veld|field|col|var|f|k|c|v|x)?\d*$|^[a-z]{1,2}$")


def guess_columns(source: Source, house: HouseView) -> tuple[Guess, ...]:
    """A guess for every column, in the order of the file. No field is given twice."""
    columns = columns_of(source)
    guesses = _by_heading(columns, house)
    _by_content(columns, house, guesses)
    _by_dates(columns, house, guesses)
    _by_elimination(columns, house, guesses)
    certain_names = _without_idle_name(columns, guesses)
    return tuple(certain_names.get(column.at, _nothing(column)) for column in columns)


def _nothing(column: Column) -> Guess:
    return Guess(column.at, column.heading, None, Certainty.EMPTY if not column.values else Certainty.CHECK)


def _by_heading(columns: Sequence[Column], house: HouseView) -> dict[int, Guess]:
    guesses: dict[int, Guess] = {}
    for exact in (True, False):
        claims: list[tuple[float, Column, Field]] = []
        for column in columns:
            found = field_of_heading(column.heading) if exact else _like(column, house)
            if found is None or column.at in guesses or found in _taken(guesses):
                continue
            share = _agreement(column, found, exact, house)
            if share >= _HALF:
                claims.append((share + column.filled / 10, column, found))
        for _, column, found in sorted(claims, key=lambda claim: (-claim[0], claim[1].at)):
            if found not in _taken(guesses):
                guesses[column.at] = Guess(
                    column.at, column.heading, found, _certainty(column, found, exact, house)
                )
    return guesses


def _like(column: Column, house: HouseView) -> Field | None:
    """What a heading that is not known outright seems to say; above dates it must be the name of a day."""
    of_dates = bool(column.values) and fit(column, Field.BIRTH, house) >= _HALF
    return date_field(column.heading) if of_dates else field_like_heading(column.heading)


def _agreement(column: Column, field: Field, exact: bool, house: HouseView) -> float:
    """How well the content agrees with a heading; free text and an empty column cannot disagree."""
    if not column.values:
        return _HALF
    share = fit(column, field, house)
    if field in _FREE | {Field.SURNAME}:
        return 0.0 if share < _HALF and _is_other(column, field, house) else 1.0
    if share < _HALF and exact and not _is_other(column, field, house):
        # Mistakes, or names this house does not know: each row gets its reason.
        return _HALF
    return share


def _is_other(column: Column, field: Field, house: HouseView) -> bool:
    """Whether the content is clearly of another kind than the field: a column of BSNs is no gemeente."""
    kinds = {Field.BSN, Field.BIRTH, Field.STALKING, Field.PRODUCT, Field.MUNICIPALITY, Field.TABLE}
    same = {Field.BIRTH} if field in _DATES else {Field.STALKING} if field in FLAGS else {field}
    if field is Field.NUMBER:
        same = {Field.NUMBER, Field.STALKING}
    return any(fit(column, kind, house) >= _HALF for kind in kinds - same)


def _certainty(column: Column, field: Field, exact: bool, house: HouseView) -> Certainty:
    if not column.values:
        return Certainty.EMPTY
    agrees = field in _FREE | {Field.SURNAME} or fit(column, field, house) >= _MOST
    return Certainty.SURE if exact and agrees else Certainty.CHECK


def _taken(guesses: dict[int, Guess]) -> set[Field]:
    return {guess.field for guess in guesses.values() if guess.field is not None}


def _free(columns: Sequence[Column], guesses: dict[int, Guess]) -> list[Column]:
    return [column for column in columns if column.at not in guesses and column.values]


def _by_content(columns: Sequence[Column], house: HouseView, guesses: dict[int, Guess]) -> None:
    for field in _TELLING:
        if field in _taken(guesses):
            continue
        fits = [(fit(column, field, house), column) for column in _free(columns, guesses)]
        least = 1.0 if field is Field.BORDER else _MOST
        good = [
            (share, column)
            for share, column in fits
            if share >= least and not _is_flag(column, house) and not _is_of_birth(column)
        ]
        if good:
            share, column = max(good, key=lambda pair: (pair[0], pair[1].filled))
            sure = field in (Field.BSN, Field.TABLE) and share >= _ALL and len(column.values) >= 3
            certainty = Certainty.SURE if sure else Certainty.CHECK
            guesses[column.at] = Guess(column.at, column.heading, field, certainty)


def _by_dates(columns: Sequence[Column], house: HouseView, guesses: dict[int, Guess]) -> None:
    by_at = {column.at: column for column in columns}
    known = {
        guess.field: by_at[guess.at]
        for guess in guesses.values()
        if guess.field is not None and guess.field in _DATES and any(by_at[guess.at].dates())
    }
    loose = [
        column
        for column in _free(columns, guesses)
        if fit(column, Field.BIRTH, house) >= _MOST and fit(column, Field.REFERRED_ON, house) >= _HALF
    ]
    named = _taken(guesses)
    for field, column in order_dates(loose, known).items():
        # A date that shields or starts a case is not taken from a column whose heading says something else.
        if field not in named and (field in (Field.BIRTH, Field.REFERRED_ON) or _meaningless(column)):
            guesses[column.at] = Guess(column.at, column.heading, field, Certainty.CHECK)
    _drop_impossible_days(by_at, guesses)


def _drop_impossible_days(by_at: dict[int, Column], guesses: dict[int, Guess]) -> None:
    """A guessed day that comes before what must come first is another day; its column is left out."""
    at = {guess.field: guess.at for guess in guesses.values()}
    pairs = [(Field.REFERRED_ON, later) for later in CASE_DATES[1:]] + [(Field.STARTED_ON, Field.CLOSED_ON)]
    for first, later in pairs:
        if first not in at or later not in at or guesses.get(at[later]) is None:
            continue
        unsure = (
            guesses[at[later]].certainty is Certainty.CHECK
            and field_of_heading(by_at[at[later]].heading) is None
        )
        if unsure and not in_order(by_at[at[first]], by_at[at[later]]):
            del guesses[at[later]]


def _by_elimination(columns: Sequence[Column], house: HouseView, guesses: dict[int, Guess]) -> None:
    """What is left: organisations, initials, names, topics, and the column that numbers the cases."""
    for field in (
        Field.REFERRER,
        Field.PREFIX,
        Field.INITIALS,
        Field.NAME,
        Field.TOPIC,
        Field.SURNAME,
        Field.NUMBER,
    ):
        if field in _taken(guesses):
            continue
        candidates = [
            column
            for column in _free(columns, guesses)
            if (_meaningless(column) or field in (Field.NUMBER, Field.REFERRER))
            and not _is_flag(column, house)
            and _suits(column, field, house, _taken(guesses))
        ]
        if candidates:
            best = max(candidates, key=lambda column: _strength(column, field, house))
            guesses[best.at] = Guess(best.at, best.heading, field, Certainty.CHECK)


def _suits(column: Column, field: Field, house: HouseView, taken: set[Field]) -> bool:
    share = fit(column, field, house)
    match field:
        case Field.NUMBER:
            every = column.filled >= _MOST and distinct(column) >= _MOST
            return every and share >= _MOST
        case Field.SURNAME:
            organisations = fit(column, Field.REFERRER, house) >= _HALF
            return share >= _MOST and Field.NAME not in taken and distinct(column) > 0.2 and not organisations
        case Field.INITIALS | Field.PREFIX | Field.NAME:
            return share >= _MOST
        case _:
            return share >= _MOST or (share >= _HALF and distinct(column) <= 0.8)


def _strength(column: Column, field: Field, house: HouseView) -> tuple[float, float]:
    first = numbered_by_year(column) if field is Field.NUMBER else fit(column, field, house)
    return first, distinct(column) if field in _NAMES | {Field.NUMBER} else column.filled


def _is_flag(column: Column, house: HouseView) -> bool:
    return fit(column, FLAGS[0], house) >= _MOST


def _is_of_birth(column: Column) -> bool:
    """`Geboorteplaats` holds gemeenten, and none of them is the case's."""
    return field_like_heading(column.heading) is Field.BIRTH


def _meaningless(column: Column) -> bool:
    return bool(_MEANINGLESS.match(key(column.heading)))


def _without_idle_name(columns: Sequence[Column], guesses: dict[int, Guess]) -> dict[int, Guess]:
    """`Naam` beside `Voorletters` is the surname, if it holds no more; beside a surname it is idle."""
    at = {guess.field: guess.at for guess in guesses.values()}
    if Field.NAME not in at:
        return guesses
    name = guesses[at[Field.NAME]]
    if Field.SURNAME in at:
        return guesses | {name.at: replace(name, field=None)}
    column = next(column for column in columns if column.at == name.at)
    if Field.INITIALS in at and column.share(lambda cell: is_full_name(text_of(cell))) < _HALF:
        return guesses | {name.at: replace(name, field=Field.SURNAME)}
    return guesses
