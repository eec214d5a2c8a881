"""What this desk remembers of its room: the screen, its diagonal and the farthest seat."""

import json
from dataclasses import asdict, dataclass, field

from zvhdesk.domain.room import Remembered, Seats
from zvhdesk.services.desk import Desk

SCREEN, DIAGONAL, FARTHEST = "room.screen", "room.diagonal", "room.farthest"


@dataclass(frozen=True, slots=True)
class RoomMemory:
    """The device settings of the room screen."""

    screen: Remembered = field(default_factory=Remembered)
    seats: Seats = field(default_factory=Seats)


def load(desk: Desk) -> RoomMemory:
    """The settings of this device; what is missing or cannot be read is as for a first time."""
    fallback = Seats()
    return RoomMemory(
        _screen(desk.setting(SCREEN)),
        Seats(
            _size(desk.setting(DIAGONAL), fallback.diagonal), _size(desk.setting(FARTHEST), fallback.farthest)
        ),
    )


def keep_screen(desk: Desk, screen: Remembered) -> None:
    """Remember the screen that was chosen."""
    desk.set_setting(SCREEN, json.dumps(asdict(screen)))


def keep_seats(desk: Desk, seats: Seats) -> None:
    """Remember the sizes of the room."""
    desk.set_setting(DIAGONAL, str(seats.diagonal))
    desk.set_setting(FARTHEST, str(seats.farthest))


def _screen(text: str | None) -> Remembered:
    try:
        found = json.loads(text or "{}")
    except ValueError:
        return Remembered()
    if not isinstance(found, dict):
        return Remembered()
    return Remembered(*(str(found.get(part, "")) for part in ("maker", "model", "serial", "name")))


def _size(text: str | None, fallback: float) -> float:
    try:
        size = float(text or "")
    except ValueError:
        return fallback
    return size if 0 < size < 1000 else fallback
