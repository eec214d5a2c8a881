"""The dossier of one case: the bar above it, what is shown beneath, and reading it again when it changed."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget

from zvhdesk.domain.refusals import CaseGone, Refusal
from zvhdesk.services import adding
from zvhdesk.services import dossier as services
from zvhdesk.services.dossier import Dossier, HistoryPage
from zvhdesk.services.history import Place
from zvhdesk.ui.dossier.adoption import AdoptionPanel
from zvhdesk.ui.dossier.agenda import AgendaButton
from zvhdesk.ui.dossier.assessment import AssessmentPanel
from zvhdesk.ui.dossier.content import Content
from zvhdesk.ui.dossier.lid_one import LidOneForm
from zvhdesk.ui.dossier.papers import DossierPapers
from zvhdesk.ui.dossier.reading import Read, read_case
from zvhdesk.ui.explain import explain
from zvhdesk.ui.kit import Button, EmptyState, SaveState, TopBar
from zvhdesk.ui.shell import EVERYTHING, Page
from zvhdesk.ui.tasks import Tasks

if TYPE_CHECKING:
    from zvhdesk.services.desk import Changes, Desk

_HOUSE = frozenset({"partner", "case_table", "member", "municipality"})
ASSESSMENT = "assessment"
"""As the second part of what `go` carries: open the form for lid 1's judgement."""


