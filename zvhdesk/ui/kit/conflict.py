"""What stands under a field that desks wrote without seeing each other: every version, with who and when.

Never a dialog: it opens nothing by itself and takes no keyboard, so that whoever types on chooses nothing.
"""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout, QWidget

from zvhdesk.services.conflicts import Conflict, GoneRow, OneVersion
from zvhdesk.ui.kit.buttons import Button
from zvhdesk.ui.kit.flow import Flow
from zvhdesk.ui.kit.marked import Marked, differences
from zvhdesk.ui.kit.tag import TagLabel
from zvhdesk.ui.kit.text import heading
from zvhdesk.ui.kit.versions import moment
from zvhdesk.ui.plain.text import label, small
from zvhdesk.ui.theme import GAP, TagKind, Text

_READS: Final = 250
"""Width in which a version reads well, px."""
_SHORT: Final = 40
_NUMBERS = {2: "twee", 3: "drie", 4: "vier"}
_GONE: Final = {
    "": ("verwijderd", "Terugzetten", "Verwijderd laten"),
    "meeting": ("geannuleerd", "Laten staan", "Toch uit de lijst"),
    "agenda_item": ("weggehaald", "Laten staan", "Toch van de agenda"),
}
_STANDS: Final = ("verwijderd", "Laten staan", "Toch verwijderen")
"""What was done, and what the two buttons say; of what stands all the same by its table."""
_LEFT = Qt.AlignmentFlag.AlignLeft


def how_many(conflict: Conflict) -> str:
    """`twee versies`."""
    several = len(conflict.versions)
    return f"{_NUMBERS.get(several, str(several))} versies"


