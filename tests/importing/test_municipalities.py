import pytest

from zvhdesk.services import municipalities
from zvhdesk.services.municipalities import Finder, national, of_region

TWENTE = Finder(of_region("Twente"))


def test_the_bundled_list_is_the_country_of_2023() -> None:
    assert len(national()) == 342
    assert len(of_region("Twente")) == 14
    assert len(of_region("Drenthe")) == 12
    assert len({gemeente.name for gemeente in national()}) == 342


@pytest.mark.parametrize(
    "typed",
    ["Hengelo", "HENGELO", "Hengelo (O.)", "Hengelo (O)", "Hengelo Ov", "gemeente Hengelo", "GM0164", "0164"],
)
def test_one_gemeente_is_written_in_many_ways(typed: str) -> None:
    assert TWENTE.find(typed) == "Hengelo"


@pytest.mark.parametrize("typed", ["Rijssen-Holten", "Rijssen Holten", "rijssen/holten"])
def test_signs_and_spaces_do_not_matter(typed: str) -> None:
    assert TWENTE.find(typed) == "Rijssen-Holten"


@pytest.mark.parametrize(
    "typed, near", [("Hengeloo", "Hengelo"), ("Enshede", "Enschede"), ("Tuberge", "Tubbergen")]
)
def test_the_nearest_is_suggested(typed: str, near: str) -> None:
    assert TWENTE.find(typed) is None
    assert TWENTE.nearest(typed) == near


@pytest.mark.parametrize("typed", ["Almere", "Jansen", "999990019"])
def test_nothing_near_is_suggested_for_what_is_no_such_gemeente(typed: str) -> None:
    assert TWENTE.find(typed) is None
    assert TWENTE.nearest(typed) is None


def test_of_two_with_one_name_neither_is_guessed() -> None:
    country = Finder(national())
    assert country.find("Bergen") is None
    assert country.find("Bergen (NH)") == "Bergen (NH.)"
    assert country.find("Bergen L") == "Bergen (L.)"


def test_every_gemeente_finds_itself() -> None:
    country = Finder(municipalities.national())
    assert [country.find(gemeente.name) for gemeente in national()] == [
        gemeente.name for gemeente in national()
    ]
