"""A line of the capture line understood: who, what, by when."""

import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zvhdesk.domain.capture_line import Organisation, Parsed, parse, plain, suggest, take, tidy

TODAY = date(2026, 3, 12)
TABLE = date(2026, 4, 9)
POLICE = Organisation("police", "Politie", present=True)
EAST = Organisation("east", "Politie Oost")
OM = Organisation("om", "OM", present=True)
GGZ = Organisation("ggz", "GGZ De Regge", present=True)
HENGELO = Organisation("hengelo", "Gemeente Hengelo, veiligheid", present=True)
ALMELO = Organisation("almelo", "Gemeente Almelo")
ENSCHEDE = Organisation("enschede", "Gemeente Enschede")
SAFE_HOME = Organisation("safe", "Veilig Thuis")
CARE = Organisation("care", "Zorggroep Één-Twente")
ALL = (POLICE, EAST, OM, GGZ, HENGELO, ALMELO, ENSCHEDE, SAFE_HOME, CARE)

organisations = st.sampled_from(ALL)
words = st.lists(
    st.sampled_from(["wijkagent", "spreekt", "familie", "meldt", "uitkomst", "één", "keer", "😀"]),
    min_size=1,
    max_size=6,
).map(" ".join)


def read(line: str) -> Parsed:
    return parse(line, ALL, TODAY, TABLE)


def marked(line: str) -> list[tuple[str, str]]:
    return [(span.kind, line[span.start : span.end]) for span in read(line).spans]


def test_the_line_of_the_mockup() -> None:
    line = "@GGZ De Regge onderzoekt zorgmachtiging en meldt uitkomst vóór do 26 mrt"
    found = read(line)
    assert found.text == "onderzoekt zorgmachtiging en meldt uitkomst"
    assert (found.partner_id, found.due_on, found.doubt) == ("ggz", date(2026, 3, 26), None)
    assert marked(line) == [("organisation", "@GGZ De Regge"), ("date", "vóór do 26 mrt")]


@pytest.mark.parametrize(
    "line, partner, text",
    [
        ("@hengelo sluit de woning", "hengelo", "sluit de woning"),
        ("@gemeente hengelo, veiligheid sluit de woning", "hengelo", "sluit de woning"),
        ("@Gemeente Hengelo, veiligheid: sluit de woning", "hengelo", "sluit de woning"),
        ("@hengelo veiligheid sluit de woning", "hengelo", "sluit de woning"),
        ("@gemeente almelo belt", "almelo", "belt"),
        # Of three gemeenten one is at the table.
        ("@gemeente belt", "hengelo", "belt"),
        ("@ggz de familie bezoeken", "ggz", "de familie bezoeken"),
        ("@politie oost belt", "east", "belt"),
        ("@politie belt", "police", "belt"),
        ("@POLITIE belt", "police", "belt"),
        ("@een-twente belt", "care", "belt"),
        ("@e\u0301e\u0301n belt", "care", "belt"),
        ("Politie: wijkagent spreekt familie", "police", "wijkagent spreekt familie"),
        ("politie : wijkagent spreekt familie", "police", "wijkagent spreekt familie"),
        ("Politie wijkagent spreekt familie", "police", "wijkagent spreekt familie"),
        ("Gemeente Hengelo, veiligheid sluit de woning", "hengelo", "sluit de woning"),
        ("wijkagent spreekt familie @politie", "police", "wijkagent spreekt familie"),
        ("@politie belt met @ggz over vangnet", "police", "belt met GGZ De Regge over vangnet"),
        ("OM bundelt aangiften", "om", "bundelt aangiften"),
        ("om te voorkomen dat het misgaat", None, "om te voorkomen dat het misgaat"),
        ("Veilig thuis wonen regelen", None, "Veilig thuis wonen regelen"),
        ("wijkagent spreekt familie", None, "wijkagent spreekt familie"),
        ("mailt naar politie@voorbeeld.nl", None, "mailt naar politie@voorbeeld.nl"),
        ("@ belt", None, "@ belt"),
    ],
)
def test_who_does_it(line: str, partner: str | None, text: str) -> None:
    found = read(line)
    assert (found.partner_id, found.text, found.doubt) == (partner, text, None)


