import pytest

from zvhdesk.services import municipalities
from zvhdesk.services.municipalities import Finder, country, national, of_region

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


@pytest.mark.parametrize(
    "typed",
    ["Hengelo (O)", "Hengelo (Ov)", "Hengelo (Ov.)", "Hengelo (Overijssel)", "Hengelo  (OV)", "Hengelo O."],
)
def test_a_province_in_brackets_that_is_its_own_is_dropped(typed: str) -> None:
    assert TWENTE.find(typed) == "Hengelo"
    assert country().find(typed) == "Hengelo"


@pytest.mark.parametrize(
    "typed", ["Hengelo (Gld)", "Hengelo Gld", "Hengelo (Gelderland)", "Hengelo (Duitsland)"]
)
def test_a_place_elsewhere_is_not_ours(typed: str) -> None:
    assert TWENTE.find(typed) is None
    assert country().find(typed) is None


def test_the_province_tells_two_of_one_name_apart() -> None:
    assert country().find("Bergen (Limburg)") == "Bergen (L.)"
    assert country().find("Bergen (Noord-Holland)") == "Bergen (NH.)"
    assert country().find("Bergen (Gld)") is None


DRENTHE = Finder(of_region("Drenthe"))


@pytest.mark.parametrize("typed", ["Emmen (Dr)", "Emmen (Drenthe)", "Emmen (Dr.)"])
def test_emmen_is_in_drenthe(typed: str) -> None:
    assert DRENTHE.find(typed) == "Emmen"
    assert DRENTHE.find("Emmen (Zwitserland)") is None


@pytest.mark.parametrize(
    "finder, typed, near",
    [
        (TWENTE, "Rijssen", "Rijssen-Holten"),
        (TWENTE, "Holten", "Rijssen-Holten"),
        (TWENTE, "Hof", "Hof van Twente"),
        (DRENTHE, "Borger", "Borger-Odoorn"),
        (DRENTHE, "odoorn", "Borger-Odoorn"),
        (DRENTHE, "Drenthe", "Midden-Drenthe"),
        (DRENTHE, "Wolden", "De Wolden"),
    ],
)
def test_a_whole_word_of_the_name_is_near(finder: Finder, typed: str, near: str) -> None:
    assert finder.find(typed) is None
    assert finder.nearest(typed) == near


@pytest.mark.parametrize("typed", ["Midden", "van", "en", "", "De"])
def test_a_word_that_many_names_share_means_none(typed: str) -> None:
    assert DRENTHE.nearest(typed) is None


@pytest.mark.parametrize("gemeente", national())
def test_every_gemeente_lies_in_a_province_that_may_stand_behind_it(
    gemeente: municipalities.Gemeente,
) -> None:
    bare = gemeente.name.split(" (")[0]
    provinces = (
        "Groningen", "Fryslân", "Drenthe", "Overijssel", "Flevoland", "Gelderland", "Utrecht",
        "Noord-Holland",
        "Zuid-Holland", "Zeeland", "Noord-Brabant", "Limburg",
    )  # fmt: skip
    assert sum(country().find(f"{bare} ({province})") == gemeente.name for province in provinces) == 1
