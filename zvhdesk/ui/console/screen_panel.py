"""The settings of the room screen, before the case while they are looked at."""

from zvhdesk.ui.console.esc_panel import EscPanel
from zvhdesk.ui.room import Room, RoomSettings


class ScreenPanel(EscPanel):
    """Which screen, identify and test."""

    def __init__(self, room: Room) -> None:
        self.settings = RoomSettings(room)
        super().__init__("console.screen", "Zaalscherm", self.settings)

    def begin(self) -> None:
        """Look anew at what screens there are."""
        self.settings.refresh()
        self.take_keyboard()
