"""The page Casustafels: the list of meetings, and the one that is open."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedWidget

from zvhdesk.domain.refusals import AgendaEmpty, NobodyPresent, Refusal, UnsignedThird
from zvhdesk.domain.terms import MeetingState
from zvhdesk.services.meetings import planning, running
from zvhdesk.services.meetings.rows import MeetingRow
from zvhdesk.ui.explain import explain
from zvhdesk.ui.kit import Button, SayBand, TopBar
from zvhdesk.ui.plans.copies_window import CopiesWindow
from zvhdesk.ui.shell import Page
from zvhdesk.ui.tables.after import After
from zvhdesk.ui.tables.closed import ClosedView
from zvhdesk.ui.tables.gathering import Found, Prepared, gather
from zvhdesk.ui.tables.listing import Listing
from zvhdesk.ui.tables.now import main_act
from zvhdesk.ui.tables.preparing import Preparing
from zvhdesk.ui.tables.wording import about, day_words, hours, summary
from zvhdesk.ui.tasks import Tasks

if TYPE_CHECKING:
    pass

_NOT_KEPT = "Hieronder staat iets dat nog niet opgeslagen is. Na het beginnen kan dat niet meer."
_CANCEL = "Gaat deze bijeenkomst niet door? De casussen blijven op het casusbord."


class TablesPage(Page):
    """Open it with `go("tables")`, or with the id of a meeting.

    `open_console` carries a meeting that runs here, `open_case` a case, `open_plan` a case for its plan.
    """

    open_console = Signal(str)
    open_case = Signal(str)
    open_plan = Signal(str)

    topics = frozenset(
        {"meeting", "attendance", "agenda_item", "case_", "action", "subject", "person", "partner"}
        | {"case_table", "member", "turn", "plan", "disclosure", "voice"}
        | {"contribution", "decision", "note_paragraph"}
    )

    def __init__(self, tasks: Tasks) -> None:
        super().__init__()
        self.setAccessibleName("Casustafels")
        self._tasks = tasks
        self._meeting = ""
        self._came_from = ""
        self._arriving = False
        self._found: Found | None = None
        self._view: Preparing | ClosedView | None = None
        self._bar = TopBar("Casustafels", " ")
        self._bar.find_asked.connect(self.find_asked)
        self.say = SayBand("tables.say")
        self.listing = Listing(tasks)
        self.listing.opened.connect(self._open_row)
        self.listing.go_on.connect(self._go_on)
        self.listing.to_admin.connect(lambda: self.go.emit("admin", "tables"))
        self.listing.form.planned.connect(self.show_meeting)
        self.back = Button("Alle bijeenkomsten", "tables.back", on_click=self.show_list)
        self.cancel = Button("Gaat niet door", "tables.cancel", on_click=self._ask_cancel)
        self.start = Button("Beginnen", "tables.start", "primary", on_click=self._start_open)
        self.after = After(tasks, self, self.say)
        self.after.plans_asked.connect(lambda meeting_id: self.go.emit("plans", meeting_id))
        bar = (self.listing.form.open_button, self.back, self.cancel, self.start)
        for button in (*bar, self.after.plans, self.after.paper):
            self._bar.add(button)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.listing)
        self.column.addWidget(self._bar)
        self.column.addWidget(self.say)
        self.column.addWidget(self._stack, 1)
        self._show_bar()

    @property
    def view(self) -> Preparing | ClosedView | None:
        """The meeting that is open; None while the list is in view."""
        return self._view

    # What the window asks of a page.

    def opened(self, argument: object = None) -> None:
        """Show the list, or the meeting of that id; without one what was in view last."""
        self._arriving = True
        if isinstance(argument, str) and argument:
            self.show_meeting(argument)
        elif self.stale or self._found is None:
            self.stale = False
            self.refresh()
        else:
            self._take_keyboard()

    def left(self) -> None:
        """Commit what is typed, keep what is being added."""
        self.listing.form.keep_drafts()
        if isinstance(self._view, Preparing):
            self._view.leave()
        elif isinstance(self._view, ClosedView):
            self._view.asked.leave()
        self.say.clear()

    def refresh(self) -> None:
        """Read the list, and the meeting that is open."""
        meeting = self._meeting
        self._tasks.ask(
            lambda desk: gather(desk, meeting),
            lambda found: self._show(found, meeting),
            lambda reason: self._gone(reason, meeting),
            owner=self,
        )

    # One view after another.

    def show_meeting(self, meeting_id: str) -> None:
        """Open a meeting to prepare it, or to see what became of it."""
        if meeting_id != self._meeting:
            self._drop_view()
        self._meeting = meeting_id
        self._arriving = True
        self.stale = False
        self.refresh()

    def show_list(self) -> None:
        """Back to all meetings, with the keyboard at the one that was open."""
        self._came_from = self._meeting
        self._drop_view()
        self._meeting = ""
        self._arriving = True
        self.refresh()

    def _drop_view(self) -> None:
        self.say.clear()
        view, self._view = self._view, None
        if view is not None:
            if isinstance(view, Preparing):
                view.leave()
            self._stack.removeWidget(view)
            view.hide()
            view.deleteLater()
        self._stack.setCurrentWidget(self.listing)
        self._show_bar()

    def _show(self, found: Found, meeting: str) -> None:
        if meeting != self._meeting:
            # Another was opened since; its own reading is on its way.
            return
        self._found = found
        self.listing.show_meetings(found.meetings, found.house, found.today)
        if found.prepared is not None:
            self._show_prepared(found, found.prepared)
        self._show_bar()
        self._take_keyboard()

    def _show_prepared(self, found: Found, prepared: Prepared) -> None:
        planned = prepared.agenda.may_change
        if self._view is not None and isinstance(self._view, Preparing) is not planned:
            # It began, or was closed, while it was in view.
            self._drop_view()
        if self._view is None:
            self._view = self._make_view(found, prepared)
            self._stack.addWidget(self._view)
            self._stack.setCurrentWidget(self._view)
        if isinstance(self._view, Preparing):
            self._view.show_meeting(prepared, found.house, found.today)
        else:
            self._view.show_meeting(prepared)

    def _make_view(self, found: Found, prepared: Prepared) -> Preparing | ClosedView:
        if not prepared.agenda.may_change:
            closed = ClosedView(self._tasks, prepared, found.today)
            closed.opened.connect(self.open_case)
            closed.concept.connect(self.open_plan)
            closed.copies.connect(lambda plan: CopiesWindow(self._tasks, plan, self.window()).open())
            closed.settled.connect(self.after.paper.setFocus)
            return closed
        view = Preparing(self._tasks, prepared, self.say)
        view.opened.connect(self.open_case)
        view.state.connect(self.saving)
        view.last.connect(lambda: self.start.setFocus(Qt.FocusReason.TabFocusReason))
        return view

    def _gone(self, reason: Refusal, meeting: str) -> None:
        if meeting and meeting == self._meeting:
            self.show_list()
            self.say.say("Deze bijeenkomst is er niet meer.", "warn")
        elif not meeting:
            self.say.say(explain(reason).sentence, "warn")

    def _row(self) -> MeetingRow | None:
        prepared = self._found.prepared if self._found is not None else None
        shown = prepared is not None and self._view is not None
        return prepared.agenda.meeting if prepared is not None and shown else None

    def _show_bar(self) -> None:
        row, found = self._row(), self._found
        planned = row is not None and row.state is MeetingState.PLANNED
        self._bar.search.setVisible(row is None)
        self.back.setVisible(row is not None)
        self.cancel.setVisible(planned)
        self.start.setVisible(row is not None and row.state is not MeetingState.CLOSED)
        prepared = found.prepared if found is not None and row is not None else None
        self.after.show_meeting(prepared.agenda if prepared is not None else None)
        if row is not None and found is not None:
            self._bar.set_title(
                f"{row.table}, {day_words(row.held_on, found.today)}", f"{hours(row)} · {about(row)}"
            )
            self.start.setText(main_act(row))
            self.listing.form.open_button.hide()
        else:
            self._bar.set_title("Casustafels", summary(found.meetings, found.today) if found else " ")

    def _take_keyboard(self) -> None:
        if not self._arriving:
            return
        self._arriving = False
        if isinstance(self._view, Preparing):
            self._view.take_keyboard()
        elif self._view is not None:
            wanted = self.start if self.after.paper.isHidden() else self.after.paper
            wanted.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.listing.take_keyboard(self._came_from)
            self._came_from = ""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc puts away what is said, then goes back to the list."""
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif self.say.text:
            self.say.put_away()
        elif self._view is not None:
            self.show_list()

    # Acts.

    def _open_row(self, row: MeetingRow) -> None:
        if row.state is MeetingState.LIVE:
            self.open_console.emit(row.id)
        else:
            self.show_meeting(row.id)

    def _start_open(self) -> None:
        row = self._row()
        if row is not None:
            self._go_on(row)

    def _go_on(self, row: MeetingRow) -> None:
        """Begin the meeting or go on with it; one that is led elsewhere is taken over in its console."""
        if row.state is MeetingState.LIVE:
            self._to_console(row.id)
        elif self._found is not None and row.held_on != self._found.today:
            day = day_words(row.held_on, self._found.today)
            self.say.ask(
                f"Deze bijeenkomst is gepland op {day}, niet vandaag. Nu toch beginnen?",
                "Nu beginnen",
                lambda: self._begin(row),
                "Niet beginnen",
                self.start,
            )
        else:
            self._begin(row)

    def _begin(self, row: MeetingRow) -> None:
        view = self._view
        if not isinstance(view, Preparing):
            self._start(row)
            return
        view.leave()
        # Behind what that commits: only then it is known whether all that was typed could be kept.
        self._tasks.ask(lambda _desk: None, lambda _none: self._begin_prepared(row, view), owner=view)

    def _begin_prepared(self, row: MeetingRow, view: Preparing) -> None:
        field = view.stuck
        if field is not None:
            self.say.say(_NOT_KEPT, "warn", "Naar het veld", lambda: view.to_field(field))
            return
        self._start(row)

    def _start(self, row: MeetingRow) -> None:
        self._tasks.act(
            lambda session: running.start(session, row.id, session.act.device),
            "meeting.start",
            lambda _: self._to_console(row.id),
            lambda reason: self._refused(row, reason),
            owner=self,
        )

    def _to_console(self, meeting_id: str) -> None:
        self._drop_view()
        self._meeting = ""
        self.stale = True
        self.open_console.emit(meeting_id)

    def _refused(self, row: MeetingRow, reason: Refusal) -> None:
        sentence = explain(reason).sentence
        view = self._view
        if not isinstance(view, Preparing):
            if not self.listing.refuse(row.id, sentence):
                self.say.say(sentence, "warn")
            return
        match reason:
            case NobodyPresent() | UnsignedThird():
                self.say.say(sentence, "warn", "Naar de lijst", view.to_attendance)
            case AgendaEmpty():
                self.say.say(sentence, "warn", "Casus kiezen", view.take_keyboard)
            case _:
                self.say.say(sentence, "warn")

    def _ask_cancel(self) -> None:
        self.say.ask(_CANCEL, "Gaat niet door", self._cancel, "Laten staan", self.cancel, danger=True)

    def _cancel(self) -> None:
        meeting, view = self._meeting, self._view
        if not isinstance(view, Preparing):
            return

        def done(_: None) -> None:
            self.show_list()
            self.say.say("De bijeenkomst gaat niet door. Met Ctrl+Z komt zij terug.", "ok")

        self._tasks.change(
            lambda session: planning.cancel_meeting(session, meeting),
            "meeting.edit",
            done,
            lambda reason: self.say.say(explain(reason).sentence, "warn"),
            owner=self,
            base_rev=view.found.rev,
        )
