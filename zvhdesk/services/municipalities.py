"""The gemeenten of the Netherlands, and finding the one a register means."""

import csv
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from rapidfuzz import fuzz

from zvhdesk.domain.reading.words import key
from zvhdesk.services import resources

_LIST = "reference/gemeenten.csv"
_NEAR = 75.0
"""Least likeness, of 100, at which a name is near enough to be suggested (and repeated on screen)."""

_MARK = re.compile(r"\s*\(([^()]*)\)\.?$|\s+(o|ov|l|lb|nh|zh|z|zld|gld|fr|gr|dr|fl|nb|ut)\.?$")
"""A province behind a name: `Hengelo (O.)`, `Hengelo Ov`."""
_TITLE = re.compile(r"^(gemeente|gem\.?)\s+")
_SMALL_WORDS = frozenset(
    [
        "aan",
        "bij",
        "de",
        "den",
        "der",
        "en",
        "het",
        "in",
        "land",
        "midden",
        "noord",
        "oost",
        "op",
        "over",
        "ten",
        "ter",
        "van",
        "west",
        "zuid",
    ]
)
"""Words that many names share and that mean none of them."""

_PROVINCES: dict[str, tuple[str, ...]] = {
    "groningen": ("groningen",),
    "friesland": ("fryslan",),
    "drenthe": ("drenthe",),
    "overijssel": ("ijsselland", "twente"),
    "flevoland": ("flevoland",),
    "gelderland": ("noordenoostgelderland", "gelderlandmidden", "gelderlandzuid"),
    "utrecht": ("utrecht",),
    "noordholland": (
        "noordhollandnoord", "zaanstreekwaterland", "kennemerland", "amsterdamamstelland",
        "gooienvechtstreek",
    ),
    "zuidholland": ("haaglanden", "hollandsmidden", "rotterdamrijnmond", "zuidhollandzuid"),
    "zeeland": ("zeeland",),
    "noordbrabant": ("middenenwestbrabant", "brabantnoord", "brabantzuidoost"),
    "limburg": ("limburgnoord", "zuidlimburg"),
}  # fmt: skip
"""Which Veiligheidsregio's, by `key`, lie in which province."""
_SHORT_PROVINCES = {
    "gr": "groningen", "gn": "groningen", "fr": "friesland", "frl": "friesland", "fryslan": "friesland",
    "dr": "drenthe", "o": "overijssel", "ov": "overijssel", "fl": "flevoland", "g": "gelderland",
    "gld": "gelderland", "ut": "utrecht", "u": "utrecht", "utr": "utrecht", "nh": "noordholland",
    "zh": "zuidholland", "z": "zeeland", "zl": "zeeland", "zld": "zeeland", "nb": "noordbrabant",
    "brabant": "noordbrabant", "l": "limburg", "lb": "limburg",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Gemeente:
    """One of the national list: `code` as GM0164, `name` as written daily, `region` its Veiligheidsregio."""

    code: str
    name: str
    region: str


@cache
def national() -> tuple[Gemeente, ...]:
    """Every gemeente of the bundled list, in its order (by name)."""
    with resources.path(_LIST).open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    bare = [_MARK.sub("", row["naam"]) for row in rows]
    # Hengelo (O.) is the only Hengelo: people write it without the mark. There are two called Bergen.
    return tuple(
        Gemeente(row["code"], short if bare.count(short) == 1 else row["naam"], row["veiligheidsregio"])
        for row, short in zip(rows, bare, strict=True)
    )


def of_region(region: str) -> tuple[Gemeente, ...]:
    """The gemeenten of one Veiligheidsregio, by name."""
    return tuple(gemeente for gemeente in national() if gemeente.region == region)


@cache
def country() -> "Finder":
    """Finds any gemeente there is."""
    return Finder(national())


class Finder:
    """Finds a gemeente as registers write it: `Hengelo (O)`, `gemeente Emmen`, `GM0114`."""

    def __init__(self, gemeenten: Iterable[Gemeente]) -> None:
        self._by_key: dict[str, str] = {}
        self._by_short: dict[str, list[str]] = {}
        self._codes: dict[str, str] = {}
        for gemeente in gemeenten:
            self._codes[gemeente.name] = gemeente.code
            self._by_key[gemeente.code.casefold()] = gemeente.name
            self._by_key[gemeente.code[2:]] = gemeente.name
            self._by_key[key(gemeente.name)] = gemeente.name
            self._by_short.setdefault(_apart(_plain(gemeente.name))[0], []).append(gemeente.name)

    def code(self, name: str) -> str:
        """The code of a gemeente found here, as GM0163. Raises KeyError."""
        return self._codes[name]

    def find(self, text: str) -> str | None:
        """The name in the list that the text means, None when there is none or there are two.

        What stands in brackets behind a name must be its own province: Hengelo (Gld) is not ours.
        """
        plain = _plain(text)
        if found := self._by_key.get(plain) or self._by_key.get(key(plain)):
            return found
        short, mark = _apart(plain)
        named = self._by_short.get(short, [])
        if mark:
            province = _SHORT_PROVINCES.get(mark, mark)
            named = [name for name in named if _province_of(self._codes[name]) == province]
        return named[0] if len(named) == 1 else None

    def nearest(self, text: str) -> str | None:
        """The name that is most like the text, or that has its words; None when none is near."""
        plain = _plain(text)
        likeness = {name: fuzz.ratio(key(plain), key(name)) for name in self._codes}
        words = _words(plain)
        parts = [name for name in self._codes if words and words <= _words(_plain(name))]
        near = parts or [name for name, like in likeness.items() if like >= _NEAR]
        return max(near, key=lambda name: likeness[name], default=None)


def _plain(text: str) -> str:
    return _TITLE.sub("", " ".join(text.casefold().split()))


def _apart(plain: str) -> tuple[str, str]:
    """The key of the name without what stands behind it, and the key of that."""
    found = _MARK.search(plain)
    if found is None:
        return key(plain), ""
    return key(plain[: found.start()]), key(found[1] or found[2] or "")


def _words(plain: str) -> frozenset[str]:
    return frozenset(key(word) for word in re.split(r"[\W_]+", plain)) - _SMALL_WORDS - {""}


@cache
def _provinces() -> dict[str, str]:
    of_area = {area: province for province, areas in _PROVINCES.items() for area in areas}
    return {gemeente.code: of_area[key(gemeente.region)] for gemeente in national()}


def _province_of(code: str) -> str | None:
    return _provinces().get(code)
