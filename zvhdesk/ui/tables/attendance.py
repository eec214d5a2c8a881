"""The attendance list: who is expected, who is there, and adding a partner or a guest."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit

from zvhdesk.domain.meeting import must_sign
from zvhdesk.domain.reading.tidy import tidy
from zvhdesk.domain.refusals import BadInput, Refused
from zvhdesk.domain.terms import Capacity, PartnerClass, Presence
from zvhdesk.services import adding
from zvhdesk.services.house import Overview
from zvhdesk.services.meetings import attendance, named
from zvhdesk.services.meetings.rows import Agenda, AttendeeRow
from zvhdesk.services.words import word
from zvhdesk.ui.dossier.addform import CONFIRMED, AddForm
from zvhdesk.ui.dossier.parts import Rows
from zvhdesk.ui.kit import Button, Card, Select, heading, small
from zvhdesk.ui.tables.attendee import AttendeeItem
from zvhdesk.ui.tables.wording import attendance_words, presence_choices
from zvhdesk.ui.tasks import Tasks

EXPECT = "meeting.edit"
_NOBODY = (
    "Nog niemand op de lijst. Voeg de partners toe die verwacht worden, of neem de lijst van de vorige "
    "keer over."
)
_SCREENED = (("", "onbekend"), ("ja", "ja"), ("nee", "nee"))
_CAPACITIES = tuple((one.value, word(one)) for one in Capacity)


def expect(session: Any, meeting_id: str, typed: Mapping[str, str]) -> str:
    """Put a partner on the list. Raises Refused(BadInput) when none was chosen."""
    if not typed["partner_id"]:
        raise Refused(BadInput("partner_id", "Kies welke partner erbij komt."))
    made: str = attendance.expect_partner(session, meeting_id, typed["partner_id"])
    adding.drop_form_drafts(session, EXPECT, meeting_id)
    return made


def admit(session: Any, meeting_id: str, typed: Mapping[str, str]) -> str:
    """Put a guest on the list. Raises Refused(BadInput) with the column, or the label, it is about."""
    if not typed["capacity"]:
        raise Refused(BadInput("capacity", "Kies als wat deze gast aan tafel is."))
    capacity = Capacity(typed["capacity"])
    if not tidy(typed["name"]) and must_sign(PartnerClass.THIRD, capacity):
        raise Refused(BadInput("name", "Vul de naam in: wie geheimhouding tekent, staat op de lijst."))
    made: str = attendance.admit_guest(
        session,
        meeting_id,
        typed["organisation"],
        typed["name"],
        capacity,
        screened={"ja": True, "nee": False}.get(typed["screened"]),
        presence=Presence(typed["presence"] or Presence.EXPECTED),
    )
    if CONFIRMED not in typed:
        named.doubt_guest(session, meeting_id, typed["organisation"], typed["name"])
    adding.drop_form_drafts(session, attendance.ADMIT, meeting_id)
    return made


class AttendanceCard(Card):
    """The signals carry the attendee and what is to be recorded; `same_again` takes over the last list."""

    settled = Signal(str, str)
    signed = Signal(str)
    removed = Signal(str)
    same_again = Signal()

    def __init__(self, tasks: Tasks, meeting_id: str) -> None:
        super().__init__()
        self.setAccessibleName("Aan tafel")
        self._made = 0
        self._may = True
        self.count = small("", "tables.attendance.count")
        head = QHBoxLayout()
        head.addWidget(heading("Aan tafel"))
        head.addStretch(1)
        head.addWidget(self.count)
        self.body.addLayout(head)
        self.again = Button(
            "Iedereen als vorige keer", "tables.attendance.again", icon="users", on_click=self.same_again.emit
        )
        self.body.addWidget(self.again, 0, Qt.AlignmentFlag.AlignLeft)
        self.none = small(_NOBODY, "tables.attendance.none", wrap=True)
        self.body.addWidget(self.none)
        self.list: Rows[AttendeeRow, AttendeeItem] = Rows(self._make, lambda item, row: item.show_row(row))
        self.add(self.list)
        self.partner = AddForm(
            tasks, meeting_id, "tables.partner", "Partner toevoegen", EXPECT, expect, "quiet"
        )
        self.guest = AddForm(
            tasks, meeting_id, "tables.guest", "Gast toevoegen", attendance.ADMIT, admit, "quiet"
        )
        self._build_forms()
        self.foot = self.section(margin=(18, 10))
        self.foot.addWidget(self.partner)
        self.foot.addWidget(self.guest)

    def _build_forms(self) -> None:
        who = Select("partner")
        who.setPlaceholderText("kies een partner")
        self.partner.field("partner_id", "Partner", who, (0, 0, 6))
        capacity, screened = Select("capacity", _CAPACITIES), Select("screened", _SCREENED)
        capacity.setPlaceholderText("kies")
        capacity.setCurrentIndex(-1)
        presence = Select("presence", presence_choices(Presence.EXPECTED))
        self.guest.field("organisation", "Organisatie", QLineEdit(), (0, 0, 6))
        self.guest.field("name", "Naam", QLineEdit(), (1, 0, 6))
        self.guest.field("capacity", "Hoedanigheid", capacity, (2, 0, 3))
        self.guest.field("presence", "Aanwezigheid", presence, (2, 3, 3))
        self.guest.field("screened", "Gescreend door werkgever", screened, (3, 0, 6))

    @property
    def items(self) -> dict[str, AttendeeItem]:
        """The rows by id."""
        return self.list.widgets

    def _make(self, row: AttendeeRow) -> AttendeeItem:
        self._made += 1
        item = AttendeeItem(row, f"tables.attendee.{self._made}")
        item.settled.connect(lambda value: self.settled.emit(row.id, value))
        item.signed.connect(lambda: self.signed.emit(row.id))
        item.removed.connect(lambda: self.removed.emit(row.id))
        return item

    def show_agenda(self, agenda: Agenda) -> None:
        """Show the list of now."""
        self._may = agenda.may_change
        self.list.show_rows(agenda.attendance)
        for item in self.items.values():
            item.set_changing(may=self._may)
        self.count.setText(attendance_words(agenda.attendance))
        self.none.setVisible(not agenda.attendance)
        for widget in (self.again, self.partner, self.guest):
            widget.setVisible(self._may)

    def show_house(self, house: Overview, agenda: Agenda) -> None:
        """Offer the partners that are not on the list yet."""
        there = {row.partner_id for row in agenda.attendance}
        left = tuple((row.id, row.name) for row in house.partners if row.id not in there)
        self.partner.offer("partner_id", left)

    def take_keyboard(self) -> None:
        """The first presence; in an empty list the button that fills it."""
        first = next(iter(self.items.values()), None)
        wanted = first.presence if first is not None else self.again
        wanted.setFocus(Qt.FocusReason.TabFocusReason)
