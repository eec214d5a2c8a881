"""Het plan van aanpak, read back from the PDF as a receiver would, and as somebody who searches the file."""

import subprocess
import sys
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdfium2 import PdfDocument

from tests.leak.search import layers, writings
from tests.papers import reading
from tests.plans.world import (
    CONDITIONS,
    WITHHELD,
    PlanHouse,
    adopt,
    change_plan,
    opened_plan_house,
    plan_house,
)
from tests.worlds import FixedClock, SmallHouse
from zvhdesk.services.papers.plan import plan_pdf
from zvhdesk.services.papers.plan_values import PaperAction, PaperSource, PlanPaper
from zvhdesk.services.plans import copies, versions
from zvhdesk.services.plans.content import PlanContent
from zvhdesk.services.plans.copies import Order
from zvhdesk.services.plans.tailoring import House, Receiver, tailor
from zvhdesk.services.plans.versions import content_of

TAILORED = "Dit exemplaar is op uw taak afgestemd."


def with_crisis(house: SmallHouse) -> PlanHouse:
    made = plan_house(house)
    change_plan(made, crisis="Bij dreiging 112, daarna de crisisdienst.")
    return made


@pytest.fixture
def world(tmp_path: Path, clock: FixedClock) -> Iterator[PlanHouse]:
    made = opened_plan_house(tmp_path, clock, with_crisis)
    yield made
    made.desk.close()


@pytest.fixture
def orders(world: PlanHouse) -> dict[str, Order]:
    """A copy for each receiver, by who it is."""
    adopt(world)
    ids = world.receivers
    made = world.desk.read(lambda s: copies.prepare(s, world.concept, list(ids.values()), world.desk.clock()))
    return dict(zip(ids, made, strict=True))


def house_paper(world: PlanHouse) -> PlanPaper:
    return world.desk.read(lambda s: copies.house_paper(s, world.concept, world.desk.clock()))


def pages(paper: PlanPaper) -> list[str]:
    """The text of each page, its line ends taken for spaces."""
    return reading.pages(plan_pdf(paper))


def everything_in(paper: PlanPaper) -> list[bytes]:
    """All that is in the file: its bytes, every stream inflated, its words, metadata and bookmarks."""
    pdf = plan_pdf(paper)
    metadata = reading.metadata(pdf)
    said = [*pages(paper), str(metadata), str(reading.bookmarks(pdf))]
    return [*layers(pdf), *(text.encode() for text in said)]


def stands_in(sentence: str, paper: PlanPaper) -> bool:
    """Whole, or its longest run of plain letters, in any writing."""
    ways = {sentence.encode(), *writings(sentence)} | {max(sentence.split(), key=len).encode()}
    return any(way in layer for layer in everything_in(paper) for way in ways)


def _picture(pdf: bytes) -> bytes:
    """Page 1 in greys, a byte for each point of the page."""
    document = PdfDocument(pdf)
    page = document[0]
    bitmap = page.render(scale=1.0, grayscale=True)
    found = bytes(bitmap.buffer)
    bitmap.close()
    page.close()
    document.close()
    return found


@pytest.mark.parametrize("who", ["police", "care", "om", "probation", "far"])
def test_what_a_supplier_withheld_is_in_no_copy_but_its_own(orders: dict[str, Order], who: str) -> None:
    paper = orders[who].paper
    for supplier, sentence in WITHHELD.items():
        assert stands_in(sentence, paper) is (supplier == who), (who, supplier)
        assert not stands_in(CONDITIONS[supplier], paper)


@pytest.mark.parametrize("who", ["police", "care", "om", "probation", "far"])
def test_the_copy_says_only_that_it_was_tailored(orders: dict[str, Order], who: str) -> None:
    said = " ".join(pages(orders[who].paper))
    assert said.count(TAILORED) == 1
    for word in ("weggelaten", "voorwaarde", "2.29", "onderdelen"):
        assert word not in said
    if who == "police":
        assert "Reclassering" not in said, "an omission that names its supplier discloses the file"


