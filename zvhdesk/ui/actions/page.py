"""The page of all actions."""

from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from zvhdesk.services import actions
from zvhdesk.services.actions import PAGE, ActionFilters, ActionPage, Counts, Order, Show, StatusChanged
from zvhdesk.services.actions import Tiles as TileRows
from zvhdesk.services.words import word
from zvhdesk.ui.actions import said
from zvhdesk.ui.actions.delegate import INSET
from zvhdesk.ui.actions.filters import Filters
from zvhdesk.ui.actions.pane import WIDTH, ActionPane
from zvhdesk.ui.actions.tiles import Tiles
from zvhdesk.ui.actions.titles import Titles
from zvhdesk.ui.actions.view import ActionList
from zvhdesk.ui.kit import Button, EmptyState, TopBar, rule
from zvhdesk.ui.shell import Page
from zvhdesk.ui.tasks import Tasks
from zvhdesk.ui.theme import MARGIN, SCROLL_BAR

if TYPE_CHECKING:
    from zvhdesk.services.desk import Desk

SEARCH = "search"
"""The act under which looking for words is logged, once each time the page comes into view."""
_FOLLOW_MS = 80
"""From the last arrow key to the action in the pane beside the list."""
_ROOMY_HEIGHT, _ROOMY_WIDTH = 640, 700
_BESIDE = 760
"""Px of the page below which the pane takes the place of the list."""

_Read = tuple[ActionPage, Counts, date]


