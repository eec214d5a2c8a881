"""The room screen's window. It draws the neutral cover until somebody asks for a case, and takes no input."""

from dataclasses import replace
from enum import Enum

from PySide6.QtCore import QEvent, QObject, QSizeF, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QPainter, QPaintEvent, QScreen
from PySide6.QtWidgets import QVBoxLayout, QWidget

from zvhdesk.domain.room import Seats, body_size
from zvhdesk.services.meetings.rows import Wall
from zvhdesk.ui.room.painting import Leaf, paint
from zvhdesk.ui.room.shown import Cover, Shown, holds, newly_in
from zvhdesk.ui.theme import dress

FRAME_MS = 50
"""How long a cover stands before the content: a few frames, so that a compositor has shown it."""
_INPUT = frozenset(
    {
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseButtonRelease,
        QEvent.Type.MouseButtonDblClick,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TouchUpdate,
        QEvent.Type.TouchEnd,
        QEvent.Type.TabletPress,
        QEvent.Type.TabletMove,
        QEvent.Type.TabletRelease,
        QEvent.Type.KeyPress,
        QEvent.Type.KeyRelease,
        QEvent.Type.ContextMenu,
    }
)


class Mode(Enum):
    """How the room screen stands: not at all, full on the room's screen, a window to share, or full here."""

    NONE = "none"
    FULL = "full"
    WINDOW = "window"
    SINGLE = "single"