class DossierPage(Page):
    """Open it with `go("dossier", case_id)`, or with `(case_id, tab)`.

    The tab is overview, persons, information, plan, history or assessment.
    """

    def __init__(self, tasks: Tasks) -> None:
        super().__init__()
        self.setAccessibleName("Dossier")
        self._tasks = tasks
        self._case = ""
        self._names = False
        self._want = ""
        self._content: Content | None = None
        self._form: LidOneForm | None = None
        self._papers = DossierPapers(tasks, self, self._say)
        self._bar = TopBar(search=False, above=True)
        self.names_button = Button("Namen tonen", "dossier.names", icon="eye", on_click=self.toggle_names)
        self.print_button = Button("Afdrukken", "dossier.print", icon="printer", on_click=self.print_sheet)
        self.agenda_button = AgendaButton(tasks, lambda: self._content)
        self.assess_button = Button(
            "Beoordeling vastleggen", "dossier.assess", "primary", on_click=self.assess
        )
        for button in (self.names_button, self.agenda_button, self.print_button, self.assess_button):
            self._bar.add(button)
        self.column.addWidget(self._bar)
        self._stack = QStackedWidget()
        self._nothing = EmptyState(
            "folder-open", "Geen casus gekozen", "Kies een casus op het casusbord, of zoek er een met Ctrl+K."
        )
        self._stack.addWidget(self._nothing)
        self.column.addWidget(self._stack, 1)
        self._show_bar(None)

    @property
    def content(self) -> Content | None:
        """What is shown of the case; None while there is none."""
        return self._content

    # What the window asks of a page.

    def opened(self, argument: object = None) -> None:
        """Show a case; without an argument the one that was shown last."""
        case_id, place = argument if isinstance(argument, tuple) else (argument, "")
        self._want = str(place)
        if isinstance(case_id, str) and case_id != self._case:
            self._begin(case_id)
        elif self._case:
            self.stale = False
            self.refresh(opening=True)

    def concerns(self, changes: "Changes") -> bool:
        """Only what touched this case, its persons, or the lists that its fields offer."""
        if EVERYTHING in changes.topics or changes.topics & _HOUSE:
            return bool(self._case)
        return bool(self._content and changes.ids & self._content.ids)

    def left(self) -> None:
        """Keep and commit what is typed, and hide the names again."""
        if self._form is not None:
            self._form.keep_drafts()
        if self._content is not None:
            self._content.leave()
            # What was said of an act is old news to whoever comes back.
            self._content.say("", "ok")
        if self._names:
            # Gone from the page at once: whoever comes back sees initials, not names until the answer is in.
            self._names = False
            self._want = self._content.tabs.key if self._content is not None else ""
            self._drop_content()

    def refresh(self, *, opening: bool = False, names: bool = False) -> None:
        """Read the case again. Opening it, and showing names, are acts that are logged."""
        if not self._case:
            return
        case_id, shown = self._case, self._names
        action = services.OPENED if opening else services.NAMES_SHOWN if names else ""
        past = self._content is not None and self._content.history_is_open

        def read(desk: "Desk") -> Read:
            return read_case(desk, case_id, action, names=shown, past=past)

        self._tasks.ask(read, self._show, lambda reason: self._gone(case_id, reason), owner=self)

    # One case after another.

    def _begin(self, case_id: str) -> None:
        self.left()
        self._drop_content()
        self._case = case_id
        self._show_bar(None)
        self.stale = False
        self.refresh(opening=True)

    def _drop_content(self) -> None:
        self._close_form()
        if self._content is not None:
            self._stack.removeWidget(self._content)
            self._content.hide()
            self._content.deleteLater()
            self._content = None
        self._stack.setCurrentWidget(self._nothing)

    def _show(self, read: Read) -> None:
        dossier = read.dossier
        if dossier.head.case_id != self._case or dossier.names_shown != self._names:
            return
        self._show_bar(dossier)
        if self._content is None:
            self._content = self._make_content(read)
            self._stack.addWidget(self._content)
            self._stack.setCurrentWidget(self._content)
        self._content.show_case(dossier, read.plans)
        self._content.show_left(read.left)
        self._content.side.show_access(read.access)
        if read.history is not None:
            self._content.show_history(read.history, first=True)
        if self._want:
            place, self._want = self._want, ""
            if place == ASSESSMENT and dossier.head.may_assess:
                self.assess()
            elif place != ASSESSMENT:
                self._content.open(place)

    def _make_content(self, read: Read) -> Content:
        content = Content(self._tasks, read.dossier, read.plans)
        content.wants_assessment.connect(self.assess)
        content.wants_history.connect(self.read_history)
        content.removes.connect(self._remove)
        content.takes_back.connect(self.undo)
        content.asks_again.connect(self.refresh)
        content.opens_action.connect(lambda action_id: self.go.emit("actions", action_id))
        content.begins_plan.connect(self.begin_plan)
        content.reads_plan.connect(self.read_plan)
        content.adopts_plan.connect(self.adopt_plan)
        content.copies_plan.connect(self.copy_plan)
        content.form.state.connect(self.saving)
        self.saving.emit(SaveState.SAVED)
        return content

    def _gone(self, case_id: str, reason: Refusal) -> None:
        if case_id != self._case:
            return
        self._drop_content()
        self._case = ""
        self._show_bar(None)
        sentence = explain(reason).sentence
        title = "Deze casus is niet te openen" if isinstance(reason, CaseGone) else "Dit kan nu niet"
        self._nothing.say(title, sentence)

    def _show_bar(self, dossier: Dossier | None) -> None:
        head = dossier.head if dossier else None
        self._bar.set_title(head.initials if head else "", f"{head.table} · {head.number}" if head else "")
        if dossier is not None and dossier.names_shown and dossier.persons:
            self._bar.set_title(dossier.persons[0].name)
        for button in (self.names_button, self.agenda_button, self.print_button):
            button.setVisible(head is not None)
        self.names_button.setText("Namen verbergen" if self._names else "Namen tonen")
        for button in (self.agenda_button, self.print_button):
            button.setEnabled(bool(head and not head.read_only))
        self.assess_button.setVisible(bool(head and head.may_assess and self._form is None))

    # Acts.

    @property
    def names_shown(self) -> bool:
        """Whether names stand here instead of initials."""
        return self._names

    def toggle_names(self) -> None:
        """Show the names, which is logged, or hide them again."""
        if self._content is not None:
            self._content.leave()
        self._names = not self._names
        self.refresh(names=self._names)

    def read_history(self, before: Place | None = None) -> None:
        """Read the newest page of the history, or the next one."""
        case_id = self._case

        def show(page: HistoryPage) -> None:
            if self._content is not None and case_id == self._case:
                self._content.show_history(page, first=before is None)

        self._tasks.ask(
            lambda desk: desk.read(
                lambda session: services.history_page(session, case_id, desk.user, before)
            ),
            show,
            owner=self,
        )

    def undo(self, act: str = "") -> None:
        """Take back an act, or without one this user's newest; a refusal is explained above the tabs."""
        if self._content is None:
            return
        say = self._content.say
        self._content.form.commit()
        self._tasks.ask(
            lambda desk: services.take_back(desk, act or None),
            lambda last: say(last.undone, "ok"),
            lambda reason: say(explain(reason).sentence, "warn"),
            owner=self,
        )

    def _remove(self, tbl: str, row_id: str) -> None:
        if self._content is None:
            return
        content = self._content
        content.form.commit()
        self._tasks.change(
            lambda session: adding.remove(session, tbl, row_id),
            adding.REMOVE,
            lambda _: content.say("Verwijderd. Met Ctrl+Z komt het terug.", "ok"),
            lambda reason: content.say(explain(reason).sentence, "warn"),
            owner=self,
            base_rev=content.dossier.rev,
        )

    def assess(self) -> None:
        """Open the form for lid 1's judgement in the place of the tabs."""
        if self._content is not None and self._form is None:
            form = AssessmentPanel(self._tasks, self._content.dossier)
            self._open_form(form, "overview", "De beoordeling door lid 1 is vastgelegd.")

    def adopt_plan(self, plan_id: str) -> None:
        """Open the form in which lid 1's vaststellen is recorded, in the place of the tabs."""
        if self._content is None or self._form is not None:
            return
        plans = self._content.plans
        if plans.concept is not None and plans.concept.id == plan_id:
            form = AdoptionPanel(self._tasks, self._content.dossier, plans, plans.concept)
            sentence = f"Vastgelegd: lid 1 stelde versie {plans.concept.version} van het plan vast."
            self._open_form(form, "plan", sentence)

    def _open_form(self, form: LidOneForm, tab: str, sentence: str) -> None:
        """In the place of the tabs; once it stands, `sentence` is said on that tab."""
        if self._content is not None:
            self._content.leave()
        self._form = form
        form.recorded.connect(lambda: self._recorded(tab, sentence))
        form.closed.connect(self._close_form)
        self._stack.addWidget(form)
        self._stack.setCurrentWidget(form)
        self.assess_button.hide()
        form.begin()

    def _recorded(self, tab: str, sentence: str) -> None:
        self._close_form()
        if self._content is not None:
            self._content.open(tab)
            self._content.say(sentence, "ok")

    def _say(self, sentence: str) -> None:
        if self._content is not None:
            self._content.say(sentence, "warn")

    def begin_plan(self) -> None:
        """Begin the next version of the plan, as concept."""
        if self._content is not None:
            self._papers.begin_plan(self._case)

    def read_plan(self, plan_id: str) -> None:
        """Show a version of the plan on paper, without receiver."""
        if self._content is not None:
            self._content.form.commit()
            self._papers.read_plan(plan_id, self._case)

    def copy_plan(self, plan_id: str) -> None:
        """Make the copies of an adopted version."""
        if self._content is not None:
            self._content.form.commit()
            self._papers.copy_plan(plan_id)

    def _close_form(self) -> None:
        if self._form is None:
            return
        form, self._form = self._form, None
        self._stack.removeWidget(form)
        form.hide()
        form.deleteLater()
        if self._content is not None:
            self._stack.setCurrentWidget(self._content)
            self._show_bar(self._content.dossier)
            # Where there is nothing to judge any more the keyboard goes to the tabs, not to the rail.
            back = self.assess_button if self.assess_button.isVisible() else self._content.tabs.bar
            back.setFocus(Qt.FocusReason.OtherFocusReason)

    def print_sheet(self) -> None:
        """Make the casusblad and show it; printing and saving happen from there."""
        if self._content is not None:
            self._content.form.commit()
            self.print_button.setEnabled(False)
            self._papers.sheet(self._case, lambda: self.print_button.setEnabled(True))