class ActionsPage(Page):
    """All actions over all cases, overdue first. `open_case` carries a case id. The badge is what is late."""

    open_case = Signal(str)

    topics = frozenset({"action", "case_", "partner", "person", "subject"})

    def __init__(self, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page.actions")
        self._tasks = tasks
        self._reading = self._again = self._arriving = self._logged = False
        self._shown: ActionFilters | None = None
        self._order: Order = ()
        self.counts: Counts | None = None
        self._top = TopBar("Acties", " ", search=False)
        self.filters = Filters(self)
        self._top.add(self.filters.field)
        self.tiles = Tiles()
        self.titles = Titles()
        self.list = ActionList()
        self.pane = ActionPane(tasks)
        self._stack = QStackedWidget()
        self._stack.setObjectName("actions.stack")
        self._nothing, self._no_match = self._empty_house(), self._empty_list()
        self._follow = QTimer(self)
        self._follow.setSingleShot(True)
        self._follow.setInterval(_FOLLOW_MS)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self._listed = QWidget()
        listed = QVBoxLayout(self._listed)
        beside = MARGIN - round(INSET)
        listed.setContentsMargins(beside, 0, max(0, beside - SCROLL_BAR), 0)
        listed.setSpacing(0)
        listed.addWidget(self.titles)
        listed.addWidget(self.list, 1)
        for widget in (self._listed, self._no_match):
            self._stack.addWidget(widget)
        self._left = QWidget()
        left = QVBoxLayout(self._left)
        left.setContentsMargins(0, 16, 0, 0)
        left.setSpacing(8)
        above = QHBoxLayout()
        above.setContentsMargins(MARGIN, 0, MARGIN, 0)
        above.addWidget(self.tiles)
        left.addLayout(above)
        left.addWidget(self._stack, 1)
        self._edge = rule()
        self._edge.setFixedSize(1, 16_777_215)
        self._edge.setMinimumHeight(0)
        self._work = QWidget()
        work = QHBoxLayout(self._work)
        work.setContentsMargins(0, 0, 0, 0)
        work.setSpacing(0)
        work.addWidget(self._left, 1)
        work.addWidget(self._edge)
        work.addWidget(self.pane)
        self._edge.hide()
        self._whole = QStackedWidget()
        for widget in (self._work, self._nothing):
            self._whole.addWidget(widget)
        self.column.addWidget(self._top)
        self.column.addWidget(self.filters.row)
        self.column.addWidget(self._whole, 1)

    def _connect(self) -> None:
        self.filters.changed.connect(lambda _filters: self.refresh())
        self.tiles.opened.connect(lambda action: self.open_action(action, focus=True))
        self.tiles.idle_asked.connect(lambda: self._choose(Show.IDLE))
        self.list.opened.connect(lambda action: self.open_action(action, focus=True))
        self.list.pointed.connect(lambda action: self.open_action(action, focus=False))
        self.list.moved.connect(self._moved)
        self.list.resized.connect(lambda width: self.titles.follow(self.filters.now.by, width))
        self.list.rows.wanted.connect(self._read_more)
        self.filters.field.left.connect(self.list.take_keyboard)
        self.pane.closed.connect(self._closed)
        self.pane.open_case.connect(self.open_case)
        self.pane.recorded.connect(self._recorded)
        self.pane.state.connect(self.saving)
        self._follow.timeout.connect(lambda: self.pane.open_action(self.list.action_id))
        find = QShortcut(QKeySequence.StandardKey.Find, self)
        find.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        find.activated.connect(self.seek)

    def _empty_house(self) -> EmptyState:
        board = Button("Naar het casusbord", "actions.board", on_click=lambda: self.go.emit("board", None))
        return EmptyState(
            "list-checks",
            "Nog geen acties",
            "Hier staan straks de acties uit alle casussen, wat te laat is bovenaan. Een actie ontstaat aan "
            "de casustafel, of in het dossier bij Plan en acties.",
            (board,),
        )

    def _empty_list(self) -> EmptyState:
        self._clear = Button("Alle open acties tonen", "actions.clear", on_click=self.clear_filters)
        return EmptyState("funnel", "", "", (self._clear,))

    # -- reading ------------------------------------------------------------------------------------------

    def opened(self, argument: object = None) -> None:
        """Come into view, with the keyboard at the list. An action's id as argument opens that action."""
        self._arriving, self._logged = True, False
        super().opened(argument)
        if isinstance(argument, str) and argument:
            self.open_action(argument, focus=True)
        self._take_keyboard()

    def refresh(self) -> None:
        """Read the list again; while a reading is under way one more follows it, never two."""
        if self._reading:
            self._again = True
            return
        self._reading = True
        filters = self.filters.now
        limit = max(PAGE, self.list.rows.loaded) if filters == self._shown else PAGE

        def read(desk: "Desk") -> _Read:
            today = desk.today()

            def rows(session: Any) -> _Read:
                page = actions.page(session, today, filters, limit=limit)
                return page, actions.counts(session, today), today

            return desk.look(rows, SEARCH, SEARCH) if self._must_log(filters) else desk.read(rows)

        self._tasks.ask(read, lambda answer: self._arrive(filters, *answer), owner=self, broken=self._broken)
        # Apart from the list, which need not wait for it.
        self._tasks.ask(
            lambda desk: desk.read(lambda session: actions.tiles(session, desk.today())),
            self._show_tiles,
            owner=self,
        )
        self.pane.reload()

    def _must_log(self, filters: ActionFilters) -> bool:
        if not filters.words or self._logged:
            return False
        self._logged = True
        return True

    def _broken(self) -> None:
        self._reading = False

    def _arrive(self, filters: ActionFilters, page: ActionPage, counts: Counts, today: date) -> None:
        self._reading = False
        if self._again or filters != self.filters.now:
            self._again = False
            self.refresh()
            return
        anew, self._shown = filters != self._shown, filters
        self._order = page.order
        self.counts = counts
        self._top.set_sub(said.sub(counts))
        self.count.emit(counts.late)
        self.list.show_page(page, filters.by, today, anew=anew)
        if self.pane.action_id and self.pane.action_id != self.list.action_id:
            # What stands beside the list is no longer in it: no other line says it is that one.
            self.list.clearSelection()
        self.titles.follow(filters.by, self.list.viewport().width() - 2 * INSET)
        self._say_empty(filters)
        self._stack.setCurrentWidget(self._listed if page.total else self._no_match)
        self.filters.row.setVisible(counts.anything)
        self.filters.field.setVisible(counts.anything)
        self._whole.setCurrentWidget(self._work if counts.anything else self._nothing)
        self._take_keyboard()

    def _show_tiles(self, tiles: TileRows) -> None:
        self.tiles.show_tiles(tiles)
        self.filters.show_idle(tiles.idle_cases)

    def _read_more(self, there: int) -> None:
        filters, order = self.filters.now, self._order

        def done(page: ActionPage) -> None:
            # Other filters were chosen, or the list was read anew, while the page was on its way.
            if order is self._order and there == self.list.rows.loaded:
                self.list.rows.append(page)

        self._tasks.ask(
            lambda desk: desk.read(
                lambda session: actions.page(session, desk.today(), filters, there, order=order)
            ),
            done,
            owner=self,
        )

    # -- what the user does -------------------------------------------------------------------------------

    def open_action(self, action_id: str, *, focus: bool) -> None:
        """Show this action beside the list; with `focus` the keyboard goes there."""
        self._follow.stop()
        self.list.choose(action_id)
        self._follow.stop()
        self.pane.open_action(action_id, focus=focus)
        self._make_room()

    def seek(self) -> None:
        """Ctrl+F: the keyboard goes to the search field."""
        self.filters.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.filters.field.selectAll()

    def clear_filters(self) -> None:
        """All open actions, in the grouping that was chosen."""
        self.filters.use(ActionFilters(Show.OPEN, self.filters.now.by))
        self._arriving = True

    def left(self) -> None:
        """Commit what is typed."""
        self.pane.leave()

    def _choose(self, show: Show) -> None:
        self.filters.use(ActionFilters(show, self.filters.now.by))
        self._arriving = True

    def _moved(self, _action_id: str) -> None:
        if self.pane.action_id and self.list.hasFocus():
            self._follow.start()

    def _closed(self) -> None:
        self._make_room()
        self.list.take_keyboard()

    def _recorded(self, changed: StatusChanged) -> None:
        told = f"Actie {changed.number} staat nu op {word(changed.status).lower()}"
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, told))

    def _say_empty(self, filters: ActionFilters) -> None:
        if filters.words:
            self._no_match.say("Geen actie gevonden", "Zoek met andere woorden, of toon alle open acties.")
        elif filters.show is Show.PRESSING:
            self._no_match.say("Niets te laat", "Geen actie is te laat, en geen loopt deze week af.")
        else:
            self._no_match.say("Geen actie past bij dit filter", "Kies een ander filter.")
        self._clear.setVisible(filters != ActionFilters(Show.OPEN, filters.by))

    def _take_keyboard(self) -> None:
        # The rows come after the page: only then is there an action for the keyboard to be at.
        if self._arriving and self.list.rows.rowCount():
            self._arriving = False
            if not self.pane.action_id:
                self.list.take_keyboard()

    # -- room ---------------------------------------------------------------------------------------------

    def _make_room(self) -> None:
        open_ = bool(self.pane.action_id)
        beside = self.width() >= _BESIDE
        self._left.setVisible(beside or not open_)
        self._edge.setVisible(open_ and beside)
        if beside:
            self.pane.setFixedWidth(WIDTH)
        else:
            self.pane.setMinimumWidth(0)
            self.pane.setMaximumWidth(16_777_215)
        room = self.width() - (WIDTH if open_ else 0)
        self.tiles.set_room(roomy=self.height() >= _ROOMY_HEIGHT and room >= _ROOMY_WIDTH)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a low or narrow window the list comes first."""
        super().resizeEvent(event)
        self._make_room()
