"""The panels that stand before the case: door, closing, the room screen, and what was left behind."""

from functools import cached_property
from typing import TypeVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from zvhdesk.services.meetings.rows import AttendeeRow
from zvhdesk.ui.console.acts import Acts
from zvhdesk.ui.console.closing import ClosingPanel
from zvhdesk.ui.console.door import DoorPanel
from zvhdesk.ui.console.left_panel import LeftPanel
from zvhdesk.ui.console.screen_panel import ScreenPanel
from zvhdesk.ui.dossier.parts import tab_after
from zvhdesk.ui.room import Room
from zvhdesk.ui.tables.left_behind import LeftBehindCard
from zvhdesk.ui.tasks import Tasks

P = TypeVar("P", DoorPanel, ClosingPanel, ScreenPanel, LeftPanel)


class Panels(QObject):
    """In the stack of the case. The two large ones are built when somebody asks for them.

    `closed` when one of them is put away.
    """

    closed = Signal()

    def __init__(self, stack: QStackedWidget, tasks: Tasks, acts: Acts, room: Room) -> None:
        super().__init__(stack)
        self._stack, self._acts, self._room = stack, acts, room
        self._attendance: tuple[AttendeeRow, ...] = ()
        self._standing: list[QWidget] = []
        self.closing = self._stand(ClosingPanel(LeftBehindCard(tasks)))
        self.left = self._stand(LeftPanel(tasks))

    @cached_property
    def door(self) -> DoorPanel:
        """Who is at the table."""
        made = self._stand(DoorPanel(self._acts))
        tab_after(self.left.back, made)
        made.show_rows(self._attendance)
        return made

    @cached_property
    def screens(self) -> ScreenPanel:
        """Where the room screen stands."""
        made = self._stand(ScreenPanel(self._room))
        tab_after(self.left.back, made)
        return made

    def _stand(self, panel: P) -> P:
        panel.closed.connect(self.closed)
        self._standing.append(panel)
        self._stack.addWidget(panel)
        return panel

    @property
    def in_view(self) -> bool:
        """Whether one of them stands before the case."""
        return self._stack.currentWidget() in self._standing

    def show_attendance(self, rows: tuple[AttendeeRow, ...]) -> None:
        """Who is on the list now."""
        self._attendance = rows
        if self._at_the_door:
            self.door.show_rows(rows)

    def keep_draft(self) -> None:
        """A guest who was not recorded yet is kept."""
        if self._at_the_door:
            self.door.guest.keep_draft()

    @property
    def _at_the_door(self) -> bool:
        """Whether somebody was there: else there is no door yet."""
        return "door" in vars(self)
