"""Names and BSNs out of a text before a room reads it: known people become initials, likely names are marked.

Rule 3 of SCREENS.md holds for what is typed too: a wall shows initials, whoever typed a name in full.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from zvhdesk.domain.bsn import is_bsn
from zvhdesk.domain.reading.folding import Folded, fold
from zvhdesk.domain.reading.names import is_prefix

_ALONE = {"ı": "i", "ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ß": "ss"}
"""Letters that are no letter with a mark on it, so that Unicode does not take them apart."""
_START, _END = r"(?<![^\W_])", r"(?![^\W_])"
_GAP = r"[\s'\-.]{0,3}"
_SHORT = {"van": "v", "den": "d", "der": "d", "de": "d", "ten": "t", "ter": "t", "het": "t", "aan": "a"}
_ARTICLES = ("den", "der", "de")
_NOT_FIRST = frozenset((
    "aan", "alle", "als", "bij", "dan", "dat", "de", "deze", "die", "dit", "doet", "door", "een", "en", "er",
    "gaat", "geen", "haar", "heeft", "het", "hij", "hoe", "ik", "in", "is", "je", "maar", "met", "na", "naar",
    "niet", "nog", "nu", "of", "om", "onder", "op", "ook", "over", "per", "te", "toen", "tot", "u", "uit",
    "vanaf", "voor", "vóór", "wat", "we", "wel", "wie", "wij", "wordt", "ze", "zijn", "zij", "zo", "zodat",
))  # fmt: skip
"""Words that begin a sentence, and so carry a capital without being a name."""


@dataclass(frozen=True, slots=True)
class PersonName:
    """A person's name in the three parts that the register keeps; each may be None."""

    initials: str | None
    prefix: str | None
    surname: str | None


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of a text: from `start` up to but not including `end`, in characters."""

    start: int
    end: int


def short_form(given: str | None, prefix: str | None, surname: str | None) -> str:
    """J.v.d.B.: who is meant, for those who know. Empty when nothing is known.

    A first name in full gives its first letter only: J.a.n. would spell it.
    """
    parts: list[str] = []
    for word in re.split(r"[.\s-]+", given or ""):
        letters = [letter for letter in word if letter.isalpha()]
        parts += letters if len(letters) == 2 and word.isupper() else letters[:1]
    parts = parts[:3]
    parts += [part[0] for part in (prefix or "").replace("'", "").replace("’", "").split() if part]
    parts += [part[0] for part in (surname or "").split("-")[0].split()[:1] if part]
    return "".join(f"{part}." for part in parts)


BSN = "[BSN]"
"""What stands for a burgerservicenummer."""
_BETWEEN_DIGITS = r"[\s.,/_·\-‐-―\u00ad\u200b-\u200f\u2060\ufeff]{0,2}"
_NINE = re.compile(rf"(?<!\d)(?=(\d(?:{_BETWEEN_DIGITS}\d){{8}})(?!\d))")
_DATE = re.compile(r"(?<!\d)(?:0?[1-9]|[12]\d|3[01])([-./ ])(?:0?[1-9]|1[0-2])\1(?:19|20)\d\d(?!\d)")


def mask_bsn(text: str) -> str:
    """The text without any number that passes the elfproef, whoever it is of: nine digits, also in groups.

    A day with a digit beside it (`28-03-2026 9`) stays. Other numbers of nine digits stay as well.
    """
    made, at = [], 0
    for match in _NINE.finditer(text):
        start, end = match.span(1)
        digits = "".join(str(int(sign)) for sign in match[1] if sign.isdecimal())
        if not is_bsn(digits) or _DATE.search(match[1]):
            continue
        if start >= at:
            made += [text[at:start], BSN]
        at = max(at, end)  # begun within another one: its tail goes as well
    return "".join([*made, text[at:]])


def mask(text: str, persons: Sequence[PersonName]) -> str:
    """The text with every known name made initials; a text without one comes back as it was.

    A name is a surname in any case, with or without its marks, its prefix (also `v.d.`), initials or a first
    name before it, and `-s` behind it. A longer word that holds a name stays (`Bergen` is not `Berg`).
    Two people of one surname: who has the initials in the text, else who stands first in `persons`.
    """
    folded = fold(text, _plain)
    found = [
        (*where, _order, who)
        for _order, person in enumerate(persons)
        if _perhaps(person, folded.text)
        and (who := short_form(person.initials, person.prefix, person.surname))
        for where in _found(person, text, folded)
    ]
    # The longest of those that begin first; of equals, the person named first.
    found.sort(key=lambda one: (one[0], -one[1], one[3]))
    made, at = [], 0
    for start, end, owns, _order, who in found:
        if start < at:
            at = max(at, end)  # begun within the name before it: what sticks out is a piece of a name
            continue
        made.append(text[at:start])
        made.append(f"{who}'s" if owns else who)
        at = end
        if not owns and text[at : at + 1] == "." and text[at + 1 : at + 2] != ".":
            at += 1  # the full stop of the sentence: the initials end with one
    return "".join([*made, text[at:]])


def named(text: str, persons: Sequence[PersonName]) -> tuple[Span, ...]:
    """Where one of these people is named: all that `mask` would make initials, in the order of the text."""
    folded = fold(text, _plain)
    found = [
        (start, end)
        for person in persons
        if _perhaps(person, folded.text)
        for start, end, _owns in _found(person, text, folded)
    ]
    spans: list[Span] = []
    for start, end in sorted(found, key=lambda at: (at[0], -at[1])):
        if not spans or start >= spans[-1].end:
            spans.append(Span(start, end))
    return tuple(spans)


def suspects(text: str, known: Sequence[str] = ()) -> tuple[Span, ...]:
    """Where other names may stand: pairs of words with a capital, `Jan Pieters`, `J. Pieters`, `De Vries`.

    `known` are names of organisations and places, which are no people. For a mark on the chair's own screen:
    what is marked may be harmless, and a single word is not marked.
    """
    around = [at.span() for name in known if name for at in re.finditer(re.escape(name), text)]
    spans = []
    for pair in _PAIR.finditer(text):
        words = list(_WORD.finditer(pair.group()))
        # "In Enschede" is no name; "De Vries" may be one, also where a sentence begins.
        first = 1 if words[0].group().casefold() in _NOT_FIRST - {"de"} else 0
        start, end = pair.start() + words[first].start(), pair.end()
        if len(words) - first > 1 and not any(start < until and since < end for since, until in around):
            spans.append(Span(start, end))
    return tuple(spans)


def initialled(text: str, known: Sequence[str] = ()) -> str:
    """The text with every likely name made initials: `Karel van der Berg` becomes `K.v.d.B.`."""
    made, at = [], 0
    for span in suspects(text, known):
        words = _WORD.findall(text[span.start : span.end])
        made += [text[at : span.start], "".join(f"{word[0]}." for word in words)]
        at = span.end
    return "".join([*made, text[at:]])


_WORD = re.compile(r"[^\W\d_][^\s,;:!?()\"]*")
_CAPITAL = r"[^\W\d_a-zß-öø-ÿ](?:[^\W\d_]*[a-zß-öø-ÿ][^\W\d_]*|['’][^\W\d_]+)(?:-[^\W\d_]+){0,4}"
_INITIAL = r"(?:[^\W\d_a-zß-öø-ÿ][a-z]{0,2}\. ?){1,6}"
_BETWEEN = r"(?:(?:van|de|der|den|het|'t|’t|ten|ter|te|in|op|von|la|le|el|al|ben|bin|da|dos|di|v\.?d\.?) )*"
_PAIR = re.compile(rf"(?<![^\W_])(?:{_INITIAL} ?|{_CAPITAL} ){_BETWEEN}{_CAPITAL}(?: {_BETWEEN}{_CAPITAL})*")


def _plain(letter: str) -> str:
    if letter in "’‘`´":
        return "'"
    if letter in "‐‑‒–":
        return "-"
    taken_apart = unicodedata.normalize("NFKD", letter.casefold())
    kept = (one for one in taken_apart if unicodedata.category(one) not in {"Mn", "Cf"})
    return "".join(_ALONE.get(one, one) for one in kept)


def _tokens(name: str) -> list[str]:
    # Most names have nothing to fold but their capitals, and every text is held beside all of them.
    return re.findall(r"[^\W_]+", name.casefold() if name.isascii() else fold(name, _plain).text)


def _perhaps(person: PersonName, folded: str) -> bool:
    """Whether a word of the name occurs at all. Quick: an agenda knows many people, a text names few."""
    return any(word in folded for word in (*_tokens(person.surname or ""), *_first_names(person)))


def _found(person: PersonName, text: str, folded: Folded) -> Iterator[tuple[int, int, bool]]:
    """Every place where this person is named: start, end, and whether with a possessive s."""
    bare, around = _patterns(person)
    if bare is not None and around is not None:
        # Each surname by itself, so that none is passed over; and with what stands around it.
        for match in bare.finditer(folded.text):
            yield *folded.span(*match.span()), match["owns"] is not None
        for match in around.finditer(folded.text):
            yield _place(match, person, text, folded)
    for first in _first_names(person):
        for match in re.finditer(rf"{_START}{first}(?P<owns>'?s)?{_END}", folded.text):
            if text[folded.at[match.start()]].isupper():
                yield *folded.span(*match.span()), match["owns"] is not None


def _place(match: re.Match[str], person: PersonName, text: str, folded: Folded) -> tuple[int, int, bool]:
    """What belongs to the name of what the pattern took in around it."""
    start, end = match.start("core"), match.end("core")
    head, given, tail = match["head"], match["given"], match["tail"]
    married = bool(head) and text[folded.at[match.start("head")]].isupper()
    if married:
        start = match.start("head")
    if given and (married or not head):
        capital = text[folded.at[match.start("given")]].isupper()
        if capital or "." in given.split()[0] or given.strip() in _first_names(person):
            start = match.start("given")
    if tail and text[folded.at[match.start("tail") + 1]].isupper():
        end = match.end("tail")
    owns = match["owns"] is not None and end == match.start("owns")
    if owns:
        end = match.end("owns")
    return *folded.span(start, end), owns


def _first_names(person: PersonName) -> list[str]:
    given = person.initials or ""
    return [] if "." in given else [one for one in _tokens(given) if len(one) > 2]


def _patterns(person: PersonName) -> tuple[re.Pattern[str] | None, re.Pattern[str] | None]:
    """The surname with its prefix; and the same with initials or a first name, and a married half."""
    names = sorted(_surnames(person.surname or ""), key=len, reverse=True)
    if not names:
        return None, None
    before = rf"(?:'?(?:{'|'.join(_prefixes(person.prefix))})[\s'.\-]{{1,3}})?" if person.prefix else ""
    letters = _tokens(person.initials or "")
    given = "(?P<given>)"
    if letters:
        one, first = r"[^\W\d_](?:\.\s*|\s+)", re.escape(letters[0][0])
        run = re.escape("".join(letters))
        given = (
            rf"(?P<given>{_START}(?:{first}[a-z]?(?:\.\s*|\s+)(?:{one}){{0,4}}?|{run}\s+"
            rf"|{first}[^\W\d_]+(?:-[^\W\d_]+)?\s+(?:{one}){{0,3}}?))?"
        )
    core, owns = rf"{_START}{before}(?:{'|'.join(names)})", rf"(?P<owns>'?s)?{_END}"
    whole = rf"{given}(?P<head>{_START}[^\W\d_]+-)??(?P<core>{core})(?P<tail>(?:-[^\W\d_]+)*){owns}"
    return re.compile(core + owns), re.compile(whole)


def _surnames(surname: str) -> set[str]:
    """Patterns of all that a surname is called by: whole, without a prefix inside it, each married half."""
    made = set()
    halves = re.split(r"\s*[-‐‑–]\s*", surname)
    for part in [surname, *(halves if len(halves) > 1 else [])]:
        words = _tokens(part)
        bare = list(words)
        while len(bare) > 1 and is_prefix(bare[0]):
            bare = bare[1:]
        for tokens, least in ((words, 2), (bare, 3), (bare[-1:], 4)):
            if tokens and len("".join(tokens)) >= (2 if tokens == words and part == surname else least):
                made.add(_GAP.join(re.escape(token) for token in tokens))
    return made


def _prefixes(prefix: str) -> list[str]:
    """Patterns of a prefix: as it stands, its articles taken for one another, and short (v.d., v/d)."""
    words = _tokens(prefix)
    free = ["(?:den|der|de)" if word in _ARTICLES else re.escape(word) for word in words]
    short = [re.escape(_SHORT.get(word, word[:1])) for word in words]
    return [r"[\s'\-]*".join(free), r"[\s./]*".join(short)]
