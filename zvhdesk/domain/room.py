"""The room screen's rules: which screen it may stand on, and how large its letters must be.

No Qt here: a screen is what the system tells of it, so that every case can be tried as a table.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from math import hypot

DISCAS = 200
"""An element is legible up to 200 times its height (AVIXA V202.01, basic decision making)."""
X_HEIGHT = 0.546
"""Height of a small letter of Inter, per em."""
LINES = 1080
"""The lines of picture that a size in the settings is told for."""
PITCH = 1.3
"""From one line of body text to the next, in ems, with what stands between rows."""
FEWEST, MOST = 10, 14
"""Lines of body text on the wall: fewer holds no case, more is read by nobody (SCREENS.md)."""
MOST_ACTIONS = 5


@dataclass(frozen=True, slots=True)
class Screen:
    """A screen as the system tells of it; maker, model and serial are often empty.

    Its place is in device-independent pixels of the whole desktop.
    """

    maker: str
    model: str
    serial: str
    name: str
    x: int
    y: int
    width: int
    height: int

    @property
    def words(self) -> str:
        """What the chair reads: `Samsung QM65 (HDMI-1)`."""
        known = " ".join(part for part in (self.maker, self.model) if part)
        return f"{known} ({self.name})" if known and self.name else known or self.name or "scherm zonder naam"

    def shares_pixels(self, other: "Screen") -> bool:
        """Whether both show a same part of the desktop: a mirrored (duplicated) screen does."""
        across = self.x < other.x + other.width and other.x < self.x + self.width
        down = self.y < other.y + other.height and other.y < self.y + self.height
        return across and down


@dataclass(frozen=True, slots=True)
class Remembered:
    """The screen that was chosen last on this desk. It stays remembered when the screen is gone."""

    maker: str = ""
    model: str = ""
    serial: str = ""
    name: str = ""

    def __bool__(self) -> bool:
        return bool(self.maker or self.model or self.serial or self.name)


class Why(Enum):
    """What `choose_screen` found. The value is the sentence for the chair; `{}` is the screen proposed."""

    KNOWN = "Zaalscherm {} is er weer. Daar openen?"
    ONLY_OTHER = "Er is een tweede scherm: {}. Daar het zaalscherm openen?"
    SEVERAL = "Er zijn meer schermen. Op welk staat de zaal?"
    MIRRORED = (
        "Het tweede scherm toont hetzelfde als dit scherm (gedupliceerd). Kies bij de "
        "beeldscherminstellingen uitbreiden, anders ziet de zaal alles wat u ziet."
    )
    ALONE = "Er is één scherm. Open het zaalscherm als venster, om te delen, of over dit hele scherm."


@dataclass(frozen=True, slots=True)
class ScreenChoice:
    """What to propose. `screen` is None when there is nothing to propose; `others` are all that may."""

    why: Why
    screen: Screen | None
    others: tuple[Screen, ...]

    @property
    def sentence(self) -> str:
        """The question for the chair, or what is the matter."""
        return self.why.value.format(self.screen.words if self.screen else "")

    @property
    def asks(self) -> bool:
        """Whether there is anything to choose; if not the sentence is only told."""
        return bool(self.others)


def remember(screen: Screen) -> Remembered:
    """What to keep of a screen to know it again."""
    return Remembered(screen.maker, screen.model, screen.serial, screen.name)


def choose_screen(screens: Sequence[Screen], remembered: Remembered, chair: Screen) -> ScreenChoice:
    """Where the room screen may go. Never where the chair's own window is, nor where the same is shown."""
    others = tuple(screen for screen in screens if not screen.shares_pixels(chair))
    if not others:
        # The chair's own screen counts once, however it is listed.
        return ScreenChoice(Why.MIRRORED if len(screens) > 1 else Why.ALONE, None, ())
    known = _known(others, remembered)
    if known is not None:
        return ScreenChoice(Why.KNOWN, known, others)
    if len(others) == 1:
        return ScreenChoice(Why.ONLY_OTHER, others[0], others)
    return ScreenChoice(Why.SEVERAL, None, others)


def _known(screens: Sequence[Screen], remembered: Remembered) -> Screen | None:
    """By maker, model and serial whatever the plug is called now; else, if told less, also by name."""
    if not remembered:
        return None
    made = (remembered.maker, remembered.model, remembered.serial)
    same = [one for one in screens if (one.maker, one.model, one.serial) == made]
    if len(same) == 1 and (remembered.serial or remembered.model):
        return same[0]
    named = [one for one in same if one.name == remembered.name]
    return named[0] if len(named) == 1 else None


@dataclass(frozen=True, slots=True)
class Seats:
    """The room, from the settings: diagonal of the screen in inches, farthest seat in metres."""

    diagonal: float = 65.0
    farthest: float = 5.0


@dataclass(frozen=True, slots=True)
class Legibility:
    """Letters for a room, per 1080 lines of picture.

    `asked` is what DISCAS asks for; `body` what the wall gets, so that 10 to 14 lines stand on it.
    """

    asked: int
    body: float

    @property
    def lines(self) -> int:
        """Lines of body text that the wall holds."""
        return int(LINES / (self.body * PITCH) + 1e-9)

    @property
    def too_far(self) -> bool:
        """Whether the farthest seat cannot read the wall, however few lines it holds."""
        return self.asked > self.body + 0.5


def image_height_mm(diagonal: float, ratio: float = 16 / 9) -> float:
    """Height of a picture with that diagonal in inches and that ratio of width to height."""
    return diagonal * 25.4 / hypot(1, ratio)


def element_percent(seats: Seats, ratio: float = 16 / 9) -> float:
    """Least height of a small letter, as a percentage of the height of the picture."""
    return seats.farthest * 1000 / DISCAS / image_height_mm(seats.diagonal, ratio) * 100


def legibility(seats: Seats, ratio: float = 16 / 9) -> Legibility:
    """How large body text must be in that room, and how large it becomes."""
    asked = element_percent(seats, ratio) / 100 * LINES / X_HEIGHT
    least, most = LINES / (MOST * PITCH), LINES / (FEWEST * PITCH)
    return Legibility(round(asked), min(max(asked, least), most))


def body_size(seats: Seats, width: float, height: float) -> float:
    """Body text in device-independent px for a window of that size; a tall window counts as 4 by 3."""
    used = min(height, width * 3 / 4)
    return legibility(seats, width / max(used, 1)).body * used / LINES