def test_a_copy_of_which_nothing_is_left_out_does_not_say_so(world: PlanHouse) -> None:
    content = world.desk.read(lambda s: content_of(s, world.concept, world.desk.today()))
    own = tuple(row for row in content.brought if not row.condition or row.partner_id == world.house.care)
    receiver = Receiver(world.house.care, "GGZ De Regge", "2026-0115-1-01")
    paper, left_out = tailor(replace(content, brought=own), receiver, datetime(2026, 3, 12, tzinfo=UTC))
    assert left_out.count == 0
    assert left_out.why == ""
    assert TAILORED not in " ".join(pages(paper))


def _kinds(content: PlanContent, marks: list[bool]) -> PlanContent:
    rows = zip(content.brought, marks * len(content.brought), strict=False)
    return replace(
        content, brought=tuple(replace(row, condition="nee" if mark else "") for row, mark in rows)
    )


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(marks=st.lists(st.booleans(), min_size=1, max_size=6), at=st.integers(0, 4))
def test_whatever_has_a_condition_each_receiver_gets_its_own_and_the_free(
    world: PlanHouse, marks: list[bool], at: int
) -> None:
    whole = world.desk.read(lambda s: content_of(s, world.concept, world.desk.today()))
    content = _kinds(whole, marks)
    partner_id = list(world.receivers.values())[at]
    moment = datetime(2026, 3, 12, tzinfo=UTC)
    paper, left_out = tailor(content, Receiver(partner_id, "Wie dan ook", "1-1-01"), moment)
    wanted = {row.text for row in content.brought if not row.condition or row.partner_id == partner_id}
    assert {row.text for row in (*paper.picture, *paper.opinions)} == wanted
    assert left_out.count == len(content.brought) - len(wanted)
    assert paper.tailored is (left_out.count > 0)
    assert len(left_out.why.splitlines()) == left_out.count


def test_own_actions_come_first_and_the_others_behind(orders: dict[str, Order]) -> None:
    first = pages(orders["care"].paper)[0]
    own, others = first.index("Uw acties"), first.index("Overige acties")
    assert own < first.index("Zorgmachtiging onderzoeken") < first.index("Casusvraag")
    assert first.index("FACT-team") < others
    assert others < first.index("Aangiften bundelen")
    assert first.count("Zorgmachtiging onderzoeken") == 1


def test_who_has_no_actions_is_told_so(orders: dict[str, Order]) -> None:
    assert "U hebt in dit plan geen acties." in pages(orders["far"].paper)[0]


def test_what_is_over_stands_apart_with_what_came_of_it(orders: dict[str, Order]) -> None:
    said = " ".join(pages(orders["om"].paper))
    assert "Acties die niet meer lopen" in said
    assert "Gesprek met de verhuurder Bewindvoering De Linde Kan niet meer. De woning is verkocht." in said


def test_page_one_has_number_and_initials_and_the_names_stand_inside(orders: dict[str, Order]) -> None:
    for order in orders.values():
        first, *later = pages(order.paper)
        assert "2026-0115 · H.v.L." in first
        for name in ("van Loon", "Loonstra", "Zwaan", "Wilgenburg"):
            assert name not in first
            assert name in " ".join(later)


def test_the_head_says_what_it_is_and_for_whom(orders: dict[str, Order]) -> None:
    first = pages(orders["om"].paper)[0]
    for words in (
        *("Zorg- en Veiligheidshuis Voorbeeld", "Plan van aanpak", "Vertrouwelijk"),
        *("Exemplaar 2026-0115-1-03 voor Openbaar Ministerie", "Top-X, 12 maart 2026", "1, vastgesteld"),
        *("Openbaar Ministerie, Politie, 12 maart 2026", "werkgebied Midden", "Hoe wordt het veilig?"),
    ):
        assert words in first


def test_no_bsn_no_address_and_no_birth_date_is_on_it(orders: dict[str, Order]) -> None:
    for order in orders.values():
        said = " ".join(pages(order.paper))
        for secret in ("999990020", "0019", "Kerkstraat", "7511", "Dorpsweg", "1988-11", "7 nov"):
            assert secret not in said
        assert "1991" in said, "of the birth date the year"


