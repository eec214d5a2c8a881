"""What one typed line means: which organisation does what, by when. Pure; the names and days are given.

`@GGZ De Regge onderzoekt zorgmachtiging vóór do 26 mrt` is an action of GGZ De Regge. Only the first `@`
says who does it; an organisation named after it is part of the text.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import islice
from typing import Literal

from zvhdesk.domain.reading import due_dates
from zvhdesk.domain.reading.folding import Folded, fold, folded
from zvhdesk.domain.reading.short_names import goes_by

_MOST_WORDS, _MOST_NAMED = 40, 20
"""Words behind an `@` that may be a name, and so many that are looked at: what is pasted may be a whole
mail, and every key reads it again."""
_MENTION = re.compile(r"(?:^|(?<=[\s(,;:]))@")
_WORD = re.compile(r"[^\W_]+")
_LEFT_OVER = (
    (re.compile(r"\s*\(\s*\)"), ""),
    (re.compile(r"\s+([,;.!?)])"), r"\1"),
    (re.compile(r"[,;]+([,;.])"), r"\1"),
)
_LOOSE = " \t\u00a0,;:-–—"
_DANGLING = re.compile(r"(?:^|\s+)(?:vóór|uiterlijk)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Organisation:
    """An organisation that can be named; `present`: somebody of it is at the table now."""

    id: str
    name: str
    present: bool = False


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of the line that was understood as more than text: `line[start:end]`, in code points."""

    start: int
    end: int
    kind: Literal["organisation", "date"]


@dataclass(frozen=True, slots=True)
class Parsed:
    """A line understood. `text` is what remains, tidy. `doubt` is a Dutch sentence about what is not clear.

    What is in doubt stays in `text`, has a span and no `partner_id` or `due_on`.
    """

    text: str
    partner_id: str | None
    due_on: date | None
    spans: tuple[Span, ...]
    doubt: str | None


@dataclass(frozen=True, slots=True)
class _Named:
    """An organisation named in the line, or a sentence why it is not known which."""

    start: int
    end: int
    partner: Organisation | None
    doubt: str | None = None


@dataclass(frozen=True, slots=True)
class _Cut:
    """A piece of the line that something else comes in the place of."""

    start: int
    end: int
    instead: str


def parse(line: str, organisations: Sequence[Organisation], today: date, next_table: date | None) -> Parsed:
    """The action in a line. `next_table` is the day that `volgende tafel` means, None while not planned."""
    seen = fold(line)
    mentions = [match.start() for match in islice(_MENTION.finditer(seen.text), _MOST_NAMED)]
    named = _mentioned(line, seen, mentions[0], organisations) if mentions else None
    named = named or _leading(line, seen, organisations)
    term = due_dates.find_term(line, today, next_table, (named.start, named.end) if named else (0, 0))
    spans = [Span(named.start, named.end, "organisation")] if named else []
    spans += [Span(term.start, term.end, "date")] if term else []
    cuts = [_Cut(one.start, one.end, " ") for one in (named, term) if one is not None and one.doubt is None]
    # A later organisation is part of the sentence, by its full name.
    cuts += _spelled_out(line, seen, mentions[1:], organisations)
    return Parsed(
        text=tidy(_cut(line, cuts)),
        partner_id=named.partner.id if named and named.partner else None,
        due_on=term.due_on if term else None,
        spans=tuple(sorted(spans, key=lambda span: span.start)),
        doubt=(named.doubt if named else None) or (term.doubt if term else None),
    )


def plain(line: str, organisations: Sequence[Organisation]) -> str:
    """The line as a decision: tidy, with the full name where a known organisation is named with `@`."""
    seen = fold(line)
    mentions = [match.start() for match in islice(_MENTION.finditer(seen.text), _MOST_NAMED)]
    return tidy(_cut(line, _spelled_out(line, seen, mentions, organisations)))


def suggest(line: str, cursor: int, organisations: Sequence[Organisation]) -> list[Organisation]:
    """The organisations that what stands between `@` and the cursor can become, the present ones first.

    Each word typed is the beginning of a word of the name, or the one word typed is its short name, `om`.
    Nothing once the name stands there in full.
    """
    at = _sign_before(line, cursor)
    if at is None:
        return []
    typed = line[at + 1 : cursor]
    if typed[:1].isspace():
        return []
    found = [one for one in organisations if _may_be(_words(typed), _words(one.name), loose=True)]
    if len(found) == 1 and _words(found[0].name) == _words(typed):
        return []
    return sorted(
        found, key=lambda one: (not one.present, _words(typed) != _words(one.name)[:1], folded(one.name))
    )


def take(line: str, cursor: int, organisation: Organisation) -> tuple[str, int]:
    """The line with the full name in the place of what was typed after `@`, and where the cursor goes."""
    at = _sign_before(line, cursor)
    if at is None:
        return line, cursor
    rest = re.sub(r"^[^\W_]+", "", line[cursor:])
    before = f"{line[:at]}@{organisation.name}"
    gap = "" if rest[:1] and rest[0] in ",;.:!?)" else " "
    return f"{before}{gap}{rest.lstrip() if gap else rest}", len(before) + len(gap)


