"""The besluitenlijst of a meeting in its preview; from there to the printer or, on request, to a file."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from zvhdesk.domain.refusals import Refusal
from zvhdesk.services.meetings.decisions_list import decisions_list
from zvhdesk.services.papers.decisions_list import decisions_list_pdf
from zvhdesk.services.papers.decisions_values import DecisionsList
from zvhdesk.ui.explain import explain
from zvhdesk.ui.preview import Paper, PreviewWindow
from zvhdesk.ui.tasks import Tasks

if TYPE_CHECKING:
    from zvhdesk.services.desk import Desk


class MeetingPapers(QObject):
    """Opens previews over `page`; `say` gets the sentence of a refusal."""

    def __init__(self, tasks: Tasks, page: QWidget, say: Callable[[str], object]) -> None:
        super().__init__(page)
        self._tasks, self._page, self._say = tasks, page, say

    def decisions(self, meeting_id: str, cases: Sequence[str], over: Callable[[], object]) -> None:
        """Make the besluitenlijst and show it. `over` is called when it is there, or will not be.

        Looking, printing and keeping are accounted for under the meeting and under each of its `cases`.
        """

        def refused(reason: Refusal) -> None:
            over()
            self._say(explain(reason).sentence)

        def make(listed: DecisionsList) -> None:
            self._tasks.work(lambda _ticket: decisions_list_pdf(listed), show, owner=self)

        def show(pdf: bytes) -> None:
            over()
            paper = Paper(
                "Besluitenlijst",
                pdf,
                "besluitenlijst.pdf",
                account("meeting.print"),
                account("meeting.save_pdf"),
            )
            PreviewWindow(paper, self._page.window()).open()

        def account(action: str) -> Callable[[], None]:
            return lambda: self._tasks.ask(
                lambda desk: _account(desk, action, (meeting_id, *cases)), lambda _: None, owner=self
            )

        def read(desk: "Desk") -> DecisionsList:
            _account(desk, "meeting.preview", cases)
            return desk.look(
                lambda session: decisions_list(session, meeting_id, desk.clock()),
                "meeting.preview",
                meeting_id,
            )

        self._tasks.ask(read, make, refused, owner=self)


def _account(desk: "Desk", action: str, refs: Sequence[str]) -> None:
    for ref in refs:
        desk.look(lambda _session: None, action, ref)
