"""The chips above the columns, and what they make of the filters."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtWidgets import QMenu

from zvhdesk.services.board import BoardFilters, BoardRows, Choice
from zvhdesk.services.words import thousands
from zvhdesk.ui.kit import ChipRow

_ALL = "alle"
_TABLE = "tafel."
_AREA = "werkgebied"
_PLACE = "gemeente"
_MINE = "mijn"
_ATTENTION = "aandacht"
_ADVICE = "advies"


class Filters(QObject):
    """Casustafels with their counts, work areas, gemeente, mine, attention and advice.

    `row` is the widget; `changed` carries the new BoardFilters.
    """

    changed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.now = BoardFilters()
        self._made: tuple[str, ...] = ()
        self._areas: tuple[Choice, ...] = ()
        self._places: tuple[Choice, ...] = ()
        self.row = ChipRow("board.filters", spacing=6)
        self.row.changed.connect(self._chosen)
        self._build(())

    def show_rows(self, rows: BoardRows) -> None:
        """Renew the counts; make the chips anew only when the house has other tables."""
        self._areas, self._places = rows.areas, rows.municipalities
        if _signature(rows.tables) != self._made:
            self._build(rows.tables)
        self.row.chip(_ALL).set_words(f"Alle {thousands(rows.all_tables)}")
        for choice in rows.tables:
            self.row.chip(_TABLE + choice.key).set_words(f"{choice.words} {thousands(choice.count or 0)}")
        # A house without uitgebreid advies has nothing to choose here.
        self.row.chip(_ADVICE).setVisible(bool(rows.in_advice) or self.now.advice)
        self._mark()

    def use(self, filters: BoardFilters) -> None:
        """Set the filters from outside, and tell."""
        self.now = filters
        self._mark()
        self.changed.emit(filters)

    def _build(self, tables: tuple[Choice, ...]) -> None:
        self._made = _signature(tables)
        self.row.clear()
        known = [(_TABLE + one.key, one.words, None) for one in tables]
        self.row.add_group("table", [(_ALL, "Alle", None), *known], one=True)
        rest = [(_MINE, "Mijn casussen", None), (_ATTENTION, "Vraagt aandacht", None)]
        where = [(_AREA, "Werkgebied", None), (_PLACE, "Gemeente", None)]
        self.row.add_group("rest", [*where, *rest, (_ADVICE, "In advies", None)])
        self.row.chip(_ADVICE).setToolTip("In de kolom Op de casustafel alleen uitgebreid advies")

    def _mark(self) -> None:
        now = self.now
        self.row.set_on("table", [_ALL if now.table is None else _TABLE + now.table])
        on = (
            (_AREA, now.area is not None),
            (_PLACE, now.municipality is not None),
            (_MINE, now.mine),
            (_ATTENTION, now.attention),
            (_ADVICE, now.advice),
        )
        self.row.set_on("rest", [key for key, yes in on if yes])
        area = next((one.words for one in self._areas if one.key == now.area), "Werkgebied")
        self.row.chip(_AREA).set_words(area)
        # One area is the whole house: nothing to choose.
        self.row.chip(_AREA).setVisible(len(self._areas) > 1)
        self.row.chip(_PLACE).set_words(f"Gemeente {now.municipality}" if now.municipality else "Gemeente")

    def _chosen(self, group: str, keys: frozenset[str]) -> None:
        if group == "table":
            key = next(iter(keys))
            self.use(replace(self.now, table=None if key == _ALL else key.removeprefix(_TABLE)))
        elif (_PLACE in keys) != (self.now.municipality is not None):
            self._ask(_PLACE, self.place_menu())
        elif (_AREA in keys) != (self.now.area is not None):
            self._ask(_AREA, self.area_menu())
        else:
            mine, attention, advice = (key in keys for key in (_MINE, _ATTENTION, _ADVICE))
            self.use(replace(self.now, mine=mine, attention=attention, advice=advice))

    def _ask(self, key: str, menu: QMenu) -> None:
        # The chip switched itself; whether it is on is for the choice to say.
        self._mark()
        chip = self.row.chip(key)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(chip.mapToGlobal(QPoint(0, chip.height() + 2)))
        menu.setActiveAction(menu.actions()[0])

    def area_menu(self) -> QMenu:
        """The work areas to choose from."""
        return self._menu("board.werkgebieden", "Alle werkgebieden", self._areas, self._use_area)

    def place_menu(self) -> QMenu:
        """The gemeenten to choose from, those of the area when one is chosen."""
        return self._menu("board.gemeenten", "Alle gemeenten", self._places, self._use_place)

    def _menu(
        self, name: str, every: str, choices: tuple[Choice, ...], use: Callable[[str | None], None]
    ) -> QMenu:
        menu = QMenu(self.row)
        menu.setObjectName(name)
        menu.setAccessibleName(every)
        menu.addAction(every).triggered.connect(lambda: use(None))
        menu.addSeparator()
        for choice in choices:
            act = menu.addAction(choice.words.replace("&", "&&"))
            act.triggered.connect(lambda _on=False, key=choice.key: use(key))
        return menu

    def _use_area(self, area: str | None) -> None:
        self.use(replace(self.now, area=area, municipality=None))

    def _use_place(self, name: str | None) -> None:
        self.use(replace(self.now, municipality=name))


def _signature(tables: tuple[Choice, ...]) -> tuple[str, ...]:
    return tuple(f"{one.key} {one.words}" for one in tables)
