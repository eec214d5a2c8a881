"""What people say instead of the name of an organisation: `OM`, `VT`, `RvdK`. Pure.

A house keeps no short names, so they are the first letters of the words, and the few that are not.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import Final

_SMALL: Final = frozenset(
    {"aan", "bij", "de", "der", "des", "en", "het", "in", "op", "te", "ten", "ter", "van", "voor"}
)
_SAID: Final = (
    (("geestelijke", "gezondheidszorg"), "ggz"),
    (("gemeentelijke", "gezondheidsdienst"), "ggd"),
    (("gemeenschappelijke", "gezondheidsdienst"), "ggd"),
    (("zorg", "en", "veiligheidshuis"), "zvh"),
    (("reclassering", "nederland"), "rn"),
    (("reclassering", "nederland"), "3ro"),
)
"""Folded words of a name that have a short name of more than their first letters."""
_LEAST: Final = 2
"""One letter is the beginning of a word, not a short name."""


def goes_by(typed: str, words: Sequence[str]) -> bool:
    """Whether a folded word is the short name of an organisation of these folded words, or begins it."""
    return len(typed) >= _LEAST and any(one.startswith(typed) for one in _short(tuple(words)))


@lru_cache(1024)
def _short(words: tuple[str, ...]) -> frozenset[str]:
    all_of_them = "".join(word[0] for word in words)
    large = "".join(word[0] for word in words if word not in _SMALL)
    said = {short for name, short in _SAID if words[: len(name)] == name}
    return frozenset(one for one in {all_of_them, large, *said} if len(one) >= _LEAST)