def test_facts_and_judgement_have_their_source_and_dissent_its_organisation(orders: dict[str, Order]) -> None:
    said = " ".join(pages(orders["om"].paper))
    assert "Elf meldingen in twaalf weken. Politie, 8 maart" in said
    assert "Openbaar Ministerie: Wij zien het risico kleiner." in said
    assert "Voorgenomen: Ontruiming aangehouden tot 19 maart." in said
    assert "nog te vragen: Openbaar Ministerie" in said
    assert "de hond" not in said, "what was parked is not of this plan"
    assert "Bij dreiging 112" in said


def test_ground_purpose_and_secrecy_are_said(orders: dict[str, Order]) -> None:
    said = " ".join(pages(orders["om"].paper))
    assert (
        "Verstrekt op grond van artikel 1.7 en 2.31 van de Wet gegevensverwerking door "
        "samenwerkingsverbanden. Alleen te gebruiken voor: Hoe wordt het veilig? Geheimhouding: artikel "
        "1.11 van die wet. Niet verder verstrekken. Vernietigen zodra u het niet meer nodig hebt."
    ) in said


def test_every_page_carries_number_moment_and_count(orders: dict[str, Order]) -> None:
    order = orders["police"]
    moment = datetime.fromtimestamp(order.at_ms / 1000, UTC).astimezone()
    found = pages(order.paper)
    assert len(found) >= 2
    for at, page in enumerate(found, start=1):
        assert f"Exemplaar 2026-0115-1-01 · 12 maart 2026 {moment:%H:%M}" in page
        assert f"{at} van {len(found)}" in page
        assert "Geheimhouding: artikel 1.11 WGS." in page
        assert page.count("2026-0115-1-01") >= (3 if at == 1 else 2), "the watermark carries it too"


def test_a_concept_has_no_receiver_no_number_and_says_what_it_is(world: PlanHouse) -> None:
    paper = house_paper(world)
    found = pages(paper)
    said = " ".join(found)
    assert "Exemplaar" not in said.replace(TAILORED, "")
    assert "Uw acties" not in said
    assert "1, concept" in found[0]
    assert "nog niet vastgesteld" in found[0]
    assert all(page.count("CONCEPT") == 1 for page in found)
    for sentence in WITHHELD.values():
        assert not stands_in(sentence, paper)


def test_an_adopted_version_read_in_the_house_is_no_copy(world: PlanHouse) -> None:
    adopt(world)
    found = pages(house_paper(world))
    assert all(House.READING.value in page for page in found)
    assert "Exemplaar 2" not in " ".join(found)


def test_the_watermark_lies_over_the_table_and_hides_no_word(orders: dict[str, Order]) -> None:
    many = tuple(PaperAction(str(at), "Iets doen", "OM", "1 mei") for at in range(30))
    paper = replace(orders["om"].paper, watermark="X" * 14, own=many)
    drawn, bare = (_picture(plan_pdf(each)) for each in (paper, replace(paper, watermark=".")))
    changed = [(with_, without) for with_, without in zip(drawn, bare, strict=True) if with_ != without]
    assert len(changed) > 2_000, "it can be seen"
    assert all(abs(without - with_) < 20 for with_, without in changed), "and it hides nothing"
    tint = 0xF2
    assert any(without == tint for _, without in changed), "also over the filled row of the own actions"


def test_headings_are_bookmarks_on_their_own_pages(orders: dict[str, Order]) -> None:
    marks = reading.bookmarks(plan_pdf(orders["care"].paper))
    assert [words for words, _ in marks] == [
        *("Uw acties", "Casusvraag", "Doelen", "Beeld", "Duiding", "Afspraken bij escalatie"),
        *("Overige acties", "Besluiten", "Acties die niet meer lopen", "Omgang met dit plan", "Personen"),
    ]
    found = pages(orders["care"].paper)
    for words, page in marks:
        assert words in found[page]
    assert marks[0][1] == 0
    assert marks[-1][1] >= 1


def test_language_and_metadata(orders: dict[str, Order]) -> None:
    pdf = plan_pdf(orders["care"].paper)
    assert b"/Lang (nl-NL)" in pdf
    metadata = reading.metadata(pdf)
    assert metadata["Title"] == "Plan van aanpak"
    for word in ("Loon", "2026", "H.v.L", "Regge", "Top-X"):
        assert word not in str(metadata)


