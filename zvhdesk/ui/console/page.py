"""The console of a live meeting: the chair's own screen. Everything on it is a row the moment it is done."""

from collections.abc import Callable

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent, Qt

from zvhdesk.domain.meeting import is_being_held
from zvhdesk.domain.refusals import Refusal
from zvhdesk.domain.terms import MeetingState
from zvhdesk.services.clock import Clock, system_clock
from zvhdesk.services.desk import Changes
from zvhdesk.ui.console.acts import Acts
from zvhdesk.ui.console.board import Board
from zvhdesk.ui.console.case_view import CaseView
from zvhdesk.ui.console.doubt import INITIALS_KEY, SHOW_KEY
from zvhdesk.ui.console.ending import Ending
from zvhdesk.ui.console.item_end import ItemEnd
from zvhdesk.ui.console.lead import Lead
from zvhdesk.ui.console.line_talk import LineTalk, Stands
from zvhdesk.ui.console.nod_strip import ALL_KEY, NOD_KEY
from zvhdesk.ui.console.others import Others
from zvhdesk.ui.console.reading import Seen, read
from zvhdesk.ui.console.recording import Recording
from zvhdesk.ui.console.release import WAIT_MS, Release
from zvhdesk.ui.console.removed import Removed
from zvhdesk.ui.console.shortcuts import bind
from zvhdesk.ui.console.single import SingleScreen
from zvhdesk.ui.console.turning import Turning
from zvhdesk.ui.console.wall_keeper import WallKeeper
from zvhdesk.ui.console.wall_talk import WallTalk
from zvhdesk.ui.explain import explain
from zvhdesk.ui.room import Room
from zvhdesk.ui.shell import Page
from zvhdesk.ui.tasks import Tasks


