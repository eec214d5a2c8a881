"""Names out of what a room reads: known people become initials, whatever way they were typed."""

import re
import string
import unicodedata
from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from zvhdesk.domain.masking import PersonName, mask, named, short_form, suspects
from zvhdesk.services import words

BERG = PersonName("J.", "van den", "Berg")
ANNA = PersonName("A.", "van den", "Berg")
YILDIZ = PersonName("A.B.", None, "Yıldız")
MARRIED = PersonName("K.", "de", "Vries-Bakker")
AMRANI = PersonName("M.", None, "El Amrani")
FULL = PersonName("Jan", None, "Smit")
ALL = (BERG, ANNA, YILDIZ, MARRIED, AMRANI, FULL)

_NAMES = st.sampled_from([*ALL, PersonName("Th.P.", "'t", "Hof"), PersonName("É.", "d'", "Ancôna")])
# Letters that no name above can be made of, so that what is around a name is never a name.
_OTHER = st.text("qxQX ,;?!\n0123456789(", max_size=20)
_SURNAMES = st.text(string.ascii_lowercase + "éüïçñø", min_size=3, max_size=12).map(str.capitalize)


def _ways(person: PersonName) -> list[str]:
    """The ways in which people write that name."""
    surname, prefix, letters = person.surname or "", person.prefix or "", person.initials or ""
    gap = "" if prefix.endswith("'") else " "
    whole = f"{prefix}{gap}{surname}" if prefix else surname
    close = letters if letters.endswith(".") else f"{letters} "
    return [surname, whole, f"{letters} {whole}", f"{close}{whole}", f"{letters} {surname}"]


