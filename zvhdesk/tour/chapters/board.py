"""The case board: filters, names on request, moving by keyboard and by mouse, a refusal explained."""

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QAbstractItemView
from sqlalchemy import func, select

from zvhdesk.domain.journey import refusal_to_move
from zvhdesk.domain.terms import BOARD_PHASES, Phase
from zvhdesk.models.cases import Case
from zvhdesk.models.house import CaseTable
from zvhdesk.models.local import AccessEvent, ChangeSet
from zvhdesk.models.people import Person
from zvhdesk.services import moving
from zvhdesk.services.clock import system_clock
from zvhdesk.tour import driver
from zvhdesk.tour.stage import Stage
from zvhdesk.tour.steps import Steps, Until


def play(stage: Stage) -> Steps:
    """Look, choose, move, be refused, open."""
    yield from stage.open()
    stage.picture("bord")
    yield from _names(stage)
    yield from _filters(stage)
    yield from _by_keyboard(stage)
    yield from _by_mouse(stage)
    yield from _refused(stage)
    yield from _open(stage)


def list_of(phase: Phase) -> str:
    """The objectName of a column's cards."""
    return f"board.list.{phase}"


def card(phase: Phase, number: str) -> QModelIndex:
    """The card of a case in the column of a phase."""
    return driver.row_saying(list_of(phase), number)


def phase_of(stage: Stage, number: str) -> Phase | None:
    """Where the reopened database says a case is."""
    with stage.database() as session:
        return session.scalar(select(Case.phase).where(Case.number == number))


def movable(stage: Stage, phase: Phase, target: Phase) -> list[str]:
    """Numbers of cases that the rule lets go from one phase to another, as the board orders them."""
    with stage.database() as session:
        found = session.execute(
            select(Case.id, Case.number).where(Case.phase == phase, ~Case.shielded, ~Case.deleted)
        ).all()
        today = system_clock().date()
        fits = {
            number
            for case_id, number in found
            if refusal_to_move(moving.facts(session, case_id, today), target) is None
        }
    return [
        number for said in driver.spoken(list_of(phase)) for number in [said.split(",")[0]] if number in fits
    ]


def _everything_said() -> str:
    return "\n".join(said for phase in BOARD_PHASES for said in driver.spoken(list_of(phase)))


def _events(stage: Stage, action: str) -> int:
    with stage.database() as session:
        wanted = select(func.count()).select_from(AccessEvent).where(AccessEvent.action == action)
        return session.scalar(wanted) or 0


def _names(stage: Stage) -> Steps:
    with stage.database() as session:
        surnames = [name for name in session.scalars(select(Person.surname)) if name and len(name) > 3]

    def shown() -> bool:
        said = _everything_said()
        return any(name in said for name in surnames)

    stage.check("het bord begint zonder namen", held=not shown())
    stage.check("zonder namen is er niets van namen in het logboek", held=_events(stage, "names.show") == 0)
    driver.click("board.names")
    yield stage.settled()
    stage.check("gevraagd komen de namen", held=shown())
    stage.check("namen tonen staat in het logboek", held=_events(stage, "names.show") == 1)
    stage.picture("bord-namen")
    driver.click("board.names")
    yield stage.settled()
    stage.check("namen verbergen haalt ze weg", held=not shown())


