"""One case: editing in place, drafts, the judgement of lid 1, a step and its undo, history, two versions."""

from sqlalchemy import func, select

from zvhdesk.domain.terms import Criterion, Phase
from zvhdesk.models.cases import Case, Contribution, CriterionJudgement, Referral
from zvhdesk.models.local import ChangeOp, ChangeSet, Draft
from zvhdesk.services import dossier as dossier_service
from zvhdesk.services import editing
from zvhdesk.services.clock import system_clock
from zvhdesk.services.words import day
from zvhdesk.tour import driver
from zvhdesk.tour.chapters.board import card, list_of, phase_of
from zvhdesk.tour.stage import Stage
from zvhdesk.tour.steps import Steps, StuckError, Until

_QUESTION = "Hoe houdt mevrouw haar woning, en wie is er 's nachts bereikbaar? Één aanspreekpunt."
_BAD_DATE = "31 februari"
_BROUGHT = "Drie meldingen van geluid in vier weken; de buren willen praten."
_THEIRS = "Welke hulp blijft na de zomer?"
_MINE = "Welke hulp is er na de zomer nog nodig?"


def play(stage: Stage) -> Steps:
    """Work on a case that waits for its judgement."""
    yield from stage.open()
    number = _waiting_for_judgement(stage)
    yield from open_from_board(stage, Phase.ASSESSMENT, number)
    stage.picture("dossier")
    yield from _edit(stage, number)
    yield from _bad_input(stage, number)
    yield from _draft_comes_back(stage, number)
    yield from _contribute(stage, number)
    yield from _judge(stage, number)
    yield from _step_and_undo(stage, number)
    yield from _history(stage, number)
    yield from _two_versions(stage, number)


def open_from_board(stage: Stage, phase: Phase, number: str) -> Steps:
    """Click a card and press Enter; wait for the dossier."""
    driver.click_row(list_of(phase), card(phase, number))
    driver.press(driver.Key.Key_Return)
    yield Until("het dossier komt", lambda: stage.page == "dossier")
    yield stage.seen("dossier.tabs.bar")
    yield stage.settled()


def _waiting_for_judgement(stage: Stage) -> str:
    """A case in assessment that nobody judged yet, referred long enough ago to have been judged today."""
    with stage.database() as session:
        judged = select(CriterionJudgement.case_id).where(~CriterionJudgement.deleted)
        wanted = (
            select(Case.number)
            .join(Referral, Referral.case_id == Case.id)
            .where(Case.phase == Phase.ASSESSMENT, Case.id.not_in(judged), ~Case.shielded)
            .where(Referral.referred_on < system_clock().date())
        )
        found = session.scalars(wanted).first()
    if found is None:
        raise StuckError("het voorbeeld heeft geen casus die op een oordeel wacht")
    return found


def _case_id(stage: Stage, number: str) -> str:
    with stage.database() as session:
        return session.scalars(select(Case.id).where(Case.number == number)).one()


def _value(stage: Stage, number: str, column: str) -> object:
    with stage.database() as session:
        return getattr(session.scalars(select(Case).where(Case.number == number)).one(), column)


def _drafts(stage: Stage, number: str) -> dict[str, str]:
    with stage.database() as session:
        rows = session.scalars(select(Draft).join(Case, Case.id == Draft.row).where(Case.number == number))
        return {draft.col: draft.text for draft in rows}


def _edit(stage: Stage, number: str) -> Steps:
    driver.fill("dossier.question", _QUESTION)
    yield Until("het concept is bewaard", lambda: _drafts(stage, number).get("question") == _QUESTION)
    unsaved = _value(stage, number, "question") != _QUESTION
    stage.check("wat getypt wordt, is als concept bewaard en nog niet opgeslagen", held=unsaved)
    driver.press(driver.Key.Key_Return, driver.CTRL)
    yield stage.settled()
    saved = _value(stage, number, "question") == _QUESTION
    stage.check("bewerken op de plek zelf komt in de database", held=saved)
    stage.check("het concept is daarna weg", held="question" not in _drafts(stage, number))
    with stage.database() as session:
        case = session.scalars(select(Case).where(Case.number == number)).one()
        ops = session.scalars(
            select(ChangeOp).where(ChangeOp.row == case.id, ChangeOp.col == "question")
        ).all()
    stage.check("de wijziging ligt vast met oude en nieuwe waarde", held="Één aanspreekpunt" in ops[-1].new)
    stage.picture("dossier-bewerkt")


