"""The first view of Casustafels: planning, the meetings of now, and the list of all others."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from zvhdesk.domain.terms import MeetingState
from zvhdesk.services.house import Overview
from zvhdesk.services.meetings.rows import MeetingRow
from zvhdesk.ui.dossier.parts import Rows
from zvhdesk.ui.kit import Button, Card, EmptyState, small
from zvhdesk.ui.tables.meeting_list import MeetingList
from zvhdesk.ui.tables.now import NowCard
from zvhdesk.ui.tables.plan_form import PlanForm
from zvhdesk.ui.tasks import Tasks
from zvhdesk.ui.theme import GAP, MARGIN

_MOST = 3
"""Meetings of now that are shown large; a fourth stands in the list."""
_EMPTY = (
    "Hier staat straks elke bijeenkomst: wat er nu loopt, wat gepland is, en wat gesloten is, met de "
    "besluitenlijst. Begin met het plannen van de eerste."
)
_NO_MORE = "Verder is er nog geen bijeenkomst gepland of gesloten."
_NO_TABLES = (
    "Een bijeenkomst is van een casustafel, en dit huis heeft er nog geen. Voeg in Beheer de eerste toe."
)


def is_now(meeting: MeetingRow, today: date) -> bool:
    """Whether it runs, or is planned for today."""
    if meeting.state is MeetingState.LIVE:
        return True
    return meeting.state is MeetingState.PLANNED and meeting.held_on == today


class Listing(QWidget):
    """`opened` carries a meeting to look into, `go_on` one whose large button was pressed."""

    opened = Signal(object)
    go_on = Signal(object)
    to_admin = Signal()

    def __init__(self, tasks: Tasks) -> None:
        super().__init__()
        self.setObjectName("tables.listing")
        self._today = date.min
        self._meetings: tuple[MeetingRow, ...] = ()
        self._tables = True
        self._made = 0
        self.form = PlanForm(tasks)
        self.form.toggled.connect(lambda _open: self._choose_view())
        self.list = MeetingList()
        self.list.opened.connect(self.opened)
        self._now: Rows[MeetingRow, NowCard] = Rows(
            self._make_now, lambda card, row: card.show_meeting(row, self._today)
        )
        self._stack = QStackedWidget()
        self._filled = self._lay_out()
        self.begin = Button("Bijeenkomst plannen", "tables.begin", "primary", on_click=self.form.open)
        self._empty = EmptyState("users", "Nog geen bijeenkomst gepland", _EMPTY, (self.begin,))
        self.admin = Button("Naar Beheer", "tables.admin", "primary", on_click=self.to_admin.emit)
        self._no_tables = EmptyState("users", "Nog geen casustafel", _NO_TABLES, (self.admin,))
        for page in (self._filled, self._empty, self._no_tables):
            self._stack.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)

    def _lay_out(self) -> QScrollArea:
        self._form_card = Card("Bijeenkomst plannen")
        self._form_card.body.addWidget(self.form)
        self._form_card.hide()
        self._none = small(_NO_MORE, "tables.list.none", wrap=True)
        self._list_card = Card()
        self._list_card.body.setContentsMargins(0, 0, 0, 0)
        self._list_card.add(self.list, 1)
        inside = QWidget()
        inside.setProperty("look", "clear")
        column = QVBoxLayout(inside)
        column.setContentsMargins(MARGIN, 16, MARGIN, 16)
        column.setSpacing(GAP)
        column.addWidget(self._form_card)
        now = self._now.layout()
        if now is not None:
            now.setSpacing(GAP)
        column.addWidget(self._now)
        column.addWidget(self._list_card, 1)
        column.addWidget(self._none, 0, Qt.AlignmentFlag.AlignTop)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inside)
        return scroll

    def _make_now(self, meeting: MeetingRow) -> NowCard:
        self._made += 1
        card = NowCard(meeting, f"tables.now.{self._made}")
        card.prepare.connect(lambda: self.opened.emit(card.meeting))
        card.go_on.connect(lambda: self.go_on.emit(card.meeting))
        return card

    @property
    def now(self) -> dict[str, NowCard]:
        """The meetings that are shown large, by id."""
        return self._now.widgets

    def show_meetings(self, meetings: Sequence[MeetingRow], house: Overview, today: date) -> None:
        """Show the meetings of now large and the others in the list."""
        self._today, self._meetings, self._tables = today, tuple(meetings), bool(house.usable)
        self.form.show_house(house)
        large = [row for row in meetings if is_now(row, today)][:_MOST]
        self._now.show_rows(large)
        self._now.setVisible(bool(large))
        kept = {row.id for row in large}
        rest = [row for row in meetings if row.id not in kept]
        self.list.show_rows(rest, today)
        self._list_card.setVisible(bool(rest))
        self._none.setVisible(bool(large) and not rest)
        self._choose_view()

    def _choose_view(self) -> None:
        self._form_card.setVisible(self.form.is_open)
        if not self._tables:
            self._stack.setCurrentWidget(self._no_tables)
        elif self._meetings or self.form.is_open:
            self._stack.setCurrentWidget(self._filled)
        else:
            self._stack.setCurrentWidget(self._empty)
        self.form.open_button.setVisible(
            self._stack.currentWidget() is self._filled and not self.form.is_open
        )

    def take_keyboard(self, meeting_id: str = "") -> None:
        """To this meeting, else to the large button of now, else to the list, else to how to begin."""
        if meeting_id and self.list.choose(meeting_id):
            wanted: QWidget = self.list
        elif meeting_id in self.now:
            wanted = self.now[meeting_id].large
        elif not self._tables:
            wanted = self.admin
        elif self.now:
            wanted = next(iter(self.now.values())).large
        else:
            wanted = self.list if self._meetings else self.begin
        wanted.setFocus(Qt.FocusReason.TabFocusReason)

    def refuse(self, meeting_id: str, sentence: str) -> bool:
        """Say at the large button why not; False when this meeting is not shown large."""
        card = self.now.get(meeting_id)
        if card is not None:
            card.message.say(sentence, "warn")
        return card is not None
