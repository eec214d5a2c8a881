"""The casusblad: shown before it is printed, kept as a PDF on request, and read back."""

from sqlalchemy import func, select

from zvhdesk.domain.terms import Phase, SubjectRole
from zvhdesk.models.cases import Case, Contribution, Subject
from zvhdesk.models.local import AccessEvent
from zvhdesk.models.people import Person
from zvhdesk.services.words import initials
from zvhdesk.tour import driver
from zvhdesk.tour.chapters.dossier import open_from_board
from zvhdesk.tour.stage import Stage
from zvhdesk.tour.steps import Steps, StuckError, Until


def play(stage: Stage) -> Steps:
    """Show, keep and read the paper of a case at the casustafel."""
    yield from stage.open()
    number, person = _a_case(stage)
    yield from open_from_board(stage, Phase.AT_TABLE, number)
    for words, name in (("Plan en acties", "dossier-plan"), ("Personen", "dossier-personen")):
        driver.click_tab("dossier.tabs.bar", words)
        yield stage.settled()
        stage.picture(name)
    surname = person.surname or ""
    stage.check("het dossier begint zonder namen", held=not driver.reads(surname))
    driver.click("dossier.names")
    yield stage.settled()
    stage.check("namen tonen in het dossier staat in het logboek", held=_events(stage, "names.show") == 1)
    stage.picture("dossier-namen")
    driver.click("dossier.print")
    yield Until("het voorbeeld komt", lambda: driver.is_active("preview"))
    yield stage.settled()
    stage.check("het voorbeeld staat in het logboek", held=_events(stage, "case.preview") == 1)
    stage.check("bewaren staat nog niet in het logboek", held=_events(stage, "case.save_pdf") == 0)
    stage.picture("casusblad-voorbeeld")
    yield from _keep(stage, number, person)
    driver.click("preview.close")
    yield Until("het voorbeeld is weg", lambda: driver.shown("preview") is None)
    stage.window.activateWindow()
    yield stage.settled()


def _a_case(stage: Stage) -> tuple[str, Person]:
    """A case with much to tell: its number and its betrokkene, whose surname is no common word."""
    with stage.database() as session:
        told = (
            select(Contribution.case_id, func.count().label("many")).group_by(Contribution.case_id).subquery()
        )
        wanted = (
            select(Case.number, Person)
            .join(told, told.c.case_id == Case.id)
            .join(Subject, Subject.case_id == Case.id)
            .join(Person, Person.id == Subject.person_id)
            .where(Case.phase == Phase.AT_TABLE, ~Case.shielded, Subject.role == SubjectRole.MAIN)
            .where(func.length(Person.surname) > 4)
            .order_by(told.c.many.desc(), Case.number.desc())
        )
        found = session.execute(wanted).first()
        if found is None:
            raise StuckError("het voorbeeld heeft geen casus met inbreng")
        session.expunge_all()
        return found[0], found[1]


def _events(stage: Stage, action: str) -> int:
    with stage.database() as session:
        wanted = select(func.count()).select_from(AccessEvent).where(AccessEvent.action == action)
        return session.scalar(wanted) or 0


def _keep(stage: Stage, number: str, person: Person) -> Steps:
    where = stage.world.room / "blad.pdf"
    driver.click("preview.save")
    yield from stage.answer_file_dialog(where)
    yield stage.settled()
    stage.check("bewaren staat in het logboek", held=_events(stage, "case.save_pdf") == 1)
    paper = stage.saved_pdf(where, "casusblad")
    surname = person.surname or ""
    letters = initials(person.initials, person.prefix, person.surname)
    cover = paper.pages[0]
    stage.check("op bladzijde 1 staat het casusnummer", held=number in cover)
    stage.check("op bladzijde 1 staan de initialen", held=letters in cover)
    stage.check("op bladzijde 1 staat geen naam", held=surname not in cover)
    stage.check("de naam staat binnenin", held=any(surname in page for page in paper.pages[1:]))
    clean = surname not in paper.properties and number not in paper.properties
    stage.check("de eigenschappen van het bestand noemen naam noch nummer", held=clean)
    stage.check(
        "de grond van de wet staat erop", held="artikel 1.7 en 2.31" in paper.text.replace("\xa0", " ")
    )
