"""The case at the table: its head, the five steps and what belongs to each. One view per agenda item."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QStackedWidget, QVBoxLayout, QWidget

from zvhdesk.domain.refusals import Refusal
from zvhdesk.domain.terms import Step
from zvhdesk.ui.console.acts import Acts
from zvhdesk.ui.console.agreements import AgreementsStep
from zvhdesk.ui.console.case_head import CaseHead
from zvhdesk.ui.console.frame_step import FrameStep
from zvhdesk.ui.console.notes_step import NotesStep
from zvhdesk.ui.console.reading import FORM, Seen
from zvhdesk.ui.console.round_step import RoundStep
from zvhdesk.ui.console.scroller import Scroller
from zvhdesk.ui.console.steps import STEPS, StepTabs
from zvhdesk.ui.kit.form import Form

_STEP, _LOW = 220, 500
"""The least height of a step, and below which height the head is brief, px."""


class CaseView(QWidget):
    """Shown anew by `show_case`; what is typed in it stays. A form of its own knows all its fields."""

    postponed = Signal()

    def __init__(self, acts: Acts, seen: Seen) -> None:
        super().__init__()
        case = seen.console.case
        if case is None:
            raise ValueError("a view of a case needs one")
        self._acts, self._seen = acts, seen
        self._moving = 0
        self.item_id = case.item_id
        self.form = Form(acts.tasks, FORM, self)
        self.head = CaseHead(self.form, case)
        self.head.postponed.connect(self.postponed)
        self.head.settle_asked.connect(lambda: self.open_step(Step.FRAME))
        self.steps = StepTabs()
        self.steps.chosen.connect(self.open_step)
        self.frame = FrameStep(acts, self.form, case)
        self.round = RoundStep(acts, self.form)
        self.judgement = NotesStep(acts, self.form, case, Step.JUDGEMENT)
        self.approach = NotesStep(acts, self.form, case, Step.APPROACH)
        self.agreements = AgreementsStep(acts, self.form, case)
        self._stack = QStackedWidget()
        self._pages = (self.frame, self.round, self.judgement, self.approach, self.agreements)
        for page in self._pages:
            self._stack.addWidget(page)
        # All of it scrolls only where the window is too low for a step of a useful height.
        self._stack.setMinimumHeight(_STEP)
        self._area = Scroller("console.case", "Casus", margin=(0, 0), gap=0)
        self._area.column.addWidget(self.head)
        self._area.column.addWidget(self.steps)
        self._area.column.addWidget(self._stack, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._area)
        self.show_case(seen)

    @property
    def step(self) -> Step:
        """The step in view."""
        return self.steps.step

    def show_case(self, seen: Seen) -> None:
        """Show the case as it was read; fields that are typed in keep text and cursor."""
        case = seen.console.case
        if case is None or case.item_id != self.item_id:
            return
        self._seen = seen
        self.head.show_case(case, seen.console.meeting)
        if not self._moving:
            self._show_step(case.step)
        self.frame.show_case(case, seen.console.table_purpose)
        self.round.show_case(case, seen.speaking)
        for notes in (self.judgement, self.approach):
            notes.show_case(case, seen.console.partners)
        self.agreements.show_case(case)
        self.form.load(seen.fields, read_only=case.read_only)

    def _show_step(self, step: Step) -> None:
        self.steps.show_step(step)
        page = self._pages[STEPS.index(step)]
        if self._stack.currentWidget() is not page:
            self._stack.setCurrentWidget(page)

    def open_step(self, step: Step) -> None:
        """Show a step, and record that the case is there. What was being typed is committed by leaving it."""
        # Setting another page would hide the keyboard with the old one; the capture line keeps it.
        within = self._has_keyboard()
        self._show_step(step)
        # A reading of before this step was recorded must not take the page back.
        self._moving += 1
        self._acts.set_step(step, self._moved, self._refused)
        if within:
            self.begin()

    def _moved(self, _: object) -> None:
        self._moving -= 1

    def _has_keyboard(self) -> bool:
        focus = QApplication.focusWidget()
        return focus is not None and self._stack.isAncestorOf(focus)

    def _refused(self, reason: Refusal) -> None:
        self._moving -= 1
        case = self._seen.console.case
        if case is not None:
            self._show_step(case.step)
        self._acts.refused.emit(reason)

    def begin(self) -> None:
        """Put the keyboard where this step begins."""
        self._pages[STEPS.index(self.step)].begin()
        focus = QApplication.focusWidget()
        if focus is not None and self._stack.isAncestorOf(focus):
            self._area.ensureWidgetVisible(focus, 0, 8)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A low window gives the step more room."""
        super().resizeEvent(event)
        self.head.earlier.set_brief(brief=self.height() < _LOW)

    def tick(self, now_ms: int) -> None:
        """The clock went on."""
        self.round.tick(now_ms)