class RoomWindow(QWidget):
    """Shows a cover or a released case, and never another case without a cover in between.

    `painted` follows each frame with the id of the item on it, empty for a cover. `strayed` says that the
    system moved a full-screen window to another screen: it is covered and away by then. Its title never
    holds more than the program's name; no dialog can land on it. Only over the chair's own and only screen it
    has the keyboard, for the line that is taken in there, which stands on it while a case does.
    """

    painted = Signal(str)
    strayed = Signal()
    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("room.window")
        dress(self)
        self.setWindowTitle("ZVH Desk")
        self.seats = Seats()
        self.mode = Mode.NONE
        self._cover = Cover()
        self._wall: Wall | None = None
        self._waiting: Wall | None = None
        self._page: int | None = None
        self._leaf = Leaf()
        self._cover_painted = False
        self._home: QScreen | None = None
        self._foot: QWidget | None = None
        self._place = QVBoxLayout(self)
        self._place.setContentsMargins(0, 0, 0, 0)
        self._place.addStretch(1)
        self._next = QTimer(self, singleShot=True, interval=FRAME_MS)
        self._next.timeout.connect(self._bring)
        self._number_over = QTimer(self, singleShot=True)
        self._number_over.timeout.connect(self.cover)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, False)
        self.setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents, False)
        self.setWindowFlags(_flags(Mode.WINDOW))

    # ------------------------------------------------------------------------------------- what it shows

    @property
    def wall(self) -> Wall | None:
        """The case on the screen; None while it is covered."""
        return self._wall

    @property
    def waiting(self) -> Wall | None:
        """The case that comes after the cover frame."""
        return self._waiting

    @property
    def page(self) -> int:
        """The page shown, counted from 0."""
        return self._leaf.page if self._page is None else self._page

    @property
    def leaf(self) -> Leaf:
        """The page of the frame that was painted last."""
        return self._leaf

    @property
    def shown(self) -> Shown:
        """What a frame painted now would hold."""
        return self._wall if self._wall is not None else self._cover

    def set_cover(self, house: str, table: str) -> None:
        """The words of the cover."""
        self._cover = Cover(house, table)
        self.update()

    def cover(self) -> None:
        """Nothing of a case is on the screen any more when this returns."""
        self._next.stop()
        self._number_over.stop()
        self._wall = self._waiting = self._page = None
        self._cover = replace(self._cover, number="")
        self._cover_painted = False
        if self._foot is not None and not self._foot.isHidden():
            self.setFocus()
            self._foot.hide()
        # Not update(): that would wait for the event loop, and a dialog may be in the way of it.
        self.repaint()

    def show_wall(self, wall: Wall) -> None:
        """Show this case: at once when it is the one on the screen, else after a frame with the cover."""
        if self._wall is not None and self._wall.item_id == wall.item_id:
            self._set(wall)
            return
        self.cover()
        self._waiting = wall
        self._next.start()

    def refresh(self, wall: Wall) -> None:
        """New lines of the case that is shown or about to be; any other case is ignored."""
        if self._wall is not None and self._wall.item_id == wall.item_id:
            self._set(wall)
        elif self._waiting is not None and self._waiting.item_id == wall.item_id:
            self._waiting = wall

    def take_off(self, row_id: str) -> None:
        """Without this action or decision, in a frame that is painted before this returns."""
        self._waiting = _without(self._waiting, row_id)
        self._wall = _without(self._wall, row_id)
        self.repaint()

    def turn(self, step: int) -> None:
        """Another page of the list; beyond the first or last is that one. It stays until a row is new."""
        if self._wall is not None:
            self._page = min(max(self.page + step, 0), self._leaf.pages - 1)
            self.update()

    def show_number(self, number: str, milliseconds: int) -> None:
        """Test zaalscherm: a large number for a while, over the cover."""
        self.cover()
        self._cover = replace(self._cover, number=number)
        self.repaint()
        self._number_over.start(milliseconds)

    def _set(self, wall: Wall) -> None:
        before = self._wall
        new = newly_in(wall, before) if before is not None else ""
        if before is None or new:
            self._page = None  # a new row brings its page
        # A text released again is new to the room as well, however long ago it was recorded.
        known = before.newest if before is not None and holds(wall, before.newest) else wall.newest
        self._wall = replace(wall, newest=new or known)
        if self._foot is not None and self._foot.isHidden():
            self._foot.show()
            self._foot.setFocus()
        self.update()

    def _bring(self) -> None:
        wall, self._waiting = self._waiting, None
        if wall is None:
            return
        if not self._cover_painted:
            # Hidden or not drawn yet: the cover comes first whatever it takes.
            self._waiting = wall
            self.repaint()
            self._next.start()
            return
        self._set(wall)

    # ---------------------------------------------------------------------------------- where it stands

    @property
    def home(self) -> QScreen | None:
        """The screen it fills; None when it fills none."""
        return self._home

    def open_full(self, screen: QScreen, *, single: bool = False) -> None:
        """Fill this screen, covered. `single`: it is the chair's own, and the only one."""
        self.put_away()
        self.mode = Mode.SINGLE if single else Mode.FULL
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating, not single)
        self.setWindowFlags(_flags(self.mode))
        self.setCursor(Qt.CursorShape.BlankCursor)
        self._home = screen
        self.fill(screen)
        # Not showFullScreen(), which asks for the keyboard as well.
        self.setWindowState(Qt.WindowState.WindowFullScreen)
        self.show()
        self.windowHandle().screenChanged.connect(self._moved)

    def take_in(self, foot: QWidget | None) -> None:
        """A line at the foot of the single screen; None gives it back to who brought it."""
        if self._foot is not None:
            self._foot.removeEventFilter(self)
            self._place.removeWidget(self._foot)
        self._foot = foot
        if foot is not None:
            foot.hide()
            self._place.addWidget(foot)
            foot.installEventFilter(self)
            self.activateWindow()
            self.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The line at the foot grew or went: the picture above it is another one."""
        if watched is self._foot and event.type() in (
            QEvent.Type.Resize,
            QEvent.Type.Move,
            QEvent.Type.Show,
            QEvent.Type.Hide,
        ):
            self.update()
        return super().eventFilter(watched, event)

    def fill(self, screen: QScreen) -> None:
        """Take the place and size of this screen, which may have changed."""
        self.setScreen(screen)
        self.setGeometry(screen.geometry())

    def open_window(self) -> None:
        """A window to move and to share, covered."""
        self.put_away()
        self.mode = Mode.WINDOW
        self.setWindowFlags(_flags(self.mode))
        self.unsetCursor()
        self.setWindowState(Qt.WindowState.WindowNoState)
        self.resize(1280, 720)
        self.show()

    def put_away(self) -> None:
        """Cover, then hide: what the system keeps of the window is the cover."""
        self.cover()
        self._home = None
        self.mode = Mode.NONE
        if self.isVisible():
            self.hide()

    def _moved(self, screen: QScreen) -> None:
        if self._home is not None and screen is not self._home:
            self.put_away()
            self.strayed.emit()

    # ----------------------------------------------------------------------------------------------- Qt

    def paintEvent(self, event: QPaintEvent) -> None:
        """A whole frame each time, so that nothing of an earlier one can stay."""
        del event
        size = QSizeF(self.size())
        painter = QPainter(self)
        # A line at the foot takes rows off the list, and makes no letter smaller.
        body = body_size(self.seats, size.width(), size.height())
        if self._foot is not None and not self._foot.isHidden():
            size.setHeight(self._foot.y())
        self._leaf = paint(painter, self.shown, size, body, self._page)
        painter.end()
        if self._wall is None:
            self._cover_painted = True
        self.painted.emit(self._wall.item_id if self._wall is not None else "")

    def event(self, event: QEvent) -> bool:
        """Touch, pen, mouse and keys end here and do nothing."""
        if event.type() in _INPUT:
            event.accept()
            return True
        return super().event(event)

    def changeEvent(self, event: QEvent) -> None:
        """A window that is put down to the task bar all the same comes back covered."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.WindowStateChange and self.isMinimized():
            self.cover()

    def closeEvent(self, event: QCloseEvent) -> None:
        """The chair closes the window: cover first."""
        self.put_away()
        event.accept()
        self.closed.emit()


def _flags(mode: Mode) -> Qt.WindowType:
    flags = Qt.WindowType.Window | Qt.WindowType.WindowDoesNotAcceptFocus
    if mode is Mode.SINGLE:
        return Qt.WindowType.Window | Qt.WindowType.FramelessWindowHint | Qt.WindowType.WindowStaysOnTopHint
    if mode is Mode.FULL:
        flags |= Qt.WindowType.FramelessWindowHint | Qt.WindowType.WindowStaysOnTopHint
        return flags | Qt.WindowType.WindowTransparentForInput
    # No button to put it down to the task bar, where the system keeps a picture of it.
    flags |= Qt.WindowType.CustomizeWindowHint | Qt.WindowType.WindowTitleHint
    return flags | Qt.WindowType.WindowMaximizeButtonHint | Qt.WindowType.WindowCloseButtonHint


def _without(wall: Wall | None, row_id: str) -> Wall | None:
    if wall is None:
        return None
    return replace(
        wall,
        actions=tuple(row for row in wall.actions if row.id != row_id),
        decisions=tuple(row for row in wall.decisions if row.id != row_id),
    )
