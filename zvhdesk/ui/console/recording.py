"""From the capture line to the room: recorded at once, shown two seconds later, taken off within a frame."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from zvhdesk.domain.capture_line import Organisation, Parsed
from zvhdesk.domain.masking import suspects
from zvhdesk.domain.refusals import BadInput, CannotUndoFormal, Refusal
from zvhdesk.services import dossier
from zvhdesk.services.meetings import typed
from zvhdesk.ui.console.acts import Acts
from zvhdesk.ui.console.capture import CaptureLine
from zvhdesk.ui.console.reading import Seen, rows_of
from zvhdesk.ui.console.release import Release
from zvhdesk.ui.console.wall_keeper import WallKeeper
from zvhdesk.ui.explain import explain
from zvhdesk.ui.kit import Message

if TYPE_CHECKING:
    from zvhdesk.services.desk import Desk

HELD = "Vastgelegd, maar het komt niet op het zaalscherm."
_STANDS = "Een besluit blijft vastgelegd, maar het staat niet meer op het zaalscherm."


class Recording(QObject):
    """Hears the line, has it recorded, and lets it go to the wall. `said` carries a sentence and a tone.

    `names` is the line beneath that marks what looks like the name of a person.
    """

    said = Signal(str, str)

    def __init__(
        self,
        acts: Acts,
        line: CaptureLine,
        release: Release,
        keeper: WallKeeper,
        names: Message,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._acts, self._line, self._release, self._keeper, self._names = acts, line, release, keeper, names
        self._newest: list[str] = []
        self._known: tuple[str, ...] = ()
        self._marked = ""
        line.action.connect(self._record_action)
        line.decision.connect(self._record_decision)
        line.stop.connect(self.stop)
        line.undo_asked.connect(self.take_back)
        line.edit.textChanged.connect(self._mark)
        release.changed.connect(self._mark)

    def show_meeting(self, seen: Seen) -> None:
        """Who can be named, under which item, and what the newest lines of this case are."""
        console = seen.console
        case = console.case
        offered = [Organisation(one.id, one.name, one.present) for one in console.partners]
        self._line.set_context(offered, seen.about.today, seen.about.next_table)
        self._known = (
            *(one.name for one in console.partners),
            *(row.organisation for row in console.attendance),
            console.meeting.table,
            console.meeting.place,
        )
        here = case is not None and not case.read_only
        self._line.set_item(case.item_id if case is not None and here else None)
        self._line.setEnabled(here)
        made = rows_of(case) if case is not None else frozenset()
        self._newest = [row for row in self._newest if row in made]

    def _record_action(self, parsed: Parsed) -> None:
        self._acts.record_action(parsed.text, parsed.partner_id, parsed.due_on, self._recorded, self._refused)

    def _record_decision(self, text: str) -> None:
        self._acts.record_decision(text, self._recorded, self._refused)

    def _recorded(self, row_id: str) -> None:
        # Its two seconds begin before the line empties, so that what is marked in it stays marked.
        self._release.wait(row_id)
        self._newest.append(row_id)
        self._line.accepted()

    def _refused(self, reason: Refusal) -> None:
        self._line.refuse(reason.sentence if isinstance(reason, BadInput) else explain(reason).sentence)

    def stop(self) -> None:
        """Esc: the newest line that waits stays recorded and never reaches the wall."""
        row_id = self._release.stop()
        if row_id is not None:
            self._acts.hold_back(row_id, lambda _: self.said.emit(HELD, "info"))

    def take_back(self) -> None:
        """Ctrl+Z: the newest line leaves the wall at once, then the newest act is taken back.

        A decision is formal and stays; then it is kept off the wall. The log keeps that it was shown.
        """
        newest = self._newest[-1] if self._newest else ""
        waited = newest in self._release.waiting
        was_on = bool(newest) and self._keeper.take_off(newest)

        def put_back() -> None:
            # Something else than this line was taken back: then it may go where it was, and nowhere further.
            if waited:
                self._release.wait(newest)
            elif was_on:
                self._keeper.allow(newest)

        def undone(_: str) -> None:
            put_back()
            self.said.emit("Ongedaan gemaakt.", "ok")

        def refused(reason: Refusal) -> None:
            if isinstance(reason, CannotUndoFormal) and was_on:
                self._newest.remove(newest)
                self._acts.hold_back(newest, lambda _: self.said.emit(_STANDS, "info"))
            else:
                put_back()
                self.said.emit(explain(reason).sentence, "warn")

        self._acts.tasks.ask(_undo, undone, refused, owner=self)

    def _mark(self) -> None:
        """Mark under the line what looks like a name: before Enter, and while it waits for the wall."""
        text = self._line.text
        found = [text[span.start : span.end] for span in suspects(text, self._known)]
        if found:
            said = " en ".join(f"“{each}”" for each in dict.fromkeys(found))
            self._names.say(f"{said} kan een naam zijn. Op het zaalscherm staan alleen initialen.", "warn")
            self._marked = said
        elif self._release.waiting and self._marked:
            self._names.say(f"{self._marked} kan een naam zijn. Esc houdt deze regel tegen.", "warn")
        else:
            self._marked = ""
            self._names.clear()


def _undo(desk: "Desk") -> str:
    return dossier.take_back(desk, desk.read(lambda session: typed.newest_act(session, desk.user)))
