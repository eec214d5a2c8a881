"""What the console says of the wall: in its header what is shown, in its foot why that is otherwise."""

from PySide6.QtCore import QObject

from zvhdesk.ui.console.acts import Acts
from zvhdesk.ui.console.board import Board
from zvhdesk.ui.console.wall_keeper import WallKeeper
from zvhdesk.ui.kit.field import Tone
from zvhdesk.ui.room import Room


class WallTalk(QObject):
    """Hears the room and its keeper. What was said of them goes by itself once it is true no more."""

    def __init__(self, room: Room, keeper: WallKeeper, board: Board, acts: Acts) -> None:
        super().__init__(board)
        self._room, self._board, self._acts = room, board, acts
        self._of_wall, self._of_room = "", ("", False)
        keeper.said.connect(self.say_of_wall)
        room.changed.connect(self.show)
        room.told.connect(self._say_of_room)
        room.asked.connect(self._ask_screen)

    def show(self) -> None:
        """The header says what is on the wall now."""
        header, wall = self._board.header, self._room.wall
        if wall is None:
            header.show_wall("Toon op zaalscherm", "Toon", lit=False)
        elif wall.item_id == self._acts.item_id:
            header.show_wall("Zaalscherm toont deze casus", "Toont deze casus", lit=True)
        else:
            header.show_wall(f"Zaalscherm toont {wall.number}", f"Toont {wall.number}", lit=True)
        self._board.show_leaf(self._room.leaf.page, self._room.leaf.pages)
        said = self._board.notice.text
        told, placed = self._of_room
        if (wall is not None and said == self._of_wall) or (said == told and self._room.placed != placed):
            self._board.notice.clear()

    def say_of_wall(self, sentence: str, tone: Tone) -> None:
        """Why the wall is covered: said until it shows a case again."""
        self._of_wall = sentence
        self._board.notice.say(sentence, tone)

    def _say_of_room(self, sentence: str) -> None:
        """Where the room screen stands: said until that is otherwise."""
        self._of_room = sentence, self._room.placed
        self._board.notice.say(sentence, "info")

    def _ask_screen(self, choice: object) -> None:
        screen, sentence = getattr(choice, "screen", None), str(getattr(choice, "sentence", ""))
        self._board.notice.ask(sentence, "Daar openen", lambda: self._room.open_full(screen), "Nu niet")
