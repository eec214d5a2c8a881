"""Finding: what is offered, and above all what is not."""

import tempfile
import unicodedata
from pathlib import Path

import pytest
from hypothesis import Phase, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from tests.find.houses import Dossier, Human, World, rewrite, turned, write
from tests.worlds import FixedClock, SmallHouse, new_desk
from zvhdesk.domain.terms import SubjectRole
from zvhdesk.models.local import AccessEvent
from zvhdesk.services.desk import Desk
from zvhdesk.services.finding import LIMIT, Found, find, match_query

# ------------------------------------------------------------------------------------------------ the oracle


def bare(text: str) -> str:
    """Small letters without accents, everything else but letters and digits as spaces."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    kept = (sign for sign in apart if not unicodedata.combining(sign))
    return "".join(sign if sign.isalnum() else " " for sign in kept)


def has_word(words: list[str], typed: str) -> bool:
    """Whether the parts of one typed word stand next to each other, the last of them as a beginning."""
    parts = bare(typed).split()
    return any(
        words[at : at + len(parts) - 1] == parts[:-1] and words[at + len(parts) - 1].startswith(parts[-1])
        for at in range(len(words) - len(parts) + 1)
    )


def matches(text: str, typed: str) -> bool:
    words = bare(text).split()
    asked = [word for word in typed.split() if bare(word).split()]
    enough = sum(sign.isalnum() for sign in "".join(asked)) >= 2
    return enough and all(has_word(words, word) for word in asked)


def name_words(human: Human) -> str:
    together = (human.initials or "").replace(".", "")
    return " ".join(part for part in (human.initials, human.prefix, human.surname, together) if part)


def is_there(world: World, human: Human) -> bool:
    """Who has a place somewhere stands, whoever removed them (docs/decisions/0025)."""
    return not human.deleted or any(
        who == human.id and not deleted for dossier in world.dossiers for who, _, deleted in dossier.humans
    )


def expected(world: World, typed: str) -> set[tuple[str, str]]:
    """Case and surname of everyone that the words may lead to; for a case found by number no surname."""
    humans = {human.id: human for human in world.humans}
    found: set[tuple[str, str]] = set()
    for dossier in world.dossiers:
        if dossier.shielded or dossier.deleted:
            continue
        if matches(dossier.number, typed):
            found.add((dossier.id, ""))
        for human_id, _, deleted in dossier.humans:
            human = humans[human_id]
            if not deleted and is_there(world, human) and matches(name_words(human), typed):
                found.add((dossier.id, human.surname or ""))
    return found


# --------------------------------------------------------------------------------------------------- houses

SURNAMES = ("Jansen", "Janssen", "Özgür", "Çelik", "El Amrani", "Berg", None)
NUMBERS = ("2025-0117", "2026-0011", "2026-0115", "VH-18-0042", "18 42", "2026-01")

humans = st.builds(
    Human,
    id=st.integers(0, 3).map("h{}".format),
    initials=st.sampled_from(["A.", "J.P.", "Th.", None]),
    prefix=st.sampled_from([None, "van den", "'t"]),
    surname=st.sampled_from(SURNAMES),
    deleted=st.booleans(),
)


@st.composite
def worlds(draw: st.DrawFn) -> World:
    people = draw(st.lists(humans, min_size=1, max_size=4, unique_by=lambda human: human.id))
    roles = st.tuples(
        st.sampled_from([human.id for human in people]), st.sampled_from(SubjectRole), st.booleans()
    )
    dossiers = st.builds(
        Dossier,
        id=st.integers(0, 4).map("d{}".format),
        number=st.sampled_from(NUMBERS),
        humans=st.lists(roles, max_size=3).map(tuple),
        shielded=st.booleans(),
        deleted=st.booleans(),
    )
    made = draw(st.lists(dossiers, max_size=5, unique_by=lambda dossier: dossier.id))
    return World(tuple(people), tuple(made))


QUERIES = (
    "jan", "JANSEN", "ozgur", "Özg", "celik", "van d", "jp", "J.P.", "2026-01", "2026", "0115", "vh-18", "18",
    "jansen a", "berg van", "el am", "xyz", "a", "th", "'t", "2026-0115 ", "- jan", "01-2026",
)  # fmt: skip


def offered(found: Found, world: World, typed: str) -> set[tuple[str, str]]:
    """What was offered, in the oracle's words: a case found by its number carries no surname."""
    humans_of = {human.id: human for human in world.humans}
    numbers = {dossier.id for dossier in world.dossiers if matches(dossier.number, typed)}
    pairs: set[tuple[str, str]] = set()
    for hit in found.hits:
        dossier = next(dossier for dossier in world.dossiers if dossier.id == hit.case_id)
        surnames = {
            humans_of[human].surname or ""
            for human, _, deleted in dossier.humans
            if not deleted
            and matches(name_words(humans_of[human]), typed)
            and is_there(world, humans_of[human])
        }
        pairs |= {(hit.case_id, surname) for surname in surnames}
        if hit.case_id in numbers:
            pairs.add((hit.case_id, ""))
    return pairs


