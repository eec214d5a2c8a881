"""Preparing one meeting: its agenda, the cases that may go on it, who is expected, when and where."""

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QApplication, QBoxLayout, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from zvhdesk.domain.refusals import Refusal
from zvhdesk.domain.terms import Presence
from zvhdesk.services.case_door import act_day
from zvhdesk.services.house import Overview
from zvhdesk.services.meetings import attendance, planning
from zvhdesk.ui.agreeing.asked_cards import AskedCards
from zvhdesk.ui.dossier.addform import AddForm
from zvhdesk.ui.dossier.parts import order_tab
from zvhdesk.ui.explain import explain
from zvhdesk.ui.kit import SayBand
from zvhdesk.ui.kit.editable import EditableField
from zvhdesk.ui.kit.form import Form
from zvhdesk.ui.tables.agenda import AgendaCard
from zvhdesk.ui.tables.attendance import AttendanceCard
from zvhdesk.ui.tables.candidates import CandidatesCard
from zvhdesk.ui.tables.details import DetailsCard
from zvhdesk.ui.tables.gathering import FORM, Prepared
from zvhdesk.ui.tables.twice import TwiceCard
from zvhdesk.ui.tasks import Tasks
from zvhdesk.ui.theme import GAP, MARGIN

_NARROW = 700
_SIDE = 380
_SIDE_LESS = 330
_ROOMY = 1000
_NO_LAST_TIME = (
    "Van deze casustafel is nog geen bijeenkomst gesloten, dus er is geen vorige keer. Kies hieronder per "
    "organisatie wie er is."
)