def _bad_input(stage: Stage, number: str) -> Steps:
    before = _value(stage, number, "brp_checked_on")
    driver.fill("dossier.brp_checked_on", _BAD_DATE)
    driver.press(driver.Key.Key_Return)
    yield stage.seen("dossier.brp_checked_on.error")
    yield stage.settled()
    (why,) = driver.texts("dossier.brp_checked_on.error")
    stage.check("verkeerde invoer krijgt een zin bij het veld", held=bool(why))
    stage.check("verkeerde invoer blijft staan", held=driver.held("dossier.brp_checked_on") == _BAD_DATE)
    stage.check(
        "verkeerde invoer komt niet in de casus", held=_value(stage, number, "brp_checked_on") == before
    )
    stage.picture("dossier-verkeerde-datum")


def _draft_comes_back(stage: Stage, number: str) -> Steps:
    yield from stage.close()
    stage.check(
        "bij het sluiten blijft het concept bewaard", held=_BAD_DATE in _drafts(stage, number).values()
    )
    yield from stage.open()
    yield from open_from_board(stage, Phase.ASSESSMENT, number)
    yield stage.seen("dossier.brp_checked_on.restore")
    stage.check("na opnieuw openen wordt het concept aangeboden", held=driver.reads(_BAD_DATE))
    stage.picture("dossier-concept")
    driver.click("dossier.brp_checked_on.restore")
    yield stage.settled()
    stage.check(
        "teruggezet staat het weer in het veld", held=driver.held("dossier.brp_checked_on") == _BAD_DATE
    )
    today = system_clock().date()
    driver.fill("dossier.brp_checked_on", day(today))
    driver.press(driver.Key.Key_Return)
    yield stage.settled()
    stage.check("verbeterd komt het in de database", held=_value(stage, number, "brp_checked_on") == today)
    stage.check("daarna is er geen concept meer", held=_drafts(stage, number) == {})


def _contribute(stage: Stage, number: str) -> Steps:
    driver.click_tab("dossier.tabs.bar", "Informatie")
    yield stage.seen("contribution.new.open")
    driver.click("contribution.new.open")
    yield stage.seen("contribution.new.text")
    driver.fill("contribution.new.text", _BROUGHT)
    driver.click("contribution.new.add")
    yield stage.seen("contribution.new.partner_id.error")
    yield stage.settled()
    stage.check("inbreng zonder partner wordt geweigerd bij het veld", held=_contributions(stage) == 0)
    stage.check("de getypte inbreng blijft staan", held=driver.held("contribution.new.text") == _BROUGHT)
    driver.choose("contribution.new.partner_id", "Politie")
    driver.fill("contribution.new.received_on", day(system_clock().date()))
    driver.fill("contribution.new.ground", "WGS artikel 2.31")
    stage.picture("dossier-inbreng")
    driver.click("contribution.new.add")
    yield stage.settled()
    stage.check("de inbreng is opgeslagen", held=_contributions(stage) == 1)
    stage.check("het toetsenbord blijft bij de inbreng", held=driver.has_keyboard("contribution.new.open"))
    with stage.database() as session:
        row = session.scalars(select(Contribution).where(Contribution.text == _BROUGHT)).one()
        mine = row.case_id == _case_id(stage, number)
    stage.check(
        "de inbreng staat bij deze casus, met haar grond", held=mine and row.ground == "WGS artikel 2.31"
    )
    stage.picture("dossier-informatie")


def _contributions(stage: Stage) -> int:
    with stage.database() as session:
        wanted = select(func.count()).select_from(Contribution).where(Contribution.text == _BROUGHT)
        return session.scalar(wanted) or 0


def _judge(stage: Stage, number: str) -> Steps:
    driver.click("dossier.assess")
    yield stage.seen("assessment.record")
    for criterion in Criterion:
        driver.click(f"assessment.{criterion}.yes")
        driver.fill(f"assessment.{criterion}.ground", f"Zo blijkt uit de aanmelding, onder {criterion}.")
    driver.fill("assessment.day", day(system_clock().date()))
    driver.click("assessment.record")
    yield stage.seen("assessment.partners.error")
    yield stage.settled()
    stage.check("zonder deelnemers van lid 1 is er geen oordeel", held=_judgements(stage, number) == [])
    driver.click("assessment.partner.0")
    yield stage.settled()
    gone = driver.texts("assessment.partners.error") == [""]
    stage.check("wat verbeterd wordt, heet niet langer fout", held=gone)
    stage.picture("dossier-beoordeling")
    driver.click("assessment.record")
    yield stage.settled()
    judged = _judgements(stage, number)
    named = len(judged) == len(Criterion) and all(row.decided_by and row.met for row in judged)
    stage.check("de vier criteria liggen vast, met wie van lid 1 besloot", held=named)


