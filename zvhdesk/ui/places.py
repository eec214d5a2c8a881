"""The places of the rail and the pages behind them. Only what exists stands there (DATA.md 17)."""

from zvhdesk.ui.beheer import AdminPage
from zvhdesk.ui.board.page import BoardPage
from zvhdesk.ui.dossier.page import DossierPage
from zvhdesk.ui.importing.page import ImportPage
from zvhdesk.ui.shell import Page, Place
from zvhdesk.ui.tasks import Tasks


def places(tasks: Tasks) -> tuple[Place, ...]:
    """Every page, in the order of the rail. A page is built when it is first opened."""

    def board() -> Page:
        page = BoardPage(tasks)
        page.open_case.connect(lambda case_id: page.go.emit("dossier", case_id))
        page.open_at.connect(lambda case_id, place: page.go.emit("dossier", (case_id, place)))
        page.open_import.connect(lambda: page.go.emit("import", None))
        return page

    return (
        Place("board", "Casusbord", "square-kanban", board),
        Place("dossier", "Dossier", "", lambda: DossierPage(tasks), within="board"),
        Place("admin", "Beheer", "settings", lambda: AdminPage(tasks)),
        Place("import", "Register overnemen", "", lambda: ImportPage(tasks), within="admin"),
    )
