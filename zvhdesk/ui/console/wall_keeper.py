"""Between the console and the room: what was released, what waits its two seconds, what comes off at once."""

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from zvhdesk.domain.refusals import Refusal
from zvhdesk.services.meetings import room as services
from zvhdesk.services.meetings.rows import Wall
from zvhdesk.ui.console.reading import OnWall, Seen, open_rows, read, rows_of
from zvhdesk.ui.console.release import Release
from zvhdesk.ui.explain import explain
from zvhdesk.ui.room import Room
from zvhdesk.ui.tasks import Tasks

if TYPE_CHECKING:
    from zvhdesk.services.desk import Desk


class WallKeeper(QObject):
    """Shows, covers and renews the wall. It never shows a row that was not released.

    `said` carries a sentence and a tone for the console; `renew` asks the page to read again; `unplaced` says
    that there is no room screen to show anything on.
    """

    said = Signal(str, str)
    renew = Signal()
    unplaced = Signal()

    def __init__(self, tasks: Tasks, room: Room, release: Release, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tasks, self._room, self._release = tasks, room, release
        self._on: OnWall | None = None
        self._token = room.token
        self._known: frozenset[str] = frozenset()
        self._open: frozenset[str] = frozenset()
        self._whole: Wall | None = None
        self._decisions: frozenset[str] = frozenset()
        room.changed.connect(self._changed)
        release.released.connect(self.allow)
        release.changed.connect(lambda: room.hold_escape(bool(release.waiting)))

    @property
    def on(self) -> OnWall | None:
        """What is on the wall now, and of it what was released."""
        return self._on

    def shows(self, item_id: str) -> bool:
        """Whether the wall shows this item now."""
        wall = self._room.wall
        return wall is not None and wall.item_id == item_id

    def cover(self) -> None:
        """Cover the wall, now."""
        self._on = self._whole = None
        self._room.cover()

    def _changed(self) -> None:
        # Every cover makes the token another one; between cover frame and content there is no wall yet.
        if self._room.token != self._token:
            self._on = self._whole = None

    def show(self, meeting_id: str, item_id: str) -> None:
        """F8: record that the case is shown to who is present, then show it. A refusal is said here."""
        if not self._room.placed:
            self.unplaced.emit()
            return
        if self.shows(item_id) and self._on == OnWall(item_id, self._known - self._release.waiting):
            return  # all of it is on the wall: no other showing than the one that was recorded
        # Not what was recorded this very moment: the console did not show it yet, nor did its wait begin.
        token, on_wall = self._room.token, OnWall(item_id, self._known - self._release.waiting)

        def on_lane(desk: "Desk") -> Wall | None:
            desk.read(lambda session: services.may_show(session, meeting_id))
            desk.change(lambda session: services.show(session, item_id), "disclosure.record")
            return read(desk, meeting_id, on_wall).wall

        def done(wall: Wall | None) -> None:
            if wall is not None and self._room.show(wall, token):
                self._token = token
                self._on = OnWall(item_id, self._known - self._release.waiting)
                self.renew.emit()

        self._tasks.ask(on_lane, done, self._refused, owner=self)

    def _refused(self, reason: Refusal) -> None:
        self.cover()
        self.said.emit(explain(reason).sentence, "warn")

    def renewed(self, seen: Seen) -> None:
        """The page was read again: the wall follows, or is covered when it may not show this any more."""
        case = seen.console.case
        self._known = rows_of(case) if case is not None else frozenset()
        self._open = open_rows(case) if case is not None else frozenset()
        self._whole = None
        self._decisions = frozenset(row.id for row in case.decisions) if case is not None else frozenset()
        if self._on is None:
            return
        if case is None or case.item_id != self._on.item_id:
            self.cover()
        elif seen.asked is None or not self._covers(seen.asked):
            # Read before it was shown, or before a row was taken off: what it says is old.
            return
        elif seen.wall is None:
            self.cover()
        else:
            self._whole = seen.whole
            # What was released while this was being read stays.
            self._room.refresh(self._released or seen.wall)

    @property
    def _released(self) -> Wall | None:
        """The wall with everything on it, once nothing waits or was taken off any more."""
        return self._whole if self._on is not None and self._open <= self._on.allowed else None

    def _covers(self, asked: OnWall) -> bool:
        """Whether all that was asked may still be on the wall."""
        on = self._on
        return on is not None and asked.item_id == on.item_id and asked.allowed <= on.allowed

    def allow(self, row_id: str) -> None:
        """A row may be on the wall: its two seconds are over, or it was taken off by mistake."""
        if self._on is not None and row_id not in self._release.waiting:
            self._on = replace(self._on, allowed=self._on.allowed | {row_id})
            # The last that waited: what the room sees now was read while it did.
            if self._released is not None:
                self._room.refresh(self._released)
            else:
                self.renew.emit()

    def take_off(self, row_id: str) -> bool:
        """A row leaves the wall within a frame, or does not reach it. False when it was not on its way there.

        A decision has no id on the wall: the last one goes.
        """
        waited = row_id in self._release.waiting
        self._release.forget(row_id)
        if self._on is None or row_id not in self._on.allowed:
            return waited
        self._on = replace(self._on, allowed=self._on.allowed - {row_id})
        self._room.take_off(row_id)
        wall = self._room.wall
        if row_id in self._decisions and wall is not None:
            self._room.refresh(replace(wall, decisions=wall.decisions[:-1]))
        return True
