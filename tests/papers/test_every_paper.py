"""What holds for each paper that the program makes, whatever it says."""

import pkgutil
from collections.abc import Callable
from datetime import date
from importlib import import_module

import pytest

from tests.papers.reading import bookmarks, fonts, metadata, pages
from zvhdesk.domain.numbers import NumberInCase
from zvhdesk.services import papers
from zvhdesk.services.papers.case_sheet import case_sheet_pdf
from zvhdesk.services.papers.decisions_list import decisions_list_pdf
from zvhdesk.services.papers.decisions_values import (
    DecisionsList,
    ListAction,
    ListCase,
    ListDecision,
    ListRemark,
    ListSeat,
)
from zvhdesk.services.papers.plan import plan_pdf
from zvhdesk.services.papers.plan_values import (
    PaperAction,
    PaperGoal,
    PaperPerson,
    PaperRemark,
    PaperSource,
    PlanPaper,
)
from zvhdesk.services.papers.recovery import sheet_pdf
from zvhdesk.services.papers.sheet_values import (
    CaseSheet,
    SheetAction,
    SheetCriterion,
    SheetGoal,
    SheetPerson,
    SheetSource,
)
from zvhdesk.services.unlock import sheets

FACTS = (("Casustafel", "Top-X"), ("Procesregie", ""))


def case_sheet(question: str = "Hoe wordt het veilig?", action: str = "Doet aangifte") -> bytes:
    return case_sheet_pdf(
        CaseSheet(
            house="ZVH Voorbeeld",
            number="2026-0115",
            initials="H.v.L.",
            facts=FACTS,
            question=question,
            goals=(SheetGoal("Wonen", "Zes maanden rust", "1 mei 2026"),),
            actions=(
                SheetAction(NumberInCase(1), action, "Politie", "1 mei 2026", "Open", "2 dagen te laat"),
            ),
            clocks=FACTS,
            handling="Vernietigen.",
            referral=FACTS,
            reason="Overlast.",
            judged=(SheetCriterion("a", "Problemen", "ja", "Politie meldt het."),),
            judged_by="Beoordeeld.",
            persons=(SheetPerson("H. van Loon", "Betrokkene", "1988"),),
            picture=(SheetSource("Elf meldingen.", "Politie"),),
            opinions=(),
            features=FACTS,
            printed="Afgedrukt op 12 mrt 2026",
            secrecy="Geheimhouding.",
            tailored=True,
        )
    )


def plan() -> bytes:
    actions = (PaperAction("1", "Doet aangifte", "Politie", "1 mei"),)
    return plan_pdf(
        PlanPaper(
            house="ZVH Voorbeeld",
            case="2026-0115 · H.v.L.",
            mark="Exemplaar 2026-0115-1-01",
            receiver="Politie",
            watermark="2026-0115-1-01",
            facts=FACTS,
            own=actions,
            question="Hoe wordt het veilig?",
            goals=(PaperGoal("1", "Wonen", "Zes maanden rust", "1 mei"),),
            picture=(PaperSource("Elf meldingen.", "Politie"),),
            remarks=(PaperRemark("GGZ: te vroeg.", dissent=True),),
            opinions=(),
            crisis="",
            actions=actions,
            decisions=(),
            over=actions,
            handling="Vernietigen.",
            tailored=True,
            persons=(PaperPerson("H.v.L.", "H. van Loon", "Betrokkene", "1988"),),
            moment="12 maart 2026",
            secrecy="Geheimhouding.",
        )
    )


def decisions_list(outcome: str = "Besproken.", action: str = "Doet aangifte") -> bytes:
    case = ListCase(
        title="2026-0115 · H.v.L.",
        reason="Tussenstand",
        question="Hoe wordt het veilig?",
        outcome=outcome,
        decisions=(ListDecision(NumberInCase(1), "De woning blijft", "Politie", "Gemeente"),),
        actions=(ListAction(NumberInCase(1), "Politie", action, "1 mei 2026"),),
        dissent=(ListRemark("GGZ", "Te vroeg"),),
        next="Volgende bespreking: 9 apr 2026.",
    )
    return decisions_list_pdf(
        DecisionsList(
            house="ZVH Voorbeeld",
            meeting="Top-X, do 12 mrt 2026",
            final=False,
            facts=FACTS,
            present=(ListSeat("Politie", "Lid 1", "In de zaal"),),
            absent=(),
            cases=(case,),
            parked=(ListRemark("2026-0115", "Wachtlijst"),),
            points=("Opening",),
            handling="Vernietigen.",
            secrecy="Geheimhouding.",
            printed="Afgedrukt op 12 mrt 2026",
        )
    )


def recovery() -> bytes:
    return sheet_pdf(sheets.split(bytes(32), bytes(4), "Huis", date(2026, 11, 2))[0])


PAPERS: dict[str, Callable[[], bytes]] = {
    "case_sheet": case_sheet,
    "plan": plan,
    "decisions_list": decisions_list,
    "recovery": recovery,
}
ON_PAGES = [case_sheet, plan, decisions_list]


def test_every_paper_is_tried_here() -> None:
    makers = {
        module.name
        for module in pkgutil.iter_modules(papers.__path__)
        if module.name != "pages"
        and any(name.endswith("_pdf") for name in vars(import_module(f"{papers.__name__}.{module.name}")))
    }
    assert makers == set(PAPERS)


@pytest.mark.parametrize("paper", PAPERS)
def test_every_font_is_in_the_file(paper: str) -> None:
    found = fonts(PAPERS[paper]())
    assert len(found) >= 3
    assert all(name.partition("+")[2].startswith("Inter-") for name in found)
    assert all(found.values()), found


def test_a_font_that_is_not_in_the_file_is_seen() -> None:
    assert fonts(b"<< /BaseFont /Helvetica /Encoding /WinAnsiEncoding /Type /Font >>") == {"Helvetica": False}


@pytest.mark.parametrize("paper", ON_PAGES)
def test_the_frame_of_every_paper_is_the_same(paper: Callable[[], bytes]) -> None:
    pdf = paper()
    title = metadata(pdf)["Title"]
    found = pages(pdf)
    for at, page in enumerate(found, start=1):
        assert title in page
        assert "ZVH Voorbeeld" in page
        assert "Vertrouwelijk" in page
        assert "Geheimhouding." in page
        assert f"{at} van {len(found)}" in page
    assert all(words in found[page] for words, page in bookmarks(pdf))
    assert b"/Lang (nl-NL)" in pdf


SENTENCE = f"eerste regel {'van een actie die lang is ' * 9} tot zover"


@pytest.mark.parametrize("lines", range(1, 45))
def test_a_row_stays_whole_wherever_on_a_page_its_table_begins(lines: int) -> None:
    pushed = "\n".join(["regel"] * lines)
    (page,) = [page for page in pages(case_sheet(pushed, SENTENCE)) if "eerste" in page]
    assert "tot zover" in page
    assert "Acties Nr Actie Wie Termijn Status 1 " in page, "and its heading with it"
    (page,) = [page for page in pages(decisions_list(pushed, SENTENCE)) if "eerste" in page]
    assert "tot zover" in page