class SideBySide(QWidget):
    """Widgets beside each other in equal columns, and beneath each other where that is tight."""

    def __init__(self, widgets: Sequence[QWidget]) -> None:
        super().__init__()
        self._widgets, self._columns = tuple(widgets), 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(GAP)
        self._place(len(self._widgets))

    def minimumSizeHint(self) -> QSize:
        """No wider than one of them."""
        wide = max((one.minimumSizeHint().width() for one in self._widgets), default=0)
        return QSize(wide, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width, as many columns as read well."""
        super().resizeEvent(event)
        room = (event.size().width() + GAP) // _READS
        self._place(max(1, min(len(self._widgets), room)))

    def _place(self, columns: int) -> None:
        if columns == self._columns:
            return
        for at, one in enumerate(self._widgets):
            self._grid.removeWidget(one)
            self._grid.addWidget(one, at // columns, at % columns)
        for at in range(max(columns, self._columns)):
            self._grid.setColumnStretch(at, int(at < columns))
        self._columns = columns
        self.updateGeometry()


class ConflictCard(QFrame):
    """The versions of one cell. `chosen` carries the id of the one to keep; `other`: fill in otherwise.

    `name` is the prefix of the objectNames: `<name>.keep.0` is the one that is shown now. Not `titled` when
    the name of the field stands above it already; `said` is what happened to it just now.
    `joins`: not to fill in otherwise but, by `joined`, to keep all of them beneath each other.
    """

    chosen = Signal(str)
    other = Signal()
    joined = Signal()

    def __init__(
        self,
        name: str,
        conflict: Conflict,
        *,
        titled: bool = False,
        open_: bool = True,
        said: str = "",
        joins: bool = False,
    ) -> None:
        super().__init__()
        self.conflict = conflict
        self.setObjectName(f"{name}.several")
        self.setProperty("look", "card")
        self.setAccessibleName(_spoken(conflict))
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 12, 14, 12)
        column.setSpacing(8)
        head = QWidget()
        flow = Flow(head)
        if titled:
            flow.addWidget(heading(conflict.label))
        flow.addWidget(TagLabel(how_many(conflict), TagKind.ATTENTION))
        flow.addWidget(small(_what_is_shown(conflict), name=f"{name}.aside"))
        column.addWidget(head)
        if said:
            column.addWidget(label(said, Text.SMALL, "warn", name=f"{name}.said", wrap=True))
        versions = [self._version(name, at, one, open_) for at, one in enumerate(conflict.versions)]
        column.addWidget(SideBySide(versions))
        if joins and open_:
            join = Button("Samenvoegen", f"{name}.join", on_click=self.joined.emit)
            join.setAccessibleName(f"{conflict.label}: {how_many(conflict)} samenvoegen")
            column.addWidget(join, 0, _LEFT)
        elif conflict.fills and open_:
            fill = Button("Anders invullen", f"{name}.fill", on_click=self.other.emit)
            fill.setAccessibleName(f"{conflict.label} anders invullen")
            column.addWidget(fill, 0, _LEFT)

    def _version(self, name: str, at: int, one: OneVersion, open_: bool) -> QFrame:
        frame = QFrame()
        # What board, wall and paper show until someone chose has the marked frame.
        frame.setProperty("look", "card-chosen" if one.shown else "card")
        inside = QVBoxLayout(frame)
        inside.setContentsMargins(14, 12, 14, 12)
        inside.setSpacing(6)
        against = self.conflict.versions[1 if at == 0 else 0]
        inside.addWidget(
            Marked(
                one.words or "leeg",
                differences(one.words, against.words),
                f"{name}.version.{at}",
                faint=not one.words,
            )
        )
        inside.addWidget(small(_capital(_by(one)), wrap=True))
        if open_:
            keep = Button("Deze houden", f"{name}.keep.{at}", on_click=lambda: self.chosen.emit(one.id))
            keep.setAccessibleName(f"{self.conflict.label}, deze houden: {one.words or 'leeg'}")
            inside.addWidget(keep, 0, _LEFT)
        inside.addStretch(1)
        return frame


class ConflictNote(QWidget):
    """The same while a meeting runs: the texts under one another, with who wrote them. Nothing is asked.

    The one above it, in the field, is that of the first line. `asked`: somebody wants to choose now.
    """

    asked = Signal()

    def __init__(self, name: str, conflict: Conflict, *, open_: bool = True) -> None:
        super().__init__()
        self.setObjectName(f"{name}.several")
        self.setAccessibleName(_spoken(conflict))
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 2, 0, 4)
        column.setSpacing(2)
        column.addWidget(small(f"hierboven: {_by(conflict.shown)}", name=f"{name}.by.0", wrap=True))
        for at, one in enumerate(conflict.versions[1:], 1):
            spans = differences(one.words, conflict.shown.words)
            column.addWidget(Marked(one.words or "leeg", spans, f"{name}.version.{at}", faint=not one.words))
            column.addWidget(small(_capital(_by(one)), name=f"{name}.by.{at}", wrap=True))
        head = QWidget()
        flow = Flow(head)
        flow.addWidget(TagLabel(how_many(conflict), TagKind.ATTENTION))
        if open_:
            ask = Button("Kiezen of samenvoegen", f"{name}.ask", "quiet", on_click=self.asked.emit)
            ask.setAccessibleName(f"{conflict.label}: {how_many(conflict)}, kiezen of samenvoegen")
            flow.addWidget(ask)
        column.addWidget(head)


class GoneCard(QFrame):
    """A row that one desk deleted while another edited it: one click brings it back.

    `restored` and `left` carry the table and the id.
    """

    restored = Signal(str, str)
    left = Signal(str, str)

    def __init__(self, row: GoneRow, name: str) -> None:
        super().__init__()
        self.setObjectName(f"{name}.gone")
        said = what_went(row.kind, row.text)
        self.setAccessibleName(f"{said}. {_capital(row.how)}.")
        gone, back_says, away_says = _GONE.get(row.tbl, _STANDS) if row.stands else _GONE[""]
        column = card_of_gone(self, said, row.how, f"{gone} door {row.who}, {moment(row.wall_ms)}")
        for edit in row.edits:
            words = "zoals hierboven" if edit.words == row.text else edit.words or "leeg"
            told = f"{edit.label}: {words} ({edit.who}, {moment(edit.wall_ms)})"
            column.addWidget(label(told, Text.SUB, "2", wrap=True))
        acts = QWidget()
        line = Flow(acts)
        back = Button(back_says, f"{name}.restore", on_click=lambda: self.restored.emit(row.tbl, row.id))
        away = Button(away_says, f"{name}.leave", "quiet", on_click=lambda: self.left.emit(row.tbl, row.id))
        for button in (back, away):
            button.setAccessibleName(f"{button.text()}: {said}")
            line.addWidget(button)
        column.addWidget(acts)


def what_went(kind: str, text: str) -> str:
    """`Doel: Een vaste begeleider`, or what kind of thing it was."""
    return f"{kind}: {text}" if text else kind


def card_of_gone(frame: QFrame, said: str, how: str, by: str) -> QVBoxLayout:
    """The card of something that went: how, by whom, and what it was; the rest is added beneath."""
    frame.setProperty("look", "card")
    column = QVBoxLayout(frame)
    column.setContentsMargins(14, 12, 14, 12)
    column.setSpacing(6)
    head = QWidget()
    flow = Flow(head)
    flow.addWidget(TagLabel(how, TagKind.ATTENTION))
    flow.addWidget(small(by))
    column.addWidget(head)
    column.addWidget(label(said, Text.STRONG, wrap=True))
    return column


def _what_is_shown(conflict: Conflict) -> str:
    words = conflict.shown.words or "leeg"
    stands = words if len(words) <= _SHORT and "\n" not in words else "de eerste"
    kept = "beide" if len(conflict.versions) == 2 else "alle"
    return f"{kept} bewaard · tot u kiest geldt {stands}"


def _by(one: OneVersion) -> str:
    said = (one.who, one.device, moment(one.wall_ms), "zonder verbinding" if one.offline else "")
    return ", ".join(part for part in said if part)


def _capital(said: str) -> str:
    return said[:1].upper() + said[1:]


def _spoken(conflict: Conflict) -> str:
    told = ". ".join(f"{one.words or 'leeg'}, van {_by(one)}" for one in conflict.versions)
    return f"{conflict.label}: {how_many(conflict)}. {told}."
