"""The columns beside each other: which one has the keyboard, and the steps between them."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QWidget

from zvhdesk.domain.terms import BOARD_PHASES, Phase
from zvhdesk.services.board import BoardCard, BoardColumn
from zvhdesk.ui.board.column import Column
from zvhdesk.ui.theme import GAP, MARGIN

_LEAST = 158
_ROOMY = 184
"""Width of a card in px: the least that reads well, and what is taken when the board scrolls sideways."""


class Columns(QScrollArea):
    """All columns; they scroll sideways when the window is narrow.

    `opened` carries a case id, `moved` a case id and the phase it is to go to, `menu` a case id and where,
    `wanted` a phase and how many of its cards are there already.
    """

    opened = Signal(str)
    moved = Signal(str, str)
    menu = Signal(str, QPoint)
    wanted = Signal(str, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("board.columns")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        strip = QWidget()
        strip.setProperty("look", "clear")
        row = QHBoxLayout(strip)
        row.setContentsMargins(MARGIN, 14, MARGIN - GAP, 10)
        row.setSpacing(0)
        self.columns = {phase: Column(phase) for phase in BOARD_PHASES}
        self._last: Phase | None = None
        for column in self.columns.values():
            row.addWidget(column, 1)
            self._listen(column)
        self.setWidget(strip)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Narrow columns as long as all fit; where one must scroll anyway, they may as well be wider."""
        room = (event.size().width() - 2 * MARGIN + GAP) // len(self.columns) - GAP
        for column in self.columns.values():
            column.setMinimumWidth(GAP + (_LEAST if room >= _LEAST else _ROOMY))
        super().resizeEvent(event)

    def _listen(self, column: Column) -> None:
        cards, phase = column.list, column.phase
        cards.opened.connect(self.opened)
        cards.menu.connect(self.menu)
        cards.entered.connect(lambda: self._note(phase))
        cards.stepped.connect(lambda by: self._step(phase, by))
        cards.carried.connect(lambda case_id, by: self._carry(case_id, phase, by))
        cards.dropped.connect(lambda case_id: self.moved.emit(case_id, phase))
        cards.cards.wanted.connect(lambda there: self.wanted.emit(phase, there))

    def _note(self, phase: Phase) -> None:
        self._last = phase

    @property
    def current(self) -> BoardCard | None:
        """The card that has the keyboard, or that had it last."""
        for column in self.columns.values():
            if column.list.hasFocus() and column.list.case_id:
                return column.list.cards.cards[column.list.currentIndex().row()]
        return None

    @property
    def loaded(self) -> dict[Phase, int]:
        """How many cards each column holds, so that a refresh keeps what was scrolled to."""
        return {phase: column.list.cards.rowCount() for phase, column in self.columns.items()}

    def show_columns(self, columns: Sequence[BoardColumn], *, by_table: bool) -> None:
        """Show what was read; a case that went to another column keeps the keyboard there."""
        held = self.current
        for column in columns:
            self.columns[column.phase].show_column(column, by_table=by_table)
        if held is not None:
            self.choose(held.id)

    def choose(self, case_id: str) -> bool:
        """Give the keyboard to a case, wherever it is now; False when it is not among the loaded cards."""
        for column in self.columns.values():
            row = column.list.cards.row_of(case_id)
            if row >= 0:
                column.list.choose(row)
                if not column.list.hasFocus():
                    column.list.setFocus(Qt.FocusReason.OtherFocusReason)
                self.ensureWidgetVisible(column, 0, 0)
                return True
        return False

    def card(self, case_id: str) -> BoardCard | None:
        """A loaded card by its case."""
        for column in self.columns.values():
            row = column.list.cards.row_of(case_id)
            if row >= 0:
                return column.list.cards.cards[row]
        return None

    def take_keyboard(self) -> None:
        """Give it to the column that had it last, else to the first with cards."""
        lists = [column.list for column in self.columns.values() if column.list.cards.rowCount()]
        last = self.columns[self._last].list if self._last is not None else None
        chosen = last if last in lists else next(iter(lists), None)
        if chosen is not None:
            chosen.setFocus(Qt.FocusReason.OtherFocusReason)

    def _step(self, phase: Phase, by: int) -> None:
        """To the nearest column on that side that has cards, at about the same height."""
        here = self.columns[phase].list
        height = here.visualRect(here.currentIndex()).center().y()
        at = BOARD_PHASES.index(phase) + by
        while 0 <= at < len(BOARD_PHASES):
            there = self.columns[BOARD_PHASES[at]]
            if there.list.cards.rowCount():
                index = there.list.indexAt(QPoint(20, height))
                last = there.list.cards.rowCount() - 1
                there.list.setFocus(Qt.FocusReason.TabFocusReason)
                there.list.choose(index.row() if index.isValid() else last)
                self.ensureWidgetVisible(there, 0, 0)
                return
            at += by

    def _carry(self, case_id: str, phase: Phase, by: int) -> None:
        at = BOARD_PHASES.index(phase) + by
        if 0 <= at < len(BOARD_PHASES):
            self.moved.emit(case_id, BOARD_PHASES[at])
