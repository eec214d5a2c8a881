"""Says what the program is about to do, and what its screen shows as done: one line of JSON each, at once."""

import json
import os
from collections.abc import Collection, Iterable
from time import monotonic
from typing import Any

from tests.killed.books import PREFIX, Facts, Key, Value
from tests.killed.program import Program
from zvhdesk.domain.terms import MeetingState
from zvhdesk.ui.console.capture_draft import FORM as LINE
from zvhdesk.ui.console.live_text import LiveText
from zvhdesk.ui.console.page import ConsolePage
from zvhdesk.ui.kit.form import Cell

KEPT_MS = 250
"""How far behind the keys a draft may be (SYNC.md, Live typing)."""
Pairs = Iterable[tuple[Key, Value]]


class Teller:
    """Says on stdout what is about to be done, and what the screen shows as done."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self._said: Facts = {}
        self._last_key = monotonic()
        self._last_seen: object = None
        self._at_rest = False
        self._typed: Facts = {}
        self._asked: list[tuple[Key, Value]] = []
        self._unsure: list[tuple[Key, Value]] = []
        program.turned = self._turned

    def about_to(self, what: str, *pairs: tuple[Key, Value]) -> None:
        """What these keys may come to. Said before they are pressed."""
        # Forgotten, so that what the screen shows afterwards is said again, also when it is as it was.
        for key, _ in pairs:
            self._said.pop(key, None)
        self._at_rest = False
        self._asked += pairs
        _print({"what": what, "do": [*pairs, *self._left()]})

    def done(self, *pairs: tuple[Key, Value]) -> None:
        """Something is done: the screen says so."""
        self._said.update(pairs)
        known = {key for key, _ in pairs}
        self._typed = {key: value for key, value in self._typed.items() if key not in known}
        self._settle(known)
        _print({"done": pairs})

    def unsure(self, *pairs: tuple[Key, Value]) -> None:
        """What may be done or not, also when nothing is under way, until `done` says so.

        A text may go from under the keys: then any part of it may have been committed.
        """
        self._unsure += pairs

    def typing_on(self, field: LiveText) -> None:
        """More is typed in this field: when its text is not there any more, it was not committed for that."""
        for key in _facts_of(field, field.text):
            self._typed.pop(key, None)

    def touched(self) -> None:
        """A key was pressed that types."""
        self._last_key = monotonic()

    def _turned(self) -> None:
        """The event loop turned: when the console shows another reading, what it shows is said at once."""
        page = self.program.page
        seen = page.seen if isinstance(page, ConsolePage) else None
        if seen is not self._last_seen:
            self._last_seen = seen
            self.look()

    def look(self) -> None:
        """Say what the screen shows now. With nothing under way, nothing else can be true either."""
        idle = not self.program.tasks.busy
        seen = {**self._shown(), **({**self._gone(), **self._clean()} if idle else {})}
        if idle:
            # What was asked and is not on the screen any more can only be known once it is there again.
            self._unsure += self._asked
            self._asked = []
            self._settle(seen.keys())
        fresh = [(key, value) for key, value in seen.items() if self._said.get(key, _UNSAID) != value]
        self._said.update(fresh)
        if idle and (fresh or not self._at_rest):
            _print({"idle": 1, "done": fresh, "do": [*self._left()]})
        elif fresh:
            _print({"done": fresh})
        self._at_rest = idle

    def _settle(self, known: Collection[Key]) -> None:
        self._asked = [pair for pair in self._asked if pair[0] not in known]
        self._unsure = [pair for pair in self._unsure if pair[0] not in known]

    def _shown(self) -> Facts:
        """What was read for the console last, and stands on it."""
        page = self.program.page
        seen = page.seen if isinstance(page, ConsolePage) else None
        if (
            seen is None
            or seen.console.current is None
            or seen.console.meeting.state is not MeetingState.LIVE
        ):
            return {}
        console = seen.console
        item = console.current.id if console.current else ""
        found: Facts = {
            ("item",): item,
            ("meeting", console.meeting.id): console.meeting.state.value,
            ("paused", console.meeting.id): console.paused_ms is not None,
            **{("presence", row.id): row.presence.value for row in console.attendance},
        }
        case = console.case
        if case is not None:
            found["step", item] = case.step.value
            found |= {("said", turn.id): turn.text for turn in case.round}
            found |= {("note", note.text): ((item, note.step.value),) for note in case.notes}
            for table, rows in (("action", case.actions), ("decision", case.decisions)):
                found |= {(table, row.text): (item,) for row in rows}
                found |= {("held", row.id): row.held_back for row in rows}
        return found

    def _gone(self) -> Facts:
        """What was typed in a text that left the screen was committed; of the line a draft stays."""
        here = {key for field in self.fields() for key in _facts_of(field, field.text)}
        here |= {("draft", LINE, self.line_item(), col) for col in ("action", "decision")}
        gone = {key: value for key, value in self._typed.items() if key not in here}
        self._typed = {}
        unsure = {key for key, _ in self._unsure}
        return {key: value for key, value in gone.items() if key not in unsure}

    def _clean(self) -> Facts:
        """Drafts, with nothing under way: of a field that waits for nothing there is none.

        Of one that is typed in there is one once its time is over.
        """
        late = (monotonic() - self._last_key) * 1000 >= KEPT_MS
        found: Facts = {}
        for field in self.fields():
            if not (field.dirty or field.saving):
                found[draft_of(field.form.name, field.cell)] = ""
                if field.cell[0] == "chair_note":
                    # A row of this desk alone: no reading follows it.
                    found["own", field.cell[1]] = field.text
            elif late and field.dirty:
                found[draft_of(field.form.name, field.cell)] = field.text
        page = self.program.page
        item = self.line_item()
        if late and item and isinstance(page, ConsolePage):
            line = page.board.line
            for col in ("action", "decision"):
                mine = (col == "decision") == line.deciding
                found["draft", LINE, item, col] = line.text if mine and line.text.strip() else ""
        return found

    def _left(self) -> Pairs:
        """What may happen to what is typed and not committed: kept as a draft, or committed by leaving it."""
        yield from self._unsure
        for field in self.fields():
            if field.dirty or field.saving:
                self._typed |= _facts_of(field, field.text)
                kept = draft_of(field.form.name, field.cell)
                for key, value in committed(field, field.text):
                    # What was said to be kept is kept, or committed: it may not be less any more.
                    if key != kept or self._said.get(key) != field.text:
                        yield key, value
        page, item = self.program.page, self.line_item()
        if item and isinstance(page, ConsolePage) and page.board.line.text.strip():
            text, deciding = page.board.line.text, page.board.line.deciding
            for col in ("action", "decision"):
                mine = text if (col == "decision") == deciding else ""
                self._typed["draft", LINE, item, col] = mine
                if self._said.get(("draft", LINE, item, col)) != mine:
                    yield ("draft", LINE, item, col), (PREFIX, mine)

    def line_item(self) -> str:
        """The item that the capture line records under; empty where there is none."""
        page = self.program.page
        if not isinstance(page, ConsolePage) or page.view is None or not page.board.line.isEnabled():
            return ""
        if page.board.line.between:
            return ""  # another item is on its way: it is not known yet where a line will stand
        return page.view.item_id

    def fields(self) -> list[LiveText]:
        """The texts on the screen that are typed while people talk."""
        page = self.program.page
        if not isinstance(page, ConsolePage):
            return []
        forms = [page.board.own.form] + ([page.view.form] if page.view is not None else [])
        return [field for form in forms for field in form.fields if isinstance(field, LiveText)]


_UNSAID = object()


def draft_of(form: str, cell: Cell) -> Key:
    """The fact that is the draft of a field."""
    return ("draft", form, cell[1], cell[2])


def committed(field: LiveText, text: str) -> Pairs:
    """What may become of a text in this field, until nothing is under way any more."""
    for key, value in _facts_of(field, text).items():
        yield key, value if key[0] == "note" else (PREFIX, text)


def _facts_of(field: LiveText, text: str) -> Facts:
    """What is true once this text was committed."""
    table, row, col = field.cell
    found: Facts = {draft_of(field.form.name, field.cell): ""}
    if text.strip() and table == "turn":
        found["said", row] = text
    elif table == "chair_note":
        found["own", row] = text
    elif text.strip() and "." not in col:
        found["note", text] = ((row, col),)
    return found


def _print(line: dict[str, Any]) -> None:
    os.write(1, (json.dumps(line) + "\n").encode())
