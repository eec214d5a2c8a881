"""The plan van aanpak: a next version, adopted by lid 1, and a numbered copy for each partner."""

from datetime import timedelta
from hashlib import sha256

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from zvhdesk.domain.terms import DisclosureKind, PartnerClass, PlanState
from zvhdesk.models.house import Partner
from zvhdesk.models.plans import Disclosure, Plan, Voice
from zvhdesk.services.clock import system_clock
from zvhdesk.services.words import table_day
from zvhdesk.tour import driver
from zvhdesk.tour.stage import Stage
from zvhdesk.tour.steps import Steps, StuckError, Until

_CRISIS = "Bij dreiging 112; daarna belt de wijkagent de procesmanager, dezelfde dag."


def play(stage: Stage) -> Steps:
    """From Plannen en brieven to the dossier, adopt the concept there, and hand out its copies."""
    yield from stage.open()
    driver.click("rail.plans")
    yield Until("de plannen komen", lambda: stage.page == "plans")
    yield stage.settled()
    stage.picture("plannen")
    driver.click("chip.concept")
    yield stage.settled()
    driver.click("plans.dossier")
    yield Until("het dossier komt", lambda: stage.page == "dossier")
    yield stage.settled()
    stage.picture("dossier-plan-versies")
    yield from _concept(stage)
    yield from _adopt(stage)
    yield from _copies(stage)


def _concept(stage: Stage) -> Steps:
    driver.fill("plan.crisis", _CRISIS)
    driver.press(driver.Key.Key_Tab)
    yield Until("de afspraken zijn opgeslagen", lambda: _crisis(stage) == _CRISIS)
    yield stage.settled()
    stage.check("wat bij het concept getypt wordt, staat in de database", held=_crisis(stage) == _CRISIS)


def _crisis(stage: Stage) -> str | None:
    with stage.database() as session:
        return session.scalar(select(Plan.crisis).where(Plan.state == PlanState.CONCEPT))


def _adopt(stage: Stage) -> Steps:
    before = _plans(stage, PlanState.ADOPTED)
    driver.click("plan.adopt")
    yield stage.seen("adoption.record")
    driver.click("adoption.record")
    yield Until("er staat wie er mist", lambda: bool(driver.texts("adoption.partners.error")[0]))
    yield stage.settled()
    stage.check(
        "zonder deelnemers van lid 1 wordt niets vastgesteld", held=_plans(stage, PlanState.ADOPTED) == before
    )
    stage.picture("plan-vaststellen-geweigerd")
    for at in (1, 2):
        driver.click(f"adoption.partner.{at}")
    driver.fill("adoption.day", table_day(system_clock().date()))
    driver.fill("adoption.evaluation", table_day(system_clock().date() + timedelta(weeks=12)))
    driver.click("adoption.record")
    yield Until("het plan is vastgesteld", lambda: _plans(stage, PlanState.ADOPTED) == before + 1)
    yield stage.settled()
    with stage.database() as session:
        plan = _newest(session)
        classes = set(
            session.scalars(
                select(Partner.class_)
                .join(Voice, Voice.partner_id == Partner.id)
                .where(Voice.about_id == plan.id)
            )
        )
    stage.check("alleen deelnemers van lid 1 stelden vast", held=classes == {PartnerClass.PARAGRAPH_1})
    stage.check("het plan houdt vast wat het zei", held=plan.content is not None and _CRISIS in plan.content)
    stage.picture("plan-vastgesteld")


def _newest(session: Session) -> Plan:
    wanted = (
        select(Plan).where(Plan.state == PlanState.ADOPTED).order_by(Plan.adopted_on.desc(), Plan.id.desc())
    )
    found = session.scalars(wanted).first()
    if found is None:
        raise StuckError("er is geen vastgesteld plan")
    return found


def _copies(stage: Stage) -> Steps:
    driver.click("plan.2.copies")
    yield Until("de ontvangers komen", lambda: driver.is_active("copies"))
    yield stage.settled()
    stage.picture("exemplaren-kiezen")
    before = _given(stage)
    driver.click("copies.start")
    yield Until("de exemplaren zijn er", lambda: driver.is_ready("copies.look.1"))
    yield stage.settled()
    stage.picture("exemplaren-gemaakt")
    given = _given(stage)
    stage.check(
        "elk exemplaar heeft een eigen nummer in het register",
        held=len(set(given)) == len(given) > len(before),
    )
    driver.click("copies.look.1")
    yield Until("het voorbeeld komt", lambda: driver.is_active("preview"))
    yield stage.settled()
    stage.picture("plan-voorbeeld")
    yield from _read(stage)


def _given(stage: Stage) -> list[str]:
    with stage.database() as session:
        wanted = select(Disclosure.copy_number).where(Disclosure.kind == DisclosureKind.COPY)
        return [number for number in session.scalars(wanted) if number]


def _read(stage: Stage) -> Steps:
    where = stage.world.room / "plan.pdf"
    driver.click("preview.save")
    yield from stage.answer_file_dialog(where)
    yield stage.settled()
    paper = stage.saved_pdf(where, "plan-van-aanpak")
    with stage.database() as session:
        copy, partner = session.execute(
            select(Disclosure, Partner)
            .join(Partner, Partner.id == Disclosure.partner_id)
            .where(Disclosure.copy_number.in_([number for number in _given(stage) if number in paper.text]))
        ).one()
        number, name, digest = copy.copy_number or "", partner.name, copy.digest
    first = " ".join(paper.pages[0].split())
    stage.check("het exemplaar noemt zijn nummer en ontvanger", held=number in first and name in first)
    stage.check("de eigen acties staan voorop", held=first.index("Uw acties") < first.index("Casusvraag"))
    stage.check("het register kent precies deze bytes", held=sha256(where.read_bytes()).hexdigest() == digest)
    stage.check("de eigenschappen van het bestand noemen niemand", held=name not in paper.properties)
    driver.click("preview.close")
    yield Until("het voorbeeld is weg", lambda: driver.shown("preview") is None)
    driver.click("copies.close")
    yield Until("het venster is weg", lambda: driver.shown("copies") is None)
    stage.window.activateWindow()
    yield stage.settled()


def _plans(stage: Stage, state: PlanState) -> int:
    with stage.database() as session:
        return session.scalar(select(func.count()).select_from(Plan).where(Plan.state == state)) or 0
