"""The form that plans a meeting."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit

from zvhdesk.domain.refusals import BadInput, Refused, SeveralWrong
from zvhdesk.services import adding
from zvhdesk.services.case_door import act_day
from zvhdesk.services.fields import FIELDS
from zvhdesk.services.house import Overview
from zvhdesk.services.meetings import planning
from zvhdesk.ui.dossier.addform import AddForm
from zvhdesk.ui.kit import Button, Select
from zvhdesk.ui.tables.days import coming_day
from zvhdesk.ui.tasks import Tasks

FORM = "meeting.plan"
OF_TABLES = "tables"
"""Under this id the draft of the form is kept."""


def plan(session: Any, _of: str, typed: Mapping[str, str]) -> str:
    """Plan what was typed. Raises Refused(BadInput | SeveralWrong) with the labels of all that is wrong."""
    today = act_day(session)
    wrong = _wrong(
        lambda: _table(typed["table_id"]),
        lambda: _day(typed["held_on"], today),
        *(lambda col=col: FIELDS["meeting", col].read(typed[col]) for col in ("starts", "ends", "place")),
    )
    if not any(one.field in ("Begin", "Einde") for one in wrong):
        wrong += _wrong(lambda: planning.hours(typed["starts"], typed["ends"]))
    if wrong:
        raise Refused(wrong[0] if len(wrong) == 1 else SeveralWrong(wrong))
    held_on = _day(typed["held_on"], today)
    made: str = planning.plan_meeting(
        session,
        typed["table_id"],
        held_on,
        typed["starts"],
        typed["ends"],
        typed["place"],
        typed["chair_id"] or None,
    )
    adding.drop_form_drafts(session, FORM, OF_TABLES)
    return made


def _wrong(*reads: Callable[[], object]) -> tuple[BadInput, ...]:
    """What is wrong in all of them, and not in the first only."""
    found: list[BadInput] = []
    for read in reads:
        try:
            read()
        except Refused as refused:
            if not isinstance(refused.reason, BadInput):
                raise
            found.append(refused.reason)
    return tuple(found)


def _table(table_id: str) -> None:
    if not table_id:
        raise Refused(BadInput("Casustafel", "Kies van welke casustafel deze bijeenkomst is."))


def _day(typed: str, today: date) -> date:
    held_on = coming_day(typed, today, "Datum")
    if held_on < today:
        raise Refused(BadInput("Datum", "Deze dag is voorbij. Kies vandaag of een dag die nog komt."))
    return held_on


class PlanForm(AddForm):
    """Table, day, hours, place, chair; filled in as far as it can be guessed, never over what was typed.

    `toggled` tells that it was opened or put away, `planned` carries the new meeting.
    """

    toggled = Signal(bool)
    planned = Signal(str)

    def __init__(self, tasks: Tasks) -> None:
        super().__init__(tasks, OF_TABLES, "tables.plan", "Bijeenkomst plannen", FORM, plan, kind="primary")
        self.ok.setText("Plannen")
        for away in self.findChildren(Button, "tables.plan.cancel"):
            away.setText("Niet plannen")
        self._guess: dict[str, str] = {}
        table, chair = Select("table"), Select("chair")
        table.setPlaceholderText("kies de casustafel")
        chair.setPlaceholderText("nog niet bekend")
        day, starts, ends, place = QLineEdit(), QLineEdit(), QLineEdit(), QLineEdit()
        day.setPlaceholderText("do 19 mrt")
        self.field("table_id", "Casustafel", table, (0, 0, 2))
        self.field("held_on", "Datum", day, (0, 2, 2))
        self.field("starts", "Begin", starts, (0, 4, 1))
        self.field("ends", "Einde", ends, (0, 5, 1))
        self.field("place", "Plaats", place, (1, 0, 3), optional=True)
        self.field("chair_id", "Voorzitter", chair, (1, 3, 3), optional=True)

    def show_house(self, house: Overview) -> None:
        """Offer the tables and the people of the house; guess the only table and who sits here."""
        self.offer("table_id", tuple((row.id, row.name) for row in house.usable))
        self.offer("chair_id", tuple((row.id, row.name) for row in house.members))
        me = next((row.id for row in house.members if row.me), "")
        only = house.usable[0].id if len(house.usable) == 1 else ""
        self._guess = {"table_id": only, "starts": "09:00", "ends": "11:00", "chair_id": me}

    def open(self) -> None:
        """Show the fields; first where they stand, or they could not take the keyboard."""
        self._body.show()
        self.toggled.emit(True)
        super().open()

    def _refill(self, drafts: dict[str, str]) -> None:
        super()._refill(drafts)
        super()._refill({column: text for column, text in self._guess.items() if column not in drafts})
        # What was guessed is kept only when it was changed.
        self._drafts.of(self._case, {**self._guess, **drafts})

    def _empty(self) -> None:
        super()._empty()
        self.toggled.emit(False)

    def _done(self, row: object) -> None:
        super()._done(row)
        self.planned.emit(str(row))
