"""The case at the table: its head, the five steps and what belongs to each. One view per agenda item."""

from functools import cached_property
from typing import TypeVar

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QScrollBar, QStackedWidget, QVBoxLayout, QWidget

from zvhdesk.domain.refusals import Refusal
from zvhdesk.domain.terms import ItemState, MeetingState, Step
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

StepPage = FrameStep | RoundStep | NotesStep | AgreementsStep
P = TypeVar("P", bound=StepPage)
_STEP, _LOW = 220, 500
"""The least height of a step, and below which height the head is brief, px."""


class CaseView(QWidget):
    """Shown anew by `show_case`; what is typed in it stays. A form of its own knows all its fields.

    A step is built when somebody comes to it, or when something that was typed in one of them waits.
    """

    postponed = Signal()
    discussed = Signal()
    opened = Signal()
    """Another step was asked for here: the keyboard goes to where it begins."""

    looked = Signal()
    """Another step came into view on a desk that does not lead: the chair stays where they are."""

    def __init__(self, acts: Acts, seen: Seen, parent: QWidget) -> None:
        super().__init__(parent)
        case = seen.console.case
        if case is None:
            raise ValueError("a view of a case needs one")
        self._acts, self._seen = acts, seen
        self._moving = 0
        self._now_ms = seen.read_ms
        self._own: Step | None = None
        self.stayed = False
        self.item_id = case.item_id
        self.form = Form(acts.tasks, FORM, self)
        self.head = CaseHead(self.form, case)
        self.head.postponed.connect(self.postponed)
        self.head.discussed.connect(self.discussed)
        self.head.settle_asked.connect(lambda: self.open_step(Step.FRAME))
        self.steps = StepTabs()
        self.steps.chosen.connect(self.open_step)
        self._case = case
        self._stack = QStackedWidget()
        self._pages: dict[Step, StepPage] = {}
        self._lay_out()
        # All of it scrolls only where the window is too low for a step of a useful height.
        self._stack.setMinimumHeight(_STEP)
        self._arriving = True
        # It stands from the beginning: what is recorded at any other step comes in view in it.
        self.agreements = self._stand(Step.AGREEMENTS, AgreementsStep(acts, self.form, case))
        self._area.verticalScrollBar().rangeChanged.connect(lambda *_: self._bring_step())
        self.show_case(seen)

    def _lay_out(self) -> None:
        self._area = Scroller("console.case", "Casus", margin=(0, 0), gap=0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._area)
        self._area.column.addWidget(self.head)
        self._area.column.addWidget(self.steps)
        self._area.column.addWidget(self._stack, 1)

    @cached_property
    def frame(self) -> FrameStep:
        """Kader."""
        return self._stand(Step.FRAME, FrameStep(self._acts, self.form, self._case))

    @cached_property
    def round(self) -> RoundStep:
        """Beeld."""
        made = self._stand(Step.ROUND, RoundStep(self._acts, self.form))
        made.tick(self._now_ms)
        return made

    @cached_property
    def judgement(self) -> NotesStep:
        """Oordeel."""
        return self._stand(Step.JUDGEMENT, NotesStep(self._acts, self.form, self._case, Step.JUDGEMENT))

    @cached_property
    def approach(self) -> NotesStep:
        """Besluit."""
        return self._stand(Step.APPROACH, NotesStep(self._acts, self.form, self._case, Step.APPROACH))

    def _stand(self, step: Step, page: P) -> P:
        self._pages[step] = page
        self._stack.addWidget(page)
        _bar_of(page).rangeChanged.connect(lambda *_: self._as_one(step))
        self._show_on(page)
        return page

    def _page(self, step: Step) -> StepPage:
        match step:
            case Step.FRAME:
                return self.frame
            case Step.ROUND:
                return self.round
            case Step.JUDGEMENT:
                return self.judgement
            case Step.APPROACH:
                return self.approach
            case Step.AGREEMENTS:
                return self.agreements

    def _show_on(self, page: StepPage) -> None:
        console, case = self._seen.console, self._case
        match page:
            case FrameStep():
                page.show_case(case, console.table_purpose)
            case RoundStep():
                page.show_case(case, self._seen.speaking)
            case NotesStep() | AgreementsStep():
                page.show_case(case, console.partners)

    @property
    def step(self) -> Step:
        """The step in view."""
        return self.steps.step

    def _as_one(self, step: Step) -> None:
        """In a low window the step is as high as what it holds: head and step scroll as one, by one bar."""
        page = self._pages[step]
        if page is self._stack.currentWidget() and self.height() < _LOW:
            left = _bar_of(page).maximum()
            if left:
                self._stack.setMinimumHeight(self._stack.height() + left)

    def _bring_step(self) -> None:
        """In a low window the tabs of the steps stand at the top when a step comes into view."""
        bar = self._area.verticalScrollBar()
        if self._arriving and self.height() < _LOW and bar.maximum() >= self.steps.y() > 0:
            self._arriving = False
            bar.setValue(self.steps.y())

    def show_case(self, seen: Seen) -> None:
        """Show the case as it was read; fields that are typed in keep text and cursor."""
        case = seen.console.case
        if case is None or case.item_id != self.item_id:
            return
        self._seen, self._case = seen, case
        current = seen.console.current
        state = current.state if current is not None else ItemState.PLANNED
        self.head.show_case(case, seen.console.meeting, state)
        self.head.show_part(leads=seen.console.here)
        stood = list(self._pages.values())
        if not self._moving:
            self._show_step(self._step_for(case.step))
        for page in stood:
            self._show_on(page)
        self._build_what_waits()
        self.form.live = seen.console.meeting.state is MeetingState.LIVE
        self.form.load(seen.fields, read_only=case.read_only)
        self.agreements.open_left(seen.fields)

    def _build_what_waits(self) -> None:
        """Something typed at a step that does not stand yet is not saved, and the foot says so."""
        waits = {cell for cell, shown in self._seen.fields.items() if shown.draft is not None}
        for step in STEPS:
            if waits <= {field.cell for field in self.form.fields}:
                return
            self._page(step)

    @property
    def apart(self) -> bool:
        """Whether another step is in view here than the one the chair is at."""
        return self._own is not None

    def follow(self) -> None:
        """From here on the step of the chair."""
        self._own, self.stayed = None, False

    def _step_for(self, step: Step) -> Step:
        """The step to show when the chair is at `step`; who is typing at another one is left there."""
        if self._seen.console.here or self._own is step:
            self.follow()
        elif self._own is None and self.step is not step and self._typing():
            self._own, self.stayed = self.step, True
        return self._own or step

    def _typing(self) -> bool:
        return any(field.dirty or field.saving for field in self.form.fields)

    def _show_step(self, step: Step) -> None:
        self.steps.show_step(step)
        page = self._page(step)
        if self._stack.currentWidget() is not page:
            within = self._has_keyboard()
            self._stack.setMinimumHeight(_STEP)
            self._stack.setCurrentWidget(page)
            self._arriving = True
            self._as_one(step)
            self._bring_step()
            if within:
                # Else Qt gives it to whatever comes first on the page, which may record something.
                self.opened.emit()

    def open_step(self, step: Step) -> None:
        """Show a step, and record that the case is there. What was being typed is committed by leaving it."""
        self._show_step(step)
        case = self._seen.console.case
        if not self._seen.console.here:
            self._own = step if case is not None and step is not case.step else None
            self.looked.emit()
            self.opened.emit()
            return
        # A reading of before this step was recorded must not take the page back.
        self._moving += 1
        self._acts.set_step(step, self._moved, self._refused)
        self.opened.emit()

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

    def begin(self) -> bool:
        """Put the keyboard in the first text of this step. False when it has none: then it is not taken."""
        if not self._page(self.step).begin():
            return False
        focus = QApplication.focusWidget()
        if focus is not None and self._stack.isAncestorOf(focus):
            self._area.ensureWidgetVisible(focus, 0, 8)
        return True

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A low window gives the step more room."""
        super().resizeEvent(event)
        self.head.earlier.set_brief(brief=self.height() < _LOW)
        if self.height() >= _LOW:
            self._stack.setMinimumHeight(_STEP)

    def tick(self, now_ms: int) -> None:
        """The clock went on."""
        self._now_ms = now_ms
        if Step.ROUND in self._pages:
            self.round.tick(now_ms)


def _bar_of(page: StepPage) -> QScrollBar:
    return (page.area if isinstance(page, RoundStep) else page).verticalScrollBar()
