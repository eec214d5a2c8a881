"""The end of an item at the table: discussed, or on to the next table. The one after it begins."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QObject

from zvhdesk.services.words import short_day
from zvhdesk.ui.console.acts import Acts
from zvhdesk.ui.console.board import Board
from zvhdesk.ui.console.case_view import CaseView
from zvhdesk.ui.console.wall_keeper import WallKeeper

_WAITS = "Doorgeschoven. Er is nog geen bijeenkomst gepland; het staat klaar bij de voorbereiding."


class ItemEnd(QObject):
    """`following` takes the meeting to the item after this one; the wall is covered first."""

    def __init__(
        self, acts: Acts, keeper: WallKeeper, board: Board, following: Callable[[int], object]
    ) -> None:
        super().__init__(board)
        self._acts, self._keeper, self._board, self._following = acts, keeper, board, following
        board.point.postponed.connect(self.postpone)
        board.view_made.connect(self._connect)

    def _connect(self, view: CaseView) -> None:
        view.postponed.connect(self.postpone)
        view.discussed.connect(self.discussed)

    def discussed(self) -> None:
        """The chair says that the case was discussed, also when there was nothing to record."""
        self._leave()
        self._acts.end_item(lambda _: self._following(1))

    def postpone(self) -> None:
        """The item goes to the next table; it is said on which agenda it stands."""
        self._leave()
        self._acts.postpone(self._postponed)

    def _leave(self) -> None:
        self._keeper.cover()
        self._board.leave()

    def _postponed(self, day: date | None) -> None:
        self._following(1)
        on = f"Doorgeschoven: het staat op de agenda van {short_day(day)}." if day is not None else _WAITS
        self._board.notice.say(on, "ok")
