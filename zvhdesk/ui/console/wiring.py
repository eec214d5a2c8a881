"""Which signal of the console goes where, and its keys.

F7, F8 and F9 are the room's own: they work from anywhere (ui.room.keys).
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut

if TYPE_CHECKING:
    from zvhdesk.ui.console.page import ConsolePage


def bind(page: "ConsolePage") -> None:
    """Bind them to the page and what stands in it."""
    board = page.board
    acts: tuple[tuple[str, Callable[[], object]], ...] = (
        ("Alt+Left", lambda: page.turn_step(-1)),
        ("Alt+Right", lambda: page.turn_step(1)),
        ("Ctrl+PgDown", lambda: page.turn_item(1)),
        ("Ctrl+PgUp", lambda: page.turn_item(-1)),
        ("F2", board.to_line),
        ("F6", lambda: board.turn_pane(1)),
        ("Shift+F6", lambda: board.turn_pane(-1)),
    )
    for keys, act in acts:
        shortcut = QShortcut(QKeySequence(keys), page)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(act)


def connect(page: "ConsolePage") -> None:
    """Connect the parts of the page to each other."""
    board, room, say = page.board, page.room, page.board.notice.say
    for said in (page.recording.said, page.ending.said):
        said.connect(say)
    page.keeper.said.connect(page.say_of_wall)
    page.acts.refused.connect(page.refused)
    page.acts.asked_again.connect(page.refresh)
    page.keeper.renew.connect(page.refresh)
    page.keeper.unplaced.connect(board.open_settings)
    room.changed.connect(page.say_wall)
    room.told.connect(page.say_of_room)
    room.asked.connect(page.ask_screen)
    room.show_asked.connect(page.show_wall)
    room.door.connect(page.open_door)
    header = board.header
    header.show_asked.connect(page.show_wall)
    header.cover_asked.connect(page.keeper.cover)
    header.pause_asked.connect(page.pause)
    header.close_asked.connect(page.ask_close)
    header.leave_asked.connect(page.leave_asked)
    board.agenda.list.jump.connect(page.go_to)
    board.side.door_asked.connect(page.open_door)
    board.side.agreed.read_back.connect(page.acts.read_back)
    board.side.own.moved.connect(page.move_own)
    board.point.following.connect(lambda: page.turn_item(1))
    board.point.postponed.connect(page.postpone)
    board.view_made.connect(lambda view: view.postponed.connect(page.postpone))
    page.ending.closed.connect(page.closed)
    page.ending.leave_asked.connect(page.leave_asked)
    page.tasks.changed.connect(page.heard)
