"""The part of this desk at the meeting: it leads, or it takes notes along with whoever does (DATA.md 17)."""

from PySide6.QtCore import QObject, Signal

from zvhdesk.services.meetings.rows import Console
from zvhdesk.ui.console.acts import Acts
from zvhdesk.ui.console.board import Board
from zvhdesk.ui.console.reading import Seen
from zvhdesk.ui.room import Room

_BESIDE = "Deze bijeenkomst wordt op een andere computer geleid. U notuleert mee."
_LOST = "Een andere computer leidt nu de bijeenkomst. Het zaalscherm is hier afgedekt; u notuleert mee."
_LOST_ALONE = "Een andere computer leidt nu de bijeenkomst. U notuleert mee."
_LEADS = "U leidt de bijeenkomst nu hier. Het zaalscherm is afgedekt; F8 toont deze casus."
_LEADS_ALONE = "U leidt de bijeenkomst nu hier. Er hangt op deze computer geen zaalscherm."
_WENT_ON = "De voorzitter ging verder naar {}. U typt nog bij het vorige punt; F3 volgt de voorzitter."
_STEP_ON = "De voorzitter ging naar een andere stap. U typt nog hier; F3 volgt de voorzitter."


class Lead(QObject):
    """Follows the chair, or looks elsewhere. `renew` asks to read again, `began` and `ended` are of leading.

    `looks_at` is the item in view when that is another than the one at the table.
    """

    renew = Signal()
    began = Signal()
    ended = Signal()

    def __init__(self, acts: Acts, board: Board, room: Room) -> None:
        super().__init__(board)
        self._acts, self._board, self._room = acts, board, room
        self.looks_at: str | None = None
        self.leads: bool | None = None
        """None until the meeting was read."""
        board.header.take_over_asked.connect(self.take_over)
        board.header.follow_asked.connect(self.follow)

    def forget(self) -> None:
        """Another meeting, or none: this desk leads nothing."""
        self.looks_at, self.leads = None, None

    def take_over(self) -> None:
        """F12: lead from here, at the item where the meeting is. What was typed is committed first."""
        if self.leads is False:
            self._board.leave()
            self._follow()
            self._acts.take_over()

    def look(self, item_id: str) -> None:
        """Another item comes into view here; the chair stays where they are."""
        self._board.hush()
        self._board.leave_item()
        self._board.begin_next = True
        self.looks_at = item_id
        self.renew.emit()

    def follow(self) -> None:
        """F3: back to where the chair is."""
        if self.leads is False:
            self._board.hush()
            self._board.leave()
            self._follow()
            self.renew.emit()

    def _follow(self) -> None:
        self.looks_at = None
        if self._board.view is not None:
            self._board.view.follow()

    def stays(self, seen: Seen) -> bool:
        """Whether the chair went on while one types here: text does not jump, so this desk stays behind."""
        console = seen.console
        if console.here or console.chair_at == self.looks_at:
            self.looks_at = None
        before = self._acts.item_id
        known = {row.id for row in console.items if not row.gone}
        at = console.current.id if console.current is not None else ""
        if console.here or self.looks_at or at == before or before not in known or not self._board.typing:
            return False
        self.looks_at = before
        self._board.notice.say(_WENT_ON.format(_called(console)), "warn")
        self.renew.emit()
        return True

    def show_meeting(self, console: Console) -> None:
        """Say which part this desk has now; that of a meeting that is over is nobody's."""
        before, self.leads = self.leads, console.here
        if console.here:
            self.looks_at = None
        view = self._board.view
        if view is not None and view.stayed and not console.here:
            view.stayed = False
            self._board.notice.say(_STEP_ON, "warn")
        self._board.show_part(leads=console.here, apart=console.apart or (view is not None and view.apart))
        if console.here and before is not True:
            self.began.emit()
            if before is False:
                self._board.notice.say(_LEADS if self._room.placed else _LEADS_ALONE, "info")
        elif not console.here and before is not False:
            lost = _LOST if self._room.placed else _LOST_ALONE
            self.ended.emit()
            if before is None:
                self._board.notice.say(_BESIDE, "info")
            else:
                self._board.notice.ask(lost, "Hier verder leiden", self.take_over, "Meenotuleren")


def _called(console: Console) -> str:
    row = next((row for row in console.items if row.id == console.chair_at), None)
    if row is None:
        return "een ander punt"
    return row.number or f"\u2018{row.title}\u2019"