def _judgements(stage: Stage, number: str) -> list[CriterionJudgement]:
    with stage.database() as session:
        wanted = select(CriterionJudgement).join(Case, Case.id == CriterionJudgement.case_id)
        return list(session.scalars(wanted.where(Case.number == number, ~CriterionJudgement.deleted)))


def _step_and_undo(stage: Stage, number: str) -> Steps:
    driver.press(driver.Key.Key_1, driver.ALT)
    yield Until("het bord komt", lambda: stage.page == "board")
    yield stage.settled()
    driver.click_row(list_of(Phase.ASSESSMENT), card(Phase.ASSESSMENT, number))
    driver.press(driver.Key.Key_Right, driver.CTRL)
    yield stage.settled()
    stage.check("na het oordeel gaat de casus naar triage", held=phase_of(stage, number) is Phase.TRIAGE)
    driver.press(driver.Key.Key_Z, driver.CTRL)
    yield stage.settled()
    stage.check("Ctrl+Z haalt de stap terug", held=phase_of(stage, number) is Phase.ASSESSMENT)
    with stage.database() as session:
        newest = session.scalars(select(ChangeSet).order_by(ChangeSet.rev.desc())).first()
    stage.check("terughalen is zelf een handeling", held=newest is not None and newest.undo_of is not None)
    stage.check("het oordeel van lid 1 staat er nog", held=len(_judgements(stage, number)) == len(Criterion))


def _history(stage: Stage, number: str) -> Steps:
    yield from open_from_board(stage, Phase.ASSESSMENT, number)
    stage.check("een melding van eerder staat er niet meer", held=driver.texts("dossier.message") == [""])
    driver.click_tab("dossier.tabs.bar", "Geschiedenis")
    yield stage.seen("dossier.history.list")
    yield stage.settled()
    said = "\n".join(driver.spoken("dossier.history.list"))
    for words in (
        "Beoordeling door lid 1",
        "Verplaatst in de casusreis",
        "Ongedaan gemaakt",
        "Inbreng toegevoegd",
    ):
        stage.check(f"de geschiedenis toont: {words.lower()}", held=words in said)
    stage.check("de geschiedenis toont de nieuwe casusvraag", held="Één aanspreekpunt" in said)
    stage.picture("dossier-geschiedenis")


def _two_versions(stage: Stage, number: str) -> Steps:
    driver.click_tab("dossier.tabs.bar", "Overzicht")
    yield stage.seen("dossier.question")
    driver.fill("dossier.question", _MINE)
    yield from _someone_else(stage, number)
    stage.check(
        "wat een ander opslaat, wist niet wat hier getypt is", held=driver.held("dossier.question") == _MINE
    )
    driver.press(driver.Key.Key_Return, driver.CTRL)
    yield stage.seen("dossier.question.versions")
    yield stage.settled()
    stage.check("beide versies staan naast elkaar", held=driver.reads(_MINE) and driver.reads(_THEIRS))
    stage.check("er is niets overschreven", held=_value(stage, number, "question") == _THEIRS)
    stage.picture("dossier-twee-versies")
    driver.click("dossier.question.keep_mine")
    yield stage.settled()
    stage.check("wat gekozen is, geldt", held=_value(stage, number, "question") == _MINE)
    stage.check("na de keuze is er weer één versie", held=driver.shown("dossier.question.versions") is None)


def _someone_else(stage: Stage, number: str) -> Steps:
    """The same field saved by another act while it is being typed in."""
    if stage.app is None:
        raise StuckError("het programma loopt niet")
    case_id = _case_id(stage, number)
    cell = ("case_", case_id, "question")
    stage.app.tasks.ask(
        lambda desk: desk.change(
            lambda session: editing.save(session, dossier_service.FORM, cell, _THEIRS, 10**9), "case.edit"
        ),
        lambda _: None,
    )
    yield Until("de ander heeft opgeslagen", lambda: _value(stage, number, "question") == _THEIRS)
    yield stage.settled()
