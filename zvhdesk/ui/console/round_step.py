"""The information round (beeld): one row per partner, and the keys that settle the chosen one."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from zvhdesk.domain.terms import ContributionKind, TurnState
from zvhdesk.services.meetings.rows import CaseAtTable, TurnRow
from zvhdesk.ui.console.acts import Acts
from zvhdesk.ui.console.keybutton import KeyButton
from zvhdesk.ui.console.scroller import Scroller
from zvhdesk.ui.console.turn_row import TurnItem
from zvhdesk.ui.dossier.parts import Rows
from zvhdesk.ui.kit import EmptyState, Flow
from zvhdesk.ui.kit.form import Form

_NARROW, _SHORT, _TIGHT = 620, 770, 560
_WHOLE = 840
"""From this width the longest key has all its words."""


class RoundStep(QWidget):
    """Rows kept by id: a refresh changes them in place and loses no cursor."""

    focused = Signal()

    def __init__(self, acts: Acts, form: Form) -> None:
        super().__init__()
        self.setObjectName("console.round")
        self._acts, self._form = acts, form
        self._order: list[str] = []
        self._chosen = ""
        self._speaking: tuple[str, int] | None = None
        self._read_only = False
        self.rows: Rows[TurnRow, TurnItem] = Rows(self._make, TurnItem.show_row)
        self.area = Scroller("console.round.area", "Informatieronde", margin=(0, 0), gap=0)
        self.area.column.addWidget(self.rows)
        self._none = EmptyState(
            "users", "Niemand in deze ronde", "Hier staat een regel per partner. Zet met F7 wie er is."
        )
        self.area.column.addWidget(self._none)
        self.area.finish()
        self._keys = self._make_keys()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.area, 1)
        column.addWidget(self._keys)
        shortcut = QShortcut(QKeySequence("Ctrl+J"), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self.toggle_kind)

    def _make_keys(self) -> QFrame:
        """The acts on the chosen row, for the mouse and as a reminder of the keys."""
        bar = QFrame()
        around = QVBoxLayout(bar)
        around.setContentsMargins(18, 0, 6, 0)
        keys = QWidget()
        around.addWidget(keys)
        flow = self._flow = Flow(keys, spacing=4)
        self.speak = KeyButton("Enter", "aan het woord", "console.round.speak", short="woord")
        self.speak.clicked.connect(self._give_word)
        flow.addWidget(self.speak)
        for key, words, short, name, state in (
            ("N", "niets nieuws", "niets", "nothing", TurnState.NOTHING_NEW),
            ("C", "conform voorbereiding", "conform", "prepared", TurnState.AS_PREPARED),
            ("W", "nawerken", "", "follow_up", TurnState.FOLLOW_UP),
        ):
            button = KeyButton(f"Alt {key}", words, f"console.round.{name}", short=short)
            button.clicked.connect(lambda _=False, to=state: self.settle(to))
            shortcut = QShortcut(QKeySequence(f"Alt+{key}"), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.setAutoRepeat(False)
            shortcut.activated.connect(lambda to=state: self._settle_on(to))
            flow.addWidget(button)
        self.kind = KeyButton("Ctrl J", "als oordeel", "console.round.kind")
        self.kind.clicked.connect(self.toggle_kind)
        flow.addWidget(self.kind)
        return bar

    @property
    def chosen(self) -> TurnItem | None:
        """The row that the keys are about."""
        return self.rows.widgets.get(self._chosen)

    def _make(self, row: TurnRow) -> TurnItem:
        turn_id = row.id
        item = TurnItem(
            self._form,
            row,
            f"console.turn.{row.partner}",
            lambda text, rev, answer: self._acts.say(turn_id, text, rev, answer),
        )
        item.chosen.connect(lambda: self._choose(turn_id))
        item.moved.connect(lambda by: self._move(turn_id, by))
        item.settled.connect(lambda state: self._settle(turn_id, state))
        return item

    def show_case(self, case: CaseAtTable, speaking: tuple[str, int] | None) -> None:
        """Show the round; `speaking` is whose turn it is and since when (UTC ms)."""
        self._read_only, self._speaking = case.read_only, speaking
        self._order = [row.id for row in case.round]
        self.rows.show_rows(case.round)
        self._none.setVisible(not case.round)
        self._keys.setVisible(bool(case.round) and not case.read_only)
        if self._chosen not in self.rows.widgets:
            self._chosen = self._first()
        self._renew_keys()

    def _first(self) -> str:
        waiting = [key for key in self._order if self.rows.widgets[key].row.state is TurnState.WAITING]
        return (waiting or self._order or [""])[0]

    def begin(self) -> bool:
        """Put the keyboard in the text of whose turn it is, else of the first that said nothing yet.

        In the text, not on the row: there a letter typed blindly would settle the turn. Esc goes to the row.
        """
        speaking = self._speaking[0] if self._speaking else ""
        item = self.rows.widgets.get(speaking) or self.rows.widgets.get(self._first())
        if item is None:
            return False
        item.type()
        self.area.show_widget(item)
        return True

    def tick(self, now_ms: int) -> None:
        """The clock went on: only the turn that runs shows a time."""
        for key, item in self.rows.widgets.items():
            since = self._speaking[1] if self._speaking and self._speaking[0] == key else None
            item.show_time(None if since is None else now_ms - since)

    def _choose(self, turn_id: str) -> None:
        self._chosen = turn_id
        self._renew_keys()
        item = self.chosen
        self.area.keep(item)
        if item is not None:
            self.area.show_widget(item)

    def _renew_keys(self) -> None:
        item = self.chosen
        fact = item is None or item.row.is_fact
        self.kind.say("als oordeel" if fact else "als feit", "oordeel" if fact else "feit")
        for button in self._keys.findChildren(KeyButton):
            button.setEnabled(item is not None and not self._read_only)

    def _move(self, turn_id: str, by: int) -> None:
        at = self._order.index(turn_id) + by
        if 0 <= at < len(self._order):
            self.rows.widgets[self._order[at]].setFocus(Qt.FocusReason.TabFocusReason)

    def _give_word(self) -> None:
        item = self.chosen
        if item is not None:
            self._settle(self._chosen, TurnState.SPEAKING)
            item.type()

    def settle(self, state: TurnState) -> None:
        """Settle the chosen row."""
        if self._chosen:
            self._settle(self._chosen, state)

    def _settle_on(self, state: TurnState) -> None:
        """Settle the chosen row by its key, and go on to the next that said nothing yet."""
        before = self.chosen
        if before is None or self._read_only:
            return
        typing = before.said.editor.hasFocus()
        self._settle(self._chosen, state)
        at = self._order.index(self._chosen)
        after = (self.rows.widgets[key] for key in (*self._order[at + 1 :], *self._order[:at]))
        waiting = next((item for item in after if item.row.state is TurnState.WAITING), None)
        if waiting is not None and typing:
            waiting.type()
        elif waiting is not None:
            waiting.setFocus(Qt.FocusReason.TabFocusReason)

    def _settle(self, turn_id: str, state: TurnState) -> None:
        item = self.rows.widgets.get(turn_id)
        if item is None or self._read_only or item.row.state is state:
            return
        item.said.commit()
        self._acts.settle_turn(turn_id, state)

    def toggle_kind(self) -> None:
        """Ctrl+J: what the chosen partner said is a fact, or an opinion."""
        item = self.chosen
        if item is None or self._read_only:
            return
        item.said.commit()
        kind = ContributionKind.OPINION if item.row.is_fact else ContributionKind.FACT
        self._acts.set_kind(self._chosen, kind)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Narrow rows give the text more."""
        super().resizeEvent(event)
        for item in self.rows.widgets.values():
            item.set_narrow(narrow=self.width() < _NARROW)
        for button in self._keys.findChildren(KeyButton):
            least = _WHOLE if button.objectName() == "console.round.prepared" else _SHORT
            button.set_narrow(narrow=self.width() < least, tight=self.width() < _TIGHT)
        self._flow.setSpacing(3 if self.width() < _TIGHT else 4)