def tidy(text: str) -> str:
    """One line without double spaces, and without signs or an empty `vóór` left over where words were."""
    one = " ".join(unicodedata.normalize("NFC", text).split())
    for pattern, instead in _LEFT_OVER:
        one = pattern.sub(instead, one)
    one = one.strip(_LOOSE)
    while _DANGLING.search(one):
        one = _DANGLING.sub("", one).strip(_LOOSE)
    return one


def _cut(line: str, cuts: list[_Cut]) -> str:
    made, at = [], 0
    for cut in sorted(cuts, key=lambda one: one.start):
        made += [line[at : cut.start], cut.instead]
        at = max(at, cut.end)
    return "".join([*made, line[at:]])


def _spelled_out(
    line: str, seen: Folded, mentions: list[int], organisations: Sequence[Organisation]
) -> list[_Cut]:
    named = (_mentioned(line, seen, at, organisations) for at in mentions)
    return [_Cut(one.start, one.end, one.partner.name) for one in named if one and one.partner]


def _sign_before(line: str, cursor: int) -> int | None:
    found = [match.start() for match in _MENTION.finditer(line[:cursor])]
    return found[-1] if found else None


@lru_cache(1024)
def _words(text: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(folded(text)))


def _begins(typed: Sequence[str], name: Sequence[str], *, loose: bool = False) -> int | None:
    """At which word of the name the typed words stand; the last of them may be unfinished.

    `loose`: the others may be so too. No words typed begin every name.
    """
    for start in range(len(name) - len(typed) + 1):
        pairs = list(zip(typed, name[start:], strict=False))
        whole = all(full.startswith(word) if loose else full == word for word, full in pairs[:-1])
        if whole and (not pairs or pairs[-1][1].startswith(pairs[-1][0])):
            return start
    return None


def _may_be(typed: Sequence[str], name: Sequence[str], *, loose: bool = False) -> bool:
    """Whether the typed words begin the name somewhere, or are the short name it goes by."""
    if _begins(typed, name, loose=loose) is not None:
        return True
    return len(typed) == 1 and goes_by(typed[0], name)


def _mentioned(line: str, seen: Folded, at: int, organisations: Sequence[Organisation]) -> _Named | None:
    """Who is meant by what stands after the `@` at `at` of the folded text."""
    written = list(islice(_WORD.finditer(seen.text, at + 1), _MOST_WORDS))
    if not written or written[0].start() != at + 1:
        return None
    words = [one.group() for one in written]
    whole = _whole_name(words, organisations)
    if whole is not None:
        return _named(seen, at, written[len(_words(whole.name)) - 1].end(), whole)
    meant, count = _narrowed(words, organisations)
    if len(meant) == 1:
        (one,) = meant
        count += _rest_of_name(words, count, _words(one.name))
        return _named(seen, at, written[count - 1].end(), one)
    start, end = seen.span(at, written[0].end())
    said = line[start:end]
    if not meant:
        return _Named(
            start, end, None, f"{said} is geen bekende organisatie. Typ @ en kies er een uit de lijst."
        )
    names = " of ".join([", ".join(one.name for one in meant[:-1][:3]), meant[-1].name])
    return _Named(start, end, None, f"{said} kan {names} zijn. Typ meer van de naam.")


def _named(seen: Folded, start: int, end: int, partner: Organisation) -> _Named:
    return _Named(*seen.span(start, end), partner)


def _whole_name(words: Sequence[str], organisations: Sequence[Organisation]) -> Organisation | None:
    """The organisation whose name stands here in full; the longest name, of equal names the present one."""
    found = [one for one in organisations if (name := _words(one.name)) and tuple(words[: len(name)]) == name]
    return max(found, key=lambda one: (len(_words(one.name)), one.present), default=None)


def _narrowed(words: Sequence[str], organisations: Sequence[Organisation]) -> tuple[list[Organisation], int]:
    """Who is meant by the fewest words that tell, and by how many; of several the only one present."""
    meant: list[Organisation] = []
    count = 0
    for many in range(1, len(words) + 1):
        found = [one for one in organisations if _may_be(words[:many], _words(one.name))]
        if not found:
            break
        meant, count = found, many
        if len(found) == 1:
            break
    present = [one for one in meant if one.present]
    return (present if len(meant) > 1 and len(present) == 1 else meant), count


def _rest_of_name(words: Sequence[str], count: int, name: Sequence[str]) -> int:
    """How many words after the first `count` finish the name: all that is left of it, or none."""
    start = _begins(words[:count], name)
    left = name[(start or 0) + count :]
    return len(left) if tuple(words[count : count + len(left)]) == tuple(left) else 0


def _leading(line: str, seen: Folded, organisations: Sequence[Organisation]) -> _Named | None:
    """An organisation whose full name the line begins with: `Politie: wijkagent spreekt familie`.

    Without a colon only when written with the same capitals: `om` is not the OM.
    """
    written = list(_WORD.finditer(seen.text))
    one = _whole_name([match.group() for match in written], organisations)
    if one is None or line[: seen.at[written[0].start()]].strip():
        return None
    found = _named(seen, written[0].start(), written[len(_words(one.name)) - 1].end(), one)
    rest = line[found.end :]
    colon = re.match(r"\s*:", rest)
    if colon is not None:
        return _Named(found.start, found.end + colon.end(), one)
    same = _WORD.findall(line[found.start : found.end]) == _WORD.findall(one.name)
    return found if same and rest[:1].isspace() else None