@pytest.mark.parametrize(
    "line, text",
    [
        ("@politie vóór 28 mrt belt familie", "belt familie"),
        ("@politie belt familie, vóór 28 mrt", "belt familie"),
        ("@politie belt (vóór 28 mrt) de familie", "belt de familie"),
        ("@politie belt, vóór 28 mrt, de familie", "belt, de familie"),
        ("belt familie vóór @politie 28 mrt", "belt familie"),
        ("@politie   belt  familie vóór 28 mrt .", "belt familie."),
        ("@politie Belt familie 28 mrt", "Belt familie"),
        ("@politie bereidt zitting voor vóór 28 mrt", "bereidt zitting voor"),
        ("@politie - belt familie – 28 mrt", "belt familie"),
        ("@politie belt fami\nlie vóór\t28 mrt", "belt fami lie"),
    ],
)
def test_what_remains_is_tidy(line: str, text: str) -> None:
    found = read(line)
    assert (found.text, found.partner_id, found.due_on) == (text, "police", date(2026, 3, 28))


def test_an_unknown_organisation_is_a_doubt_and_stays_in_the_text() -> None:
    line = "@woonstichting belt vóór 28 mrt"
    found = read(line)
    assert found.doubt == "@woonstichting is geen bekende organisatie. Typ @ en kies er een uit de lijst."
    assert (found.partner_id, found.text) == (None, "@woonstichting belt")
    assert marked(line)[0] == ("organisation", "@woonstichting")


def test_a_name_that_several_have_is_a_doubt() -> None:
    found = parse("@gemeente belt", (ALMELO, ENSCHEDE), TODAY, TABLE)
    assert found.doubt == "@gemeente kan Gemeente Almelo of Gemeente Enschede zijn. Typ meer van de naam."
    assert found.partner_id is None


def test_a_day_that_does_not_exist_stays_in_the_text() -> None:
    found = read("@politie belt vóór 31 april")
    assert found.doubt == "31 april 2026 bestaat niet."
    assert (found.text, found.due_on) == ("belt vóór 31 april", None)


@given(who=organisations, text=words, day=st.dates(TODAY, date(2027, 3, 1)))
def test_what_is_typed_in_full_is_understood_whole(who: Organisation, text: str, day: date) -> None:
    line = f"@{who.name} {text} vóór {day:%d-%m-%Y}"
    found = read(line)
    assert (found.partner_id, found.text, found.due_on, found.doubt) == (who.id, text, day, None)
    assert marked(line) == [("organisation", f"@{who.name}"), ("date", f"vóór {day:%d-%m-%Y}")]


pieces = st.lists(
    st.one_of(
        st.sampled_from(["@", "@pol", "@ggz", "Politie", ":", ",", "vóór", "do", "26", "mrt", "28-3"]),
        st.sampled_from([" ", "  ", "over", "2", "weken", "eind", "de", "maand", "(", ")", "ß", "\n"]),
        st.sampled_from(["o\u0301", "vrijdag", "uiterlijk"]),
        st.text(max_size=3),
    ),
    max_size=12,
)  # fmt: skip


@given(parts=pieces)
def test_no_line_is_too_strange_and_nothing_is_lost(parts: list[str]) -> None:
    for line in ("".join(parts), " ".join(parts)):
        found = read(line)
        assert found.text == tidy(found.text)
        assert "  " not in found.text
        assert "\n" not in found.text
        ends = [(span.start, span.end) for span in found.spans]
        assert ends == sorted(ends)
        assert all(0 <= start < end <= len(line) for start, end in ends)
        # What no span covers is still there, letter by letter.
        covered = {at for start, end in ends for at in range(start, end)}
        rest = "".join(" " if at in covered else letter for at, letter in enumerate(line))
        assert _subsequence(_letters(rest).replace("voor", ""), _letters(found.text))


def _letters(text: str) -> str:
    apart = unicodedata.normalize("NFD", text).casefold()
    return "".join(letter for letter in apart if letter.isalpha()).replace("uiterlijk", "")


def _subsequence(wanted: str, text: str) -> bool:
    left = iter(text)
    return all(letter in left for letter in wanted)


