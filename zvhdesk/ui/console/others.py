"""Lines that another desk recorded, on their way to the wall of this one (CHAIRS.md, In the meeting)."""

from PySide6.QtCore import QObject

from zvhdesk.services.meetings.rows import AgreedAction, AgreedDecision, CaseAtTable
from zvhdesk.ui.console.acts import Acts
from zvhdesk.ui.console.nod_strip import NodStrip
from zvhdesk.ui.console.reading import Seen
from zvhdesk.ui.console.recording import Recording
from zvhdesk.ui.console.release import Release
from zvhdesk.ui.room import Room
from zvhdesk.ui.room.window import Mode

_Line = AgreedAction | AgreedDecision


class Others(QObject):
    """On the desk that leads. What came in directly waits its two seconds, as an own line does.

    What waits for a nod stands in the strip. Over the only screen the chair cannot see that strip, so there
    no key shows what is in it.
    """

    def __init__(
        self, acts: Acts, recording: Recording, release: Release, strip: NodStrip, room: Room
    ) -> None:
        super().__init__(strip)
        self._acts, self._recording, self._release = acts, recording, release
        self._strip, self._room = strip, room
        self._item = ""
        self._known: frozenset[str] = frozenset()
        self._were_free: frozenset[str] = frozenset()
        self._waiting: list[_Line] = []
        strip.nodded.connect(self.nod)
        strip.nodded_all.connect(self.nod_all)
        strip.refused.connect(self._refuse)

    def show_meeting(self, seen: Seen) -> None:
        """What came in since the last time this case was read here."""
        case = seen.console.case
        leads = seen.console.here and case is not None and not case.read_only
        lines = _lines(case) if case is not None and leads else []
        self._waiting = [line for line in lines if line.awaits_nod]
        free = frozenset(line.id for line in lines if not line.off_wall)
        item = case.item_id if case is not None and leads else ""
        self._were_free = free | (self._were_free if item == self._item else frozenset())
        by = seen.elsewhere.get(self._waiting[0].id, "") if self._waiting else ""
        self._strip.show_lines(by, tuple(self._words(line) for line in self._waiting))
        if item and item == self._item:
            for line_id in sorted((free - self._known - self._recording.own) & seen.elsewhere.keys()):
                self._release.wait(line_id)
        self._item, self._known = item, free

    def nod(self) -> None:
        """F5: the oldest may be on the wall."""
        if self._waiting and self._seen:
            self._nod(self._waiting.pop(0))

    def nod_all(self) -> None:
        """Shift+F5: all that wait now."""
        while self._waiting and self._seen:
            self.nod()

    def _words(self, line: _Line) -> str:
        """As it stands there; of a line that needed no nod in other words it says so."""
        if isinstance(line, AgreedDecision):
            told = f"Besluit: {line.text}"
        else:
            told = f"{line.who}: {line.text}" if line.who else line.text
        return f"Gewijzigd · {told}" if line.id in self._were_free else told

    @property
    def _seen(self) -> bool:
        return self._room.window.mode is not Mode.SINGLE

    def _nod(self, line: _Line) -> None:
        self._recording.own.add(line.id)
        self._acts.nod(line.id, self._recording.nodded)

    def _refuse(self) -> None:
        if self._waiting:
            self._acts.nod_away(self._waiting.pop(0).id)


def _lines(case: CaseAtTable) -> list[_Line]:
    """An id begins with when it was made."""
    return sorted((*case.actions, *case.decisions), key=lambda line: line.id)