class ConsolePage(Page):
    """Open it with `go("console", meeting_id)`.

    `closed_meeting` carries the id of a meeting that was just closed; `leave_asked` asks for Casustafels
    while the meeting stays live, its wall covered.
    """

    closed_meeting = Signal(str)
    leave_asked = Signal()

    full = True
    topics = frozenset(
        {"meeting", "attendance", "agenda_item", "turn", "note_paragraph", "decision", "voice", "action"}
        | {"contribution", "goal", "case_", "case_table", "partner", "person", "subject"}
    )

    def __init__(
        self,
        tasks: Tasks,
        clock: Clock = system_clock,
        wait_ms: int = WAIT_MS,
        line: Stands | None = None,
    ) -> None:
        super().__init__()
        self.setAccessibleName("Bijeenkomst")
        self.tasks, self._clock = tasks, clock
        self._meeting = ""
        self._seen: Seen | None = None
        self._live = False
        self.room = Room(tasks, self)
        self.release = Release(self, wait_ms)
        self.keeper = WallKeeper(tasks, self.room, self.release, self)
        self.acts = Acts(tasks, self)
        self.board = Board(tasks, self.acts, self.room)
        self.recording = Recording(
            self.acts, self.board.line, self.release, self.keeper, self.board.names, self
        )
        self.ending = Ending(self.acts, self.board.closing, self._now)
        self.lead = Lead(self.acts, self.board, self.room)
        self.turning = Turning(self.acts, self.keeper, self.release, self.board)
        self.item_end = ItemEnd(self.acts, self.keeper, self.board, self.turning.item)
        self.removed = Removed(self.acts, self.board)
        self.line_talk = LineTalk(line, self.board, clock)
        self.wall_talk = WallTalk(self.room, self.keeper, self.board, self.acts)
        self.column.addWidget(self.board)
        self.others = Others(self.acts, self.recording, self.release, self.board.nods, self.room)
        self.single = SingleScreen(self.room, self.board.foot, self.board.case_column, self._keys())
        self.single.came.connect(self.board.close_panel)
        self.single.left.connect(self.board.come_back)
        self._connect()
        self._connect_room()
        bind(self, self._keys())
        self._second = QTimer(self)
        self._second.setInterval(1000)
        self._second.timeout.connect(self._tick)

    def _connect(self) -> None:
        board, acts, ending, turning = self.board, self.acts, self.ending, self.turning
        for said in (self.recording.said, ending.said):
            said.connect(board.notice.say)
        acts.refused.connect(self.refused)
        acts.asked_again.connect(self.refresh)
        board.header.pause_asked.connect(turning.pause)
        board.header.close_asked.connect(self.ask_close)
        board.header.leave_asked.connect(self.leave_asked)
        board.agenda.list.jump.connect(turning.go_to)
        board.side.door_asked.connect(self.open_door)
        board.side.agreed.read_back.connect(acts.read_back)
        board.side.own.moved.connect(self.move_own)
        board.point.following.connect(lambda: turning.item(1))
        for asks in (turning.arrived, self.lead.renew):
            asks.connect(self.refresh)
        turning.looked.connect(self.lead.look)
        self.lead.began.connect(self._begin_room)
        self.lead.ended.connect(self._end_room)
        board.view_made.connect(lambda view: view.looked.connect(self.refresh))
        turning.covered.connect(self.wall_talk.say_of_wall)
        ending.closed.connect(self.closed)
        ending.leave_asked.connect(self.leave_asked)
        self.tasks.changed.connect(self.heard)

    def _connect_room(self) -> None:
        room, keeper, header = self.room, self.keeper, self.board.header
        keeper.renew.connect(self.refresh)
        keeper.unplaced.connect(self.board.open_settings)
        self.board.agenda.turn_asked.connect(room.turn)
        room.show_asked.connect(self.show_wall)
        room.door.connect(self.open_door)
        header.show_asked.connect(self.show_wall)
        header.cover_asked.connect(keeper.cover)

    def _keys(self) -> dict[str, Callable[[], object]]:
        """F7, F8 and F9 are the room's own where it is: they work from anywhere (ui.room.keys)."""
        return {
            "Alt+Left": lambda: self.turning.step(-1),
            "Alt+Right": lambda: self.turning.step(1),
            "Ctrl+PgDown": lambda: self.turning.item(1),
            "Ctrl+PgUp": lambda: self.turning.item(-1),
            "Alt+PgDown": lambda: self.room.turn(1),
            "Alt+PgUp": lambda: self.room.turn(-1),
            SHOW_KEY: self.recording.show_named,
            INITIALS_KEY: self.recording.mask_named,
            NOD_KEY: self.others.nod,
            ALL_KEY: self.others.nod_all,
            "F2": self.board.to_line,
            "F3": self.lead.follow,
            "F12": self.lead.take_over,
            "F7": self.open_door,
            "F6": lambda: self.board.turn_pane(1),
            "Shift+F6": lambda: self.board.turn_pane(-1),
        }

    # What the window asks of a page.

    def opened(self, argument: object = None) -> None:
        """Show a meeting exactly as its rows say; without an argument the one that was shown last."""
        if isinstance(argument, str) and argument != self._meeting:
            self._begin(argument)
        self.stale = False
        self.refresh()

    def refresh(self) -> None:
        """Read everything again; what is being typed keeps its text and its cursor."""
        if self._meeting:
            meeting_id, on_wall, looks_at = self._meeting, self.keeper.on, self.lead.looks_at
            self.tasks.ask(
                lambda desk: read(desk, meeting_id, on_wall, looks_at), self._show, self._gone, owner=self
            )

    def left(self) -> None:
        """Commit what is typed. The meeting stays live, and the room sees a cover."""
        self.keeper.cover()
        self.release.clear()
        self.board.leave()

    def take_back(self) -> bool:
        """Ctrl+Z outside a field takes the newest line off the wall first."""
        self.recording.take_back()
        return True

    def showEvent(self, event: QShowEvent) -> None:
        """The clock ticks while it is looked at."""
        super().showEvent(event)
        self._tick()
        self._second.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody looks at the clock."""
        super().hideEvent(event)
        self._second.stop()

    # Showing.

    @property
    def seen(self) -> Seen | None:
        """What was read last."""
        return self._seen

    @property
    def at_live_table(self) -> bool:
        """The desk that leads, and each that has the meeting open: its note taker."""
        if self._seen is None or not self._live:
            return False
        return is_being_held(self._seen.console.meeting.held_on, self._seen.about.today)

    @property
    def view(self) -> CaseView | None:
        """The case at the table; None at a point without one."""
        return self.board.view

    def _begin(self, meeting_id: str) -> None:
        if self._meeting:
            self.left()
            self.room.end()
        self._meeting = self.acts.meeting_id = meeting_id
        self._seen, self._live = None, False
        self.turning.forget()
        self.lead.forget()
        self.line_talk.forget()
        self.board.forget()

    def _show(self, seen: Seen) -> None:
        console = seen.console
        if console.meeting.id != self._meeting or self.turning.going:
            return
        if console.meeting.state is MeetingState.LIVE and self.lead.stays(seen):
            return
        live = console.meeting.state is MeetingState.LIVE
        if live and self._seen is not None and not self._live:
            self.board.close_panel()  # it was closed, and goes on
        self._seen, self._live = seen, live
        self.turning.show_meeting(seen)
        self.line_talk.show_meeting(seen, self._now())
        self.ending.cases = tuple(row.case_id for row in console.items if row.case_id and not row.gone)
        if console.meeting.state is MeetingState.CLOSED:
            self._show_closed(seen)
            return
        self.removed.look(seen)
        self.board.show_meeting(seen, self._now())
        # Not before: what was typed until this moment is committed under the item it was typed for.
        self.acts.item_id = console.current.id if console.current is not None else ""
        self.acts.rev = console.rev
        self.recording.show_meeting(seen)
        self.others.show_meeting(seen)
        self.board.begin_when_asked()
        self.keeper.renewed(seen)
        self.wall_talk.show()
        self.lead.show_meeting(console)
        self.removed.tell()

    def _begin_room(self) -> None:
        """The wall is of the desk that leads: it begins covered."""
        if self._seen is not None:
            self.room.begin(self._seen.about.house, self._seen.console.meeting.table)

    def _end_room(self) -> None:
        """Another desk leads: nothing of a case stays on this wall."""
        self.keeper.cover()
        self.release.clear()
        self.room.end()

    def _show_closed(self, seen: Seen) -> None:
        self.room.end()
        self.lead.forget()
        self.board.show_meeting(seen, self._now())
        self.recording.show_meeting(seen)
        self.others.show_meeting(seen)
        self.board.show_part(leads=False, apart=False)  # nobody leads what is over
        self.ending.show_closed(seen.console.closed_apart)
        self.board.open_closing()

    def _gone(self, reason: Refusal) -> None:
        self._live = False
        self.keeper.cover()
        self.board.notice.say(explain(reason).sentence, "warn")

    def refused(self, reason: Refusal) -> None:
        self.board.notice.say(explain(reason).sentence, "warn")
        self.refresh()

    def heard(self, changes: Changes) -> None:
        """Whoever enters or leaves changes what may be seen: the wall is covered before anything is read."""
        if "attendance" in changes.topics and self._meeting:
            self.keeper.cover()

    def _now(self) -> int:
        return int(self._clock().timestamp() * 1000)

    def _tick(self) -> None:
        self.board.tick(self._now())
        self.line_talk.tick(self._now())
        seen = self._seen
        if seen is not None and self.keeper.on is not None and self._clock().date() != seen.about.today:
            # With the day the term of the case on the wall may be over: then reading it covers.
            self.refresh()

    # Acts.

    def show_wall(self) -> None:
        """F8: show this case, recorded as a disclosure."""
        if not self.isVisible() or not self.lead.leads or self.turning.going:
            return
        self.board.close_panel()
        self.keeper.show(self._meeting, self.acts.item_id)

    def open_door(self) -> None:
        """F7: somebody comes in or leaves. Covered first."""
        if self.isVisible() and self.lead.leads is not None:
            self.keeper.cover()
            # Over the only screen the list would stand behind the cover, and take what is typed.
            if not self.single.on:
                self.board.open_door()

    def move_own(self) -> None:
        self.board.side.own.form.commit()
        self.acts.move_own()

    def ask_close(self) -> None:
        """What the meeting came to, and the one confirmation."""
        self.keeper.cover()
        self.board.leave()
        self.board.open_closing()
        self.ending.ask(self._meeting)

    def closed(self) -> None:
        self.room.end()
        self.lead.forget()
        self.closed_meeting.emit(self._meeting)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc, wherever nothing else wants it, stops the line that is on its way to the wall."""
        if event.key() == Qt.Key.Key_Escape and (self.release.waiting or self.recording.doubting):
            self.recording.stop()
            return
        super().keyPressEvent(event)
