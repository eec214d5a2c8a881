"""From the capture line to the room: recorded at once, shown two seconds later, taken off within a frame."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from zvhdesk.domain.capture_line import Organisation, Parsed
from zvhdesk.domain.masking import suspects
from zvhdesk.domain.refusals import BadInput, CannotUndoFormal, Refusal
from zvhdesk.domain.terms import LinesOfOthers
from zvhdesk.services import dossier
from zvhdesk.services.meetings import taken_back
from zvhdesk.services.meetings.reading import undecided
from zvhdesk.services.meetings.released import is_row
from zvhdesk.services.words import listed
from zvhdesk.ui.console.acts import Acts, Recorded
from zvhdesk.ui.console.capture import CaptureLine
from zvhdesk.ui.console.doubt import NameDoubt
from zvhdesk.ui.console.reading import Seen, held_of, rows_of
from zvhdesk.ui.console.release import Release
from zvhdesk.ui.console.wall_keeper import WallKeeper
from zvhdesk.ui.explain import explain

if TYPE_CHECKING:
    from zvhdesk.services.desk import Desk

HELD = "Vastgelegd, maar het komt niet op het zaalscherm."
KEPT = "Vastgelegd, maar het zaalscherm toont deze wijziging niet."
_PROVISIONAL = (
    "Vastgelegd als voorgenomen: wie voor {} aan tafel is, is niet gescreend en besluit niet mee. "
    "Het akkoord is nog te vragen."
)
_NAMED = "Een onbekende naam komt niet vanzelf op het zaalscherm: u kiest dat na Enter."
_WAITS = "Vastgelegd, nog niet op het zaalscherm."
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
        names: NameDoubt,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._acts, self._line, self._release, self._keeper, self._names = acts, line, release, keeper, names
        self.own: set[str] = set()
        """What was recorded or let go here: of this the chair knows when the room sees it."""
        self._newest: list[str] = []
        self._doubted: dict[str, tuple[str, ...]] = {}
        self._without_yes: tuple[str, ...] = ()
        line.action.connect(self._record_action)
        line.decision.connect(self._record_decision)
        line.stop.connect(self.stop)
        line.undo_asked.connect(self.take_back)
        names.shown.connect(self.show_named)
        names.masked.connect(self.mask_named)
        acts.let_gone.connect(self.own.add)
        acts.let_gone.connect(keeper.allow)
        line.edit.textChanged.connect(self._mark)
        release.changed.connect(self._mark)

    def show_meeting(self, seen: Seen) -> None:
        """Who can be named, under which item, and what the newest lines of this case are."""
        console = seen.console
        case = console.case
        offered = [Organisation(one.id, one.name, one.present) for one in console.partners]
        self._line.set_context(offered, seen.about.today, seen.about.next_table)
        self._acts.no_names = (
            *(one.name for one in console.partners),
            *(row.organisation for row in console.attendance),
            console.meeting.table,
            console.meeting.place,
        )
        self._without_yes = undecided(console.attendance)
        here = case is not None and not case.read_only
        self._line.set_item(case.item_id if case is not None and here else None)
        self._line.setEnabled(here)
        nodded = not console.here and console.lines is LinesOfOthers.NOD
        self._line.set_nodded(nodded=nodded, deciding=self._line.deciding)
        made = rows_of(case) if case is not None else frozenset()
        self._newest = [row for row in self._newest if row in made]
        held = held_of(case) if case is not None else frozenset()
        self._doubted = {row: names for row, names in self._doubted.items() if row in held}
        self._mark()

    def _record_action(self, parsed: Parsed) -> None:
        self._acts.record_action(parsed.text, parsed.partner_id, parsed.due_on, self._recorded, self._refused)

    def _record_decision(self, text: str) -> None:
        self._acts.record_decision(text, self._decided, self._refused)

    def _decided(self, recorded: Recorded) -> None:
        self._recorded(recorded)
        if self._without_yes:
            self.said.emit(_PROVISIONAL.format(listed(self._without_yes)), "warn")

    def _recorded(self, recorded: Recorded) -> None:
        row_id, names = recorded
        self.own.add(row_id)
        if names:
            self._doubted[row_id] = names
        else:
            self._release.wait(row_id)
        self._newest.append(row_id)
        self._line.accepted()
        self._mark()

    def nodded(self, recorded: Recorded) -> None:
        """A line of the note taker that the chair nodded to: shown at once, unless there is a name in it."""
        row_id, names = recorded
        self._release.forget(row_id)
        if names:
            self._doubted[row_id] = names
            self._newest.append(row_id)
            self._mark()
        else:
            self._keeper.allow(row_id)

    @property
    def doubting(self) -> bool:
        """Whether a line waits for the chair to say what the room may read of it."""
        return bool(self._doubted)

    def show_named(self) -> None:
        """Ctrl+T: the newest line with a name may be on the wall as it reads."""
        self._let_go(initials=False)

    def mask_named(self) -> None:
        """Ctrl+I: with initials in the place of the names."""
        self._let_go(initials=True)

    def _let_go(self, *, initials: bool) -> None:
        if not self._doubted:
            return
        row_id, _names = self._doubted.popitem()
        # Ctrl+Z takes this back first, which holds the line back again.
        self._newest.remove(row_id)
        self._acts.let_go(row_id, initials=initials)
        self._mark()

    def _refused(self, reason: Refusal) -> None:
        self._line.refuse(reason.sentence if isinstance(reason, BadInput) else explain(reason).sentence)

    def stop(self) -> None:
        """Esc: the newest text that waits stays recorded and never reaches the wall."""
        if self._newest and self._newest[-1] in self._doubted:
            self._doubted.pop(self._newest[-1])
            self._mark()
            self.said.emit(HELD, "info")
            return
        key = self._release.stop()
        if key is not None and is_row(key):
            self._acts.hold_back(key, lambda _: self.said.emit(HELD, "info"))
        elif key is not None and self._keeper.stop(key):
            self.said.emit(KEPT, "info")

    def take_back(self) -> None:
        """Ctrl+Z: the newest line leaves the wall at once, then what was recorded last in this case goes.

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

        def undone(sentence: str) -> None:
            put_back()
            self.said.emit(sentence, "ok")

        def refused(reason: Refusal) -> None:
            if isinstance(reason, CannotUndoFormal) and was_on:
                self._newest.remove(newest)
                self._acts.hold_back(newest, lambda _: self.said.emit(_STANDS, "info"))
            else:
                put_back()
                self.said.emit(explain(reason).sentence, "warn")

        item_id = self._acts.item_id
        self._acts.tasks.ask(lambda desk: _undo(desk, item_id), undone, refused, owner=self)

    def _mark(self) -> None:
        """Mark under the line what looks like a name: before Enter, and while it waits for the wall.

        So too in a text that was changed elsewhere and waits.
        """
        said = self._suspects(self._line.text)
        changed = self._suspects(*self._keeper.changed_texts)
        if said:
            self._names.say(said, _NAMED)
        elif self._doubted:
            self._names.say(next(reversed(self._doubted.values())), _WAITS, asks=True)
        elif changed:
            self._names.say(changed, "Esc houdt deze wijziging tegen.")
        else:
            self._names.clear()

    def _suspects(self, *texts: str) -> tuple[str, ...]:
        return tuple(text[at.start : at.end] for text in texts for at in suspects(text, self._acts.no_names))


def _undo(desk: "Desk", item_id: str) -> str:
    found = desk.read(lambda session: taken_back.newest_act(session, desk.user, item_id))
    dossier.take_back(desk, found.act)
    return found.sentence
