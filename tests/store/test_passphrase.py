"""What is accepted as a passphrase, what is proposed, and the waiting after wrong tries."""

import random
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zvhdesk.domain.store_refusals import PassphraseWeakness
from zvhdesk.services import resources
from zvhdesk.services.unlock.passphrase import entropy_bits, pause_after, propose, weakness, word_list

HOUSE = "Zorg- en Veiligheidshuis Ergens"


@pytest.mark.parametrize(
    "passphrase",
    [
        "mijn hond eet groene peren",
        "tafel stoel lamp bank deur",
        "x9!Kd2#pQ7vL0zR",
        "Het regende in Hoogeveen toen",
        "vijf-kleine-witte-eenden-zwemmen",
        "ëéñ zéér ongewóne zin",
    ],
)
def test_good_ones(passphrase: str) -> None:
    assert weakness(passphrase, HOUSE) is None


@pytest.mark.parametrize(
    "passphrase,reason",
    [
        ("", PassphraseWeakness.TOO_SHORT),
        ("x9!Kd2#pQ7vL0", PassphraseWeakness.TOO_SHORT),
        ("a b c d e", PassphraseWeakness.TOO_SHORT),
        ("op op op op op", PassphraseWeakness.MONOTONOUS),
        ("aaaaaaaaaaaaaaaaaaaa", PassphraseWeakness.MONOTONOUS),
        ("          kort          ", PassphraseWeakness.TOO_SHORT),
        ("abdefhabdefhabdefhabdefh", PassphraseWeakness.MONOTONOUS),
        ("Welkom2026!Welkom2026!", PassphraseWeakness.COMMON),
        ("W@chtw00rd123456", PassphraseWeakness.COMMON),
        ("qwertyuiop1234567890", PassphraseWeakness.COMMON),
        ("09876543210987654321", PassphraseWeakness.COMMON),
        ("lente zomer herfst winter lente", PassphraseWeakness.COMMON),
        ("veiligheidshuis ergens 2026", PassphraseWeakness.COMMON),
        ("correct horse battery staple", PassphraseWeakness.COMMON),
    ],
)
def test_weak_ones(passphrase: str, reason: PassphraseWeakness) -> None:
    assert weakness(passphrase, HOUSE) == reason


@given(st.text(string.ascii_letters + string.digits + string.punctuation, max_size=13))
def test_below_fourteen_characters_nothing_without_five_words_is_accepted(passphrase: str) -> None:
    words = [word for word in passphrase.replace("_", " ").split() if len(word) > 1]
    if len(words) < 5 and weakness(passphrase) is None:
        # Five words may also be parted by signs: at least two letters each.
        assert sum(character in string.punctuation for character in passphrase) >= 4


@given(st.text())
def test_any_text_is_judged(passphrase: str) -> None:
    assert weakness(passphrase, HOUSE) in {None, *PassphraseWeakness}


@given(st.randoms(use_true_random=False))
def test_a_proposal_is_six_plain_words_that_are_accepted(chance: random.Random) -> None:
    proposed = propose(chance.choice)
    assert len(proposed.split(" ")) == 6
    assert set(proposed.split(" ")) <= set(word_list())
    if len(set(proposed.split(" "))) == 6:
        assert weakness(proposed, HOUSE) is None


def test_proposals_differ() -> None:
    assert len({propose() for _ in range(50)}) == 50


def test_the_word_list_is_what_it_says() -> None:
    words = word_list()
    assert len(words) >= 1024
    assert len(set(words)) == len(words)
    assert list(words) == sorted(words)
    assert all(word.isascii() and word.islower() and word.isalpha() and 4 <= len(word) <= 8 for word in words)
    assert entropy_bits() > 60
    common = resources.path("reference/wachtwoorden.txt").read_text("utf-8").split()
    assert not set(words) & set(common)


def test_wrong_tries_cost_time_and_never_more_than_five_minutes() -> None:
    pauses = [pause_after(tries) for tries in range(40)]
    assert pauses[:10] == [0] * 10
    assert pauses[10:13] == [5, 10, 20]
    assert pauses == sorted(pauses)
    assert max(pauses) == 300
