"""What the dossier puts on paper: the casusblad, and the versions and copies of the plan."""

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from zvhdesk.domain.refusals import Refusal
from zvhdesk.services.case_sheet import gather_sheet
from zvhdesk.services.papers.case_sheet import case_sheet_pdf
from zvhdesk.services.papers.sheet_values import CaseSheet
from zvhdesk.services.plans import versions
from zvhdesk.ui.explain import explain
from zvhdesk.ui.plans.copies_window import CopiesWindow
from zvhdesk.ui.plans.showing import Papers
from zvhdesk.ui.preview import Paper, PreviewWindow
from zvhdesk.ui.tasks import Tasks


class DossierPapers(QObject):
    """Opens previews over `page`; `say` gets the sentence of a refusal."""

    def __init__(self, tasks: Tasks, page: QWidget, say: Callable[[str], object]) -> None:
        super().__init__(page)
        self._tasks, self._page, self._say = tasks, page, say
        self._plans = Papers(tasks, page, say)

    def sheet(self, case_id: str, over: Callable[[], object]) -> None:
        """Make the casusblad and show it. `over` is called when it is there, or will not be."""

        def refused(reason: Refusal) -> None:
            over()
            self._say(explain(reason).sentence)

        def make(sheet: CaseSheet) -> None:
            self._tasks.work(lambda _ticket: case_sheet_pdf(sheet), show, owner=self)

        def show(pdf: bytes) -> None:
            over()
            paper = Paper("Casusblad", pdf, "casusblad.pdf", account("case.print"), account("case.save_pdf"))
            PreviewWindow(paper, self._page.window()).open()

        def account(action: str) -> Callable[[], None]:
            return lambda: self._tasks.look(lambda _: None, action, case_id, lambda _: None, owner=self)

        self._tasks.ask(
            lambda desk: desk.look(
                lambda session: gather_sheet(session, case_id, desk.clock()), "case.preview", case_id
            ),
            make,
            refused,
            owner=self,
        )

    def begin_plan(self, case_id: str) -> None:
        """Begin the next version of the plan, as concept."""
        self._tasks.act(
            lambda session: versions.begin(session, case_id),
            versions.BEGIN,
            lambda _: None,
            lambda reason: self._say(explain(reason).sentence),
            owner=self,
        )

    def read_plan(self, plan_id: str, case_id: str) -> None:
        """Show a version on paper, without receiver: a concept is made of what stands in the case now."""
        self._plans.read(plan_id, case_id)

    def copy_plan(self, plan_id: str) -> None:
        """Open the window in which the copies for the receivers are made."""
        CopiesWindow(self._tasks, plan_id, self._page.window()).open()
