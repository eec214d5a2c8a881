"""What makes a passphrase good enough, a proposal for one, and how long to wait after wrong tries."""

import math
import re
import secrets
from collections.abc import Callable, Sequence
from functools import cache
from typing import Final

from zvhdesk.domain.store_refusals import PassphraseWeakness
from zvhdesk.services import resources
from zvhdesk.services.unlock.kek import normalised

WORDS: Final = 5
CHARACTERS: Final = 14
PROPOSED_WORDS: Final = 6

_LEAST_LEFT = 6
_LEAST_KINDS = 6
_RUN = 4
_FREE_TRIES = 9
_LONGEST_PAUSE = 300

_KEYBOARD = ("qwertyuiop", "asdfghjkl", "zxcvbnm", "azertyuiop", "abcdefghijklmnopqrstuvwxyz", "1234567890")
_LEET = str.maketrans("013457@$!", "oieastasi")


def weakness(passphrase: str, label: str = "") -> PassphraseWeakness | None:
    """Why this new passphrase is not accepted, or None. `label` is the house's name: it stands on the screen.

    Five different words or fourteen characters (SYNC D.1), of which something remains when everything that a
    guesser tries first is taken away.
    """
    text = normalised(passphrase).casefold()
    words = {word for word in re.split(r"[\W_]+", text) if len(word) > 1}
    if len(words) < WORDS and len(text) < CHARACTERS:
        return PassphraseWeakness.TOO_SHORT
    if len(set(text)) < _LEAST_KINDS:
        return PassphraseWeakness.MONOTONOUS
    rest = _without_known(text, label)
    if min(len(rest), len(_without_known(text.translate(_LEET), label))) < _LEAST_LEFT:
        return PassphraseWeakness.COMMON
    return PassphraseWeakness.MONOTONOUS if _is_repetition(text) else None


def is_same(one: str, other: str) -> bool:
    """Whether both open the same house: as a keyboard may differ, so may two ways to write a letter."""
    return normalised(one) == normalised(other)


def propose(choose: Callable[[Sequence[str]], str] = secrets.choice, words: int = PROPOSED_WORDS) -> str:
    """Six words out of the bundled list, with a space between them: `entropy_bits()` of chance.

    `choose` picks one of a sequence, each as likely as the other.
    """
    return " ".join(choose(word_list()) for _ in range(words))


def entropy_bits(words: int = PROPOSED_WORDS) -> float:
    """The chance in a proposal: about 64 bits for six of the 1,682 words."""
    return words * math.log2(len(word_list()))


@cache
def word_list() -> tuple[str, ...]:
    """Plain Dutch words of 4 to 8 letters, each once."""
    return tuple(resources.path("reference/woorden.txt").read_text("utf-8").split())


def pause_after(wrong_tries: int) -> int:
    """Seconds to wait after so many wrong passphrases in a row: none up to nine, then doubling to 300.

    Nothing is ever wiped: a wipe would make a guess the means to destroy a house.
    """
    beyond = wrong_tries - _FREE_TRIES
    return 0 if beyond <= 0 else int(min(5 * 2 ** min(beyond - 1, 10), _LONGEST_PAUSE))


def _without_known(text: str, label: str) -> str:
    """The letters left without known passwords, keyboard rows, the house's name, digits and signs."""
    if re.sub(r"[\W\d_]+", "", text) in _known():
        return ""
    rest = re.sub(r"[\W\d_]+", " ", _known_pattern().sub(" ", text))
    for word in re.split(r"\W+", label.casefold()):
        rest = rest.replace(word, " ") if len(word) > 2 else rest
    return "".join(rest.split())


@cache
def _known() -> frozenset[str]:
    return frozenset(resources.path("reference/wachtwoorden.txt").read_text("utf-8").split())


@cache
def _known_pattern() -> re.Pattern[str]:
    runs = {
        row[at : at + length]
        for forwards in _KEYBOARD
        for row in (forwards, forwards[::-1])
        for length in range(_RUN, len(row) + 1)
        for at in range(len(row) - length + 1)
    }
    found = sorted({*_known(), *runs}, key=len, reverse=True)
    # A short one counts as a whole word only: `een` is no reason to take the middle out of `steen`.
    return re.compile("|".join(word if len(word) > 3 else rf"(?<![a-z]){word}(?![a-z])" for word in found))


def _is_repetition(text: str) -> bool:
    """Some beginning of at most six characters, repeated to the end."""
    return any(text == (text[:length] * len(text))[: len(text)] for length in range(1, 7))
