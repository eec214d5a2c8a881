"""A row went at another desk while somebody typed in its form here: what they typed, and what to do now."""

from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from zvhdesk.domain.refusals import Refusal
from zvhdesk.services.conflicts import RESTORE
from zvhdesk.services.dossier.left_rows import HIDDEN, LeftRow, bring_back, put_away
from zvhdesk.ui.explain import explain
from zvhdesk.ui.kit import Button, Card, Flow, Message, clip, label, small
from zvhdesk.ui.kit.conflict import card_of_gone, what_went
from zvhdesk.ui.kit.form import Form
from zvhdesk.ui.kit.versions import moment
from zvhdesk.ui.theme import Text

_WHAT_NOW = "Wat u typte, is bewaard. Zet het terug met uw tekst, of kopieer wat u nodig hebt."
_READ_ONLY = "Wat u typte, is bewaard. Dit dossier is alleen te lezen; kopieer wat u nodig hebt."


class LeftRowsCard(Card):
    """Hidden while there is none. `settled` once something was brought back or put away."""

    settled = Signal()

    def __init__(self, form: Form, name: str) -> None:
        super().__init__("Verwijderd terwijl u typte")
        self.setObjectName(f"{name}.left")
        self._form, self._name = form, name
        self._rows: tuple[LeftRow, ...] = ()
        self._read_only = False
        self._what_now = small("", wrap=True)
        self.body.addWidget(self._what_now)
        self.message = Message(f"{name}.left.error")
        self.body.addWidget(self.message)
        self._column = QVBoxLayout()
        self._column.setSpacing(12)
        self.body.addLayout(self._column)
        self.hide()

    def show_rows(self, rows: tuple[LeftRow, ...], *, read_only: bool) -> None:
        """Show these. One that is new comes into view: somebody was typing there."""
        if (rows, read_only) == (self._rows, self._read_only):
            return
        came = {(row.tbl, row.id) for row in rows} - {(row.tbl, row.id) for row in self._rows}
        self._rows, self._read_only = rows, read_only
        while (item := self._column.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for at, row in enumerate(rows):
            self._column.addWidget(self._row(row, f"{self._name}.left.{at}"))
        self._what_now.setText(_READ_ONLY if read_only else _WHAT_NOW)
        self.message.clear()
        self.setVisible(bool(rows))
        if came:
            # Not before everything around it has its place.
            QTimer.singleShot(0, self, self._come_into_view)

    def _come_into_view(self) -> None:
        above: QWidget | None = self
        while above is not None and not isinstance(above, QScrollArea):
            above = above.parentWidget()
        if above is not None:
            above.ensureWidgetVisible(self)

    def _row(self, row: LeftRow, name: str) -> QFrame:
        frame = QFrame()
        frame.setObjectName(name)
        said = what_went(row.kind, row.text)
        frame.setAccessibleName(f"{said}. Verwijderd op een andere computer, door {row.by}.")
        by = f"door {row.by}, {moment(row.wall_ms)}"
        column = card_of_gone(frame, said, "op een andere computer verwijderd", by)
        for at, (field, typed) in enumerate(row.typed):
            column.addWidget(small(f"U typte bij {field}:", wrap=True))
            text = label(typed or "leeg", Text.BODY, "3" if typed in ("", HIDDEN) else "1", wrap=True)
            text.setObjectName(f"{name}.typed.{at}")
            text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            column.addWidget(text)
        column.addWidget(self._acts(row, name, said))
        return frame

    def _acts(self, row: LeftRow, name: str, said: str) -> QWidget:
        acts = QWidget()
        flow = Flow(acts)
        back = Button("Terugzetten met mijn tekst", f"{name}.restore", on_click=partial(self._restore, row))
        copy = Button("Kopiëren", f"{name}.copy", on_click=partial(_copy, row))
        away = Button("Wegdoen", f"{name}.drop", "quiet", on_click=partial(self._put_away, row))
        if self._read_only:
            back.hide()
        for button in (back, copy, away):
            button.setAccessibleName(f"{button.text()}: {said}")
            flow.addWidget(button)
        return acts

    def _restore(self, row: LeftRow) -> None:
        form, done = self._form, self._done
        form.tasks.change(
            lambda session: bring_back(session, form.name, row),
            RESTORE,
            done,
            self._refused,
            owner=self,
            base_rev=row.rev,
        )

    def _put_away(self, row: LeftRow) -> None:
        name = self._form.name
        self._form.tasks.act(
            lambda session: put_away(session, name, row), "draft.discard", self._done, owner=self
        )

    def _done(self, _answer: object) -> None:
        self.settled.emit()

    def _refused(self, reason: Refusal) -> None:
        self.message.say(explain(reason).sentence)


def _copy(row: LeftRow) -> None:
    told = [typed for _, typed in row.typed if typed not in ("", HIDDEN)]
    clip.copy("\n".join(told))
