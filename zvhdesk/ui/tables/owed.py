"""Nawerken: what partners still owe after the meeting, and how each ended."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from zvhdesk.domain.refusals import Refusal
from zvhdesk.domain.terms import TurnState
from zvhdesk.services.meetings.follow_up import INTENT, SETTLED, Owed, settle
from zvhdesk.services.words import word
from zvhdesk.ui.dossier.parts import Rows
from zvhdesk.ui.explain import explain
from zvhdesk.ui.kit import Button, Card, Flow, Message, label, rule, small
from zvhdesk.ui.tasks import Tasks
from zvhdesk.ui.theme import Text

_TOLD = "Zet wat nog komt als inbreng in het dossier en leg hier vast hoe het afliep."


class _OwedItem(QWidget):
    """A partner that comes back to a case, with a button for each way it can end."""

    settled = Signal(str, object)

    def __init__(self, row: Owed) -> None:
        super().__init__()
        self.row = row
        self._who = label("", Text.STRONG, wrap=True)
        self._case = small("")
        acts = QWidget()
        flow = Flow(acts, 8)
        self.buttons: list[Button] = []
        for state in SETTLED:
            button = Button(word(state), f"meeting.owed.{state.value}", on_click=partial(self._settle, state))
            button.setAccessibleName(f"{word(state)}: {row.partner}, {row.number}")
            flow.addWidget(button)
            self.buttons.append(button)
        column = QVBoxLayout()
        column.setContentsMargins(18, 8, 18, 8)
        column.setSpacing(3)
        for widget in (self._who, self._case, acts):
            column.addWidget(widget)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(rule(faint=True))
        outer.addLayout(column)
        self.show_row(row)

    def show_row(self, row: Owed) -> None:
        """Show who owes it, and for which case."""
        self.row = row
        self._who.setText(row.partner)
        self._case.setText(f"{row.number} · {row.initials}")

    def _settle(self, state: TurnState) -> None:
        for button in self.buttons:
            button.setEnabled(False)
        self.settled.emit(self.row.id, state)

    def let_go(self) -> None:
        """It was refused: it can be chosen again."""
        for button in self.buttons:
            button.setEnabled(True)


class OwedCard(Card):
    """Hidden while nobody owes anything. `emptied` when the last one was settled here."""

    emptied = Signal()

    def __init__(self, tasks: Tasks) -> None:
        super().__init__("Nawerken")
        self.setObjectName("meeting.owed")
        self._tasks = tasks
        self._count = small("", "meeting.owed.count", wrap=True)
        self.message = Message("meeting.owed.message")
        self.body.addWidget(self._count)
        self.body.addWidget(self.message)
        self.rows: Rows[Owed, _OwedItem] = Rows(self._make, _OwedItem.show_row)
        self.add(self.rows)
        self._follow = False
        self.hide()

    def _make(self, row: Owed) -> _OwedItem:
        item = _OwedItem(row)
        item.settled.connect(self._settle)
        return item

    def show_rows(self, rows: Sequence[Owed]) -> None:
        """Show what is still owed. After a settlement the keyboard goes on to the next one."""
        self.rows.show_rows(rows)
        who = "partner komt" if len(rows) == 1 else "partners komen"
        self._count.setText(f"{len(rows)} {who} hierop terug. {_TOLD}")
        self.setVisible(bool(rows))
        if self._follow and rows:
            self.rows.widgets[rows[0].id].buttons[0].setFocus()
        elif self._follow:
            self.emptied.emit()
        self._follow = False

    def _settle(self, turn_id: str, state: TurnState) -> None:
        self.message.clear()
        self._follow = True

        def refused(reason: Refusal) -> None:
            self._follow = False
            self.message.say(explain(reason).sentence)
            item = self.rows.widgets.get(turn_id)
            if item is not None:
                item.let_go()

        self._tasks.act(
            lambda session: settle(session, turn_id, state), INTENT, lambda _none: None, refused, owner=self
        )
