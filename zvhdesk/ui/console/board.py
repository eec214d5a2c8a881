"""Everything on the console in its places: header, agenda, the case or what stands before it, table, foot."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QFrame, QStackedWidget, QVBoxLayout, QWidget
from shiboken6 import isValid

from zvhdesk.ui.console.acts import Acts
from zvhdesk.ui.console.agenda import AgendaPane
from zvhdesk.ui.console.agreed_line import AgreedLine
from zvhdesk.ui.console.capture import CaptureLine
from zvhdesk.ui.console.case_view import CaseView
from zvhdesk.ui.console.columns import Columns
from zvhdesk.ui.console.door import DoorPanel
from zvhdesk.ui.console.doubt import NameDoubt
from zvhdesk.ui.console.footer import Footer
from zvhdesk.ui.console.header import Header
from zvhdesk.ui.console.nod_strip import NodStrip
from zvhdesk.ui.console.own_note import OwnNote
from zvhdesk.ui.console.panels import Panels
from zvhdesk.ui.console.point_view import PointView
from zvhdesk.ui.console.reading import Seen
from zvhdesk.ui.console.side import SidePane
from zvhdesk.ui.console.single import Foot
from zvhdesk.ui.kit import SaveState, SayBand
from zvhdesk.ui.room import Room
from zvhdesk.ui.tasks import Tasks


class Board(QWidget):
    """Knows where things stand, not what they do. `view_made` carries a new CaseView.

    Door, closing and the other panels stand before the case: it keeps what is typed in it meanwhile.
    """

    view_made = Signal(object)

    def __init__(self, tasks: Tasks, acts: Acts, room: Room) -> None:
        super().__init__()
        self._acts = acts
        self.begin_next = False
        self._came_from: QWidget | None = None
        self._worked_in: QWidget | None = None
        self.view: CaseView | None = None
        self.header = Header()
        self.notice = SayBand("console.notice")
        self.footer = Footer(self.notice)
        self.agenda = AgendaPane(room.thumbnail())
        self.own = OwnNote(tasks, acts.keep_own)
        self.side = SidePane(AgreedLine(), self.own)
        self.point = PointView()
        self.line = CaptureLine(tasks)
        self.names = NameDoubt()
        self.nods = NodStrip()
        self.foot = Foot(self.line, self.names)
        self._stack = QStackedWidget()
        self._case = QWidget()
        for page in (self.point, self._case):
            self._stack.addWidget(page)
        self.panels = Panels(self._stack, tasks, acts, room)
        self.panels.closed.connect(self.close_panel)
        self.closing, self.left = self.panels.closing, self.panels.left
        self.agenda.settings_asked.connect(self.open_settings)
        self.agenda.taken_off.returned.connect(acts.put_back)
        self.own.form.state.connect(lambda _: self._renew_state())
        self._lay_out()
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._remember)

    def _lay_out(self) -> None:
        self.case_column = QVBoxLayout(self._case)
        self.case_column.setContentsMargins(0, 0, 0, 0)
        self.case_column.setSpacing(0)
        self.case_column.addWidget(self.nods)
        self.case_column.addWidget(self.foot)
        middle = QFrame()
        middle.setProperty("look", "card")
        inside = QVBoxLayout(middle)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.addWidget(self._stack)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        self.columns = Columns(self.agenda, middle, self.side, self)
        column.addWidget(self.columns, 1)
        column.addWidget(self.footer)

    @property
    def door(self) -> DoorPanel:
        """The attendance list, built when somebody comes to it."""
        return self.panels.door

    # Showing.

    def show_meeting(self, seen: Seen, now_ms: int) -> None:
        """Show everything as it was read."""
        console = seen.console
        self.header.show_meeting(console, seen.read_ms, now_ms)
        self.agenda.show_meeting(console, seen.read_ms, now_ms)
        self.side.show_table(console.attendance)
        self.side.show_case(console.case)
        self.panels.show_attendance(console.attendance)
        self.point.show_point(console)
        if seen.own is not None and console.current is not None:
            self.own.show_item(console.current.id, seen.own, of_case=console.case is not None)
        self.own.setVisible(seen.own is not None)
        self._show_case(seen)
        self.tick(now_ms)

    @property
    def typing(self) -> bool:
        """Whether somebody is in the middle of a text here."""
        fields = self.view.form.fields if self.view is not None else []
        return bool(self.line.text.strip()) or any(field.dirty or field.saving for field in fields)

    def show_part(self, *, leads: bool, apart: bool) -> None:
        """What belongs to the desk that leads goes away on another. `apart`: it looks elsewhere."""
        self.header.show_part(leads=leads, apart=apart)
        self.agenda.show_part(leads=leads)
        self.footer.show_part(leads=leads)
        self.side.show_part(leads=leads)

    def show_leaf(self, page: int, pages: int) -> None:
        """Which page of the case is on the wall, and of how many."""
        self.agenda.show_leaf(page, pages)
        self.footer.show_paged(paged=pages > 1)

    def _show_case(self, seen: Seen) -> None:
        case = seen.console.case
        changed = (case.item_id if case is not None else "") != (self.view.item_id if self.view else "")
        if changed:
            self._drop_view()
        if case is not None and self.view is None:
            self.view = CaseView(self._acts, seen, self._case)
            self.view.form.state.connect(lambda _: self._renew_state())
            self.view.opened.connect(self.begin_step)
            self.case_column.insertWidget(0, self.view, 1)
            # A text that was left behind came back before anybody heard of it.
            self._renew_state()
            self.view_made.emit(self.view)
        elif self.view is not None:
            self.view.show_case(seen)
        if not self.covered:
            self._stack.setCurrentWidget(self._home)
        self.begin_next = self.begin_next or changed

    @property
    def _home(self) -> QWidget:
        return self._case if self.view is not None else self.point

    def _drop_view(self) -> None:
        if self.view is not None:
            self.view.form.commit()
            self.case_column.removeWidget(self.view)
            self.view.hide()
            self.view.deleteLater()
            self.view = None
            self._renew_state()

    def forget(self) -> None:
        """Another meeting: nothing of this one stays in view."""
        self._drop_view()
        self.line.set_item(None)
        self._stack.setCurrentWidget(self.point)
        self.begin_next = True

    def begin(self) -> None:
        """Put the keyboard where no key records or shows anything: the capture line, or the point itself."""
        self.begin_next = False
        if self.view is None:
            self.point.begin()
        elif self.line.isEnabled():
            self.line.edit.setFocus(Qt.FocusReason.OtherFocusReason)
        elif not self.view.begin():
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def come_back(self) -> None:
        """The only screen is the chair's again."""
        self.window().activateWindow()
        self.begin()

    def begin_when_asked(self) -> None:
        """Another item is at the table, and everything of it stands there."""
        if self.begin_next and not self.covered:
            self.begin()

    def begin_step(self) -> None:
        """The keyboard goes into the step. A line that is being typed keeps it, and so do the tabs."""
        view, focus = self.view, QApplication.focusWidget()
        if focus is self.line.edit and not self.isAncestorOf(focus):
            return  # over the only screen nothing else can be seen
        typing = focus is self.line.edit and bool(self.line.text.strip())
        if view is not None and not typing and focus is not view.steps.bar and not view.begin():
            self.begin()

    def focusNextPrevChild(self, next_: bool) -> bool:
        """What had the keyboard went away: it may not fall on what stands next, which may record or show.

        The Tab key comes here too; then what has the keyboard is still in view.
        """
        focus = QApplication.focusWidget()
        gone = focus is not None and not (focus.isVisible() and focus.isEnabled())
        if gone and not self.covered and self.isVisible():
            self.begin()
            return True
        return super().focusNextPrevChild(next_)

    def leave(self) -> None:
        """Commit what is typed, everywhere; a line or a guest that was not recorded is kept."""
        if self.view is not None:
            self.view.form.commit()
        self.own.form.commit()
        self.line.keep_draft()
        self.panels.keep_draft()

    def leave_item(self) -> None:
        """The same, and what is typed in the line from now on is for the item that is on its way."""
        self.leave()
        self.line.leave_item()

    def tick(self, now_ms: int) -> None:
        """The clock went on: only times are drawn anew."""
        self.header.tick(now_ms)
        self.agenda.tick(now_ms)
        if self.view is not None:
            self.view.tick(now_ms)

    def _renew_state(self) -> None:
        forms = [self.own.form] + ([self.view.form] if self.view is not None else [])
        waiting = [field for form in forms for field in form.fields if field.dirty or field.saving]
        state = SaveState.SAVED
        if any(field.stuck for field in waiting):
            state = SaveState.NOT_SAVED
        elif waiting:
            state = SaveState.SAVING
        self.footer.show_state(state)

    def _remember(self, _before: QWidget | None, now: QWidget | None) -> None:
        """Where one works, so that Esc leads back there: not the button of the header that opened a panel."""
        places = (self._stack, self.side)
        if now is not None and not self.covered and any(_holds(place, now) for place in places):
            self._worked_in = now

    # What stands before the case.

    @property
    def covered(self) -> bool:
        """Whether a panel stands before the case."""
        return self.panels.in_view

    def _open(self, panel: QWidget) -> None:
        if not self.covered:
            self._came_from = self._worked_in
        self._stack.setCurrentWidget(panel)
        self.columns.look_at(1)

    def open_door(self) -> None:
        """The attendance list."""
        self._open(self.door)
        self.door.begin()

    def open_closing(self) -> None:
        """The one confirmation of closing."""
        self._open(self.closing)
        self.closing.begin()

    def open_settings(self) -> None:
        """Where the room screen stands. It says by itself what was said of that."""
        self.hush()
        self._open(self.panels.screens)
        self.panels.screens.begin()

    def open_left(self, meeting_id: str) -> None:
        """What was typed under a point that is off the agenda now."""
        self._open(self.left)
        self.left.begin(meeting_id)

    def close_panel(self) -> None:
        """Back to the case, with the keyboard where it was."""
        if not self.covered:
            return
        self._stack.setCurrentWidget(self._home)
        came_from, self._came_from = self._came_from, None
        if came_from is not None and isValid(came_from) and came_from.isVisibleTo(self):
            came_from.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.begin()

    def hush(self) -> None:
        """What was said is of before; a question stays until it is answered."""
        if not self.notice.step.isVisibleTo(self.notice):
            self.notice.clear()

    def to_line(self) -> None:
        """The keyboard goes to the capture line."""
        if self.view is not None:
            self.close_panel()
            self.columns.look_at(1)
            self.line.edit.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def turn_pane(self, by: int) -> None:
        """The keyboard goes to the next part: agenda, case, line, table, header."""
        places = [self.agenda, self._stack, self.line, self.side, self.header]
        focus = QApplication.focusWidget()
        at = next((i for i in (2, 0, 3, 4, 1) if focus is not None and _holds(places[i], focus)), 1)
        to = (at + by) % len(places)
        if to == 2 and (self.view is None or self.covered):
            to = (to + by) % len(places)
        self.columns.look_at({0: 0, 3: 2}.get(to, 1))
        match to:
            case 4:
                self.header.wall.setFocus(Qt.FocusReason.ShortcutFocusReason)
            case 0:
                self.agenda.list.setFocus(Qt.FocusReason.ShortcutFocusReason)
            case 1 if not self.covered:
                self._to_step()
            case 2:
                self.to_line()
            case 3 if self.own.text is not None:
                self.own.text.editor.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _to_step(self) -> None:
        if self.view is None:
            self.point.begin()
        elif not self.view.begin():
            self.view.agreements.first().setFocus(Qt.FocusReason.ShortcutFocusReason)


def _holds(place: QWidget, focus: QWidget) -> bool:
    return place is focus or place.isAncestorOf(focus)
