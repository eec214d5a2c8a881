"""What was typed at a table and not recorded before the meeting was closed: to read, to copy, to put away."""

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from zvhdesk.services import editing
from zvhdesk.services.meetings.left_behind import LeftBehind, left_behind
from zvhdesk.ui.kit import Button, Card, Flow, small
from zvhdesk.ui.kit.inplace import TextEdit
from zvhdesk.ui.tasks import Tasks

WHY = (
    "De bijeenkomst was al gesloten toen dit nog niet was vastgelegd. Het staat in geen dossier. "
    "Kopieer wat u nodig hebt; in het dossier kunt u het alsnog vastleggen."
)


class LeftBehindCard(Card):
    """Hidden while there is nothing. `counted` carries how many texts there are, after each reading."""

    counted = Signal(int)

    def __init__(self, tasks: Tasks, why: str = WHY) -> None:
        super().__init__("Getypt, niet vastgelegd")
        self.setObjectName("meeting.left")
        self._tasks, self._meeting = tasks, ""
        self.body.addWidget(small(why, wrap=True))
        self._rows = QVBoxLayout()
        self._rows.setSpacing(10)
        self.body.addLayout(self._rows)
        self.texts: list[TextEdit] = []
        self._shown: tuple[LeftBehind, ...] = ()
        self.hide()

    def show_meeting(self, meeting_id: str) -> None:
        """Look what was left at a meeting: all of it once it is over."""
        self._meeting = meeting_id
        # Behind the drafts that are on their way: the lane does one errand after another.
        self._tasks.read(lambda session: left_behind(session, meeting_id), self._show, owner=self)

    def _show(self, found: tuple[LeftBehind, ...]) -> None:
        if found != self._shown:
            self._shown = found
            self._fill(found)
        self.setVisible(bool(found))
        self.counted.emit(len(found))

    def _fill(self, found: tuple[LeftBehind, ...]) -> None:
        while (item := self._rows.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.texts = []
        for at, one in enumerate(found):
            self._rows.addWidget(self._row(at, one))

    def _row(self, at: int, one: LeftBehind) -> QWidget:
        row = QWidget()
        column = QVBoxLayout(row)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        where = " · ".join(part for part in (one.number, one.what) if part)
        text = TextEdit(f"meeting.left.{at}")
        text.setProperty("look", "")
        text.setReadOnly(True)
        text.setAccessibleName(where)
        text.set_text(one.text)
        self.texts.append(text)
        acts = QWidget()
        flow = Flow(acts)
        flow.addWidget(Button("Kopiëren", f"meeting.left.copy.{at}", on_click=lambda: _copy(text)))
        flow.addWidget(Button("Wegdoen", f"meeting.left.drop.{at}", on_click=lambda: self._drop(one)))
        for widget in (small(where), text, acts):
            column.addWidget(widget)
        return row

    def _drop(self, one: LeftBehind) -> None:
        def fn(session: Any) -> None:
            editing.discard_draft(session, one.form, ("", one.row, one.col))

        self._tasks.act(fn, "draft.discard", lambda _: self.show_meeting(self._meeting), owner=self)


def _copy(text: TextEdit) -> None:
    text.selectAll()
    text.copy()
