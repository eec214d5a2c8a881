"""From item to item and from step to step. At another item the wall is covered first, always."""

from PySide6.QtCore import QObject, Signal

from zvhdesk.ui.console.acts import Acts
from zvhdesk.ui.console.board import Board
from zvhdesk.ui.console.reading import Seen
from zvhdesk.ui.console.release import Release
from zvhdesk.ui.console.wall_keeper import WallKeeper

_COVERED = "Het zaalscherm is afgedekt. F8 toont deze casus."


class Turning(QObject):
    """`arrived` asks to read again; `covered` carries the sentence for a wall that showed the item before.

    On a desk that does not lead nothing moves: `looked` carries the item that it wants to look at.
    """

    arrived = Signal()
    looked = Signal(str)
    covered = Signal(str, str)

    def __init__(self, acts: Acts, keeper: WallKeeper, release: Release, board: Board) -> None:
        super().__init__(board)
        self._acts, self._keeper, self._release, self._board = acts, keeper, release, board
        self._seen: Seen | None = None
        self.going = False
        """Whether another item is on its way: what was read before must not be shown."""
        acts.refused.connect(self._stay)

    def show_meeting(self, seen: Seen | None) -> None:
        """The agenda that is turned through."""
        self._seen = seen

    def forget(self) -> None:
        """Another meeting."""
        self._seen, self.going = None, False

    @property
    def _leads(self) -> bool:
        return self._seen is not None and self._seen.console.here

    def _stay(self, _reason: object) -> None:
        self.going = False

    def go_to(self, item_id: str) -> None:
        """Another item: the wall is covered first, always; what was typed is committed."""
        if not item_id or item_id == self._acts.item_id or self.going:
            return
        if not self._leads:
            self.looked.emit(item_id)
            return
        showed = self._keeper.on is not None
        self._board.hush()
        self._keeper.cover()
        self._release.clear()
        self._board.leave_item()
        self.going = True
        self._acts.go_to(item_id, lambda _: self._gone_to(showed=showed))

    def _gone_to(self, *, showed: bool) -> None:
        self.going = False
        self._board.begin_next = True
        self.arrived.emit()
        if showed:
            self.covered.emit(_COVERED, "info")

    def item(self, by: int) -> None:
        """The next item of the agenda, or the one before."""
        items = self._seen.console.items if self._seen is not None else ()
        ids = [row.id for row in items if not row.gone or row.id == self._acts.item_id]
        at = ids.index(self._acts.item_id) + by if self._acts.item_id in ids else 0
        if 0 <= at < len(ids):
            self.go_to(ids[at])

    def step(self, by: int) -> None:
        """The next step of the case, or the one before."""
        view = self._board.view
        if view is not None and not self._board.covered:
            view.steps.turn(by)

    def pause(self) -> None:
        """Let the clock stand, or go on."""
        if self._seen is not None and self._leads:
            self._acts.pause(on=self._seen.console.paused_ms is None)
