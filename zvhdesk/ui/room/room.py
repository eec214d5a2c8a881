"""The room screen as the chair's console has it: one object for window, screens, keys and what is shown."""

from dataclasses import dataclass
from secrets import randbelow

from PySide6.QtCore import QObject, QSize, Qt, Signal
from PySide6.QtGui import QScreen, QWindow
from PySide6.QtWidgets import QWidget

from zvhdesk.domain.room import Remembered, Screen, ScreenChoice, Seats, choose_screen, remember
from zvhdesk.services.meetings.rows import Wall
from zvhdesk.ui.room import remembered
from zvhdesk.ui.room.awake import Awake
from zvhdesk.ui.room.keys import PanicKeys
from zvhdesk.ui.room.painting import Leaf
from zvhdesk.ui.room.screens import Screens, all_screens, describe, find
from zvhdesk.ui.room.thumbnail import Thumbnail
from zvhdesk.ui.room.window import Mode, RoomWindow
from zvhdesk.ui.room.windows import CaptureShield
from zvhdesk.ui.tasks import Tasks

NUMBER_MS = 5000
"""How long Test zaalscherm shows its number."""
GONE = "Het zaalscherm is weg: het is afgedekt en gesloten."
CHANGED = "De schermen zijn veranderd: het zaalscherm is afgedekt. F8 toont weer."
ON_YOURS = "Het zaalscherm kwam op uw eigen scherm: het is afgedekt en gesloten."
NONE_OPEN = "Er is geen zaalscherm open: er is niets getoond."
CLOSED = "Het zaalscherm is gesloten."
LEFT = "U ziet uw eigen scherm weer. Wie meekijkt, ziet het ook."


@dataclass(frozen=True, slots=True)
class RoomState:
    """The permanent indicator, in words and a shape. `number` is that of the case shown, else empty."""

    showing: bool
    placed: bool
    number: str
    words: str
    icon: str


