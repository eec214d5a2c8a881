"""What is shown of one case: journey strip, tabs and the right column. A new one is made for every case."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from zvhdesk.domain.terms import STILL_OPEN
from zvhdesk.services.dossier import FORM, Dossier, HistoryPage, Progress
from zvhdesk.services.dossier.left_rows import LeftRow
from zvhdesk.services.history import Place
from zvhdesk.services.plans.rows import PlanCard
from zvhdesk.ui.dossier.history import HistoryTab
from zvhdesk.ui.dossier.information import InformationTab
from zvhdesk.ui.dossier.overview import OverviewTab
from zvhdesk.ui.dossier.persons import PersonsTab
from zvhdesk.ui.dossier.plan import PlanTab
from zvhdesk.ui.dossier.side import Side
from zvhdesk.ui.kit import Band, Message, Step, StepState, StepStrip, Tabs
from zvhdesk.ui.kit.field import Tone
from zvhdesk.ui.kit.form import Form
from zvhdesk.ui.tasks import Tasks

_STATES = {Progress.DONE: StepState.DONE, Progress.NOW: StepState.NOW, Progress.LATER: StepState.LATER}
_SIDE = 328
_ROOMY = 1150
_NARROW = 860
"""Below this width, in px, the right column makes room for the fields."""
_LEFT = "{kind} verwijderd op een andere computer, terwijl u erin typte. Uw tekst is bewaard, bij {tab}."
_TABS = {
    "goal": "Plan en acties",
    "action": "Plan en acties",
    "contribution": "Informatie",
    "subject": "Personen",
}
_OVER = (
    "De bewaartermijn van vijf jaar is verstreken (WGS artikel 1.8, zevende lid). Dit dossier is alleen te "
    "lezen tot de deelnemers van lid 1 beslissen: vernietigen, of hernieuwde verwerking."
)


class Content(QWidget):
    """The signals ask the page for what it takes the lanes to do."""

    wants_assessment = Signal()
    wants_history = Signal(object)
    removes = Signal(str, str)
    takes_back = Signal(str)
    opens_action = Signal(str)
    begins_plan = Signal()
    reads_plan = Signal(str)
    adopts_plan = Signal(str)
    copies_plan = Signal(str)
    asks_again = Signal()

    def __init__(self, tasks: Tasks, dossier: Dossier, plans: PlanCard) -> None:
        super().__init__()
        self.dossier, self.plans = dossier, plans
        self.form = Form(tasks, FORM, self)
        self.form.load({**dossier.fields, **plans.fields}, read_only=dossier.head.read_only)
        self.form.row_gone.connect(self._row_gone)
        self._left: tuple[LeftRow, ...] = ()
        self._more: Place | None = None
        self._steps = StepStrip(name="dossier.steps")
        self._band = Band(top=8, bottom=8)
        self.message = Message("dossier.message")
        self._band.row.addWidget(self.message, 1, Qt.AlignmentFlag.AlignVCenter)
        self._band.hide()
        self._quiet = QTimer(self)
        self._quiet.setSingleShot(True)
        self._quiet.timeout.connect(self._band.hide)
        self.side = Side()
        self.side.setFixedWidth(_SIDE)
        self.tabs = Tabs("dossier.tabs")
        self._pages: dict[str, OverviewTab | PersonsTab | InformationTab | PlanTab] = {}
        self._history: HistoryTab | None = None
        for key, words, short, make in (
            ("overview", "Overzicht", "", self._make_overview),
            ("persons", "Personen", "", self._make_persons),
            ("information", "Informatie", "Info", self._make_information),
            ("plan", "Plan en acties", "Plan", self._make_plan),
            ("history", "Geschiedenis", "Historie", self._make_history),
        ):
            self.tabs.add(key, words, make, short)
        self.tabs.add_beside(self.side)
        self.tabs.changed.connect(self._tab_changed)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._band)
        column.addWidget(self._steps)
        column.addWidget(self.tabs, 1)

    def _make_overview(self) -> QWidget:
        page = OverviewTab(self.form, self.dossier)
        page.assess.clicked.connect(self.wants_assessment)
        return self._made("overview", page)

    def _make_persons(self) -> QWidget:
        page = PersonsTab(self.form, self.dossier)
        page.removes.connect(self.removes)
        return self._made("persons", page)

    def _make_information(self) -> QWidget:
        page = InformationTab(self.form, self.dossier, self.removes.emit)
        return self._made("information", page)

    def _make_plan(self) -> QWidget:
        page = PlanTab(self.form, self.dossier, self.plans, self.removes.emit)
        page.opens_action.connect(self.opens_action)
        page.versions.begins.connect(self.begins_plan)
        page.versions.reads.connect(self.reads_plan)
        page.versions.adopts.connect(self.adopts_plan)
        page.versions.copies.connect(self.copies_plan)
        return self._made("plan", page)

    def _made(self, key: str, page: OverviewTab | PersonsTab | InformationTab | PlanTab) -> QWidget:
        self._pages[key] = page
        page.left_rows.settled.connect(self.asks_again)
        page.show_left(self._left, read_only=self.dossier.head.read_only)
        return page

    def _make_history(self) -> QWidget:
        self._history = HistoryTab(lambda: self.wants_history.emit(self._more), self.takes_back.emit)
        self.wants_history.emit(None)
        return self._history

    @property
    def ids(self) -> frozenset[str]:
        """The case, its stream, and the persons in it: what touched one of them concerns this page."""
        head = self.dossier.head
        return frozenset({head.case_id, head.stream_id, *(row.person_id for row in self.dossier.persons)})

    @property
    def history_is_open(self) -> bool:
        """Whether the history was looked at, so that it must be read again with the rest."""
        return self._history is not None

    def open(self, tab: str) -> None:
        """Show a tab by its key; an unknown one changes nothing."""
        if tab in ("overview", "persons", "information", "plan", "history"):
            self.tabs.open(tab)

    def leave(self) -> None:
        """Keep and commit what is typed on every tab."""
        self.form.commit()
        for page in self._pages.values():
            for adder in page.adders:
                adder.keep_drafts()
            page.leave_asked()

    def _tab_changed(self, _key: str) -> None:
        self.form.commit()

    def show_case(self, dossier: Dossier, plans: PlanCard) -> None:
        """Show the case as it stands now, in the tabs that were opened."""
        self.dossier, self.plans = dossier, plans
        head = dossier.head
        self._steps.set_steps(
            [Step(step.title, step.detail, _STATES[step.progress]) for step in head.journey]
        )
        self.side.show_head(head, dossier.open_choices)
        brought = len(dossier.contributions)
        still_open = sum(row.status in STILL_OPEN for row in dossier.actions)
        for key, words, short, count in (
            ("information", "Informatie", "Info", brought),
            ("plan", "Plan en acties", "Plan", still_open),
        ):
            many = f" ({count})" if count else ""
            self.tabs.set_text(key, words + many, short + many)
        # First the fields that are there, then the rows, whose new fields find their values in the form.
        self.form.load({**dossier.fields, **plans.fields}, read_only=head.read_only)
        for page in self._pages.values():
            if isinstance(page, PlanTab):
                page.show_case(dossier, plans)
            else:
                page.show_case(dossier)
        if head.read_only:
            self.say(_OVER, "warn")

    def show_left(self, rows: tuple[LeftRow, ...]) -> None:
        """What was typed in rows that another desk took away; of one that is new it is said on every tab."""
        known = {(row.tbl, row.id) for row in self._left}
        came = [row for row in rows if (row.tbl, row.id) not in known]
        self._left = rows
        for page in self._pages.values():
            page.show_left(rows, read_only=self.dossier.head.read_only)
        if came:
            self.say(_LEFT.format(kind=came[0].kind, tab=_TABS[came[0].tbl]), "warn")

    def _row_gone(self) -> None:
        # Else the keyboard falls on what comes next, where the next Enter does something.
        focus = QApplication.focusWidget()
        if focus is not None and self.isAncestorOf(focus):
            self.tabs.bar.setFocus(Qt.FocusReason.OtherFocusReason)
        self.asks_again.emit()

    def show_history(self, page: HistoryPage, *, first: bool) -> None:
        """Hand a page of history to its tab."""
        self._more = page.more
        if self._history is not None:
            self._history.show_page(page, first=first, names=self.dossier.names_shown)

    def say(self, sentence: str, tone: Tone) -> None:
        """A sentence above the journey: what was done, or why not."""
        self.message.say(sentence, tone)
        self._band.setVisible(bool(sentence))
        self._quiet.stop()
        if tone in ("ok", "info"):
            self._quiet.start(8000)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """On a narrow window the fields go before the right column."""
        super().resizeEvent(event)
        self.side.setVisible(self.width() >= _NARROW)
        self.side.setFixedWidth(_SIDE if self.width() >= _ROOMY else _SIDE - 32)