class Preparing(QWidget):
    """Made anew for every meeting. `opened` carries a case, `state` the SaveState of its fields.

    F6 goes from the agenda to the cases, to the attendance list, and to `last`, the button that starts.
    """

    opened = Signal(str)
    state = Signal(object)
    last = Signal()

    def __init__(self, tasks: Tasks, found: Prepared, say: SayBand) -> None:
        super().__init__()
        self.setObjectName("tables.preparing")
        self._tasks, self._say = tasks, say
        self.meeting_id = found.agenda.meeting.id
        self.found = found
        self.agenda_form, self.meeting_form = (self._form(i) for i in ("agenda.edit", "meeting.edit"))
        self.asked = AskedCards(tasks, "tables.preparing", FORM)
        self.asked.state.connect(self.state)
        self.twice = TwiceCard()
        self.agenda = AgendaCard(self.agenda_form, found.agenda)
        self.candidates = CandidatesCard()
        self.attendance = AttendanceCard(tasks, self.meeting_id)
        self.details = DetailsCard(self.meeting_form, self.meeting_id)
        self._lay_out()
        self._connect()
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self.keep_in_view)
        for form in self._adding:
            # Its fields have their place only after the next layout.
            form.open_button.clicked.connect(lambda: self._later.start(0))
        for keys, by in (("F6", 1), ("Shift+F6", -1)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(lambda step=by: self._next_part(step))

    def _form(self, intent: str) -> Form:
        form = Form(self._tasks, FORM, self)
        form.intent = intent
        form.state.connect(self.state)
        return form

    @property
    def _adding(self) -> tuple[AddForm, ...]:
        return self.agenda.point, self.attendance.partner, self.attendance.guest

    def _lay_out(self) -> None:
        left, self._right = QVBoxLayout(), QWidget()
        left.setSpacing(GAP)
        left.addWidget(self.twice)
        left.addWidget(self.asked)
        left.addWidget(self.agenda)
        left.addWidget(self.candidates)
        left.addStretch(1)
        right = QVBoxLayout(self._right)
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(GAP)
        right.addWidget(self.attendance)
        right.addWidget(self.details)
        right.addStretch(1)
        inside = QWidget()
        inside.setProperty("look", "clear")
        self._columns = QHBoxLayout(inside)
        self._columns.setContentsMargins(MARGIN, 16, MARGIN, 16)
        self._columns.setSpacing(GAP)
        self._columns.addLayout(left, 1)
        self._columns.addWidget(self._right)
        self.area = QScrollArea()
        self.area.setObjectName("tables.scroll")
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setWidget(inside)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.area)

    def _connect(self) -> None:
        meeting = self.meeting_id
        self.agenda.opened.connect(self.opened)
        self.agenda.moved.connect(self._move)
        self.agenda.removed.connect(self._remove)
        self.candidates.opened.connect(self.opened)
        self.candidates.chosen.connect(self._add)
        self.attendance.settled.connect(self._settle)
        self.attendance.signed.connect(
            lambda row: self._change(
                lambda s: attendance.sign(s, row, act_day(s)),
                "meeting.admit",
                "De geheimhouding is vastgelegd.",
            )
        )
        self.attendance.removed.connect(
            lambda row: self._change(lambda s: attendance.remove_attendee(s, row), "meeting.edit")
        )
        self.attendance.same_again.connect(
            lambda: self._change(
                lambda s: attendance.as_last_time(s, meeting), "meeting.admit", done=self._as_last_time
            )
        )

    # -- showing ------------------------------------------------------------------------------------------

    def show_meeting(self, found: Prepared, house: Overview, today: date) -> None:
        """Show the meeting of now, leaving what is being typed and the keyboard where they are."""
        self.found = found
        agenda = found.agenda
        for form in (self.agenda_form, self.meeting_form):
            form.load(found.fields, read_only=not agenda.may_change)
        self.twice.show_meeting(agenda.meeting)
        self.asked.show_asked(found.asked)
        self.agenda.show_agenda(agenda)
        on_agenda = sum(item.case_id is not None for item in agenda.items)
        self.candidates.show_candidates(found.candidates, on_agenda, today)
        self.attendance.show_agenda(agenda)
        self.attendance.show_house(house, agenda)
        self.details.show_house(house)
        order_tab(self.area)

    def take_keyboard(self) -> None:
        """To where the work is: the cases while none is on the agenda, else the agenda."""
        has_cases = any(item.case_id is not None for item in self.found.agenda.items)
        if has_cases or not self.candidates.take_keyboard():
            self.agenda.take_keyboard()

    @property
    def stuck(self) -> EditableField | None:
        """The first field whose text could not be saved, or that waits for a choice between two versions."""
        fields = (*self.meeting_form.fields, *self.agenda_form.fields)
        return next((one for one in fields if isinstance(one, EditableField) and one.stuck), None)

    def to_field(self, field: EditableField) -> None:
        """To one of its fields."""
        field.editor.setFocus(Qt.FocusReason.OtherFocusReason)
        self.keep_in_view()

    def to_attendance(self) -> None:
        """To who is at the table."""
        self.attendance.take_keyboard()
        self.keep_in_view()

    def _next_part(self, by: int) -> None:
        parts: list[tuple[QWidget, Callable[[], object]]] = [
            (self.agenda, self.agenda.take_keyboard),
            (self.candidates, self.candidates.take_keyboard),
            (self.attendance, self.attendance.take_keyboard),
            (self.details, self.details.take_keyboard),
        ]
        focus = QApplication.focusWidget()
        here = next((at for at, (part, _) in enumerate(parts) if focus and part.isAncestorOf(focus)), -1)
        to = here + by if here >= 0 else 0
        while 0 <= to < len(parts) and parts[to][1]() is False:
            to += by
        if not 0 <= to < len(parts):
            self.last.emit()
        self.keep_in_view()

    def keep_in_view(self) -> None:
        """Scroll to what has the keyboard."""
        focus = QApplication.focusWidget()
        if focus is not None and self.area.isAncestorOf(focus):
            self.area.ensureWidgetVisible(focus, 20, 60)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Narrow, or much enlarged: one column."""
        super().resizeEvent(event)
        narrow = self.width() < _NARROW
        down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._columns.setDirection(down if narrow else across)
        side = _SIDE if self.width() >= _ROOMY else _SIDE_LESS
        self._right.setMinimumWidth(0 if narrow else side)
        self._right.setMaximumWidth(16_777_215 if narrow else side)

    # -- acts ---------------------------------------------------------------------------------------------

    def leave(self) -> None:
        """Commit what is typed, keep what is being added."""
        self.agenda_form.commit()
        self.meeting_form.commit()
        self.asked.leave()
        for form in self._adding:
            form.keep_drafts()

    def _change(
        self,
        fn: Callable[[Any], object],
        intent: str,
        words: str = "",
        done: Callable[[Any], object] | None = None,
        failed: Callable[[Refusal], object] | None = None,
    ) -> None:
        """One act; then `words` are said, or `done` is called. A refusal is explained in place."""

        def then(answer: object) -> None:
            if done is not None:
                done(answer)
            elif words:
                self._say.say(words, "ok")

        def refused(reason: Refusal) -> None:
            self._say.say(explain(reason).sentence, "warn")
            if failed is not None:
                failed(reason)

        self._tasks.change(fn, intent, then, refused, owner=self, base_rev=self.found.rev)

    def _add(self, case_id: str) -> None:
        found = next((one for one in self.found.candidates if one.case_id == case_id), None)
        number = found.number if found is not None else "De casus"
        meeting = self.meeting_id
        self._change(
            lambda session: planning.add_case(session, meeting, case_id),
            "agenda.add",
            f"{number} staat op de agenda.",
        )

    def _move(self, item_id: str, to: int) -> None:
        meeting = self.meeting_id
        self._change(
            lambda session: planning.move_item(session, meeting, item_id, to),
            "agenda.edit",
            failed=lambda _reason: self.agenda.show_agenda(self.found.agenda),
        )

    def _remove(self, item_id: str) -> None:
        words = f"{self.agenda.words_of(item_id)} is van de agenda. Met Ctrl+Z komt het terug."
        self._change(lambda session: planning.remove_item(session, item_id), "agenda.edit", words)

    def _settle(self, row: str, value: str) -> None:
        def put_back(_reason: Refusal) -> None:
            self.attendance.show_agenda(self.found.agenda)

        self._change(
            lambda session: attendance.set_presence(session, row, Presence(value)),
            "meeting.admit",
            failed=put_back,
        )

    def _as_last_time(self, count: int) -> None:
        if not count:
            self._say.say(_NO_LAST_TIME)
            return
        who = "1 aanwezige" if count == 1 else f"{count} aanwezigen"
        words = f"{who} overgenomen van de vorige keer. Pas hieronder aan wat vandaag anders is."
        self._say.say(words, "ok")
