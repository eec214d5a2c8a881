"""The gemeenten of the Netherlands, and finding the one a register means."""

import csv
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from rapidfuzz import fuzz, process

from zvhdesk.domain.reading.words import key
from zvhdesk.services import resources

_LIST = "reference/gemeenten.csv"
_NEAR = 75.0
"""Least likeness, of 100, at which a name is near enough to be suggested (and repeated on screen)."""

_REGION_MARK = re.compile(r"\s*\(.*?\)\.?$|\s+(o|ov|l|lb|nh|zh|z|zld|gld|fr|gr|dr|fl|nb|ut)\.?$")
_TITLE = re.compile(r"^(gemeente|gem\.?)\s+")


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
    bare = [_REGION_MARK.sub("", row["naam"]) for row in rows]
    # Hengelo (O.) is the only Hengelo: people write it without the mark. There are two called Bergen.
    return tuple(
        Gemeente(row["code"], short if bare.count(short) == 1 else row["naam"], row["veiligheidsregio"])
        for row, short in zip(rows, bare, strict=True)
    )


def of_region(region: str) -> tuple[Gemeente, ...]:
    """The gemeenten of one Veiligheidsregio, by name."""
    return tuple(gemeente for gemeente in national() if gemeente.region == region)


class Finder:
    """Finds a gemeente as registers write it: `Hengelo (O)`, `gemeente Emmen`, `GM0114`."""

    def __init__(self, gemeenten: Iterable[Gemeente]) -> None:
        self._by_key: dict[str, str | None] = {}
        self._names: list[str] = []
        for gemeente in gemeenten:
            self._names.append(gemeente.name)
            self._by_key[gemeente.code.casefold()] = gemeente.name
            self._by_key[gemeente.code[2:]] = gemeente.name
            self._by_key[key(gemeente.name)] = gemeente.name
            short = _short_key(gemeente.name)
            # Two of that name: neither is meant until the mark is written.
            self._by_key[short] = (
                gemeente.name if self._by_key.get(short, gemeente.name) == gemeente.name else None
            )

    def find(self, text: str) -> str | None:
        """The name in the list that the text means, None when there is none or there are two."""
        plain = _TITLE.sub("", " ".join(text.casefold().split()))
        return self._by_key.get(plain) or self._by_key.get(key(plain)) or self._by_key.get(_short_key(plain))

    def nearest(self, text: str) -> str | None:
        """The name that is most like the text, None when none is near."""
        plain = key(_TITLE.sub("", " ".join(text.casefold().split())))
        choices = {name: key(name) for name in self._names}
        found = process.extractOne(plain, choices, scorer=fuzz.ratio, score_cutoff=_NEAR)
        return None if found is None else str(found[2])


def _short_key(name: str) -> str:
    return key(_REGION_MARK.sub("", name.casefold()))