class Room(QObject):
    """One for a console; `parent` is the console, whose window is the chair's and tells which screen that is.

    `changed`: state, wall or window changed. `told`: a sentence for the chair's window, never for the wall.
    `asked`: a ScreenChoice to put to the chair. `show_asked` and `door` are F8 and F7 from anywhere; F9 needs
    nobody. `settle_ms` and `again_ms` are the waits after a change of screens.
    """

    changed = Signal()
    told = Signal(str)
    asked = Signal(object)
    show_asked = Signal()
    door = Signal()

    def __init__(self, tasks: Tasks, parent: QWidget, *, settle_ms: int = 350, again_ms: int = 1000) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._console = parent
        self._live = False
        self._token = 0
        self._chair: QWindow | None = None
        self._holding_escape: set[str] = set()
        self._thumbnails: list[Thumbnail] = []
        self.memory: remembered.RoomMemory | None = None
        """What this desk remembers; None until it was read."""
        self.window = RoomWindow()
        # Queued: whoever hears of it may want to cover, and that cannot be done from within a painting.
        self.window.painted.connect(self._painted, Qt.ConnectionType.QueuedConnection)
        self.window.strayed.connect(self._strayed)
        self.window.closed.connect(self._window_closed)
        # Nobody's child: a window that belongs to another lies above it and goes with it.
        self.destroyed.connect(self.window.deleteLater)
        self.screens = Screens(self, settle_ms, again_ms)
        self.screens.moving.connect(self._moving)
        self.screens.gone.connect(self._screen_gone)
        self.screens.settled.connect(self._settled)
        self.keys = PanicKeys(self)
        self.keys.cover.connect(self.cover)
        self.keys.show_asked.connect(self.show_asked)
        self.keys.door.connect(self._door)
        self.keys.leave.connect(lambda: self.single(False))
        self.awake = Awake()
        self._shield = CaptureShield(self.window.objectName(), self)
        tasks.ask(remembered.load, self._loaded, owner=self)

    # ------------------------------------------------------------------------------------------- meeting

    def begin(self, house: str, table: str) -> None:
        """A meeting is live on this desk: keys, display, the words of the cover, and where to stand."""
        self.window.set_cover(house, table)
        self.keys.watch(True)
        self.awake.hold()
        self._shield.raise_()
        first, self._live = not self._live, True
        if first and self.memory is not None:
            self._propose()
        self._announce()

    def end(self) -> None:
        """No meeting here any more: cover, the window away, the keys for others."""
        self._live = False
        self.close()
        self.keys.watch(False)
        self.awake.release()
        self._shield.lower()

    # ----------------------------------------------------------------------------------------- the wall

    @property
    def token(self) -> int:
        """Take it before asking for a wall; covering makes it worthless."""
        return self._token

    @property
    def wall(self) -> Wall | None:
        """The case on the wall; None when it is covered."""
        return self.window.wall if self.placed else None

    @property
    def placed(self) -> bool:
        """Whether there is a room screen, covered or not."""
        return self.window.mode is not Mode.NONE

    @property
    def state(self) -> RoomState:
        """The indicator for the chair."""
        wall = self.wall
        if not self.placed:
            return RoomState(False, False, "", "Geen zaalscherm", "x")
        if wall is None:
            return RoomState(False, True, "", "Zaalscherm afgedekt", "eye-off")
        return RoomState(True, True, wall.number, f"Zaalscherm toont {wall.number}", "eye")

    def cover(self) -> None:
        """Covered when this returns, and a case that was on its way stays away."""
        self._token += 1
        self.window.cover()
        self._announce()

    def show(self, wall: Wall, token: int) -> bool:
        """Put this case on the wall. False when it was covered since `token`, or there is no room screen."""
        if token != self._token:
            return False
        if not self.placed:
            self.told.emit(NONE_OPEN)
            return False
        self.window.show_wall(wall)
        self._announce()
        return True

    def refresh(self, wall: Wall) -> None:
        """New lines of the case on the wall; another case is ignored."""
        self.window.refresh(wall)

    def take_off(self, row_id: str) -> None:
        """An action is off the wall when this returns."""
        self.window.take_off(row_id)

    def turn(self, step: int) -> None:
        """Another page of the list on the wall."""
        self.window.turn(step)

    @property
    def leaf(self) -> Leaf:
        """Which page of the case is on the wall, and of how many; of a cover there is one."""
        return self.window.leaf if self.wall is not None else Leaf()

    def hold_escape(self, on: bool, why: str = "waiting") -> None:
        """While a line waits its two seconds, Esc stops that line and does not leave the single screen.

        So too for another `why`: Esc is theirs until none holds it any more.
        """
        if on:
            self._holding_escape.add(why)
        else:
            self._holding_escape.discard(why)
        self._escape()

    def thumbnail(self) -> Thumbnail:
        """A live small picture of the wall, for the console."""
        made = Thumbnail()
        self._thumbnails.append(made)
        made.destroyed.connect(lambda: self._thumbnails.remove(made))
        self._picture(made)
        return made

    # --------------------------------------------------------------------------------- where it stands

    def open_full(self, screen: Screen | None = None) -> bool:
        """Fill this screen (None: the one proposed) and remember it. False when it is the chair's or gone."""
        target = screen if screen is not None else self.choice().screen
        found = find(target) if target is not None else None
        if target is None or found is None or target.shares_pixels(self._chair_screen()):
            self.told.emit(self.choice().sentence)
            return False
        self._token += 1
        self.window.open_full(found)
        self._watch_chair()
        self._keep(remember(target))
        self._placed_anew()
        return True

    def open_window(self) -> None:
        """A normal window, to share in an online meeting."""
        self._token += 1
        self.window.open_window()
        self._placed_anew()

    def single(self, on: bool) -> None:
        """Fill the chair's own screen, or leave it. The console brings its capture line along."""
        if on:
            self._token += 1
            self.window.open_full(self._chair_qscreen(), single=True)
            self._placed_anew()
        elif self.window.mode is Mode.SINGLE:
            self.close()
            self.told.emit(LEFT)

    def close(self) -> None:
        """Cover first, then no room screen any more."""
        self._token += 1
        self.window.put_away()
        self._placed_anew()

    def test(self, milliseconds: int = NUMBER_MS) -> str:
        """Test zaalscherm: puts a number on the wall for a while and returns it."""
        self._token += 1
        number = str(10 + randbelow(90))
        self.window.show_number(number, milliseconds)
        self._announce()
        return number

    def choice(self) -> ScreenChoice:
        """Where the room screen may go now."""
        known = self.memory.screen if self.memory is not None else Remembered()
        return choose_screen(all_screens(), known, self._chair_screen())

    def set_seats(self, seats: Seats) -> None:
        """The room's sizes: remembered, and obeyed at once."""
        memory = self.memory or remembered.RoomMemory()
        self._loaded(remembered.RoomMemory(memory.screen, seats), first=False)
        self._tasks.ask(lambda desk: remembered.keep_seats(desk, seats), _nothing, owner=self)

    # ------------------------------------------------------------------------------------------- inside

    def _loaded(self, memory: remembered.RoomMemory, *, first: bool = True) -> None:
        self.memory = memory
        self.window.seats = memory.seats
        self.window.update()
        if first and self._live:
            self._propose()
        self._announce()

    def _keep(self, screen: Remembered) -> None:
        self.memory = remembered.RoomMemory(screen, self.window.seats)
        self._tasks.ask(lambda desk: remembered.keep_screen(desk, screen), _nothing, owner=self)

    def _propose(self) -> None:
        if self.placed:
            return
        choice = self.choice()
        if choice.asks:
            self.asked.emit(choice)
        else:
            self.told.emit(choice.sentence)

    def _moving(self) -> None:
        if self.placed:
            self.cover()

    def _screen_gone(self, screen: QScreen) -> None:
        if self.window.mode in (Mode.FULL, Mode.SINGLE) and self.window.home is screen:
            # Before Qt moves it to the chair's screen. What was chosen stays remembered.
            self.close()
            self.told.emit(GONE)

    def _settled(self) -> None:
        home = self.window.home
        if home is not None:
            if self.window.mode is Mode.FULL and describe(home).shares_pixels(self._chair_screen()):
                self._strayed()
            else:
                self.window.fill(home)
                self.told.emit(CHANGED)
        elif self.window.mode is Mode.WINDOW:
            self.told.emit(CHANGED)
        if self._live:
            self._propose()

    def _strayed(self) -> None:
        self.close()
        self.told.emit(ON_YOURS)

    def _chair_moved(self, _screen: object = None) -> None:
        home = self.window.home
        if self.window.mode is Mode.FULL and home is not None:
            self.cover()
            if describe(home).shares_pixels(self._chair_screen()):
                self._strayed()

    def _window_closed(self) -> None:
        self._token += 1
        self._placed_anew()
        self.told.emit(CLOSED)

    def _door(self) -> None:
        self.cover()
        self.door.emit()

    def _watch_chair(self) -> None:
        handle = self._console.window().windowHandle()
        if handle is not self._chair:
            self._chair = handle
            handle.screenChanged.connect(self._chair_moved)

    def _chair_qscreen(self) -> QScreen:
        return self._console.window().screen()

    def _chair_screen(self) -> Screen:
        return describe(self._chair_qscreen())

    def _placed_anew(self) -> None:
        self._escape()
        self._announce()

    def _escape(self) -> None:
        self.keys.escape_leaves = self.window.mode is Mode.SINGLE and not self._holding_escape

    def _painted(self, _item: str) -> None:
        self._announce()

    def _announce(self) -> None:
        for thumbnail in self._thumbnails:
            self._picture(thumbnail)
        self.changed.emit()

    def _picture(self, thumbnail: Thumbnail) -> None:
        size = self.window.size() if self.placed else QSize(1920, 1080)
        shown = self.window.shown if self.placed else None
        thumbnail.set(shown, size, self.window.seats, self.window.page, self.state.words)


def _nothing(_done: None) -> None:
    """Nobody waits for it."""
