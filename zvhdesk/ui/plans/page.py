"""The page Plannen en brieven: the list, its filters, and beside it the case or participant chosen."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QScrollArea, QStackedWidget, QWidget

from zvhdesk.services.plans.overview import overview
from zvhdesk.services.plans.rows import CaseLine, CopyRow, Overview, PartnerLine
from zvhdesk.services.words import many, word
from zvhdesk.ui.grid import Column, Grid
from zvhdesk.ui.kit import Button, Card, ChipRow, EmptyState, Message, TopBar
from zvhdesk.ui.plans import wording
from zvhdesk.ui.plans.copies_window import CopiesWindow
from zvhdesk.ui.plans.detail import Detail
from zvhdesk.ui.plans.showing import Papers
from zvhdesk.ui.shell import Page
from zvhdesk.ui.tasks import Tasks
from zvhdesk.ui.theme import MARGIN

_NARROW = 900
_DETAIL = 372
_FILTERS = (
    ("all", "Alle plannen"),
    ("waiting", "Uit te reiken"),
    ("late", "Evaluatie te laat"),
    ("concept", "Concept"),
    ("none", "Nog geen plan"),
    ("partners", "Per deelnemer"),
)
_EMPTY = {
    "all": ("Nog geen plannen", "Begin een plan in het dossier van een casus, onder Plan en acties."),
    "waiting": ("Alles is uitgereikt", "Elke betrokken deelnemer heeft het plan dat nu geldt."),
    "late": ("Geen evaluatie te laat", "Van elk plan moet de evaluatie nog komen."),
    "concept": ("Geen concepten", "Er ligt geen plan dat lid 1 nog moet vaststellen."),
    "none": ("Elke casus op een tafel heeft een plan", "Hier staan casussen die er nog geen hebben."),
    "partners": ("Nog niets uit te reiken", "Er is nog geen vastgesteld plan."),
}
_CASES = (
    Column("case", "Casus", lambda row: f"{row.number} · {row.initials}", share=7, strong=True),
    Column("table", "Tafel", lambda row: row.table, share=3, quiet=True),
    Column("version", "Versie", wording.version_words, share=5),
    Column("adopted", "Vastgesteld", wording.adopted_on, share=5, quiet=True),
    Column("evaluation", "Evaluatie", wording.evaluation_words, share=5, tag=wording.evaluation_tag),
    Column("copies", "Exemplaren", wording.copies_words, share=5, tag=wording.copies_tag),
)
_PARTNERS = (
    Column("name", "Deelnemer", lambda row: row.name, share=6, strong=True),
    Column("class", "Klasse", lambda row: word(row.class_), share=4, quiet=True),
    Column("has", "Heeft", lambda row: many(row.has, "plan", "plannen"), share=3),
    Column("waiting", "Nog uit te reiken", wording.waiting_words, share=4, tag=wording.waiting_tag),
)


class PlansPage(Page):
    """Open it with `go("plans")`, or with the id of a meeting: then only the cases of its agenda.

    `open_case` carries the id of a case whose dossier is asked for.
    """

    open_case = Signal(str)

    topics = frozenset(
        {"plan", "disclosure", "voice", "case_", "action", "contribution", "referral", "partner", "person"}
        | {"subject", "attendance", "agenda_item", "meeting", "case_table"}
    )

    def __init__(self, tasks: Tasks) -> None:
        super().__init__()
        self.setAccessibleName("Plannen en brieven")
        self._tasks = tasks
        self._meeting = ""
        self._narrow = False
        self._found: Overview | None = None
        top = TopBar("Plannen en brieven")
        top.find_asked.connect(self.find_asked)
        self.top = top
        self.meeting_button = Button(
            "Alle casussen tonen", "plans.all_cases", icon="x", on_click=lambda: self.opened("")
        )
        self.meeting_button.hide()
        top.add(self.meeting_button)
        self.chips = ChipRow("plans.chips")
        self.chips.add_group("show", [(key, words, 0) for key, words in _FILTERS], one=True)
        self.chips.changed.connect(lambda _group, _keys: self._fill())
        self.message = Message("plans.message")
        self.papers = Papers(tasks, self, self.message.say)
        self.cases = Grid("plans.cases", "Plannen per casus", _CASES)
        self.partners = Grid("plans.partners", "Plannen per deelnemer", _PARTNERS)
        self.cases.row_chosen.connect(lambda _id: self._choose())
        self.partners.row_chosen.connect(lambda _id: self._choose())
        self.cases.doubleClicked.connect(lambda _index: self.open_case.emit(self.cases.chosen))
        self.detail = Detail()
        self.detail.open_case.connect(self.open_case)
        self.detail.make_copies.connect(self.make_copies)
        self.detail.read_version.connect(self.papers.read)
        self.detail.show_copy.connect(self._show_copy)
        self._empty = EmptyState("file-text", *_EMPTY["all"])
        self.column.addWidget(top)
        self.column.addWidget(self.chips)
        self.column.addWidget(self._body(), 1)

    def _body(self) -> QScrollArea:
        self._lists = QStackedWidget()
        for widget in (self.cases, self.partners, self._empty):
            self._lists.addWidget(widget)
        self._card = Card()
        self._card.body.setContentsMargins(0, 0, 0, 0)
        line = QHBoxLayout()
        line.setContentsMargins(18, 0, 18, 0)
        line.addWidget(self.message)
        self._card.body.addLayout(line)
        self._card.add(self._lists, 1)
        inside = QWidget()
        inside.setProperty("look", "clear")
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, inside)
        self._row.setContentsMargins(MARGIN, 16, MARGIN, 16)
        self._row.setSpacing(16)
        self._row.addWidget(self._card, 1)
        self._row.addWidget(self.detail)
        scroll = QScrollArea()
        scroll.setObjectName("plans.body")
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(inside)
        return scroll

    # What the window asks of a page.

    def opened(self, argument: object = None) -> None:
        """Show the list; the id of a meeting shows the cases of its agenda, an empty text all again."""
        if isinstance(argument, str) and argument != self._meeting:
            self._meeting = argument
            self.stale = True
        super().opened(argument)

    def refresh(self) -> None:
        """Read the list again."""
        meeting = self._meeting

        def show(found: Overview) -> None:
            if meeting == self._meeting:
                self._show(found)

        self._tasks.ask(
            lambda desk: desk.read(lambda session: overview(session, desk.today(), meeting)), show, owner=self
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Narrow, or much enlarged: the case stands beneath the list."""
        super().resizeEvent(event)
        narrow = event.size().width() < _NARROW
        down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._row.setDirection(down if narrow else across)
        self._card.setMinimumHeight(260 if narrow else 0)
        self._narrow = narrow
        self._fit_detail()
        self.detail.setMinimumWidth(0 if narrow else _DETAIL)
        self.detail.setMaximumWidth(16_777_215 if narrow else _DETAIL)
        self._show_columns()

    def _show_columns(self) -> None:
        """What fits; of a case without a plan there is nothing to say in most of them."""
        least = {"table": 1100, "adopted": 1100, "version": 620}
        without = self.chips.on("show") == {"none"}
        keys = ["case", "table", "version"] if without else [column.key for column in _CASES]
        self.cases.show_columns({key for key in keys if without or self.width() >= least.get(key, 0)})

    def _fit_detail(self) -> None:
        """Beneath the list it is as high as what it says: then only the page scrolls."""
        self.detail.setMinimumHeight(self.detail.whole_height() if self._narrow else 0)

    # Showing.

    def _show(self, found: Overview) -> None:
        self._found = found
        for key, _words in _FILTERS:
            self.chips.chip(key).set_count(self._count(key, found))
        late, waiting = self._rows("late"), self._rows("waiting")
        parts = [
            many(len(found.cases), "plan", "plannen"),
            f"{len(waiting)} uit te reiken" if waiting else "",
            many(len(late), "evaluatie te laat", "evaluaties te laat") if late else "",
            "alleen van deze bijeenkomst" if self._meeting else "",
        ]
        self.top.set_sub(" · ".join(part for part in parts if part))
        self.meeting_button.setVisible(bool(self._meeting))
        self._fill()

    def _count(self, key: str, found: Overview) -> int:
        match key:
            case "none":
                return found.without_count
            case "partners":
                return len(found.partners)
            case _:
                return len(self._rows(key))

    def _rows(self, key: str) -> tuple[CaseLine, ...]:
        found = self._found
        if found is None:
            return ()
        chosen = {
            "waiting": lambda row: row.to_hand_out,
            "late": lambda row: row.late,
            "concept": lambda row: row.concept is not None,
        }
        if key == "none":
            return found.without
        return tuple(filter(chosen[key], found.cases)) if key in chosen else found.cases

    @property
    def _by_partner(self) -> bool:
        return self.chips.on("show") == {"partners"}

    def _fill(self) -> None:
        if self._found is None:
            return
        (key,) = self.chips.on("show")
        self._show_columns()
        self.cases.show_rows(self._rows(key))
        self.partners.show_rows(self._found.partners)
        grid = self.partners if self._by_partner else self.cases
        if grid.rows.rowCount():
            self._lists.setCurrentWidget(grid)
            if not grid.chosen:
                grid.choose(grid.rows.rows[0].id)
        else:
            self._empty.say(*_EMPTY[key])
            self._lists.setCurrentWidget(self._empty)
        self._choose()

    def _choose(self) -> None:
        grid = self.partners if self._by_partner else self.cases
        at = grid.rows.at(grid.chosen) if grid.chosen else -1
        line: CaseLine | PartnerLine | None = grid.rows.rows[at] if at >= 0 else None
        self.detail.setVisible(line is not None)
        self.detail.show_line(line)
        self._fit_detail()

    # Acts.

    def make_copies(self, plan_id: str) -> None:
        """Open the window in which the copies of one version are made."""
        self.message.clear()
        CopiesWindow(self._tasks, plan_id, self.window()).open()

    def _show_copy(self, copy: CopyRow, case_id: str) -> None:
        self.message.clear()
        self.papers.again(copy, case_id)
