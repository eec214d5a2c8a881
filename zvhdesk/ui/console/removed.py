"""The point in view was taken off the agenda at another desk: that is said, and what was typed is kept."""

from PySide6.QtCore import QObject

from zvhdesk.ui.console.acts import Acts
from zvhdesk.ui.console.board import Board
from zvhdesk.ui.console.reading import Seen

_REMOVED = "Dit agendapunt is op een andere computer van de agenda gehaald."
_KEPT = f"{_REMOVED} Wat u typte, is bewaard."


class Removed(QObject):
    """Looks before a reading is shown, when what is typed still stands in its field, and speaks after it."""

    def __init__(self, acts: Acts, board: Board) -> None:
        super().__init__(board)
        self._acts, self._board = acts, board
        self._removed = self._typed = False

    def look(self, seen: Seen) -> None:
        """Whether what is in view is on the agenda still."""
        before = self._acts.item_id
        self._removed = bool(before) and before not in {row.id for row in seen.console.items}
        self._typed = self._removed and self._board.typing

    def tell(self) -> None:
        """Say it, with the way to what was typed."""
        if self._typed:
            meeting_id = self._acts.meeting_id
            self._board.notice.say(_KEPT, "warn", "Bekijken", lambda: self._board.open_left(meeting_id))
        elif self._removed:
            self._board.notice.say(_REMOVED, "warn")
        self._removed = self._typed = False