def _bare(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", text) if unicodedata.category(c) != "Mn")


@given(
    person=_NAMES,
    way=st.integers(0, 4),
    case=st.sampled_from([str, str.upper, str.lower, str.title]),
    marks=st.sampled_from([str, _bare, lambda text: unicodedata.normalize("NFD", text)]),
    behind=st.sampled_from(["", "s", "'s", "’s"]),
    before=_OTHER,
    after=_OTHER,
)
def test_a_known_name_never_stays(
    person: PersonName, way: int, case: object, marks: object, behind: str, before: str, after: str
) -> None:
    assert callable(case)
    assert callable(marks)
    written = marks(case(_ways(person)[way]))
    around = f"{before} ", f" {after}"
    who = short_form(person.initials, person.prefix, person.surname)
    expected = f"{who}'s" if behind else who
    assert mask(f"{around[0]}{written}{behind}{around[1]}", [person]) == f"{around[0]}{expected}{around[1]}"


@given(surname=_SURNAMES, sentence=_OTHER, tail=st.text(string.ascii_lowercase, min_size=1, max_size=6))
def test_a_longer_word_that_holds_a_name_stays(surname: str, sentence: str, tail: str) -> None:
    assume(tail != "s")
    text = f"{sentence} {surname}{tail} q{surname} {surname}9"
    assert mask(text, [PersonName("J.", "van", surname)]) == text


@given(text=st.text(max_size=80))
def test_a_text_without_names_comes_back_as_it_was(text: str) -> None:
    assert mask(text, [PersonName("Q.", None, "Qwxzq")]) == text
    assert mask(text, []) == text
    assert mask(text, [PersonName(None, None, None)]) == text


@given(
    persons=st.lists(_NAMES, min_size=1, max_size=4),
    pieces=st.lists(
        st.one_of(
            st.tuples(_NAMES, st.integers(0, 4)).map(lambda one: _ways(one[0])[one[1]]),
            st.tuples(_NAMES, st.integers(0, 4)).map(lambda one: _ways(one[0])[one[1]].lower()),
            st.sampled_from(["en", "Q", "van", "de", "v.d.", "J.", "A.B.", "Bergen", "aan", "Jan", "Quist"]),
        ),
        max_size=6,
    ),
    joint=st.sampled_from([" ", ", ", "-", " / ", ". ", "\n"]),
)
def test_whatever_stands_around_them_no_surname_is_left(
    persons: list[PersonName], pieces: list[str], joint: str
) -> None:
    made = mask(joint.join(pieces), persons)
    left = {word.casefold() for word in re.findall(r"[^\W_]+", _bare(made))}
    for person in persons:
        last = re.split(r"[ -]", person.surname or "")[-1]
        assert _bare(last).casefold() not in left


@pytest.mark.parametrize(
    "written",
    [
        "v.d. Berg",
        "v.d.Berg",
        "v/d Berg",
        "vd Berg",
        "van de Berg",
        "van der Berg",
        "Van Den Berg",
        "vanden Berg",
    ],
)
def test_a_prefix_is_known_in_its_variants(written: str) -> None:
    assert mask(f"Politie belt {written} terug", [BERG]) == "Politie belt J.v.d.B. terug"


@pytest.mark.parametrize(
    "text, masked",
    [
        ("Wijkagent spreekt Van den Berg.", "Wijkagent spreekt J.v.d.B."),
        ("Gaat Berg? Ja, Berg! (Berg) en Berg...", "Gaat J.v.d.B.? Ja, J.v.d.B.! (J.v.d.B.) en J.v.d.B...."),
        ("de brief van van den Berg", "de brief van J.v.d.B."),
        ("Bergen op Zoom, bergaf, Heuvelberg", "Bergen op Zoom, bergaf, Heuvelberg"),
        ("Bergs moeder en Berg’s auto", "J.v.d.B.'s moeder en J.v.d.B.'s auto"),
        ("A. van den Berg bij J.Berg", "A.v.d.B. bij J.v.d.B."),
        ("Anna van den Berg en Jan Berg", "A.v.d.B. en J.v.d.B."),
        ("Yildiz, YILDIZ en Yıldız' hond", "A.B.Y., A.B.Y. en A.B.Y.' hond"),
        ("Vries-Bakker, de Vries en Bakker", "K.d.V., K.d.V. en K.d.V."),
        ("Berg-Jansen en het Berg-overleg", "J.v.d.B. en het J.v.d.B.-overleg"),
        ("Jansen-Berg komt", "J.v.d.B. komt"),
        ("Amrani bezoekt El Amrani", "M.E. bezoekt M.E."),
        ("Jan zegt: in januari, Jans tas", "J.S. zegt: in januari, J.S.'s tas"),
        ("Be\u200brg en Ber\u00adg", "J.v.d.B. en J.v.d.B."),
        ("vries-bakker, bakker-vries", "K.d.V., K.d.V.-K.d.V."),
        ("berg berg, jansen berg", "J.v.d.B. J.v.d.B., jansen J.v.d.B."),
        ("van\nden\u00a0Berg", "J.v.d.B."),
    ],
)
def test_names_as_they_are_typed_in_a_meeting(text: str, masked: str) -> None:
    assert mask(text, ALL) == masked


def test_of_two_with_one_surname_the_first_is_meant_unless_initials_say_otherwise() -> None:
    assert mask("Berg en A. Berg", [BERG, ANNA]) == "J.v.d.B. en A.v.d.B."
    assert mask("Berg en J. Berg", [ANNA, BERG]) == "A.v.d.B. en J.v.d.B."


def test_of_a_name_that_begins_within_another_no_piece_is_left() -> None:
    people = [PersonName("J.", "van den", "Berg"), PersonName("M.", None, "El Amrani")]
    assert mask("spreekt Berg-Berg-El Amrani morgen", people) == "spreekt J.v.d.B. morgen"


def test_initials_never_spell_a_first_name() -> None:
    assert short_form("Jan", None, "Smit") == "J.S."
    assert short_form("JAN", None, "Smit") == "J.S."
    assert short_form("J.P.", "van 't", "Hof") == "J.P.v.t.H."
    assert short_form("JP", None, "Smit-Bakker") == "J.P.S."
    assert short_form(None, None, None) == ""
    assert words.initials(None, None, None) == "onbekend"
    assert words.initials("Jan", None, "Smit") == "J.S."


@pytest.mark.parametrize(
    "text, marked",
    [
        ("Jan Pieters belt", ["Jan Pieters"]),
        ("In Enschede praat Fatima el Amrani met J. Pieters", ["Fatima el Amrani", "J. Pieters"]),
        ("De Vries spreekt", ["De Vries"]),
        ("Voor Jan de Boer-Smit.", ["Jan de Boer-Smit"]),
        ("GGZ De Regge onderzoekt, Gemeente Hengelo ook", []),
        ("J.v.d.B. doet het; Politie bezoekt J.v.d.B.", []),
        ("Het OM op maandag, In Enschede, Politie", []),
    ],
)
def test_other_likely_names_are_marked(text: str, marked: list[str]) -> None:
    spans = suspects(text, ("GGZ De Regge", "Gemeente Hengelo"))
    assert [text[span.start : span.end] for span in spans] == marked


@given(st.lists(st.tuples(_OTHER, _NAMES, st.integers(0, 4)), max_size=4), _OTHER)
def test_what_is_named_is_what_the_mask_takes_out(
    parts: list[tuple[str, PersonName, int]], rest: str
) -> None:
    """With every named place taken away, nothing is left for the mask to hide; and they do not overlap."""
    text = "".join(f"{before} {_ways(who)[way]} " for before, who, way in parts) + rest
    people = [who for _, who, _ in parts]
    spans = named(text, people)
    assert len(spans) >= bool(parts)
    assert all(one.end <= other.start for one, other in pairwise(spans))
    left, at = "", 0
    for span in spans:
        left, at = left + text[at : span.start] + "#", span.end
    left += text[at:]
    assert mask(left, people) == left
    assert named(_OF_NOBODY, people) == ()


_OF_NOBODY = "De wijkagent belt de familie."
