"""The room screen (zaalscherm): what partners at the table see, and the keys that cover it."""

from zvhdesk.ui.room.room import Room, RoomState
from zvhdesk.ui.room.settings import RoomSettings
from zvhdesk.ui.room.thumbnail import Thumbnail

__all__ = ["Room", "RoomSettings", "RoomState", "Thumbnail"]
