"""The places of the rail and the pages behind them. Only what exists stands there (DATA.md 17)."""

from zvhdesk.ui.actions import ActionsPage
from zvhdesk.ui.agreeing.connection import Enrolling
from zvhdesk.ui.agreeing.enrol_page import EnrolPage
from zvhdesk.ui.agreeing.page import Connected, StandingPage
from zvhdesk.ui.beheer import AdminPage
from zvhdesk.ui.board.page import BoardPage
from zvhdesk.ui.console.page import ConsolePage
from zvhdesk.ui.dossier.page import DossierPage
from zvhdesk.ui.importing.page import ImportPage
from zvhdesk.ui.plans import PlansPage
from zvhdesk.ui.shell import Page, Place
from zvhdesk.ui.tables.page import TablesPage
from zvhdesk.ui.tasks import Tasks


def places(tasks: Tasks, line: Connected, enrolling: Enrolling) -> tuple[Place, ...]:
    """Every page, in the order of the rail. A page is built when it is first opened."""
    return (
        Place("board", "Casusbord", "square-kanban", lambda: _board(tasks)),
        Place("dossier", "Dossier", "", lambda: DossierPage(tasks), within="board"),
        Place("tables", "Casustafels", "users", lambda: _tables(tasks)),
        Place("console", "Bijeenkomst", "", lambda: _console(tasks, line), within="tables"),
        Place("actions", "Acties", "list-checks", lambda: _actions(tasks)),
        Place("plans", "Plannen en brieven", "file-text", lambda: _plans(tasks)),
        Place("admin", "Beheer", "settings", lambda: AdminPage(tasks, enrolling)),
        Place("import", "Register overnemen", "", lambda: ImportPage(tasks), within="admin"),
        Place("enrol", "Server en apparaten", "", lambda: EnrolPage(tasks, enrolling), within="admin"),
        Place("server", "Samenwerken", "", lambda: StandingPage(tasks, line), within="admin"),
    )


def _board(tasks: Tasks) -> Page:
    page = BoardPage(tasks)
    page.open_case.connect(lambda case_id: page.go.emit("dossier", case_id))
    page.open_at.connect(lambda case_id, place: page.go.emit("dossier", (case_id, place)))
    page.open_import.connect(lambda: page.go.emit("import", None))
    return page


def _tables(tasks: Tasks) -> Page:
    page = TablesPage(tasks)
    page.open_case.connect(lambda case_id: page.go.emit("dossier", case_id))
    page.open_plan.connect(lambda case_id: page.go.emit("dossier", (case_id, "plan")))
    page.open_console.connect(lambda meeting_id: page.go.emit("console", meeting_id))
    return page


def _console(tasks: Tasks, line: Connected) -> Page:
    page = ConsolePage(tasks, line.clock, line=line)
    page.leave_asked.connect(lambda: page.go.emit("tables", None))
    page.closed_meeting.connect(lambda meeting_id: page.go.emit("tables", meeting_id))
    return page


def _actions(tasks: Tasks) -> Page:
    page = ActionsPage(tasks)
    page.open_case.connect(lambda case_id: page.go.emit("dossier", (case_id, "plan")))
    return page


def _plans(tasks: Tasks) -> Page:
    page = PlansPage(tasks)
    page.open_case.connect(lambda case_id: page.go.emit("dossier", (case_id, "plan")))
    return page
