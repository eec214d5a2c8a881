"""Whatever two consoles do, and whenever they hear of each other: in the end both show the same."""

from collections.abc import Callable
from random import Random

import pytest
from PySide6.QtCore import Qt

from tests.agreeing.live.conftest import AtTable, Seat, Sit
from tests.recording.state import state
from zvhdesk.domain.refusals import CaseGone, LedElsewhere, MeetingNotLive
from zvhdesk.domain.terms import NoteKind, Step, TurnState
from zvhdesk.ui.console.live_text import Answer
from zvhdesk.ui.explain import explain

UNDERSTOOD = (LedElsewhere, MeetingNotLive, CaseGone)
ACTS = 60


class Hands:
    """Somebody at a desk who does what the dice say."""

    def __init__(self, seat: Seat, dice: Random) -> None:
        self.seat, self.dice = seat, dice
        self.refused: list[object] = []
        seat.page.acts.refused.connect(self.refused.append)
        self.acts: tuple[Callable[[], object], ...] = (
            lambda: seat.page.turning.item(1),
            lambda: seat.page.turning.item(-1),
            lambda: seat.page.turning.step(self.dice.choice((-1, 1))),
            seat.page.turning.pause,
            seat.page.lead.follow,
            seat.page.lead.take_over,
            seat.page.others.nod,
            self._line,
            self._note,
            self._edit,
            self._turn,
            seat.exchange,
            seat.exchange,
        )

    def act(self) -> None:
        """One thing, until it is done."""
        self.dice.choice(self.acts)()
        self.seat.settle()

    def _text(self) -> str:
        return f"zin {self.dice.randrange(10**6)}"

    def _line(self) -> None:
        if self.seat.page.view is not None:
            self.seat.page.board.line.edit.start_with(f"@Politie {self._text()} vóór do 26 mrt")
            self.seat.page.board.line.edit.setFocus(Qt.FocusReason.OtherFocusReason)
            self.seat.press(Qt.Key.Key_Return)

    def _note(self) -> None:
        if self.seat.page.view is not None:
            answer = Answer(_nothing, self.refused.append, lambda: None)
            self.seat.page.acts.add_note(Step.JUDGEMENT, self._text(), NoteKind.NOTE, None, answer)

    def _edit(self) -> None:
        """In the newest paragraph that stands here, also when the other one is in it too."""
        view = self.seat.page.view
        if view is None or not self.seat.case.notes:
            return
        assert view.judgement.notes.widgets, "the step is built by asking for it"
        field = view.form.field(("note_paragraph", self.seat.case.notes[-1].id, "text"))
        field.editor.put(self._text())  # type: ignore[attr-defined]
        field.leave()

    def _turn(self) -> None:
        if self.seat.page.view is not None and self.seat.case.round:
            turn = self.dice.choice(self.seat.case.round)
            self.seat.page.acts.settle_turn(turn.id, self.dice.choice(list(TurnState)))


def _nothing(_: object) -> None:
    """It stands."""


@pytest.mark.parametrize("seed", [1, 3])
def test_two_consoles_end_alike(sit: Sit, seed: int) -> None:
    table, dice = sit(), Random(seed)
    hands = [Hands(seat, dice) for seat in (table.chair, table.notes)]
    for _ in range(ACTS):
        one = dice.choice(hands)
        one.seat.clock.forward(seconds=dice.randrange(1, 40))
        one.act()
    table.agree()
    table.agree()
    assert_alike(table)
    for each in hands:
        assert all(isinstance(reason, UNDERSTOOD) for reason in each.refused), each.refused
        assert all(explain(reason).sentence for reason in each.refused)  # type: ignore[arg-type]


def assert_alike(table: AtTable) -> None:
    """Both desks hold the same, show the meeting at the same item, and one of them leads."""
    chair, notes = table.chair, table.notes
    assert chair.asked(lambda d: d.read(state)) == notes.asked(lambda d: d.read(state))
    for seat in (chair, notes):
        seat.page.lead.follow()
        seat.settle()
    assert [chair.page.lead.leads, notes.page.lead.leads].count(True) == 1
    assert chair.at == notes.at == chair.sees().chair_at == notes.sees().chair_at
    seen = [
        ([(row.id, row.state, row.step) for row in one.items], one.case and one.case.round, one.paused_ms)
        for one in (chair.sees(), notes.sees())
    ]
    assert seen[0] == seen[1]
