"""Run with a scale of its own: what the room's window makes of it."""

import sys

from PySide6.QtCore import QEventLoop
from PySide6.QtWidgets import QApplication

from tests.room.walls import FIRST, drawn, same
from zvhdesk.ui.room.window import RoomWindow
from zvhdesk.ui.theme import Scheme, Theme

application = QApplication([])
Theme(application, Scheme.LIGHT)
window = RoomWindow()
window.open_full(window.screen())


loop = QEventLoop()
window.painted.connect(lambda item: loop.quit() if item else None)
window.show_wall(FIRST)
loop.exec()
application.processEvents()
held = window.grab().toImage()
ratio = window.devicePixelRatioF()
print(ratio, held.size() == window.size() * ratio, same(held, drawn(FIRST, window.size(), ratio)), flush=True)
sys.exit(0)
