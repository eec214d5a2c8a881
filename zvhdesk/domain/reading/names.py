"""Names: initials, prefix and surname, also when a register holds them in one column."""

import re
from dataclasses import dataclass

_PREFIXES = frozenset((
    "van", "de", "der", "den", "het", "'t", "’t", "'s", "ten", "ter", "te", "in", "op", "aan", "bij", "onder",
    "over", "uit", "uijt", "von", "zu", "du", "la", "le", "des", "el", "al", "ben", "bin", "da", "dos", "di",
))  # fmt: skip
_INITIALS = re.compile(r"^(?:[A-Z][a-z]{0,2}\.[ -]?)+$|^[A-Z]{1,5}$")


@dataclass(frozen=True, slots=True)
class Name:
    """A person's name in the three parts that a register keeps."""

    initials: str | None
    prefix: str | None
    surname: str | None


def is_prefix(text: str) -> bool:
    """Whether every word of the text is one that Dutch names have before the surname: `van der`."""
    words = text.casefold().split()
    return bool(words) and all(word in _PREFIXES for word in words)


def is_initials(text: str) -> bool:
    """Whether the text is initials: `J.P.`, `Th.`, `JP`."""
    return bool(_INITIALS.match(text))


def read_name(text: str) -> Name:
    """A name from one column: `Jansen, A. van`, `van Jansen, A.`, `A. van Jansen`, `Jansen A.`, `Jansen`."""
    plain = " ".join(text.split())
    if "," in plain:
        surname, rest = (part.strip() for part in plain.split(",", 1))
        before, family = _split_leading_prefix(surname.split())
        given, after = _split_trailing_prefix(rest.split())
        return _name(given, before + after, family)
    words = plain.split()
    if len(words) > 1 and is_initials(words[-1]) and not is_initials(words[0]):
        before, family = _split_leading_prefix(words[:-1])
        return _name(words[-1:], before, family)
    prefixes = [at for at, word in enumerate(words[:-1]) if is_prefix(word)]
    initials = [at for at, word in enumerate(words[:-1]) if is_initials(word)]
    if prefixes:
        at = prefixes[0]
    elif initials:
        at = initials[-1] + 1
    else:
        at = min(1, len(words) - 1)
    before, family = _split_leading_prefix(words[at:])
    return _name(words[:at], before, family)


def is_full_name(text: str) -> bool:
    """Whether the text holds more than a surname: a comma, or initials with their dots."""
    words = text.split()
    return "," in text or (len(words) > 1 and any("." in word and is_initials(word) for word in words))


def read_surname(text: str) -> Name:
    """A surname in one column, whole: `Bakker de Vries`; only in front a prefix is split off: `de Vries`."""
    before, family = _split_leading_prefix(text.split())
    return _name([], before, family)


def _split_leading_prefix(words: list[str]) -> tuple[list[str], list[str]]:
    at = 0
    while at < len(words) - 1 and words[at].casefold() in _PREFIXES:
        at += 1
    return words[:at], words[at:]


def _split_trailing_prefix(words: list[str]) -> tuple[list[str], list[str]]:
    at = len(words)
    while at > 0 and words[at - 1].casefold() in _PREFIXES:
        at -= 1
    return words[:at], words[at:]


def _name(given: list[str], prefix: list[str], family: list[str]) -> Name:
    return Name(" ".join(given) or None, " ".join(prefix) or None, " ".join(family) or None)
