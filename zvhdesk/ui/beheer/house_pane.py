"""Huis: what the house is called, when it locks, and the gemeenten and work areas it works for."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from zvhdesk.domain.refusals import BadInput
from zvhdesk.services import editing, house
from zvhdesk.services.editing import Shown
from zvhdesk.services.house import Overview
from zvhdesk.ui.agreeing.asked_cards import AskedCards
from zvhdesk.ui.beheer.house_file_card import HouseFileCard
from zvhdesk.ui.beheer.leaving import leaving_line, show_leaving
from zvhdesk.ui.dossier.addform import AddForm
from zvhdesk.ui.explain_any import explain
from zvhdesk.ui.grid import Column, Grid
from zvhdesk.ui.kit import Button, Card, Message, small
from zvhdesk.ui.kit.editable import EditableField
from zvhdesk.ui.kit.form import Cell, Form
from zvhdesk.ui.kit.look import Look
from zvhdesk.ui.kit.row_fields import AROUND, RowFields
from zvhdesk.ui.tasks import Tasks
from zvhdesk.ui.theme import MARGIN

_SETTINGS = ("name", "process_manager_label", "auto_lock_minutes", "default_table_id")
_NONE = ("", "geen")
_HOW = (
    "Klik op een waarde om die te wijzigen; dat is meteen opgeslagen. Zonder toets of muis vergrendelt het "
    "huis na 1 tot en met 15 minuten."
)
_PLACES = "Een casus hoort bij een van deze gemeenten. In de lijst kiest u het werkgebied."


class HousePane(QScrollArea):
    """The settings on the left, the gemeenten on the right, the work areas beneath the settings."""

    state = Signal(object)

    def __init__(self, tasks: Tasks) -> None:
        super().__init__()
        self._tasks = tasks
        self._house = ""
        self._only_copy = False
        self.file = HouseFileCard(tasks)
        self.form = Form(tasks, "admin.house", self)
        self.form.intent = "house.edit"
        self.form.state.connect(self.state)
        self._fields = QVBoxLayout()
        self._fields.setSpacing(8)
        self.areas = _areas_grid()
        self.area = RowFields(tasks, "admin.areas", "work_area", ("name",))
        self.area.state.connect(self.state)
        self.areas.row_chosen.connect(self.area.open)
        self.places = _places_grid(())
        self.asked = AskedCards(tasks, "admin.house", house.OF_HOUSE)
        self.asked.state.connect(self.state)
        self._leaving = {
            "work_area": leaving_line("admin.areas"),
            "municipality": leaving_line("admin.places"),
        }
        self.message = Message("admin.house.error")
        self.new_area = AddForm(
            tasks, house.OF_HOUSE, "admin.areas.new", "Werkgebied toevoegen", "area.add", house.add_area
        )
        self.new_area.field("name", "Werkgebied", QLineEdit(), (0, 0, 6))
        self.new_place = AddForm(
            tasks, house.OF_HOUSE, "admin.places.new", "Gemeente toevoegen", "place.add", house.add_place
        )
        self.new_place.field("name", "Gemeente", QLineEdit(), (0, 0, 6))
        self._no_area = Button(
            "Gekozen werkgebied verwijderen", "admin.areas.remove", "quiet", icon="trash-2"
        )
        self._no_place = Button(
            "Gekozen gemeente verwijderen", "admin.places.remove", "quiet", icon="trash-2"
        )
        self._lay_out()
        self._no_area.clicked.connect(lambda: self._remove(self.areas.chosen, "work_area", house.remove_area))
        self._no_place.clicked.connect(
            lambda: self._remove(self.places.chosen, "municipality", house.remove_place)
        )
        self.places.edited.connect(self._assign)

    def _lay_out(self) -> None:
        settings = Card("Het huis")
        self._how = small(_HOW, wrap=True)
        settings.body.addWidget(self._how)
        settings.section(margin=AROUND).addLayout(self._fields)
        self._areas_card = _list_card(
            "Werkgebieden",
            (self._leaving["work_area"],),
            self.areas,
            self.new_area,
            self._no_area,
            self.area,
        )
        self._about_places = small(_PLACES, wrap=True)
        right = _list_card(
            "Gemeenten",
            (self._about_places, self._leaving["municipality"]),
            self.places,
            self.new_place,
            self._no_place,
        )
        left = QVBoxLayout()
        left.setSpacing(16)
        left.addWidget(settings)
        left.addWidget(self._areas_card)
        left.addWidget(self.file)
        left.addStretch(1)
        columns = QHBoxLayout()
        columns.setSpacing(16)
        columns.addLayout(left, 1)
        columns.addWidget(right, 1, Qt.AlignmentFlag.AlignTop)
        inside = QWidget()
        inside.setProperty("look", "clear")
        self.setWidget(inside)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        outer = QVBoxLayout(inside)
        outer.setContentsMargins(MARGIN, 16, MARGIN, 16)
        outer.addWidget(self.message)
        outer.addWidget(self.asked)
        outer.addLayout(columns, 1)

    def show_overview(self, found: Overview) -> None:
        """Show the house as it stands, keeping what is typed."""
        self._only_copy = found.only_copy
        if found.only_copy:
            self._only_read()
        self.file.show_which(only_copy=found.only_copy)
        # A copy that a server keeps up to date takes no file.
        self.file.setVisible(not (found.only_copy and found.by_server))
        self.asked.show_asked(found.asked.of({"house", "municipality", "work_area"}))
        for tbl, line in self._leaving.items():
            show_leaving(line, tbl, found.leaving)
        tables = (_NONE, *((row.id, row.name) for row in found.usable))
        if self._house != found.house_id:
            self._house = found.house_id
            self._make_fields(tables)
        else:
            default = self.form.field(("house", self._house, "default_table_id"))
            if isinstance(default, EditableField):
                default.offer(tables)
        before = self.areas.chosen
        self.areas.show_rows(found.areas, found.rev, found.several)
        if before and before == self.areas.chosen:
            self.area.reload()
        elif found.areas and not self.areas.chosen:
            self.areas.choose(found.areas[0].id)
        self.areas.setVisible(bool(found.areas))
        if not found.only_copy:
            areas = ((a.id, a.name) for a in found.areas)
            self.places.offer("work_area_id", (("", "geen werkgebied"), *areas))
        self.places.show_rows(found.places, found.rev, found.several)
        self.places.setVisible(bool(found.places))
        self._no_area.setVisible(bool(found.areas) and not found.only_copy)
        self._no_place.setVisible(bool(found.places) and not found.only_copy)
        self._load()

    def leave(self) -> None:
        """Commit what is typed, keep what is being added."""
        self.form.commit()
        self.area.leave()
        self.asked.leave()
        self.new_area.keep_drafts()
        self.new_place.keep_drafts()

    def _only_read(self) -> None:
        self.area.read_only = True
        self.places.only_read()
        for part in (self.new_area, self.new_place, self._how, self._about_places):
            part.hide()

    def _make_fields(self, tables: tuple[tuple[str, str], ...]) -> None:
        look = Look(caption="above")
        for column in _SETTINGS:
            choices = tables if column == "default_table_id" else None
            cell = ("house", self._house, column)
            self._fields.addWidget(EditableField(self.form, cell, f"admin.house.{column}", look, choices))

    def _load(self) -> None:
        cells: list[Cell] = [("house", self._house, column) for column in _SETTINGS]

        def done(shown: dict[Cell, Shown]) -> None:
            self.form.load(shown, read_only=self._only_copy)

        self._tasks.read(lambda session: editing.show(session, cells, "admin.house"), done, owner=self)

    def _assign(self, row_id: str, column: str, value: str) -> None:
        rev = self.places.opened_at
        self._tasks.change(
            lambda session: house.choose(session, "municipality", row_id, column, value, rev),
            "municipality.edit",
            self._done,
            self._refused,
            base_rev=rev,
            owner=self,
        )

    def _remove(self, row_id: str, table: str, remove: house.Remove) -> None:
        if row_id:
            self._tasks.change(
                lambda session: remove(session, row_id, session.act.user),
                f"{table}.remove",
                self._done,
                self._refused,
                owner=self,
                base_rev=self.places.rev,
            )

    def _done(self, _answer: object) -> None:
        self.message.clear()

    def _refused(self, reason: Any) -> None:
        self.message.say(reason.sentence if isinstance(reason, BadInput) else explain(reason))


def _list_card(
    title: str,
    about: Sequence[QWidget],
    grid: Grid,
    add: AddForm,
    remove: Button,
    fields: QWidget | None = None,
) -> Card:
    card = Card(title)
    for one in about:
        card.body.addWidget(one)
    card.add(grid, 1)
    if fields is not None:
        card.section(margin=AROUND).addWidget(fields)
    foot = card.section()
    row = QHBoxLayout()
    row.addWidget(add, 1)
    beside = QVBoxLayout()
    beside.setContentsMargins(0, 4, 0, 0)  # in line with the button of the form
    beside.addWidget(remove)
    beside.addStretch(1)
    row.addLayout(beside)
    foot.addLayout(row)
    remove.setEnabled(False)
    grid.row_chosen.connect(lambda row_id: remove.setEnabled(bool(row_id)))
    return card


def _areas_grid() -> Grid:
    return Grid(
        "admin.areas.list",
        "Werkgebieden",
        (
            Column("name", "Werkgebied", lambda row: row.name, strong=True),
            Column("places", "Gemeenten", lambda row: str(row.places or ""), width=120, right=True),
        ),
        scrolls=False,
    )


def _places_grid(areas: tuple[tuple[str, str], ...]) -> Grid:
    return Grid(
        "admin.places.list",
        "Gemeenten",
        (
            Column("name", "Gemeente", lambda row: row.name, share=1, strong=True),
            Column("code", "Code", lambda row: row.code, width=90, quiet=True),
            Column(
                "work_area_id",
                "Werkgebied",
                lambda row: row.area or "geen werkgebied",
                share=1,
                choices=areas or (("", "geen werkgebied"),),
                value=lambda row: row.area_id,
            ),
        ),
        scrolls=False,
    )
