"""The page of the case board."""

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent
from PySide6.QtWidgets import QMenu, QStackedWidget, QWidget

from zvhdesk.domain.journey import STEPS
from zvhdesk.domain.refusals import ChangedSince, Refusal
from zvhdesk.domain.terms import BOARD_PHASES, Phase
from zvhdesk.services import board, moving
from zvhdesk.services.board import BoardCard, BoardFilters, BoardRows
from zvhdesk.services.case_door import act_day
from zvhdesk.services.meetings import next_table
from zvhdesk.services.words import many, short_day, word
from zvhdesk.ui.board.columns import Columns
from zvhdesk.ui.board.filters import Filters
from zvhdesk.ui.explain import explain
from zvhdesk.ui.kit import Button, EmptyState, SayBand, TopBar
from zvhdesk.ui.shell import Page
from zvhdesk.ui.tasks import Tasks

if TYPE_CHECKING:
    from zvhdesk.services.desk import Desk

SHOW_NAMES = "names.show"
"""The act under which showing names is logged."""


class BoardPage(Page):
    """Cases per phase of the casusreis. `open_case` carries a case id; `open_import` asks for the import.

    `open_at` carries a case id and the place in its dossier where the next step is taken.
    """

    open_case = Signal(str)
    open_at = Signal(str, str)
    open_import = Signal()

    topics = frozenset(
        {"case_", "referral", "criterion_judgement", "subject", "person", "action", "partner", "case_table"}
        | {"municipality", "work_area"}
    )

    def __init__(self, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page.board")
        self._tasks = tasks
        self._names = False
        self._reading = False
        self._again = False
        self._arriving = False
        self._follow = self._refused = ""
        self.rows: BoardRows | None = None
        self._top = TopBar("Casusbord", " ")
        self._top.find_asked.connect(self.find_asked)
        self._group = Button("Groeperen per tafel", "board.group", on_click=self._regroup)
        self._group.setCheckable(True)
        self._show_names = Button("Namen tonen", "board.names", on_click=self.toggle_names)
        self._top.add(self._group)
        self._top.add(self._show_names)
        self.filters = Filters(self)
        self.filters.changed.connect(lambda _filters: self._reread())
        columns = Columns()
        self.refusal = SayBand("board.refusal")
        self.refusal.closed.connect(self._back_to_card)
        self.columns = columns
        self.columns.opened.connect(self.open_case)
        self.columns.moved.connect(lambda case_id, phase: self.move_case(case_id, Phase(phase)))
        self.columns.menu.connect(self._open_menu)
        self.columns.wanted.connect(lambda phase, there: self._read_more(Phase(phase), there))
        self._stack = QStackedWidget()
        self._stack.setObjectName("board.stack")
        self._nothing = self._empty_house()
        self._no_match = self._empty_filter()
        for widget in (self.columns, self._nothing, self._no_match):
            self._stack.addWidget(widget)
        for above in (self._top, self.filters.row, self.refusal):
            self.column.addWidget(above)
        self.column.addWidget(self._stack, 1)

    def _empty_house(self) -> EmptyState:
        begin = Button("Register overnemen", "board.import", "primary", on_click=self.open_import.emit)
        return EmptyState(
            "square-kanban",
            "Nog geen casussen",
            "Hier staat straks elke casus van het huis, per stap van de casusreis. "
            "Begin met het register dat u al hebt.",
            (begin,),
        )

    def _empty_filter(self) -> EmptyState:
        clear = Button("Filters wissen", "board.clear", on_click=self.clear_filters)
        return EmptyState(
            "funnel", "Geen casus past bij deze filters", "Zet een filter uit, of wis ze alle.", (clear,)
        )

    # -- reading ------------------------------------------------------------------------------------------

    def opened(self, argument: object = None) -> None:
        """Come into view, with the keyboard at the cards."""
        self._arriving = True
        super().opened(argument)
        self._take_keyboard()

    def refresh(self) -> None:
        """Read the board again; while a reading is under way one more follows it, never two."""
        if self._reading:
            self._again = True
            return
        self._reading = True
        filters, names, loaded = self.filters.now, self._names, self.columns.loaded

        def read(desk: "Desk") -> BoardRows:
            return desk.read(
                lambda session: board.board(
                    session, desk.today(), filters, desk.user, loaded=loaded, names=names
                )
            )

        self._tasks.ask(read, lambda rows: self._arrive(rows, filters, names=names), owner=self)

    def _reread(self) -> None:
        """The user asked for other cards: with names shown that is showing names, and logged as such."""
        if not self._names:
            self.refresh()
            return
        self._look()

    def _look(self) -> None:
        filters = self.filters.now
        self._reading = True

        def look(desk: "Desk") -> BoardRows:
            return desk.look(
                lambda session: board.board(session, desk.today(), filters, desk.user, names=True),
                SHOW_NAMES,
                "board",
            )

        self._tasks.ask(look, lambda rows: self._arrive(rows, filters, names=True), owner=self)

    def _read_more(self, phase: Phase, there: int) -> None:
        filters, names = self.filters.now, self._names

        def read(desk: "Desk") -> tuple[BoardCard, ...]:
            today, user = desk.today(), desk.user
            if names:
                return desk.look(
                    lambda session: board.more(session, today, filters, user, phase, there, names=True),
                    SHOW_NAMES,
                    "board",
                )
            return desk.read(lambda session: board.more(session, today, filters, user, phase, there))

        def done(cards: tuple[BoardCard, ...]) -> None:
            # Names were hidden, or other filters chosen, while the page was on its way.
            if names == self._names and filters == self.filters.now:
                self.columns.columns[phase].list.cards.append(cards)

        self._tasks.ask(read, done, owner=self)

    def _arrive(self, rows: BoardRows, filters: BoardFilters, *, names: bool) -> None:
        self._reading = False
        # What was asked for is not what is wanted now: above all no names after they were hidden.
        outdated = filters != self.filters.now or names != self._names
        if self._again or outdated:
            self._again = False
            self.refresh()
            return
        self._show(rows)

    def _show(self, rows: BoardRows) -> None:
        self.rows = rows
        self._top.set_sub(_sub(rows))
        self.filters.row.setVisible(rows.anything)
        self.filters.show_rows(rows)
        self._group.setEnabled(rows.anything)
        self._show_names.setEnabled(rows.anything)
        self.columns.show_columns(rows.columns, by_table=self.filters.now.by_table)
        fits = self._no_match if not rows.total else self.columns
        self._stack.setCurrentWidget(fits if rows.anything else self._nothing)
        if self._follow and self.columns.choose(self._follow):
            self._follow = ""
        self._take_keyboard()

    # -- what the user does -------------------------------------------------------------------------------

    def toggle_names(self) -> None:
        """Show names, which is logged, or hide them again."""
        self._names = not self._names
        self._show_names.setText("Namen verbergen" if self._names else "Namen tonen")
        self._reread()

    @property
    def names_shown(self) -> bool:
        """Whether the cards show names instead of initials."""
        return self._names

    def left(self) -> None:
        """Names do not stay behind on a board nobody looks at; the next showing is a new act."""
        if self._names:
            self._names = False
            self._show_names.setText("Namen tonen")
            self.stale = True
        self.refusal.clear()

    def clear_filters(self) -> None:
        """Back to all cases."""
        self.filters.use(BoardFilters(by_table=self.filters.now.by_table))

    def move_case(self, case_id: str, target: Phase) -> None:
        """Move a case if the rule allows it; else say why not and leave the card where it is."""
        self.refusal.clear()
        card = self.columns.card(case_id)
        if card is not None and card.phase is target:
            return
        self._follow = case_id

        def done(moved: moving.Moved) -> None:
            _announce(self, f"{moved.number} staat nu in {word(moved.phase)}")
            if not self._reading:
                self.refresh()

        def failed(reason: Refusal) -> None:
            self._follow = ""
            stays = card is not None and not isinstance(reason, ChangedSince)
            self._explain(case_id, reason, f"{card.number} blijft staan. " if card and stays else "")
            self.columns.choose(case_id)

        self._tasks.change(
            lambda session: moving.move(session, case_id, target, act_day(session)),
            moving.INTENT,
            done,
            failed,
            owner=self,
            base_rev=self.rows.rev if self.rows is not None else 0,
        )

    def _explain(self, case_id: str, reason: Refusal, before: str = "") -> None:
        told = explain(reason)
        self._refused = case_id
        self.refusal.say(
            f"{before}{told.sentence}", "warn", told.step, lambda: self.open_at.emit(case_id, told.place)
        )

    def _back_to_card(self) -> None:
        """The explanation was put away: back to the card it was about."""
        if not self.columns.choose(self._refused):
            self.columns.take_keyboard()

    def put_on_agenda(self, case_id: str) -> None:
        """Put a case on the next agenda of its table; else say why that cannot be."""
        self.refusal.clear()

        def done(added: next_table.OnNext) -> None:
            when = short_day(added.held_on)
            self.told.emit(f"{added.number} staat op de agenda van {added.table}, {when}.")

        def failed(reason: Refusal) -> None:
            self._explain(case_id, reason)

        self._tasks.act(
            lambda session: next_table.add_to_next(session, case_id),
            next_table.INTENT,
            done,
            failed,
            owner=self,
        )

    def case_menu(self, case_id: str) -> QMenu:
        """What can be done with a case: open it, or one step of the casusreis."""
        menu = QMenu(self)
        menu.setObjectName("board.menu")
        menu.setAccessibleName("Casus")
        menu.addAction("Dossier openen").triggered.connect(lambda: self.open_case.emit(case_id))
        card = self.columns.card(case_id)
        if card is not None:
            menu.addSeparator()
            for phase in (phase for phase in BOARD_PHASES if (card.phase, phase) in STEPS):
                act = menu.addAction(f"Verplaatsen naar {word(phase)}")
                act.triggered.connect(lambda _on=False, to=phase: self.move_case(case_id, to))
            if card.phase is Phase.AT_TABLE:
                menu.addSeparator()
                menu.addAction("Op de agenda van de volgende tafel").triggered.connect(
                    lambda: self.put_on_agenda(case_id)
                )
        return menu

    def _open_menu(self, case_id: str, where: QPoint) -> None:
        menu = self.case_menu(case_id)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(where)
        menu.setActiveAction(menu.actions()[0])

    def _regroup(self) -> None:
        self.filters.use(replace(self.filters.now, by_table=self._group.isChecked()))

    def _take_keyboard(self) -> None:
        # The rows come after the page: only then is there a card for the keyboard to be at.
        if self._arriving and self.rows is not None and self.rows.total:
            self._arriving = False
            self.columns.take_keyboard()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc puts an explanation away."""
        if event.key() == Qt.Key.Key_Escape and self.refusal.isVisible():
            self.refusal.put_away()
        else:
            super().keyPressEvent(event)


def _sub(rows: BoardRows) -> str:
    cases = many(rows.total, "casus", "casussen")
    if not rows.asking:
        return cases
    asking = many(rows.asking, "vraagt", "vragen")
    return f"{cases} · {asking} aandacht"


def _announce(page: QWidget, sentence: str) -> None:
    """Let a screen reader say what happened elsewhere on the page."""
    QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(page, sentence))
