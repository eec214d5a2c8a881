"""Beneath the agenda: a point that another desk took off while the meeting runs. Nothing opens by itself.

So is said that the meeting itself was cancelled by somebody who did not know that it had begun.
"""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from zvhdesk.services.meetings.taken_off_row import TakenOff
from zvhdesk.ui.kit import Button, Flow, label, small
from zvhdesk.ui.kit.versions import moment
from zvhdesk.ui.theme import Text


class TakenOffLines(QWidget):
    """One at a time, for the agenda needs the room: the next when one is put away. Hidden without any.

    `returned` carries the id of a point that goes back where it stood.
    """

    returned = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("console.taken_off")
        self._rows: tuple[TakenOff, ...] = ()
        self._leads = False
        self._put_away: set[str] = set()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(14, 8, 14, 8)
        self._column.setSpacing(8)
        self.hide()

    def show_rows(self, rows: tuple[TakenOff, ...], *, leads: bool) -> None:
        """Show these; only the desk that leads puts one back."""
        if (rows, leads) != (self._rows, self._leads):
            self._rows, self._leads = rows, leads
            self._fill()

    def _fill(self) -> None:
        while (item := self._column.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        left = [row for row in self._rows if row.id not in self._put_away]
        if left:
            self._column.addWidget(self._line(left[0], len(left) - 1))
        self.setVisible(bool(left))

    def _line(self, row: TakenOff, more: int) -> QWidget:
        name = self.objectName()
        line = QWidget()
        column = QVBoxLayout(line)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(label(row.words, Text.SUB, "2", name=f"{name}.words", wrap=True))
        said = _said(row) + (f" · nog {more} meer" if more else "")
        column.addWidget(small(said, name=f"{name}.said", wrap=True))
        acts = QWidget()
        flow = Flow(acts)
        back = Button("Terugzetten", f"{name}.return", "link", on_click=partial(self.returned.emit, row.id))
        if not self._leads or row.whole:
            back.hide()
        away = Button("Sluiten", f"{name}.close", "quiet", on_click=partial(self._close, row.id))
        for button in (back, away):
            button.setAccessibleName(f"{button.text()}: {row.words}")
            flow.addWidget(button)
        column.addWidget(acts)
        line.setAccessibleName(f"{row.words}. {said}")
        return line

    def _close(self, item_id: str) -> None:
        self._put_away.add(item_id)
        self._fill()


def _said(row: TakenOff) -> str:
    by = f"door {row.by}, {moment(row.wall_ms)}"
    if row.whole:
        return f"geannuleerd {by}, zonder te weten dat zij begon · u kunt doorgaan, kiezen kan na afloop"
    return f"van de agenda gehaald {by} · " + (f"stond na {row.after}" if row.after else "stond bovenaan")