# Not shrunk: every example is a real encrypted database, and the worlds are small already.
@settings(max_examples=20, deadline=None, phases=(Phase.explicit, Phase.generate))
@given(
    world=worlds(),
    turn=st.integers(0, 5),
    typed=st.lists(st.sampled_from(QUERIES), min_size=6, max_size=12),
)
@example(
    world=World(
        (Human("h0"),),
        (
            Dossier("d0", "2026-0001", (("h0", SubjectRole.MAIN, False),)),
            Dossier("d1", "2026-0002", (("h0", SubjectRole.VICTIM, False),), shielded=True),
        ),
    ),
    turn=0,
    typed=["jansen", "2026"],
)
def test_exactly_the_open_cases_whose_number_or_person_fits_are_offered(
    world: World, turn: int, typed: list[str]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        desk = new_desk(Path(folder), FixedClock())
        try:
            write(desk, world)
            for state in (world, turned(world, turn)):
                rewrite(desk, state)
                for words in typed:
                    found = desk.read(lambda session, words=words: find(session, words))  # type: ignore[misc]
                    assert not found.more
                    assert {hit.case_id for hit in found.hits} == {case for case, _ in expected(state, words)}
                    assert offered(found, state, words) == expected(state, words)
        finally:
            desk.close()


@settings(max_examples=300, deadline=None)
@given(
    st.text(max_size=60)
    | st.lists(st.sampled_from(['"', "*", "AND", "NEAR(", "-", "x:", "^", "OR ", "jan"])).map("".join)
)
def test_nothing_typed_is_ever_read_as_a_question_language(typed: str) -> None:
    query = match_query(typed)
    for phrase in query.split("* ") if query else []:
        inside = phrase.rstrip("*").removeprefix('"').removesuffix('"')
        assert inside.replace(" ", "").isprintable()
        assert all(unicodedata.category(sign)[0] in "LN " or sign == " " for sign in inside)


@pytest.mark.parametrize(
    "typed",
    [
        *('"', '""', "*", "AND", "loon AND", "NEAR(loon)", "-loon", "words:loon", "^loon", "loon*"),
        *("a\0b", "\ud800", "🫨🫨"),
    ],
)
def test_the_index_takes_whatever_is_typed(house: SmallHouse, typed: str) -> None:
    found = house.desk.read(lambda session: find(session, typed))
    assert isinstance(found, Found)


def test_signs_of_the_index_are_just_signs(house: SmallHouse) -> None:
    for typed in ("-loon", "^loon", "loon*", '"loon"', "van Loon"):
        found = house.desk.read(lambda session, typed=typed: find(session, typed))  # type: ignore[misc]
        assert [hit.number for hit in found.hits] == ["2026-0115"]
    assert house.desk.read(lambda session: find(session, "loon OR jansen")).hits == ()


def test_names_stay_initials_until_they_are_shown(house: SmallHouse) -> None:
    hidden = house.desk.read(lambda session: find(session, "loon")).hits[0]
    shown = house.desk.read(lambda session: find(session, "loon", names=True)).hits[0]
    assert hidden.who == "H.v.L."
    assert shown.who == "H. van Loon"
    assert hidden.phase == "Beoordelen"


def test_who_else_is_in_a_case_is_found_with_what_they_are_in_it(desk: Desk) -> None:
    victim = Human("v", "S.", None, "Visser")
    main = Human("m", "B.", None, "Kok")
    dossier = Dossier("d", "2026-0007", (("v", SubjectRole.VICTIM, False), ("m", SubjectRole.MAIN, False)))
    write(desk, World((victim, main), (dossier,)))
    by_name = desk.read(lambda session: find(session, "visser")).hits[0]
    by_number = desk.read(lambda session: find(session, "2026-0007")).hits[0]
    assert (by_name.who, by_name.role) == ("S.V.", "slachtoffer")
    assert (by_number.who, by_number.role, by_number.table) == ("B.K.", "", "Top-X")


def test_more_than_fit_are_the_newest_and_say_so(desk: Desk) -> None:
    write(desk, World((), tuple(Dossier(f"d{at}", f"2026-{at:04}") for at in range(40))))
    found = desk.read(lambda session: find(session, "2026"))
    assert [hit.number for hit in found.hits] == [f"2026-{at:04}" for at in range(39, 39 - LIMIT, -1)]
    assert found.more


def test_a_search_is_accounted_for_without_its_words(house: SmallHouse) -> None:
    house.desk.look(lambda session: find(session, "loon"), "search", "search")
    events = house.desk.read(
        lambda session: [
            (row.action, row.object, row.result)
            for row in session.scalars(select(AccessEvent).where(AccessEvent.action == "search"))
        ]
    )
    assert len(events) == 1
    assert "loon" not in str(events).casefold()
