"""What the window knows of a page."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

if TYPE_CHECKING:
    from zvhdesk.services.desk import Changes

EVERYTHING = "*"
"""Topic of an import: every page refreshes (services.desk.EVERYTHING)."""


class Page(QWidget):
    """Base of every page in the stack. A subclass sets `topics` and overrides what it needs.

    `go` asks the window for another page: key and argument. `count` sets the badge of the own place.
    `saving` carries a SaveState for the foot of the rail; `told` a sentence about something that went well.
    """

    go = Signal(str, object)
    count = Signal(int)
    find_asked = Signal()
    saving = Signal(object)
    told = Signal(str)

    topics: frozenset[str] = frozenset()
    """Table names this page shows; it is refreshed when a commit touched one of them."""

    full: bool = False
    """Whether it takes the whole window: the rail goes away, and so do the keys that leave the page."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "ground")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(0)
        self.stale = True

    def opened(self, argument: object = None) -> None:
        """The page comes into view. `argument` is what `go` carried, such as a case id."""
        if self.stale:
            self.stale = False
            self.refresh()

    def refresh(self) -> None:
        """Read the rows again and show them, keeping selection, scroll and what is being typed."""

    def left(self) -> None:
        """Another page comes into view: commit what is typed."""

    @property
    def names_shown(self) -> bool:
        """Whether this page shows names of people in cases now; most pages have none to show."""
        return False

    @property
    def at_live_table(self) -> bool:
        """Whether who looks at this page sits at a live meeting, on whatever desk that is led."""
        return False

    def take_back(self) -> bool:
        """Ctrl+Z outside a field. True when this page sees to it itself; False leaves it to the window."""
        return False

    def toggle_names(self) -> None:
        """Show names, which is logged, or hide them. A page without names does nothing."""

    def concerns(self, changes: "Changes") -> bool:
        """Whether a commit touched what this page shows."""
        return EVERYTHING in changes.topics or bool(self.topics & changes.topics)


@dataclass(frozen=True, slots=True)
class Place:
    """A page the window can show. `build` is called when it is first asked for.

    `within` is the key of the rail place that is marked while this page is shown; a page with an
    empty `icon` has no place of its own on the rail.
    """

    key: str
    words: str
    icon: str
    build: Callable[[], Page]
    within: str = ""

    @property
    def on_rail(self) -> bool:
        """Whether the rail shows it."""
        return bool(self.icon)

    @property
    def rail_key(self) -> str:
        """Key of the place to mark on the rail."""
        return self.within or self.key
