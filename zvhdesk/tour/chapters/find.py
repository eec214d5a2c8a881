"""Ctrl+K: a case by its number and by a name, and what is shielded is not offered, named or counted."""

from PySide6.QtWidgets import QLineEdit
from sqlalchemy import func, select

from zvhdesk.domain.terms import SubjectRole
from zvhdesk.models.cases import Case, Subject
from zvhdesk.models.local import AccessEvent
from zvhdesk.models.people import Person
from zvhdesk.tour import driver
from zvhdesk.tour.stage import Stage
from zvhdesk.tour.steps import Steps, Until


def play(stage: Stage) -> Steps:
    """Find by number, by name, and find nothing of a closed case."""
    yield from stage.open()
    yield from _by_number(stage)
    yield from _by_name(stage)
    yield from _shielded(stage)


def _ask(stage: Stage, words: str) -> Steps:
    """Open the finder and type; wait for the answer to exactly this."""
    if driver.shown("find.field") is None:
        driver.press(driver.Key.Key_K, driver.CTRL)
        yield stage.seen("find.field")
    field = driver.of_kind(QLineEdit, "find.field")
    field.selectAll()
    driver.press(driver.Key.Key_Delete)
    driver.write(words)
    finder = stage.app.workbench.finder if stage.app and stage.app.workbench else None
    yield Until("er is gezocht", lambda: finder is not None and finder.settled)
    yield stage.settled()


def _cases_offered() -> list[str]:
    """The rows under the heading of the cases."""
    rows = driver.spoken("find.list") if driver.shown("find.list") is not None else []
    if "Casussen" not in rows:
        return []
    rest = rows[rows.index("Casussen") + 1 :]
    heads = [at for at, said in enumerate(rest) if said in ("Ga naar", "Doen")]
    return rest[: heads[0]] if heads else rest


def _one(stage: Stage, *, shielded: bool) -> tuple[str, str]:
    """Number and surname of a case; of a shielded one, of a person who is in no open case."""
    with stage.database() as session:
        open_persons = (
            select(Subject.person_id)
            .join(Case, Case.id == Subject.case_id)
            .where(~Case.shielded, ~Case.deleted)
        )
        wanted = (
            select(Case.number, Person.surname)
            .join(Subject, Subject.case_id == Case.id)
            .join(Person, Person.id == Subject.person_id)
            .where(Case.shielded == shielded, ~Case.deleted, Subject.role == SubjectRole.MAIN)
            .order_by(Case.number.desc())
        )
        found = session.execute(wanted).all()
        # A surname that only this case has says most; in a small house there may be none.
        open_names = set(session.scalars(select(Person.surname).where(Person.id.in_(open_persons))))
        own = [row for row in found if row[1] not in open_names] if shielded else found
        number, surname = (own or found)[0]
        return number, surname or ""


def _searches(stage: Stage) -> int:
    with stage.database() as session:
        wanted = select(func.count()).select_from(AccessEvent).where(AccessEvent.action == "search")
        return session.scalar(wanted) or 0


def _by_number(stage: Stage) -> Steps:
    number, _ = _one(stage, shielded=False)
    yield from _ask(stage, number)
    offered = _cases_offered()
    stage.check(
        "een casusnummer vindt die ene casus", held=[said.split(",")[0] for said in offered] == [number]
    )
    stage.picture("zoeken-nummer")
    driver.press(driver.Key.Key_Return)
    yield Until("het dossier komt", lambda: stage.page == "dossier")
    yield stage.settled()
    stage.check("zoeken staat in het logboek", held=_searches(stage) == 1)


def _by_name(stage: Stage) -> Steps:
    number, surname = _one(stage, shielded=False)
    yield from _ask(stage, surname)
    offered = _cases_offered()
    stage.check("een achternaam vindt de casus", held=any(said.startswith(number) for said in offered))
    stage.check(
        "in het gevondene staan initialen, geen namen", held=not any(surname in said for said in offered)
    )
    stage.picture("zoeken-naam")


def _shielded(stage: Stage) -> Steps:
    number, surname = _one(stage, shielded=True)
    for what, words in (("het nummer", number), ("de naam", surname)):
        yield from _ask(stage, words)
        offered = _cases_offered()
        found = any(said.startswith(number) for said in offered)
        stage.check(f"een afgesloten casus is met {what} niet te vinden", held=not found)
    stage.picture("zoeken-afgesloten")
    driver.press(driver.Key.Key_Escape)
    yield Until("het zoeken is weg", lambda: driver.shown("find.field") is None)