@pytest.mark.parametrize(
    "typed, names",
    [
        ("@hen", ["Gemeente Hengelo, veiligheid"]),
        ("@gem", ["Gemeente Hengelo, veiligheid", "Gemeente Almelo", "Gemeente Enschede"]),
        ("@veil", ["Gemeente Hengelo, veiligheid", "Veilig Thuis"]),
        ("@ggz de", ["GGZ De Regge"]),
        ("@gem alm", ["Gemeente Almelo"]),
        ("@gemeente hengelo, v", ["Gemeente Hengelo, veiligheid"]),
        ("@een", ["Zorggroep Één-Twente"]),
        ("belt met @om", []),
        ("@OM ", []),
        ("@politie", ["Politie", "Politie Oost"]),
        ("@xyz", []),
        ("@ ", []),
        ("politie@o", []),
        ("geen teken", []),
        ("", []),
    ],
)
def test_what_is_offered_after_the_sign(typed: str, names: list[str]) -> None:
    assert [one.name for one in suggest(typed, len(typed), ALL)] == names


def test_all_are_offered_after_a_bare_sign_the_present_ones_first() -> None:
    offered = suggest("@", 1, ALL)
    assert len(offered) == len(ALL)
    presence = [one.present for one in offered]
    assert presence == sorted(presence, reverse=True)


@given(who=organisations, cut=st.integers(1, 30), before=st.sampled_from(["", "belt met ", "vóór 28 mrt "]))
def test_taking_a_suggestion_names_that_organisation(who: Organisation, cut: int, before: str) -> None:
    first = before + "@" + who.name[:cut]
    offered = suggest(first, len(first), ALL)
    assert who in offered or not offered
    line, cursor = take(first, len(first), who)
    assert line == f"{before}@{who.name} "
    assert cursor == len(line)
    assert read(line).partner_id == who.id
    assert suggest(line.rstrip(), len(line.rstrip()), ALL) in ([], [who, EAST])


def test_taking_in_the_middle_replaces_the_word_under_the_cursor() -> None:
    assert take("x @he belt", 5, HENGELO) == ("x @Gemeente Hengelo, veiligheid belt", 32)
    assert take("@hengelo, belt", 3, POLICE) == ("@Politie, belt", 8)
    assert take("geen teken", 4, POLICE) == ("geen teken", 4)


def test_a_decision_is_the_line_with_full_names() -> None:
    said = "  @politie en @ggz blijven  betrokken vóór 28 mrt "
    assert plain(said, ALL) == "Politie en GGZ De Regge blijven betrokken vóór 28 mrt"
    assert plain("@onbekend doet mee", ALL) == "@onbekend doet mee"


def test_a_long_paste_is_read_at_once() -> None:
    line = "@politie " + "belt vóór 28 mrt met de familie " * 3000
    assert read(line).partner_id == "police"


PROSECUTION = Organisation("prosecution", "Openbaar Ministerie")
COUNCIL = Organisation("council", "Raad voor de Kinderbescherming")
HEALTH = Organisation("health", "Gemeenschappelijke Gezondheidsdienst Twente")
NATURE = Organisation("nature", "Omgevingsdienst Twente")
SHORT = (POLICE, PROSECUTION, SAFE_HOME, COUNCIL, GGZ, HEALTH)


@pytest.mark.parametrize(
    "typed, partner",
    [
        ("om", "prosecution"),
        ("OM", "prosecution"),
        ("vt", "safe"),
        ("RvdK", "council"),
        ("rvdk", "council"),
        ("rk", "council"),
        ("ggz", "ggz"),
        ("GGD", "health"),
    ],
)
def test_an_organisation_is_found_by_what_people_call_it(typed: str, partner: str) -> None:
    found = parse(f"@{typed} belt de familie", SHORT, TODAY, TABLE)
    assert (found.partner_id, found.text, found.doubt) == (partner, "belt de familie", None)
    assert [one.id for one in suggest(f"@{typed}", len(typed) + 1, SHORT)] == [partner]


def test_a_short_name_of_two_is_a_choice() -> None:
    found = parse("@om belt", (*SHORT, NATURE), TODAY, TABLE)
    assert found.partner_id is None
    assert found.doubt == "@om kan Openbaar Ministerie of Omgevingsdienst Twente zijn. Typ meer van de naam."
    assert {one.id for one in suggest("@om", 3, (*SHORT, NATURE))} == {"prosecution", "nature"}


def test_the_one_that_is_called_so_is_not_a_choice() -> None:
    assert parse("@om belt", (*SHORT, NATURE, OM), TODAY, TABLE).partner_id == "om"


def test_a_later_short_name_is_spelled_out() -> None:
    assert parse("@politie belt met @om", SHORT, TODAY, TABLE).text == "belt met Openbaar Ministerie"