def _filters(stage: Stage) -> Steps:
    with stage.database() as session:
        open_ = (~Case.shielded, ~Case.deleted, Case.phase != Phase.CLOSED)
        table_id, many = session.execute(
            select(Case.table_id, func.count())
            .join(CaseTable, CaseTable.id == Case.table_id)
            .where(*open_)
            .group_by(Case.table_id)
            .order_by(func.count().desc())
        ).all()[0]
        every = session.scalar(select(func.count()).select_from(Case).where(*open_)) or 0
    stage.check("het bord telt alle open casussen", held=_on_board() == every)
    driver.click(f"chip.tafel.{table_id}")
    yield Until("het filter werkt", lambda: _on_board() < every)
    yield stage.settled()
    stage.check("gefilterd op een tafel telt het bord die van de tafel", held=_on_board() == many)
    stage.picture("bord-tafel")
    driver.click("chip.alle")
    driver.click("chip.aandacht")
    yield Until("het filter werkt", lambda: _on_board() not in (many, every))
    yield stage.settled()
    stage.check("er is minder dat aandacht vraagt dan er is", held=0 < _on_board() < every)
    stage.picture("bord-aandacht")
    driver.click("chip.aandacht")
    yield Until("het filter is uit", lambda: _on_board() == every)
    driver.click("board.group")
    yield stage.settled()
    stage.picture("bord-per-tafel")
    driver.click("board.group")
    yield stage.settled()


def _on_board() -> int:
    """How many cards the columns hold."""
    return sum(driver.count(list_of(phase)) for phase in BOARD_PHASES)


def _by_keyboard(stage: Stage) -> Steps:
    number = movable(stage, Phase.WAITING_LIST, Phase.AT_TABLE)[0]
    driver.click_row(list_of(Phase.WAITING_LIST), card(Phase.WAITING_LIST, number))
    driver.press(driver.Key.Key_Right, driver.CTRL)
    yield Until("de casus gaat", lambda: _is_at(Phase.AT_TABLE, number))
    yield stage.settled()
    stage.check(
        "met Ctrl+Rechts gaat een casus een stap verder", held=phase_of(stage, number) is Phase.AT_TABLE
    )
    with stage.database() as session:
        started = session.scalar(select(Case.started_on).where(Case.number == number))
    stage.check("de klok van de behandeling begint", held=started is not None)
    stage.picture("bord-verplaatst")


def _is_at(phase: Phase, number: str) -> bool:
    return any(said.startswith(number) for said in driver.spoken(list_of(phase)))


def _by_mouse(stage: Stage) -> Steps:
    number = movable(stage, Phase.WAITING_LIST, Phase.AT_TABLE)[0]
    source = driver.of_kind(QAbstractItemView, list_of(Phase.WAITING_LIST))
    target = driver.of_kind(QAbstractItemView, list_of(Phase.AT_TABLE))
    driver.drag(source, card(Phase.WAITING_LIST, number), target)
    yield Until("de casus gaat", lambda: _is_at(Phase.AT_TABLE, number))
    yield stage.settled()
    stage.check("met slepen gaat een casus mee", held=phase_of(stage, number) is Phase.AT_TABLE)


def _refused(stage: Stage) -> Steps:
    fits = set(movable(stage, Phase.ASSESSMENT, Phase.TRIAGE))
    here = [said.split(",")[0] for said in driver.spoken(list_of(Phase.ASSESSMENT))]
    number = next(one for one in here if one not in fits)
    before = _changes(stage)
    driver.click_row(list_of(Phase.ASSESSMENT), card(Phase.ASSESSMENT, number))
    driver.press(driver.Key.Key_Right, driver.CTRL)
    yield stage.seen("board.refusal")
    yield stage.settled()
    (why,) = driver.texts("board.refusal.text")
    stage.check("wat niet mag wordt uitgelegd", held=number in why and "blijft staan" in why)
    stage.check("wat niet mag gebeurt niet", held=phase_of(stage, number) is Phase.ASSESSMENT)
    stage.check("een weigering laat geen wijziging na", held=_changes(stage) == before)
    stage.picture("bord-geweigerd")
    driver.click("board.refusal.close")
    yield stage.settled()


def _changes(stage: Stage) -> int:
    with stage.database() as session:
        return session.scalar(select(func.count()).select_from(ChangeSet)) or 0


def _open(stage: Stage) -> Steps:
    before = _events(stage, "case.open")
    driver.press(driver.Key.Key_Return)
    yield Until("het dossier komt", lambda: stage.page == "dossier")
    yield stage.settled()
    stage.check(
        "Enter opent het dossier, en dat staat in het logboek", held=_events(stage, "case.open") == before + 1
    )
