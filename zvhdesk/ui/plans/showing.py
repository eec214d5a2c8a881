"""Papers of plans on the screen: a concept, an adopted version read in the house, a copy."""

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from zvhdesk.domain.refusals import Refusal
from zvhdesk.services.papers.plan import TITLE, plan_pdf
from zvhdesk.services.papers.plan_values import PlanPaper
from zvhdesk.services.plans import copies
from zvhdesk.services.plans.copies import Again
from zvhdesk.services.plans.rows import CopyRow
from zvhdesk.ui.explain import explain
from zvhdesk.ui.preview import Paper, PreviewWindow
from zvhdesk.ui.tasks import Tasks

LOOKED, PRINTED, SAVED = "plan.preview", "plan.print", "plan.save_pdf"
_OTHER = (
    "Dit exemplaar is niet meer precies zo te maken: de naam van de ontvanger of het programma is sindsdien "
    "veranderd. Maak een nieuw exemplaar."
)


class Papers(QObject):
    """Opens previews over `window`; `say` gets the sentence when a paper cannot be shown."""

    def __init__(self, tasks: Tasks, window: QWidget, say: Callable[[str], object]) -> None:
        super().__init__(window)
        self._tasks, self._window, self._say = tasks, window, say

    def read(self, plan_id: str, case_id: str) -> None:
        """A version without receiver and number: a concept, or an adopted one to read in the house."""

        def show(paper: PlanPaper) -> None:
            self._tasks.work(
                lambda _ticket: plan_pdf(paper), lambda pdf: self.preview(pdf, case_id), owner=self
            )

        self._tasks.ask(
            lambda desk: desk.look(
                lambda session: copies.house_paper(session, plan_id, desk.clock()), LOOKED, case_id
            ),
            show,
            self._refused,
            owner=self,
        )

    def again(self, copy: CopyRow, case_id: str) -> None:
        """A copy that was handed out, made once more; only when it is the same to the byte."""

        def show(found: Again) -> None:
            self._tasks.work(
                lambda _ticket: copies.made(found.order, plan_pdf(found.order.paper)),
                lambda ready: (
                    self.preview(ready.pdf, case_id) if ready.digest == found.digest else self._say(_OTHER)
                ),
                owner=self,
            )

        self._tasks.ask(
            lambda desk: desk.look(
                lambda session: copies.again(session, copy.id, desk.today()), LOOKED, case_id
            ),
            show,
            self._refused,
            owner=self,
        )

    def preview(self, pdf: bytes, case_id: str) -> None:
        """Show bytes; printing and saving happen from there."""

        def account(action: str) -> Callable[[], None]:
            return lambda: self.account(action, case_id)

        paper = Paper(TITLE, pdf, "plan-van-aanpak.pdf", account(PRINTED), account(SAVED))
        PreviewWindow(paper, self._window.window()).open()

    def account(self, action: str, case_id: str) -> None:
        """Log that a paper of this case was printed or saved."""
        self._tasks.look(lambda _: None, action, case_id, lambda _: None, owner=self)

    def _refused(self, reason: Refusal) -> None:
        self._say(explain(reason).sentence)
