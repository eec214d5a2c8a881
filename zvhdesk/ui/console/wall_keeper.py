"""Between the console and the room: what was released, what waits its two seconds, what comes off at once."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from zvhdesk.domain.refusals import Refusal
from zvhdesk.services.meetings import room as services
from zvhdesk.services.meetings.released import Piece, is_row, pieces, waits
from zvhdesk.services.meetings.rows import Wall
from zvhdesk.ui.console.reading import OnWall, Seen, read
from zvhdesk.ui.console.release import Release
from zvhdesk.ui.explain import explain
from zvhdesk.ui.room import Room
from zvhdesk.ui.tasks import Tasks

if TYPE_CHECKING:
    from zvhdesk.services.desk import Desk


@dataclass(slots=True)
class _Asking:
    """F8 under way: of which case, and the room's token when it was pressed last.

    `wanted` is no more once the wall was covered since. The lane reads it, just before it records.
    """

    item_id: str
    token: int
    wanted: bool = True


class WallKeeper(QObject):
    """Shows, covers and renews the wall. It never shows a text that was not released.

    Every text of the case is a piece by its key (services.meetings.released). One that is changed while it is
    known waits its two seconds again, also under a cover; until then the room reads what was released of it.
    `said` carries a sentence and a tone for the console; `renew` asks the page to read again; `unplaced` says
    that there is no room screen to show anything on.
    """

    said = Signal(str, str)
    renew = Signal()
    unplaced = Signal()

    def __init__(self, tasks: Tasks, room: Room, release: Release, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tasks, self._room, self._release = tasks, room, release
        self._shown = self._item = ""
        self._token = room.token
        self._known: dict[str, Piece] = {}
        self._free: dict[str, Piece] = {}
        self._stopped: dict[str, Piece] = {}
        self._rewritten: set[str] = set()
        self._early: set[str] = set()
        self._standing: frozenset[str] = frozenset()
        """What another desk changed, and the room goes on reading as it was until the chair nods."""
        self._whole: Wall | None = None
        self._asking: _Asking | None = None
        room.changed.connect(self._changed)
        release.released.connect(self.allow)
        release.changed.connect(lambda: room.hold_escape(bool(release.waiting)))

    @property
    def on(self) -> OnWall | None:
        """What is on the wall now, and of it what was released."""
        return OnWall(self._shown, dict(self._free)) if self._shown else None

    @property
    def changed_texts(self) -> tuple[str, ...]:
        """The texts that were on the wall in other words, or stand beside it, and wait to be there."""
        waiting = self._release.waiting & self._rewritten
        return tuple(piece.text for key, piece in self._known.items() if key in waiting)

    def cover(self) -> None:
        """Cover the wall, now."""
        self._shown, self._whole = "", None
        self._room.cover()

    def _changed(self) -> None:
        # Every cover makes the token another one; between cover frame and content there is no wall yet.
        if self._room.token != self._token:
            self._shown, self._whole = "", None
        if self._asking is not None and self._room.token != self._asking.token:
            self._asking.wanted = False

    def show(self, meeting_id: str, item_id: str) -> None:
        """F8: record that the case is shown to who is present, then show it. A refusal is said here.

        One at a time, so that one showing is one line in the register: F8 again before its answer does
        nothing. A cover always wins. What is covered before the line is written is not written; what is
        covered after it and before the first frame has a line without a showing: the line goes first, for
        nothing may be seen that has none. F8 again before that answer shows it after all, under that line.
        """
        if not self._room.placed:
            self.unplaced.emit()
            return
        if self._asking is not None:
            if self._asking.item_id == item_id:
                self._asking.token, self._asking.wanted = self._room.token, True
            return
        # Not what was recorded this very moment: the console did not show it yet, nor did its wait begin.
        free = self._ready()
        released = {key: piece for key, piece in self._free.items() if key in self._known}
        if self._shown == item_id and released == free:
            return  # all of it is on the wall, or comes with the next frame: the showing that was recorded
        asking, on_wall = _Asking(item_id, self._room.token), OnWall(item_id, free)

        def on_lane(desk: "Desk") -> tuple[bool, Wall | None]:
            if not asking.wanted:
                return False, None
            desk.read(lambda session: services.may_show(session, meeting_id))
            desk.act(lambda session: services.show(session, item_id), "disclosure.record")
            return True, read(desk, meeting_id, on_wall).wall

        def done(answer: tuple[bool, Wall | None]) -> None:
            self._answered()
            recorded, wall = answer
            if not recorded and asking.wanted:
                self.show(meeting_id, item_id)  # covered, and asked again when the lane had let it go
            elif wall is not None and asking.wanted and self._room.show(wall, asking.token):
                self._token = asking.token
                # What was released since it was asked; not what was only recorded since.
                known = free.keys() | self._free.keys()
                self._free = {key: piece for key, piece in self._ready().items() if key in known}
                self._shown = item_id
                self.renew.emit()

        self._asking = asking
        self._tasks.ask(on_lane, done, self._refused, owner=self, broken=self._answered)

    def _answered(self) -> None:
        self._asking = None

    def _ready(self) -> dict[str, Piece]:
        """What the room may read when F8 is pressed: what waits, or was stopped, as it was released last."""
        stopped = {key for key, piece in self._stopped.items() if self._known.get(key) == piece}
        away = self._release.waiting | stopped
        free = {key: self._free.get(key) if key in away else piece for key, piece in self._known.items()}
        return {key: piece for key, piece in free.items() if piece is not None}

    def _refused(self, reason: Refusal) -> None:
        self._answered()
        self.cover()
        self.said.emit(explain(reason).sentence, "warn")

    def renewed(self, seen: Seen) -> None:
        """The page was read again: the wall follows, or is covered when it may not show this any more."""
        case = seen.console.case
        self._whole = None
        self._standing = waits(case) & self._free.keys() if case is not None else frozenset()
        self._learn(
            case.item_id if case is not None else "", pieces(case, self._free) if case is not None else {}
        )
        if not self._shown:
            return
        if case is None or case.item_id != self._shown:
            self.cover()
        elif seen.asked is None or not self._covers(seen.asked):
            # Read before it was shown, before a row was taken off or other words were released: it is old.
            self.renew.emit()
        elif seen.wall is None:
            self.cover()
        else:
            self._whole = seen.whole
            # What was released while this was being read stays.
            self._room.refresh(self._released or seen.wall)

    def _learn(self, item_id: str, known: dict[str, Piece]) -> None:
        """What the case holds now. A text that reads otherwise than before waits; so does a goal that is new.

        Of actions and decisions that are new, the line that records them says when they may be shown.
        """
        before, self._known = self._known, known
        if item_id != self._item:
            self._item, self._early, self._rewritten = item_id, set(), set()
            self._free, self._stopped = {}, {}
            return
        for key in (self._early & known.keys()) - self._standing:
            self._early.remove(key)
            self.allow(key)
        for key, piece in known.items():
            if piece == before.get(key):
                continue
            if piece == self._free.get(key):
                self._release.forget(key)  # as the room reads it already
            elif self._is_on_its_way(key, new=key not in before):
                self._rewritten.add(key)
                self._release.wait(key)

    def _is_on_its_way(self, key: str, *, new: bool) -> bool:
        """Whether a changed text comes to the wall by itself; a row that waits for F8 does not."""
        if not is_row(key):
            return True
        return not new and (not self._shown or key in self._free or key in self._release.waiting)

    @property
    def _released(self) -> Wall | None:
        """The wall with everything on it, once nothing waits or was taken off any more."""
        return self._whole if self._shown and self._known.items() <= self._free.items() else None

    def _covers(self, asked: OnWall) -> bool:
        """Whether all that was asked may still be on the wall."""
        return asked.item_id == self._shown and asked.released.items() <= self._free.items()

    def allow(self, key: str) -> None:
        """A text may be on the wall: its two seconds are over, or it was taken off by mistake."""
        if key in self._release.waiting:
            return
        self._rewritten.discard(key)
        if not self._shown:
            return
        if key not in self._known or key in self._standing:
            self._early.add(key)  # released before the console read it
            return
        self._free[key] = self._known[key]
        # The last that waited: what the room sees now was read while it did.
        if self._released is not None:
            self._room.refresh(self._released)
        else:
            self.renew.emit()

    def stop(self, key: str) -> bool:
        """Esc: a question or goal stays off the wall. False when nothing of it was on its way there.

        The room goes on reading what was released before, also after another F8, until the text is changed
        again. A row is held back in the dossier instead.
        """
        self._rewritten.discard(key)
        if not self._shown or key not in self._known or is_row(key):
            return False
        self._stopped[key] = self._known[key]
        return True

    def take_off(self, row_id: str) -> bool:
        """A row leaves the wall within a frame, or does not reach it. False when it was not on its way."""
        waited = row_id in self._release.waiting
        self._release.forget(row_id)
        was_free = self._free.pop(row_id, None) is not None
        if not self._shown or not was_free:
            return waited
        self._room.take_off(row_id)
        return True