def test_letters_with_marks_come_out_whole_also_when_they_came_in_pieces(orders: dict[str, Order]) -> None:
    pieces = unicodedata.normalize("NFD", "Één patiënt, zéér grijs, café, Çelik, naïef, ĳs €")
    paper = replace(orders["om"].paper, question=pieces, receiver=pieces)
    assert pages(paper)[0].count(unicodedata.normalize("NFC", pieces)) == 2


def test_text_of_a_person_is_never_markup(orders: dict[str, Order]) -> None:
    paper = replace(orders["om"].paper, question="<b>vet</b> & <font size=99>groot</font>")
    assert "<b>vet</b> & <font size=99>groot</font>" in pages(paper)[0]


def test_the_same_values_give_the_same_bytes(orders: dict[str, Order]) -> None:
    paper = orders["care"].paper
    assert plan_pdf(paper) == plan_pdf(paper)
    assert plan_pdf(paper) != plan_pdf(replace(paper, moment="13 maart 2026 08:00"))


_CHILD = """
import sys, hashlib
from zvhdesk.services.papers.plan import plan_pdf
from zvhdesk.services.papers.plan_values import *
paper = eval(sys.stdin.read())
print(hashlib.sha256(plan_pdf(paper)).hexdigest())
"""


def test_another_process_makes_the_same_bytes(orders: dict[str, Order]) -> None:
    paper = orders["care"].paper
    said = {
        subprocess.run(
            [sys.executable, "-c", _CHILD],
            input=repr(paper),
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(sys.path)},
            capture_output=True,
            text=True,
            check=True,
            timeout=60,
        ).stdout.strip()
        for seed in ("1", "77")
    }
    assert said == {copies.made(orders["care"], plan_pdf(paper)).digest}


def test_long_tables_and_long_texts_go_on_over_pages(orders: dict[str, Order]) -> None:
    text = " ".join(f"woord{at}" for at in range(900))
    many = tuple(
        PaperAction(str(at), f"Actie nummer {at} met een zin", "Politie", "") for at in range(1, 121)
    )
    paper = replace(
        orders["om"].paper,
        actions=many,
        own=(PaperAction("1", text, "OM", ""),),
        picture=(PaperSource(text, "Politie"),),
        crisis=text,
    )
    found = pages(paper)
    said = " ".join(found)
    assert said.count("woord899") == 3
    assert all(f"Actie nummer {at} " in said for at in range(1, 121))
    assert all("Nr Actie Wie Termijn" in page for page in found if "Actie nummer" in page)


def test_a_long_receiver_does_not_run_into_the_title(orders: dict[str, Order]) -> None:
    paper = replace(orders["om"].paper, receiver="Stichting " + "Maatschappelijke Dienstverlening " * 4)
    first = pages(paper)[0]
    assert "Exemplaar 2026-0115-1-03" in first
    assert "voor Stichting Maatschappelijke" in first
    assert "Plan van aanpak" in first


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(st.characters(blacklist_categories=["Cs"]), max_size=500))
def test_whatever_was_typed_can_be_printed(orders: dict[str, Order], text: str) -> None:
    paper = replace(
        orders["om"].paper,
        question=text,
        receiver=text[:60].replace("\n", " "),
        house=text[:60],
        crisis=text,
        picture=(PaperSource(text, text[:40]),),
        own=(PaperAction("1", text, text[:40], text[:10]),),
    )
    assert plan_pdf(paper).startswith(b"%PDF")


def test_an_empty_case_has_a_plan_that_says_so(house: SmallHouse) -> None:
    from_scratch = house.desk.change(lambda s: versions.begin(s, house.case_id), "plan.begin")
    paper = house.desk.read(lambda s: copies.house_paper(s, from_scratch, house.desk.clock()))
    said = " ".join(pages(paper))
    for words in ("Nog geen casusvraag.", "Nog geen doelen.", "Geen acties.", "Nog geen feiten ingebracht."):
        assert words in said


def test_a_year_is_said_where_it_is_another(orders: dict[str, Order]) -> None:
    due = (datetime(2026, 3, 12, tzinfo=UTC) + timedelta(300)).year
    assert f"6 januari {due}" in pages(orders["police"].paper)[0]
