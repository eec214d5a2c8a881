"""What a chair does in a live meeting, with keys and clicks, in an order that a seed decides."""

import sys
from collections.abc import Callable
from random import Random

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from tests.killed.books import ONE_MORE, Key
from tests.killed.line import AtTheLine
from tests.killed.program import ALT, CTRL, Program
from zvhdesk.domain.terms import PRESENT, MeetingState, Presence, Step
from zvhdesk.services.meetings import planning
from zvhdesk.ui.console.case_view import CaseView
from zvhdesk.ui.console.own_note import FORM as OWN
from zvhdesk.ui.console.page import ConsolePage
from zvhdesk.ui.console.steps import STEPS
from zvhdesk.ui.tables.page import TablesPage

Act = Callable[[], None]
CARELESS = 0.3
"""How often the next thing is done before the one before is shown."""


class Worker(AtTheLine):
    """Works in the live meeting of the house, or begins the one that is planned."""

    def __init__(self, program: Program, dice: Random, most: str) -> None:
        super().__init__(program, dice)
        acts: dict[str, tuple[Act, int]] = {
            "record": (self.record, 5),
            "decide": (self.decide, 3),
            "hold": (self.hold, 3),
            "go": (self.go, 3),
            "step": (self.step, 5),
            "round": (self.round, 5),
            "note": (self.note, 4),
            "own": (self.own, 3),
            "half": (self.half, 4),
            "empty": (self.empty, 2),
            "pause": (self.pause, 2),
            "door": (self.door, 2),
            "show": (self.show, 2),
            "close": (self.close, 0),
            "start": (lambda: None, 0),
        }
        self._acts = [act for act, _ in acts.values()]
        self._weights = [weight + (8 if name == most else 0) for name, (_, weight) in acts.items()]
        program.workbench.window.activateWindow()

    # Going on.

    def work(self) -> None:
        """Until killed. A meeting that was closed is the end of it: then there is only waiting."""
        self._begin()
        page = self.program.console
        page.release.changed.connect(self.heard)
        page.room.open_window()
        self.program.workbench.window.activateWindow()
        self.settle()
        while isinstance(self.program.page, ConsolePage):
            # At a point without a case there is little to do.
            act = self.go if self.view is None and self.dice.random() < 0.6 else self._any()
            act()
            if self.dice.random() > CARELESS:
                self.settle()
            else:
                self.teller.look()
        self.settle()
        sys.stdin.read()

    def _any(self) -> Act:
        return self.dice.choices(self._acts, self._weights)[0]

    def _begin(self) -> None:
        """Go on where the meeting is, or begin it at Casustafels."""
        self.settle()
        if isinstance(self.program.page, ConsolePage):
            return
        self.program.workbench.window.go("tables")
        self.settle()
        page = self.program.page
        assert isinstance(page, TablesPage)
        ((meeting, _card),) = [
            (row, card)
            for row, card in page.listing.now.items()
            if card.meeting.state is MeetingState.PLANNED
        ]
        first = self._first_item(meeting)
        self.teller.about_to("start", (("meeting", meeting), MeetingState.LIVE.value), (("item",), first))
        self.program.press(Qt.Key.Key_Return)
        self.program.until(lambda: isinstance(self.program.page, ConsolePage))
        self.settle()

    def _first_item(self, meeting: str) -> str:
        found: list[str] = []
        self.program.tasks.ask(
            lambda desk: desk.read(
                lambda s: planning.agenda(s, meeting, desk.today(), desk.device).items[0].id
            ),
            found.append,
        )
        self.program.settle()
        return found[0]

    # From item to item.

    def go(self) -> None:
        """The next item, or the one before."""
        by = self.dice.choice((1, 1, -1))
        seen = self.page.seen
        ids = [row.id for row in seen.console.items] if seen is not None else []
        here = self.page.acts.item_id
        at = ids.index(here) + by if here in ids else 0
        if seen is None or not 0 <= at < len(ids):
            return
        self.teller.about_to("go", (("item",), ids[at]), (("paused", seen.console.meeting.id), False))
        self.program.press(Qt.Key.Key_PageDown if by > 0 else Qt.Key.Key_PageUp, CTRL)

    def step(self) -> None:
        """The next step of the case, or the one before."""
        view = self.view
        if view is None:
            return
        by = self.dice.choice((1, 1, 1, -1))
        at = STEPS.index(view.step) + by
        if 0 <= at < len(STEPS):
            self.teller.about_to("step", (("step", view.item_id), STEPS[at].value))
            self.program.press(Qt.Key.Key_Right if by > 0 else Qt.Key.Key_Left, ALT)

    def _to_step(self, *steps: Step) -> CaseView | None:
        """Come to one of these steps; None when there is no case."""
        for _ in STEPS:
            view = self.view
            if view is None or view.step in steps:
                return view
            by = 1 if STEPS.index(view.step) < STEPS.index(steps[0]) else -1
            to = STEPS[STEPS.index(view.step) + by]
            self.teller.about_to("step", (("step", view.item_id), to.value))
            self.program.press(Qt.Key.Key_Right if by > 0 else Qt.Key.Key_Left, ALT)
        return None

    def round(self) -> None:
        """Somebody speaks, and it is noted."""
        view = self._to_step(Step.ROUND)
        if view is None or not view.round.rows.widgets:
            return
        turn = self.dice.choice([*view.round.rows.widgets.values()])
        self.teller.about_to("turn")
        self.program.click(turn)
        if QApplication.focusWidget() is not turn:
            return
        self.program.press(Qt.Key.Key_Return)
        self.write(turn.said, self.text(), commit=self.dice.random() < 0.6)

    def note(self) -> None:
        """A paragraph under one of the steps that have them."""
        view = self._to_step(Step.JUDGEMENT, Step.APPROACH)
        if view is None:
            return
        new = (view.judgement if view.step is Step.JUDGEMENT else view.approach).new
        self.teller.about_to("turn")
        self.program.click(new.editor.viewport())
        self.write(new, self.text(), commit=self.dice.random() < 0.6)

    def own(self) -> None:
        """The chair's own note."""
        own = self.page.board.own.text
        if own is None or not own.isVisible():
            return
        self.teller.about_to("turn")
        self.program.click(own.editor.viewport())
        self.write(own, self.text(), commit=self.dice.random() < 0.6)

    # The meeting.

    def pause(self) -> None:
        """Let the clock stand, or go on."""
        seen = self.page.seen
        if seen is not None:
            on = seen.console.paused_ms is None
            self.teller.about_to("pause", (("paused", seen.console.meeting.id), on))
            self.program.click(self.page.board.header.pause)

    def door(self) -> None:
        """Somebody leaves, or comes back."""
        self.teller.about_to("turn")
        self.program.press(Qt.Key.Key_F7)
        door = self.page.board.door
        if QApplication.focusWidget() is not door.filter:
            return
        self.type(self.dice.choice(("gg", "op")))
        row = door.list.chosen
        if row is not None:
            to = Presence.LEFT if row.presence in PRESENT else Presence.IN_ROOM
            self.teller.about_to("door", (("presence", row.id), to.value))
            self.program.press(Qt.Key.Key_Return)
        self.program.press(Qt.Key.Key_Escape)

    def show(self) -> None:
        """Show the case to the room, and cover it again."""
        self.settle()
        view = self.view
        if view is None:
            return
        if self.page.room.wall is not None:
            # What is on the wall already is not shown once more, nor recorded once more.
            self.program.press(Qt.Key.Key_F9)
            self.settle()
        shown = (("shown", view.item_id), ONE_MORE)
        self.teller.unsure(shown)
        self.teller.about_to("show")
        self.program.press(Qt.Key.Key_F8)
        self.program.settle()
        self.program.until(lambda: self.page.room.wall is not None)
        self.teller.done(shown)
        if self.dice.random() < 0.3:
            self.program.press(Qt.Key.Key_F9)

    def close(self) -> None:
        """Close the meeting: one confirmation."""
        seen = self.page.seen
        if seen is None:
            return
        self.teller.about_to("turn")
        self.program.click(self.page.board.header.close_meeting)
        self.settle()
        closing = self.page.board.closing
        if QApplication.focusWidget() is not closing.back or not closing.ok.isEnabled():
            return
        # The keyboard begins at going on: closing takes one step of it.
        closing.ok.setFocus()
        meeting = seen.console.meeting.id
        gone = [(key, "") for row in seen.console.items for key in (("own", row.id), draft_of_own(row.id))]
        over = ((("meeting", meeting), "closed"), (("item",), None), (("paused", meeting), False), *gone)
        self.teller.unsure(*over)
        self.teller.about_to("close")
        heard: list[str] = []
        self.page.closed_meeting.connect(heard.append)
        self.program.press(Qt.Key.Key_Space)
        self.program.until(lambda: bool(heard))
        self.teller.done(*over)


def draft_of_own(item_id: str) -> Key:
    """The fact that is the draft of the chair's own note."""
    return ("draft", OWN, item_id, "text")
