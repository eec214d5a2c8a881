"""Two judgements of lid 1 that desks recorded apart, on the page: who looks sees both, and chooses."""

from datetime import date

from PySide6.QtWidgets import QPushButton
from sqlalchemy import select

from tests.dossier.conftest import Opened
from tests.dossier.looking import words
from tests.pictures import keep
from zvhdesk.domain.terms import Criterion
from zvhdesk.models.capture import CaptureSession
from zvhdesk.models.cases import CriterionJudgement
from zvhdesk.services.desk import Desk
from zvhdesk.ui.kit.conflict import ConflictCard
from zvhdesk.ui.kit.marked import Marked

CARD = "dossier.overview.asked.0"


def judged(full: Opened, met: bool, ground: str) -> None:
    """The rows of a judgement beside what stands, as they come in from a desk that had not heard of it."""

    def fn(session: CaptureSession) -> None:
        session.add_all_new(
            CriterionJudgement(
                stream_id=full.house.case_stream,
                case_id=full.house.case_id,
                criterion=criterion,
                met=met,
                ground=f"{ground} ({criterion.value})",
                decided_by="Politie",
                decided_on=date(2026, 3, 11),
            )
            for criterion in Criterion
        )

    full.asked(lambda desk: desk.change(fn, "assessment.record"))
    full.settle()


def stand(desk: Desk) -> list[bool]:
    wanted = select(CriterionJudgement.met).where(~CriterionJudgement.deleted)
    return desk.read(lambda session: list(session.scalars(wanted)))


def test_both_stand_on_the_page_and_one_is_chosen(full: Opened) -> None:
    judged(full, True, "Elf meldingen in twaalf weken.")
    assert full.window.findChild(ConflictCard) is None
    assert "vraagt om een keuze" not in words(full)
    judged(full, False, "Het gaat de laatste weken beter.")
    card = full.find(ConflictCard, f"{CARD}.several")
    assert card.isVisible()
    assert card.accessibleName().startswith("Beoordeling door lid 1: twee versies.")
    assert "1 punt vraagt om een keuze" in words(full)
    texts = [full.find(Marked, f"{CARD}.version.{at}").text.splitlines() for at in (0, 1)]
    assert texts[0][0] == "a: nee. Het gaat de laatste weken beter. (a)"
    assert texts[1][3:] == [
        "d: ja. Elf meldingen in twaalf weken. (d)",
        "Beoordeeld op 11 mrt 2026 door Politie.",
    ]
    full.window.resize(1366, 768)
    keep(full.window, "dossier-twee-beoordelingen")
    full.find(QPushButton, f"{CARD}.keep.1").click()
    full.settle()
    assert full.asked(stand) == [True] * 4
    assert "Elf meldingen in twaalf weken. (a)" in words(full)
    assert full.window.findChild(ConflictCard) is None
